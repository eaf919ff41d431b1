"""What readers, keyboards and people type where two or three clean lines were meant."""

import time
from datetime import date

import pytest

from naungan.engine.documents.mrz import read
from naungan.engine.errors import Unreadable

TODAY = date(2026, 11, 22)
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
MRV_A = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<")
MRV_B = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<")
ALL = [TD1, TD2, TD3, MRV_A, MRV_B]
IDS = ["TD1", "TD2", "TD3", "MRV-A", "MRV-B"]


def wide(line):
    return "".join(chr(ord(sign) - 0x20 + 0xFF00) for sign in line)


WAYS = {
    "a sequence": list,
    "one string with line breaks": "\n".join,
    "Windows line breaks": lambda lines: "\r\n".join(lines) + "\r\n",
    "stray carriage returns": lambda lines: [line + "\r" for line in lines],
    "run together": "".join,
    "run together with blanks around": lambda lines: f"  {''.join(lines)} \n",
    "parted by a tab": "\t".join,
    "parted by a blank": " ".join,
    "lower case": lambda lines: [line.lower() for line in lines],
    "blanks for fillers": lambda lines: [line.replace("<", " ") for line in lines],
    "trailing blanks": lambda lines: [line + "   " for line in lines],
    "leading blanks": lambda lines: ["   " + line for line in lines],
    "a byte-order mark": lambda lines: "\ufeff" + "\n".join(lines),
    "angle quotes for fillers": lambda lines: [line.replace("<", "‹") for line in lines],
    "double angle quotes for two": lambda lines: [line.replace("<<", "«") for line in lines],
    "double angle quotes for one": lambda lines: [line.replace("<", "«") for line in lines],
    "full-width characters": lambda lines: [wide(line) for line in lines],
    "groups of five": lambda lines: [" ".join(line[i : i + 5] for i in range(0, len(line), 5)) for line in lines],
    "empty lines between": "\n\n  \n".join,
    "lines broken within an element": lambda lines: ["\n".join(lines)],
    "zero-width characters": lambda lines: [line[:3] + "\u200b" + line[3:] for line in lines],
}


@pytest.mark.parametrize("lines", ALL, ids=IDS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_every_way_of_typing_gives_the_lines_without_a_word(way, lines):
    reading = read(way(lines), today=TODAY)
    assert reading.lines == lines
    assert not reading.problems


@pytest.mark.parametrize(
    ("typed", "lines", "said"),
    [
        ([TD3[0].rstrip("<"), TD3[1]], TD3, "line 1: The line has 25 characters, as if 19 fillers are missing"),
        ([TD3[0][:-1], TD3[1]], TD3, "as if one filler is missing at its end; it was read with it added"),
        ([TD3[0] + "<<", TD3[1]], TD3, "2 fillers are too many at its end"),
        ([TD3[0], TD3[1].replace("<<<<<", "<<<<")], TD3, "line 2: The line has 43 characters"),
        ([TD3[0], TD3[1].replace("<<<<<", "<<<<<<<")], TD3, "2 fillers are too many in its longest run"),
        ([TD1[0].rstrip("<"), TD1[1], TD1[2].rstrip("<")], TD1, "line 1: The line has 15 characters"),
        ("".join(TD1).rstrip("<"), TD1, "line 3: The line has 20 characters"),
        ("".join(MRV_A).rstrip("<"), MRV_A, "line 2: The line has 38 characters"),
        ("".join(MRV_B).rstrip("<"), MRV_B, "line 2: The line has 28 characters"),
    ],
)
def test_lost_and_surplus_fillers_are_mended_and_said(typed, lines, said):
    reading = read(typed, today=TODAY)
    assert reading.lines == lines
    assert said in " ".join(map(str, reading.problems))
    assert "Compare it with the document." in reading.problems[0].remedy


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ("", "", "No line was given"),
        ("\ufeff \r\n", "", "No line was given"),
        ("hello", "line 1", "One line of 5 characters"),
        ([TD3[0]], "line 1", "One line of 44 characters"),
        ([TD3[1]], "line 1", "One line of 44 characters"),
        (["P<UTO", "L898"], "line 1", "Two short lines"),
        ([TD3[0], TD3[1][:-5]], "line 2, position 40", "has 39 characters; 44 were expected (TD3)"),
        ([TD3[0] + "XYZ", TD3[1]], "line 1, position 45", "has 47 characters; 44"),
        ([TD3[0], TD3[1][:12] + "\x00" + TD3[1][13:]], "line 2, position 13", "The character U+0000 can't stand"),
        ([TD3[0], "😀" + TD3[1][1:]], "line 2, position 1", "😀 (U+1F600)"),
        ([TD3[0][:5] + "É" + TD3[0][6:], TD3[1]], "line 1, position 6", "É (U+00C9)"),
        (["P<UTОERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", TD3[1]], "line 1, position 5", "О (U+041E)"),
        ([*TD1, "MORE"], "", "There are 4 lines"),
        (["A", "B", "C"], "line 1, position 2", "has one character; 30 were expected (TD1)"),
        ("x" * 10_000, "", "The text has 10,000 characters"),
        (["<" * 5_000] * 2, "", "The text has 10,001 characters"),
    ],
)
def test_what_is_no_zone_is_refused_with_place_and_remedy(typed, place, said):
    with pytest.raises(Unreadable) as refusal:
        read(typed, today=TODAY)
    assert said in refusal.value.message
    assert refusal.value.place == place
    assert refusal.value.remedy.endswith(".")


@pytest.mark.parametrize("text", ["\x00" * 10_000, "😀" * 10_000, "«" * 10_000, "<" * 999, "\n" * 1_000, " " * 1_000])
def test_long_garbage_is_refused_at_once(text):
    started = time.process_time()
    with pytest.raises(Unreadable):
        read(text, today=TODAY)
    assert time.process_time() - started < 0.2
