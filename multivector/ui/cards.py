"""The parts pages are made of: chart with title, source and table; figures; empty states."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

import orjson
import pandas as pd
import streamlit as st

from multivector.analysis.formats import as_csv
from multivector.charts.figure import Figure
from multivector.model import Source
from multivector.ui import address, downloads, glossary, paper, plot, served
from multivector.ui.frame import Frame, pages
from multivector.ui.notices import left_out
from multivector.ui.texts import label, link, plain
from multivector.words import DASH, MINUS, Words, parse_year

MOST_NAMED = 3
MOST_SOURCES_IN_LINE = 4
Item = TypeVar("Item")
_NUMBER = re.compile(rf"([≤≥~+{MINUS}-]|&lt;|&gt;)?\s?\d")


@dataclass(frozen=True)
class Table:
    """A table as it is shown: headings, rows of finished texts, and the data behind it.

    ``data`` is what the CSV holds, where one is offered: the same rows, with plain numbers and
    codes. ``records`` are the ids of the figures in the rows, each of which can then be corrected;
    empty where there is none.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    data: pd.DataFrame = field(default_factory=pd.DataFrame)
    records: Sequence[str] = ()


@dataclass(frozen=True)
class Card:
    """A chart with all that is said beside it; the same for everybody who makes the same choice."""

    drawn: Figure
    title: str
    subtitle: str
    sources: Iterable[str]
    """Ids of the bibliography, most used first."""
    table: Callable[[], Table]
    """Makes what is shown when the fold beneath is opened."""
    alt: str
    """What the chart shows, and its finding."""
    note: str = ""
    fold: tuple[str, str] = ("", "")
    """A longer remark: what it is about, and the remark."""
    explained: Sequence[str] = ()
    """Keys of the glossary."""


def chart(frame: Frame, key: str, card: Card) -> None:
    """A chart with its title, measure, sources, and the table behind it.

    ``key`` names the chart on its page, in downloads and in tests.
    """
    sheet = paper.current()
    if sheet is not None and sheet.charts is not None:
        sheet.charts[key] = (card.drawn, card.alt)
        return
    ids = list(dict.fromkeys(card.sources))
    about = downloads.About(card.title, card.subtitle, card.note, _named(frame, ids))
    if sheet is not None:
        _write_chart(frame, sheet, card.drawn, about, ids, card.table(), card.alt)
        return
    with st.container(key=f"card-{key}"):
        heading(card.title, card.subtitle)
        plot.draw(card.drawn, key, frame.words, card.alt)
        _put(f'<div class="mv-below">{_below(frame, card, ids)}</div>')
        _table_fold(frame, key, card.table, about, card.drawn)


def _below(frame: Frame, card: Card, ids: Iterable[str]) -> str:
    """What stands beneath a chart as HTML; one piece, since each is a message of its own."""
    more, limits = "", frame.collection.library.verification
    if card.fold[1]:
        more = (
            f'<details class="mv-meta"><summary>{plain(card.fold[0])}</summary>'
            f"<p>{plain(card.fold[1])}</p></details>"
        )
    terms = glossary.line(frame.words, limits, card.explained)
    return f"{_noted(card.note)}{more}{terms}{_sources(frame, ids)}"


def _write_chart(
    frame: Frame,
    sheet: paper.Paper,
    drawn: Figure,
    about: downloads.About,
    ids: Sequence[str],
    table: Table,
    alt: str,
) -> None:
    """The chart on paper: its picture is put in later, its table stands open beneath."""
    heading(about.title, about.measure)
    _put(f'<figure data-picture="{len(sheet.pictures)}"></figure>')
    sheet.pictures.append({**orjson.loads(drawn.json), "alt": alt})
    _put(_noted(about.note))
    source_line(frame, ids)
    html_table(table, about.title)


def _put(content: str) -> None:
    """HTML of ours, on the screen or on the sheet that lies open."""
    sheet = paper.current()
    if sheet is None:
        st.html(content)
    else:
        sheet.html.append(content)


