"""What stands on the overview alone: a ribbon of meetings, a tally of claims, signposts."""

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st

from multivector.charts import timeline as charts
from multivector.findings import claims as findings
from multivector.periods import parse_period
from multivector.ui import address, cards, claims, terms, timeline, tour
from multivector.ui.cache import kept, verdict_on
from multivector.ui.frame import PAGES, Frame
from multivector.ui.texts import label, plain, told


def lead_domain(here: Frame) -> str:
    """The domain the overview speaks of: the first that is measured."""
    domains = here.collection.library.domains
    return next((code for code, each in domains.items() if each.balance), next(iter(domains)))


def draw_welcome(here: Frame, links: Mapping[str, st.Page]) -> None:
    """The way into a first reading."""
    tour.offer(here, links)


def draw_meetings(here: Frame) -> None:
    """The last twelve months for which events were looked for, as a ribbon, and what is planned."""
    words = here.words
    title, span, card, ahead = kept(
        ("meetings", here.key, here.filters), lambda: _meetings(here.unplaced)
    )
    if card is not None:
        cards.chart(here, "ribbon", card)
    else:
        cards.heading(title, span)
        cards.empty(
            words.say("None.")
            if here.filters.everything
            else words.say("None with these partners.")
        )
    if ahead:
        cards.heading(words.say("Planned when last reported"), "")
        _draw_lines(here, ahead)


def _meetings(here: Frame) -> tuple[str, str, cards.Card | None, list[str]]:
    """What the ribbon is called, its time, the ribbon if there is one, and what is planned."""
    words, library = here.words, here.collection.library
    until = parse_period(library.focus.evidence_until).latest
    since = pd.Timestamp(until) + pd.Timedelta(days=1) - pd.DateOffset(years=1)
    rows = timeline.of_partners(here)
    recent = rows[(rows["latest"] >= since) & rows["happened"] & rows["is_meeting"]]
    title = words.say_many(
        "{n} meeting in the last twelve months on record",
        "{n} meetings in the last twelve months on record",
        len(recent),
    )
    span = words.span(since.isoformat()[:7], library.focus.evidence_until)
    card = None
    if len(recent):
        card = _ribbon(here, recent, title, span, (since, pd.Timestamp(until)))
    return title, span, card, list(rows.loc[rows["state"].isin(timeline.AHEAD), "id"])


def _ribbon(
    here: Frame, recent: pd.DataFrame, title: str, span: str, within: charts.Span
) -> cards.Card:
    words = here.words
    marks = timeline.marks(here, recent, "partner", within)
    lanes = timeline.lanes(here, marks, "partner")
    return cards.Card(
        charts.timeline(marks, lanes, here.looks, words, within=within, narrow=here.narrow),
        title=title,
        subtitle=words.say("{span} · large marks: heads of state", span=span),
        sources=list(recent["sources"].str.split(";").str[0]),
        table=lambda: timeline.table(here, recent),
        alt=title,
    )


def _draw_lines(here: Frame, ids: Iterable[str]) -> None:
    words, events = here.words, here.collection.library.events
    states = terms.event_states(words)
    items = "".join(
        f"<li><p>{plain(words.span(each.start, each.end))}: {told(each.title, words)} "
        f'<span class="mv-tag">{plain(states[each.state])}</span></p></li>'
        for each in (events[id] for id in ids)
    )
    st.html(f'<ul class="mv-list">{items}</ul>')


def draw_claims(here: Frame) -> None:
    """What the lead article claims, as a tally."""
    words, library = here.words, here.collection.library
    article = library.articles.get(library.focus.lead_article or "")
    if article is None:
        return
    listed = claims.of_partners(here, article.claims)
    source = library.sources[article.source]
    cards.heading(
        words.say("What the article that started this says"),
        " · ".join(
            part for part in (source.title, source.container_title or source.publisher) if part
        ),
    )
    if not listed:
        cards.empty(words.say("No claim of this article is about the partners chosen."))
        return
    cards.note(findings.how_many(listed, library, words))
    names = terms.verdicts(words)
    tested = (verdict_on(here.collection, claim) for claim in listed)
    found = Counter(verdict for verdict in tested if verdict)
    if not found:
        return
    cards.figures(
        [(name, words.number(found[code], 0), "") for code, name in names.items() if code in found],
        {name: code for code, name in names.items()},
    )
    cards.note(
        words.say("Each figure of the article against every count of the same in the collection.")
    )


def draw_next(here: Frame, links: Mapping[str, st.Page]) -> None:
    """Where to go from here."""
    with st.container(horizontal=True, key="next"):
        for entry in PAGES[1:]:
            st.page_link(
                links[entry.script],
                label=label(entry.question(here.words)),
                query_params=address.without(),
            )
