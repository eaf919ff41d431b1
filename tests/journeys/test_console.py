"""The rest of an officer's day in a browser; and what every page owes to those who can't use a mouse or see well."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.web.screening.test_lists import LIST

pytestmark = pytest.mark.browser

PATHS = [
    "/",
    "/screening/counter",
    "/screening/person",
    "/screening/lists",
    "/screening/thresholds",
    "/register",
    "/audit",
]
ROLES = {"/register": "analyst", "/audit": "auditor"}

FAULTS = """() => {
  const faults = [];
  const name = (element) => (element.getAttribute("aria-label") || element.innerText || element.value || "").trim();
  const labelled = (field) => field.labels.length > 0 || field.getAttribute("aria-label");
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (!labelled(field)) faults.push("no label: " + field.outerHTML);
  for (const button of document.querySelectorAll("button, a[href], summary"))
    if (!name(button)) faults.push("no name: " + button.outerHTML);
  const targets = "button, input:not([type=hidden]), select, textarea, summary, nav a";
  for (const target of document.querySelectorAll(targets)) {
    const box = target.getBoundingClientRect();
    if (box.width && (box.width < 24 || box.height < 24)) faults.push("too small: " + target.outerHTML);
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push("twice: " + id);
  for (const element of document.querySelectorAll("[aria-labelledby], [aria-describedby]"))
    for (const kind of ["aria-labelledby", "aria-describedby"])
      for (const id of (element.getAttribute(kind) || "").split(/\\s+/))
        if (id && !document.getElementById(id)) faults.push("points nowhere: " + id);
  if (document.querySelectorAll("h1").length !== 1) faults.push("one h1 expected");
  if (document.querySelectorAll("main").length !== 1) faults.push("one main expected");
  if (!document.documentElement.lang) faults.push("no language");
  return faults;
}"""


def width_left_over(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


@pytest.mark.parametrize("language", ["en", "ms"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_labelled_named_large_enough_and_fits_a_phone(visit: Visit, path: str, language: str) -> None:
    page = visit(ROLES.get(path, "second-line-officer"), path, language=language, width=360)
    assert page.evaluate(FAULTS) == []
    assert width_left_over(page) <= 0
    page.set_viewport_size({"width": 320, "height": 640})  # 1280 px at 400 % zoom: WCAG 2.2, 1.4.10
    assert width_left_over(page) <= 0


def test_the_first_tab_leads_past_the_menu(visit: Visit) -> None:
    page = visit("analyst", "/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_list_is_screened_and_its_match_is_read_on_a_sheet(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "flight.csv"
    file.write_text(LIST, encoding="utf-8")
    page = visit("analyst", "/screening/lists")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Screen the list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("flight.csv")
    expect(page.locator("tbody")).not_to_have_count(0)
    assert page.evaluate(FAULTS) == []
    page.get_by_role("link", name="Zulkifli bin Contohrekaan").click()
    expect(page.locator(".fall li").last).to_contain_text("Together: a probability of")
    assert page.evaluate(FAULTS) == []
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".versus")).to_be_visible()
    expect(page.locator(".fall li").first).to_be_visible()


def test_an_entry_is_found_opened_for_a_purpose_and_the_auditor_reads_of_it(visit: Visit) -> None:
    page = visit("analyst", "/register")
    page.get_by_label("Name, document number or entry number").fill("contohrekaan")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^MYS-")).first.click()
    expect(page.get_by_label("Purpose")).to_be_focused()
    page.keyboard.type("yearly review (journey)")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Sexual Offences Against Children Act 2017 [Act 792], s.14")
    expect(page.locator("main")).to_contain_text("Fictional person")
    assert page.evaluate(FAULTS) == []
    auditor = visit("auditor", "/audit")
    auditor.get_by_label("Purpose").fill("weekly check (journey)")
    auditor.get_by_role("button", name="Show the rows").click()
    expect(auditor.locator("tbody")).to_contain_text("yearly review (journey)")
    auditor.get_by_role("button", name="Verify now").click()
    expect(auditor.locator("main")).to_contain_text("Nothing was changed")


def test_a_supervisor_releases_what_is_held_and_an_officer_withdraws_it(visit: Visit) -> None:
    page = visit("register-supervisor", "/", width=360)
    page.get_by_role("link", name="1 entry waits for an officer").click()
    page.wait_for_url("**/register?status=held")  # a click does not wait for the page that it leads to
    assert page.evaluate(FAULTS) == []
    assert width_left_over(page) <= 0
    page.get_by_role("link", name=re.compile("^MYS-")).click()
    expect(page.get_by_label("Purpose")).to_be_focused()
    page.keyboard.type("a held entry (journey)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Release it")).to_be_visible()
    assert page.evaluate(FAULTS) == []
    assert width_left_over(page) <= 0
    page.get_by_label("Class of the offence").select_option("MYS-792-14")
    page.locator("#release-reason").fill("judgment read (journey)")
    page.get_by_role("button", name="Release the entry").click()
    expect(page.get_by_role("status")).to_contain_text("is released")
    officer = visit("register-officer", "/register?q=ditahan")
    officer.get_by_role("link", name=re.compile("^MYS-")).click()
    expect(officer.get_by_label("Purpose")).to_be_focused()
    officer.keyboard.type("correction asked for (journey)")
    officer.keyboard.press("Enter")
    officer.locator("#withdraw-reason").fill("wrong person (journey)")
    officer.get_by_role("button", name="Withdraw the entry").click()
    expect(officer.get_by_role("status")).to_contain_text("is withdrawn")


def test_the_language_changes_where_one_stands(visit: Visit) -> None:
    page = visit("second-line-officer", "/screening/lists")
    page.get_by_role("button", name="Bahasa Melayu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Senarai")
    expect(page.locator("html")).to_have_attribute("lang", "ms")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lists")


def test_a_page_that_is_not_allowed_explains_itself(visit: Visit) -> None:
    page = visit("counter-officer", "/")
    page.goto("/register")
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not do this")
    expect(page.locator("main")).to_contain_text("register officer")
