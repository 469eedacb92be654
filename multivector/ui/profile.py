"""One partner on screen: formal status, meetings, deals, claims, and what is missing."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from multivector.findings import profile as findings
from multivector.model import Event, Instrument
from multivector.periods import parse_period
from multivector.ui import cards, deals, terms, timeline
from multivector.ui.cache import kept
from multivector.ui.frame import Frame
from multivector.ui.texts import plain, told
from multivector.words import partner_name

LAST_MEETINGS = 3


def draw(here: Frame) -> None:
    """All the collection holds of the one partner chosen, apart from its figures."""
    library, words = here.collection.library, here.words
    (partner,) = here.filters.partners
    held, ids = kept(("met", here.collection.stamp, partner), lambda: _meetings(here))
    full = partner_name(library.partners[partner], words, short=False)
    cards.heading(full, words.say("Formal status, meetings, deals, claims, and what is missing."))
    _draw_status(here, partner)
    _draw_meetings(here, held, ids)
    deals.draw(here, (partner,))
    _draw_claims(here, partner)
    _draw_missing(here, partner, met=held > 0)


def _meetings(here: Frame) -> tuple[int, list[str]]:
    """How many meetings were held with the one partner chosen, and the ids of those shown.

    Shown are the last that were held, and the next that lies after the collection's own last day.
    """
    end = pd.Timestamp(parse_period(here.collection.library.focus.evidence_until).latest)
    rows = timeline.of_partners(here)
    met = rows[rows["is_meeting"]]
    held = met.loc[met["happened"], "id"]
    ahead = met.loc[met["state"].isin(timeline.AHEAD) & (met["latest"] > end), "id"]
    return len(held), [*held.tail(LAST_MEETINGS)[::-1], *ahead.head(1)]


def _draw_status(here: Frame, partner: str) -> None:
    found = findings.instruments(here.collection.library, partner)
    with st.container(key="card-status"):
        cards.heading(here.words.say("Formal status"), findings.status(found, here.words))
        if found:
            items = "".join(f"<li>{_instrument(here, each)}</li>" for each in found)
            st.html(f'<ol class="mv-list">{items}</ol>')


def _instrument(here: Frame, each: Instrument) -> str:
    words, source = here.words, here.collection.library.sources[each.source]
    step = terms.deal_states(words)[each.step]
    note = f'<p class="mv-meta">{told(each.note, words)}</p>' if each.note else ""
    return (
        f"<h3>{plain(words.period(each.date))}: {told(each.title, words)}</h3>{note}"
        f'<p class="mv-meta">{_tag(step)}{_tag(terms.confidences(words)[each.confidence])}'
        f"{cards.source_link(source, words)}</p>"
    )


def _draw_meetings(here: Frame, held: int, ids: Sequence[str]) -> None:
    library, words = here.collection.library, here.words
    with st.container(key="card-meetings"):
        cards.heading(words.say("Last and next meetings"), findings.meetings(held, words))
        if ids:
            items = "".join(f"<li>{_event(here, library.events[id])}</li>" for id in ids)
            st.html(f'<ul class="mv-list">{items}</ul>')


def _event(here: Frame, event: Event) -> str:
    library, words = here.collection.library, here.words
    partners = words.listed(here.names[code] for code in event.partners)
    sources = ", ".join(cards.source_link(library.sources[id], words) for id in event.sources)
    return (
        f"<h3>{plain(words.span(event.start, event.end))}: {told(event.title, words)}</h3>"
        f"<p>{told(event.outcome, words)}</p>"
        f'<p class="mv-meta">{_tag(terms.event_states(words)[event.state])}'
        f"{_tag(terms.event_levels(words)[event.level])}{plain(partners)} · {sources}</p>"
    )


def _draw_claims(here: Frame, partner: str) -> None:
    words = here.words
    rows = kept(
        ("effects", here.collection.stamp, partner),
        lambda: findings.effects(here.collection.library, partner),
    )
    third = words.say("third party")
    with st.container(key="card-effects"):
        cards.heading(words.say("Claims for and against"), findings.for_and_against(rows, words))
        if not rows:
            return
        cards.html_table(
            cards.Table(
                headings=[
                    words.say("Publisher's side"),
                    words.say("for the tie"),
                    words.say("against it"),
                    words.say("neither"),
                ],
                rows=[
                    [
                        third if row.side == "third" else here.names.get(row.side, row.side),
                        words.number(row.strengthens, 0),
                        words.number(row.weakens, 0),
                        words.number(row.neither, 0),
                    ]
                    for row in rows
                ],
            )
        )


def _draw_missing(here: Frame, partner: str, *, met: bool) -> None:
    library, words = here.collection.library, here.words
    names = {code: words.pick(each.name) for code, each in library.domains.items()}
    without = kept(
        ("without figure", here.collection.stamp, partner),
        lambda: findings.domains_without_figure(library, partner, met),
    )
    with st.container(key="card-missing"):
        cards.heading(words.say("What is missing"), findings.missing(without, names, words))


def _tag(text: str) -> str:
    return f'<span class="mv-tag">{plain(text)}</span>'
