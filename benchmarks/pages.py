"""How fast a page is, in a real browser, against an empty Streamlit page and a plain Plotly page.

python -m benchmarks.pages [ROUNDS]   default 9; writes build/benchmarks/pages.csv
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks import results, static
from benchmarks.machine import Machine
from benchmarks.results import Figure, summed_up
from tests.browser.server import browser, screen, served

SUITE = "pages"
ADDRESS = "/partners?partner=CN&partner=RU&partner=EU"
OTHER = "/partners?partner=CN&partner=EU"
PILL = "Russia"
"""What turns the one view into the other, and back."""
PRESS = 60
"""Milliseconds that a finger or a mouse button stays down."""
ROUNDS = 9
PATIENCE = 120_000
"""Milliseconds that a page may take on a busy machine, or with a huge collection."""
CASES = {"first": "first visit", "warm": "warm visit", "filter": "filter change"}
FIGURES = {
    "content": ("first content", "ms", 1),
    "first": ("first chart", "ms", 1),
    "all": ("all charts", "ms", 1),
    "rest": ("page at rest", "ms", 1),
    "bytes": ("received", "MB", 1e-6),
    "requests": ("requests", "", 1),
}
OTHERS = {"static": "plain page", "empty": "empty page"}
COMPARED = {"content": "empty", "first": "static", "all": "static"}
"""Of which page each time is told as a ratio."""
WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
READY = "() => window.marks.content && (!window.chartsExpected || window.marks.all)"
CHANGED = """() => ({
  all: Math.max(...window.redraws) - window.clicked,
  rest: window.touched - window.clicked,
})"""


def measure(rounds: int, machine: Machine) -> pd.DataFrame:
    """A row a round, page and visit: milliseconds to content, first and all charts; bytes."""
    rows: list[dict[str, Any]] = []
    with _servers() as (addresses, charts), browser() as chromium:
        for turn in range(rounds + 1):
            machine.look()
            for name, address in addresses.items():
                expected = charts if name != "empty" else 0
                found = visits(chromium, address, expected, name)
                if turn:  # the first round warms the servers up
                    rows += [{"round": turn, "page": name, **each} for each in found]
    return pd.DataFrame(rows)


@contextmanager
def _servers() -> Iterator[tuple[dict[str, str], int]]:
    """Addresses of the three pages, and how many charts there are on the two that have any."""
    with served() as app, served(script="benchmarks/empty.py") as empty:
        with browser() as chromium:
            states = (drawn(chromium, app + ADDRESS), drawn(chromium, app + OTHER))
        with tempfile.TemporaryDirectory() as folder:
            static.write_page(Path(folder), states)
            with static.served(Path(folder)) as plain:
                yield {"app": app + ADDRESS, "static": plain, "empty": empty}, len(states[0])


def drawn(chromium: Browser, address: str) -> list[dict[str, Any]]:
    """What the charts of a page draw, in their order."""
    page = chromium.new_context(**screen(1280)).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_selector("footer")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[class*=\"st-key-chart-\"]')]"
        ".every((each) => each.querySelector('.main-svg'))"
    )
    return page.evaluate(
        "() => [...document.querySelectorAll('.mv-plot')]"
        ".map((each) => JSON.parse(each.shown.split('\\n')[0]).figure)"
    )


def visits(chromium: Browser, address: str, charts: int, name: str) -> list[dict[str, Any]]:
    """A first visit, a second one with what the browser kept, and a change of the filter."""
    context = watched(chromium, charts)
    try:
        first = opened(context, address)
        again = opened(context, address)
        page = again.pop("tab")
        first.pop("tab").close()
        found = [{"visit": "first", **first}, {"visit": "warm", **again}]
        if charts:
            found.append({"visit": "filter", **_changed(page, name, charts)})
        return found
    finally:
        context.close()


def watched(chromium: Browser, charts: int) -> BrowserContext:
    """A visitor's browser that notes when each page of so many charts was drawn."""
    context = chromium.new_context(**screen(1280))
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"window.chartsExpected = {charts};\n{WATCH}")
    return context


def opened(context: BrowserContext, address: str) -> dict[str, Any]:
    """What was noted as a page opened, and its ``tab``."""
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    received = {"bytes": 0, "requests": 0}

    def note(event: dict[str, Any]) -> None:
        received["bytes"] += event["encodedDataLength"]
        received["requests"] += 1

    network.on("Network.loadingFinished", note)
    page.goto(address)
    page.wait_for_function(READY)
    return {**page.evaluate("window.marks"), **received, "tab": page}


def _changed(page: Page, name: str, charts: int) -> dict[str, float]:
    """Milliseconds from a click to the last chart's redraw, and to the last change of anything.

    The medians of four clicks.
    """
    times = []
    for _ in range(4):
        caption = "Change" if name == "static" else PILL
        page.get_by_role("button", name=caption, exact=True).first.click(delay=PRESS)
        page.wait_for_function(f"() => window.redraws.length >= {charts}")
        page.wait_for_timeout(400)  # a pause in which the rest of the page follows
        times.append(page.evaluate(CHANGED))
    return {each: median(time[each] for time in times) for each in times[0]}


def figures(rows: pd.DataFrame) -> Iterator[Figure]:
    """Each page's figures, and the app's times as ratios to another page's of the same round."""
    for visit, case in CASES.items():
        for column, (name, unit, scale) in FIGURES.items():
            part = rows[rows["visit"] == visit].dropna(subset=[column])
            if part.empty:
                continue
            table = part.pivot(index="round", columns="page", values=column) * scale
            yield summed_up(SUITE, case, name, unit, table["app"])
            for other in OTHERS.keys() & table.columns:
                yield summed_up(SUITE, case, f"{name}, {OTHERS[other]}", unit, table[other])
            if base := COMPARED.get(column):
                ratios = table["app"] / table[base]
                yield summed_up(SUITE, case, f"{name} ÷ {OTHERS[base]}", "×", ratios)


if __name__ == "__main__":
    here = Machine(SUITE)
    measured = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS, here)
    results.write(SUITE, [*figures(measured), *here.figures()])
