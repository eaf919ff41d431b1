"""Messages: who gets them, in which words, once; and letters that say nothing of the matter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from naungan.accounts import actions as accounts
from naungan.accounts.models import User
from naungan.accounts.queries import actor_of
from naungan.engine import errors, tables
from naungan.engine.accounts import Actor, system
from naungan.jobs.models import Job
from naungan.notices import actions, mail, queries

pytestmark = [pytest.mark.store, pytest.mark.django_db]
SYSTEM = system("register")
SHELL = system("cli:tester", role="command-line")
HELD = {"count": 3}


@pytest.fixture(autouse=True)
def _fast_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def person(username: str, role: str, **more: Any) -> Actor:
    accounts.ensure_agency(SHELL, code="REG", name_en="Sample", name_ms="Contoh", kind="register-office", state="MYS")
    number = accounts.create_user(
        SHELL, username=username, full_name=f"{username} (fictional)", agency="REG", password="a long sentence 42",
        grants=[role], **more,
    )  # fmt: skip
    return actor_of(User.objects.get(pk=number))


def test_a_word_to_a_role_reaches_all_who_hold_it_and_those_who_join_later() -> None:
    first, other = person("ali", "register-supervisor"), person("bala", "analyst")
    actions.send(SYSTEM, to_role="register-supervisor", text="register.held", values=HELD, link="/register/held")
    later = person("chen", "register-supervisor")
    for reader in (first, later):
        (note,) = queries.inbox(reader)
        assert (note.text, note.link, note.read) == ("3 entries wait for a decision.", "/register/held", False)
    assert queries.inbox(first, language="ms")[0].text == "3 rekod menunggu keputusan."
    assert queries.inbox(other) == []


def test_a_message_is_read_by_each_reader_for_themselves() -> None:
    first, other = person("ali", "register-supervisor"), person("bala", "register-supervisor")
    number = actions.send(SYSTEM, to_role="register-supervisor", text="register.held", values=HELD) or 0
    for _ in range(2):
        actions.mark_read(first, message=number)
    assert (queries.unread(first), queries.unread(other)) == (0, 1)
    assert [note.read for note in queries.inbox(first)] == [True]
    assert queries.inbox(first, unread=True) == []


def test_a_reminder_with_a_key_is_sent_once_ever() -> None:
    reader = person("ali", "register-supervisor")
    for _ in range(3):
        actions.send(SYSTEM, to_user=reader.user, text="register.held", values=HELD, key="held:2026-11-22")
    assert queries.unread(reader) == 1


def test_nobody_reads_or_marks_the_message_of_another() -> None:
    reader, other = person("ali", "register-supervisor"), person("bala", "register-supervisor")
    number = actions.send(SYSTEM, to_user=reader.user, text="register.held", values=HELD) or 0
    assert queries.inbox(other) == []
    with pytest.raises(errors.NotFound):
        actions.mark_read(other, message=number)


def test_a_lapsed_role_reads_nothing_sent_to_it() -> None:
    reader = person("ali", "analyst")
    yesterday = timezone.localdate() - timedelta(1)
    accounts.grant_role(SHELL, username="ali", role="register-supervisor", valid_until=yesterday)
    reader = actor_of(User.objects.get(username="ali"))
    actions.send(SYSTEM, to_role="register-supervisor", text="register.held", values=HELD)
    assert queries.inbox(reader) == []


def test_words_that_do_not_exist_or_are_not_filled_in_are_defects() -> None:
    with pytest.raises(tables.TableError, match=r"no message nothing\.here"):
        actions.send(SYSTEM, to_role="auditor", text="nothing.here")
    with pytest.raises(tables.TableError, match="lacks the value 'count'"):
        actions.send(SYSTEM, to_role="auditor", text="register.held")


@pytest.mark.parametrize("target", [{}, {"to_user": 1, "to_role": "auditor"}, {"to_role": "nobody"}])
def test_a_message_goes_to_one_user_or_to_one_role(target: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="one user or to one role"):
        actions.send(SYSTEM, text="register.held", values=HELD, **target)


def test_a_word_to_a_user_who_is_gone_is_not_kept() -> None:
    assert actions.send(SYSTEM, to_user=987654, text="register.held", values=HELD) is None


def test_every_text_is_there_in_both_languages_with_the_same_places_to_fill() -> None:
    import string

    for row in tables.rows("message_texts"):
        places = [
            {name for _, name, _, _ in string.Formatter().parse(row[language]) if name} for language in ("en", "ms")
        ]
        assert places[0] == places[1], row["text"]


def test_no_letter_is_written_where_the_node_sends_no_e_mail() -> None:
    person("ali", "register-supervisor", email="ali@example.org")
    actions.send(SYSTEM, to_role="register-supervisor", text="register.held", values=HELD)
    assert not mail.configured()
    assert Job.objects.count() == 0


def test_a_letter_goes_once_in_the_reader_s_language_and_says_nothing_of_the_matter(settings: Any) -> None:
    settings.MAIL_FROM = "node@example.org"
    person("ali", "register-supervisor", email="ali@example.org", language="ms")
    person("bala", "register-supervisor")  # has no address
    actions.send(SYSTEM, to_role="register-supervisor", text="register.held", values=HELD)
    assert actions.deliver(SYSTEM) == 1
    assert actions.deliver(SYSTEM) == 0
    (letter,) = outbox.outbox
    assert (letter.to, letter.from_email) == (["ali@example.org"], "node@example.org")
    assert letter.subject == "Naungan: satu mesej menunggu anda"
    assert "3" not in letter.body


def test_a_mail_server_that_is_down_is_tried_again(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.MAIL_FROM = "node@example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    person("ali", "register-supervisor", email="ali@example.org")
    actions.send(SYSTEM, to_role="register-supervisor", text="register.held", values=HELD)
    with caplog.at_level("CRITICAL"):
        assert actions.deliver(SYSTEM) == 1
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("waiting", 1)
    assert "The mail server did not take a message" in job.last_error
