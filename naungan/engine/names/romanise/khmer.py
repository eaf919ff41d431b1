"""Khmer script to the Latin spellings that Cambodian passports, newspapers and lists print.

A word is read as orthographic clusters: a base letter with its subscripts, register shifter, vowel and signs. Clusters
make syllables (a bare one may close the syllable before it or begin its own), and the spellings of the syllables are
put together, cheapest first. Which spellings a grapheme has is told by tables/data/spelling_khmer.csv; whole names and
frequent elements of names stand in spelling_khmer_words.csv and come first. In both tables spellings are in tiers of
use: spaces part the tiers, slashes stand between equals, - is the empty spelling. A tier costs one, and a word costs
the sum over its syllables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final, NamedTuple, TypeAlias

from naungan.engine.tables import rows

_MOST: Final = 16
_MOST_OF_A_KNOWN_WORD: Final = 12
_BEAM: Final = 20
_MOST_OF_A_SYLLABLE: Final = 9
_MOST_CLUSTERS: Final = 24
_MOST_PARTS: Final = 6
_LONGEST_ELEMENT: Final = 6
_LONGEST_TITLE: Final = 10
_DEAREST: Final = 4
"""How much more than the best spelling of a word another may cost."""

_LAST_CONSONANT: Final = "\u17a4"
_COENG: Final = "\u17d2"
_A_SERIES: Final = frozenset("កខចឆដឋណតថបផសហឡអ")
_FOLLOWERS: Final = frozenset("ងញណនមយរលវ")
"""Sonorants: below another letter, or after it in a Pali word, they leave the series to that letter."""

_GLIDES: Final = frozenset("រលវយ")
_CLASSES: Final = {
    letter: letters.partition(" ")[0]
    for letters in (
        *("K កខគឃ", "NG ង", "C ចឆជឈ", "NH ញ", "T ដឋឌឍតថទធ", "N ណន", "P បផពភ", "M ម"),
        *("Y យ", "R រ", "L លឡ", "V វ", "S ស", "H ហ", "Q ៈ"),
    )
    for letter in letters.partition(" ")[2]
}
_SWALLOWED: Final = frozenset({"K", "C", "T", "P", "NH"})
"""Classes of which Latin writes two in a row but once: វុទ្ធី Vuthy, បុប្ផា Bopha, បញ្ញា Panha."""

_CLUSTER: Final = re.compile(
    "(?P<base>[\u1780-\u17a2\u17a5-\u17b3])(?P<below>(?:[\u17c9\u17ca]|\u17d2[\u1780-\u17a2])*)"
    "(?P<vowel>[\u17b6-\u17c5]*)(?P<late>[\u17c9\u17ca]?)(?P<more>[\u17b6-\u17c5]*)(?P<signs>[\u17c6-\u17c8\u17cb-\u17cd\u17d0]*)"
)
_RESPELLED: Final = (
    ("ទ\u17d2ប", "ឡ"),  # drawn alike
    ("\u17d2ដ", "\u17d2ត"),  # drawn the same
    ("េី", "ើ"),
    ("េា", "ោ"),
    ("ំា", "ាំ"),
    ("ំុ", "ុំ"),
    ("់ំ", "ំ"),
    ("ឣ", "អ"),
    ("ឤ", "អា"),
    ("ឨ", "ឧក"),
    ("ឲ", "ឱ"),
)
_IGNORED: Final = re.compile("[\u17b4\u17b5\u17ce\u17cf\u17d1\u17d3-\u17dd\u17e0-\u17f9]")
_LOW_SHIFTER: Final = re.compile("([\u1780-\u17a2](?:\u17d2[\u1780-\u17a2])*)(?:ុ([ិីឹឺើ])|([ិីឹឺ])ុ)")
"""A register shifter that makes room for a vowel above is drawn, and often typed, as the vowel ុ: សុី for ស៊ី, រុី for រ៉ី."""

_WRONG_SHIFTER: Final = re.compile("([\u1780-\u17a2])(?:\u17d1|[\u17cd\u17cf](?=[\u17b6-\u17c5]))")
"""Other signs of the same look before a vowel."""

_LATE_SAMYOK: Final = re.compile(
    "(?<=[\u1780-\u17a2])([\u1780-\u17a2](?:\u17d2[\u1780-\u17a2])*)\u17d0((?:\u17d2[\u1780-\u17a2])*)$"
)
_EARLY_RO: Final = re.compile("\u17d2រ((?:\u17d2[\u1780-\u179a\u179c-\u17a2])+)")

Spelling: TypeAlias = tuple[int, str]
"""Cost and letters."""


class _Cluster(NamedTuple):
    text: str
    letters: str
    shift: str = ""
    vowel: str = ""
    sign: str = ""
    short: bool = False
    mute: str = ""
    """Toandakhiat or robat: the letter is not spoken, or as r."""

    @property
    def bare(self) -> bool:
        """Whether it may close the syllable before it."""
        return not self.vowel and not self.sign and self.letters[0] <= _LAST_CONSONANT


class _Ending(NamedTuple):
    """How a syllable may end: the place after it, its coda, the cost, whether the coda is the first letter there."""

    place: int
    coda: str = ""
    cost: int = 0
    eaten: bool = False


class _Step(NamedTuple):
    place: int
    spellings: tuple[Spelling, ...]
    eaten: bool = False


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a Khmer word, each with its Latin spellings; empty where nothing can be read.

    Titles are parted off, and a family name where the table has it and a name follows that is more than an open
    syllable, unless the table has the whole word.
    """
    clusters = _clusters(word)
    found: list[tuple[str, ...]] = []
    parted = False
    while clusters and len(found) < _MOST_PARTS:
        length, role = _first_part(clusters, parted=parted)
        parted = parted or role == "family"
        spellings = _spellings(clusters[:length])
        clusters = clusters[length:]
        if spellings:
            found.append(spellings)
    return tuple(found)


