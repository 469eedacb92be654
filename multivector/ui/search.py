"""One search over all that the collection holds: a field in the frame, and what was found."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from multivector.analysis.tables import indicators_in_use, partners_in_use
from multivector.library.collection import Library
from multivector.model import Source
from multivector.search import Entry, Index, find, index
from multivector.ui import address
from multivector.ui.cache import kept
from multivector.ui.filters import partner_groups
from multivector.ui.glossary import glossary
from multivector.ui.texts import label, plain
from multivector.words import Words, languages, partner_name

if TYPE_CHECKING:
    from multivector.ui.frame import Frame

KEY = "q"
MOST_OF_A_KIND, LONGEST_TITLE = 5, 120
PLACES: Mapping[str, tuple[str, str]] = {
    "partner": ("partners.py", "partner"),
    "event": ("timeline.py", "event"),
    "deal": ("partners.py", "deal"),
    "claim": ("claims.py", "claim"),
    "indicator": ("partners.py", "indicator"),
    "source": ("sources.py", "source"),
    "term": ("sources.py", "term"),
}
"""Where each kind of record is shown: the page's script, and the parameter that asks for it."""


def choice() -> address.Choice[str]:
    """The words searched for, kept in the address."""
    return address.Choice(KEY, "", lambda texts: texts[0], lambda value: (value,))


def draw_field(words: Words, *, narrow: bool) -> None:
    """The field for the words to search for."""
    name = words.say("Search everything")
    st.text_input(
        name,
        placeholder=name,
        label_visibility="collapsed",
        icon=":material/search:",
        width="stretch" if narrow else 260,
        **address.bound(choice()),
    )


def draw_results(here: "Frame", pages: Callable[[], Mapping[str, st.Page]]) -> None:
    """What was found, by kind, each a link to where it is shown; nothing if nothing is asked."""
    query, words = address.chosen(choice()).strip(), here.words
    if not query:
        return
    links = pages()
    found = find(query, _index(here))
    with st.container(key="search-results"):
        if found:
            text = words.say_many(
                "{n} result for “{query}”", "{n} results for “{query}”", len(found), query=query
            )
            st.html(f'<div role="status"><h2 class="mv-title">{plain(text)}</h2></div>')
            _draw_kinds(here, found, links)
        else:
            text = words.say("Nothing found for “{query}”.", query=query)
            cure = words.say("Try fewer words, or another spelling.")
            st.html(f'<p class="mv-empty" role="status">{plain(text)} {plain(cure)}</p>')
        st.page_link(
            links[here.page.script],
            label=label(words.say("Close the search")),
            query_params=address.without(KEY),
        )


def _draw_kinds(here: "Frame", found: list[Entry], links: Mapping[str, st.Page]) -> None:
    groups = {kind: [each for each in found if each.kind == kind] for kind in PLACES}
    groups = {kind: entries for kind, entries in groups.items() if entries}
    columns = st.columns(1 if here.narrow else 2, gap="large")
    for place, (kind, entries) in enumerate(groups.items()):
        with columns[place % len(columns)]:
            _draw_kind(here, kind, entries, links)


def _draw_kind(
    here: "Frame", kind: str, entries: list[Entry], links: Mapping[str, st.Page]
) -> None:
    words, (script, key) = here.words, PLACES[kind]
    st.html(f'<h3 class="mv-group">{plain(_kinds(words)[kind])}</h3>')
    for entry in entries[:MOST_OF_A_KIND]:
        title = entry.title
        short = title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rstrip()}…"
        st.page_link(
            links[script], label=label(short), query_params={**address.only("lang"), key: entry.id}
        )
    more = len(entries) - MOST_OF_A_KIND
    if more > 0:
        text = words.say_many("and {n} more", "and {n} more", more)
        st.html(f'<p class="mv-meta">{plain(text)}</p>')


def _kinds(words: Words) -> Mapping[str, str]:
    return {
        "partner": words.say("Partners"),
        "event": words.say("Events"),
        "deal": words.say("Deals"),
        "claim": words.say("Claims"),
        "indicator": words.say("Indicators"),
        "source": words.say("Sources"),
        "term": words.say("Glossary"),
    }


def _index(here: "Frame") -> Index:
    """The index of this state of the collection, with titles in the reader's language."""
    library, words = here.collection.library, here.words
    return kept(
        ("search", here.collection.stamp, words.language),
        lambda: index(_entries(library, words)),
    )


def _entries(library: Library, words: Words) -> Iterator[Entry]:
    called = _called(library)
    yield from _partners(library, words, called)
    yield from _meetings(library, words, called)
    yield from _said_and_agreed(library, words, called)
    yield from _indicators(library, words)
    for code, source in library.sources.items():
        yield Entry("source", code, _source_title(source), [code, source.publisher or ""])
    for code, term in glossary(words, library.verification).items():
        yield Entry("term", code, term.name, [term.meaning])


Called = Mapping[str, Sequence[str]]


def _called(library: Library) -> Called:
    """What each partner is called, in all languages and spellings known."""
    spoken = [Words(code) for code in languages()]
    return {
        code: [
            *{partner_name(each, one, short=short) for one in spoken for short in (True, False)},
            *each.aliases,
        ]
        for code, each in library.partners.items()
    }


def _names(called: Called, partners: Iterable[str]) -> list[str]:
    return [name for code in partners for name in called[code]]


def _partners(library: Library, words: Words, called: Called) -> Iterator[Entry]:
    groups = partner_groups(library, partners_in_use(library))
    for code in (code for group in groups for code in group.codes):
        name = partner_name(library.partners[code], words, short=False)
        yield Entry("partner", code, name, [code, *called[code]])


def _meetings(library: Library, words: Words, called: Called) -> Iterator[Entry]:
    for code, event in library.events.items():
        series = library.series[library.series_of[code]]
        said = (*event.title.values(), *event.outcome.values(), *series.name.values())
        title = f"{words.span(event.start, event.end)}: {words.pick(event.title)}"
        place = event.place.city or ""
        yield Entry("event", code, title, [*said, place, *_names(called, event.partners)])


def _said_and_agreed(library: Library, words: Words, called: Called) -> Iterator[Entry]:
    for code, deal in library.deals.items():
        said = [*deal.title.values(), *deal.parties]
        yield Entry("deal", code, words.pick(deal.title), said + _names(called, deal.partners))
    for code, claim in library.claims.items():
        said = [*claim.text.values(), *claim.speakers, code]
        yield Entry("claim", code, words.pick(claim.text), said + _names(called, claim.partners))


def _indicators(library: Library, words: Words) -> Iterator[Entry]:
    """The indicators that can be chosen: those with a figure of the focus country's own."""
    shown = indicators_in_use(library)
    for code, indicator in library.indicators.items():
        if code in shown:
            domain = library.domains[indicator.domain]
            said = (*indicator.name.values(), *indicator.definition.values(), code)
            title = f"{words.pick(domain.name)}: {words.pick(indicator.name)}"
            yield Entry("indicator", code, title, [*said, *domain.name.values()])


def _source_title(source: Source) -> str:
    where = source.container_title or source.publisher
    return f"{source.title} · {where}" if where else source.title
