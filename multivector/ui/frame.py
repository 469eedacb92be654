"""What surrounds every page: navigation, language, title, partner filter, years and footer."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from multivector.analysis.tables import partners_in_use
from multivector.charts.style import Look, looks
from multivector.library.load import collection_folder
from multivector.receipt import Receipt, receipt_of
from multivector.ui import (
    address,
    ahead,
    citations,
    document,
    history,
    memory,
    notices,
    search,
    tour,
)
from multivector.ui.address import Choice
from multivector.ui.cache import (
    Collection,
    collection,
    garbage_collector,
    is_read,
    keep_collector_quiet,
    kept,
)
from multivector.ui.filters import (
    Filters,
    PartnerGroup,
    draw_filters,
    next_choices,
    partner_groups,
    read_filters,
)
from multivector.ui.glossary import draw_meanings
from multivector.ui.screen import is_narrow
from multivector.ui.texts import plain
from multivector.words import (
    SOURCE_LANGUAGE,
    Words,
    known_language,
    languages,
    partner_name,
    preferred_language,
)

ROOT = Path(__file__).resolve().parents[2]
STYLE = Path(__file__).with_name("style.css")


@dataclass(frozen=True)
class PageEntry:
    """One page of the navigation: its script, address, title and the question it answers."""

    script: str
    path: str
    title: Callable[[Words], str]
    question: Callable[[Words], str]


PAGES = (
    PageEntry(
        "overview.py",
        "overview",
        lambda words: words.say("Overview"),
        lambda words: words.say("What is going on, in one screen?"),
    ),
    PageEntry(
        "partners.py",
        "partners",
        lambda words: words.say("Partners"),
        lambda words: words.say("How do the partners compare?"),
    ),
    PageEntry(
        "timeline.py",
        "timeline",
        lambda words: words.say("Timeline"),
        lambda words: words.say("When did whom meet, and what came out?"),
    ),
    PageEntry(
        "balance.py",
        "balance",
        lambda words: words.say("Balance"),
        lambda words: words.say("How evenly does the country balance?"),
    ),
    PageEntry(
        "claims.py",
        "claims",
        lambda words: words.say("Claims"),
        lambda words: words.say("What is said, and by whom?"),
    ),
    PageEntry(
        "sources.py",
        "sources",
        lambda words: words.say("Sources & method"),
        lambda words: words.say("Can I trust and cite this?"),
    ),
    PageEntry(
        "curate.py",
        "curate",
        lambda words: words.say("Curate"),
        lambda words: words.say("How do I add or correct something?"),
    ),
)


@dataclass(frozen=True)
class Frame:
    """What a page gets: the collection, the choices, the words, and a place for its answer."""

    page: PageEntry
    collection: Collection
    filters: Filters
    words: Words
    names: dict[str, str]
    answer: DeltaGenerator | None
    """Where the answer stands; None where there is no page."""
    receipt: Receipt
    """What is printed on whatever is taken away. Made with the page: a download that is made
    later, when somebody wants it, no longer knows the address."""
    narrow: bool = False

    @property
    def key(self) -> tuple[str, str, bool]:
        """What every cached figure depends on: state of the collection, language, screen."""
        return (self.collection.stamp, self.words.language, self.narrow)

    @property
    def unplaced(self) -> "Frame":
        """The same without a place on any page, for what is kept for other visitors."""
        return replace(self, answer=None)

    @property
    def looks(self) -> Mapping[str, Look]:
        """How each partner appears in every chart."""
        return kept(
            ("looks", self.collection.stamp, self.words.language),
            lambda: looks(self.collection.library, self.words),
        )

    def called(self, name: str) -> str:
        """A person, a body or a city as the language writes it, else as the records have it."""
        listed = self.collection.library.proper_names.get(name)
        return self.words.pick(listed.name) if listed else name


def pages(words: Words) -> dict[str, st.Page]:
    """The pages by the name of their script, titled in the reader's language."""
    return {
        entry.script: st.Page(
            ROOT / "pages" / entry.script,
            title=entry.title(words),
            url_path=entry.path,
            default=entry is PAGES[0],
        )
        for entry in PAGES
    }


def language_choice() -> Choice[str]:
    """The choice of language; what the browser asks for is the default, else English."""
    offered = languages()
    asked, locale = address.reader_languages()
    default = preferred_language(asked, offered) or known_language(locale, offered)
    return address.one_of("lang", offered, default or SOURCE_LANGUAGE)


def navigate() -> st.Page:
    """Settings and navigation; returns the page that was asked for."""
    # A local icon: without one the browser asks another host for the tab's picture.
    st.set_page_config(
        page_title="Multivector", page_icon=str(ROOT / "static" / "icon.svg"), layout="wide"
    )
    garbage_collector()
    address.carry()
    words = Words(address.chosen(language_choice()))
    address.speak(words.language)
    return st.navigation(list(pages(words).values()), position="top")


@dataclass(frozen=True)
class Opened:
    """What stands around a page that is yet to be drawn."""

    page: PageEntry
    stamp: str
    """The state of the collection that the footer will name."""
    narrow: bool


def draw(page: st.Page) -> Collection:
    """Draw what stands around a page, and leave word of it for the page's own script.

    Returns the state of the collection that this run shows, for the footer to name.
    """
    entry = next((each for each in PAGES if each.path == page.url_path), PAGES[0])
    opened, current = _opened(entry)
    st.session_state["opened"] = opened, current
    return current


