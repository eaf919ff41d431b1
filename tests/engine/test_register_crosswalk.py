"""The crosswalk and the charge phrases: from a court's own words to a class, or to an officer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.records import UNKNOWN_DATE, PartialDate
from naungan.engine.register import charges, crosswalk
from naungan.engine.register.charges import Charge
from naungan.engine.tables import rows
from naungan.engine.tables.countries import by_alpha3

CITATIONS = [
    ("Sexual Offences against Children Act 2017 [Act 792], s.14(a)", "MYS", 2019, "MYS-792-14"),
    ("s 14 Act 792", "MYS", 2019, "MYS-792-14"),
    ("Seksyen 14(a) Akta Kesalahan-Kesalahan Seksual Terhadap Kanak-Kanak 2017", "MYS", 2020, "MYS-792-14"),
    ("Act 792, s.14 read with s.16", "MYS", 2020, "MYS-792-14"),
    ("Act 792 s. 15A", "MYS", 2024, "MYS-792-15A"),
    ("Act 792 s. 15A", "MYS", 2022, "no-section"),
    ("Act 792 s.14", "MYS", 2016, "no-law"),
    ("Act 792, s.99", "MYS", 2020, "no-section"),
    ("Act 792", "MYS", 2020, "no-section"),
    ("Penal Code s.376", "MYS", 2010, "MYS-PC-376"),
    ("Penal Code, section 376 (2) (d)", "MYS", 2010, "MYS-PC-376-CHILD"),
    ("Penal Code s.376 and Act 792 s.14", "MYS", 2020, "several"),
    ("section 376 of the Penal Code", "SGP", 2010, "SGP-PC"),
    ("Penal Code 1871, s.376A(2)", "SGP", 2015, "SGP-PC-376A"),
    ("Law No. 35 of 2014, Pasal 81", "IDN", 2016, "IDN-CHILD"),
    ("UU No. 35 Tahun 2014 Pasal 81 ayat (2)", "IDN", 2016, "IDN-CHILD"),
    ("Republic Act No. 9775, Section 4(a)", "PHL", 2012, "PHL-RA9775"),
    ("RA 11930", "PHL", 2023, "no-section"),
    ("RA 11930 s.4", "PHL", 2023, "PHL-RA11930"),
    ("Penal Code (Chapter 22), s.377G", "BRN", 2015, "BRN-PC"),
    ("Children and Young Persons Act (Chapter 219), s.31", "BRN", 2015, "no-section"),
    ("Children and Young Persons Act (Chapter 219), s.12", "BRN", 2015, "no-section"),
    ("Children and Young Persons Act (Chapter 219)", "BRN", 2015, "no-section"),
    ("Children and Young Persons Act 1993, s.7", "SGP", 2015, "no-section"),
    ("Law 35/2014, art. 88", "IDN", 2016, "no-section"),
    ("UU No. 35 Tahun 2014, pasal 76I jo. pasal 88", "IDN", 2016, "no-section"),
    ("UU No. 44 Tahun 2008, pasal 29", "IDN", 2016, "no-section"),
    ("Law 12 of 2022, art. 10", "IDN", 2023, "no-section"),
    ("RA 9208 s.4", "PHL", 2010, "no-section"),
    ("Republic Act No. 9208, Section 4(a)", "PHL", 2010, "no-section"),
    ("Act 670, s.14", "MYS", 2015, "no-section"),
    ("Law on Suppression of Human Trafficking and Sexual Exploitation 2008, art. 12", "KHM", 2015, "no-section"),
    ("Law on the Protection of the Rights and Interests of Children, art. 87", "LAO", 2015, "no-section"),
    ("Child Rights Law 2019, s.100", "MMR", 2021, "no-section"),
    ("Act on the Protection of Children and Youth against Sex Offences, art. 50", "KOR", 2015, "no-section"),
    ("Criminal Code (Cth) s.474.25", "AUS", 2015, "no-section"),
    ("Criminal Code s.317", "THA", 2015, "no-section"),
    ("18 U.S.C. 2243(b)", "USA", 2015, "USA-18-2241-ANY"),
    ("Revised Penal Code Art. 266-A", "PHL", 2015, "PHL-RPC"),
    ("ประมวลกฎหมายอาญา มาตรา 277", "THA", 2012, "THA-CC-277"),
    ("Criminal Code s.287/1", "THA", 2018, "THA-CC-287-1"),
    ("Penal Code Article 142", "VNM", 2019, "VNM-PC-142"),
    ("18 U.S.C. § 2252A(a)(5)(B)", "USA", 2012, "USA-18-2251"),
    ("18 U.S.C. 2422(b)", "USA", 2012, "USA-18-2422"),
    ("Sexual Offences Act 2003 s.8", "GBR", 2012, "GBR-SOA-5"),
    ("Criminal Code Act 1995 (Cth) s 272.8", "AUS", 2015, "AUS-CC-272"),
    ("Wetboek van Strafrecht art. 240b", "NLD", 2015, "NLD-WS-240b"),
    ("Code pénal, art. 227-22-1", "FRA", 2015, "FRA-CP-227-25"),
    ("Sexual Offences against Children Act 2017 [Act 792], s.14", "SGP", 2019, "no-law"),
    ("", "MYS", 2019, "no-law"),
    ("s.14", "MYS", 2019, "no-law"),
    ("x" * 3000, "MYS", 2019, "too-long"),
]


@pytest.mark.parametrize(("section", "state", "year", "expected"), CITATIONS)
def test_a_citation_finds_its_row_or_says_why_not(section: str, state: str, year: int, expected: str) -> None:
    found = crosswalk.classify(section, state=state, offence=UNKNOWN_DATE, judged=PartialDate(year))
    assert (found.row.id if found.row else found.why) == expected


def test_a_repealed_law_still_classes_a_late_judgment_but_not_a_later_offence() -> None:
    said = {"section": "RA 9775 s.4", "state": "PHL"}
    late = crosswalk.classify(**said, offence=UNKNOWN_DATE, judged=PartialDate(2024))
    assert late.row is not None
    assert late.row.id == "PHL-RA9775"
    assert crosswalk.classify(**said, offence=PartialDate(2021), judged=PartialDate(2024)).row is not None
    assert crosswalk.classify(**said, offence=PartialDate(2023), judged=PartialDate(2024)).row is None


@given(st.text(max_size=300), st.sampled_from(sorted({row.state for row in crosswalk.table()})))
def test_any_text_is_classed_or_left_to_an_officer_but_never_fails(text: str, state: str) -> None:
    found = crosswalk.classify(text, state=state, offence=PartialDate(2020), judged=UNKNOWN_DATE)
    assert (found.row is None) == bool(found.why)


def test_a_hostile_citation_takes_bounded_time() -> None:
    for text in ("Act 792 s." + "1" * 1900, "Act 792 " + "(1)" * 600, "Act 792 " + "s.1 " * 450, " " * 1999 + "1"):
        crosswalk.classify(text, state="MYS", offence=PartialDate(2020), judged=UNKNOWN_DATE)


def test_every_crosswalk_row_is_complete() -> None:
    ids = [row.id for row in crosswalk.table()]
    assert len(ids) == len(set(ids))
    conducts = {row["code"] for row in rows("conduct_classes")}
    for row in crosswalk.table():
        assert row.state in by_alpha3()
        assert row.conduct in conducts
        assert date.fromisoformat(row.dated)
        assert row.scope in {"child-sexual-only", "mixed"}
        assert row.status
        assert row.source
        if row.kind == "child-abuse":
            assert row.child_victim in {"inherent", "recorded"}
            assert row.age_threshold == 18
        else:
            assert row.child_victim == "none"


def test_no_row_of_the_table_takes_a_whole_act_for_child_abuse() -> None:
    whole = [row for row in crosswalk.table() if "*" in row.sections]
    assert {row.id for row in whole if row.kind == "child-abuse" and row.scope == "mixed"} == set()
    assert {row.id for row in whole if row.child_victim == "inherent" and row.scope != "child-sexual-only"} == set()
    assert {row.kind for row in whole} <= {"political", "other"}


def test_an_act_is_of_one_scope_and_only_a_title_about_children_and_sexual_abuse_is_child_sexual_only() -> None:
    by_law: dict[tuple[str, str], set[str]] = {}
    for row in crosswalk.table():
        by_law.setdefault((row.state, row.law), set()).add(row.scope)
    assert {law for law, scopes in by_law.items() if len(scopes) > 1} == set()
    for (_, title), scopes in by_law.items():
        if scopes == {"child-sexual-only"}:
            words = title.casefold()
            assert "child" in words, title
            assert "sex" in words or "pornography" in words, title


@pytest.mark.parametrize("element", ["inherent", "recorded"])
def test_the_loader_refuses_a_row_that_takes_a_whole_mixed_act_for_child_abuse(element: str) -> None:
    row = next(row for row in rows("crosswalk") if row["id"] == "IDN-CHILD")
    told = row | {"sections": "*", "child_victim": element}
    with pytest.raises(ValueError, match="IDN-CHILD"):
        crosswalk.crosswalk_row(told)
    assert crosswalk.crosswalk_row(told | {"scope": "child-sexual-only"}).sections == ("*",)
    with pytest.raises(ValueError, match="scope"):
        crosswalk.crosswalk_row(row | {"scope": ""})


def test_a_row_without_sections_is_for_an_officer_and_no_citation_leads_to_it() -> None:
    open_ = [row for row in crosswalk.table() if not row.sections]
    assert {"BRN-CYPA", "PHL-RA9208", "IDN-CHILD-88"} <= {row.id for row in open_}
    for row in open_:
        assert (row.child_victim, row.kind) == ("recorded", "child-abuse")
        for alias in row.aliases:
            for text in (alias, f"{alias} s.1", f"{alias}, (1)", f"s.14 {alias}"):
                found = crosswalk.classify(text, state=row.state, offence=PartialDate(2023), judged=UNKNOWN_DATE)
                assert found.row is None or found.row.sections, text


CHARGES = [
    ("Sexual assault on a minor (section 377)", "child-abuse"),
    ("1) PRODUCTION OF CHILD PORNOGRAPHY\r\n2) Fraud", "child-abuse"),
    ("Pencabulan anak", "child-abuse"),
    ("Rape", "sexual"),
    ("Murder", "other"),
    ("1. Fraud; 2. Money laundering", "other"),
    ("Section 302 murder", "other"),
    ("sedition", "political"),
    ("Adultery", "adult-consensual"),
    ("Murder of a child", ""),
    ("rape of a girl aged 12", ""),
    ("Mord", ""),
    ("", ""),
    ("Fraud and other matters", ""),
    ("sexual assault of a child aged 9 years, s.376(2)(d) Penal Code", "child-abuse"),
    ("3 counts of possession of child pornography", "child-abuse"),
    ("Aggravated rape of a child under the age of 14 years", "child-abuse"),
    ("murder; child pornography", "child-abuse"),
    ("defamation: accusing a minister of sexual abuse of a minor", ""),
    ("sedition: publishing that the government tolerates child prostitution", ""),
    ("sedition; child prostitution", ""),
    ("acquitted of sexual abuse of a child; theft", ""),
    ("murder; not child pornography", ""),
    ("statutory rape (both 16)", ""),
    ("statutory rape aged 16 and 16", ""),
    ("statutory rape, aged 16; aged 17", ""),
    ("statutory rape, aged 30", ""),
    ("sexual abuse of a child (previously charged, charge withdrawn)", ""),
    ("sexual abuse of a minor; withdrawn", ""),
    ("in a newspaper, child prostitution", ""),
    ("homosexual acts; sexual abuse of a minor", ""),
]


@pytest.mark.parametrize(("words", "kind"), CHARGES)
def test_a_charge_is_classed_by_whole_phrases_only(words: str, kind: str) -> None:
    found = charges.classify(Charge(words))
    assert (found.kind if found else "") == kind


@given(st.sampled_from([row["phrase"] for row in rows("charge_phrases") if row["kind"] == "other"]))
def test_a_word_that_speaks_of_a_child_keeps_a_charge_from_being_refused(phrase: str) -> None:
    assert charges.classify(Charge(f"{phrase}; victim a child")) is None


@given(
    st.sampled_from([row["phrase"] for row in rows("charge_phrases") if row["kind"] == "child-abuse"]),
    st.sampled_from([row["word"].rstrip("*") for row in rows("charge_words") if row["kind"] != "harmless"]),
    st.sampled_from(["{word} {phrase}", "{phrase}: {word}", "theft; {word}; {phrase}", "{word}: {phrase} ({word})"]),
)
def test_a_word_of_denial_or_of_another_matter_keeps_a_charge_from_being_child_abuse(
    phrase: str, word: str, shape: str
) -> None:
    told = shape.format(word=word, phrase=phrase)
    assert charges.classify(Charge(told)) is None
    assert charges.classify(Charge(told, "GBR", phrase)) is None
    assert charges.classify(Charge(phrase, "GBR", told)) is None


@pytest.mark.parametrize(
    ("words", "translation", "kind"),
    [
        ("Straftat an einer Person", "sexual abuse of a child", "child-abuse"),
        ("sexual abuse of a child", "something that nobody reads", "child-abuse"),
        ("defamation", "sexual abuse of a child", ""),
        ("theft", "sexual abuse of a child", ""),
        ("words about child prostitution", "child prostitution", ""),
    ],
)
def test_a_charge_in_two_languages_is_classed_where_neither_gainsays_the_other(
    words: str, translation: str, kind: str
) -> None:
    found = charges.classify(Charge(words, "DEU", translation))
    assert (found.kind if found else "") == kind


def test_every_phrase_classes_itself() -> None:
    for row in rows("charge_phrases"):
        if row["kind"] not in {"signal"}:
            found = charges.classify(Charge(row["phrase"]))
            assert found is not None, row["phrase"]
            assert found.kind == row["kind"], row["phrase"]
            assert charges.phrase(row["id"]) is not None
