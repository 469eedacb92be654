"""What was given on the page for curating, as the pages would show it, and what it changes."""

from dataclasses import replace

import streamlit as st
from cachetools import LRUCache

from multivector.analysis.differences import Shown, differences, shown
from multivector.analysis.history import Change
from multivector.model import Claim, Deal, Event, Observation, Source
from multivector.receipt import Receipt
from multivector.ui import cards, claims, comparison, deals, history, sources, timeline
from multivector.ui.cache import Collection, kept
from multivector.ui.curate import MOST_LISTED, MOST_PREVIEWS, Checked, one_at_a_time
from multivector.ui.frame import Frame
from multivector.ui.texts import label, plain
from multivector.words import parse_year

_changes: LRUCache[str, tuple[Change, ...]] = LRUCache(MOST_PREVIEWS)


def _beside(here: Frame, checked: Checked, preview: Collection) -> Frame:
    """The frame of a page that shows the collection as it would be."""
    receipt = Receipt(here.receipt.version, "not in the collection", here.receipt.address)
    return replace(here, collection=preview, receipt=receipt, answer=None)


def draw_preview(here: Frame, checked: Checked) -> None:
    """How the sound records of what was given would look, with the charts they touch."""
    words = here.words
    if checked.preview is None:
        return
    beside, library = _beside(here, checked, checked.preview), checked.preview.library
    found = {
        kind: checked.proposal.records(library, kind)
        for kind in (Claim, Event, Deal, Observation, Source)
    }
    with st.container(key="card-preview"):
        cards.heading(words.say("Preview"), words.say("How it would look. Only you see this."))
        if not any(found.values()):
            cards.empty(words.say("No record of what you gave is sound yet."))
            return
        if found[Claim]:
            _draw_claims(beside, [library.claims[id] for id in found[Claim]])
        if found[Event]:
            _draw_events(beside, found[Event])
        if found[Deal]:
            deals.draw_those(beside, found[Deal])
        if found[Observation]:
            _draw_figures(beside, found[Observation])
        if found[Source]:
            sources.draw_those(beside, found[Source][:MOST_LISTED])


def _draw_claims(beside: Frame, found: list[Claim]) -> None:
    words = beside.words
    claims.draw_those(beside, found[:MOST_LISTED])
    drawable = {each.id: each for each in found if claims.is_drawable(beside, each)}
    captions = {id: words.marked(each.text) for id, each in drawable.items()}
    chosen = next(iter(drawable), "")
    if len(drawable) > 1:
        chosen = st.selectbox(
            label(words.say("A closer look at")),
            list(captions),
            format_func=lambda id: captions[id],
            key="curate_closer",
            placeholder=words.say("choose a claim"),
        )
    if chosen:
        claims.draw_closer_look(beside, drawable[chosen])


def _draw_events(beside: Frame, ids: list[str]) -> None:
    events, filters = beside.collection.library.events, beside.filters
    timeline.draw_events(beside, ids[:MOST_LISTED])
    partners = tuple(dict.fromkeys(code for id in ids for code in events[id].partners))
    about = replace(beside, filters=replace(filters, partners=partners, everything=not partners))
    rows = timeline.chosen(about)
    if len(rows):
        timeline.draw_picture(about, rows)


def _draw_figures(beside: Frame, ids: list[str]) -> None:
    """The charts of the first indicator that figures were given for."""
    library = beside.collection.library
    indicator, subject, partner, period, _, reporter = ids[0].split("|")
    partners, year = {*library.focus.vectors, partner}, parse_year(period)
    choice = comparison.Comparison(
        library.indicators[indicator],
        library.units[library.indicators[indicator].unit],
        reporter,
        tuple(code for code in library.partners if code in partners),
        subject,
        int(year) if year else None,
    )
    comparison.draw_latest(beside, choice)
    comparison.draw_history(beside, choice)


def draw_changes(here: Frame, checked: Checked) -> None:
    """What it would change: verdicts, balance, coverage, records; counted when asked for."""
    words = here.words
    if checked.preview is None:
        return
    fold = st.expander(
        label(words.say("What it changes: verdicts, balance, coverage")),
        key="fold-changes",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        with st.spinner(words.say("Comparing")):
            found = _differences(here, checked, checked.preview)
        beside = _beside(here, checked, checked.preview)
        told = [_change(beside, each) for each in found]
        if not told:
            cards.empty(words.say("It changes nothing."))
            return
        items = "".join(f"<li>{plain(text)}</li>" for text in told[:MOST_LISTED])
        more = len(told) - MOST_LISTED
        rest = words.say_many("and {n} more", "and {n} more", more) if more > 0 else ""
        st.html(f'<ul class="mv-meta">{items}{f"<li>{plain(rest)}</li>" if rest else ""}</ul>')


def _differences(here: Frame, checked: Checked, preview: Collection) -> tuple[Change, ...]:
    current = here.collection
    concluded: Shown = kept(("concluded", current.stamp), lambda: shown(current.library))
    with one_at_a_time:
        if checked.stamp not in _changes:
            _changes[checked.stamp] = differences(current.library, preview.library, concluded)
        return _changes[checked.stamp]


def _change(beside: Frame, change: Change) -> str:
    words = beside.words
    if change.kind in ("figure", "verdict", "balance", "event"):
        return history.told(beside, change)
    if change.kind != "coverage":
        states = {
            "new": words.say("new"), "gone": words.say("gone"), "changed": words.say("changed")
        }  # fmt: skip
        return f"{change.key}: {states.get(change.now or '', change.now)}"
    partner, domain, year = change.key.split("|")
    named = beside.collection.library.domains[domain]
    return words.say(
        "What is covered: {partner}, {domain}, {year}",
        partner=beside.names.get(partner, partner),
        domain=words.pick(named.name),
        year=year,
    )
