"""From mapped columns to a draft: texts become dates, codes and grounds, or problems with their place.

A code that is not known is fatal to its row: whether a conviction was quashed must not be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, cast, get_args

from naungan.engine.records import Document, DocumentKind, Identity, Name, NameKind, Problem, Sentence, say
from naungan.engine.register.mapping import ColumnMapping, Mapped, table_rows
from naungan.engine.register.notices import kinds
from naungan.engine.register.reading import (
    ImportOptions,
    Line,
    Proposal,
    read_date,
    read_day,
    read_sex,
    read_states,
)
from naungan.engine.register.record import Channel, Charge, Conviction, EntryDraft, Finality, Notice, Outcome, Victim

_YES = frozenset({"yes", "y", "true", "1", "ya"})
_NO = frozenset({"no", "n", "false", "0", "tidak", "bukan"})
_SCRIPT = re.compile(r"([A-Z][a-z]{3}):(?=.)")
_KINDS_OF_NAME: tuple[tuple[str, NameKind], ...] = (
    ("aliases", "alias"), ("former_names", "former"), ("native_names", "native"), ("low_quality_names", "low-quality"),
)  # fmt: skip


def read(lines: Iterable[Line], mapping: ColumnMapping, *, options: ImportOptions, today: date) -> Iterator[Proposal]:
    """One proposal a row of a CSV.

    Raises:
        Unreadable: the first line names none of the mapping's columns.
    """
    for place, row in table_rows(lines, mapping):
        if isinstance(row, Problem):
            yield Proposal(place, None, (row,))
        else:
            yield _Row(row, place, options, today).proposal()


class _Row:
    """One row on the way to a draft."""

    def __init__(self, row: Mapped, place: str, options: ImportOptions, today: date) -> None:
        self.row, self.place, self.options, self.today = row, place, options, today
        self.problems: list[Problem] = []

    def proposal(self) -> Proposal:
        """The draft, unless something in the row is fatal."""
        entry = self.row.entry
        draft = EntryDraft(
            identity=self._identity(),
            source=entry.get("source") or self.options.source,
            source_reference=entry.get("source_reference", ""),
            owner_state=self._state(entry, "owner_state") or self.options.owner_state,
            owner_agency=entry.get("owner_agency") or self.options.owner_agency,
            lawful_basis=entry.get("lawful_basis") or self.options.lawful_basis,
            expires_on=self._day(entry, "expires_on") or self.options.expires_on,
            convictions=tuple(
                self._conviction(part) for part in self.row.convictions if _filled(part, "section", "words")
            ),
            notices=tuple(self._notice(part) for part in self.row.notices if _filled(part, "number", "charge")),
            remarks=entry.get("remarks", ""),
            sample=self._flag(entry, "sample") or self.options.sample,
        )
        fatal = any(problem.fatal for problem in self.problems)
        return Proposal(self.place, None if fatal else draft, tuple(self.problems))

    def _fatal(self, message: str, remedy: str) -> None:
        self.problems.append(Problem(message, self.place, remedy, fatal=True))

    def _many(self, field: str) -> list[str]:
        separator = self.row.separators.get(field, ";")
        return [part.strip() for part in self.row.entry.get(field, "").split(separator) if part.strip()]

    def _identity(self) -> Identity:
        entry = self.row.entry
        births = [
            read_date(text, "birth_date", today=self.today, place=self.place, problems=self.problems)
            for text in self._many("birth_date")
        ]
        return Identity(
            names=tuple(self._names()),
            births=tuple(dict.fromkeys(birth for birth in births if birth.known)),
            sex=read_sex(entry.get("sex", "")),  # type: ignore[arg-type]
            nationalities=read_states(
                self._many("nationality"), "nationality", place=self.place, problems=self.problems
            ),
            documents=tuple(self._documents()),
            birth_place=entry.get("birth_place", ""),
        )

    def _names(self) -> Iterator[Name]:
        surname, given = self.row.entry.get("surname", ""), self.row.entry.get("given", "")
        text = self.row.entry.get("name") or " ".join(part for part in (given, surname) if part)
        if text:
            yield Name(text, surname=surname, given=given)
        for field, kind in _KINDS_OF_NAME:
            for alias in self._many(field):
                script = _SCRIPT.match(alias)
                yield Name(alias[5:].strip() if script else alias, kind, script=script[1] if script else "")

    def _documents(self) -> Iterator[Document]:
        """Written [kind:][state:]number[:expiry], where the column does not say the kind already."""
        for field, kind in (("passports", "passport"), ("id_cards", "id-card"), ("documents", "")):
            for text in self._many(field):
                parts = [part.strip() for part in text.split(":")]
                used = kind or (parts.pop(0) if len(parts) > 1 else "other")
                if used not in get_args(DocumentKind):
                    kinds_known = ", ".join(get_args(DocumentKind))
                    message = say("{used!r} is no kind of document.", used=used)
                    self._fatal(message, say("Use one of {codes}.", codes=kinds_known))
                    continue
                issuer = self._states([parts.pop(0)], say("document's issuer")) if len(parts) > 1 else ()
                expires = read_date(
                    parts[1] if len(parts) > 1 else "", say("document's expiry"),
                    today=self.today, place=self.place, problems=self.problems,
                )  # fmt: skip
                yield Document(cast("DocumentKind", used), parts[0], issuer[0] if issuer else "", expires)

    def _states(self, words: list[str], what: str) -> tuple[str, ...]:
        return read_states(words, what, place=self.place, problems=self.problems)

    def _state(self, part: Mapping[str, str], field: str) -> str:
        return next(iter(self._states([part.get(field, "")], field)), "")

    def _day(self, part: Mapping[str, str], field: str) -> date | None:
        """A day on which something ends: where it is told and can't be read, the row can't be used."""
        told = part.get(field, "")
        found = read_day(told, field, today=self.today, place=self.place, problems=self.problems) if told else None
        if told and found is None:
            self._fatal(say("{field} can't be read: {told!r}.", field=field, told=told[:40]), "Write it as 2027-05-12.")
        return found

    def _flag(self, part: Mapping[str, str], field: str) -> bool | None:
        told = part.get(field, "").casefold()
        if told in _YES | _NO:
            return told in _YES
        if told:
            self._fatal(_holds(field, told), "Write yes or no, or leave it empty.")
        return None

    def _number(self, part: Mapping[str, str], field: str) -> int | None:
        told = part.get(field, "")
        if told.isascii() and told.isdecimal() and int(told[:4]) <= 150:
            return int(told)
        if told:
            self._fatal(_holds(field, told), "Write whole years, or leave it empty.")
        return None

    def _code(self, part: Mapping[str, str], field: str, known: tuple[str, ...], default: str = "") -> Any:
        told = part.get(field, "").casefold()
        if told and told not in known:
            codes = ", ".join(code for code in known if code)
            self._fatal(_holds(field, told), say("Use one of {codes}.", codes=codes))
        return told if told in known and told else default

    def _date(self, part: Mapping[str, str], field: str) -> Any:
        return read_date(part.get(field, ""), field, today=self.today, place=self.place, problems=self.problems)

    def _conviction(self, part: Mapping[str, str]) -> Conviction:
        return Conviction(
            section=part.get("section", ""),
            words=part.get("words", ""),
            outcome=self._code(part, "outcome", get_args(Outcome), "" if "outcome" in part else "convicted"),
            court=part.get("court", ""),
            court_state=self._state(part, "court_state"),
            offence_state=self._state(part, "offence_state"),
            convicted_on=self._date(part, "convicted_on"),
            offence_on=self._date(part, "offence_on"),
            sentence=part.get("sentence", ""),
            finality=self._code(part, "finality", get_args(Finality)),
            appeal=part.get("appeal", ""),
            pardoned=self._flag(part, "pardoned") or False,
            in_absentia=self._flag(part, "in_absentia") or False,
            offender_age=self._number(part, "offender_age"),
            victim=self._code(part, "victim", get_args(Victim)),
            victim_age=self._number(part, "victim_age"),
            consensual=self._flag(part, "consensual"),
        )

    def _notice(self, part: Mapping[str, str]) -> Notice:
        charged = part.get("charge") or part.get("translation")
        charge = Charge(part.get("charge", ""), self._state(part, "charge_state"), part.get("translation", ""))
        verified = part.get("last_verified", "")
        return Notice(
            kind=self._code(part, "kind", tuple(kinds())),
            number=part.get("number", ""),
            bureau=part.get("bureau", ""),
            channel=self._code(part, "channel", get_args(Channel), self.options.channel),
            issued=self._date(part, "issued"),
            charges=(charge,) if charged else (),
            last_verified=self._day(part, "last_verified") if verified else self.options.verified_on,
            cancelled_on=self._day(part, "cancelled_on"),
        )


def _holds(field: str, told: str) -> Sentence:
    return say("{field} is {told!r}.", field=field, told=told[:40])


def _filled(part: Mapping[str, str], *fields: str) -> bool:
    return any(part.get(field) for field in fields)