def _first_part(clusters: tuple[_Cluster, ...], *, parted: bool) -> tuple[int, str]:
    """How many clusters the first part takes, and what it is; there is one family name."""
    if _text(clusters) in _roles():
        return len(clusters), ""
    for length in range(min(_LONGEST_TITLE, len(clusters) - 1), 0, -1):
        role = _roles().get(_text(clusters[:length]), "")
        if role == "title" or (role == "family" and not parted and _is_name(clusters, length)):
            return length, role
    return len(clusters), ""


def _is_name(clusters: tuple[_Cluster, ...], place: int) -> bool:
    """Whether a name of more than one open syllable begins here: ណា and រី end given names, and are none themselves."""
    rest = clusters[place:]
    return _begins(clusters, place) and (len(rest) > 1 or rest[0].sign == "ំ" or _text(rest) in _roles())


def _begins(clusters: tuple[_Cluster, ...], place: int) -> bool:
    """Whether a syllable may begin here, after another: not with a letter that closes the one before."""
    rest = clusters[place:]
    if not rest or not rest[0].bare:
        return True
    if rest[0].short or rest[0].mute:
        return False
    run, last = _run(rest)
    return clusters[place - 1].bare or not (last and run % 2)


def _text(clusters: tuple[_Cluster, ...]) -> str:
    return "".join(cluster.text for cluster in clusters)


def _spellings(clusters: tuple[_Cluster, ...]) -> tuple[str, ...]:
    known = _elements().get(_text(clusters), ())
    composed = _composed(clusters)
    least = composed[0][0] if composed else 0
    found = dict.fromkeys(text for _, text in known)
    found.update(dict.fromkeys(text for cost, text in composed if cost <= least + _DEAREST))
    found.pop("", None)
    return tuple(found)[: _MOST_OF_A_KNOWN_WORD if known else _MOST]


