"""Deals on screen: how far each has come, what sum was named, and how old the evidence is."""

from collections.abc import Container, Iterable
from typing import Any

import streamlit as st

from multivector.analysis.deals import clock
from multivector.analysis.partners import expanded
from multivector.analysis.rows import each as each_row
from multivector.library.collection import Library
from multivector.model import Deal
from multivector.periods import parse_period
from multivector.ui import cards, terms
from multivector.ui.cache import kept
from multivector.ui.frame import Frame
from multivector.ui.texts import plain, told

LADDER = ("announced", "signed", "in-force", "financed", "delivered")


def draw_asked(here: Frame) -> None:
    """The one deal that the address asks for."""
    library, words = here.collection.library, here.words
    asked = cards.asked(here, "deal", library.deals)
    if asked:
        rows = _of(here, library.deals[asked].partners)
        row = next(each for each in rows if each.id == asked)
        with st.container(key="card-asked"):
            cards.heading(words.say("The deal asked for"), "")
            st.html(f'<ul class="mv-list"><li>{_deal(here, row)}</li></ul>')
            cards.leave(here, "deal")


def draw_fold(here: Frame) -> None:
    """The deals of the chosen partners, drawn when the fold is opened."""
    partners = here.filters.partners_or(tuple(here.collection.library.partners))
    found = _of(here, partners)
    if not found:
        return
    title = here.words.say_many(
        "{n} deal and how far it has come", "{n} deals and how far they have come", len(found)
    )
    fold = st.expander(title, key="fold-deals", on_change="rerun")
    if fold.open:
        with fold:
            draw(here, partners)


def draw(here: Frame, partners: Iterable[str]) -> None:
    """A card of the partners' deals; a bloc stands for its members too, each deal once."""
    words, rows = here.words, _of(here, partners)
    with st.container(key="card-deals"):
        cards.heading(
            words.say_many("{n} deal", "{n} deals", len(rows)),
            words.say("A step with a date has been reached; in bold: where the deal stands."),
        )
        if not rows:
            cards.empty(words.say("No deal in the collection."))
            return
        st.html(
            f'<ul class="mv-list">{"".join(f"<li>{_deal(here, row)}</li>" for row in rows)}</ul>'
        )


def draw_those(here: Frame, ids: Container[str]) -> None:
    """What is known of each of these deals."""
    rows = [row for row in _of(here, here.collection.library.partners) if row.id in ids]
    st.html(f'<ul class="mv-list">{"".join(f"<li>{_deal(here, row)}</li>" for row in rows)}</ul>')


def _of(here: Frame, partners: Iterable[str]) -> list[Any]:
    """Rows of the clock for these partners, those last heard of first."""
    library = here.collection.library
    wanted = expanded(library, partners)
    every = kept(("deals", here.collection.stamp), lambda: _every(library))
    return [row for row in every if wanted & set(row.partners.split(";"))]


def _every(library: Library) -> list[Any]:
    rows = clock(library, parse_period(library.focus.evidence_until).latest)
    return list(each_row(rows.sort_values("days_since_evidence", kind="stable")))


def _deal(here: Frame, row: Any) -> str:
    library, words = here.collection.library, here.words
    deal = library.deals[row.id]
    meta = (
        words.listed(here.names[code] for code in deal.partners),
        words.pick(library.domains[deal.domain].name),
        words.listed(map(here.called, deal.parties)) if deal.parties else "",
    )
    sources = dict.fromkeys(step.source for step in deal.history)
    note = f'<p class="mv-meta">{told(deal.note, words)}</p>' if deal.note else ""
    return (
        f"<h3>{told(deal.title, words)}</h3>"
        f'<p class="mv-meta">{plain(" · ".join(part for part in meta if part))}</p>'
        f"<p>{_ladder(here, deal, row)}</p>{_amounts(here, deal)}"
        f'<p class="mv-meta">{plain(_age(here, row))}</p>{note}{_steps(here, deal)}'
        f'<p class="mv-meta">'
        f"{', '.join(cards.source_link(library.sources[id], words) for id in sources)} "
        f"{cards.something_wrong(here, deal.id)}</p>"
    )


def _ladder(here: Frame, deal: Deal, row: Any) -> str:
    """The states in their order, with the date each was reached.

    A cancelled deal says so first, and shows only the steps it had reached.
    """
    states = terms.deal_states(here.words)
    reached = {step.state: step.date for step in reversed(deal.history)} | {row.state: row.since}
    off = row.state == "cancelled"
    steps = []
    for state in LADDER:
        if state in reached or not off:
            when = f" ({here.words.period(reached[state])})" if state in reached else ""
            text = plain(f"{states[state]}{when}")
            steps.append(f"<strong>{text}</strong>" if state == row.state else text)
    if not off:
        return " → ".join(steps)
    tag = plain(f"{states['cancelled']} ({here.words.period(row.since)})")
    return f'<strong class="mv-tag">{tag}</strong>{" → ".join(steps)}'


def _amounts(here: Frame, deal: Deal) -> str:
    words, units = here.words, here.collection.library.units
    return "".join(
        "<p>"
        + plain(words.amount_between(each.value, each.low, each.high, units[each.unit]))
        + f": {told(each.what, words)}</p>"
        for each in deal.amounts
    )


def _age(here: Frame, row: Any) -> str:
    """Date of the last step, and how long before the end of the collection's evidence it lies."""
    words, date = here.words, here.words.period(row.last_evidence)
    days = int(row.days_since_evidence)
    if days <= 0:
        return words.say("Last evidence: {date}.", date=date)
    return words.say_many(
        "Last evidence: {date}, {n} day before the collection's own last date, {end}.",
        "Last evidence: {date}, {n} days before the collection's own last date, {end}.",
        days,
        date=date,
        end=words.period(here.collection.library.focus.evidence_until),
    )


def _steps(here: Frame, deal: Deal) -> str:
    """What is noted of each step, in a fold."""
    words, states = here.words, terms.deal_states(here.words)
    items = "".join(
        f"<li>{plain(words.period(step.date))}, {plain(states[step.state])}: "
        f"{told(step.note, words)}</li>"
        for step in deal.history
        if step.note
    )
    if not items:
        return ""
    title = plain(words.say("Steps"))
    return f'<details class="mv-meta"><summary>{title}</summary><ul>{items}</ul></details>'
