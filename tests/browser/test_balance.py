"""Moving a weight in a real browser: what changes, how fast, and what stays where it is."""

from collections.abc import Callable

from tests.browser.server import Visit

MOST_MILLISECONDS = 3_000
"""Far above what it takes; a page that draws everything anew would still take longer."""


def answer(shown: Visit) -> str:
    return shown.page.locator(".mv-answer").inner_text()


def test_a_moved_weight_changes_the_answer_and_the_address_but_not_the_place(
    visit: Callable[..., Visit],
) -> None:
    shown = visit("/balance")
    page = shown.page
    before = answer(shown)
    handle = page.get_by_role("slider", name="Security")
    handle.scroll_into_view_if_needed()
    handle.focus()
    top = handle.bounding_box()
    started = page.evaluate("performance.now()")
    handle.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('.mv-answer').innerText !== before", arg=before
    )
    took = page.evaluate("performance.now()") - started
    shown.settled()
    moved = handle.bounding_box()
    assert "w=security%3A1.5" in page.url or "w=security:1.5" in page.url
    assert top and moved and abs(top["y"] - moved["y"]) < 2
    assert took < MOST_MILLISECONDS
    assert shown.errors == []


def test_a_view_with_weights_opens_with_the_same_numbers(visit: Callable[..., Visit]) -> None:
    address = "/balance?w=security:3&w=trade:0.5&year=2024&reporter=range&cut=member&alike=50"
    first = visit(address)
    again = visit(first.page.url.removeprefix(first.address))
    assert answer(first) == answer(again)
    figures = [each.page.locator(".mv-big").all_inner_texts() for each in (first, again)]
    assert figures[0] == figures[1] and len(figures[0]) == 5
