"""Calendar files: read back by a program that had no part in writing them."""

from dataclasses import replace
from datetime import date

import icalendar
import ics
import pytest

from multivector.calendars import Entry, calendar
from tests.hostile import MARKS

VISIT = Entry(
    "astana-2025",
    "Second summit; in Astana, with guests",
    "2025-06-16",
    "2025-06-18",
    "16–18 June 2025",
    "Astana, Kazakhstan",
    "A treaty was signed.\nMore: 12 documents; \\ and so on.",
    "held",
    "Summits",
    ("https://example.org/a?b=1&c=2", "https://example.org/second"),
)
ADDRESS = "https://dash.example.org/timeline?lang=en&partner=CN&v=2026.11.0"


def made(*entries: Entry) -> bytes:
    return calendar(entries, "Meetings", "Receipt 1a2b3c4d", date(2026, 11, 24), ADDRESS)


def days(*entries: Entry) -> list[ics.Event]:
    """The dated events, as the reading library sees them."""
    return sorted(ics.Calendar(made(*entries).decode()).events)


def notes(*entries: Entry) -> list[icalendar.Journal]:
    return list(icalendar.Calendar.from_ical(made(*entries)).walk("VJOURNAL"))


def test_event_lasts_all_day_from_its_first_to_its_last_day() -> None:
    (event,) = days(VISIT)
    assert event.all_day
    assert (event.begin.date(), event.duration.days) == (date(2025, 6, 16), 3)
    assert event.name == VISIT.title
    assert event.description == f"{VISIT.about}\n" + "\n".join(VISIT.addresses)
    assert event.location == VISIT.place
    assert event.url == VISIT.addresses[0]


def test_event_of_one_day() -> None:
    (event,) = days(replace(VISIT, start="2025-06-17", end=None))
    assert (event.begin.date(), event.duration.days) == (date(2025, 6, 17), 1)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-06", None),
        ("2025", None),
        ("2025-06-17~", None),
        ("2025-06-17", "2025-07"),
        ("2025-06/2025-09", None),
    ],
)
def test_what_has_no_known_day_gets_none(start: str, end: str | None) -> None:
    loose = replace(VISIT, id="loose", start=start, end=end, when="June 2025")
    assert [each.uid for each in days(VISIT, loose)] == ["astana-2025@multivector"]
    (note,) = notes(VISIT, loose)
    assert "DTSTART" not in note
    assert note["SUMMARY"] == f"June 2025: {VISIT.title}"


@pytest.mark.parametrize(
    ("state", "status"),
    [("held", "CONFIRMED"), ("scheduled", "TENTATIVE"), ("proposed", "TENTATIVE"),
     ("cancelled", "CANCELLED"), ("postponed", "CANCELLED")],
)  # fmt: skip
def test_what_was_not_held_is_not_confirmed(state: str, status: str) -> None:
    (event,) = days(replace(VISIT, state=state))
    assert event.status == status


def test_calendar_says_where_it_is_from_and_is_the_same_each_time() -> None:
    read = icalendar.Calendar.from_ical(made(VISIT))
    assert read["DESCRIPTION"] == "Receipt 1a2b3c4d"
    assert str(read["URL"]) == ADDRESS
    assert made(VISIT) == made(VISIT)
    assert all(len(line) <= 75 for line in made(VISIT).split(b"\r\n"))


@pytest.mark.parametrize(
    "text", ["a\r\nBEGIN:VEVENT\r\nX:1", "Ұлттық – ü 😀" * 20, ":;,\\\"'", *MARKS]
)
def test_hostile_texts_stay_texts(text: str) -> None:
    (event,) = days(replace(VISIT, title=text, place=text, about=text, series=text))
    assert event.name == text.replace("\r\n", "\n")
