"""Refusals: what went wrong, where, and what to do about it.

Every error that a person can meet is one of these. `exit_code` is what the command line returns: 2 for the
user's error, 3 for a failure outside (a database that is down, a disk that is full).
"""

from __future__ import annotations


class NaunganError(Exception):
    """A sentence for a person: what happened, where (`place`), and what to do (`remedy`)."""

    exit_code = 2

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{remedy}"


class Unreadable(NaunganError):
    """Input that is not what it says it is: a broken MRZ, a list that is not EDIFACT, a wrong charset."""


class Refused(NaunganError):
    """A rule says no. `rule` names it, so that a person can look it up and contest it."""

    def __init__(self, message: str, *, rule: str, place: str = "", remedy: str = "") -> None:
        super().__init__(message, place=place, remedy=remedy)
        self.rule = rule


class NotPermitted(NaunganError):
    """The actor has no right to this action. `right` names it; the sentence says who has it."""

    def __init__(self, message: str, *, right: str, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.right = right


class NotFound(NaunganError):
    """Nothing stands under this name or number, or the actor may not know that something does."""


class Conflict(NaunganError):
    """The state changed since it was read: another officer was faster, or the step is not open from here."""


class Unavailable(NaunganError):
    """Something outside failed: the database, the disk, a peer."""

    exit_code = 3
