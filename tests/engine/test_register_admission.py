"""Who may stand in the register: each rule refuses or holds what it names, and nothing else."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naungan.engine.records import Document, Identity, Name, PartialDate
from naungan.engine.register import (
    Admission,
    Charge,
    Conviction,
    EntryDraft,
    Notice,
    admission,
    admit,
    concern_of,
    describe,
    fingerprint,
    law,
    partial_date,
    rules,
    say,
)
from naungan.engine.register.ages import ages_between
from naungan.engine.register.law import LawRow

TODAY = date(2026, 11, 22)
JUDGED = Conviction(
    section="Sexual Offences against Children Act 2017 [Act 792], s.14",
    words="physical sexual assault on a child (s.14)",
    court_state="MYS",
    offence_state="MYS",
    convicted_on=PartialDate(2020, 5, 4),
    offence_on=PartialDate(2019),
    finality="final",
    victim="child",
)
WANTED = Notice(
    kind="red",
    number="2026/99901",
    bureau="INTERPOL NCB Utopia",
    charges=(Charge("Sexual assault on a minor", "GBR"),),
    issued=PartialDate(2026),
    last_verified=TODAY,
)
MISSING = Notice(kind="yellow", number="2026/99902", issued=PartialDate(2026), last_verified=TODAY)
GOOD = EntryDraft(
    identity=Identity(names=(Name("Contoh bin Rekaan"),), births=(PartialDate(1975, 3, 2),), nationalities=("MYS",)),
    source="Sample register (fictional)",
    source_reference="S-1",
    owner_state="MYS",
    owner_agency="Sample agency",
    lawful_basis="MYS-CHILD-ACT-REGISTER",
    expires_on=date(2029, 1, 1),
    convictions=(JUDGED,),
    sample=True,
)


def judge(draft: EntryDraft, **kwargs: object) -> Admission:
    return admit(draft, node_state="MYS", today=TODAY, **kwargs)  # type: ignore[arg-type]


def with_conviction(**changes: object) -> EntryDraft:
    return replace(GOOD, convictions=(replace(JUDGED, **changes),))  # type: ignore[arg-type]


def young(age: int, **changes: object) -> EntryDraft:
    """A conviction of someone of that age at the offence, by every date of the record."""
    born = PartialDate(2019 - age, 1, 2)
    changes = {"offence_on": PartialDate(2019, 6, 3), "offender_age": age} | changes
    return replace(with_conviction(**changes), identity=replace(GOOD.identity, births=(born,)))


def with_notice(notice: Notice, birth: PartialDate | None = None, **changes: object) -> EntryDraft:
    identity = replace(GOOD.identity, births=(birth,) if birth else GOOD.identity.births)
    return replace(
        GOOD, identity=identity, convictions=(), notices=(replace(notice, **changes),), lawful_basis="INT-INTERPOL-DATA"
    )


def test_a_final_conviction_of_an_adult_for_child_abuse_is_accepted_and_classed() -> None:
    found = judge(GOOD)
    assert (found.outcome, found.rule, found.sentence) == ("accepted", "", "")
    conviction = found.draft.convictions[0]
    assert (conviction.crosswalk, conviction.section) == ("MYS-792-14", JUDGED.section)
    assert date.fromisoformat(conviction.crosswalk_dated)
    assert concern_of(found.draft) == "convicted"


FORM = [
    (replace(GOOD, identity=Identity()), "no-name"),
    (replace(GOOD, source=" "), "no-source"),
    (replace(GOOD, source_reference=""), "no-reference"),
    (replace(GOOD, owner_agency=""), "no-owner"),
    (replace(GOOD, owner_state="XYZ"), "no-owner"),
    (replace(GOOD, lawful_basis=""), "no-basis"),
    (replace(GOOD, lawful_basis="INVENTED"), "basis-unknown"),
    (replace(GOOD, lawful_basis="INT-ASEAN-EXTRADITION"), "basis-unknown"),
    (replace(GOOD, lawful_basis="GBR-CRIMINAL-RECORD"), "basis-of-another-state"),
    (replace(GOOD, lawful_basis="SAMPLE-BASIS", sample=False), "basis-unknown"),
    (replace(GOOD, expires_on=None), "no-expiry"),
    (replace(GOOD, expires_on=TODAY - timedelta(days=1)), "expired"),
    (replace(GOOD, expires_on=TODAY + timedelta(days=1827)), "expiry-too-far"),
    (replace(GOOD, convictions=()), "no-ground"),
    (replace(GOOD, remarks="a\0b"), "unclean-text"),
    (replace(GOOD, source="half \ud800 a letter"), "unclean-text"),
    (replace(GOOD, identity=replace(GOOD.identity, names=(Name("x"),) * 10_000)), "too-large"),
    (replace(GOOD, identity=replace(GOOD.identity, names=(Name("x" * 401),))), "too-large"),
    (replace(GOOD, identity=replace(GOOD.identity, nationalities=("XQZ",))), "unknown-code"),
    (replace(GOOD, identity=replace(GOOD.identity, births=(PartialDate(1980, 13, 1),))), "unknown-code"),
    (with_conviction(offender_age=-3), "unknown-code"),
    (with_conviction(finality="perhaps"), "unknown-code"),
]


@pytest.mark.parametrize(("draft", "rule"), FORM)
def test_a_record_with_a_wrong_form_is_refused_with_the_rule_named(draft: EntryDraft, rule: str) -> None:
    found = judge(draft)
    assert (found.outcome, found.rule) == ("refused", rule)


def test_exactly_control_characters_and_halves_of_characters_are_unclean() -> None:
    wrong = [letter for letter in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(letter) in {"Cc", "Cs"}]
    allowed = [letter for letter in wrong if letter in "\t\n\r"]
    clean = "".join(letter for letter in map(chr, range(0x2FFF)) if letter not in wrong)
    assert [letter for letter in wrong if judge(replace(GOOD, remarks=f"a{letter}b")).rule != "unclean-text"] == allowed
    assert judge(replace(GOOD, remarks=clean[:3900])).rule == ""


GROUNDS = [
    (with_conviction(finality="quashed"), "refused", "quashed"),
    (with_conviction(outcome="acquitted"), "refused", "acquitted"),
    (with_conviction(pardoned=True), "refused", "pardoned"),
    (with_conviction(outcome="charged"), "refused", "charged-only"),
    (young(17), "refused", "juvenile"),
    (with_conviction(offence_on=PartialDate(1992), section="Penal Code s.376(2)(d)"), "refused", "juvenile"),
    (with_conviction(section="Sedition Act 1948 s.4(1)"), "refused", "political"),
    (with_conviction(section="Penal Code s.377B"), "refused", "adult-consensual"),
    (with_conviction(section="Penal Code s.420"), "refused", "other-conduct"),
    (with_conviction(section="Penal Code s.376"), "accepted", ""),
    (with_conviction(section="Penal Code s.376", victim=""), "refused", "no-child"),
    (with_conviction(section="Penal Code s.376", victim="adult"), "refused", "no-child"),
    (with_conviction(section="Penal Code s.376", victim="", victim_age=11), "accepted", ""),
    (with_conviction(section="Penal Code s.376", victim="", victim_age=30), "refused", "no-child"),
    (with_conviction(victim="adult"), "held", "child-contradicted"),
    (with_conviction(victim="child", victim_age=25), "held", "child-contradicted"),
    (with_conviction(victim=""), "accepted", ""),
    (with_conviction(victim="believed", victim_age=30), "held", "child-contradicted"),
    (with_conviction(section="Penal Code s.376", victim="depicted", victim_age=18), "refused", "no-child"),
    (with_conviction(section="Penal Code s.376", victim="believed", victim_age=30), "refused", "no-child"),
    (young(18, victim_age=15, consensual=True), "refused", "close-in-age"),
    (young(18, victim_age=15, consensual=True, victim="depicted"), "refused", "close-in-age"),
    (young(18, victim_age=15, consensual=True, victim="believed"), "refused", "close-in-age"),
    (young(18, victim_age=15, consensual=None), "held", "close-in-age-unclear"),
    (young(18, victim_age=15, consensual=False), "accepted", ""),
    (young(19, victim_age=15, consensual=True), "accepted", ""),
    (young(15, victim_age=12, consensual=True), "refused", "juvenile"),
    (young(18, consensual=True), "held", "close-in-age-open"),
    (young(20, consensual=True), "held", "close-in-age-open"),
    (young(18, consensual=None), "held", "close-in-age-open"),
    (young(18, consensual=None, victim="depicted"), "accepted", ""),
    (young(18, consensual=False), "accepted", ""),
    (young(21, consensual=True), "accepted", ""),
    (young(18, consensual=True, victim_age=12), "accepted", ""),
    (with_conviction(consensual=True, victim_age=15, offence_on=PartialDate()), "held", "close-in-age-open"),
    (with_conviction(offender_age=18, victim_age=15, consensual=True), "held", "age-contradicted"),
    (with_conviction(offender_age=16), "held", "age-contradicted"),
    (young(16, offender_age=44), "held", "age-contradicted"),
    (with_conviction(offence_on=PartialDate(), offender_age=60), "held", "age-contradicted"),
    (with_conviction(outcome=""), "held", "no-outcome"),
    (with_conviction(convicted_on=PartialDate()), "held", "no-date"),
    (with_conviction(convicted_on=PartialDate(2018, 12)), "held", "dates-contradicted"),
    (with_conviction(convicted_on=PartialDate(2019)), "accepted", ""),
    (with_conviction(convicted_on=PartialDate(2026, 12)), "held", "future-date"),
    (with_conviction(convicted_on=PartialDate(2026, 11)), "accepted", ""),
    (with_conviction(convicted_on=PartialDate(2027), offence_on=PartialDate(2027)), "held", "future-date"),
    (with_conviction(words="seditious publication"), "held", "words-contradicted"),
    (with_conviction(words="insulting the king"), "held", "words-contradicted"),
    (with_conviction(words="act between two adults"), "held", "words-contradicted"),
    (with_conviction(words="theft"), "held", "words-contradicted"),
    (with_conviction(words="amang seksual bukan fizikal terhadap kanak-kanak"), "accepted", ""),
    (with_conviction(words="statutory rape", section="Act 9999 s.1"), "held", "not-classed"),
    (with_conviction(finality="appealable"), "held", "not-final"),
    (with_conviction(finality="under-appeal"), "held", "not-final"),
    (with_conviction(finality=""), "held", "finality-unknown"),
    (with_conviction(convicted_on=PartialDate(), offence_on=PartialDate()), "held", "no-date"),
    (with_conviction(section="Act 9999 s.1", words=""), "held", "not-classed"),
    (with_conviction(section="Act 9999 s.1", words="sedition"), "refused", "political"),
    (with_conviction(section="Act 9999 s.1", words="murder of a child"), "held", "not-classed"),
    (with_conviction(crosswalk="MYS-792-14", section="Act 9999 s.1", words=""), "held", "not-classed"),
    (with_notice(WANTED), "accepted", ""),
    (with_notice(WANTED, charges=(Charge("Murder", "GBR"),)), "refused", "other-conduct"),
    (with_notice(WANTED, charges=(Charge("Sedition", "GBR"),)), "refused", "political"),
    (with_notice(WANTED, charges=(Charge("Rape", "GBR"),)), "refused", "no-child"),
    (with_notice(WANTED, charges=(Charge("s.14 Act 792", "MYS"),)), "accepted", ""),
    (with_notice(WANTED, charges=(Charge("something else", "GBR"),)), "held", "charge-not-classed"),
    (with_notice(WANTED, charges=()), "held", "no-charge"),
    (with_notice(WANTED, charges=(Charge("murder; not child pornography", "GBR"),)), "held", "charge-not-classed"),
    (with_notice(WANTED, kind="national-warrant"), "accepted", ""),
    (with_notice(WANTED, kind="national-warrant", number=" "), "held", "warrant-unnamed"),
    (with_notice(WANTED, kind="national-warrant", bureau=""), "held", "warrant-unnamed"),
    (with_notice(WANTED, issued=PartialDate(2027)), "held", "future-date"),
    (with_notice(WANTED, last_verified=TODAY + timedelta(days=1)), "held", "future-date"),
    (with_notice(WANTED, birth=PartialDate(2008)), "held", "age-unclear"),
    (with_notice(WANTED, birth=PartialDate(2004, 5, 6), issued=PartialDate(2020)), "refused", "juvenile"),
    (with_notice(WANTED, birth=PartialDate(2008, 11, 23), issued=PartialDate()), "refused", "juvenile"),
    (with_notice(WANTED, birth=PartialDate(2008, 11, 22), issued=PartialDate()), "accepted", ""),
    (with_notice(WANTED, cancelled_on=TODAY), "refused", "notice-cancelled"),
    (with_notice(WANTED, kind="un"), "refused", "notice-kind"),
    (with_notice(WANTED, kind="blue", channel="bureau"), "refused", "notice-kind"),
    (with_notice(WANTED, kind="green"), "refused", "notice-via-bureau"),
    (with_notice(WANTED, kind="green", channel="bureau"), "accepted", ""),
    (with_notice(WANTED, kind="wanted-diffusion"), "refused", "notice-via-bureau"),
    (with_notice(WANTED, birth=PartialDate(2010)), "refused", "juvenile"),
    (with_notice(MISSING, birth=PartialDate(2015)), "accepted", ""),
    (with_notice(MISSING, birth=PartialDate(1990)), "refused", "missing-adult"),
    (with_notice(MISSING, birth=PartialDate(2008)), "held", "missing-age-unknown"),
    (with_notice(MISSING, birth=PartialDate(2000), issued=PartialDate(2012)), "accepted", ""),
]


@pytest.mark.parametrize(("draft", "outcome", "rule"), GROUNDS)
def test_each_ground_is_accepted_refused_or_held_by_its_rule(draft: EntryDraft, outcome: str, rule: str) -> None:
    found = judge(draft)
    assert (found.outcome, found.rule) == (outcome, rule), found.sentence


def test_a_birth_year_that_leaves_the_age_open_is_held_for_an_officer_who_may_release_it() -> None:
    draft = replace(
        with_conviction(offence_on=PartialDate(2019), consensual=False),
        identity=replace(GOOD.identity, births=(PartialDate(2001),)),
    )
    assert judge(draft).rule == "age-unclear"
    assert judge(draft, waived=frozenset({"age-unclear"})).outcome == "accepted"


@pytest.mark.parametrize(
    ("born", "offence", "judged", "outcome"),
    [
        (PartialDate(2002, 5, 6), PartialDate(), PartialDate(2020, 5, 4), "refused"),
        (PartialDate(2002), PartialDate(), PartialDate(2020, 5, 4), "held"),
        (PartialDate(2000, 5, 6), PartialDate(), PartialDate(2020, 5, 4), "held"),
        (PartialDate(1980, 5, 6), PartialDate(), PartialDate(2020, 5, 4), "accepted"),
        (PartialDate(2001, 1, 1), PartialDate(2019, 6), PartialDate(2020, 5, 4), "held"),
        (PartialDate(2001, 1, 2), PartialDate(2019, 6), PartialDate(2020, 5, 4), "accepted"),
        (PartialDate(2020, 1, 2), PartialDate(2019, 6), PartialDate(2020, 5, 4), "held"),
    ],
)
def test_who_may_have_been_a_juvenile_is_held_whichever_date_is_missing(
    born: PartialDate, offence: PartialDate, judged: PartialDate, outcome: str
) -> None:
    draft = with_conviction(offence_on=offence, convicted_on=judged, consensual=False)
    assert judge(replace(draft, identity=replace(GOOD.identity, births=(born,)))).outcome == outcome


@given(st.integers(14, 30), st.integers(0, 17), st.integers(0, 2), st.integers(1, 12), st.integers(1, 12))
def test_no_partial_date_lets_in_what_the_whole_date_refuses_as_close_in_age_or_juvenile(
    age: int, victim_age: int, hidden: int, born_month: int, offence_month: int
) -> None:
    born, offence = PartialDate(2019 - age, born_month, 2), PartialDate(2019, offence_month, 3)
    whole = with_conviction(offence_on=offence, victim_age=victim_age, consensual=True)
    whole = replace(whole, identity=replace(GOOD.identity, births=(born,)))
    known = judge(whole)
    if known.outcome == "accepted":
        return
    part = replace(born, day=None) if hidden == 0 else replace(born, day=None, month=None)
    partial = replace(whole, identity=replace(whole.identity, births=(part,)))
    assert judge(partial).outcome in {"refused", "held"}
    undated = replace(whole, convictions=(replace(whole.convictions[0], offence_on=PartialDate()),))
    assert judge(undated).outcome in {"refused", "held"}


def test_a_contradiction_that_an_officer_waives_leaves_the_other_doubts_standing() -> None:
    draft = with_conviction(offender_age=16, consensual=False)
    assert judge(draft, waived=frozenset({"age-contradicted"})).rule == "age-unclear"
    assert judge(draft, waived=frozenset({"age-contradicted", "age-unclear"})).outcome == "accepted"


def test_a_refusal_can_not_be_waived() -> None:
    for draft, outcome, rule in GROUNDS:
        if outcome == "refused":
            assert judge(draft, waived=frozenset({rule})).outcome == "refused"


def test_what_is_refused_is_left_out_beside_a_ground_that_stands() -> None:
    theft = replace(JUDGED, section="Penal Code s.379", words="")
    open_ = replace(JUDGED, section="Act 9999 s.1", words="")
    found = judge(replace(GOOD, convictions=(theft, JUDGED, open_)))
    assert found.outcome == "accepted"
    assert [conviction.section for conviction in found.draft.convictions] == [JUDGED.section]
    assert [(finding.rule, finding.about) for finding in found.left_out] == [
        ("not-classed", "Act 9999 s.1"), ("other-conduct", "Penal Code s.379"),
    ]  # fmt: skip


def test_a_held_ground_outweighs_a_refused_one_so_that_an_officer_sees_it() -> None:
    theft = replace(JUDGED, section="Penal Code s.379", words="")
    open_ = replace(JUDGED, section="Act 9999 s.1", words="")
    assert judge(replace(GOOD, convictions=(theft, open_))).rule == "not-classed"


def test_charges_that_are_not_child_abuse_are_left_out_of_a_wanted_notice() -> None:
    found = judge(with_notice(WANTED, charges=(Charge("Murder", "GBR"), *WANTED.charges)))
    assert [charge.words for charge in found.draft.notices[0].charges] == ["Sexual assault on a minor"]
    assert concern_of(found.draft) == "wanted"


def test_a_missing_childs_concern_is_missing_never_wanted() -> None:
    assert concern_of(judge(with_notice(MISSING, birth=PartialDate(2015))).draft) == "missing"


ALLOWED = {
    "charged-only": with_conviction(outcome="charged", finality=""),
    "juvenile": young(16, consensual=False),
    "conviction-under-appeal": with_conviction(finality="under-appeal"),
}


@pytest.mark.parametrize("topic", sorted(ALLOWED))
@pytest.mark.parametrize(("act", "section", "outcome"), [("Act 1", "s.1", "accepted"), ("Act 1", "", "other")])
def test_a_law_row_allows_an_exception_only_where_it_cites_act_and_section(
    topic: str, act: str, section: str, outcome: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = LawRow("X", "MYS", act, section, topic, "allow", None, None, "", "", "", "test")
    table = (row, *law.table())
    monkeypatch.setattr(law, "table", lambda: table)
    assert (judge(ALLOWED[topic]).outcome == "accepted") == (outcome == "accepted")


def test_as_shipped_no_state_allows_juveniles_charged_persons_or_crossings_without_a_hit() -> None:
    for state in ("MYS", "SGP", "GBR"):
        assert not law.allows("juvenile", state=state, on=TODAY)
        assert not law.allows("charged-only", state=state, on=TODAY)
        assert law.crossings_kept_days(state=state, on=TODAY) is None


def test_crossings_without_a_hit_need_a_section_and_a_period() -> None:
    def kept(**changes: str) -> int | None:
        told = {"act": "Act 1", "section": "s.1", "value": "30"} | changes
        row = LawRow(
            "X",
            "MYS",
            told["act"],
            told["section"],
            "crossings-without-hit",
            told["value"],
            None,
            None,
            "",
            "",
            "",
            "t",
        )
        return law.crossings_kept_days(state="MYS", on=TODAY, law=(row,))

    assert (kept(), kept(section=""), kept(value="on")) == (30, None, None)


def test_every_rule_speaks_english_and_malay_with_the_same_blanks() -> None:
    def blanks(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for rule in rules().values():
        assert rule.en
        assert rule.ms
        assert blanks(rule.en) == blanks(rule.ms)
        assert not blanks(rule.remedy_en + rule.remedy_ms)
        assert rule.outcome in {"refused", "held"}
        assert rule.leaves is False or rule.outcome == "refused"
        assert (rule.release == "") == (rule.outcome == "refused")


def test_every_finding_can_be_said_in_both_languages() -> None:
    for draft, _ in FORM:
        assert judge(draft).say("en") != judge(draft).say("ms")
    for draft, outcome, rule in GROUNDS:
        if outcome != "accepted":
            found = judge(draft)
            assert say(rule, found.values, "ms") == found.say("ms")
            assert "{" not in found.say("en") + found.say("ms")


def test_every_rule_is_met_by_some_test() -> None:
    tested = {rule for _, rule in FORM} | {rule for _, _, rule in GROUNDS} | {"basis-of-another-ground", "age-unclear"}
    elsewhere = {
        "reference-twice",
        "was-withdrawn",
        "same-as-withdrawn",
        "samples-apart",
    }  # by the store's and the import's tests
    assert set(rules()) - tested - elsewhere == set()


partial_dates = st.builds(
    PartialDate,
    st.one_of(st.none(), st.integers(1900, 2030)),
    st.one_of(st.none(), st.integers(1, 12)),
    st.one_of(st.none(), st.integers(1, 28)),
)


@given(partial_dates)
def test_a_partial_date_survives_being_stored_as_text(given_date: PartialDate) -> None:
    assert partial_date(str(given_date)) == given_date


@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.dates(date(1950, 1, 1), date(2026, 1, 1)),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_the_ages_that_partial_dates_allow_hold_the_true_age(born: date, then: date, hidden: int, other: int) -> None:
    def part(day: date, hide: int) -> PartialDate:
        return PartialDate(day.year, day.month if hide < 2 else None, day.day if hide < 1 else None)

    age = then.year - born.year - ((then.month, then.day) < (born.month, born.day))
    found = ages_between(part(born, hidden), part(then, other))
    assert found is not None
    assert found[0] <= age <= found[1]
    if hidden == other == 0:
        assert found == (age, age)


texts = st.text(max_size=30)
convictions = st.builds(
    Conviction,
    section=st.one_of(texts, st.sampled_from([JUDGED.section, "Penal Code s.376", "Sedition Act 1948 s.4"])),
    words=texts,
    outcome=st.sampled_from(["convicted", "charged", "acquitted"]),
    court_state=st.sampled_from(["MYS", "SGP", ""]),
    convicted_on=partial_dates,
    finality=st.sampled_from(["final", "quashed", "under-appeal", ""]),
    pardoned=st.booleans(),
    offender_age=st.one_of(st.none(), st.integers(10, 60)),
    victim=st.sampled_from(["child", "adult", "", "depicted"]),
    victim_age=st.one_of(st.none(), st.integers(0, 40)),
    consensual=st.sampled_from([None, True, False]),
    crosswalk=st.sampled_from(["", "MYS-792-14"]),
)


@given(
    st.lists(convictions, max_size=4), st.sampled_from(["", "MYS-CHILD-ACT-REGISTER"]), st.one_of(st.none(), st.dates())
)
def test_whatever_is_accepted_has_basis_source_owner_expiry_and_a_classed_ground(
    given_convictions: list[Conviction], basis: str, expires: date | None
) -> None:
    found = judge(replace(GOOD, convictions=tuple(given_convictions), lawful_basis=basis, expires_on=expires))
    assert bool(found.sentence) == (found.outcome != "accepted")
    if found.outcome != "accepted":
        return
    draft = found.draft
    assert draft.lawful_basis
    assert draft.expires_on is not None
    assert draft.expires_on >= TODAY
    standing = [conviction for conviction in draft.convictions if conviction.crosswalk]
    assert standing
    for conviction in standing:
        assert conviction.outcome == "convicted"
        assert conviction.finality == "final"
        assert not conviction.pardoned
        assert conviction.victim != "adult"
        assert (conviction.offender_age or 18) >= 18
    assert admit(found.draft, node_state="MYS", today=TODAY).outcome == "accepted"


@given(st.lists(convictions, max_size=3), texts)
def test_equal_drafts_have_equal_prints_and_different_ones_do_not(
    given_convictions: list[Conviction], remark: str
) -> None:
    draft = replace(GOOD, convictions=tuple(given_convictions))
    assert fingerprint(draft) == fingerprint(replace(draft))
    assert fingerprint(replace(draft, remarks=remark + "x")) != fingerprint(replace(draft, remarks=remark))


def test_a_draft_is_described_without_its_empty_parts() -> None:
    told = describe(replace(GOOD, identity=replace(GOOD.identity, documents=(Document("passport", "A1", "MYS"),))))
    assert told["identity"]["births"] == ["1975-03-02"]
    assert told["identity"]["documents"] == [{"kind": "passport", "number": "A1", "issuer": "MYS"}]
    assert told["expires_on"] == "2029-01-01"
    assert "notices" not in told


def test_limits_are_bounded_in_time() -> None:
    huge = replace(GOOD, identity=replace(GOOD.identity, names=(Name("x" * 300),) * admission.LIMITS["names"]))
    assert judge(huge).outcome == "accepted"
