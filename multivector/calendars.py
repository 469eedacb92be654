"""Events as a calendar file (iCalendar, RFC 5545).

An event with a known day is an entry of that day. One known only to the month or year must not
become a day: it stands in the file as a journal note without a date, which calendars keep apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from icalendar import Calendar, Event, Journal
from icalendar.enums import STATUS, TRANSP

from multivector.periods import parse_period

_STATUS: Mapping[str, STATUS] = MappingProxyType(
    {
        "held": STATUS.CONFIRMED,
        "scheduled": STATUS.TENTATIVE,
        "proposed": STATUS.TENTATIVE,
        "cancelled": STATUS.CANCELLED,
        "postponed": STATUS.CANCELLED,
    }
)


@dataclass(frozen=True)
class Entry:
    """One event as a calendar shows it, its texts finished."""

    id: str
    title: str
    start: str
    end: str | None
    when: str
    """The date in words, as precise as it is known."""
    place: str
    about: str
    state: str
    series: str
    addresses: Sequence[str]
    """Where it was read."""


def is_dated(start: str, end: str | None) -> bool:
    """Whether the first and the last day are known."""
    found = [parse_period(each) for each in (start, end or start)]
    return all(each.precision == "day" and not each.approximate for each in found)


def calendar(
    entries: Iterable[Entry], name: str, about: str, released: date, address: str
) -> bytes:
    """The entries as one calendar: dated ones on their days, the others as notes without a date.

    ``about`` stands in the calendar's description, ``released`` is when its data were published,
    ``address`` the page it was taken from. The same input gives the same bytes.
    """
    stamp = datetime.combine(released, time(), UTC)
    components: list[Event | Journal] = [
        _event(each, stamp) if is_dated(each.start, each.end) else _note(each, stamp)
        for each in entries
    ]
    made = Calendar.new(
        name=name,
        description=about,
        prodid="-//Multivector//timeline//EN",
        uid=address,  # without one a new one is made up each time
        url=address,
        subcomponents=components,
    )
    return bytes(made.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    start = parse_period(entry.start).earliest
    last = parse_period(entry.end or entry.start).latest
    return Event.new(
        **_common(entry, stamp, entry.title),
        start=start,
        end=last + timedelta(days=1),  # the first day after it, as the format has it
        location=entry.place or None,
        status=_STATUS[entry.state],
        transparency=TRANSP.TRANSPARENT,
    )


def _note(entry: Entry, stamp: datetime) -> Journal:
    return Journal.new(**_common(entry, stamp, f"{entry.when}: {entry.title}"))


def _common(entry: Entry, stamp: datetime, summary: str) -> dict[str, Any]:
    return {
        "uid": f"{entry.id}@multivector",
        "stamp": stamp,
        "summary": summary,
        "description": "\n".join([entry.about, *entry.addresses]),
        "categories": [entry.series],
        "url": next(iter(entry.addresses), None),
    }
