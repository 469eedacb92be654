"""What can be taken away of a chart or table: its rows as files, its picture, with the receipt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson
import pandas as pd
import streamlit as st

from multivector.analysis.formats import as_csv, as_document, as_excel
from multivector.calendars import Entry, calendar
from multivector.charts import script
from multivector.charts.figure import Figure
from multivector.charts.style import plotly_locale
from multivector.findings import citation as findings
from multivector.ui import served
from multivector.ui.scripts import script as script_of
from multivector.ui.texts import label, plain

if TYPE_CHECKING:
    from multivector.ui.frame import Frame


PICTURE_WIDTH, PHONE_PICTURE_WIDTH = 960, 480
MOST_SOURCES = 8
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

BRIEFING = "/briefing.json"
"""Where our server gives a briefing; see ``multivector.server.briefings``."""

_picture = st.components.v2.component(
    "multivector_picture",
    html='<button type="button" class="mv-action" value="png"></button> '
    '<button type="button" class="mv-action" value="svg"></button> <span role="status"></span>',
    js=script_of("plotly.js", "drawing.js", "pictures.js"),
    isolate_styles=False,
)
_briefing = st.components.v2.component(
    "multivector_briefing",
    html='<button type="button" class="mv-action"></button> <span role="status"></span>',
    js=script_of("plotly.js", "drawing.js", "briefing.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class About:
    """What is said beside the figures, on screen and on whatever is taken away."""

    title: str
    measure: str = ""
    """What is measured, in which unit, when, and who counted."""
    note: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    """Name and address of each source."""


def draw_table(here: "Frame", key: str, about: About, make: Callable[[], pd.DataFrame]) -> None:
    """Buttons that save exactly the rows shown, made only when somebody wants them."""
    words = here.words
    buttons: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
        (words.say("Download CSV"), "csv", "text/csv", lambda: as_csv(_stamped(here, make()))),
        ("Excel", "xlsx", EXCEL, lambda: as_excel(make(), *_facts(here, about))),
        ("JSON", "json", "application/json", lambda: as_document(make(), _document(here, about))),
    )
    for caption, ending, mime, content in buttons:
        st.download_button(
            label(caption),
            data=content,
            file_name=f"{_name(here, key)}.{ending}",
            mime=mime,
            key=f"{ending}-{key}",
            on_click="ignore",
        )


def draw_picture(here: "Frame", key: str, about: About, drawn: Figure) -> None:
    """Buttons that save the chart for print, drawn anew in the reader's browser."""
    words = here.words
    _picture(
        key=f"picture-{key}",
        data={
            "figure": orjson.loads(drawn.json),
            "width": PHONE_PICTURE_WIDTH if here.narrow else PICTURE_WIDTH,
            "config": plotly_locale(words),
            "title": about.title,
            "subtitle": about.measure,
            "footer": _footer(here, about),
            "name": _name(here, key),
            "plotly": served.address(script.ADDRESS),
            "captions": {
                "png": words.say("Picture as PNG"),
                "svg": words.say("Picture as SVG"),
                "busy": words.say("The picture is being made…"),
                "done": words.say("Saved"),
                "failed": words.say("The picture could not be made."),
            },
        },
        width="content",
    )


def draw_briefing(here: "Frame") -> None:
    """A button that saves what all pages say of the partners and years chosen, as one document."""
    words = here.words
    _briefing(
        key="briefing",
        data={
            "address": f"{served.address(BRIEFING)}?{urlsplit(here.receipt.address).query}",
            "plotly": served.address(script.ADDRESS),
            "captions": {
                "name": words.say("Save briefing"),
                "busy": words.say("The briefing is being made…"),
                "done": words.say("Saved"),
                "failed": words.say("The briefing could not be made."),
            },
        },
        width="content",
    )


def draw_calendar(
    here: "Frame", make: Callable[[], Sequence[Entry]], undated: int, title: str
) -> None:
    """A button that saves events as a calendar file, and how many of them have no day in it."""
    words, focus = here.words, here.collection.library.focus
    note = (
        words.say_many(
            "{n} event is known only to the month or year: it is a note in the calendar file, not "
            "a day.",
            "{n} events are known only to the month or year: they are notes in the calendar file, "
            "not days.",
            undated,
        )
        if undated
        else ""
    )
    about = " ".join(each for each in (note, findings.printed(here.receipt, words)) if each)
    st.download_button(
        label(words.say("Calendar file")),
        data=lambda: calendar(make(), title, about, focus.released, here.receipt.address),
        file_name=f"{_name(here, 'timeline')}.ics",
        mime="text/calendar",
        key="ics-timeline",
        on_click="ignore",
    )
    st.html(f'<p class="mv-note">{plain(note)}</p>')


def draw_receipt(here: "Frame") -> None:
    """The receipt, as it is printed on what is taken away."""
    st.html(f'<p class="mv-meta mv-cite">{plain(findings.printed(here.receipt, here.words))}</p>')


def _name(here: "Frame", key: str) -> str:
    return f"multivector-{key}-{here.receipt.hash}"


def _stamped(here: "Frame", table: pd.DataFrame) -> pd.DataFrame:
    """The rows with their receipt: a CSV has no other place that every program reads."""
    return table.assign(receipt=f"{here.receipt.version} {here.receipt.hash}")


def _footer(here: "Frame", about: About) -> Sequence[str]:
    words, names = here.words, list(dict.fromkeys(name for name, _ in about.sources))
    more = len(names) - MOST_SOURCES
    shown = names[:MOST_SOURCES]
    if more > 0:
        shown.append(words.say_many("and {n} more", "and {n} more", more))
    heading = words.say("Source") if len(names) == 1 else words.say("Sources")
    source = f"{heading}: {', '.join(shown)}" if names else ""
    return [each for each in (about.note, source, findings.printed(here.receipt, words)) if each]


def _facts(
    here: "Frame", about: About
) -> tuple[Mapping[str, str | Sequence[str]], tuple[str, str]]:
    """What stands on the second sheet of a workbook, and what its sheets are called."""
    words, receipt = here.words, here.receipt
    facts = {
        words.say("Title"): about.title,
        words.say("Measure"): about.measure,
        words.say("Note"): about.note,
        words.say("Sources"): [" ".join(each) for each in about.sources],
        words.say("Data version"): receipt.data,
        words.say("Receipt"): receipt.hash,
        words.say("Address"): receipt.address,
        words.say("Licence"): here.collection.library.focus.licence,
    }
    return facts, (words.say("Data"), words.say("About"))


def _document(here: "Frame", about: About) -> Mapping[str, Any]:
    receipt = here.receipt
    return {
        "title": about.title,
        "measure": about.measure,
        "note": about.note,
        "sources": [{"name": name, "url": address} for name, address in about.sources],
        "data_version": receipt.version,
        "data_digest": receipt.digest,
        "receipt": receipt.hash,
        "address": receipt.address,
        "licence": here.collection.library.focus.licence,
    }
