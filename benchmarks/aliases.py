"""Real aliases of publicly listed persons: how they are read, which half is for judging, who is listed twice.

The names come from two lists that their publishers put online for everybody: the United States' OFAC list of Specially
Designated Nationals (SDN, a work of its government in the public domain; published as XML and CSV by the Office of
Foreign Assets Control) and the United Nations Security Council's Consolidated List (published as XML by its
secretariat). They are no part of this project, and none of these persons has to do with what Naungan is for. To make
the same file from the lists: for each entry of type individual that has an alias, one JSON object a line,

    {"id": "ofac-10000", "names": [{"name": "SURNAME, Given", "kind": "main"}, {"name": "…", "kind": "alias"}],
     "birth": ["1963-12-13"], "nationality": ["Colombia"]}

with id the list's own number behind `ofac-` or `un-`; kind one of main (the entry's own name: exactly one), alias,
spelling, former, original script (the Security Council's NAME_ORIGINAL_SCRIPT), low-quality alias (OFAC's weak aliases,
the Council's of low quality); birth as far as it is printed (1963, 1963-12, 1963-12-13), maybe empty; nationality in
English words, maybe empty. The path is NAUNGAN_ALIASES, or ../shared/data/aliases.jsonl beside the repository.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

Part = Literal["estimating", "judging"]
ROOT = Path(__file__).resolve().parents[1]
LINKS = frozenset({
    "abd", "abu", "aka", "al", "as", "ben", "bin", "da", "de", "del", "dos", "el", "ibn", "la", "le", "the", "ul",
    "van", "von",
})  # fmt: skip
"""Words that join names or stand in very many: sharing one of them is no likeness."""


class Absent(Exception):
    """Data that a benchmark needs and that are not in the repository."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a listed person; `kind` as in the file, but low-quality for a low-quality alias."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list."""

    id: str
    main: str
    aliases: tuple[Alias, ...]
    births: tuple[str, ...]
    nationalities: tuple[str, ...]

    @property
    def part(self) -> Part:
        """Estimating where the id's digest is even, judging where it is odd: half and half, for ever."""
        return "judging" if int(sha256(self.id.encode()).hexdigest(), 16) % 2 else "estimating"

    @property
    def group(self) -> str:
        """Where the person is from, coarsely; not told where no nationality is."""
        return next((group for word in self.nationalities if (group := _groups().get(word))), "not told")

    @property
    def texts(self) -> tuple[str, ...]:
        """All names, the main one first."""
        return (self.main, *(alias.name for alias in self.aliases))


def path() -> Path:
    """Where the file is, whether it exists or not."""
    return Path(os.environ.get("NAUNGAN_ALIASES") or ROOT.parent / "shared" / "data" / "aliases.jsonl")


@cache
def everybody() -> tuple[Listed, ...]:
    """All persons in the order of the file.

    Raises:
        Absent: there is no such file.
    """
    if not path().is_file():
        raise Absent(
            f"No file of aliases at {path()}. Set NAUNGAN_ALIASES to one; benchmarks/aliases.py says how to make it "
            "from the lists of OFAC and of the Security Council."
        )
    return tuple(_listed(json.loads(line)) for line in path().read_text(encoding="utf-8").splitlines() if line.strip())


def of(part: Part) -> tuple[Listed, ...]:
    """The persons of one half. Figures come from the judging half alone; weights may be learnt from the other."""
    return tuple(person for person in everybody() if person.part == part)


@cache
def twins() -> frozenset[frozenset[str]]:
    """Pairs of ids under which the two lists hold one person: no negatives for anybody.

    Rule: one id from each list; birth years equal, at most two apart, or one unknown; and a name of one has the same
    words, two at least, as a name of the other. Where birth years are equal, it is enough that all words of the one
    name are in the other.
    """
    sides: dict[str, list[tuple[Listed, list[frozenset[str]], set[int]]]] = {"ofac": [], "un": []}
    for person in everybody():
        words = [found for text in person.texts if len(found := frozenset(folded(text).split())) > 1]
        years = {int(birth[:4]) for birth in person.births}
        sides[person.id.partition("-")[0]].append((person, words, years))
    return frozenset(
        frozenset({one.id, other.id})
        for one, ours, our_years in sides["un"]
        for other, theirs, their_years in sides["ofac"]
        if _same(ours, theirs, our_years, their_years)
    )


