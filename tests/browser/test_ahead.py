"""Charts of a choice are drawn before the page has run, once, and the run has the last word."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, WebSocketRoute, expect

from tests.browser.server import ROOT, Visit

Open = Callable[..., Visit]
WATCH = (ROOT / "benchmarks" / "watch.js").read_text(encoding="utf-8")
"""Notes each chart that is drawn after a click."""


class Line:
    """A page's connection to the server, on which what the server says can be held up."""

    def __init__(self, page: Page) -> None:
        self.held: list[str | bytes] = []
        self.is_held = False
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, page: WebSocketRoute) -> None:
        self.page = page
        server = page.connect_to_server()
        server.on_message(self._pass)

    def _pass(self, message: str | bytes) -> None:
        if self.is_held:
            self.held.append(message)
        else:
            self.page.send(message)

    def let_go(self) -> None:
        """Hand over all that was held up, and hold up nothing more."""
        self.is_held = False
        for message in self.held:
            self.page.send(message)


def test_charts_change_before_the_page_has_run_and_only_once(visit: Open) -> None:
    shown, line = _watched(visit)
    chart, title = _part(shown, ".mv-plot"), _part(shown, "h2")
    before = title.text_content()
    line.is_held = True
    _chip(shown, "EU").click()
    expect(chart).to_contain_text("EU")
    shown.page.wait_for_function("window.redraws.length === 3")
    assert (title.text_content(), "EU" in before) == (before, False)
    line.let_go()
    expect(title).to_contain_text("EU")
    shown.settled()
    assert shown.page.evaluate("window.redraws.length") == 3
    assert shown.errors == []


@pytest.mark.parametrize("key", ["screen", "memory", "ahead"])
def test_what_shows_nothing_takes_no_room(visit: Open, key: str) -> None:
    shown = visit("/partners?partner=CN")
    expect(shown.page.locator(f".st-key-{key}")).to_have_css("display", "none")


def test_who_goes_back_at_once_sees_what_was_before(visit: Open) -> None:
    shown, line = _watched(visit)
    chart = _part(shown, ".mv-plot")
    line.is_held = True
    _chip(shown, "EU").click()
    expect(chart).to_contain_text("EU")
    line.let_go()
    expect(shown.page).to_have_url(re.compile("partner=EU"))
    shown.page.go_back()
    expect(chart).not_to_contain_text("EU")
    shown.settled()
    assert "EU" not in chart.text_content()


def test_choice_taken_back_at_once_leaves_nothing_behind(visit: Open) -> None:
    shown, _line = _watched(visit)
    chip, chart = _chip(shown, "EU"), _part(shown, ".mv-plot")
    with shown.page.expect_response("**/charts/**"):
        chip.evaluate("chip => { chip.click(); setTimeout(() => chip.click()); }")
    shown.settled()
    expect(chart).not_to_contain_text("EU")
    expect(_part(shown, "h2")).not_to_contain_text("EU")


def test_second_choice_before_the_first_has_been_answered(visit: Open) -> None:
    shown, line = _watched(visit)
    line.is_held = True
    _chip(shown, "EU").click()
    _chip(shown, "Türkiye").click()
    expect(_part(shown, ".mv-plot")).to_contain_text("EU")
    line.let_go()
    expect(_part(shown, ".mv-plot")).to_contain_text("Türkiye")
    shown.settled()
    text = _part(shown, ".mv-plot").text_content()
    assert all(name in text for name in ("China", "Russia", "EU", "Türkiye"))


def test_what_the_page_brings_has_the_last_word(visit: Open) -> None:
    shown, line = _watched(visit)

    def other(route: Route) -> None:
        charts = {key: json.loads(text) for key, text in route.fetch().json().items()}
        for each in charts.values():
            each["figure"]["layout"]["title"] = {"text": "Something else"}
        route.fulfill(json={key: json.dumps(each) for key, each in charts.items()})

    shown.page.route("**/charts/**", other)
    line.is_held = True
    _chip(shown, "EU").click()
    expect(_part(shown, ".mv-plot")).to_contain_text("Something else")
    line.let_go()
    expect(_part(shown, ".mv-plot")).not_to_contain_text("Something else")
    expect(_part(shown, ".mv-plot")).to_contain_text("EU")


def test_without_an_answer_the_page_brings_the_charts(visit: Open) -> None:
    shown, _line = _watched(visit)
    shown.page.route("**/charts/**", lambda route: route.abort())
    _chip(shown, "EU").click()
    expect(_part(shown, ".mv-plot")).to_contain_text("EU")
    shown.settled()
    assert shown.errors == []


def test_pages_without_charts_ask_for_none(visit: Open) -> None:
    shown = visit("/sources?lang=en")
    _chip(shown, "EU").click()
    expect(shown.page).to_have_url(re.compile("partner=EU"))
    shown.settled()
    assert not [each for each in shown.requests if "/charts/" in each]


def _watched(visit: Open) -> tuple[Visit, Line]:
    """The page of two partners, with its line, counting what is drawn after each click."""
    shown = visit("/sources")
    line = Line(shown.page)
    shown.page.add_init_script(WATCH)
    return shown.open("/partners?partner=CN&partner=RU&lang=en"), line


def _chip(shown: Visit, name: str) -> Locator:
    return shown.page.get_by_role("button", name=name, exact=True).first


def _part(shown: Visit, selector: str) -> Locator:
    return shown.page.locator(f".st-key-card-latest {selector}").first
