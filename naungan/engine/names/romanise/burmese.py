"""Burmese (Myanmar) script to the Latin spellings that passports, newspapers and lists print: one part per syllable.

A word is cut into syllables: consonant, medials, vowel, killed final, tone; of stacked consonants the upper one closes
the syllable before. Each is spelled as initial and rhyme, cheapest first. Which spellings these have is told by
tables/data/spelling_burmese.csv; syllables and words with spellings of their own stand in spelling_burmese_words.csv
and come first. In both tables spellings are in tiers of use: spaces part the tiers, slashes stand between equals, - is
the empty spelling. Myanmar has no official romanisation of names: the tables hold what their owners write.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple, TypeAlias

from naungan.engine.tables import rows

_MOST: Final = 12
_MOST_OF_A_KNOWN_SYLLABLE: Final = 10
_MOST_SYLLABLES: Final = 24
_LONGEST_WORD: Final = 8
_DEAREST: Final = 2
"""Tiers beyond the most usual spelling that a composed one may lie."""

_SYLLABLE: Final = re.compile(
    "(?P<base>[\u1000-\u1021\u1023-\u102a\u103f])(?P<medials>[\u103b-\u103e]*)(?P<vowel>[\u102b-\u1032\u1036-\u1038\u103a]*)"
    "(?P<finals>(?:[\u1000-\u1021]\u1037?\u103a[\u1037\u1038]*)*)"
)
_RESPELLED: Final = (
    ("\u1031\u102f", "\u102d\u102f"),
    ("\u102f\u102d", "\u102d\u102f"),
    ("\u102b", "\u102c"),  # tall and round ā are one vowel
    ("\u103a\u1037", "\u1037\u103a"),
    ("\u1037\u1036", "\u1036\u1037"),
    ("\u1037\u102f", "\u102f\u1037"),
    ("\u1037\u1032", "\u1032\u1037"),
    ("ဥ\u102e", "ဦ"),
    ("ဥ\u103a", "ဉ\u103a"),
    ("ဥ\u102c", "ဉ\u102c"),
    ("သ\u103c\u1031\u102c\u103a", "ဪ"),
    ("ဿ", "သ\u1039သ"),
    ("\u1039", "\u103a\u200b"),  # an upper consonant closes the syllable before; the mark keeps it from closing another
    ("\u103a\u103a", "\u103a"),
)
_DIGIT_LETTERS: Final = (
    (re.compile("\u1040(?=[\u1000-\u1021\u102b-\u103e])|(?<=[\u1000-\u103e])\u1040"), "ဝ"),
    (re.compile("\u1047(?=[\u1000-\u1021\u102b-\u103e])|(?<=[\u1000-\u103e])\u1047"), "ရ"),
)
"""Zero and seven, typed for the letters of the same look."""

_OLD_AW: Final = re.compile("သ\u103c(?![\u102b-\u103a])")
_TONES: Final = "\u1037\u1038"
_ASAT: Final = "\u103a"
_WA: Final = "\u103d"
_PLAIN_FINALS: Final = {
    letter: plain
    for plain, letters in {"က": "ခဂဃ", "စ": "ဆဇဈ", "တ": "ထဒဓဋဌဍဎသ", "ပ": "ဖဗဘ", "န": "ဏ", "လ": "ဠ"}.items()
    for letter in letters
}
"""Finals of Pali and foreign words that sound as a Burmese one."""

_STOPS: Final = frozenset("ကစတပ")
Spelling: TypeAlias = tuple[int, str]
"""Tier and letters."""


class _Syllable(NamedTuple):
    base: str
    medials: str
    vowel: str
    finals: str
    """Killed letters, without asat."""
    tone: str

    @property
    def text(self) -> str:
        return f"{self.base}{self.medials}{self.vowel}{self.finals}{self.tone}"

    @property
    def stopped(self) -> bool:
        """Whether it ends in a glottal stop, after which nothing is voiced."""
        return bool(self.finals) and _PLAIN_FINALS.get(self.finals[0], self.finals[0]) in _STOPS


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of a Burmese word, each with its Latin spellings; empty where nothing can be read.

    A title or foreign name of the table is one part.
    """
    syllables = _syllables(word)
    found: list[tuple[str, ...]] = []
    place = 0
    while place < len(syllables):
        length, groups = _known(syllables, place)
        if length == 1:
            voiced = place > 0 and not syllables[place - 1].stopped
            found.append(_together(groups[0], _composed(syllables[place], voiced=voiced)))
        else:
            found.extend(groups)
        place += length
    return tuple(spellings for spellings in found if spellings)


def _together(known: tuple[str, ...], composed: tuple[str, ...]) -> tuple[str, ...]:
    found = dict.fromkeys((*known, *composed))
    found.pop("", None)
    return tuple(found)[: _MOST_OF_A_KNOWN_SYLLABLE if known else _MOST]


def _known(syllables: tuple[_Syllable, ...], place: int) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """The longest word of the table that stands here: how many syllables, and the spellings of each part."""
    for length in range(min(_LONGEST_WORD, len(syllables) - place), 0, -1):
        key = tuple(syllable.text for syllable in syllables[place : place + length])
        groups = (_words("first").get(key) if place == 0 else None) or _words("").get(key)
        if groups:
            return length, groups
    return 1, ((),)