def folded(text: str) -> str:
    """Plain small Latin letters, words parted by single spaces; as benchmarks/peers/scores.py has it."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(text).casefold().replace("'", "")))


def script_of(text: str) -> str:
    """Latin, Arabic, Cjk and so on: the first word of the Unicode name of most letters."""
    found = [unicodedata.name(sign, "other").split()[0].title() for sign in text if sign.isalpha()]
    return max(sorted(set(found)), key=found.count, default="none")


def told_apart(main: str, alias: Alias) -> bool:
    """Whether an alias has nothing of the main name, so that no comparison of names can find it (a nom de guerre).

    Rule: a name in Latin letters no word of which lies within two edits of a word of the main name. Edits must be
    fewer than half of the longer word's letters; LINKS and single letters are no words. Names in other scripts are
    never left out.
    """
    if alias.kind == "original script" or script_of(alias.name) != "Latin":
        return False
    return not any(_near(one, other) for one in _words(main) for other in _words(alias.name))


def _near(one: str, other: str) -> bool:
    edits = Levenshtein.distance(one, other, score_cutoff=2)
    return edits <= 2 and 2 * edits < max(len(one), len(other))


def _words(text: str) -> list[str]:
    return [word for word in folded(text).split() if len(word) > 1 and word not in LINKS]


def _same(
    ours: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]], our_years: set[int], their_years: set[int]
) -> bool:
    apart = min((abs(one - other) for one in our_years for other in their_years), default=None)
    if apart is not None and apart > 2:
        return False
    return any(one == other or (apart == 0 and (one <= other or other <= one)) for one in ours for other in theirs)


def _listed(row: dict[str, Any]) -> Listed:
    names = [(name["name"], name["kind"].replace("low-quality alias", "low-quality")) for name in row["names"]]
    main = next(name for name, kind in names if kind == "main")
    aliases = dict.fromkeys(Alias(name, kind) for name, kind in names if kind != "main")
    return Listed(row["id"], main, tuple(aliases), tuple(row["birth"]), tuple(row["nationality"]))


GROUPS = {
    "South-East Asia": "Brunei, Cambodia, Indonesia, Laos, Malaysia, Myanmar, Philippines, Singapore, Thailand, "
    "Timor-Leste, Viet Nam, Vietnam",
    "East Asia": "China, Democratic People's Republic of Korea, Japan, Mongolia, North Korea, Republic of Korea, "
    "Taiwan",
    "Afghanistan to India": "Afghanistan, Bangladesh, India, Iran, Iran (Islamic Republic of), Nepal, Pakistan, "
    "Sri Lanka",
    "Arab states": "Algeria, Bahrain, Egypt, Iraq, Jordan, Kuwait, Lebanon, Libya, Mauritania, Morocco, Oman, "
    "Palestinian, Qatar, Saudi Arabia, Sudan, Syria, Syrian Arab Republic, Tunisia, United Arab Emirates, Yemen",
    "Africa": "Central African Republic, Chad, Democratic Republic of the Congo, Eritrea, Guinea, Guinea-Bissau, "
    "Kenya, Mali, Nigeria, Rwanda, Sierra Leone, Somalia, South Sudan, Tanzania, Uganda, United Republic of Tanzania",
    "Latin America": "Colombia, Guatemala, Haiti, Mexico, Nicaragua, Trinidad and Tobago, Venezuela",
    "Europe and others": "Australia, Belarus, Belgium, Bosnia and Herzegovina, France, Georgia, Germany, Kosovo, "
    "Malta, Russia, Russian Federation, Serbia, Spain, Turkey, United Kingdom, "
    "United Kingdom of Great Britain and Northern Ireland, United States of America, Uzbekistan",
}
"""Nationalities as the lists write them, by where names are alike."""


@cache
def _groups() -> dict[str, str]:
    return {word: group for group, words in GROUPS.items() for word in words.split(", ")}
