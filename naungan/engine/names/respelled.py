"""A Latin name as another Latin name spells it: Chinese and Korean syllables in another system, and misread letters.

A Chinese name in pinyin is another word in every other system and speech: Zhang Weijie is Chang Wei-chieh in Taipei,
Chen Weiming is Tan Wee Beng in Penang. The characters are not told, so a syllable may be spelt as any that is read so,
in one speech at a time, and proves the less. Korean syllables are respelt by habit and by their letters. Only what the
other name has, letter by letter, is taken: a name that is near to a respelling is no spelling at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from naungan.engine.names import scripts, spelling
from naungan.engine.names.forms import Form, Part
from naungan.engine.names.romanise import chinese, korean

MOST_SYLLABLES: Final = 4
"""Syllables of a Chinese or Korean name that is respelled."""

_MISREAD: Final = (("rn", "m"), ("vv", "w"), ("ii", "il"), ("ii", "li"), ("cl", "d"))
"""Letters that scanners take for one another; a digit 1 was read as i before."""

_CUT_FROM: Final = 28
"""Letters of a name from which it may have been cut: cards carry 30, passports 39, and many systems less."""

_LEAST_TOGETHER: Final = 5
"""Letters of a word that may be a whole name written together."""

_LEAST_CUT: Final = 5
"""Letters of a word that may be the beginning of another."""

_Spell: TypeAlias = Callable[[str], Collection[str]]


class _System(NamedTuple):
    """How a script's syllables are spelt: the script, and what family names and given ones may be besides."""

    script: str
    family: _Spell
    given: _Spell


class _Slot(NamedTuple):
    """A syllable as the other name has it, and all that it might be."""

    text: str
    spellings: Collection[str]


def respelled(form: Form, beside: Form) -> tuple[Form, ...]:
    """The form as the other spells it; nothing where it is of no system that is known, or the other spells another."""
    if form.script != scripts.LATIN or form.derived or beside.script != scripts.LATIN or beside.derived:
        return ()
    theirs = [part.text for part in beside.parts]
    if not all(text.isascii() for text in theirs):
        return ()
    shared = [part for part in form.parts if part.text in theirs and not _is_syllable(part.text)]
    words = tuple(part.text for part in form.parts if part not in shared)
    rest = tuple(text for text in theirs if all(text != part.text for part in shared))
    made = (_misread(form, theirs), _cut_short(form, theirs), _servant(form, theirs), _together(form, theirs))
    found = [each for each in made if each is not None]
    if 1 <= len(words) <= MOST_SYLLABLES and words != rest:
        for system, syllables in _readings(words, rest):
            slots = _spelled(system, syllables, rest)
            if slots:
                found.append(_form(form, slots, syllables, shared, system.script))
    return tuple(found)


def _readings(words: Sequence[str], rest: Sequence[str]) -> Iterator[tuple[_System, tuple[tuple[str, ...], ...]]]:
    syllables = _parted(words, chinese.syllables())
    if syllables:
        both = _parted(rest, chinese.syllables()) and any(chinese.is_family(rest[at]) for at in (0, -1))
        yield from ((system, syllables) for system in (_within_pinyin() if both else _speeches()))
        if both:
            return
    syllables = _parted(words, _korean())
    if syllables:
        families, given = korean.families_respelt(), korean.syllables_respelt()
        yield _System("Hang", lambda text: families.get(text, ()), lambda text: given.get(text, ())), syllables


def _spelled(system: _System, syllables: Sequence[tuple[str, ...]], rest: Sequence[str]) -> list[_Slot]:
    """The syllables as the other name's words have them, the family name standing first or else last, in both."""
    if not rest or not 2 <= sum(map(len, syllables)) <= MOST_SYLLABLES:
        return []
    ends = (place for place in (0, len(syllables) - 1) if len(syllables[place]) == 1)
    place = next((place for place in ends if system.family(syllables[place][0])), None)
    if place is None:
        return []
    names = system.family(syllables[place][0])
    spellings = [system.given(text) for at, word in enumerate(syllables) if at != place for text in word]
    for at in (0, len(rest) - 1):
        if rest[at] in names:
            left = [*rest[:at], *rest[at + 1 :]]
            for some in (left, left[:-1], left[1:]):
                texts = next(_chosen("".join(some), spellings), None)
                if texts is not None:
                    slots = list(map(_Slot, texts, spellings))
                    return [_Slot(rest[at], names), *slots] if place == 0 else [*slots, _Slot(rest[at], names)]
    return []


def _chosen(text: str, spellings: Sequence[Collection[str]]) -> Iterator[tuple[str, ...]]:
    """The spellings, one for each syllable in their order, that make up the text."""
    if not spellings:
        if not text:
            yield ()
        return
    for length in range(1, len(text) + 1):
        if text[:length] in spellings[0]:
            yield from ((text[:length], *others) for others in _chosen(text[length:], spellings[1:]))


