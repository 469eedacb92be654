"""The pages of a release, made of what a briefing is made of.

Everything a page fetches lies beside it, by a relative address, and nothing is fetched by a script:
so a page opens from a disk and below any address. Charts are drawn by one Plotly for all pages;
without it their tables say the same.
"""

import json
from pathlib import Path

from multivector.analysis.exports import EXPORTS
from multivector.citations import FORMATS
from multivector.findings import citation
from multivector.library.collection import Library
from multivector.ui import briefing
from multivector.ui.frame import PAGES, Frame
from multivector.ui.texts import plain
from multivector.words import Words, languages

SCRIPT = Path(__file__).with_name("release.js")
PLOTLY, DRAWING = "assets/plotly.min.js", "assets/release.js"
BIBLIOGRAPHY, CALENDAR = "bibliography", "timeline.ics"
PATHS = tuple(briefing.CHAPTERS)
"""The views that have a page, by the addresses they have in the dashboard."""
_STYLE = (
    "nav{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;padding:.2rem 0}"
    "nav [aria-current]{color:inherit;font-weight:650;text-decoration:none}"
    "figure[data-picture]{min-height:420px}figure .main-svg{overflow:visible!important}"
)


def page(here: Frame, path: str) -> bytes:
    """One view in the reader's language: answer, charts, tables and sources."""
    made = briefing.briefing(here, [path])
    parts = [
        f'<figure data-picture="{number}" role="img" aria-label="{plain(each["alt"])}"></figure>'
        for number, each in enumerate(made["pictures"])
    ]
    document = str(made["html"])
    for number, part in enumerate(parts):
        document = document.replace(f'<figure data-picture="{number}"></figure>', part)
    drawn = {"pictures": made["pictures"], "config": made["config"]}
    data = json.dumps(drawn, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    scripts = (
        f'<script type="application/json" id="pictures">{data}</script>'
        f'<script src="../{PLOTLY}"></script><script src="../{DRAWING}"></script>'
    )
    return _finished(document, _ways(here, path), scripts)


def overview(here: Frame) -> bytes:
    """What the release holds, in the reader's language."""
    words, focus = here.words, here.collection.library.focus
    tables = "".join(
        f'<li><span lang="en">{name}</span>: <a href="../tables/{name}.csv">CSV</a>, '
        f'<a href="../tables/{name}.json">JSON</a></li>'
        for name in EXPORTS
    )
    references = ", ".join(
        f'<a href="../{BIBLIOGRAPHY}.{each.ending}">{name}</a>' for name, each in FORMATS.items()
    )
    views = "".join(
        f'<li><a href="{each.path}.html">{plain(each.title(words))}</a>: '
        f"{plain(each.question(words))}</li>"
        for each in PAGES
        if each.path in PATHS
    )
    licence = words.say(
        "Our curation: {licence}; sources keep their own terms", licence=focus.licence
    )
    sources, held, saved = words.say("Sources"), words.say("Tables"), words.say("Calendar file")
    body = (
        f"<header><h1>{plain(words.pick(focus.title))}</h1>"
        f'<p class="mv-meta">{plain(citation.printed(here.receipt, words))}</p></header><main>'
        f"<ul>{views}</ul>"
        f'<p><a href="{CALENDAR}">{plain(saved)}</a></p>'
        f"<h2>{plain(sources)}</h2><p>{references}</p>"
        f"<h2>{plain(held)}</h2><ul>{tables}</ul></main>"
        f'<footer><p class="mv-meta">{plain(licence)}</p></footer>'
    )
    return _finished(_document(words, words.pick(focus.title), body), _ways(here, "index"), "")


def entrance(library: Library) -> bytes:
    """The first page: the choice of a language."""
    titles = {code: Words(code) for code in languages()}
    choices = "".join(
        f'<li lang="{code}"><a href="{code}/index.html" hreflang="{code}">'
        f"{plain(words.pick(library.focus.title))} ({plain(words.language_name(code))})</a></li>"
        for code, words in titles.items()
    )
    words = titles[languages()[0]]
    title = words.pick(library.focus.title)
    body = f"<main><h1>{plain(title)}</h1><ul>{choices}</ul></main>"
    return _finished(_document(words, title, body), "", "")


def _document(words: Words, title: str, body: str) -> str:
    style = briefing.STYLE.read_text(encoding="utf-8")
    return (
        f'<html lang="{plain(words.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{plain(title)}</title><style>{style}</style></head><body>{body}</body></html>"
    )


def _ways(here: Frame, path: str) -> str:
    """Links to the other views, and to this one in the other languages."""
    words = here.words
    entries = [("index", words.say("Overview"))]
    entries += [(each.path, each.title(words)) for each in PAGES if each.path in PATHS]
    views = "".join(
        f'<a href="{each}.html"{_current(each == path)}>{plain(title)}</a>'
        for each, title in entries
    )
    others = "".join(
        f'<a href="../{code}/{path}.html" lang="{code}" hreflang="{code}"'
        f"{_current(code == words.language)}>{plain(words.language_name(code))}</a>"
        for code in languages()
    )
    own, languages_named = words.say("App pages"), words.say("Language")
    return (
        f'<nav aria-label="{plain(own)}">{views}</nav>'
        f'<nav aria-label="{plain(languages_named)}">{others}</nav>'
    )


def _current(holds: bool) -> str:
    return ' aria-current="page"' if holds else ""


def _finished(document: str, ways: str, scripts: str) -> bytes:
    """The document with what a release adds to it; texts of the collection are escaped in it."""
    head, rest = document.split("</head><body>", 1)
    body, end = rest.rsplit("</body>", 1)
    return (
        f"<!DOCTYPE html>\n{head}<style>{_STYLE}</style></head><body>{ways}{body}{scripts}"
        f"</body>{end}\n"
    ).encode()
