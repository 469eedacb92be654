"""The timeline on screen: lanes of marks, and the list that says what came out."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from multivector.analysis import timeline as order
from multivector.analysis.partners import expanded
from multivector.calendars import Entry, calendar, is_dated
from multivector.charts import timeline as charts
from multivector.findings import citation
from multivector.findings import timeline as findings
from multivector.model import Event
from multivector.ui import address, cards, downloads, terms
from multivector.ui.cache import kept
from multivector.ui.frame import Frame
from multivector.ui.texts import label, plain, told

PAGE_SIZE = 40
OTHERS, ORGANISATIONS = "others", "organisations"
AHEAD, OFF = ("scheduled", "proposed"), ("cancelled", "postponed")


def chosen(here: Frame) -> pd.DataFrame:
    """The events of the chosen partners and years, in order of time."""
    return of_partners(here, (here.filters.first, here.filters.last))


def of_partners(here: Frame, years: tuple[int, int] | None = None) -> pd.DataFrame:
    """The events of the chosen partners, of all years or of some, in order of time."""
    current, filters = here.collection, here.filters
    partners = None if filters.everything else filters.partners
    return kept(
        ("events of", current.stamp, partners, years),
        lambda: order.taking_part(_in_order(here), current.library, partners, years),
    )


def _in_order(here: Frame) -> pd.DataFrame:
    current = here.collection
    return kept(
        ("events in order", current.stamp), lambda: order.in_order(current.tables["events"])
    )


def draw_asked(here: Frame) -> None:
    """The one event that the address asks for."""
    asked = cards.asked(here, "event", here.collection.library.events)
    if asked:
        with st.container(key="card-asked"):
            cards.heading(here.words.say("The event asked for"), "")
            draw_events(here, [asked])
            cards.leave(here, "event")


def draw_answer(here: Frame, rows: pd.DataFrame) -> None:
    """How many meetings there were and which was the last, above the filters."""
    cards.answer(here, *_said(here, rows))


def _said(here: Frame, rows: pd.DataFrame) -> tuple[str, str]:
    """The answer and what is set apart."""
    words, partners = here.words, here.filters.partners
    return kept(
        ("timeline answer", here.key, here.filters),
        lambda: (
            findings.how_many(rows, partners, here.names, words),
            findings.set_apart(rows, words),
        ),
    )


def draw_lanes(here: Frame, rows: pd.DataFrame) -> None:
    """The picture, and the choice whether its lanes are partners or series."""
    captions = {
        "partner": here.words.say("by partner"), "series": here.words.say("by series")
    }  # fmt: skip
    st.segmented_control(
        here.words.say("Lanes"),
        list(captions),
        format_func=lambda code: label(captions[code]),
        required=True,
        label_visibility="collapsed",
        **address.bound(_lanes_choice(here)),
    )
    draw_picture(here, rows)


def draw_picture(here: Frame, rows: pd.DataFrame) -> None:
    """The events in lanes, by partner or by series."""
    by = address.chosen(_lanes_choice(here))
    many = len(rows) > charts.MOST_MARKS
    card = kept(
        ("timeline", here.key, here.filters, by, many),
        lambda: _picture(here.unplaced, rows, by, many=many),
    )
    cards.chart(here, "timeline", card)


def _picture(here: Frame, rows: pd.DataFrame, by: str, *, many: bool) -> cards.Card:
    words = here.words
    placed = marks(here, rows, by)
    draw = charts.by_year if many else charts.timeline
    return cards.Card(
        draw(placed, lanes(here, placed, by), here.looks, words, narrow=here.narrow),
        title=words.say_many(
            "{n} event in order of time", "{n} events in order of time", len(rows)
        ),
        subtitle=words.say("Too many to be told apart: columns count them by year.")
        if many
        else words.say(
            "Filled: held. Hollow: not held, or not yet. Large: heads of state. A dotted line: "
            "only the month is known."
        ),
        sources=list(rows["sources"].str.split(";").str[0]),
        table=lambda: table(here, rows),
        alt=_said(here, rows)[0],
    )


def _lanes_choice(here: Frame) -> address.Choice[str]:
    default = "series" if len(here.filters.partners) == 1 else "partner"
    return address.one_of("lanes", ("partner", "series"), default)


def marks(
    here: Frame, rows: pd.DataFrame, by: str, within: charts.Span | None = None
) -> pd.DataFrame:
    """The events as the chart wants them: with lane, colour, finished texts and offset."""
    library = here.collection.library
    events = [library.events[id] for id in rows["id"]]
    partner = [
        _lane_partner(here, event, matched, through)
        for event, matched, through in zip(events, rows["matched"], rows["through"], strict=True)
    ]
    made = rows[["id", "earliest", "latest", "precision", "level", "state"]].assign(
        title=[here.words.marked(event.title) for event in events],
        when=[here.words.span(event.start, event.end) for event in events],
        lane=rows["series"] if by == "series" else partner,
        colour_of=[
            _colour_of(here, event, code) for event, code in zip(events, partner, strict=True)
        ],
    )
    apart = charts.days_apart(made, narrow=here.narrow, within=within)
    return made.assign(offset=order.lanes(made, apart, "lane"))


def _lane_partner(here: Frame, event: Event, matched: str, through: str) -> str:
    """The one lane of an event: a partner at the table by name rather than as part of a region."""
    library = here.collection.library
    named = {code for code in event.partners if library.partners[code].kind != "region"}
    codes = [code for code in matched.split(";") if code]
    if not codes:
        return ORGANISATIONS if through else OTHERS
    return next((code for code in codes if named & expanded(library, [code])), codes[0])


def _colour_of(here: Frame, event: Event, lane: str) -> str:
    if lane in here.collection.library.partners:
        return lane
    return event.partners[0] if event.partners else here.collection.library.focus.id


def lanes(here: Frame, placed: pd.DataFrame, by: str) -> list[tuple[str, str]]:
    """The lanes that hold marks, with their names, from top to bottom."""
    words, library = here.words, here.collection.library
    present = list(dict.fromkeys(placed["lane"]))
    if by == "series":
        return [(code, words.pick(library.series[code].name)) for code in present]
    own = list(here.filters.partners_or(library.focus.vectors))
    names = {
        **here.names,
        OTHERS: words.say("Others"),
        ORGANISATIONS: words.say("Organisations"),
    }
    return [(code, names[code]) for code in [*own, OTHERS, ORGANISATIONS] if code in present]


def table(here: Frame, rows: pd.DataFrame) -> cards.Table:
    """The events behind the picture."""
    words, library = here.words, here.collection.library
    kinds, states = terms.event_kinds(words), terms.event_states(words)
    events = [library.events[id] for id in rows["id"]]
    return cards.Table(
        headings=[
            words.say("Date"),
            words.say("Event"),
            words.say("Series"),
            words.say("Place"),
            words.say("Kind"),
            words.say("State"),
        ],
        rows=[
            [
                words.span(event.start, event.end),
                words.marked(event.title),
                words.pick(library.series[library.series_of[event.id]].name),
                _place(here, event),
                kinds[event.kind],
                states[event.state],
            ]
            for event in events
        ],
        data=rows,
    )


def calendar_file(here: Frame) -> bytes:
    """The chosen events as a calendar file."""
    focus = here.collection.library.focus
    return calendar(
        _entries(here, chosen(here)),
        _calendar_title(here),
        citation.printed(here.receipt, here.words),
        focus.released,
        here.receipt.address,
    )


def draw_calendar(here: Frame, rows: pd.DataFrame) -> None:
    """The events as a calendar file."""
    events = here.collection.library.events
    undated = sum(not is_dated(events[id].start, events[id].end) for id in rows["id"])
    with st.container(horizontal=True, vertical_alignment="center", key="calendar"):
        downloads.draw_calendar(here, lambda: _entries(here, rows), undated, _calendar_title(here))


def _calendar_title(here: Frame) -> str:
    title = here.words.pick(here.collection.library.focus.title)
    return f"{title}: {here.words.say('Timeline')}"


def _entries(here: Frame, rows: pd.DataFrame) -> list[Entry]:
    events = here.collection.library.events
    return [_entry(here, events[id]) for id in rows["id"]]


def _entry(here: Frame, event: Event) -> Entry:
    """An event as a calendar shows it."""
    library, words = here.collection.library, here.words
    state = "" if event.state == "held" else terms.event_states(words)[event.state]
    addresses = [library.sources[id].url for id in event.sources]
    return Entry(
        event.id,
        " · ".join(part for part in (words.marked(event.title), state) if part),
        event.start,
        event.end,
        words.span(event.start, event.end),
        _place(here, event),
        words.marked(event.outcome),
        event.state,
        words.pick(library.series[library.series_of[event.id]].name),
        [each for each in addresses if each],
    )


def draw_list(here: Frame, rows: pd.DataFrame) -> None:
    """What was held, in order; what is planned and what was called off apart from it."""
    words = here.words
    held, ahead, off = kept(
        ("timeline list", here.collection.stamp, here.filters), lambda: _sections(rows)
    )
    cards.heading(words.say("Held, in order of time"), "")
    if held:
        draw_events(here, cards.page_of(here, "timeline", held, PAGE_SIZE))
    else:
        cards.empty(words.say("None."))
    for title, ids in (
        (words.say("Planned when last reported"), ahead),
        (words.say("Called off or postponed"), off),
    ):
        if ids:
            cards.heading(title, "")
            draw_events(here, ids)


def _sections(rows: pd.DataFrame) -> list[list[str]]:
    """The ids of what was held, of what is planned, and of what was called off."""
    parts = (rows["happened"], rows["state"].isin(AHEAD), rows["state"].isin(OFF))
    return [list(rows.loc[each, "id"]) for each in parts]


def draw_events(here: Frame, ids: Sequence[str]) -> None:
    """What is known of each of these events."""
    items = "".join(f"<li>{_event(here, here.collection.library.events[id])}</li>" for id in ids)
    st.html(f'<ul class="mv-list">{items}</ul>')


def _event(here: Frame, event: Event) -> str:
    library, words = here.collection.library, here.words
    series = library.series[library.series_of[event.id]]
    about = (
        _place(here, event),
        terms.event_kinds(words)[event.kind],
        terms.event_levels(words)[event.level],
        words.listed(here.names[code] for code in event.partners),
    )
    meta = " · ".join([told(series.name, words), *(plain(part) for part in about if part)])
    tags = [terms.confidences(words)[event.confidence]]
    if event.state != "held":
        tags.insert(0, terms.event_states(words)[event.state])
    return (
        f"<h3>{plain(words.span(event.start, event.end))}: {told(event.title, words)}</h3>"
        f'<p class="mv-meta">{meta}</p><p>{told(event.outcome, words)}</p>'
        f"{_signed(here, event)}{_notes(here, event)}"
        f'<p class="mv-meta">{"".join(_tag(tag) for tag in tags)}'
        f"{', '.join(cards.source_link(library.sources[id], words) for id in event.sources)} "
        f"{cards.something_wrong(here, event.id)}</p>"
    )


def _tag(text: str) -> str:
    return f'<span class="mv-tag">{plain(text)}</span>'


def _place(here: Frame, event: Event) -> str:
    if event.place.online:
        return here.words.say("by video link")
    country = here.names.get(event.place.country or "", "") or (
        here.words.country(event.place.country) if event.place.country else ""
    )
    city = here.called(event.place.city) if event.place.city else ""
    return ", ".join(part for part in (city, country) if part)


def _signed(here: Frame, event: Event) -> str:
    words, units, parts = here.words, here.collection.library.units, []
    if event.documents_signed:
        text = words.say_many("{n} document", "{n} documents", event.documents_signed)
        at_least = event.documents_at_least
        parts.append(plain(words.say("at least {what}", what=text) if at_least else text))
    for each in event.amounts:
        unit = units[each.unit]
        amount = words.amount_between(each.value, each.low, each.high, unit)
        parts.append(f"{plain(amount)}: {told(each.what, words)}")
    return f'<p class="mv-meta">{"; ".join(parts)}</p>' if parts else ""


def _notes(here: Frame, event: Event) -> str:
    words, caveats = here.words, here.collection.library.caveats
    note = f'<p class="mv-meta">{told(event.note, words)}</p>' if event.note else ""
    if not event.caveats:
        return note
    items = "".join(f"<p>{told(caveats[key].text, words)}</p>" for key in event.caveats)
    heading = plain(words.say("Cautions"))
    return f'{note}<details class="mv-meta"><summary>{heading}</summary>{items}</details>'