def heading(title: str, subtitle: str) -> None:
    """Title and subtitle of a chart or list."""
    level = 2 if paper.current() is None else 3  # a briefing has chapters above its charts
    _put(
        f'<h{level} class="mv-title">{plain(title)}</h{level}>'
        f'<p class="mv-subtitle">{plain(subtitle)}</p>'
    )


def source_line(frame: Frame, ids: Iterable[str]) -> None:
    """The sources of what is shown, each a link to where it was read; many go into a fold."""
    text = _sources(frame, ids)
    if text:
        _put(text)


def _sources(frame: Frame, ids: Iterable[str]) -> str:
    library, words = frame.collection.library, frame.words
    found = [library.sources[id] for id in dict.fromkeys(ids) if id in library.sources]
    if not found:
        return ""
    cite(source.id for source in found)
    shown = ", ".join(source_link(source, words) for source in found[:MOST_SOURCES_IN_LINE])
    more = len(found) - MOST_SOURCES_IN_LINE
    rest = ", ".join(source_link(source, words) for source in found[MOST_SOURCES_IN_LINE:])
    others = words.say_many("and {n} more", "and {n} more", more)
    fold = f"<details><summary>{plain(others)}</summary>{rest}</details>" if more > 0 else ""
    heading = words.say("Source") if len(found) == 1 else words.say("Sources")
    return f'<div class="mv-source"><strong>{plain(heading)}:</strong> {shown} {fold}</div>'


def cite(ids: Iterable[str]) -> None:
    """Note on the sheet that lies open, if one does, that these sources are named on it."""
    sheet = paper.current()
    if sheet is not None:
        sheet.sources |= dict.fromkeys(ids)


def source_link(source: Source, words: Words) -> str:
    """HTML that names a source, with the year, and leads to it."""
    return link(source_name(source), source.url)


def something_wrong(here: Frame, record: str) -> str:
    """HTML of a link to where a record can be corrected, by its id; nothing on paper."""
    if paper.current() is not None:
        return ""
    query = urlencode({"correct": record, **address.only("lang")}, doseq=True)
    to, text = f"{served.address('/curate')}?{query}", here.words.say("Something wrong?")
    return f'<a class="mv-wrong" href="{plain(to)}" target="_self">{plain(text)}</a>'


def source_name(source: Source) -> str:
    """Who published a source, with the year, as in a line beneath a chart."""
    name = source.publisher or source.container_title or source.title
    year = parse_year(source.issued)
    return f"{name} {year}" if year else name


