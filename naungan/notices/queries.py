"""Questions about messages: what waits for me."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from naungan.engine import tables
from naungan.engine.accounts import Actor, Language, check
from naungan.notices.models import Message, Reading


@dataclass(frozen=True, slots=True)
class Note:
    """A message as its reader sees it, in the reader's language. `link` is a path of the console, or empty."""

    id: int
    text: str
    link: str
    created_at: datetime
    read: bool


def inbox(actor: Actor, *, language: Language = "en", unread: bool = False, limit: int = 50) -> list[Note]:
    """What was sent to the actor or to a role that the actor holds today, the newest first.

    Raises:
        NotPermitted: without notices.read.
    """
    found = _unread(actor) if unread else _mine(actor)
    messages = list(found.order_by("-created_at", "-id")[:limit])
    seen = set(Reading.objects.filter(message__in=messages, user=actor.user).values_list("message_id", flat=True))
    return [
        Note(
            message.pk,
            said(message.text, message.values, language),
            message.link,
            message.created_at,
            message.pk in seen,
        )
        for message in messages
    ]


def unread(actor: Actor) -> int:
    """How many messages wait for the actor.

    Raises:
        NotPermitted: without notices.read.
    """
    return _unread(actor).count()


def is_mine(actor: Actor, *, message: int) -> bool:
    """Whether the message was sent to the actor or to a role that the actor holds today."""
    return _mine(actor).filter(pk=message).exists()


def said(text: str, values: dict[str, object], language: Language = "en") -> str:
    """The sentence of a key of the table message_texts, filled in.

    Raises:
        TableError: the table has no such key, or the values do not fill it in; a defect.
    """
    for row in tables.rows("message_texts"):
        if row["text"] == text:
            try:
                return row[language].format(**values)
            except KeyError as missing:
                raise tables.TableError(f"message {text} lacks the value {missing}") from None
    raise tables.TableError(f"no message {text} in the table message_texts")


def _mine(actor: Actor) -> QuerySet[Message]:
    today = timezone.localdate()
    check(actor, "notices.read", on=today)
    mine = Q(to_role__in=actor.roles(on=today))
    if actor.user is not None:
        mine |= Q(to_user=actor.user)
    return Message.objects.filter(mine)


def _unread(actor: Actor) -> QuerySet[Message]:
    return _mine(actor).filter(~Exists(Reading.objects.filter(message=OuterRef("pk"), user=actor.user)))
