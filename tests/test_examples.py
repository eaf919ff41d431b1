"""Pages whose figures the code makes: every block has its maker, examples come out as the page says, sums add up."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import examples  # noqa: E402 - the path stands first


@pytest.mark.parametrize("page", examples.PAGES)
def test_every_place_on_a_page_has_its_maker(page: str) -> None:
    places = [name for _, name, _ in examples.BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))]
    assert sorted(places) == sorted(examples.PAGES[page])


def test_a_block_is_made_anew_and_what_stands_around_it_stays() -> None:
    page = "before\n<!-- one: made by make docs -->\nold\n<!-- end -->\nafter\n"
    made = examples.filled(page, {"one": lambda: "new\n"})
    assert made == "before\n<!-- one: made by make docs -->\n\nnew\n\n<!-- end -->\nafter\n"
    assert examples.filled(made, {"one": lambda: "new\n"}) == made


@pytest.mark.parametrize("blocks", [{}, {"one": str, "two": str}])
def test_a_place_without_a_maker_and_a_maker_without_a_place_are_defects(blocks: dict[str, type[str]]) -> None:
    with pytest.raises(KeyError):
        examples.filled("<!-- one: made by make docs -->\n<!-- end -->", blocks)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        ("example-malay", {"probable match"}),
        ("example-chinese", {"possible match", "probable match"}),
        ("example-brothers", {"nothing found"}),
    ],
)
def test_the_worked_examples_come_out_as_the_page_says(name: str, outcomes: set[str]) -> None:
    assert examples.example_block(name)().splitlines()[1].split(",")[0] in outcomes


@pytest.mark.parametrize("name", examples.PERSONS)
def test_the_parts_of_a_name_add_up_to_it(name: str) -> None:
    table = examples.example_block(name)().rpartition("```\n\n")[2]
    *parts, total = (float(cell.replace("−", "-")) for cell in re.findall(r"\| \**([+−][\d.]+)\** \|\n", table))
    assert sum(parts) == pytest.approx(total, abs=0.02 + 0.005 * len(parts))


def test_tokens_that_are_told_apart_are_named_so() -> None:
    assert "Different names, however near: maria, mario; farid, farida; wei, wen." in examples.levels_block()


def test_the_file_of_pairs_is_answered_row_by_row() -> None:
    shown = examples.pairs_output_block()
    answers = re.findall(r"^(\d+),…,-?[\d.]+,[\d.]+,([01])$", shown, re.MULTILINE)
    assert [number for number, _ in answers] == [line.split(",")[0] for line in examples.PAIRS.splitlines()[1:]]
    assert dict(answers)["1"] == "1"
    assert dict(answers)["5"] == "0", "brothers born apart"
    assert "row 7, dob_a" in shown


def test_the_sample_environment_tells_the_default_of_each_number() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^#(NAUNGAN_\w+)=([\d.]+)", example, re.MULTILINE))
    defaults = dict(re.findall(r"^\| `(NAUNGAN_\w+)` \| `([\d.]+)` \|", page, re.MULTILINE))
    assert "NAUNGAN_POSSIBLE_FROM" in told
    assert {name: float(value) for name, value in told.items() if name in defaults} == {
        name: float(value) for name, value in defaults.items() if name in told
    }