def _named(frame: Frame, ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Name and address of each source."""
    sources = frame.collection.library.sources
    found = [sources[id] for id in ids if id in sources]
    return tuple((source_name(source), source.url or "") for source in found)


def _table_fold(
    frame: Frame, key: str, make: Callable[[], Table], about: downloads.About, drawn: Figure
) -> None:
    """The table behind a chart and what can be taken away, made when it is opened."""
    words = frame.words
    fold = st.expander(words.say("Table and download"), key=f"fold-{key}", on_change="rerun")
    if fold.open:
        table = make()
        with fold:
            _draw_correctable(frame, table, about.title)
            with st.container(horizontal=True, key=f"take-{key}"):
                downloads.draw_table(frame, key, about, lambda: table.data)
                downloads.draw_picture(frame, key, about, drawn)
            downloads.draw_receipt(frame)


def _draw_correctable(here: Frame, table: Table, caption: str) -> None:
    """The table; behind each row that is one figure, the way to correct it."""
    if not table.records:
        html_table(table, caption)
        return
    rows = (
        [*(plain(cell) for cell in row), something_wrong(here, record) if record else ""]
        for row, record in zip(table.rows, table.records, strict=True)
    )
    _put(table_text(caption, [*table.headings, ""], rows))


def html_table(table: Table, caption: str = "") -> None:
    """A table as text: scrolls inside itself on a narrow screen, readable aloud.

    ``caption`` says what the table holds; without one its headings do.
    """
    rows = [[plain(cell) for cell in row] for row in table.rows]
    _put(table_text(caption or ", ".join(table.headings), table.headings, rows))


def table_text(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """HTML of a table with a caption for those who hear it; ``rows`` are HTML already.

    The first cell of each row names the row.
    """
    lines = [list(row) for row in rows]
    styles = [_column_style([row[i] for row in lines]) for i in range(len(headings))]
    head = "".join(
        f'<th scope="col" class="{style}">{plain(each)}</th>' if each else "<td></td>"
        for each, style in zip(headings, ["mv-words", *styles[1:]], strict=True)
    )
    body = "".join(
        f'<tr><th scope="row">{first}</th>'
        + "".join(
            f'<td class="{style}">{cell}</td>' for cell, style in zip(rest, styles[1:], strict=True)
        )
        + "</tr>"
        for first, *rest in lines
    )
    return (
        f'<div class="mv-scroll" tabindex="0" role="region" aria-label="{plain(caption)}">'
        f'<table class="mv-table"><caption>{plain(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _column_style(cells: Sequence[str]) -> str:
    """Numbers, bounds and ranges stand at the right, so that digits line up; words at the left."""
    numbers = sum(bool(_NUMBER.match(cell)) for cell in cells)
    most = 2 * numbers > sum(cell not in ("", DASH) for cell in cells)
    return "mv-number" if most else "mv-words"


def controls(
    here: Frame, key: str, names: Mapping[str, str], choices: Iterable[address.Choice[Any]]
) -> AbstractContextManager[Any]:
    """Where the controls of a page go: a row, and on a narrow screen a fold.

    ``names`` are the controls' parameters in the address and their names; the fold says of which
    of them a choice is made, else the first of those there are. Pages share parameters: what is
    no choice on this page is none.
    """
    if not here.narrow:
        return st.container(horizontal=True, vertical_alignment="bottom", key=key)
    words = here.words
    made = {choice.key for choice in choices if address.is_made(choice)}
    chosen = [name for parameter, name in names.items() if parameter in made]
    listed = chosen or list(names.values())[:MOST_NAMED]
    more = 0 if chosen else len(names) - len(listed)
    if more:
        listed.append(words.say_many("and {n} more", "and {n} more", more))
    text = " · ".join(listed)
    text = words.say("Chosen: {names}", names=text) if chosen else text
    return st.expander(label(text), key=key, icon=":material/tune:")


def asked(here: Frame, key: str, known: Container[str]) -> str:
    """The record that the address asks for by its id; empty if it asks for none that is known."""
    ids = address.raw(key)
    for unknown in (each for each in ids if each not in known):
        left_out(here.words, key, unknown)
    return next((each for each in ids if each in known), "")


def leave(here: Frame, key: str) -> None:
    """A link to the same page without the record that was asked for."""
    st.page_link(
        pages(here.words)[here.page.script],
        label=label(here.words.say("Close")),
        query_params=address.without(key),
    )


def answer(frame: Frame, text: str, doubt: str = "") -> None:
    """The page's question answered in one sentence, above the filters, with its doubt."""
    with frame.answer or nullcontext():
        _put(f'<p class="mv-answer">{plain(text)} <span class="mv-doubt">{plain(doubt)}</span></p>')


def figures(
    entries: Iterable[tuple[str, str, str]], explained: Mapping[str, str] | None = None
) -> None:
    """Large numbers side by side: (name, number with unit, what it rests on).

    ``explained`` maps a name to its key in the glossary; on paper nothing opens.
    """
    keys = explained if explained and paper.current() is None else {}
    blocks = "".join(
        '<div><p class="mv-kicker">'
        + (glossary.explained(keys[name], name) if name in keys else plain(name))
        + "</p>"
        f'<p class="mv-big">{plain(number)}</p>'
        f'<p class="mv-meta">{plain(basis)}</p></div>'
        for name, number, basis in entries
    )
    _put(f'<div class="mv-figures">{blocks}</div>')


def empty(text: str, cure: str = "") -> None:
    """What stands where a chart cannot: what is missing and what to do."""
    _put(f'<p class="mv-empty" role="status">{plain(text)} {plain(cure)}</p>')


def no_partner(here: Frame) -> None:
    """What stands on a page when the reader has taken away every partner."""
    empty(here.words.say("No partner is chosen."), here.words.say("Choose at least one, or All."))


def years_apart(here: Frame) -> None:
    """That the years chosen say nothing on a page which does not go by years."""
    usual = here.collection.library.focus.years
    if (here.filters.first, here.filters.last) != (usual.first, usual.last):
        note(here.words.say("The years chosen do not narrow this list."))


def page_of(here: Frame, key: str, items: Sequence[Item], size: int) -> Sequence[Item]:
    """The part of a long list that is shown, with a control to turn pages; kept in the address."""
    pages = max(1, -(-len(items) // size))
    choice = address.number("page", 1, pages, 1)
    current = address.chosen(choice)
    if pages == 1:
        return items
    _draw_pagination(pages, choice, current)
    first = (current - 1) * size
    note(
        here.words.say(
            "{first} to {last} of {total}",
            first=first + 1,
            last=min(first + size, len(items)),
            total=len(items),
        )
    )
    return items[first : first + size]


def _draw_pagination(pages: int, choice: address.Choice[int], current: int) -> None:
    # This widget knows no state set from outside: its key holds the page it starts on.
    key = f"pages-{pages}-{current}"
    st.pagination(
        pages,
        default=current,
        key=key,
        on_change=lambda: address.write(choice, st.session_state[key]),
    )


def search_choice(key: str) -> address.Choice[str]:
    """The choice of words to search by."""
    return address.Choice(key, "", lambda texts: texts[0], lambda value: (value,))


def search_field(key: str, name: str) -> str:
    """A field for words to search by, kept in the address."""
    return str(st.text_input(name, width=300, **address.bound(search_choice(key))) or "")


def sides(here: Frame, sources: Iterable[Source]) -> dict[str, str]:
    """Names of the sides that sources stand on, the most frequent first."""
    counts = Counter(source.side for source in sources)
    named = {**here.names, "third": here.words.say("third party")}
    return {side: named.get(side, side) for side, _ in counts.most_common()}


def one_or_none(key: str, name: str, captions: Mapping[str, str], empty_text: str) -> str:
    """A choice of one code or of none, kept in the address; empty text means none."""
    return str(
        st.selectbox(
            name,
            ["", *captions],
            format_func=lambda code: captions[code] if code else empty_text,
            placeholder=empty_text,
            **address.bound(address.one_of(key, captions, "")),
        )
    )


def one_or_all(here: Frame, key: str, name: str, captions: Mapping[str, str], width: int) -> str:
    """A choice of one code or of all, kept in the address; empty text means all."""
    every = here.words.say("all")
    return str(
        st.selectbox(
            label(name),
            ["", *captions],
            format_func=lambda code: captions[code] if code else every,
            width=width,
            placeholder=every,
            **address.bound(address.one_of(key, captions, "")),
        )
    )


def download(here: Frame, key: str, make: Callable[[], pd.DataFrame], title: str = "") -> None:
    """Buttons that save exactly the rows shown, made only when somebody wants them.

    Without a title they have that of the page.
    """
    about = downloads.About(title or here.page.question(here.words))
    with st.container(horizontal=True, key=f"take-{key}"):
        downloads.draw_table(here, key, about, make)


def download_made(caption: str, key: str, make: Callable[[], pd.DataFrame]) -> None:
    """A button that saves a table which is made only when somebody wants it."""
    st.download_button(
        caption,
        data=lambda: as_csv(make()),
        file_name=f"multivector-{key}.csv",
        mime="text/csv",
        key=f"csv-{key}",
        on_click="ignore",
    )


def note(text: str) -> None:
    """A remark in small type."""
    _put(_noted(text))


def _noted(text: str) -> str:
    return f'<p class="mv-note">{plain(text)}</p>' if text else ""
