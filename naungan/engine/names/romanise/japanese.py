"""Japanese names in Latin letters: kanji read by tables of names (kanji), kana by their sound (kana).

A word is a family name, a given name, or both without a space. Kanji have several readings; which one is a person's is
known to nobody but the family, so each part has the likely ones. A word that can't be read so has no parts: it may be
Chinese.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from naungan.engine.names.romanise import cjk, kana, kanji

LONGEST: Final = 10
"""Characters of a word with kanji that is read; kana alone may be longer."""

_SPELT_OUT: Final = 3
"""Of how many readings all spellings are given."""

_WHOLE: Final = 1.7
"""What a word that is one name gains over one that is parted in two; expert judgement."""

_NEAR: Final = 1.0
"""How near the second-best parting must be for its readings to be given too; expert judgement."""

_BESIDE_FAMILY: Final = 3
"""Of a word that is rather a family name alone, so many readings as a given name stay."""

_FROM_BEST: Final = 8
_FROM_NEXT: Final = 5

_LEAST: Final = 2.8
"""What must be thought of a way to read a word, else it is not read; expert judgement."""


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a Japanese name (family and given name, or one), each with its Latin spellings; none if unread."""
    word = cjk.without_titles(word[: kana.LONGEST], "japanese")
    if kana.is_kana(word):
        found = _split_kana(kana.hiragana(word))
    elif 1 <= len(word) <= LONGEST:
        found = _split(kanji.usual(word))
    else:
        found = ()
    spelt = tuple(_spellings(sounds) for sounds in found)
    return spelt if all(spelt) else ()


def _spellings(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """The passport's spelling of every reading, then the other spellings of the likeliest ones."""
    spelt = [kana.latin(sound) for sound in sounds]
    others = (text for spellings in spelt[:_SPELT_OUT] for text in spellings[1:])
    return tuple(dict.fromkeys((*(spellings[0] for spellings in spelt if spellings), *others)))[: cjk.MOST_SPELLINGS]


def _split(word: str) -> tuple[tuple[str, ...], ...]:
    """The readings of a word with kanji, as one name or parted; where two partings are near, those of both."""
    family, given = kanji.family(word), kanji.given(word)
    whole = max(family.score and family.score + _WHOLE, given.score and given.score + _WHOLE)
    pairs = sorted(_pairs(word), key=lambda pair: -pair[0])
    if whole >= _LEAST and (not pairs or whole >= pairs[0][0]):
        givens = given.sounds[:_BESIDE_FAMILY] if family.score >= given.score else given.sounds
        return (tuple(dict.fromkeys((*family.sounds, *givens))),)
    if not pairs or pairs[0][0] < _LEAST:
        return ()
    _, families, givens = pairs[0]
    if len(pairs) > 1 and pairs[1][0] >= pairs[0][0] - _NEAR:
        families = (*families[:_FROM_BEST], *pairs[1][1][:_FROM_NEXT])
        givens = (*givens[:_FROM_BEST], *pairs[1][2][:_FROM_NEXT])
    return (tuple(dict.fromkeys(families)), tuple(dict.fromkeys(givens)))


def _pairs(word: str) -> list[tuple[float, tuple[str, ...], tuple[str, ...]]]:
    """Each way to part a word into family and given name: what is thought of it, and the readings of both."""
    found = []
    for place in range(1, min(kanji.LONGEST_FAMILY, len(word) - 1) + 1):
        family = kanji.family(word[:place])
        given = kanji.given(word[place:]) if family.score else kanji.NONE
        if given.score:
            found.append((family.score + given.score, family.sounds, given.sounds))
    return found


def _split_kana(word: str) -> tuple[tuple[str, ...], ...]:
    """A word of kana, parted where a known family name is followed by a known given name."""
    families, given_names = kanji.family_sounds(), kanji.given_sounds()
    if word in families or word in given_names:
        return ((word,),)
    places = [place for place in range(2, len(word) - 1) if word[:place] in families and word[place:] in given_names]
    if not places:
        return ((word,),)
    best = max(places, key=lambda place: families[word[:place]])
    return ((word[:best],), (word[best:],))
