"""The content security policy in a real browser: our pages live, what is slipped in does not."""

from collections.abc import Callable

import pytest

from tests.browser.cases import quick_first
from tests.browser.server import Visit
from tests.browser.test_browser import PAGES

Open = Callable[..., Visit]


@pytest.mark.parametrize("path", quick_first(1, reversed(PAGES)))
def test_nothing_on_a_page_breaks_the_policy(visit: Open, path: str) -> None:
    shown = visit(f"{path}?lang=de")
    assert shown.page.locator("html").get_attribute("lang") == "de"
    folds = shown.page.locator("[data-testid=stExpander] summary")
    for fold in [folds.first, folds.last] if folds.count() else []:
        fold.click()
        shown.settled()
    assert shown.errors == []


SLIPPED_IN = {
    "a script": "document.body.append(Object.assign(document.createElement('script'),"
    " {text: 'window.entered = true'}))",
    "a handler": "document.body.insertAdjacentHTML('beforeend',"
    ' \'<img src="data:,x" onerror="window.entered = true">\')',
    "a script of another host": "document.body.append(Object.assign("
    "document.createElement('script'), {src: 'http://other.invalid/x.js'}))",
    "a request to another host": "fetch('http://other.invalid/').catch(() => {})",
    "a picture of another host": "new Image().src = 'http://other.invalid/x.png'",
    "a frame": "document.body.insertAdjacentHTML('beforeend',"
    " '<iframe src=\"http://other.invalid/\"></iframe>')",
    "another base": "document.head.append(Object.assign("
    "document.createElement('base'), {href: 'http://other.invalid/'}))",
    "code from text": "setTimeout('window.entered = true')",
}


def test_what_is_slipped_into_a_page_is_refused(visit: Open) -> None:
    shown = visit("/sources")
    shown.page.evaluate(
        "window.refused = [];"
        "document.addEventListener('securitypolicyviolation', () => window.refused.push(1))"
    )
    for count, script in enumerate(SLIPPED_IN.values(), start=1):
        # In the page itself: what the test tool evaluates is exempt, what it leads to is not.
        shown.page.evaluate(f"() => {{ {script}; }}")
        shown.page.wait_for_function(f"window.refused.length >= {count}")
    assert shown.page.evaluate("window.entered") is None


def test_a_page_does_not_show_within_another_site(visit: Open) -> None:
    shown = visit("/sources")
    with shown.page.context.expect_page() as opened:
        shown.page.evaluate("window.open('about:blank', '_blank', 'noopener')")
    outer = opened.value
    with outer.expect_event("console", lambda message: "frame-ancestors" in message.text):
        outer.set_content(f'<iframe src="{shown.address}/"></iframe>')
