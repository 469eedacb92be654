"""What a person sees in a real browser: filters, addresses, back, no error, no other host."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.cases import quick_first
from tests.browser.server import ROOT, Visit, served

Open = Callable[..., Visit]
PAGES = ("/", "/partners", "/timeline", "/balance", "/claims", "/sources", "/curate")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PAGES)
def test_page_without_errors_or_foreign_requests(visit: Open, path: str, width: int) -> None:
    shown = visit(path, width=width)
    assert shown.errors == []
    assert shown.foreign_requests() == []
    assert shown.page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth <= window.innerWidth"
    )


@pytest.mark.parametrize("path", quick_first(2, PAGES))
def test_partner_filter_stays_in_the_address(visit: Open, path: str) -> None:
    shown = visit(path)
    shown.page.get_by_role("button", name="China", exact=True).first.click()
    shown.page.wait_for_url("**partner=CN**")
    shown.settled()
    before = shown.text()
    shown.page.reload()
    shown.settled()
    assert shown.text() == before
    assert "partner=CN" in shown.page.url


def test_choices_survive_a_page_switch_and_the_back_button(visit: Open) -> None:
    shown = visit("/partners?partner=CN&partner=RU")
    shown.page.get_by_role("link", name="Balance").click()
    shown.asks("How evenly does the country balance?")
    assert shown.page.url.endswith("/balance?partner=CN&partner=RU")
    shown.page.get_by_role("button", name="Russia", exact=True).first.click()
    shown.page.wait_for_url("**/balance?partner=CN")
    shown.settled()
    shown.page.go_back()
    shown.page.wait_for_url("**/balance?partner=CN&partner=RU")
    pressed(shown, "Russia").wait_for()
    shown.settled()
    shown.page.go_back()
    shown.asks("How do the partners compare?")
    assert shown.page.url.endswith("/partners?partner=CN&partner=RU")
    assert shown.errors == []


# The outcome hangs on how fast the machine is, so this is no test of every change.
@pytest.mark.slow
@pytest.mark.parametrize("pause", [30, 60, 90])
def test_going_back_twice_in_a_hurry_is_no_choice(visit: Open, pause: int) -> None:
    shown = visit("/partners?partner=CN&partner=RU")
    shown.page.get_by_role("link", name="Balance").click()
    shown.asks("How evenly does the country balance?")
    shown.page.get_by_role("button", name="Russia", exact=True).first.click()
    shown.page.wait_for_url("**/balance?partner=CN")
    shown.settled()
    shown.page.evaluate(f"history.back(); setTimeout(() => history.back(), {pause})")
    shown.asks("How do the partners compare?")
    pressed(shown, "Russia").wait_for()
    assert shown.page.url.endswith("/partners?partner=CN&partner=RU")


def pressed(shown: Visit, name: str) -> Locator:
    button = shown.page.get_by_role("button", name=name, exact=True).first
    return button.and_(shown.page.locator("[aria-pressed=true]"))


def test_language_switch_keeps_the_view(visit: Open) -> None:
    shown = visit("/partners?partner=CN&partner=EU")
    shown.page.get_by_role("radio", name="Deutsch").click()
    shown.page.wait_for_url("**lang=de**")
    shown.settled()
    assert "partner=CN&partner=EU" in shown.page.url
    assert shown.page.locator("html").get_attribute("lang") == "de"
    shown.page.get_by_role("heading", name="Wie schneiden die Partner im Vergleich ab?").wait_for()


@pytest.mark.parametrize("path", quick_first(2, PAGES[1:]))
def test_deep_link_on_a_server_that_was_never_asked_before(visit: Open, path: str) -> None:
    with served() as fresh:
        shown = visit(f"{path}?partner=CN", server=fresh)
        assert "partner=CN" in shown.page.url
        assert shown.page.get_by_role("link", name="Balance").count() >= 1
        assert shown.errors == []


def test_table_and_download_hold_what_is_shown(visit: Open) -> None:
    shown = visit("/partners?partner=CN&partner=RU&partner=EU")
    shown.page.get_by_text("Table and download").first.click()
    shown.page.locator(".mv-table").first.wait_for()
    cells = shown.page.locator(".mv-table").first.inner_text()
    assert "China\t2024\t30.16" in cells
    with shown.page.expect_download() as saved:
        shown.page.get_by_role("button", name="Download CSV").first.click()
    content = saved.value.path().read_text(encoding="utf-8")
    assert [line.split(",")[0] for line in content.splitlines()] == ["partner", "EU", "CN", "RU"]


def test_hostile_address_does_not_break_a_page(visit: Open) -> None:
    shown = visit(
        "/balance?partner=<script>alert(1)</script>&from=x&to=99999999999&cut=%00&lang=../"
    )
    assert shown.page.get_by_role("heading", level=1).count() == 1
    assert shown.errors == []


def test_broken_record_is_held_back_and_named_while_the_rest_is_served(
    visit: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    file = folder / "events" / "china-central-asia.yaml"
    broken = file.read_text(encoding="utf-8").replace('"2025-06-17"', '"2025-06-31"', 1)
    file.write_text(broken, encoding="utf-8")
    with served(data=folder) as server:
        shown = visit("/timeline?partner=CN", server=server)
        meeting = "17 June 2025: Second China–Central Asia summit"
        assert meeting.casefold() not in shown.text().casefold()
        assert "18–19 May 2023" in shown.text()
        banner = shown.page.get_by_text("in the collection: what")
        banner.first.click()
        shown.page.get_by_text("events/china-central-asia.yaml:").first.wait_for()
        assert shown.errors == []


@pytest.mark.parametrize("path", ["/", "/partners?partner=CN", "/timeline", "/balance"])
def test_sources_of_every_chart_are_one_click_away(visit: Open, path: str) -> None:
    shown = visit(path)
    cards = shown.page.locator("[class*='st-key-card-']:has(.js-plotly-plot)")
    assert cards.count() >= 1
    for card in cards.all():
        links = card.locator(".mv-source a")
        assert links.count() >= 1
        assert links.first.is_visible()
        assert (links.first.get_attribute("href") or "").startswith("http")
    entries = shown.page.locator(".mv-list > li:has(h3)")
    for entry in entries.all()[:20]:
        assert entry.locator("a[href^=http]").count() >= 1
