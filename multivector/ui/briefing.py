"""A briefing: what the pages say of the chosen partners and years, as one document for print."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from multivector.charts.style import plotly_locale
from multivector.findings import citation as citations
from multivector.findings import claims as findings
from multivector.model import Source
from multivector.ui import cards, claims, comparison, paper, timeline
from multivector.ui.balance import answer, pictures, view
from multivector.ui.frame import PAGES, Frame
from multivector.ui.texts import link, plain

STYLE = Path(__file__).with_suffix(".css")
PICTURE_WIDTH = 720


def briefing(here: Frame, chapters: Iterable[str] | None = None) -> Mapping[str, Any]:
    """The document as HTML with a place for each picture, and the pictures to be put in.

    Pictures are Plotly figures with their text alternative under ``alt``, in the order of their
    places; all are to be drawn ``width`` pixels wide, with ``config``. ``name`` is that of a file.
    ``chapters`` are the addresses of the pages it is made of, by default all that there are.
    """
    here = replace(here, answer=None, narrow=False)
    with paper.laid_out() as sheet:
        if here.filters.nothing:
            cards.no_partner(here)
        else:
            for path in CHAPTERS if chapters is None else chapters:
                _open_chapter(here, sheet, path)
                CHAPTERS[path](here)
        _write_sources(here, sheet)
    return {
        "html": _document(here, "".join(sheet.html)),
        "pictures": sheet.pictures,
        "width": PICTURE_WIDTH,
        "config": plotly_locale(here.words),
        "name": f"multivector-briefing-{here.receipt.hash}.html",
    }


def _draw_balance(here: Frame) -> None:
    shown = view.asked(here)
    answer.draw_answer(here, shown)
    answer.draw_figures(here, shown)
    answer.draw_about_cut(here, shown)
    pictures.draw_triangle(here, shown)
    pictures.draw_course(here, shown)
    pictures.draw_strip(here, shown)


def _draw_comparison(here: Frame) -> None:
    choice = comparison.read(here)
    if choice.indicator is None:
        cards.empty(here.words.say("The collection holds no figures yet."))
        return
    comparison.draw_answer(here, choice)
    comparison.draw_latest(here, choice)
    comparison.draw_history(here, choice)
    comparison.draw_counts(here, choice)
    comparison.draw_statements(here, choice)


def _draw_timeline(here: Frame) -> None:
    rows = timeline.chosen(here)
    if rows.empty:
        cards.empty(
            here.words.say("No event with these partners in these years is in the collection.")
        )
        return
    timeline.draw_answer(here, rows)
    timeline.draw_picture(here, rows)


def _draw_claims(here: Frame) -> None:
    listed = claims.read(here)
    cards.answer(here, findings.how_many(listed, here.collection.library, here.words))
    claims.draw_tested(here, listed)


CHAPTERS: Mapping[str, Callable[[Frame], None]] = {
    "balance": _draw_balance,
    "partners": _draw_comparison,
    "timeline": _draw_timeline,
    "claims": _draw_claims,
}
"""What the document holds, by the address of the page that shows the same."""


def _open_chapter(here: Frame, sheet: paper.Paper, path: str) -> None:
    entry = next(each for each in PAGES if each.path == path)
    sheet.html.append(f"<h2>{plain(entry.question(here.words))}</h2>")


def _write_sources(here: Frame, sheet: paper.Paper) -> None:
    sources = here.collection.library.sources
    items = "".join(f"<li>{_reference(here, sources[id])}</li>" for id in sheet.sources)
    sheet.html.append(f"<h2>{plain(here.words.say('Sources'))}</h2><ol>{items}</ol>")


def _reference(here: Frame, source: Source) -> str:
    """One source as HTML, with its address written out, since paper has no links."""
    words = here.words
    name = source.container_title or source.publisher or ""
    date = words.period(source.issued) if source.issued else words.say("no date")
    parts = [plain(part) for part in (source.title, name, date) if part]
    if source.url:
        parts.append(link(source.url, source.url))
    return " · ".join(parts)


def _document(here: Frame, body: str) -> str:
    words, focus = here.words, here.collection.library.focus
    site = words.pick(focus.title)
    chosen = words.listed(here.names[code] for code in here.filters.partners)
    about = citations.scope(chosen, here.filters.first, here.filters.last, words)
    licence = words.say(
        "Our curation: {licence}; sources keep their own terms", licence=focus.licence
    )
    receipt = citations.printed(here.receipt, words)
    return (
        f'<html lang="{plain(words.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{plain(site)}: {plain(about)}</title>"
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head><body>"
        f'<header><p class="mv-kicker">{plain(site)}</p><h1>{plain(about)}</h1>'
        f'<p class="mv-meta">{plain(receipt)}</p></header>'
        f"<main>{body}</main>"
        f'<footer><p class="mv-meta">{plain(licence)}</p></footer></body></html>'
    )
