"""Words on screen: translated texts, plurals; numbers, dates and names as a language has them.

Interface texts come from gettext catalogues in ``locales`` (English stands in the code), numbers,
dates and country names from the Unicode CLDR through Babel. Texts of the collection carry their own
translations; where one is missing the English text is used.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from multivector.model import COUNT, Partner, Unit
from multivector.periods import PeriodBounds, parse_period

LOCALES = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "en"
CAPITAL_NOUNS = frozenset({"de"})
MOST_WISHES = 20
MINUS, NO_BREAK_SPACE, DASH = "\u2212", "\u00a0", "\u2013"


@lru_cache
def languages() -> tuple[str, ...]:
    """Codes of the languages the interface speaks: English, then those with a catalogue."""
    translated = sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/*.po"))
    return (SOURCE_LANGUAGE, *translated)


@lru_cache
def translations(language: str) -> NullTranslations:
    """The messages of a language; for the source language and unknown ones, texts as written."""
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


# Rules are shared, not each visitor's own: what is kept of a number keeps the words it came with.
@lru_cache
def _locale(language: str) -> Locale:
    # British English writes 17 June 2025, as the collection's texts do.
    return Locale.parse("en_GB" if language == "en" else language)


@dataclass(frozen=True)
class Words:
    """Everything that depends on the reader's language."""

    language: str = SOURCE_LANGUAGE

    @property
    def locale(self) -> Locale:
        """Babel's rules for the language."""
        return _locale(self.language)

    def say(self, message: str, /, **values: object) -> str:
        """The interface text ``message`` in this language, with ``{name}`` filled from values."""
        return _filled(translations(self.language).gettext(message), values)

    def say_many(self, one: str, many: str, /, n: int, **values: object) -> str:
        """The text for ``n`` things in the plural form of the language; ``{n}`` is filled."""
        text = translations(self.language).ngettext(one, many, n)
        return _filled(text, {"n": self.number(n, 0), **values})

    def pick(self, text: Mapping[Any, str] | None) -> str:
        """A text of the collection in this language, else in English, else empty."""
        return self.picked(text)[0]

    def picked(self, text: Mapping[Any, str] | None) -> tuple[str, str]:
        """What ``pick`` gives, and the code of the language it is in."""
        if not text:
            return "", self.language
        own = text.get(self.language)
        return (own, self.language) if own else (text[SOURCE_LANGUAGE], SOURCE_LANGUAGE)

    def marked(self, text: Mapping[Any, str] | None) -> str:
        """What ``pick`` gives, with the language's code behind it if it is not this language."""
        found, language = self.picked(text)
        return found if language == self.language else f"{found} [{language.upper()}]"

    def within(self, name: str) -> str:
        """A name of a thing as it reads inside a sentence: small where the language has it so.

        Abbreviations keep their capitals.
        """
        if self.language in CAPITAL_NOUNS or name[1:2].isupper():
            return name
        return name[:1].lower() + name[1:]

    def country(self, code: str) -> str | None:
        """Name of a country from the CLDR, or None if it knows no such code."""
        name = self.locale.territories.get(code)
        return str(name) if name is not None and len(code) == 2 else None

    def number(self, value: float | None, decimals: int = 1) -> str:
        """A number with fixed decimals; a dash if it is missing."""
        if value is None or math.isnan(value):
            return DASH
        return _number(self, float(value), decimals)

    def amount(self, value: float | None, unit: Unit, decimals: int | None = None) -> str:
        """A number with its unit; a dash if it is missing."""
        if value is None or math.isnan(value):
            return DASH
        text = self.number(value, unit.decimals if decimals is None else decimals)
        return text if unit.id == COUNT else f"{text}{NO_BREAK_SPACE}{self.pick(unit.name)}"

    def amount_between(
        self, value: float | None, low: float | None, high: float | None, unit: Unit
    ) -> str:
        """A figure as stated: a number, a range, a floor or a ceiling."""
        value, low, high = (
            None if each is None or math.isnan(each) else each for each in (value, low, high)
        )
        if value is not None or low is high is None:
            return self.amount(value, unit)
        if low is not None and high is not None:
            return f"{self.number(low, unit.decimals)}{DASH}{self.amount(high, unit)}"
        if low is not None:
            return self.say("over {amount}", amount=self.amount(low, unit))
        return self.say("up to {amount}", amount=self.amount(high, unit))

    def percent(self, share: float | None, decimals: int = 0) -> str:
        """A share of one as a percentage; a dash if it is missing."""
        if share is None or math.isnan(share):
            return DASH
        return _percentage(self, float(share), decimals)

    def period(self, edtf: str | None) -> str:
        """A date as precise as it is known: a month stays a month, a year a year."""
        if not edtf:
            return DASH
        return _period(self, edtf)

    def month(self, day: date) -> str:
        """A month with its year, short, as on an axis."""
        return str(format_skeleton("yMMM", day, locale=self.locale))

    def span(self, start: str, end: str | None) -> str:
        """First to last day of an event, without saying month and year twice."""
        if end is None or end == start:
            return self.period(start)
        first, last = parse_period(start), parse_period(end)
        patterns = self._span_patterns(first, last)
        if patterns is None:
            return f"{self.period(start)} {DASH} {self.period(end)}"
        days = (first.earliest, last.earliest)
        return "".join(
            format_date(day, pattern, locale=self.locale)
            for day, pattern in zip(days, patterns, strict=True)
        )

    def _span_patterns(self, first: PeriodBounds, last: PeriodBounds) -> list[str] | None:
        """The CLDR's patterns for both ends of a span; None if the ends are of different kinds."""
        skeleton = {"day": "yMMMd", "month": "yMMMM", "year": "y"}.get(first.precision)
        if skeleton is None or first.precision != last.precision:
            return None
        if first.approximate or last.approximate:
            return None
        starts, ends = first.earliest, last.earliest
        field = "y" if starts.year != ends.year else "M" if starts.month != ends.month else "d"
        # Days are known with the short month alone; in a sentence the month stands in full.
        known: list[str] = self.locale.interval_formats[skeleton][field]
        return [re.sub(r"(?<!M)MMM(?!M)", "MMMM", pattern) for pattern in known]

    def listed(self, items: Iterable[str]) -> str:
        """Items joined as in a sentence: a, b and c."""
        return str(format_list(list(items), locale=self.locale))

    def language_name(self, code: str) -> str:
        """What a language calls itself."""
        name = str(Locale.parse(code).get_display_name(code) or code)
        return name[:1].upper() + name[1:]


