"""The small collection with marks in all its texts that mean something to some program.

Its twin has a letter in the place of each mark. Whatever shows or exports the two must show the
same but for the marks: one that was taken for HTML, Markdown, a formula or a placeholder is gone.
"""

import re
from collections.abc import Callable, Sequence
from itertools import cycle

from tests.makers import FILES

MARKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "$44bn and $95bn",
    ":red[x] :material/home:",
    "{{x}} {placeholder} %s %(n)s",
    "<b>bold</b><br>**b** `c` ~~d~~",
    '=HYPERLINK("http://x","y")',
    "&lt;i&gt; &amp; \\textbf{z} #1 %{x} %{customdata}",
)
"""Texts that mean something to HTML, Markdown, LaTeX, Streamlit, Python, Plotly or Excel."""
OPENINGS = ("=1+1 ", "+1 ", "-1 ", "@SUM(A1) ")
"""How a text begins that a spreadsheet takes for a formula."""

_MORE = {
    "sources/press.yaml": [
        ('title: "[An example]"', "title: ⟦An example⟧"),
        ("container-title: Example Paper", "container-title: ⟦Example Paper⟧"),
        ("publisher: Office of A", "publisher: ⟦Office of A⟧\n  note: ⟦A note⟧"),
        ("  side: third", "  author: [{family: ⟦Smith⟧, given: ⟦Ann⟧}]\n  side: third"),
    ],
    "articles/paper-2025.yaml": [
        ("    kind: event", "    kind: event\n    speakers: [⟦A speaker⟧]\n    note: {en: Remark}"),
    ],
    "events/talks.yaml": [("city: Capital", "city: ⟦Capital⟧")],
    "deals/pipeline.yaml": [("domain: trade", "domain: trade\nparties: [⟦A firm⟧]")],
    "observations/trade.csv": [('"c.i.f., new"', "⟦c.i.f.⟧"), ("43.5 / 140", "⟦43.5 / 140⟧")],
    "focus.yaml": [("maintainers: Example authors", "maintainers: ⟦Example authors⟧")],
    "indicators.yaml": [("reason: A share.", "reason: ⟦A share⟧")],
}
"""Texts that stand in no language, in brackets of their own."""
_TEXT = re.compile(r'\{en: "?(?P<english>[^}"]*)"?\}|⟦(?P<bare>[^⟧]*)⟧')


def hostile_files(openings: Sequence[str] = ("",)) -> dict[str, str | None]:
    """The files with the marks, for ``write_collection``; each text begins with an opening."""
    return _files(lambda mark: mark, openings)


def tame_files() -> dict[str, str | None]:
    """The same files with a letter for each mark."""
    return _files(without_marks, ("",))


def without_marks(text: str) -> str:
    """The text with an X for every sign that is neither letter, digit nor space."""
    return re.sub(r"[^\w\s]", "X", text)


def as_read(text: str) -> str:
    """What two pages have in common that differ in marks, breaks of lines and version alone."""
    without_version = re.sub(r"\b(?:[0-9a-f]{12}|[0-9a-f]{8})\b", "", text)
    return re.sub(r"\s+", "", without_marks(without_version))


def _files(spelt: Callable[[str], str], openings: Sequence[str]) -> dict[str, str | None]:
    marks, begun = cycle(MARKS), cycle(openings)
    changed: dict[str, str | None] = {}
    for name, text in FILES.items():
        marked_out = text
        for old, new in _MORE.get(name, []):
            assert old in text, f"{old!r} does not stand in {name}"
            marked_out = marked_out.replace(old, new, 1)
        quote = '"' if name.endswith(".csv") else "'"

        def marked(match: re.Match[str], quote: str = quote) -> str:
            english = match["english"]
            said = english if english is not None else match["bare"]
            whole = f"{next(begun)}{said} {spelt(next(marks))}".replace(quote, quote * 2)
            return f"{quote}{whole}{quote}" if english is None else f"{{en: {quote}{whole}{quote}}}"

        changed[name] = _TEXT.sub(marked, marked_out)
    return changed
