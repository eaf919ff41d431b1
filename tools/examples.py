"""Writes what the code says into pages of docs: weights, examples, real output; `--check` fails where it is stale.

A page holds a place for each block, between `<!-- NAME: made by make docs -->` and `<!-- end -->`. Everybody in the
examples is fictional. What an example comes to is computed, never typed: a changed table changes the page.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naungan.settings")
os.environ["COLUMNS"] = "100"

from reference import table  # noqa: E402 - the path stands first

from naungan.engine import names  # noqa: E402
from naungan.engine.compare import (  # noqa: E402
    Comparison,
    Frequencies,
    Pair,
    Profile,
    comparable,
    compare,
    levels,
    profile,
    standing,
    weight,
)
from naungan.engine.compare.pairing import REVIEW_FROM  # noqa: E402
from naungan.engine.compare.selected import selection  # noqa: E402
from naungan.engine.compare.weights import name_weights  # noqa: E402
from naungan.engine.names import Form  # noqa: E402
from naungan.engine.records import Identity, Name, PartialDate  # noqa: E402
from naungan.engine.screening import Prior, Settings, probability  # noqa: E402
from naungan.engine.screening.alerts import at_most, expected, percent  # noqa: E402
from naungan.engine.tables import rows  # noqa: E402

BLOCK = re.compile(r"(<!-- ([\w-]+): made by make docs -->\n).*?(<!-- end -->)", re.DOTALL)
ENTRIES = 2000
"""Of the register in the worked examples."""
SIZES = (1000, 20_000, 1_000_000)
RARITY = Frequencies({}, 0)
TOKENS = (
    ("aminah", "aminah"), ("mohd", "muhammad"), ("yusof", "yusoff"), ("sengdara", "sangdora"),
    ("dimaculangan", "dimaculagan"), ("siriwattana", "sirivadhana"), ("zhuravlev", "juravliov"), ("a", "aminah"),
    ("maria", "mario"), ("farid", "farida"), ("wei", "wen"),
)  # fmt: skip
"""Pairs of tokens, of which the last stand for different names however near."""

RULES = {
    "same": "letter by letter the same",
    "group": "in one row of `name_equivalents.csv`",
    "variant": "the same sound (`name_sounds.csv`)",
    "skeleton": f"the same consonants, at most two letters of the sound off; {levels.SKELETON_FROM} letters or more",
    "near-1": f"one letter of the sound off; {levels.NEAR_FROM} letters or more, "
    f"{levels.NEAR_NATIVE_FROM} in native scripts",
    "near-2": "two letters of the sound off, at most one a consonant and not the first; "
    f"{levels.FAR_FROM} letters or more",
    "skeleton-1": f"one consonant off, not the first, and some vowels; {levels.SKELETON_NEAR_FROM} letters or more",
    "initial": "one is a single letter, with which the other begins",
    "prefix": "the carrier cut one short; the other goes on",
    "joined": "several parts of one name are one word of the other",
}
PERSONS = {
    "example-malay": (("MD. RIZAL B. OSMAN", "MYS", "M"), ("Muhammad Rizal bin Othman", "MYS", "M")),
    "example-chinese": (("TAN WEE BENG", "SGP", "M"), ("陳偉明", "SGP", "M")),
    "example-brothers": (("AHMAD FAIZAL BIN HASSAN", "MYS", "M"), ("Ahmad Fauzi bin Hassan", "MYS", "M")),
}
"""Traveller and entry of each worked example: name, nationality, sex. Both bear one birth date."""
BORN = PartialDate(1980, 5, 12)


def levels_block() -> str:
    """Each level of two tokens: rule, example, bits by rarity."""
    shown = {levels.level(*pair): f"{pair[0]}, {pair[1]}" for pair in TOKENS}
    found = {row["level"]: row for row in rows("match_weights") if row["element"] == "name"}
    lines = []
    for name, rule in RULES.items():
        row = found[name]
        bits = f"{row['slope']} × r {signed(float(row['value']))}" if row["slope"] else signed(float(row["value"]))
        lines.append([name, rule, shown.get(name, ""), bits, row["quality"]])
    apart = [f"{one}, {other}" for one, other in TOKENS if not levels.level(one, other)]
    said = f"\nDifferent names, however near: {'; '.join(apart)}.\n"
    return table(["level", "rule", "example", "bits", "of r towards the tail"], lines) + said


def rest_block() -> str:
    """The weights of names that no pair of tokens carries."""
    taken = {*RULES, "prefix-letter", "smoothing"}
    lines = [
        [row["level"], row["note"], signed(float(row["value"]))]
        for row in rows("match_weights")
        if row["element"] == "name" and row["level"] not in taken
    ]
    return table(["level", "what it is", "value"], lines)


_MEASURED = {"dated": "bits of the name", "respelt": "likeness of letters"}


def elements_block() -> str:
    """Every other element with its levels in bits."""
    lines = []
    for row in rows("match_weights"):
        if row["element"] == "name" or row["level"] == "unknown":
            continue
        if row["slope"]:
            bits = f"{told(float(row['value']))} + {float(row['slope']):.2f} × {_MEASURED[row['level']]}"
        else:
            bits = "by their count" if row["level"] == "bearers" else told(weight(row["element"], row["level"]))
        lines.append([row["element"], row["level"], row["m"], row["u"], bits])
    return table(["element", "level", "m", "u", "bits"], lines)


def rarity_block() -> str:
    """Some tokens, how rare they are by the table alone, and where a register knows them."""
    lines = []
    for token, borne in (("muhammad", 300), ("tan", 40), ("osman", 5), ("zulhairi", 0), ("zulhairi", 20)):
        key = names.canonical(token)
        counted = Frequencies({key: borne}, ENTRIES)
        lines.append([token, percent(names.share(key)), f"{borne} of {ENTRIES:,}", f"{counted.bits((key,)):.1f}"])
    return table(["name", "share by the tables", "entries that bear it", "rarity r"], lines)


def thresholds_block() -> str:
    """What the shipped thresholds ask for and promise, by the size of the register."""
    settings = Settings()
    lines = [
        [
            f"{size:,}", one.outcome, percent(one.at), told(settings.prior.bits(size)), f"{one.bits:.1f}",
            at_most(one.most), at_most(one.right), at_most(one.wrong),
        ]
        for size in SIZES
        for one in expected(settings, size)
    ]  # fmt: skip
    header = ["entries", "threshold", "from", "prior", "bits of evidence", "alerts in 1,000", "rightly", "wrongly"]
    share = f"With a listed share of {percent(Prior().listed_share)}, as shipped; alerts are at most so many.\n\n"
    return share + table(header, lines)


def selection_block() -> str:
    """What bits of names count where pairs were put together, and what probability they alone come to."""
    lines = []
    for row in rows("pair_selection"):
        bits = float(row["name_bits"])
        counted = bits + selection(bits).bits
        lines.append([told(bits), told(counted), percent(round(probability(counted, 0.0), 3))])
    return table(["bits of the names", "counted as", f"probability at a prior of {REVIEW_FROM:g}"], lines)


def sources_block() -> str:
    """Where each weight comes from."""
    held: dict[str, list[str]] = {}
    for row in rows("match_weights"):
        if row["level"] != "unknown":
            held.setdefault(row["source"], []).append(f"{row['element']} {row['level']}")
    lines = [[source, str(len(found)), ", ".join(found)] for source, found in held.items()]
    return table(["source", "weights", "which"], lines)


def calibration_block() -> str:
    """How far the probability of a pair is from the truth, as benchmarks/results/calibration.json has it."""
    result = json.loads((ROOT / "benchmarks" / "results" / "calibration.json").read_text(encoding="utf-8"))
    lines = [
        [name.replace("_", ", "), *(f"{found[key]['median']:g}" for key in ("pairs", "error", "error_by_chance"))]
        for name, found in result["figures"].items()
    ]
    return table(["set", "pairs", "error", "by chance alone"], lines)


def example_block(name: str) -> Callable[[], str]:
    """A traveller beside an entry: the answer as an officer has it, and the sum of the name's parts."""

    def made() -> str:
        ours, theirs = (profile(person(*told)) for told in PERSONS[name])
        compared, settings = compare(ours, theirs, RARITY), Settings()
        prior = settings.prior.bits(ENTRIES)
        chance = probability(compared.bits, prior)
        outcome = settings.outcome(chance)
        said = "nothing found" if outcome == "none" else f"{outcome} match"
        reasons = [(one.bits, one.sentence) for one in compared.evidence]
        reasons.append((prior, "How rarely a traveller is this entry's person, before anything is known."))
        lines = [f"{said}, {told_chance(chance)}, among {ENTRIES:,} entries"]
        for bits, sentence in reasons:
            lines += textwrap.wrap(f"{bits:+6.1f}  {sentence}", 100, subsequent_indent=" " * 8, drop_whitespace=True)
        return "```\n" + "\n".join(lines) + "\n```\n\n" + sum_of(ours, theirs, compared)

    return made


