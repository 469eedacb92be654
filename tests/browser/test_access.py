"""Every page for every reader: axe-core's rules, light and dark, desk and phone, folds open."""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.cases import quick_first
from tests.browser.server import Visit

Open = Callable[..., Visit]
PAGES = ("/partners?partner=CN", "/claims", "/", "/timeline", "/balance", "/sources", "/curate")
ALL = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
FIELD_FOR_FILES = 'data-testid="stFileUploaderDropzone"'
"""Streamlit gives it the role of no meaning and makes it focusable by scripts; not ours to mend."""
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.mark.parametrize("path", quick_first(2, PAGES))
def test_no_violation_that_is_ours(visit: Open, path: str) -> None:
    shown = visit(path)
    found = violations(shown, "desk, light", ALL)
    open_folds(shown)
    turn(shown, "dark")
    found += violations(shown, "desk, dark", CONTRAST)
    shown.page.set_viewport_size({"width": 360, "height": 800})
    shown.page.locator(".st-key-filters summary").wait_for()
    shown.settled()
    found += violations(shown, "phone, dark", ALL)
    turn(shown, "light")
    found += violations(shown, "phone, light", CONTRAST)
    assert sideways(shown) == []
    assert clipped(shown) == []
    assert small_targets(shown) == []
    assert found == []
    assert shown.errors == []


def test_no_violation_in_what_opens_on_top(visit: Open) -> None:
    shown = visit("/claims?q=Rosatom&claim=euractiv-2025-06.9", width=360)
    shown.page.locator(".st-key-search-results a").first.wait_for()
    found = violations(shown, "search and claim", ALL)
    shown.page.get_by_role("button", name="◐ agrees by one count").first.click()
    shown.page.get_by_text("At least one count agrees with the figure").wait_for()
    found += violations(shown, "meaning, light", CONTRAST)
    turn(shown, "dark")
    found += violations(shown, "meaning, dark", ALL)
    shown.page.keyboard.press("Escape")
    shown.page.get_by_text("Cite this view").click()
    shown.page.get_by_role("button", name="Copy citation").wait_for()
    shown.settled()
    found += violations(shown, "citation", ALL)
    assert found == []
    assert sideways(shown) == []


def test_enlarged_to_twice_the_size_nothing_is_lost(visit: Open) -> None:
    shown = visit("/partners", width=640, device_scale_factor=2)
    shown.page.locator(".st-key-filters summary").wait_for()
    shown.settled()
    assert sideways(shown) == clipped(shown) == []
    shown.page.locator(".st-key-filters summary").click()
    shown.page.get_by_role("button", name="China", exact=True).click()
    shown.page.wait_for_url("**partner=CN**")
    shown.page.locator(".st-key-filters summary", has_text="China").wait_for()
    assert shown.page.get_by_role("button", name="Russia", exact=True).is_visible()


def violations(shown: Visit, state: str, rules: dict[str, object]) -> list[str]:
    answer = Axe().run(shown.page, options={**rules, "resultTypes": ["violations"]}).response
    return [
        f"{state}: {each['id']} {node['target']} {node['html'][:200]}"
        for each in answer["violations"]
        for node in each["nodes"]
        if (each["id"], FIELD_FOR_FILES in node["html"]) != ("presentation-role-conflict", True)
    ]


def open_folds(shown: Visit) -> None:
    """Open every fold of the page, the folds in the lists too."""
    folds = shown.page.locator("[data-testid=stMain] [data-testid=stExpander] summary")
    for place in range(folds.count()):
        folds.nth(place).click()
        shown.settled()
    shown.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def turn(shown: Visit, scheme: Literal["light", "dark"]) -> None:
    """Turn the page light or dark, as the reader's system does."""
    shown.page.emulate_media(color_scheme=scheme)
    shown.page.wait_for_function(
        "wanted => getComputedStyle(document.querySelector('.stApp')).colorScheme === wanted",
        arg=scheme,
    )


def sideways(shown: Visit) -> list[str]:
    """What makes the page itself scroll sideways."""
    return shown.page.evaluate(
        """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
            .filter(each => each.scrollWidth > window.innerWidth)
            .map(each => `${each.tagName} ${each.scrollWidth}`)"""
    )


def clipped(shown: Visit) -> list[str]:
    """Texts of charts that lie outside of their chart."""
    return shown.page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
            const edge = chart.getBoundingClientRect();
            return [...chart.querySelectorAll('.main-svg text')].filter(text => {
                const box = text.getBoundingClientRect();
                return box.width && text.textContent.trim() && (box.left < edge.left - 1
                    || box.right > edge.right + 1 || box.top < edge.top - 1
                    || box.bottom > edge.bottom + 1);
            }).map(text => text.textContent);
        })"""
    )


def small_targets(shown: Visit) -> list[str]:
    """Controls on a phone that a thumb would miss; links and terms in a text are set apart."""
    return shown.page.evaluate(
        """() => [...document.querySelectorAll(
            '[data-testid=stMain] :is(button, input, summary, [role=combobox], [role=radio])')]
            .filter(each => !each.closest('.mv-term, .mv-meta, [data-testid=stSlider]'))
            .map(each => [each, each.closest(
                '[role=group]:has(> input), [data-testid=stTextInputRootElement]') ?? each])
            .map(([each, field]) => [each, field.getBoundingClientRect()])
            .filter(([, box]) => box.width && box.height && box.height < 43.5)
            .map(([each, box]) => `${Math.round(box.height)} ${each.outerHTML.slice(0, 160)}`)"""
    )
