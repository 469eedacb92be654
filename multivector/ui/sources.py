"""The bibliography on screen: which entries are listed, and how one reads."""

from collections import Counter
from functools import partial

import pandas as pd
import streamlit as st

from multivector.analysis.tables import TABLES
from multivector.model import Source
from multivector.ui import address, cards, terms
from multivector.ui.frame import Frame
from multivector.ui.texts import label, link, plain

PAGE_SIZE = 25


def choose(here: Frame) -> list[Source]:
    """The controls of the page and the entries they leave, by publisher and date."""
    library, words = here.collection.library, here.words
    natures = terms.natures(words)
    sides = _sides(here)
    with st.container(horizontal=True, vertical_alignment="bottom", key="sources-choice"):
        search = st.text_input(
            words.say("Search title and publisher"), width=320, **address.bound(_search_choice())
        )
        nature = cards.one_or_all(here, "nature", words.say("Nature"), natures, 200)
        side = cards.one_or_all(here, "side", words.say("Side"), sides, 200)
    wanted = search.casefold().split()
    found = [
        source
        for source in library.sources.values()
        if nature in ("", source.nature)
        and side in ("", source.side)
        and all(word in _searched(source) for word in wanted)
    ]
    return sorted(found, key=lambda each: (_name(each).casefold(), each.issued or "", each.id))


def _search_choice() -> address.Choice[str]:
    return address.Choice("search", "", lambda texts: texts[0], lambda value: (value,))


def _searched(source: Source) -> str:
    return f"{source.title} {_name(source)} {source.id}".casefold()


def _name(source: Source) -> str:
    return source.container_title or source.publisher or ""


def _sides(here: Frame) -> dict[str, str]:
    library = here.collection.library
    counts = Counter(source.side for source in library.sources.values())
    third = here.words.say("third party")
    return {
        side: third if side == "third" else here.names.get(side, side)
        for side, _ in counts.most_common()
    }


def draw_list(here: Frame, listed: list[Source]) -> None:
    """One page of the bibliography."""
    words = here.words
    cards.heading(words.say("Bibliography"), "")
    if not listed:
        cards.empty(words.say("No source fits this choice."))
        return
    shown = cards.page_of(here, "sources", listed, PAGE_SIZE)
    items = "".join(f"<li>{_entry(here, source)}</li>" for source in shown)
    st.html(f'<ul class="mv-list">{items}</ul>')


def _entry(here: Frame, source: Source) -> str:
    words = here.words
    authors = words.listed(
        each.literal or " ".join(part for part in (each.given, each.family) if part)
        for each in source.author
    )
    date = words.period(source.issued) if source.issued else words.say("no date")
    head = " · ".join(plain(part) for part in (authors, _name(source), date) if part)
    side = _sides(here)[source.side]
    about = " · ".join(
        (
            terms.natures(words)[source.nature],
            words.say("side: {side}", side=side),
            terms.seen(words)[source.seen],
        )
    )
    inferred = (
        " · " + words.say("inferred: {fields}", fields=", ".join(source.inferred))
        if source.inferred
        else ""
    )
    note = f'<p class="mv-meta">{plain(source.note)}</p>' if source.note else ""
    return (
        f"<p>{link(source.title, source.url)}</p>"
        f'<p class="mv-meta">{head}</p><p class="mv-meta">{plain(about + inferred)}</p>{note}'
    )


def table(here: Frame, listed: list[Source]) -> pd.DataFrame:
    """The rows of the bibliography that are listed."""
    everything = here.collection.tables["sources"]
    return everything[everything["id"].isin([source.id for source in listed])]


def draw_tables(here: Frame) -> None:
    """Every table of the collection to take away."""
    words, library = here.words, here.collection.library
    cards.heading(
        words.say("All tables"), words.say("The whole collection as CSV, one file a table.")
    )
    with st.container(horizontal=True, key="tables"):
        for name, make in TABLES.items():
            cards.download_made(label(name), f"all-{name}", partial(make, library))


def draw_method(here: Frame) -> None:
    """How figures are made: domains with their measures, and the cautions with fixed wording."""
    words, library = here.words, here.collection.library
    cards.heading(
        words.say("What each domain is measured by"),
        words.say("In the balance view; weights are equal unless the reader moves them."),
    )
    items = []
    for domain in library.domains.values():
        measure = domain.balance
        text = (
            f"{words.pick(library.indicators[measure.indicator].name)}. {words.pick(measure.note)}"
            if measure and measure.indicator in library.indicators
            else words.pick(domain.no_share)
        )
        items.append(
            f"<li><h3>{plain(words.pick(domain.name))}</h3>"
            f"<p>{plain(words.pick(domain.meaning))}</p><p>{plain(text)}</p></li>"
        )
    st.html(f'<ul class="mv-list">{"".join(items)}</ul>')
    cards.heading(words.say("Cautions"), words.say("Fixed wording, used wherever they apply."))
    cautions = "".join(
        f"<li><p>{plain(words.pick(each.text))}</p></li>" for each in library.caveats.values()
    )
    st.html(f'<ul class="mv-list">{cautions}</ul>')