def show(script: str, draw_page: Callable[[Frame], None]) -> None:
    """Draw a page below its title; each page's script ends with ``frame.show(__file__, _draw)``.

    A cold server that is first asked for a page's own address runs the page's file without
    app.py. Registering the navigation and running again puts that right; a page that is run by
    itself, as its own app, draws the frame itself.
    """
    left = st.session_state.pop("opened", None)
    if left is None:
        if not st.session_state.get("asked_again"):
            st.session_state["asked_again"] = True
            st.navigation(list(pages(Words()).values()), position="hidden")
            st.rerun()
        navigate()
        left = _opened(next(each for each in PAGES if each.script == Path(script).name))
    opened, current = left
    token = _of_this_run.set(current)
    try:
        _page(opened, draw_page)
    finally:
        _of_this_run.reset(token)


_of_this_run: ContextVar[Collection | None] = ContextVar("of_this_run", default=None)
"""The state that a run of the whole shows; a page that runs alone looks for itself."""


@st.fragment
def _page(opened: Opened, draw_page: Callable[[Frame], None]) -> None:
    """The page itself. A choice on it runs this alone: half the work of the whole."""
    current = _of_this_run.get() or collection()
    if current is None or current.stamp != opened.stamp:
        st.rerun()  # the files have changed, and the footer names their state
    keep_collector_quiet()
    here = _drawn(opened, current)
    draw_page(here)
    form = {"lang": here.words.language, ahead.STAMP: current.stamp}
    leads = kept(
        ("next choices", current.stamp, here.filters.partners, here.filters.everything),
        lambda: next_choices(_groups(current)),
    )
    ahead.draw(here.page.path, {**form, ahead.NARROW: str(+here.narrow)}, leads)


def undrawn(path: str, *, narrow: bool = False) -> Frame | None:
    """What the page of an address would get, with nothing drawn; None without a collection."""
    current = collection()
    entry = next(each for each in PAGES if each.path == path)
    return _undrawn(entry, current, narrow=narrow) if current else None


def _undrawn(entry: PageEntry, current: Collection, *, narrow: bool) -> Frame:
    words, library = Words(address.chosen(language_choice())), current.library
    return Frame(
        entry,
        current,
        read_filters(library, _groups(current), words.language),
        words,
        kept(
            ("names", current.stamp, words.language),
            lambda: {code: partner_name(each, words) for code, each in library.partners.items()},
        ),
        None,
        _receipt(entry, current, words),
        narrow,
    )


def _groups(current: Collection) -> tuple[PartnerGroup, ...]:
    library = current.library
    return kept(
        ("partner groups", current.stamp),
        lambda: partner_groups(library, partners_in_use(library)),
    )


def _opened(entry: PageEntry) -> tuple[Opened, Collection]:
    words = Words(address.chosen(language_choice()))
    st.html(STYLE)
    document.speak(words)
    narrow = is_narrow()
    memory.draw()
    masthead = st.container(horizontal=True, vertical_alignment="center", key="masthead")
    with masthead:
        current = _read(words)
    if current is None:
        _draw_no_collection(words)
        st.stop()
    with masthead:
        st.html(f'<p class="mv-kicker">{plain(words.pick(current.library.focus.title))}</p>')
        search.draw_field(words, narrow=narrow)
        _draw_language(words, narrow=narrow)
    return Opened(entry, current.stamp, narrow), current


def _read(words: Words) -> Collection | None:
    """The collection; words say that it is being read if the first reader has to wait for it."""
    if is_read():
        return collection()
    with st.spinner(words.say("The collection is being read. This takes a moment.")):
        return collection()


def _drawn(opened: Opened, current: Collection) -> Frame:
    """The frame of a page, with what all pages have above what is their own."""
    here = _undrawn(opened.page, current, narrow=opened.narrow)
    words = here.words
    with st.container():
        search.draw_results(here, partial(pages, words))
        tour.draw(here, partial(pages, words))
    st.title(opened.page.question(words), anchor=False)
    here = replace(here, answer=st.container())
    draw_filters(
        current.library, _groups(current), here.filters, words, here.names, narrow=here.narrow
    )
    notices.draw(current, here.filters, words)
    history.draw_moved(here)
    citations.draw_actions(here)
    return here


def _receipt(entry: PageEntry, current: Collection, words: Words) -> Receipt:
    library = current.library
    path = "/" if entry is PAGES[0] else f"/{entry.path}"
    return receipt_of(
        library.focus.version,
        library.digest,
        address.page_address(path),
        address.parameters(),
        words.language,
    )


def _draw_language(words: Words, *, narrow: bool) -> None:
    name, bound = words.say("Language"), address.bound(language_choice())
    if narrow:
        st.selectbox(
            name,
            languages(),
            format_func=words.language_name,
            label_visibility="collapsed",
            placeholder=name,
            filter_mode=None,
            width=130,
            **bound,
        )
        return
    st.segmented_control(
        name,
        languages(),
        format_func=words.language_name,
        label_visibility="collapsed",
        required=True,
        width="content",
        **bound,
    )


def _draw_no_collection(words: Words) -> None:
    st.error(
        words.say(
            "There is no usable collection in the folder {folder}. To see what is wrong, run: "
            "python -m multivector check",
            folder=collection_folder().name,
        )
    )


def draw_footer(current: Collection) -> None:
    """Version, date of the evidence and licence, below every page."""
    words, focus = Words(address.chosen(language_choice())), current.library.focus
    parts = (
        words.say("Data version {version}", version=f"{focus.version} ({current.library.digest})"),
        words.say("Evidence until {date}", date=words.period(focus.evidence_until)),
        words.say("Our curation: {licence}; sources keep their own terms", licence=focus.licence),
    )
    st.html(f'<footer class="mv-footer"><p>{plain(" · ".join(parts))}</p></footer>')
    draw_meanings(words, current.library.verification)