def _form(
    form: Form, slots: Sequence[_Slot], syllables: Sequence[tuple[str, ...]], shared: Sequence[Part], script: str
) -> Form:
    """The form with its syllables so spelt, and what both names have where it stood."""
    spelled = iter(slots)
    counts = iter(syllables)
    parts: list[Part] = []
    for part in form.parts:
        if part in shared:
            parts.append(part)
        else:
            parts.extend(_part(next(spelled)) for _ in next(counts))
    return Form(form.text, scripts.LATIN, tuple(parts), script, form.truncated)


def _part(slot: _Slot) -> Part:
    # As rare as all that the syllable might be spelt, for any of it would have been taken.
    keys = dict.fromkeys(spelling.canonical(text) for text in sorted(slot.spellings))
    return Part(slot.text, tuple(keys), (slot.text,))


def _is_syllable(text: str) -> bool:
    return bool(_split(text, chinese.syllables())) or text in korean.families_respelt()


def _parted(words: Sequence[str], known: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Each word in its syllables, one or two; nothing where a word has others."""
    found = tuple(_split(word, known) for word in words)
    return found if all(found) else ()


@cache
def _korean() -> frozenset[str]:
    return frozenset((*korean.families_respelt(), *korean.syllables_respelt()))


def _split(word: str, known: Collection[str]) -> tuple[str, ...]:
    if word in known:
        return (word,)
    for at in range(len(word) - 1, 0, -1):
        if word[:at] in known and word[at:] in known:
            return (word[:at], word[at:])
    return ()


@cache
def _within_pinyin() -> tuple[_System, ...]:
    """Where both names may be pinyin: another system, or a family name by speech before the same syllables."""
    return (
        _System("Hani", _wade_giles, _wade_giles),
        *(system._replace(given=lambda text: (text,)) for system in _speeches()),
    )


def _wade_giles(text: str) -> tuple[str, ...]:
    return (chinese.wade_giles(text),)


@cache
def _speeches() -> tuple[_System, ...]:
    return tuple(
        _System("Hani", partial(chinese.families_read, speech=speech), partial(chinese.given_read, speech=speech))
        for speech in chinese.SPEECHES
    )


def _misread(form: Form, theirs: Collection[str]) -> Form | None:
    """The form with the letters that the other name has, where a scanner takes one for the other; None where none."""
    parts = tuple(_as_read(part, theirs) for part in form.parts)
    return None if parts == form.parts else Form(form.text, form.script, parts, "", form.truncated)


def _servant(form: Form, theirs: Collection[str]) -> Form | None:
    """The form with Abdul and what follows as the one word that the other name has: Abdel Fattah, Abdulfattah."""
    servant = spelling.canonical("abdul")
    for place, (first, second) in enumerate(pairwise(form.parts)):
        if spelling.canonical(first.text) != servant:
            continue
        for text in theirs:
            for at in range(3, len(text) - 2):
                if spelling.canonical(text[:at]) == servant and spelling.same_name(text[at:], second.text):
                    part = second._replace(text=text, spellings=(text,), keys=(spelling.canonical(text),))
                    parts = (*form.parts[:place], part, *form.parts[place + 2 :])
                    return Form(form.text, form.script, parts, "", form.truncated)
    return None


def _together(form: Form, theirs: Sequence[str]) -> Form | None:
    """The form as the one word that the other name is, all its words written together from either end."""
    words = [part.text for part in form.parts]
    if len(theirs) != 1 or len(words) < 2 or len(theirs[0]) < _LEAST_TOGETHER:
        return None
    whole = spelling.rough(theirs[0])
    for at in range(len(words)):
        if spelling.rough("".join([*words[at:], *words[:at]])) == whole:
            keys = tuple(key for part in form.parts for key in part.keys)
            return Form(form.text, form.script, (Part(theirs[0], keys[:1], (theirs[0],)),), "", form.truncated)
    return None


def _cut_short(form: Form, theirs: Collection[str]) -> Form | None:
    """The form as one that its carrier cut short, where its last word begins one of theirs and it is of that length."""
    last = form.parts[-1]
    if form.truncated or len(last.text) < _LEAST_CUT or not ("<" in form.text or len(form.text) >= _CUT_FROM):
        return None
    if not any(text.startswith(last.text) and text != last.text for text in theirs):
        return None
    parts = (*form.parts[:-1], last._replace(cut=True))
    return Form(form.text, form.script, parts, "", truncated=True)


def _as_read(part: Part, theirs: Collection[str]) -> Part:
    for wrong, right in _MISREAD:
        if wrong in part.text and (read := part.text.replace(wrong, right)) in theirs:
            return Part(read, part.keys, (read,), part.role, part.weight, part.glued, part.cut)
    return part
