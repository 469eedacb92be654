"""The reader's language: the browser's wish, the address, the switch."""

import re
from collections.abc import Callable

import pytest

from tests.browser.server import Visit

Open = Callable[..., Visit]


@pytest.mark.parametrize(
    ("wishes", "asked", "language"),
    [
        ("kk-KZ", "/claims", "kk"),
        ("ru-RU", "/claims", "ru"),
        ("fr-FR", "/claims", "en"),
        ("ru-RU", "/claims?lang=de", "de"),
        ("kk-KZ", "/claims?lang=xx", "kk"),
    ],
)
def test_language_of_the_browser_unless_the_address_names_one(
    visit: Open, wishes: str, asked: str, language: str
) -> None:
    shown = visit(asked, locale=wishes)
    assert shown.page.locator("html").get_attribute("lang") == language
    assert shown.errors == []


def test_switch_from_language_to_language_keeps_the_view_and_leaves_nothing_behind(
    visit: Open,
) -> None:
    shown = visit("/claims?partner=CN&lang=ru")
    shown.page.get_by_role("radio", name="Қазақ тілі").click()
    shown.page.wait_for_url("**lang=kk**")
    shown.settled()
    assert "partner=CN" in shown.page.url
    shown.page.get_by_role("navigation", name="Тізім беттері").wait_for()
    shown.page.get_by_role("radio", name="English").click()
    shown.page.wait_for_url("**/claims?partner=CN")
    shown.settled()
    shown.page.get_by_role("navigation", name="Pagination").wait_for()
    assert not re.search("[А-Яа-яӘәҚқ]", shown.page.locator("nav").first.inner_text())