def _clusters(word: str) -> tuple[_Cluster, ...]:
    word = _IGNORED.sub("", _WRONG_SHIFTER.sub(_with_shifter, word))
    for wrong, right in _RESPELLED:
        word = word.replace(wrong, right)
    word = _LOW_SHIFTER.sub(_with_shifter, word)
    word = _EARLY_RO.sub("\\1\u17d2រ", _LATE_SAMYOK.sub("\u17d0\\1\\2", word))
    return tuple(_cluster(match) for match in list(_CLUSTER.finditer(word))[:_MOST_CLUSTERS])


def _with_shifter(match: re.Match[str]) -> str:
    base, *vowels = match.groups()
    return base + ("៊" if base[0] in _A_SERIES else "៉") + "".join(vowel or "" for vowel in vowels)


def _cluster(match: re.Match[str]) -> _Cluster:
    below = match["below"]
    shift = "៉" if "៉" in below + match["late"] else "៊" if "៊" in below + match["late"] else ""
    letters = match["base"] + below.replace(_COENG, "").replace("៉", "").replace("៊", "")
    vowel = (match["vowel"] + match["more"])[:2]
    signs = match["signs"]
    sign = next((sign for sign in "ំះៈ័" if sign in signs), "")
    short, mute = "់" in signs, "៍" if "៍" in signs else "៌" if "៌" in signs and not vowel else ""
    text = letters + shift + vowel + sign + "់" * short + mute
    return _Cluster(text, letters, shift, vowel, sign, short, mute)


def _composed(clusters: tuple[_Cluster, ...]) -> list[Spelling]:
    """The cheapest spellings of a run of clusters.

    Dynamic programming over the places and whether the first letter of a place is used up as a coda.
    """
    beams: dict[tuple[int, bool], dict[str, int]] = {(0, False): {"": 0}}
    for place in range(len(clusters)):
        for eaten in (False, True):
            beam = _cheapest(beams.pop((place, eaten), {}).items(), _BEAM)
            if beam:
                for step in _steps(clusters, place, eaten=eaten):
                    _extend(beams.setdefault((step.place, step.eaten), {}), beam, step.spellings)
    return [(cost, text) for text, cost in _cheapest(beams.get((len(clusters), False), {}).items(), _MOST)]


