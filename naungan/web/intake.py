"""What may come in at all: looked at before any page reads a body, so that nobody without an account can hold the node.

Bodies: with their length said, of a size that the sender may send, and there in time. A page thread that waits for the
rest of a body serves nobody; the server has no clock for bodies, so a thread of its own reads each, and may be left
behind.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import BytesIO
from typing import Any, Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naungan.web import refusals

Answer = Callable[[HttpRequest], HttpResponseBase]
ROOM = 1024 * 1024
"""What a form may hold beside the largest list."""
AT_ONCE = 0.25
"""Seconds for which a stranger waits for the one before; the body of an ordinary form has come by then."""
PATIENCE = {False: 5.0, True: 60.0}
"""Seconds to wait for the rest, of somebody who is not logged in and of somebody who is (expert judgement)."""
STRANGERS = 1
"""Unfinished bodies of people who are not logged in that one process reads at a time. Measured on Granian 2.8: three
reads that wait at once stall every other request of the process, one does not."""

_strangers = threading.BoundedSemaphore(STRANGERS)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Reader(threading.Thread):
    """Reads one body to its end."""

    def __init__(self, source: _Readable, size: int, done: Callable[[], None]) -> None:
        super().__init__(daemon=True, name="body")
        self._source, self._size, self._done = source, size, done
        self.body: bytes | None = None

    def run(self) -> None:
        """What is not there in the end stays None."""
        try:
            body = self._source.read(self._size)
            self.body = body if len(body) == self._size else None
        except Exception:  # noqa: BLE001  whatever the server says of it: no whole body came
            self.body = None
        finally:
            self._done()

    def wait(self, seconds: float) -> bool:
        """Whether it came to its end in this time."""
        self.join(seconds)
        return not self.is_alive()


def intake(get_response: Answer) -> Answer:
    """Middleware, after the one that knows the user: refuses what no page should have to read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return _of_address(request) or _of_body(request) or get_response(request)

    return middleware


def _of_address(request: HttpRequest) -> HttpResponse | None:
    if "\0" in request.path_info or any("\0" in text for text in (*request.GET, *_values(request.GET))):
        return _refuse(request, 400, _("The address holds a character that no address has (NUL)."), _CHECK)
    return None


def _of_body(request: HttpRequest) -> HttpResponse | None:
    """The refusal of a body, or None: then it is there, or is the list of somebody who is logged in."""
    if "HTTP_TRANSFER_ENCODING" in request.META:
        return _refuse(request, 411, _("The length of what was sent was not said."), _SAY_LENGTH)
    size = _size(request)
    if size == 0:
        return None
    if size > settings.LIST_MAX_BYTES + ROOM:
        return _refuse(request, 413, _("This is more than this node reads."), _("Divide it, and send it in parts."))
    known = request.user.is_authenticated
    if size <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return _arrived(request, size, known=known)
    return None if known else _refuse(request, 413, _("This is more than anyone may send without an account."), _LOG_IN)


def _arrived(request: HttpRequest, size: int, *, known: bool) -> HttpResponse | None:
    """Wait for a small body and put it before the pages."""
    if not known and not _strangers.acquire(timeout=AT_ONCE):
        return _too_slow(request)
    reader = _Reader(request.META["wsgi.input"], size, _keep if known else _strangers.release)
    reader.start()
    if not reader.wait(PATIENCE[known]):
        return _too_slow(request)
    if reader.body is None:
        return _refuse(request, 400, _("What was sent ends before its end."), _("Send it again."))
    if request.content_type == "application/x-www-form-urlencoded" and (b"\0" in reader.body or b"%00" in reader.body):
        return _nul(request)  # fields beside a file are looked at by `clean`: the file may hold anything
    _give(request, reader.body)
    return None


def _keep() -> None:
    """Somebody who is logged in holds no place of a stranger."""


def _give(request: Any, body: bytes) -> None:
    """The body where Django's WSGIRequest reads it."""
    request.environ["wsgi.input"] = request._stream = BytesIO(body)  # noqa: SLF001  the only place that Django reads


def clean(request: HttpRequest) -> HttpResponse | None:
    """The refusal of a form with a NUL in a field, which no database column holds; None where there is none."""
    found = any("\0" in text for text in (*request.POST, *_values(request.POST), *_names(request)))
    return _nul(request) if found else None


def _values(form: Any) -> list[str]:
    return [value for _name, values in form.lists() for value in values]


def _names(request: HttpRequest) -> list[str]:
    return [str(file.name) for _name, files in request.FILES.lists() for file in files]


def _size(request: HttpRequest) -> int:
    given = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= 18 else 10**18


def _nul(request: HttpRequest) -> HttpResponse:
    sentence = _("The form holds a character that no text has (NUL).")
    return _refuse(request, 422, sentence, _("Type the text again instead of pasting it."))


def _too_slow(request: HttpRequest) -> HttpResponse:
    sentence = _("What was sent did not arrive in time.")
    return _refuse(request, 408, sentence, _("Send it again; if the line is slow, log in first."))


def _refuse(request: HttpRequest, status: int, sentence: Promise, remedy: Promise) -> HttpResponse:
    response = refusals.not_taken(request, status=status, sentence=sentence, remedy=remedy)
    response["Connection"] = "close"  # the rest of the body is not waited for
    return response


_CHECK = _("Check the address, or go back to the first page.")
_LOG_IN = _("Log in first.")
_SAY_LENGTH = _("Send it with a Content-Length.")
