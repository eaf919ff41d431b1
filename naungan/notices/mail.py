"""The gateway to e-mail: Django's settings, off unless the node has an address to send from. It knows no table."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage

from naungan.engine import errors
from naungan.engine.records import say


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail: it says that something waits, never what."""

    to: str
    subject: str
    body: str


def configured() -> bool:
    """Whether this node sends e-mail: the setting MAIL_FROM names its address."""
    return bool(getattr(settings, "MAIL_FROM", ""))


def send(letter: Letter) -> None:
    """Hand the letter to the mail server.

    Raises:
        Unavailable: the server can't be reached or refuses; the job tries again.
    """
    message = EmailMessage(letter.subject, letter.body, from_email=getattr(settings, "MAIL_FROM", ""), to=[letter.to])
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        raise errors.Unavailable(
            say("The mail server did not take a message: {error}.", error=error),
            remedy="Check NAUNGAN_MAIL_HOST and the server.",
        ) from error
