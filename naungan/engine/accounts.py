"""Who may do what: a table of rights and roles, asked with `can`, enforced with `check`.

A right is "noun.verb" (register.open). What the table does not name is refused. Three tables carry it, each row with
its source: rights (right × role), right_names (what a right lets one do, English and Malay), roles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal

from naungan.engine import errors, tables
from naungan.engine.records import Sentence, say, sentence, together
from naungan.engine.tables.sentences import in_language

Language = Literal["en", "ms"]


class UnknownRightError(LookupError):
    """A right that the table does not know; a defect in the code that asked, never the user's error."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role with its names. `agency_kind`: where such people usually work."""

    code: str
    name_en: str
    name_ms: str
    agency_kind: str
    grantable: bool
    """An access officer can give it to a person; the other roles belong to the node itself."""

    def name(self, language: str = "en") -> str:
        """The role's name in English, or in Malay for "ms"."""
        return self.name_ms if language == "ms" else self.name_en


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held by an actor. The last day of `valid_until` still counts; None never runs out."""

    role: str
    valid_until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the grant gives anything on that day."""
        return self.valid_until is None or on <= self.valid_until


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: `id` is user:12, system:worker or cli:siti; `agency` is the agency's code, empty for the system."""

    id: str
    name: str
    agency: str
    grants: tuple[Grant, ...]

    def roles(self, *, on: date) -> frozenset[str]:
        """The codes of the roles that hold on that day."""
        return frozenset(grant.role for grant in self.grants if grant.holds(on))

    @property
    def user(self) -> int | None:
        """The number of the person's account; None for the system and the command line."""
        kind, _, number = self.id.partition(":")
        return int(number) if kind == "user" and number.isascii() and number.isdecimal() else None


def system(name: str, *, role: str = "system") -> Actor:
    """A named system actor for timers, feeds and the command line: "worker" becomes system:worker, "cli:siti" stays."""
    known = _role(role)
    return Actor(id=name if ":" in name else f"system:{name}", name=name, agency="", grants=(Grant(known.code),))


@cache
def roles() -> Mapping[str, Role]:
    """Every role by its code, in the table's order."""
    found = {
        row["role"]: Role(row["role"], row["name_en"], row["name_ms"], row["agency_kind"], row["grantable"] == "yes")
        for row in tables.rows("roles")
    }
    return MappingProxyType(found)


@cache
def rights() -> Mapping[str, frozenset[str]]:
    """Every right with the codes of the roles that have it."""
    found: dict[str, set[str]] = {row["right"]: set() for row in tables.rows("right_names")}
    for row in tables.rows("rights"):
        if row["right"] not in found or row["role"] not in roles():
            raise tables.TableError(f"table rights: {row['right']} or {row['role']} has no name in its own table")
        found[row["right"]].add(row["role"])
    return MappingProxyType({right: frozenset(holders) for right, holders in found.items()})


def who_has(right: str) -> tuple[str, ...]:
    """The codes of the roles that have the right, in the order of the roles table.

    Raises:
        UnknownRightError: the table does not know the right.
    """
    holders = _holders(right)
    return tuple(code for code in roles() if code in holders)


def can(actor: Actor, right: str, *, on: date) -> bool:
    """Whether the actor has the right on that day.

    Raises:
        UnknownRightError: the table does not know the right.
    """
    return not _holders(right).isdisjoint(actor.roles(on=on))


def check(actor: Actor, right: str, *, on: date) -> None:
    """Nothing where the actor has the right on that day.

    Raises:
        NotPermitted: the sentence says which roles have the right, and whether a grant ran out.
        UnknownRightError: the table does not know the right.
    """
    if not can(actor, right, on=on):
        raise errors.NotPermitted(_why(actor, right, on=on), right=right, remedy=_remedy(right))


def why(actor: Actor, right: str, *, on: date, language: Language = "en") -> str:
    """One sentence why the actor may or may not: which role allows it, or which roles it takes."""
    return in_language(_why(actor, right, on=on), language)


def _why(actor: Actor, right: str, *, on: date) -> Sentence:
    holders = _holders(right)
    held = [grant for grant in actor.grants if grant.role in holders]
    who, deed = actor.name, _deeds()[right]
    valid = next((grant for grant in held if grant.holds(on)), None)
    if valid is not None:
        return say("{who} may {deed} as {role}.", who=who, deed=deed, role=_spoken(valid.role))
    if held:
        role, until = _spoken(held[0].role), held[0].valid_until
        return say(
            "{who} may not {deed}: the role of {role} ran out on {until}.", who=who, deed=deed, role=role, until=until
        )
    named = _listed(who_has(right))
    return say("{who} may not {deed}: this takes the role of {roles}.", who=who, deed=deed, roles=named)


def _remedy(right: str) -> str:
    if not any(roles()[code].grantable for code in who_has(right)):
        return ""
    granters = _listed([code for code in who_has("accounts.manage") if roles()[code].grantable])
    return say("Ask someone with that role, or the {roles} for a grant.", roles=granters)


def _spoken(code: str) -> Sentence:
    return sentence(roles()[code].name_en)


def _listed(codes: Sequence[str]) -> Sentence:
    """The names of roles, the last of several after an "or"."""
    *most, last = [_spoken(code) for code in codes]
    return say("{most} or {last}", most=together(most, ", "), last=last) if most else last


@cache
def _deeds() -> Mapping[str, Sentence]:
    return {row["right"]: sentence(row["en"]) for row in tables.rows("right_names")}


def _holders(right: str) -> frozenset[str]:
    try:
        return rights()[right]
    except KeyError:
        raise UnknownRightError(f"no right {right!r} in tables/data/right_names.csv and rights.csv") from None


def _role(code: str) -> Role:
    try:
        return roles()[code]
    except KeyError:
        raise errors.NotFound(
            say("There is no role {role!r}.", role=code), remedy=say("The roles are {roles}.", roles=", ".join(roles()))
        ) from None
