"""`naungan screen mrz | person | list | explain | thresholds`: a traveller, a list, why, and how many alerts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import click
from django.utils import timezone
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from naungan.cli.check import prepare_database
from naungan.cli.terminal import err, json_option, operator, out, print_json, progress
from naungan.engine.documents import cards, mrz
from naungan.engine.records import Identity
from naungan.engine.screening.alerts import Expected, Observed
from naungan.engine.tables import countries
from naungan.screening import actions, queries
from naungan.screening.sheet import Hit, ListReport, Screened, describe, describe_hit, describe_identity

SHOWN = 20
CHUNK = 4 * 1024
"""Small, so that progress is where screening is, not where reading is."""
WORDS = {
    "none": "nothing found",
    "possible": "possible match",
    "probable": "probable match",
    "unreadable": "unreadable",
}
STYLES = {"none": "green", "possible": "yellow", "probable": "bold red", "unreadable": "magenta"}
PERSON_FIELDS = (
    ("name", "Full name, in any script."),
    ("birth", "Date of birth, also partial: 1980-05-12, 12/05/1980, 1980."),
    ("sex", "F, M or X."),
    ("nationality", "Country code or name."),
    ("document-number", "Number of the document."),
    ("issuer", "Who issued it: country code or name."),
    ("expires", "When the document expires: 2030-01-01."),
    ("birth-place", "Place of birth."),
    ("carried-by", "Number of the pass on which a child is entered; --card then names the pass."),
)
KINDS = (
    ("card", tuple(cards.card_kinds()), "Kind of card, which tells how its number is read"),
    ("document-kind", cards.general_kinds(), "Kind of document, where --card names none"),
)
"""Options that take one of a table's words: option, words, what it is."""


@click.group()
def screen() -> None:
    """Screen travellers against the register. An answer is a question to an officer, never a decision."""