def _cheapest(spellings: Iterable[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    return sorted(spellings, key=lambda item: item[1])[:most]


def _extend(beam: dict[str, int], before: list[tuple[str, int]], spellings: tuple[Spelling, ...]) -> None:
    for text, cost in before:
        for more, letters in spellings:
            joined = text + letters
            if beam.get(joined, 99) > cost + more:
                beam[joined] = cost + more


def _steps(clusters: tuple[_Cluster, ...], place: int, *, eaten: bool) -> list[_Step]:
    """The elements and syllables that may begin at a place."""
    cluster = clusters[place]
    if cluster.mute and not eaten:
        return [_Step(place + 1, ((0, ""),))]
    if place and cluster.bare and cluster.short and not eaten:
        return [_Step(place + 1, _coda(cluster.letters))]
    found = [] if eaten else _element_steps(clusters, place)
    heir = cluster.letters[0] in _FOLLOWERS and place > 0 and _series(*clusters[place - 1][1:3]) == "a"
    letters = cluster.letters[1:] if eaten else cluster.letters
    for end in _endings(cluster, clusters[place + 1 :], place):
        twin = _CLASSES.get(clusters[end.place].letters[1]) if end.eaten else None
        swallowed = twin in _SWALLOWED and twin == _CLASSES.get(end.coda)
        vowel = _vowel(cluster, clusters[place + 1 : end.place])
        syllable = _syllable(letters, cluster.shift, vowel, end.coda, swallowed=swallowed, heir=heir)
        found.append(_Step(end.place, tuple((end.cost + cost, text) for cost, text in syllable), end.eaten))
    return found


def _element_steps(clusters: tuple[_Cluster, ...], place: int) -> list[_Step]:
    found = []
    text = ""
    for end in range(place, min(place + _LONGEST_ELEMENT, len(clusters))):
        text += clusters[end].text
        spellings = _elements().get(text)
        if spellings and not (end == place and clusters[end].bare) and _begins(clusters, end + 1):
            # An element is surer than letters put together.
            found.append(_Step(end + 1, tuple((cost - 1, letters) for cost, letters in spellings)))
    return found


def _vowel(cluster: _Cluster, closing: tuple[_Cluster, ...]) -> str:
    """The vowel's key in the table: its signs or letter, _ for none, with bantoc where that shortens it."""
    if cluster.letters[0] > _LAST_CONSONANT:
        return cluster.letters[0]
    vowel = cluster.vowel + cluster.sign
    if closing and closing[0].short:
        return {"": "់", "ា": "ា់"}.get(vowel, vowel)
    return vowel or "_"


def _endings(cluster: _Cluster, rest: tuple[_Cluster, ...], place: int) -> list[_Ending]:
    if cluster.sign == "ំ":
        velar = bool(rest) and rest[0].letters == "ង" and rest[0].bare and "ា" in cluster.vowel
        return [_Ending(place + 2, "ង") if velar else _Ending(place + 1, "ម")]
    if cluster.sign in {"ះ", "ៈ"}:
        return [_Ending(place + 1, "ហ" if cluster.sign == "ះ" else "ៈ")]
    return _closed(cluster, rest, place) if rest else [_Ending(place + 1)]


def _closed(cluster: _Cluster, rest: tuple[_Cluster, ...], place: int) -> list[_Ending]:
    """Ways to end a syllable that other clusters follow."""
    following = rest[0]
    if following.mute:
        silent = _Ending(place + 2, "រ") if following.mute == "៌" else _Ending(place + 1)
        return [silent, _Ending(place + 2, following.letters, 1)]
    if following.bare and (following.short or cluster.sign == "័"):
        return [_Ending(place + 2, following.letters)]
    if following.bare:
        return _before_bare(rest, place, long=bool(cluster.vowel))
    found = [_Ending(place + 1)]
    if len(rest) == 1 and following.vowel in {"ិ", "ុ"} and not following.sign:
        # A last short vowel of Sanskrit words is mostly silent: សម្បត្តិ Sambath, ភូមិ Phum.
        found = [_Ending(place + 2, following.letters), _Ending(place + 1, cost=1)]
    if len(following.letters) > 1:
        split = _splits(following)
        found[-1] = found[-1]._replace(cost=found[-1].cost + int(split))
        found.append(_Ending(place + 1, following.letters[0], int(not split), eaten=True))
    return found


def _splits(cluster: _Cluster) -> bool:
    """Whether the first letter closes the syllable before (ន្តា, ណ្ណា) rather than begin one with its subscript (ក្រា)."""
    if len(cluster.letters) < 2:
        return False
    return cluster.letters[1] not in _GLIDES or cluster.letters[0] in _FOLLOWERS


def _before_bare(rest: tuple[_Cluster, ...], place: int, *, long: bool) -> list[_Ending]:
    """A run of letters without vowels: two and two they make syllables, an odd one closes the syllable before."""
    run, last = _run(rest)
    odd = run % 2 == 1
    closed = 0 if odd or not last else 2
    opened = (_DEAREST + 1 if last else int(long)) if odd else (0 if last else 1)
    return [_Ending(place + 2, rest[0].letters, closed), _Ending(place + 1, cost=opened)]


def _run(rest: tuple[_Cluster, ...]) -> tuple[int, bool]:
    """How many letters without vowels stand here, and whether nothing after them can take the last one in."""
    run = 0
    while run < len(rest) and rest[run].bare and not rest[run].short and not rest[run].mute:
        run += 1
    needy = run < len(rest) and _splits(rest[run])
    return run + needy, needy or run == len(rest)


@lru_cache(maxsize=16384)
def _syllable(letters: str, shift: str, vowel: str, coda: str, *, swallowed: bool, heir: bool) -> tuple[Spelling, ...]:
    series = _series(letters, shift)
    readings = [(0, series)]
    if heir and not shift and series == "o":
        readings = [(0, "a"), (1, "o")]
    found: dict[str, int] = {}
    onsets = _onset(letters, shift)
    for dearer, reading in readings:
        for cost, onset in onsets:
            for more, rhyme in _rhyme(vowel, coda, reading, swallowed=swallowed):
                text = onset + rhyme
                found[text] = min(found.get(text, 99), dearer + cost + more)
    return tuple((cost, text) for text, cost in _cheapest(found.items(), _MOST_OF_A_SYLLABLE))


def _series(letters: str, shift: str) -> str:
    if shift:
        return "a" if shift == "៉" else "o"
    ruling = [letter for letter in letters if letter not in _FOLLOWERS] or list(letters[:1])
    return "a" if ruling[-1] in _A_SERIES else "o"


def _onset(letters: str, shift: str) -> tuple[Spelling, ...]:
    if not letters or letters[0] > _LAST_CONSONANT:
        return ((0, ""),)
    table = _table("onset")
    known = table.get(_COENG.join(letters) + shift) or table.get(_COENG.join(letters))
    if known:
        return known
    # Subscripts keep their plain spelling: the choices are spent on the letter above.
    below = "".join(table.get(letter, ((0, ""),))[0][1] for letter in letters[1:])
    return tuple((cost, text + below) for cost, text in table.get(letters[0], ((0, ""),)))


def _rhyme(vowel: str, coda: str, series: str, *, swallowed: bool) -> list[Spelling]:
    """Vowel and coda: a row for both if there is one, else the vowel's row for this class of coda, and the coda's."""
    name = _CLASSES.get(coda[:1], "-")
    together = _looked_up("rhyme", vowel, series, name)
    if together:
        return list(together)
    vowels = _looked_up("vowel", vowel, series, name) or _unknown(vowel, series, name)
    codas = _coda(coda)
    if swallowed:
        codas = ((0, ""), (1, codas[0][1]))
    return [(cost + more, text + end) for cost, text in vowels for more, end in codas]


def _unknown(vowel: str, series: str, name: str) -> tuple[Spelling, ...]:
    """Two vowel signs on one letter, a slip of typing: the first one is read."""
    return _looked_up("vowel", vowel[:1], series, name) or ((0, ""),)


def _looked_up(kind: str, vowel: str, series: str, name: str) -> tuple[Spelling, ...]:
    table = _contexts()
    for before in (name, "*"):
        for each in (series, ""):
            found = table.get((kind, vowel, each, before))
            if found:
                return found
    return ()


def _coda(letters: str) -> tuple[Spelling, ...]:
    table = _table("coda")
    return table.get(_COENG.join(letters)) or table.get(letters[:1]) or ((0, ""),)


def _tiers(text: str) -> tuple[Spelling, ...]:
    return tuple((cost, each.strip("-")) for cost, tier in enumerate(text.split()) for each in tier.split("/"))


@cache
def _table(kind: str) -> dict[str, tuple[Spelling, ...]]:
    return {row["letters"]: _tiers(row["spellings"]) for row in rows("spelling_khmer") if row["kind"] == kind}


@cache
def _contexts() -> dict[tuple[str, str, str, str], tuple[Spelling, ...]]:
    return {
        (row["kind"], row["letters"], row["series"], before): _tiers(row["spellings"])
        for row in rows("spelling_khmer")
        for before in row["before"].split()
    }


@cache
def _words() -> dict[str, tuple[str, tuple[Spelling, ...]]]:
    found: dict[str, tuple[str, tuple[Spelling, ...]]] = {}
    for row in rows("spelling_khmer_words"):
        key = "".join(cluster.text for cluster in _clusters(row["word"]))
        found.setdefault(key, (row["role"], _tiers(row["spellings"])))
    return found


@cache
def _roles() -> dict[str, str]:
    return {word: role for word, (role, _) in _words().items()}


@cache
def _elements() -> dict[str, tuple[Spelling, ...]]:
    return {word: spellings for word, (_, spellings) in _words().items()}