def person(name: str, nationality: str, sex: str) -> Identity:
    """Somebody fictional."""
    return Identity((Name(name),), (BORN,), sex, (nationality,))  # type: ignore[arg-type]


def told_chance(chance: float) -> str:
    """A probability that never claims certainty."""
    return "over 99.9 %" if chance > 0.999 else "under 0.1 %" if chance < 0.001 else f"{100 * chance:.1f} %"


def sum_of(ours: Profile, theirs: Profile, compared: Comparison) -> str:
    """The name's bits, part by part, with the rarity behind each."""
    our, their = best_forms(ours, theirs)
    stand = standing(our, their, RARITY)
    lines = [list(pair_line(pair, our, their)) for pair in stand.pairs]
    notes = {row["level"]: row["note"] for row in rows("match_weights") if row["element"] == "name"}
    notes["tail"] = "rarity of all that agrees, beyond tail-from"
    lines += [[level, notes.get(level, ""), "", told(bits, 2)] for level, bits in stand.against]
    lines.append(["**name**", "", "", f"**{told(compared.evidence[0].bits, 2)}**"])
    return table(["level", "parts", "r", "bits"], lines)


def best_forms(ours: Profile, theirs: Profile) -> tuple[Form, Form]:
    """The forms of the two names that agree best, as the comparison takes them."""
    couples = [(one, other) for one in ours.forms for other in theirs.forms if comparable(one, other)]
    return max(couples, key=lambda couple: standing(*couple, RARITY).bits)


