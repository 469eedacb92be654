"""The briefing in a reader's hands: saved, opened from disk without a network, printed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.server import Visit

Open = Callable[..., Visit]
PAPER = 680
"""Width of an A4 page within its margins, in CSS pixels."""


def saved(shown: Visit, folder: Path) -> Path:
    with shown.page.expect_download() as download:
        shown.page.get_by_role("button", name="Save briefing").press("Enter")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.fixture
def offline(chromium: Browser, visit: Open, tmp_path: Path) -> tuple[Page, list[str]]:
    """The briefing of China and the EU, opened from disk with the network off."""
    shown = visit("/timeline?partner=CN&partner=EU&lang=en", color_scheme="dark")
    path = saved(shown, tmp_path)
    assert shown.errors == []
    assert shown.foreign_requests() == []
    assert path.stat().st_size < 500_000
    page = chromium.new_context(offline=True, viewport={"width": PAPER, "height": 900}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    return page, asked


def test_briefing_opens_from_disk_with_the_network_off(offline: tuple[Page, list[str]]) -> None:
    page, asked = offline
    assert asked == [page.url]
    assert page.locator("script").count() == 0
    assert page.get_by_role("heading", level=1).inner_text() == "EU and China, 2000–2026"
    pictures = page.locator("figure svg[role=img]")
    assert pictures.count() == 7
    for picture in pictures.all():
        assert len(picture.get_attribute("aria-label") or "") > 20
        assert picture.locator("path").count() > 3
        assert (picture.bounding_box() or {})["width"] > 500
    assert "EU 48.8" in page.locator("figure").nth(3).text_content()
    page.context.close()


def test_briefing_fits_on_paper(offline: tuple[Page, list[str]]) -> None:
    page, _ = offline
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    wide = "each => each.scrollWidth > each.clientWidth + 1"
    tables = page.locator(".mv-scroll").all()
    assert len(tables) >= 7
    assert not any(table.evaluate(wide) for table in tables)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.context.close()


def test_briefing_that_cannot_be_made_is_said_to_be_so(visit: Open) -> None:
    shown = visit("/balance?lang=en")
    shown.page.route("**/briefing.json*", lambda route: route.abort())
    shown.page.get_by_role("button", name="Save briefing").click()
    shown.page.get_by_text("The briefing could not be made.").wait_for()
