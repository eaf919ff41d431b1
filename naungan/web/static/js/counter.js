// The counter's one field. A passport reader is a keyboard: it types each line of the zone and ends it with Enter.
// The field sends itself when the last line of the format is complete, is empty again at once for the next traveller,
// and takes every key that is typed while the answer is on its way.
"use strict";

(() => {
  const form = document.querySelector("[data-reader]");
  if (!form) return;
  const field = form.querySelector("textarea");
  const answer = document.getElementById("answer");
  const state = form.querySelector("[data-state]");
  const pause = 250; // ms of silence after which a zone that came without line ends counts as complete
  const sent = []; // texts on their way, oldest first
  let timer = 0;

  // ICAO Doc 9303: TD3 and MRV-A 2 × 44, TD2 and MRV-B 2 × 36, TD1 3 × 30.
  const formats = { 44: 2, 36: 2, 30: 3 };

  const lines = (text) => text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== "");

  // Complete to the letter: the last character of the last line has come.
  function complete(text) {
    const read = lines(text);
    return read.length > 0 && read.length === formats[read[0].length] && read.every((line) => line.length === read[0].length);
  }

  // Enter after the last line, whatever its length: the answer then says what is missing.
  function ended(text) {
    const read = lines(text);
    const wanted = read.length && read[0].length <= 32 ? 3 : 2;
    return /[\r\n][ \t]*$/.test(text) && read.length >= wanted;
  }

  // Some readers send no line ends at all.
  function runTogether(text) {
    const read = lines(text);
    return read.length === 1 && [88, 72, 90].includes(read[0].length);
  }

  function say(words) {
    state.textContent = words || "";
  }

  function put(text) {
    sent.push(text);
    const options = { source: form, target: answer, swap: "innerHTML", values: { text } };
    window.htmx.ajax("POST", form.action, options).catch(() => {}); // htmx:afterRequest below speaks of failures
  }

  function send() {
    window.clearTimeout(timer);
    const text = field.value;
    field.value = ""; // at once: the next traveller's first key may already be down
    say("");
    if (text.trim()) put(text);
  }

  // Lines given back stand selected: the next read replaces them. The Enter that ends the failed read must not.
  function givenBack() {
    return field.value !== "" && field.selectionStart === 0 && field.selectionEnd === field.value.length;
  }

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    field.removeAttribute("aria-invalid");
    const text = field.value;
    if (complete(text) || ended(text)) send();
    else if (runTogether(text)) timer = window.setTimeout(send, pause);
  });

  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === "Enter" && (field.value.trim() === "" || givenBack())) {
      event.preventDefault(); // the reader's last Enter comes after the field has sent itself
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (field.value === "") answer.replaceChildren();
      field.value = "";
      field.removeAttribute("aria-invalid");
      say("");
    }
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    send();
    field.focus();
  }, true);

  // A zone that is read while the focus lies elsewhere still goes into the field.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1 || event.key === " ") return;
    const at = document.activeElement;
    if (at && (at.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName))) return;
    field.focus();
  });

  // Corrections are buttons in the answer: they put the corrected lines to the register and give the field back.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-lines]");
    if (!button) return;
    event.preventDefault();
    put(button.dataset.lines);
    field.focus();
  });

  function restore(text, words) {
    say(words);
    if (field.value !== "" || text === undefined) return;
    field.value = text;
    field.setAttribute("aria-invalid", "true");
    if (document.activeElement === field) field.select(); // the next read replaces it, an arrow key keeps it
  }

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form) return;
    const text = sent.shift();
    const status = event.detail.xhr.status;
    if (status === 422) restore(text, "");
    else if (status < 200 || status > 299) {
      answer.replaceChildren();
      restore(text, status === 0 ? form.dataset.unreachable : form.dataset.failed);
    }
  });
})();
