"""Translations: extract the console's strings, bring the catalogues up to date, compile them.

`python tools/messages.py` writes naungan/locale/*/LC_MESSAGES/django.{po,mo}; `--check` writes nothing and fails where
an English string has no Malay translation, is fuzzy, loses a placeholder, or a compiled catalogue is stale.
Babel does what GNU gettext does elsewhere, so that nobody has to install it.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "naungan"
SOURCE_LANGUAGE, LANGUAGES = "en", ("en", "ms")
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "ms": "nplurals=1; plural=0;"}
"""As Django's own catalogues have them; Babel knows no rule for Malay."""
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
HEADER = "# {language} texts of Naungan's console.\n# Made by tools/messages.py; translations are edited here.\n#"
FIXED = datetime(2026, 1, 1, tzinfo=UTC)


def python_source(path: Path) -> str:
    """What to hand to the extractor: Python as it is, templates as Django turns them into something like Python."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def strings(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Each translatable string of a file with its context; a plural is a pair."""
    source = io.BytesIO(python_source(path).encode("utf-8"))
    for _line, function, found, _comments in extract_python(source, list(KEYWORDS), [], {"encoding": "utf-8"}):
        parts = [part for part in (found if isinstance(found, tuple) else (found,)) if part]
        context = None
        if function in {"pgettext", "pgettext_lazy", "npgettext"} and parts:
            context, parts = parts[0], parts[1:]
        if not parts or not parts[0]:
            continue
        yield ((parts[0], parts[1]) if "ngettext" in function or function == "npgettext" else parts[0]), context


def extracted() -> Catalog:
    """All strings of the package, by file, in a fixed order."""
    catalog = Catalog(project="Naungan", charset="utf-8")
    files = [*SOURCES.rglob("*.py"), *SOURCES.rglob("templates/**/*.html"), *SOURCES.rglob("templates/**/*.txt")]
    for path in sorted(files):
        for message, context in strings(path):
            catalog.add(message, context=context, locations=[(str(path.relative_to(ROOT)), None)])
    return catalog


def catalogue(language: str) -> Path:
    """Where the texts of a language stand."""
    return SOURCES / "locale" / language / "LC_MESSAGES" / "django.po"


def updated(language: str, template: Catalog) -> Catalog:
    """The catalogue of a language with today's strings: translations kept, strings no longer used dropped."""
    old = Catalog()
    if catalogue(language).exists():
        with catalogue(language).open("rb") as file:
            old = read_po(file)
    new = Catalog(
        locale=language,
        project="Naungan",
        version="1",
        charset="utf-8",
        msgid_bugs_address="none",
        header_comment=HEADER.format(language={"en": "English", "ms": "Malay"}[language]),
        creation_date=FIXED,
        revision_date=FIXED,
        last_translator="Naungan",
        language_team="Naungan",
        fuzzy=False,
    )
    new.mime_headers = [("Plural-Forms", PLURALS[language])]
    for message in template:
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        text = known.string if known else None
        if isinstance(message.id, tuple):
            given = text if isinstance(text, tuple) else ()
            text = (*given, *[""] * new.num_plurals)[: new.num_plurals]
        new.add(message.id, text, message.locations, known.flags if known else (), context=message.context)
    return new


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as text, without line numbers, so that moving a line changes nothing."""
    out = io.BytesIO()
    write_po(out, catalog, width=110, sort_by_file=True, include_lineno=False)
    return out.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled catalogue, as Django reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def wrong(message: Message) -> str:
    """What is wrong with a translation, or nothing."""
    given = message.string if isinstance(message.string, tuple) else (message.string,)
    if not given or not all(given):
        return "has no Malay translation"
    if message.fuzzy:
        return "is marked fuzzy: confirm the translation and remove the mark"
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    for text in given:
        if set(PLACEHOLDER.findall(text)) != wanted:
            return f"must keep its placeholders {', '.join(sorted(wanted)) or '(none)'} in Malay"
    return ""


def complaints(language: str, catalog: Catalog) -> list[str]:
    """What stands between this language and a release."""
    found = []
    po = catalogue(language)
    where = po.relative_to(ROOT)
    if language != SOURCE_LANGUAGE:
        for message in catalog:
            fault = wrong(message) if message.id else ""
            if fault:
                text = message.id[0] if isinstance(message.id, tuple) else message.id
                found.append(f"{where}: “{text}” {fault}.")
    if not po.exists() or po.read_bytes() != po_bytes(catalog):
        found.append(f"{where} is stale: run 'python tools/messages.py'.")
    mo = po.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != mo_bytes(catalog):
        found.append(f"{mo.relative_to(ROOT)} is stale: run 'python tools/messages.py'.")
    return found


def main() -> int:
    """Write the catalogues, or with --check say what is missing; 1 where something is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a text is missing or stale")
    check = parser.parse_args().check
    if not settings.configured:
        settings.configure(USE_I18N=False)
    template = extracted()
    found: list[str] = []
    for language in LANGUAGES:
        catalog = updated(language, template)
        if not check:
            po = catalogue(language)
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_bytes(po_bytes(catalog))
            po.with_suffix(".mo").write_bytes(mo_bytes(catalog))
        found += complaints(language, catalog)
    print("\n".join(found) if found else f"{len(template)} strings, each with its Malay translation.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