def person_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The fields of a typed person, as options."""
    for name, words, told in reversed(KINDS):
        command = click.option(
            f"--{name}", type=click.Choice(words), metavar="KIND", help=f"{told}: {', '.join(words)}."
        )(command)
    for name, told in reversed(PERSON_FIELDS):
        command = click.option(f"--{name}", default="", help=told)(command)
    return command


def _fields(options: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in options.items() if value}


@screen.command("mrz")
@click.argument("lines", nargs=-1, required=True, metavar="LINE LINE…")
@click.option("--post", default="", help="The border post that asks.")
@json_option
def screen_mrz(*, lines: tuple[str, ...], post: str, as_json: bool) -> None:
    """Screen the holder of a document by the lines of its machine-readable zone.

    Quote each line: the shell would take < for a redirection. A single - reads the lines from standard input.
    """
    text = sys.stdin.read() if lines == ("-",) else "\n".join(lines)
    prepare_database()
    screened = actions.screen_document(operator(), text=text, post=post)
    if as_json and screened.reading:
        shown = describe(screened)
        print_json({"document": mrz.describe(screened.reading), "outcome": shown["outcome"], "hits": shown["hits"],
                    "notes": shown["notes"]})  # fmt: skip
        return
    if screened.reading:
        _print_document(screened.reading)
    _print_answer(screened)


@screen.command("person")
@person_options
@click.option("--post", default="", help="The border post that asks.")
@json_option
def screen_person(*, post: str, as_json: bool, **options: str | None) -> None:
    """Screen someone by typed fields: a card, a border pass, a name."""
    prepare_database()
    screened = actions.screen_person(operator(), fields=_fields(options), post=post)
    if as_json:
        print_json(describe(screened))
        return
    for problem in screened.problems:
        click.echo(f"note: {problem}", err=True)
    _print_answer(screened)


@screen.command("list")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@json_option
def screen_list(*, file: str, as_json: bool) -> None:
    """Screen a passenger or crew list: PAXLST, CSV or JSON lines.

    With --json standard output has one object a line, a traveller each; what was wrong with the list as a whole
    stands on standard error.
    """
    prepare_database()
    found: list[Screened] = []

    def on_row(row: Screened) -> None:
        if as_json:
            print_json(describe(row))
        elif row.outcome != "none":
            found.append(row)

    name = "standard input" if file == "-" else Path(file).name
    size = 0 if file == "-" else Path(file).stat().st_size
    with click.open_file(file, "rb") as source, progress(f"Screening {name}", unit="bytes", quiet=as_json) as tell:
        report = actions.screen_list(
            operator(), name=name, size=size, chunks=chunks(source), progress=tell, on_row=on_row
        )
    if not as_json:
        print_rows(found)
    print_report(report, err if as_json else out)


@screen.command("explain")
@click.argument("entry")
@click.option("--mrz", "zone", multiple=True, metavar="LINE", help="A line of a machine-readable zone; give each line.")
@person_options
@json_option
def explain(*, entry: str, zone: tuple[str, ...], as_json: bool, **options: str | None) -> None:
    """Why would this traveller be a hit on ENTRY, or not? Each element with its weight, whatever comes of it."""
    if not zone and not _fields(options):
        raise click.UsageError("Give the traveller: --mrz LINE --mrz LINE, or --name and what else is known.")
    prepare_database()
    today = timezone.localdate()
    if zone:
        reading = mrz.read("\n".join(zone), today=today)
        identity, problems = reading.identity(), reading.problems
    else:
        traveller = cards.read_card(_fields(options), today=today)
        identity, problems = traveller.identity, traveller.problems
    for problem in problems:
        click.echo(f"note: {problem}", err=True)
    hit = actions.explain(operator(), identity=identity, entry=entry)
    if as_json:
        print_json({"traveller": describe_identity(identity), **describe_hit(hit)})
        return
    out.print(f"{WORDS[hit.match.outcome]}: probability {chance(hit)}", style=STYLES[hit.match.outcome])
    _print_hit(hit)


SETTINGS = {"possible": "NAUNGAN_POSSIBLE_FROM", "probable": "NAUNGAN_PROBABLE_FROM"}
"""Where the operator sets each threshold."""


@screen.command("thresholds")
@json_option
def thresholds(*, as_json: bool) -> None:
    """How many alerts to expect of the two thresholds, and how many came.

    At most so many alerts come of 1,000 travellers, if the probabilities are true and no more listed persons travel
    than NAUNGAN_LISTED_SHARE says. Beside them stands what came of the screenings that are kept.
    """
    prepare_database()
    found = queries.alerts(operator())
    if as_json:
        print_json({
            "entries": found.entries,
            "listed_share": found.listed_share,
            "days": found.days,
            "screenings": found.observed.screenings,
            "thresholds": [_threshold(one, found.observed) for one in found.expected],
        })  # fmt: skip
        return
    out.print(Text(
        f"{found.entries:,} entries are screened against; {found.listed_share:.10g} of all travellers are expected to "
        "be listed (NAUNGAN_LISTED_SHARE)."
    ))  # fmt: skip
    for one in found.expected:
        told, came = found.observed, found.observed.raised(one.outcome)
        out.print(Text(f"\n{one.outcome.capitalize()}, {SETTINGS[one.outcome]} {one.at:.10g}", STYLES[one.outcome]))
        lines = [Text(one.threshold), Text(one.sentence)]
        if told.screenings:
            lines.append(Text(
                f"Of {told.screenings:,} travellers of the last {found.days} days, {came:,} raised one: "
                f"{told.rate(one.outcome):.3g} in 1,000."
            ))  # fmt: skip
        lines.append(Text(told.verdict(one), "bold" if told.beyond(one) else ""))
        for line in lines:
            out.print(Padding(line, (0, 0, 0, 2), expand=False))


def _threshold(one: Expected, observed: Observed) -> dict[str, Any]:
    """A threshold as plain values; rates are alerts in 1,000 travellers."""
    return {
        "outcome": one.outcome,
        "from": one.at,
        "bits": round(one.bits, 2),
        "expected_at_most": {name: round(getattr(one, name), 6) for name in ("most", "right", "wrong")},
        "observed": {"alerts": observed.raised(one.outcome), "in_1000": round(observed.rate(one.outcome), 6)},
        "beyond": observed.beyond(one),
        "sentences": [one.threshold, one.sentence, observed.verdict(one)],
    }


def chunks(source: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a file, in small pieces, so that progress moves."""
    while piece := source.read(CHUNK):
        yield piece


def chance(hit: Hit) -> str:
    """A probability in words that never claim certainty."""
    if hit.probability >= 0.9995:
        return "over 99.9%"
    return "under 0.1%" if hit.probability < 0.0005 else f"{hit.probability:.1%}"


def names_of(identity: Identity) -> str:
    """The first name, with a native spelling beside it."""
    names = identity.names
    native = next((name.text for name in names[1:] if name.kind == "native"), "")
    return f"{names[0].text} ({native})" if names and native else names[0].text if names else "no name"


def births_of(identity: Identity) -> str:
    """Birth dates, one after the other."""
    return " or ".join(str(birth) for birth in identity.births if birth.known) or "birth date unknown"


