"""The offence crosswalk: from a court's own section to the class of the conduct, by dated, sourced rows.

The section stays verbatim in the register; the row that classes it is named beside it, with the row's date.
Conduct classes are codes of ICCS version 1.0 (UNODC, 2015).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from naungan.engine.records import PartialDate
from naungan.engine.tables import rows

Kind = Literal["child-abuse", "adult-consensual", "political", "other"]
Scope = Literal["child-sexual-only", "mixed"]
"""Whether the act's own title is about the sexual abuse of children and nothing else; a mixed act holds more."""

LONGEST_SECTION = 2000
"""Characters of a citation that are read; longer ones are left to an officer."""

_WORD = re.compile(r"[^\W_]+")
_READ_WITH = re.compile(r"\b(?:read (?:together )?with|r/w|dibaca bersama|juncto|jo\b\.?|in conjunction with)")
_MARK = r"(?:sections?|sects?|secs?|seksyen|ss|s|articles?|arts?|artigo|articulo|pasal|paragraphs?|dieu|điều|มาตรา|§+)"
_NUMBER = re.compile(r"(?<![\w.])(\d{1,4}(?:[./-]\d{1,3})*(?:-?[a-z]{1,2})?(?:\.\d{1,3})?)((?:\(\w{1,4}\))*)(?![\w])")
_MARKED = re.compile(rf"(?<![^\W\d_]){_MARK}\.?\s*(?=\d)")
_PART = re.compile(r"\b(?:subsection|subseksyen|ayat|paragraph|para|perenggan)\b\.?\s*(?=\()")
_YEARS = re.compile(r"\b(?:of|tahun|nomor|no)?\.?\s*(?:18|19|20)\d\d(?:/\d\d)?\b|\[[^\]]*\]|\(ch?ap(?:\.|ter)? ?\d+\)")


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One class of conduct for sections of one law, in force between two days (None: open)."""

    id: str
    dated: str
    state: str
    law: str
    scope: Scope
    aliases: tuple[str, ...]
    sections: tuple[str, ...]
    """Lower case; "*" is every section. Empty: no citation leads here, only an officer's choice."""
    since: date | None
    until: date | None
    conduct: str
    child_victim: Literal["inherent", "recorded", "none"]
    age_threshold: int | None
    kind: Kind
    label_en: str
    label_ms: str
    status: str
    source: str

    def stood(self, *, offence: PartialDate, judged: PartialDate) -> bool:
        """Whether the law stood when the offence was done, as far as partial dates tell.

        Where only the judgment is dated, the law must have begun by then; it may have been repealed meanwhile.
        """
        day = offence if offence.year is not None else judged
        if day.year is None:
            return False
        begun = self.since is None or (day.year, day.month or 12, day.day or 31) >= self.since.timetuple()[:3]
        if day is judged or self.until is None:
            return begun
        return begun and (day.year, day.month or 1, day.day or 1) <= self.until.timetuple()[:3]


@dataclass(frozen=True, slots=True)
class Classed:
    """The answer for one citation: the row, or why there is none."""

    row: CrosswalkRow | None
    why: Literal["", "no-law", "no-section", "several", "too-long"] = ""


@cache
def table() -> tuple[CrosswalkRow, ...]:
    """All rows of crosswalk.csv."""
    return tuple(crosswalk_row(row) for row in rows("crosswalk"))


@cache
def by_id() -> dict[str, CrosswalkRow]:
    """All rows by their id."""
    return {row.id: row for row in table()}


