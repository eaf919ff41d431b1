"""Greek names in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.names.romanise.greek import parts
from tests.engine.names_romanise.near import is_well_formed, unmet

PAIRS = """
Παπαδόπουλος papadopoulos
Μητσοτάκης mitsotakis
Τσίπρας tsipras
Γιώργος giorgos
Γιώργος yorgos
Γιάννης ioannis
Κωνσταντίνος constantinos
Χατζηδάκης hatzidakis
Χατζηδάκης chatzidakis
Χριστοδουλίδης christodoulides
Μπακογιάννη bakoyanni
Παπανδρέου papandreou
Ντόρα dora
Γκίκας gikas
Αγγελόπουλος angelopoulos
Ευάγγελος evangelos
Ευστάθιος efstathios
Σακελλαροπούλου sakellaropoulou
Καραθεοδωρή caratheodory
Ξενάκης xenakis
Ψωμιάδης psomiadis
Θεοδωράκης theodorakis
Ωνάσης onassis
Ελευθερίου eleftheriou
Τζαβέλλας tzavellas
Βασιλείου vasiliou
Οικονόμου ikonomou
Οικονόμου oikonomou
Λαμπράκης lambrakis
Πεντάρης pendaris
"""


def test_names_are_met() -> None:
    assert unmet(parts, PAIRS) == []


def test_the_spelling_of_passports_comes_first_for_words_without_their_own() -> None:
    assert parts("Μπουζιάνης")[0][0] == "bouzianis"
    assert parts("Οικονόμου")[0][0] == "oikonomou"
    assert parts("Αυγερινός")[0][0] == "avgerinos"
    assert parts("Αυτιάς")[0][0] == "aftias"


def test_mu_pi_is_b_at_the_start_and_mp_within() -> None:
    assert all(spelling.startswith(("b", "m")) for spelling in parts("Μπάρκας")[0])
    assert {"lampakis", "lambakis"} <= set(parts("Λαμπάκης")[0])


def test_an_accent_on_the_first_vowel_or_a_diaeresis_keeps_two_vowels() -> None:
    assert parts("Μάιρα") == parts("Μάϊρα")
    assert parts("Καΐρης")[0][0] == "kairis"
    assert "keris" not in parts("Καΐρης")[0]


def test_accents_and_case_make_no_difference() -> None:
    assert parts("ΠΑΠΑΔΑΚΗΣ") == parts("Παπαδάκης") == parts("παπαδάκης")


@pytest.mark.parametrize("word", ["", "abc", "12", "α" * 61])
def test_what_cannot_be_read_gives_nothing(word: str) -> None:
    assert parts(word) == ()


@given(st.text(alphabet="αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰᾶἀ\u0301\u0308aZ 9'", max_size=200))
def test_any_string_gives_well_formed_parts_and_no_error(word: str) -> None:
    assert is_well_formed(parts(word))