def print_rows(rows: list[Screened]) -> None:
    """Hits and unreadable rows as a table: traveller, entry, strength, and the reasons in words."""
    if not rows:
        return
    table = Table(show_lines=True, expand=True)
    for column, ratio in (("Traveller", 4), ("Entry", 4), ("Reasons, each with its bits", 9)):
        table.add_column(column, ratio=ratio, overflow="fold")
    for row in sorted(rows, key=lambda row: -max((hit.bits for hit in row.hits), default=-99.0)):
        if not row.hits:
            problem = row.problems[0] if row.problems else None
            told = Text(f"{problem.message} {problem.remedy}" if problem else "")
            table.add_row(_traveller(row, row.outcome, ""), "", told)
        for hit in row.hits:
            table.add_row(*_cells(row, hit))
    out.print(table)


def _traveller(row: Screened, outcome: str, probability: str) -> Text:
    """Outcome first, then who and where: message and segment, without the offsets that programs need."""
    told = Text(f"{WORDS[outcome]} {probability}".strip(), STYLES[outcome])
    identity = row.traveller.identity
    if identity.names:
        told.append(f"\n{names_of(identity)}\n{births_of(identity)}", "default")
    return told.append("\n" + ", ".join(row.place.split(", ")[:2]), "dim")


def _cells(row: Screened, hit: Hit) -> tuple[Text, ...]:
    entry = hit.entry
    reasons = "\n".join(f"{e.bits:+6.1f}  {e.sentence}" for e in hit.evidence if e.bits)
    advice = "".join(f"\n    !  {advice.sentence}" for advice in hit.advice())
    return (
        _traveller(row, hit.match.outcome, chance(hit)),
        Text(f"{entry.public_id}\n{names_of(entry.identity)}\n{births_of(entry.identity)}\n{entry.concern}"),
        Text(reasons + advice),
    )


def print_report(report: ListReport, to: Console = out) -> None:
    """What the sender of a list has to mend, and the list in one line."""
    apart = [problem for problem in report.problems if not problem.fatal]
    for problem in apart[:SHOWN]:
        to.print(Text(f"note: {problem}", "yellow"))
    if len(apart) > SHOWN:
        to.print(Text(f"{len(apart) - SHOWN} more notes stand on the list's page."))
    words = f"{report.rows} rows: {report.clear} nothing found, {report.possible} possible, {report.probable} probable"
    to.print(Text(f"{words}, {report.unreadable} unreadable."))
    if not report.complete:
        to.print(Text("The list is not complete: it was cut off or does not agree with its own counts.", "bold red"))
    if report.superseded:
        to.print(
            Text(
                f"Hits of earlier lists that no longer count, because this list takes their place: {report.superseded}."
            )
        )


def _print_document(reading: mrz.MrzReading) -> None:
    expiry = str(reading.expiry) or "unknown"
    out.print(
        Text(
            f"{reading.format} {reading.kind} {reading.number} of {countries.name_of(reading.issuer)}, "
            f"{countries.name_of(reading.nationality)}, {reading.surname}, {reading.given}, "
            f"born {str(reading.birth_date) or 'unknown'}, {reading.sex or 'sex not told'}, expires {expiry}"
        )
    )
    wrong = [check for check in reading.checks if not check.right]
    out.print(Text("check digits: all right" if not wrong else "", "green"), end="\n" if not wrong else "")
    for check in wrong:
        out.print(Text(f"check digit of {check.field} is {check.found}, computed {check.expected}", "yellow"))
    for alternative in reading.alternatives:
        told = ", ".join(
            f"{c.found} for {c.offered} (line {c.line}, position {c.position})" for c in alternative.corrections
        )
        out.print(Text(f"  perhaps {alternative.field} is {alternative.value}: {told}"))
    for problem in reading.problems:
        out.print(Text(f"  note: {problem}"))


def _print_answer(screened: Screened) -> None:
    out.print(Text(WORDS[screened.outcome].capitalize(), STYLES[screened.outcome]))
    if screened.outcome == "unreadable":
        out.print(Text("That is no clearance: take a correction, or read the document again."))
    for hit in screened.hits:
        entry = hit.entry
        who = f"{names_of(entry.identity)}, {births_of(entry.identity)}"
        told = f"{entry.public_id}: {who}, {entry.concern}, {entry.owner}"
        out.print(Text(f"\n{chance(hit)}  {told}", STYLES[hit.match.outcome]))
        _print_hit(hit)
    for note in screened.notes:
        out.print(Text(f"note: {note}"))


def _print_hit(hit: Hit) -> None:
    for evidence in hit.evidence:
        out.print(Text(f"  {evidence.bits:+6.1f}  {evidence.sentence}"))
    out.print(
        Text(f"  {hit.prior_bits:+6.1f}  How rarely a traveller is this entry's person, before anything is known.")
    )
    for advice in hit.advice():
        out.print(Text(f"       !  {advice.sentence}", "bold"))