def pair_line(pair: Pair, ours: Form, theirs: Form) -> Iterator[str]:
    """One pair of parts: level, words, rarity, bits."""
    yield pair.level
    words = [
        " ".join(form.parts[at].text for at in places) for form, places in ((ours, pair.ours), (theirs, pair.theirs))
    ]
    spellings = theirs.parts[pair.theirs[0]].spellings
    yield words[0] + (f" among {', '.join(spellings)}" if len(spellings) > 1 else f", {words[1]}")
    quality = name_weights().quality[levels.CODES[pair.level]] if pair.level in levels.CODES else 0.0
    yield f"{pair.tail / quality:.1f}" if quality else ""
    yield told(pair.bits, 2)


def told(bits: float, digits: int = 1) -> str:
    """A weight with its sign."""
    return f"{bits:+.{digits}f}".replace("-", "−")


def signed(value: float) -> str:
    """A number behind a term: + 0.2, − 2."""
    return f"{'−' if value < 0 else '+'} {abs(value):g}"


PAIRS = """id,name_a,dob_a,country_a,name_b,dob_b,country_b
1,Md. Rizal b. Osman,1980-05-12,Malaysia,Muhammad Rizal bin Othman,12/05/1980,MYS
2,TAN WEE BENG,1980-05-12,Singapore,陳偉明,1980,SGP
3,"Dimaculangan, Jonatan",,PHL,Jonathan Reyes Dimaculangan; Jojo Dimaculangan,1991-02-03,PHL
4,Somchai Jaidee,2523-05-12,THA,สมชาย ใจดี,1980-05-12,THA
5,Ahmad Faizal bin Hassan,1980-05-12,MYS,Ahmad Fauzi bin Hassan,1983-11-02,MYS
6,Ahmad Faizal bin Hassan,1980-05-12,MYS,Ahmad Fauzi bin Hassan,1980-05-12,MYS
7,Mawar Tenang,31/02/1980,Nowhere,Bunga Harum,1980-02-03,IDN
"""
"""A file of pairs for `naungan screen pairs`; everybody in it is fictional."""


def pairs_file_block() -> str:
    """The file of the how-to."""
    return f"```\n{PAIRS}```\n"


def pairs_output_block() -> str:
    """What the command makes of it: the file that it writes, and what it says."""
    import django
    from click.testing import CliRunner

    django.setup()
    from naungan.cli.pairs import screen

    runner = CliRunner()
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("pairs.csv").write_text(PAIRS, encoding="utf-8")
        done = runner.invoke(screen, ["pairs", "pairs.csv", "--out", "answered.csv"], catch_exceptions=False)
        written = Path("answered.csv").read_text(encoding="utf-8").splitlines()
    shown = [line.split(",")[0] + ",…," + ",".join(line.split(",")[-3:]) for line in written]
    return f"```\n{chr(10).join(shown)}\n```\n\nOn standard error:\n\n```\n{done.stderr.strip()}\n```\n"


PAGES: dict[str, dict[str, Callable[[], str]]] = {
    "docs/explanation/scoring.md": {
        "levels": levels_block,
        "rest": rest_block,
        "elements": elements_block,
        "rarity": rarity_block,
        "thresholds": thresholds_block,
        "selection": selection_block,
        "calibration": calibration_block,
        "sources": sources_block,
        **{name: example_block(name) for name in PERSONS},
    },
    "docs/how-to/screen-pairs.md": {"pairs-file": pairs_file_block, "pairs-output": pairs_output_block},
}


def filled(text: str, blocks: dict[str, Callable[[], str]]) -> str:
    """A page with its blocks made anew.

    Raises:
        KeyError: the page has a place for a block that nobody makes, or lacks one that somebody does; a defect.
    """
    places: Sequence[str] = [name for _, name, _ in BLOCK.findall(text)]
    if sorted(places) != sorted(blocks):
        raise KeyError(f"blocks {sorted(set(places) ^ set(blocks))} stand on one side only")
    return BLOCK.sub(lambda found: f"{found[1]}\n{blocks[found[2]]()}\n{found[3]}", text)


def main() -> int:
    """Fill the pages, or with --check say which are stale."""
    stale = []
    for page, blocks in PAGES.items():
        path = ROOT / page
        held = path.read_text(encoding="utf-8")
        text = filled(held, blocks)
        if text == held:
            continue
        stale.append(page)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"Stale: {', '.join(stale)}. Run: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
