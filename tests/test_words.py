"""Texts on screen: every text of the code is in every catalogue, with the same placeholders."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from multivector.words import LOCALES, Words, known_language, languages

ROOT = Path(__file__).resolve().parents[1]
TRANSLATED = [code for code in languages() if code != "en"]


def texts_of_the_code() -> Iterator[tuple[str, ...]]:
    for path in [*ROOT.glob("multivector/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                count = {"say": 1, "say_many": 2}.get(node.func.attr, 0)
                given = [each.value for each in node.args[:count] if isinstance(each, ast.Constant)]
                if count and given:
                    yield tuple(str(each) for each in given)


def messages(language: str) -> dict[str, Message]:
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        found = read_po(file, locale=language)
    return {each.id if isinstance(each.id, str) else each.id[0]: each for each in found if each.id}


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    known = messages(language)
    missing = {each[0] for each in texts_of_the_code()} - set(known)
    assert not missing, "run make words and translate"
    empty = [key for key, each in known.items() if not all(each.string) or not each.string]
    assert not empty


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_holds_nothing_the_code_does_not_say(language: str) -> None:
    assert set(messages(language)) <= {each[0] for each in texts_of_the_code()}


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_same_placeholders(language: str) -> None:
    for key, each in messages(language).items():
        asked = placeholders(key) if isinstance(each.id, str) else placeholders(each.id[1])
        forms = [each.string] if isinstance(each.string, str) else list(each.string)
        for form in forms:
            assert form and placeholders(form) | {"n"} == asked | {"n"}, key


def test_numbers_and_dates_follow_the_language() -> None:
    english, german = Words("en"), Words("de")
    assert (english.number(-1234.56), german.number(-1234.56)) == ("\u22121,234.6", "\u22121.234,6")
    assert (english.percent(0.321), german.percent(0.321)) == ("32%", "32\u00a0%")
    assert (english.percent(0.003), german.percent(0.0)) == ("<1%", "0\u00a0%")
    assert english.period("2025-06") == "June 2025"
    assert german.period("2025-06-17") == "17. Juni 2025"
    assert english.span("2025-06-16", "2025-06-18") == "16–18 June 2025"
    assert english.number(None) == "–" == english.percent(float("nan"))


def test_plurals_follow_the_language() -> None:
    german = Words("de")
    one, many = "{n} source", "{n} sources"
    assert (german.say_many(one, many, 1), german.say_many(one, many, 2)) == (
        "1 Quelle",
        "2 Quellen",
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [("de-AT", "de"), ("en_US", "en"), ("xx", None), ("", None), ("../..", None), (None, None)],
)
def test_language_of_the_browser(asked: str | None, found: str | None) -> None:
    assert known_language(asked, languages()) == found
