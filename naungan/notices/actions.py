"""Verbs: send a word to a person or a role, mark it read, and deliver it by e-mail as a job."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from naungan.accounts import queries as accounts
from naungan.audit.actions import record
from naungan.engine import errors
from naungan.engine.accounts import Actor, check, roles
from naungan.engine.records import say
from naungan.jobs.actions import Payload, enqueue, work_once
from naungan.notices import mail, queries
from naungan.notices.models import Message, Reading

MAIL_JOB = "notices.mail"


def send(
    actor: Actor,
    *,
    text: str,
    to_user: int | None = None,
    to_role: str = "",
    values: Mapping[str, object] | None = None,
    link: str = "",
    key: str = "",
) -> int | None:
    """Leave a word for one user or for all who hold a role: a part of the action that has it to say.

    `text` is a key of the table message_texts. A message with a `key` is sent once ever: then the answer is None, as
    it is for a user who is not there any more. Otherwise it is the message's number. A job sends the e-mail, if any.

    Raises:
        TableError, ValueError: no such text, not filled in, or not one user or one role; a defect of the caller.
    """
    if (to_user is None) == (to_role == "") or (to_role and to_role not in roles()):
        raise ValueError("a message goes to one user or to one role")
    filled: dict[str, Any] = dict(values or {})
    queries.said(text, filled)
    if to_user is not None and accounts.person(actor, user=to_user) is None:
        return None
    with transaction.atomic():
        now = timezone.now()
        message = Message(
            to_user_id=to_user,
            to_role=to_role,
            text=text,
            values=filled,
            link=link,
            key=key or None,
            created_at=now,
            sent_by=actor.id,
        )
        if not _insert_once(message):
            return None
        detail = {"text": text, "to_user": to_user, "to_role": to_role}
        record(actor, action="notices.send", subject=f"message:{message.pk}", detail=detail)
        _mail_later(actor, message, timezone.localdate(now))
        return message.pk


def mark_read(actor: Actor, *, message: int) -> None:
    """The actor has read the message.

    Raises:
        NotPermitted: without notices.read. NotFound: no such message was sent to the actor.
    """
    check(actor, "notices.read", on=timezone.localdate())
    if actor.user is None or not queries.is_mine(actor, message=message):
        raise errors.NotFound(say("There is no message {message} for you.", message=message))
    with transaction.atomic():
        if not Reading.objects.filter(message_id=message, user_id=actor.user).exists():
            reading = Reading(message_id=message, user_id=actor.user, at=timezone.now())
            Reading.objects.bulk_create([reading], ignore_conflicts=True)
            record(actor, action="notices.read", subject=f"message:{message}")


def deliver(actor: Actor, *, limit: int = 100) -> int:
    """Send the e-mails that are due, outside any transaction; returns how many jobs were taken up.

    What fails is tried again. A worker that dies between sending and finishing sends a letter twice: a mail server
    takes part in no transaction.

    Raises:
        NotPermitted: without notices.deliver and jobs.run.
    """
    check(actor, "notices.deliver", on=timezone.localdate())
    taken = 0
    while taken < limit and work_once(actor, handlers={}, outside={MAIL_JOB: _deliver}, worker=actor.id):
        taken += 1
    return taken


def _deliver(actor: Actor, payload: Payload) -> None:
    user = accounts.person(actor, user=int(str(payload["user"])))
    if user is None or not user.email or not mail.configured():
        return
    malay = user.language == "ms"
    subject = "Naungan: satu mesej menunggu anda" if malay else "Naungan: a message waits for you"
    body = "Log masuk ke konsol untuk membacanya." if malay else "Log in to the console to read it."
    mail.send(mail.Letter(user.email, subject, body))
    with transaction.atomic():
        record(actor, action="notices.deliver", subject=f"message:{payload['message']}", detail={"user": user.id})


def _insert_once(message: Message) -> bool:
    """Insert the message unless its key was used; the unique index decides between two senders at once."""
    if message.key is None:
        message.save(force_insert=True)
        return True
    if Message.objects.filter(key=message.key).exists():
        return False
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _mail_later(actor: Actor, message: Message, on: date) -> None:
    if not mail.configured():
        return
    if message.to_role:
        users = [account.id for account in accounts.holders(actor, role=message.to_role, on=on) if account.email]
    else:
        users = [message.to_user_id or 0]
    for user in users:
        key = f"{message.pk}:{user}"
        enqueue(actor, name=MAIL_JOB, payload={"message": message.pk, "user": user}, key=key)