def _syllables(word: str) -> tuple[_Syllable, ...]:
    for pattern, letter in _DIGIT_LETTERS:
        word = pattern.sub(letter, word)
    word = _OLD_AW.sub("ဩ", word)
    for wrong, right in _RESPELLED:
        word = word.replace(wrong, right)
    return tuple(_syllable(match) for match in list(_SYLLABLE.finditer(word))[:_MOST_SYLLABLES])


def _syllable(match: re.Match[str]) -> _Syllable:
    signs = match["vowel"] + match["finals"]
    tone = next((tone for tone in _TONES if tone in signs), "")
    vowel = "".join(sign for sign in match["vowel"] if sign not in _TONES)
    finals = "".join(letter for letter in match["finals"] if letter not in _TONES + _ASAT)
    return _Syllable(match["base"], "".join(sorted(set(match["medials"]))), vowel, finals, tone)


@lru_cache(maxsize=16384)
def _composed(syllable: _Syllable, *, voiced: bool) -> tuple[str, ...]:
    """Initial and rhyme put together, cheapest first."""
    initials, rhymes = _initials(syllable, voiced=voiced), _rhymes(syllable)
    found: dict[str, int] = {}
    for cost, initial in initials:
        for more, rhyme in rhymes:
            if cost + more <= _DEAREST:
                found[initial + rhyme] = min(found.get(initial + rhyme, 9), cost + more)
    return tuple(sorted(found, key=lambda text: found[text]))[:_MOST]


def _initials(syllable: _Syllable, *, voiced: bool) -> list[Spelling]:
    if syllable.base in _vowels():
        return [(0, "")]
    table = _table("initial")
    medials = syllable.medials.replace(_WA, "")
    found = list(table.get(syllable.base + medials, ()) or _put_together(syllable.base, medials))
    other = _voiced().get(syllable.base + medials, "")
    if voiced and other:
        found.append((1, other))
    return found


def _put_together(base: str, medials: str) -> list[Spelling]:
    """A consonant with medials that the table has no row for."""
    before = "h" if "\u103e" in medials else ""
    after = "y" if "\u103b" in medials or "\u103c" in medials else ""
    return [(cost, before + text + after) for cost, text in _table("initial").get(base, ((0, ""),))]


def _rhymes(syllable: _Syllable) -> tuple[Spelling, ...]:
    table = _table("rhyme")
    vowel, finals, tone = syllable.vowel, syllable.finals, syllable.tone
    wa = _WA if _WA in syllable.medials else ""
    if syllable.base in _vowels():
        known = _vowels()[syllable.base]
        bare = not finals and not vowel
        if bare:
            return _vowels().get(syllable.base + tone, known)
        vowel = _SIGNS.get(syllable.base, "") + vowel
    plain = _PLAIN_FINALS.get(finals[:1], finals[:1])
    for final, rest in ((finals, ""), (finals[:1], finals[1:]), (plain, finals[1:]), ("", finals[1:])):
        for each in (wa + vowel + _killed(final) + tone, wa + vowel + _killed(final)):
            if each in table:
                return _with_tail(table[each], rest)
        if wa and vowel + _killed(final) in table:
            return _with_tail(tuple((cost, "w" + text) for cost, text in table[vowel + _killed(final)]), rest)
    return table.get(vowel[:1], ((0, "a"),))


_SIGNS: Final = {"ဣ": "ိ", "ဤ": "ီ", "ဥ": "ု", "ဦ": "ူ", "ဧ": "ေ", "ဩ": "ော", "ဪ": "ော"}


def _killed(letters: str) -> str:
    return "".join(letter + _ASAT for letter in letters)


def _with_tail(rhymes: tuple[Spelling, ...], rest: str) -> tuple[Spelling, ...]:
    """The rhyme with a second killed letter, as foreign names have them."""
    tails = _table("tail").get(_killed(rest[:1])) if rest else None
    if not tails:
        return rhymes
    return tuple((cost + more, text + tail) for cost, text in rhymes for more, tail in tails)


def _tiers(text: str) -> tuple[Spelling, ...]:
    return tuple((cost, each.strip("-")) for cost, tier in enumerate(text.split()) for each in tier.split("/"))


@cache
def _table(kind: str) -> dict[str, tuple[Spelling, ...]]:
    found = {row["letters"]: _tiers(row["spellings"]) for row in rows("spelling_burmese") if row["kind"] == kind}
    return {_canonical(letters): spellings for letters, spellings in found.items()}


def _canonical(letters: str) -> str:
    """Letters of a row as `_syllable` has them: medials in order, the tone at the end."""
    letters = letters.replace("\u102b", "\u102c").replace("\u1037\u103a", "\u103a\u1037")
    head, medials = letters[:1], "".join(sorted(letters[1:]))
    return (
        head + medials if letters[:1] >= "\u1000" and set(letters[1:]) <= set("\u103b\u103c\u103d\u103e") else letters
    )


@cache
def _voiced() -> dict[str, str]:
    return {_canonical(row["letters"]): row["voiced"] for row in rows("spelling_burmese") if row["voiced"]}


@cache
def _vowels() -> dict[str, tuple[Spelling, ...]]:
    return _table("vowel")


@cache
def _words(role: str) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Syllables of a word to the spellings of its parts. `role` first: words that stand at the front only."""
    found: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for row in rows("spelling_burmese_words"):
        if (row["role"] == "first") == (role == "first"):
            key = tuple(syllable.text for syllable in _syllables(row["word"]))
            groups = tuple(tuple(text for _, text in _tiers(group)) for group in row["spellings"].split("+"))
            found.setdefault(key, groups)
    return found
