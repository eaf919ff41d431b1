"""The name field of a zone, cut where it is too long (ICAO Doc 9303-3 section 4.6, 9303-4 section 4.2.3)."""

from __future__ import annotations

from naungan.engine.documents.mrz.layout import FILLER


def name_field(primary: list[str], secondary: list[str], width: int) -> str:
    """The components of both identifiers in `width` characters, filled up; each component is A to Z.

    Where they don't fit, the field ends in a letter, which says that it may be cut short. Of the ways that Doc 9303-4
    section 4.2.3 leaves open this is b): components are shortened, the first of the surname last of all.
    """
    surname, given = FILLER.join(primary), FILLER.join(secondary)
    whole = surname + FILLER * 2 + given if given else surname
    if len(whole) <= width:
        return whole.ljust(width, FILLER)
    if not given:
        return _cut(primary, width).ljust(width, FILLER)
    # At least one letter of the given names must show; a seventh of the field is what the examples of Doc 9303-4 show.
    room = max(len(secondary[0][: width // 7]), width - 2 - len(surname))
    head = _shortened(primary, width - 2 - room)
    return (head + FILLER * 2 + _cut(secondary, width - 2 - len(head))).ljust(width, FILLER)


def _cut(components: list[str], room: int) -> str:
    """The joined components, cut to `room` characters so that a letter stands last.

    Where the cut would leave a filler last, the longest component before it gives up a letter for the next initial.
    """
    kept = list(components)
    while (text := FILLER.join(kept)[:room]).endswith(FILLER):
        shown = text.count(FILLER)
        longest = max(range(shown), key=lambda index: len(kept[index]))
        if len(kept[longest]) == 1:
            return text.rstrip(FILLER)  # nothing but initials: no letter can be spared
        kept[longest] = kept[longest][:-1]
    return text


def _shortened(components: list[str], room: int) -> str:
    """The joined components in `room` characters at most: the first whole if it can be, the others evenly cut."""
    if len(FILLER.join(components)) <= room:
        return FILLER.join(components)
    first, others = components[0], components[1:]
    left = room - len(first) - len(others)
    if left < len(others):
        return _cut(components, room)
    kept = [1] * len(others)
    for _ in range(left - len(others)):
        # The next letter goes to the component that shows least and has more to show, the earlier of equals.
        open_ones = [index for index, word in enumerate(others) if kept[index] < len(word)]
        kept[min(open_ones, key=lambda index: kept[index])] += 1
    return FILLER.join([first, *(word[:count] for word, count in zip(others, kept, strict=True))])
