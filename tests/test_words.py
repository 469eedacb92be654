"""Texts on screen: every text of the code is in every catalogue, with the same placeholders."""

import ast
import gc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from multivector.words import LOCALES, Words, known_language, languages, preferred_language

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


@pytest.mark.parametrize("language", TRANSLATED)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    wanted = {"de": 2, "kk": 2, "ru": 3}[language]
    for key, each in messages(language).items():
        if not isinstance(each.id, str):
            assert len(each.string) == wanted, key
            # A form that drops the number is right for one thing only, and here never used.
            assert all("{n}" in form for form in each.string), key


def test_catalogues_say_the_same() -> None:
    ids = {code: {key: each.id for key, each in messages(code).items()} for code in TRANSLATED}
    assert all(known == ids["de"] for known in ids.values())


def test_numbers_and_dates_follow_the_language() -> None:
    english, german = Words("en"), Words("de")
    assert (english.number(-1234.56), german.number(-1234.56)) == ("\u22121,234.6", "\u22121.234,6")
    assert (english.percent(0.321), german.percent(0.321)) == ("32%", "32\u00a0%")
    assert (english.percent(0.003), german.percent(0.0)) == ("<1%", "0\u00a0%")
    assert (english.percent(-0.003), english.percent(-0.03)) == (">\u22121%", "\u22123%")
    assert english.period("2025-06") == "June 2025"
    assert german.period("2025-06-17") == "17. Juni 2025"
    assert english.span("2025-06-16", "2025-06-18") == "16–18 June 2025"
    assert english.number(None) == "–" == english.percent(float("nan"))


@pytest.mark.parametrize(
    ("language", "percent", "small", "number", "thousands"),
    [
        ("en", "32%", "<1%", "\u22120.5", "1,234"),
        ("de", "32\u00a0%", "<1\u00a0%", "\u22120,5", "1.234"),
        ("ru", "32\u00a0%", "<1\u00a0%", "\u22120,5", "1\u00a0234"),
        ("kk", "32%", "<1%", "\u22120,5", "1\u00a0234"),
    ],
)
def test_numbers_of_each_language(
    language: str, percent: str, small: str, number: str, thousands: str
) -> None:
    words = Words(language)
    assert (words.percent(0.321), words.percent(0.003)) == (percent, small)
    assert (words.number(-0.5), words.number(1234, 0)) == (number, thousands)


@pytest.mark.parametrize(
    ("language", "day", "month", "days", "months", "over_the_year"),
    [
        (
            "en", "17 June 2025", "June 2025", "16–18 June 2025", "16 June – 18 July 2025",
            "30 December 2024 – 2 January 2025",
        ),
        (
            "de", "17. Juni 2025", "Juni 2025", "16.–18. Juni 2025", "16. Juni – 18. Juli 2025",
            "30. Dezember 2024 – 2. Januar 2025",
        ),
        (
            "ru", "17 июня 2025 г.", "июнь 2025 г.", "16–18 июня 2025 г.",
            "16 июня – 18 июля 2025 г.", "30 декабря 2024 г. – 2 января 2025 г.",
        ),
        (
            "kk", "2025 ж. 17 маусым", "2025 ж. маусым", "2025 ж. 16–18 маусым",
            "2025 ж. 16 маусым – 18 шілде", "2024 ж. 30 желтоқсан – 2025 ж. 2 қаңтар",
        ),
    ],
)  # fmt: skip
def test_dates_of_each_language(
    language: str, day: str, month: str, days: str, months: str, over_the_year: str
) -> None:
    words = Words(language)
    said = (
        words.period("2025-06-17"),
        words.period("2025-06"),
        words.span("2025-06-16", "2025-06-18"),
        words.span("2025-06-16", "2025-07-18"),
        words.span("2024-12-30", "2025-01-02"),
    )
    # The CLDR sets narrow spaces; what they are is its matter.
    plain = tuple(re.sub(r"\s", " ", each) for each in said)
    assert plain == (day, month, days, months, over_the_year)
    assert words.period("2005/2024") == "2005–2024"


def test_plurals_follow_the_language() -> None:
    said = {
        code: [Words(code).say_many("{n} source", "{n} sources", n) for n in (1, 2, 5, 11, 21)]
        for code in TRANSLATED
    }
    assert said == {
        "de": ["1 Quelle", "2 Quellen", "5 Quellen", "11 Quellen", "21 Quellen"],
        "ru": ["1 источник", "2 источника", "5 источников", "11 источников", "21 источник"],
        "kk": ["1 дереккөз", "2 дереккөз", "5 дереккөз", "11 дереккөз", "21 дереккөз"],
    }


def test_languages_call_themselves_by_their_own_name() -> None:
    words = Words("de")
    assert [words.language_name(code) for code in languages()] == [
        "English", "Deutsch", "Қазақ тілі", "Русский",
    ]  # fmt: skip


def test_a_text_without_a_translation_is_english_and_says_so() -> None:
    text = {"en": "Trade", "de": "Handel"}
    assert Words("de").picked(text) == ("Handel", "de")
    assert Words("de").marked(text) == "Handel"
    assert Words("ru").picked(text) == ("Trade", "en")
    assert (Words("ru").pick(text), Words("ru").marked(text)) == ("Trade", "Trade [EN]")
    assert Words("en").marked(text) == "Trade"
    assert Words("ru").picked(None) == ("", "ru")


def test_names_inside_a_sentence_are_small_where_the_language_has_it_so() -> None:
    assert Words("de").within("Handel") == "Handel"
    assert Words("ru").within("Торговля") == "торговля"
    assert Words("kk").within("Сауда") == "сауда"
    assert Words("en").within("Trade") == "trade"
    assert Words("ru").within("ЕАЭС") == "ЕАЭС"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("de-AT", "de"),
        ("en_US", "en"),
        ("kk-KZ", "kk"),
        ("kk-Cyrl-KZ", "kk"),
        ("ru-RU", "ru"),
        ("ru", "ru"),
        ("xx", None),
        ("", None),
        ("../..", None),
        (None, None),
    ],
)
def test_language_of_the_browser(asked: str | None, found: str | None) -> None:
    assert known_language(asked, languages()) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kk-KZ,ru;q=0.9,en;q=0.8", "kk"),
        ("fr-FR,fr;q=0.9,ru;q=0.7,en;q=0.8", "en"),
        ("en;q=0.2, ru", "ru"),
        ("uz, ru;q=0.5", "ru"),
        ("ru;q=0, de;q=0.1", "de"),
        ("fr, *;q=0.5", None),
        ("ru;q=x, de;;, ,=", None),
        ("", None),
        (None, None),
    ],
)
def test_language_the_browser_likes_best(asked: str | None, found: str | None) -> None:
    assert preferred_language(asked, languages()) == found


def test_a_value_with_a_full_stop_takes_that_of_the_sentence() -> None:
    russian, day = Words("ru"), Words("ru").period("2026-05-28")
    assert day.endswith("г.")
    said = russian.say("{count}; the last was: {title}, {date}.", count="1", title="А", date=day)
    assert said.endswith("г.") and not said.endswith("..")
    assert Words("en").say("Last evidence: {date}.", date="2026") == "Last evidence: 2026."


def test_what_is_kept_of_a_number_keeps_no_rules_of_its_own() -> None:
    def rules() -> int:
        gc.collect()
        return sum(isinstance(each, Locale) for each in gc.get_objects())

    Words("kk").number(0.25)
    before = rules()
    for value in range(50):
        Words("kk").number(4711.25 + value)
    assert rules() == before
