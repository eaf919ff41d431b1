"""The sample set: fictional and marked so, the same each time, and with every outcome that it promises."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

import samples
from naungan.engine.register import admission, columns
from naungan.engine.register.mapping import parse_mapping
from naungan.engine.register.reading import Proposal, lines
from samples import SMALL_DAY as TODAY
from samples import SampleSet, customs, judgments, tables
from samples.__main__ import main
from samples.people import make_person

Proposed = list[tuple[str, Proposal]]

ASEAN = {"BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "TLS", "VNM"}
SCRIPTS = {
    "Thai",
    "Hans",
    "Hant",
    "Khmr",
    "Laoo",
    "Mymr",
    "Taml",
    "Arab",
    "Cyrl",
    "Deva",
    "Beng",
    "Sinh",
    "Hang",
    "Jpan",
    "Grek",
    "Latn",
}
NAMED_IN_UNICODE = {
    "Hans": "CJK",
    "Hant": "CJK",
    "Arab": "ARABIC",
    "Mymr": "MYANMAR",
    "Khmr": "KHMER",
    "Laoo": "LAO",
    "Thai": "THAI",
    "Taml": "TAMIL",
    "Latn": "LATIN",
    "Cyrl": "CYRILLIC",
    "Grek": "GREEK",
    "Deva": "DEVANAGARI",
    "Beng": "BENGALI",
    "Sinh": "SINHALA",
    "Hang": "HANGUL",
    "Jpan": "CJK",
}
GRAPHIC = (
    "porn",
    "pornography",
    "nude",
    "naked",
    "explicit",
    "genital",
    "intercourse",
    "indecent",
    "obscene",
    "erotic",
    "lewd",
    "rogol",
)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_committed_small_set_is_what_the_generator_makes(tmp_path: Path) -> None:
    samples.make(tmp_path, seed=samples.SMALL_SEED, people=samples.LEAST_PEOPLE, today=TODAY)
    committed = samples.small().folder
    assert sorted(path.name for path in committed.iterdir()) == sorted(path.name for path in tmp_path.iterdir())
    stale = [path.name for path in tmp_path.iterdir() if path.read_bytes() != (committed / path.name).read_bytes()]
    assert stale == [], f"run: python -m samples --people {samples.LEAST_PEOPLE} --today {TODAY} --out samples/small"


def test_another_seed_makes_other_people(tmp_path: Path) -> None:
    one = samples.make(tmp_path / "one", seed=1, people=50, today=TODAY)
    two = samples.make(tmp_path / "two", seed=2, people=50, today=TODAY)
    assert {row["name"] for row in table(one.register)} != {row["name"] for row in table(two.register)}


def test_the_same_people_travel_on_another_day(tmp_path: Path) -> None:
    first = samples.make(tmp_path / "first", seed=3, people=60, today=TODAY)
    later = samples.make(tmp_path / "later", seed=3, people=60, today=TODAY + timedelta(days=100))

    def told(path: Path, *keys: str) -> list[tuple[str, ...]]:
        return [tuple(row[key] for key in keys) for row in table(path)]

    for keys in (("reference", "name", "native_names", "birth", "court"), ("reference", "judged_on", "victim_age")):
        assert told(first.register, *keys) == told(later.register, *keys)
    keys = ("file", "reference", "name", "expected", "entry")
    assert told(first.expected, *keys) == told(later.expected, *keys)
    assert told(first.register, "expires") != told(later.register, "expires")


def test_every_path_of_a_set_exists(made: SampleSet) -> None:
    assert all(getattr(made, name).exists() for name in SampleSet.__slots__)


def test_people_come_from_all_states_of_asean_and_about_a_quarter_from_elsewhere(made: SampleSet) -> None:
    states = Counter(row["nationality"].split(";")[0] for row in table(made.register) if row["nationality"])
    assert set(states) >= ASEAN
    elsewhere = sum(count for state, count in states.items() if state not in ASEAN) / states.total()
    assert 0.2 <= elsewhere <= 0.3
    assert len(set(states) - ASEAN) >= 30


def test_native_names_stand_in_every_script_that_is_promised(made: SampleSet) -> None:
    found = Counter(
        name.split(":")[0] for row in table(made.register) for name in row["native_names"].split(";") if name
    )
    assert set(found) == SCRIPTS
    assert min(found[script] for script in ("Thai", "Hans", "Khmr", "Laoo", "Mymr", "Taml", "Arab")) >= 40


def test_people_bear_none_to_six_further_names_and_partial_or_disputed_births(made: SampleSet) -> None:
    rows = table(made.register)
    further = Counter(
        sum(
            len(row[key].split(";"))
            for key in ("aliases", "former_names", "native_names", "doubtful_names")
            if row[key]
        )
        for row in rows
    )
    assert set(further) == set(range(7))
    births = [row["birth"] for row in rows]
    for shape in (r"\d{4}", r"\d{4}-\d\d", r"\d{4}-01-01", r".*;.*", r""):
        assert sum(re.fullmatch(shape, birth) is not None for birth in births) >= 10


@pytest.mark.parametrize("file", sorted((tables.HERE / "names").glob("*.csv")), ids=lambda path: path.stem)
def test_native_spellings_are_written_in_the_script_that_their_row_names(file: Path) -> None:
    for row in tables.rows("names", file.stem):
        pairs = (
            [(row[key], key.title()) for key in ("hans", "hant")]
            if file.stem == "chinese"
            else [(row["native"], row["script"])]
        )
        for text, script in pairs:
            letters = [sign for sign in text if sign.isalpha() and sign != "々"]
            assert all(unicodedata.name(sign).startswith(NAMED_IN_UNICODE[script]) for sign in letters), row


@pytest.mark.parametrize("custom", sorted(customs.CUSTOMS))
def test_every_custom_makes_names_with_other_spellings_of_which_none_repeats_the_main_name(custom: str) -> None:
    rng = Random(7)
    for sex in "FM" * 40:
        naming = customs.CUSTOMS[custom](rng, sex)
        assert naming.text.strip() == naming.text != ""
        assert naming.text not in naming.spellings
        assert len(set(naming.spellings)) == len(naming.spellings)
        if naming.surname and naming.given:
            assert sorted(f"{naming.surname} {naming.given}".split()) == sorted(naming.text.split())


def test_all_customs_are_in_use_and_all_in_use_exist() -> None:
    assert {row["custom"] for row in tables.rows("data", "customs")} == set(customs.CUSTOMS)


def test_a_refused_name_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        tables, "refused_names", lambda: frozenset({tables.folded("slamet"), tables.folded("Eko Santoso")})
    )
    rng = Random(3)
    names = {
        make_person(rng, today=TODAY, custom=custom, state="IDN").naming.text
        for custom in ("mononym", "indonesian")
        for _ in range(2000)
    }
    assert "Sutrisno" in names
    assert not names & {"Slamet", "Eko Santoso"}


def test_every_row_says_that_it_is_fictional(made: SampleSet, proposed: Proposed) -> None:
    assert {(row["sample"], row["remarks"]) for row in table(made.register)} == {("yes", judgments.REMARK)}
    for notice in json.loads(made.notices.read_text(encoding="utf-8"))["_embedded"]["notices"]:
        assert (notice["sample"], notice["remark"]) == ("yes", judgments.REMARK)
    for line in made.entities.read_text(encoding="utf-8").splitlines():
        if '"schema":"Person"' in line and not line.endswith(":"):
            entity = json.loads(line)
            assert (entity["sample"], entity["properties"]["notes"]) == ("yes", [judgments.REMARK])
    for file, row in proposed:
        assert row.draft is None or row.draft.sample, file


def test_every_number_court_and_office_shows_that_it_is_made_up(proposed: Proposed) -> None:
    for file, row in proposed:
        if row.draft is None:
            continue
        assert all(paper.number.startswith("ZZ") for paper in row.draft.identity.documents), file
        assert all("(fictional)" in ground.court for ground in row.draft.convictions), file
        if file == "register.csv":
            assert all("(fictional), case ZZ-" in ground.court for ground in row.draft.convictions)
        if row.draft.owner_agency:
            assert "fictional" in row.draft.owner_agency
        assert "fictional" in row.draft.source or not row.draft.source


def test_no_person_stands_on_a_basis_that_real_people_could_have(made: SampleSet) -> None:
    assert {row["basis"] for row in table(made.register)} == {"SAMPLE-BASIS", "NO-SUCH-BASIS", ""}


def test_no_file_holds_a_graphic_word(made: SampleSet) -> None:
    pattern = re.compile(rf"\b(?:{'|'.join(GRAPHIC)})\b", re.IGNORECASE)
    files = [*made.folder.iterdir(), *tables.HERE.glob("**/*.csv"), *tables.HERE.glob("*.md")]
    found = {path.name: hit[0] for path in files if (hit := pattern.search(path.read_text(encoding="utf-8")))}
    assert found == {}


def test_the_register_says_of_each_row_what_the_set_expects(made: SampleSet, proposed: Proposed) -> None:
    expected = table(made.expected_register)
    seen: dict[tuple[str, str], object] = {}
    got = []
    for file, row in proposed:
        outcome, rule, reference = "unreadable", "", ""
        if row.draft is not None:
            reference = row.draft.source_reference
            found = admission.admit(row.draft, node_state="MYS", today=TODAY)
            outcome, rule = found.outcome, found.rule
            earlier = seen.setdefault((file, reference), row.draft)
            if earlier is not row.draft:
                outcome, rule = ("duplicate", "") if earlier == row.draft else ("refused", "reference-twice")
        got.append((file, reference, outcome, rule))
    wanted = [
        (row["file"], "" if row["outcome"] == "unreadable" else row["reference"], row["outcome"], row["rule"])
        for row in expected
    ]
    assert got == wanted


def test_the_set_shows_every_outcome_of_an_import(made: SampleSet) -> None:
    outcomes = Counter(row["outcome"] for row in table(made.expected_register))
    assert set(outcomes) == {"accepted", "held", "refused", "duplicate", "unreadable"}
    assert outcomes["accepted"] >= 1900
    rules = {row["rule"] for row in table(made.expected_register)}
    assert rules >= {
        "no-basis",
        "adult-consensual",
        "close-in-age",
        "political",
        "charged-only",
        "not-classed",
        "missing-adult",
    }


@pytest.mark.parametrize("offence", judgments.offences(), ids=lambda offence: offence.section)
def test_the_crosswalk_classes_every_section_that_sample_courts_cite(offence: judgments.Offence) -> None:
    rng = Random(offence.section)
    person = make_person(rng, today=TODAY, custom="malay", state="MYS")
    row = judgments.conviction(rng, person, serial=1)
    row |= {"court_state": offence.state, "section": offence.section, "words": offence.words, "victim": offence.victim}
    row |= {"victim_age": "", "section_2": "", "words_2": "", "offence_on": "", "judged_on": "2025-05-05"}
    row |= judgments.ownership(rng, offence.state, serial=1, today=TODAY) | {"name": "A Person", "victim_2": ""}
    text = ",".join(f'"{key}"' for key in row) + "\n" + ",".join(f'"{value}"' for value in row.values())
    mapping = parse_mapping((tables.HERE / "mapping.toml").read_text(encoding="utf-8"))
    options = samples.import_options(Path("register.csv"), TODAY)
    found = next(columns.read(lines([text.encode()]), mapping, options=options, today=TODAY))
    assert found.draft is not None
    assert admission.admit(found.draft, node_state="MYS", today=TODAY).outcome == "accepted"


@pytest.mark.parametrize("arguments", [["--people", "39"], ["--passengers", "3"], ["--seed", "x"], ["--today", "soon"]])
def test_arguments_that_make_no_set_end_with_exit_code_2(arguments: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--out", str(tmp_path / "set")])
    assert ended.value.code == 2
    assert not (tmp_path / "set").exists()


def test_the_command_makes_a_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--people", "40", "--seed", "5", "--today", str(TODAY), "--out", str(tmp_path / "set")]) == 0
    assert "40 fictional people" in capsys.readouterr().out
    assert (tmp_path / "set" / "expected.csv").exists()
