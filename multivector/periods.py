"""Uncertain dates: what an EDTF text means as earliest day, latest day and precision.

Extended Date/Time Format (Library of Congress; ISO 8601-2:2019). A month stays a month: nothing
here turns it into its first day except as the lower bound of what it may be.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import struct_time
from typing import Literal

from edtf import EDTFParseException, parse_edtf

Precision = Literal["day", "month", "season", "year", "span"]

_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
_LONGEST = 60  # characters; longer texts are no dates and would keep the grammar busy


class PeriodError(ValueError):
    """The text is not a date in EDTF, or not one that exists."""


@dataclass(frozen=True, slots=True, order=True)
class PeriodBounds:
    """Earliest and latest day a period may touch, both included."""

    earliest: date
    latest: date
    precision: Precision
    approximate: bool

    @property
    def year(self) -> int | None:
        """The calendar year if the period lies within one, else None."""
        return self.earliest.year if self.earliest.year == self.latest.year else None


@lru_cache(maxsize=20_000)
def parse_period(text: str) -> PeriodBounds:
    """Bounds of an EDTF text such as ``2025-06-17``, ``2025-06``, ``2024~`` or ``2005/2024``.

    Raises PeriodError, with the text in it, if it is not EDTF or not a date that exists.
    """
    try:
        if text.startswith("/") or text.endswith("/"):
            raise ValueError("an interval names both ends")
        earliest, latest = _plain_days(text) or _edtf_days(text)
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise PeriodError(
            f"{text[:_LONGEST]!r} is not a date in EDTF such as 2025, 2025-06, 2025-06-17"
            " or 2005/2024"
        ) from error
    if earliest > latest:
        raise PeriodError(f"{text!r} ends before it starts")
    return PeriodBounds(earliest, latest, _precision(text), any(c in text for c in "~?%"))


def _plain_days(text: str) -> tuple[date, date] | None:
    """First and last day of a plain year, month or day, or of a span of two; None for the rest.

    Nearly all dates are of this kind, and the full grammar takes a hundred times as long.
    """
    if "/" in text:
        ends = [_plain_days(end) for end in text.split("/")]
        return (ends[0][0], ends[1][1]) if len(ends) == 2 and ends[0] and ends[1] else None
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return date(year, month or 1, day or 1), last


def _edtf_days(text: str) -> tuple[date, date]:
    if len(text) > _LONGEST:
        raise ValueError("too long for a date")
    parsed = parse_edtf(text)
    return _day(parsed.lower_strict()), _day(parsed.upper_strict())


def _day(moment: struct_time) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def _precision(text: str) -> Precision:
    if "/" in text or "X" in text:
        return "span"
    parts = text.rstrip("~?%").split("-")
    if len(parts) == 2 and parts[1].isdigit() and int(parts[1]) > 12:
        return "season"
    return ("year", "month", "day")[min(len(parts), 3) - 1]
