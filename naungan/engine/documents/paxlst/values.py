"""What a passenger-list message says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from naungan.engine.records import Journey

ListKind = Literal["passengers", "crew", "master-crew", "status", "gate-pass", "other"]
ListFunction = Literal["original", "change", "replace", "cancel", "close"]


@dataclass(frozen=True, slots=True)
class ListMessage:
    """The header of one list. Its travellers follow it, then its ListTotal."""

    number: int
    """From 1, in the order of the input."""
    place: str
    kind: ListKind = "other"
    function: ListFunction = "original"
    """`change`: each traveller's `action` says what is asked. `cancel`: the earlier list falls as a whole.
    `close`: the conveyance has left; `confirm` rows are on board, `delete` rows are not."""
    reference: str = ""
    """The sender's reference of this list; stays the same when it is sent again, unless `earlier` says otherwise."""
    revision: str = ""
    earlier: str = ""
    """The reference of the list that this one changes, replaces, cancels or closes."""
    journey: Journey = field(default_factory=Journey)
    """The leg that crosses the border."""
    legs: tuple[Journey, ...] = ()
    sender: str = ""
    recipient: str = ""
    contact: str = ""
    prepared: str = ""
    """When the interchange was made, ISO 8601, as the sender's clock says."""
    version: str = ""
    """Directory, for example D.05B; empty for lists that are not EDIFACT."""
    interchange: str = ""
    control: str = ""
    """The message's own reference number in UNH."""
    part: int = 1
    """A list sent in parts: which part this is."""
    last: bool = True


@dataclass(frozen=True, slots=True)
class ListTotal:
    """The end of one list: what was read of it, and what its sender counted (None where not told)."""

    number: int
    place: str
    passengers: int = 0
    crew: int = 0
    declared_passengers: int | None = None
    declared_crew: int | None = None
    complete: bool = True
    """False: the list was cut off before its end."""

    @property
    def travellers(self) -> int:
        """All travellers read."""
        return self.passengers + self.crew
