"""How values are said on a page, in its language: dates with unknown parts, codes, scripts, probabilities, bits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from naungan.engine.records import PartialDate
from naungan.engine.tables import countries
from naungan.web.frame import language

OUTCOMES: Mapping[str, Promise] = MappingProxyType(
    {
        "none": lazy("Nothing found"),
        "possible": lazy("Possible match"),
        "probable": lazy("Probable match"),
        "unreadable": lazy("Unreadable"),
    }
)
NEXT_STEPS: Mapping[str, Promise] = MappingProxyType(
    {
        "none": lazy("The register holds nobody like this traveller."),
        "possible": lazy("Compare the two below and look at the document before you go on. Nothing is decided yet."),
        "unreadable": lazy("Too little could be read to look for anyone. Look at the document and type what it says."),
        "probable": lazy("Compare the two below and refer the traveller to the second line. Nothing is decided yet."),
    }
)
SEXES: Mapping[str, Promise] = MappingProxyType(
    {"F": lazy("female"), "M": lazy("male"), "X": lazy("not specified"), "": lazy("not told")}
)
DOCUMENTS: Mapping[str, Promise] = MappingProxyType(
    {
        "passport": lazy("passport"),
        "id-card": lazy("identity card"),
        "border-pass": lazy("border pass"),
        "visa": lazy("visa"),
        "residence": lazy("residence permit"),
        "crew": lazy("crew certificate"),
        "travel-document": lazy("travel document"),
        "other": lazy("other document"),
    }
)
CONCERNS: Mapping[str, Promise] = MappingProxyType(
    {
        "convicted": pgettext_lazy("concern", "convicted"),
        "wanted": pgettext_lazy("concern", "wanted"),
        "missing": pgettext_lazy("concern", "missing child"),
        "informational": pgettext_lazy("concern", "for information"),
    }
)
STATUSES: Mapping[str, Promise] = MappingProxyType(
    {
        "active": pgettext_lazy("entry", "in force"),
        "held": pgettext_lazy("entry", "held for an officer"),
        "withdrawn": pgettext_lazy("entry", "withdrawn"),
        "expired": pgettext_lazy("entry", "expired"),
    }
)
FINALITIES: Mapping[str, Promise] = MappingProxyType(
    {
        "final": lazy("final"),
        "appealable": lazy("may still be appealed"),
        "under-appeal": lazy("under appeal"),
        "quashed": lazy("quashed"),
        "": lazy("not told"),
    }
)
HIT_STATES: Mapping[str, Promise] = MappingProxyType(
    {
        "open": pgettext_lazy("hit", "open"),
        "superseded": lazy("no longer counts: a later list replaced this one"),
        "withdrawn": lazy("no longer counts: the entry was withdrawn"),
    }
)
NAME_KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        "main": lazy("main name"),
        "alias": lazy("alias"),
        "former": lazy("former name"),
        "native": lazy("name in its own script"),
        "spelling": lazy("other spelling"),
        "low-quality": lazy("doubtful alias"),
    }
)
DIRECTIONS: Mapping[str, Promise] = MappingProxyType(
    {"arrival": lazy("Arrival"), "departure": lazy("Departure"), "transit": lazy("Transit")}
)

# ISO 15924 script -> BCP 47 language tag, so that the browser picks the right face; right-to-left scripts apart.
SCRIPT_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "Thai": "th", "Laoo": "lo", "Khmr": "km", "Mymr": "my", "Taml": "ta", "Deva": "hi", "Beng": "bn",
        "Hani": "zh", "Hans": "zh-Hans", "Hant": "zh-Hant", "Jpan": "ja", "Hira": "ja", "Kana": "ja",
        "Hang": "ko", "Kore": "ko", "Arab": "ar", "Hebr": "he", "Cyrl": "ru", "Grek": "el",
    }
)  # fmt: skip
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa"})


def word(table: Mapping[str, Promise], code: str) -> str:
    """The word for a code; the code itself where the table has none."""
    return str(table[code]) if code in table else code


def country(code: str) -> str:
    """A state's name in the page's language, from its alpha-3 code."""
    return countries.name_of(code, language())


def day(value: PartialDate | date | None) -> str:
    """A date as people write it: 12 May 1980, May 1980, 1980; empty where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if value.year is None or value.month is None:
        return str(value)
    try:
        first = date(value.year, value.month, value.day or 1)
    except ValueError:  # a day that no calendar has: shown as it was written
        return str(value)
    return date_format(first, "j F Y" if value.day else "F Y")


def bits(value: float) -> str:
    """A weight with its sign: +12.3, −4.0, 0.0."""
    rounded = round(value, 1)
    if rounded == 0:
        return "0.0"
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):.1f}"


def percent(probability: float) -> str:
    """A probability in percent that never claims certainty: 0.03 %, 42 %, 97.3 %, more than 99.9 %."""
    value = probability * 100
    if value > 99.9:
        said = _("more than 99.9 %")
    elif value < 0.01:
        said = _("less than 0.01 %")
    else:
        digits = 2 if value < 1 else 0 if 10 <= value <= 90 else 1
        said = f"{value:.{digits}f} %"
    return said.replace(" %", "\N{NO-BREAK SPACE}%")
