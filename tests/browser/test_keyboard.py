"""With keys alone: filter, open evidence, download, search, and see at each step where one is."""

import csv
from collections.abc import Callable

from tests.browser.server import Visit

Open = Callable[..., Visit]
MOST_STEPS = 150
FOCUSED = """() => {
    const at = document.activeElement;
    const name = (at.getAttribute('aria-label') ?? at.innerText ?? '').trim();
    const rings = [at, at.parentElement, at.parentElement?.parentElement].filter(Boolean);
    const isSeen = rings.some(each => {
        const style = getComputedStyle(each);
        return style.boxShadow !== 'none'
            || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
    });
    const box = at.getBoundingClientRect();
    return {name, isSeen, tag: at.tagName, isInPage: box.width > 0 && box.height > 0};
}"""


def step_to(shown: Visit, name: str, tag: str) -> None:
    """Press Tab until the control of this name has the focus; each stop on the way can be seen."""
    for _ in range(MOST_STEPS):
        shown.page.keyboard.press("Tab")
        at = shown.page.evaluate(FOCUSED)
        assert at["isSeen"] and at["isInPage"], at
        if at["tag"] == tag and at["name"].startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_filter_evidence_and_download_by_keyboard_alone(visit: Open) -> None:
    shown = visit("/claims")
    keys = shown.page.keyboard
    step_to(shown, "Skip to main content", "A")
    keys.press("Enter")
    step_to(shown, "All", "BUTTON")
    while shown.page.evaluate(FOCUSED)["name"] != "China":
        keys.press("ArrowRight")
    keys.press("Space")
    shown.page.wait_for_url("**partner=CN**")
    shown.settled()
    step_to(shown, "◐ agrees by one count", "BUTTON")
    step_to(shown, "Evidence", "SUMMARY")
    keys.press("Enter")
    shown.page.locator("details[open] .mv-table").first.wait_for()
    step_to(shown, "What each count says", "DIV")
    keys.press("ArrowRight")
    step_to(shown, "Download CSV", "BUTTON")
    with shown.page.expect_download() as saved:
        keys.press("Enter")
    rows = list(csv.DictReader(saved.value.path().read_text(encoding="utf-8").splitlines()))
    assert len(rows) > 20
    assert all("CN" in row["partners"].split(";") for row in rows)
    assert shown.errors == []


def test_meaning_of_a_term_opens_and_closes_by_keyboard(visit: Open) -> None:
    shown = visit("/claims?find=44 billion")
    step_to(shown, "◐ agrees by one count", "BUTTON")
    meaning = shown.page.get_by_text("At least one count agrees with the figure")
    assert not meaning.is_visible()
    shown.page.keyboard.press("Enter")
    meaning.wait_for()
    shown.page.keyboard.press("Escape")
    meaning.wait_for(state="hidden")
    assert shown.page.evaluate(FOCUSED)["name"] == "◐ agrees by one count"


def test_search_by_keyboard_leads_to_the_record(visit: Open) -> None:
    shown = visit("/balance?lang=de&partner=CN")
    step_to(shown, "Alles durchsuchen", "INPUT")
    shown.page.keyboard.type("Росатом")
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_url("**q=**")
    shown.page.get_by_role("heading", name="Treffer zu „Росатом“").wait_for()
    shown.settled()
    step_to(shown, "Erstes Kernkraftwerk", "A")
    shown.page.keyboard.press("Enter")
    shown.asks("Wie schneiden die Partner im Vergleich ab?")
    shown.page.get_by_role("heading", name="Das gesuchte Geschäft").wait_for()
    assert "lang=de" in shown.page.url and "deal=" in shown.page.url
    assert "q=" not in shown.page.url
    assert shown.errors == []