# A page writes the same few thousand numbers and dates for everybody, and Babel reads the pattern
# anew for each.
@lru_cache(maxsize=50_000)
def _number(words: Words, value: float, decimals: int) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=words.locale)).replace("-", MINUS)


@lru_cache(maxsize=10_000)
def _percentage(words: Words, share: float, decimals: int) -> str:
    # A small share is not none: it must not read as zero, nor a small loss as less than nothing.
    least = 10.0 ** -(decimals + 2)
    is_small = 0 < abs(share) < least / 2
    pattern = words.locale.percent_formats[None].pattern.replace(
        "#,##0", "#,##0" + ("." + "0" * decimals if decimals else "")
    )
    rounded = math.copysign(least, share) if is_small else share
    shown = format_percent(rounded, format=pattern, locale=words.locale)
    bound = ("<" if share > 0 else ">") if is_small else ""
    return bound + str(shown).replace("-", MINUS)


@lru_cache(maxsize=10_000)
def _period(words: Words, edtf: str) -> str:
    if "/" in edtf:
        return words.span(*edtf.split("/"))
    bounds = parse_period(edtf)
    day = bounds.earliest
    if bounds.precision == "day":
        text = format_date(day, "long", locale=words.locale)
    elif bounds.precision == "month":
        text = format_skeleton("yMMMM", day, locale=words.locale)
    elif bounds.precision == "year":
        text = str(day.year)
    else:
        text = edtf.rstrip("~?%")
    return words.say("about {date}", date=text) if bounds.approximate else str(text)


def _filled(text: str, values: Mapping[str, object]) -> str:
    """The text with its holes filled; a value that ends with a full stop takes the one behind it.

    Dates and amounts do so in some languages: "31 мая 2026 г."
    """
    for name, value in values.items():
        if str(value).endswith("."):
            text = text.replace(f"{{{name}}}.", f"{{{name}}}")
    return text.format(**values) if values else text


def parse_year(edtf: str | None) -> str:
    """The year of an EDTF date as text, for short references; empty if there is no date."""
    return edtf[:4] if edtf and edtf[:4].isdigit() else ""


def known_language(code: str | None, offered: Iterable[str]) -> str | None:
    """The offered language that a code such as ``de-AT`` asks for, or None."""
    if not code:
        return None
    try:
        asked = Locale.parse(code.replace("_", "-"), sep="-").language
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    return asked if asked in set(offered) else None


def preferred_language(asked: str | None, offered: Iterable[str]) -> str | None:
    """The offered language that the header ``Accept-Language`` likes best, or None.

    ``asked`` is the header as browsers send it: ``kk-KZ,ru;q=0.9,en;q=0.8``; whatever cannot be
    read is passed over (RFC 9110, section 12.5.4).
    """
    wishes = []
    for wish in (asked or "").split(",")[:MOST_WISHES]:
        code, _, weight = wish.partition(";")
        found = re.fullmatch(r"q=([01](?:\.[0-9]{0,3})?)", weight.strip() or "q=1")
        language = known_language(code.strip(), offered)
        if language and found and float(found[1]) > 0:
            wishes.append((float(found[1]), language))
    return max(wishes, key=lambda wish: wish[0])[1] if wishes else None


def partner_name(partner: Partner, words: Words, *, short: bool = True) -> str:
    """Name of a partner: its own short or full name, else the country's name in the CLDR."""
    own = (partner.short if short else None) or partner.name
    return words.pick(own) or words.country(partner.id) or partner.id
