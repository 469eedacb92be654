"""Every page in every language: no English left over, no label cut off or on top of another."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from babel.messages.pofile import read_po

from multivector.words import LOCALES, SOURCE_LANGUAGE, languages
from tests.browser.reading import open_folds, reading
from tests.browser.server import Visit
from tests.browser.test_browser import PAGES

Open = Callable[..., Visit]
TRANSLATED = [code for code in languages() if code != SOURCE_LANGUAGE]
LEAST_LETTERS = 12
EVERY = [(code, path, width) for code in TRANSLATED for path in PAGES for width in (1280, 360)]
# Each language once, each on another page; the rest is left to make check-slow.
SOME = [
    (code, PAGES[1 + i % (len(PAGES) - 1)], (1280, 360)[i % 2]) for i, code in enumerate(TRANSLATED)
]


@cache
def english_texts(language: str) -> tuple[re.Pattern[str], ...]:
    """What must not stand on a page in the language: the texts that read otherwise in it."""
    with (LOCALES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        known = [each for each in read_po(file, locale=language) if each.id]
    forms = [
        (english, said)
        for each in known
        for english in ([each.id] if isinstance(each.id, str) else each.id)
        for said in ([each.string] if isinstance(each.string, str) else each.string)
    ]
    otherwise = {english for english, _ in forms} - {said for _, said in forms}
    # A text that is hardly more than its holes, such as "{count} with {partners}", fits anything.
    telling = [
        each
        for each in sorted(otherwise)
        if len(re.findall("[A-Za-z]", re.sub(r"\{\w+\}", "", each)))
        >= (LEAST_LETTERS if "{" in each else 2)
    ]
    return tuple(
        re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(english))) for english in telling
    )


def left_over(said: frozenset[str], language: str) -> list[str]:
    """Texts, or parts of them between marks, that are English texts of the catalogue."""
    parts = {part for text in said for part in (text, *re.split(r" · |; |, |: |\. |[()→]", text))}
    return [
        f"{part} ← {pattern.pattern}"
        for part in sorted(parts)
        for pattern in english_texts(language)
        if pattern.fullmatch(part.strip())
    ]


def check(shown: Visit, language: str) -> None:
    found = reading(shown.page)
    assert shown.page.locator("html").get_attribute("lang") == language
    assert left_over(found.said, language) == []
    assert found.misfits == ()
    assert shown.errors == []


@pytest.mark.parametrize(("language", "path", "width"), SOME)
def test_page_speaks_the_language_and_fits(
    visit: Open, language: str, path: str, width: int
) -> None:
    check(visit(f"{path}?lang={language}", width=width), language)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "path", "width"), [each for each in EVERY if each not in SOME]
)
def test_every_page_speaks_every_language_and_fits(
    visit: Open, language: str, path: str, width: int
) -> None:
    shown = visit(f"{path}?lang={language}", width=width)
    open_folds(shown)
    check(shown, language)


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
