"""Every setting, from the environment, with a safe default. docs/reference/settings.md is made from this file.

A variable that holds a secret may be given as NAME_FILE, the path of a file that holds it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """A string; NAME_FILE names a file that holds it instead."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as failed:
            raise ImproperlyConfigured(f"{name}_FILE names {path}, which can't be read: {failed.strerror}.") from None
    return os.environ.get(name, default)


def number(name: str, default: float) -> float:
    """A number; anything else is refused with the name of the variable."""
    value = os.environ.get(name, "")
    try:
        return float(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a number, not {value!r}.") from None


def flag(name: str, *, default: bool) -> bool:
    """True for 1, yes, true, on; False for 0, no, false, off."""
    value = os.environ.get(name, "").casefold()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return default


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def whole(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of at least `least`."""
    value = number(name, default)
    if value != int(value) or value < least:
        raise ImproperlyConfigured(f"{name} must be a whole number of at least {least}, not {value:g}.")
    return int(value)


def time_zone(name: str, default: str) -> str:
    """The name of a time zone that this machine knows."""
    value = text(name, default)
    if value not in available_timezones():
        raise ImproperlyConfigured(f"{name} must name a time zone such as {default}, not {value!r}.")
    return value


BASE_DIR = Path(__file__).resolve().parent
HOME = Path(text("NAUNGAN_HOME") or BASE_DIR.parent / "var").absolute()
"""Where the embedded database, the generated samples and the secret key live; empty: `var` beside the source."""

SAMPLE_MODE = flag("NAUNGAN_SAMPLE_MODE", default=False)
"""Fictional people and the sample logins: set by `naungan demo`, never in a ministry."""

SAMPLE_PASSWORD = "naungan-sample-2026"  # noqa: S105 - published on purpose, for fictional people on one machine
"""The password of every sample login; used in the sample mode only."""

STATE = text("NAUNGAN_STATE", "MYS")
"""The state whose node this is (ISO 3166-1 alpha-3): its law table and its time apply."""


def secret_key() -> str:
    """The key that signs sessions: from NAUNGAN_SECRET_KEY, else made once and kept in HOME, readable by its owner."""
    given = text("NAUNGAN_SECRET_KEY")
    if given:
        return given
    path = HOME / "secret-key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = HOME / f"secret-key.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64), encoding="utf-8")
        try:
            os.link(made, path)  # atomic: two first starts agree on one key
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text(encoding="utf-8")


SECRET_KEY = secret_key()
DEBUG = flag("NAUNGAN_DEBUG", default=False)
"""Django's pages for developers; never in a ministry."""

ALLOWED_HOSTS = words("NAUNGAN_HOSTS", "127.0.0.1,localhost,[::1]")
"""Names under which the console is reached, separated by commas."""

CSRF_TRUSTED_ORIGINS = words("NAUNGAN_ORIGINS")
"""Addresses from which forms are taken besides its own, with their scheme: https://naungan.example."""

HTTPS = flag("NAUNGAN_HTTPS", default=False)
"""The console is reached by HTTPS only: secure cookies and strict transport security."""

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
BEHIND_PROXY = flag("NAUNGAN_BEHIND_PROXY", default=False)
"""A proxy stands in front that sets X-Forwarded-Proto, strips what clients send under that name, and adds the client's
address to X-Forwarded-For."""

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_AGE = whole("NAUNGAN_SESSION_SECONDS", 28_800, least=60)
"""How long a session lasts without being used; eight hours, a shift."""

SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "naungan.audit",
    "naungan.jobs",
    "naungan.accounts",
    "naungan.notices",
    "naungan.register",
    "naungan.cases",
    "naungan.screening",
    "naungan.movements",
    "naungan.web",
]
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["naungan.accounts.backend.Accounts"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "naungan.web.security.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "naungan.web.intake.intake",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "naungan.urls"
WSGI_APPLICATION = "naungan.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "naungan.web.refusals.stale_form"
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login"

SQLITE_OPTIONS = {
    # Measured with eight writers: no error and ten times Django's defaults (docs/adr/0003-databases.md).
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; "
        "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; PRAGMA foreign_keys=ON;"
    ),
}


def sqlite(path: str) -> dict[str, object]:
    """Django's settings for an SQLite file. Its connections are kept: whoever closes the last one empties the WAL."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": 600}


def database(url: str) -> dict[str, object]:
    """Django's settings for a DATABASE_URL; SQLite in HOME where it is empty.

    postgresql://USER:PASSWORD@HOST:PORT/NAME (HOST may be a percent-encoded socket folder) or sqlite:///PATH.
    """
    if not url:
        return sqlite(str(HOME / "naungan.sqlite3"))
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite":
        return sqlite(name)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"DATABASE_URL must start with postgresql:// or sqlite:///, not {parts.scheme}://.")


DATABASES = {"default": database(text("DATABASE_URL"))}
"""PostgreSQL by postgresql://USER:PASSWORD@HOST:PORT/NAME; empty: one SQLite file in NAUNGAN_HOME."""

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ms", "Bahasa Melayu")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = time_zone("NAUNGAN_TIME_ZONE", "Asia/Kuala_Lumpur")
"""The node's time zone, as the IANA names it: whose midnight ends an entry."""

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
LIST_MAX_BYTES = whole("NAUNGAN_LIST_MAX_MB", 100, least=1) * 1024 * 1024
"""The largest passenger list or import file that is read, in MiB."""

LISTED_SHARE = number("NAUNGAN_LISTED_SHARE", 1e-4)
"""P(listed): the share of travellers that the operator expects to stand in the register. The prior of every match."""

POSSIBLE_FROM = number("NAUNGAN_POSSIBLE_FROM", 0.02)
"""Probability from which a match is shown as possible."""

PROBABLE_FROM = number("NAUNGAN_PROBABLE_FROM", 0.8)
"""Probability from which a match is shown as probable."""

KEEP_SCREENINGS_DAYS = whole("NAUNGAN_KEEP_SCREENINGS_DAYS", 30, least=1)
"""How many days a screening and its list are kept before the worker deletes them."""

MAIL_FROM = text("NAUNGAN_MAIL_FROM")
"""The address that the node's e-mail comes from; without it no e-mail is sent."""

EMAIL_HOST = text("NAUNGAN_MAIL_HOST", "127.0.0.1")
"""The mail server."""

EMAIL_PORT = whole("NAUNGAN_MAIL_PORT", 25, least=1)
"""Its port."""

EMAIL_HOST_USER = text("NAUNGAN_MAIL_USER")
"""The account there, where it asks for one."""

EMAIL_HOST_PASSWORD = text("NAUNGAN_MAIL_PASSWORD")
"""That account's password."""

EMAIL_USE_TLS = flag("NAUNGAN_MAIL_TLS", default=False)
"""Encrypt the connection to it (STARTTLS)."""

EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": text("NAUNGAN_LOG_LEVEL", "WARNING")},
}