def crosswalk_row(row: dict[str, str]) -> CrosswalkRow:
    """One row from its columns.

    Raises:
        ValueError: a column holds what it must not.
    """
    element, kind, scope = row["child_victim"], row["kind"], row["scope"]
    if element not in {"inherent", "recorded", "none"} or kind not in {
        "child-abuse", "adult-consensual", "political", "other",
    }:  # fmt: skip
        raise ValueError(f"crosswalk row {row['id']}: {element!r} or {kind!r} is not known")
    if scope not in {"child-sexual-only", "mixed"}:
        raise ValueError(f"crosswalk row {row['id']}: the scope {scope!r} is not known")
    sections = tuple(section.casefold() for section in row["sections"].split(";") if section)
    if "*" in sections and kind == "child-abuse" and scope == "mixed":
        raise ValueError(
            f"crosswalk row {row['id']}: not every section of a mixed act is child abuse; list those that are"
        )
    return CrosswalkRow(
        row["id"], row["dated"], row["state"], row["law"], scope,  # type: ignore[arg-type]
        tuple(fold(alias) for alias in row["aliases"].split(";")),
        sections,
        date.fromisoformat(row["in_force_from"]) if row["in_force_from"] else None,
        date.fromisoformat(row["in_force_to"]) if row["in_force_to"] else None,
        row["conduct"], element, int(row["age_threshold"]) if row["age_threshold"] else None, kind,  # type: ignore[arg-type]
        row["label_en"], row["label_ms"], row["status"], row["source"],
    )  # fmt: skip


def fold(text: str) -> str:
    """Words in lower case with single blanks between and around them, so that whole phrases can be found in it."""
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFKC', text).casefold()))} "


def holds(text: str, phrase: str) -> bool:
    """Whether folded `text` holds folded `phrase` as whole words; scripts without blanks hold it anywhere."""
    return phrase in text if phrase.isascii() else phrase.strip() in text


def classify(
    section: str,
    *,
    state: str,
    offence: PartialDate,
    judged: PartialDate,
    crosswalk: Iterable[CrosswalkRow] | None = None,
) -> Classed:
    """The row that classes a citation such as "Sexual Offences against Children Act 2017 [Act 792], s.14(a)".

    `state` is the court's; `offence` and `judged` date the law. All cited sections of the law must
    lead to one kind of conduct; what stands after "read with" does not class. Anything else is left to an officer.
    """
    if len(section) > LONGEST_SECTION:
        return Classed(None, "too-long")
    text = fold(section)
    candidates = [
        row
        for row in (table() if crosswalk is None else crosswalk)
        if row.state == state
        and row.stood(offence=offence, judged=judged)
        and any(holds(text, alias) for alias in row.aliases)
    ]
    if not candidates:
        return Classed(None, "no-law")
    found: list[CrosswalkRow] = []
    for cited in cited_sections(section, candidates):
        row = _best(cited, candidates)
        if row is None:
            return Classed(None, "no-section")
        found.append(row)
    if not found:
        whole = [row for row in candidates if row.sections == ("*",)]
        found = whole if len(candidates) == len(whole) else []
    if not found:
        return Classed(None, "no-section")
    if len({(row.kind, row.child_victim) for row in found}) > 1:
        return Classed(None, "several")
    return Classed(found[0])


def cited_sections(section: str, candidates: Iterable[CrosswalkRow]) -> list[str]:
    """The section numbers that a citation names, lower case: "14(a)", "377ca", "266-a"."""
    text = unicodedata.normalize("NFKC", section).casefold()
    text = _READ_WITH.split(text)[0]
    for alias in sorted({alias.strip() for row in candidates for alias in row.aliases}, key=len, reverse=True):
        text = re.sub(r"[\W_]+".join(map(re.escape, alias.split())), " ", text)
    text = _YEARS.sub(" ", text)
    text = re.sub(r"(?<=[\d)])\s+(?=\()", "", _PART.sub("", _MARKED.sub(" ", text)))
    return [number + part for number, part in _NUMBER.findall(text)]


def _best(cited: str, candidates: Iterable[CrosswalkRow]) -> CrosswalkRow | None:
    """The row whose section is the longest beginning of the cited one; a row for the whole law comes last."""
    fitting = [
        (0 if pattern == "*" else len(pattern), row.since or date.min, row)
        for row in candidates
        for pattern in row.sections
        if pattern in {"*", cited} or cited.startswith(f"{pattern}(")
    ]
    return max(fitting, key=lambda found: found[:2])[2] if fitting else None


def conduct_label(code: str, language: str = "en") -> str:
    """The neutral label of a conduct class; the code itself where the table lacks it."""
    for row in rows("conduct_classes"):
        if row["code"] == code:
            return row["label_ms"] if language == "ms" else row["label_en"]
    return code
