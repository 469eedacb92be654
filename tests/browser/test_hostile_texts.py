"""Texts that mean something to a browser, Markdown or Plotly, seen as they are on every page."""

from collections.abc import Callable, Iterator

import pytest

from tests.browser.server import Visit, served
from tests.hostile import MARKS, as_read, hostile_files, tame_files
from tests.makers import make_library

Open = Callable[..., Visit]
PATHS = ("/", "/partners", "/timeline", "/balance", "/claims", "/sources", "/curate")
READ = """() => {
    const copy = document.querySelector('[data-testid="stMain"]').cloneNode(true)
    copy.querySelectorAll('style, script, defs').forEach(each => each.remove())
    return copy.textContent
}"""
CAPTIONED = """() => [...document.querySelectorAll('button.mv-action')].every(
    each => each.textContent)"""
CAUGHT = """() => [...document.querySelectorAll('*')].filter(each =>
    each.hasAttribute('onerror') || /^javascript/i.test(each.getAttribute('href') || '')
    || each.matches('.katex, img[src="x"]')).map(each => each.outerHTML)"""


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    folder = tmp_path_factory.mktemp("texts")
    for name, files in (("hostile", hostile_files()), ("tame", tame_files())):
        make_library(folder / name, files)
    with served(folder / "hostile") as hostile, served(folder / "tame") as tame:
        yield hostile, tame


def opened(shown: Visit) -> Visit:
    """Every fold of the page opened, the nested ones too."""
    closed = shown.page.locator('[data-testid="stMain"] details:not([open]) > summary')
    for _ in range(40):
        if not closed.count():
            shown.page.wait_for_function(CAPTIONED)
            return shown
        closed.first.click()
        shown.settled()
    raise AssertionError("folds without end")


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_a_page_shows_the_marks_and_runs_none(
    visit: Open, servers: tuple[str, str], path: str
) -> None:
    asked: list[str] = []
    read = []
    for server in servers:
        shown = visit(f"{path}?lang=en", server=server)
        shown.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        opened(shown)
        assert shown.page.evaluate(CAUGHT) == []
        assert shown.errors == []
        assert shown.foreign_requests() == []
        read.append(shown.page.evaluate(READ))
    hostile, tame = (
        as_read(each.replace(server, "")) for each, server in zip(read, servers, strict=True)
    )
    assert hostile == tame
    assert asked == []
    seen = "".join(read[0].split())
    assert [mark for mark in MARKS if "".join(mark.split()) in seen]


@pytest.mark.slow
def test_a_name_under_the_pointer_is_a_text(visit: Open, servers: tuple[str, str]) -> None:
    shown = visit("/partners?lang=en&partner=CC&partner=DD", server=servers[0])
    bars = shown.page.locator(".st-key-card-latest .barlayer .point path")
    bars.last.scroll_into_view_if_needed()
    box = bars.last.bounding_box()
    assert box
    shown.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hover = shown.page.locator(".hoverlayer .hovertext")
    hover.wait_for()
    assert 'Country C =HYPERLINK("http://x","y")' in hover.text_content()
