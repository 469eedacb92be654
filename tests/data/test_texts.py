"""The collection's own texts: in which languages they stand, and that they say the same."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from multivector.analysis.rows import LANGUAGES
from multivector.library.collection import Library
from multivector.library.load import load_library
from multivector.model import Record
from tests.data.test_collection import DATA

IN_ALL_LANGUAGES = {
    ("Focus", "title"), ("Focus", "question"), ("Focus", "policy"),
    ("Annotation", "text"), ("Instrument", "title"),
    ("Series", "name"), ("Event", "title"), ("Deal", "title"),
    ("Domain", "name"), ("Domain", "meaning"), ("Domain", "weight_reason"), ("Domain", "no_share"),
    ("BalanceMeasure", "note"), ("Indicator", "name"), ("Indicator", "definition"),
    ("Unit", "name"), ("Unit", "long"), ("Caveat", "text"),
    ("Reporter", "name"), ("Reporter", "full"),
    ("Partner", "name"), ("Partner", "short"), ("Partner", "note"),
    ("Weighting", "name"), ("Weighting", "reason"), ("Scenario", "name"), ("Scenario", "reason"),
    ("TourStep", "title"), ("TourStep", "text"),
}  # fmt: skip
CYRILLIC = ("ru", "kk")
LATIN_WORD = re.compile(r"(?<![\w’'.])(?!and\b)[a-z]{3,}(?!\w)")
TWO_SCRIPTS = re.compile(r"[A-Za-z][А-яЁёӘ-ӿҐ-ү]|[А-яЁёӘ-ӿҐ-ү][A-Za-z]")
KAZAKH_LETTER = re.compile("[әғқңөұүһі]", re.IGNORECASE)
CENTURY = {"XX": "20", "XXI": "21"}
THOUSANDS = {"en": ",", "de": ".", "ru": "\u00a0", "kk": "\u00a0"}
DECIMAL = {"en": ".", "de": ",", "ru": ",", "kk": ","}


class Found(NamedTuple):
    """A text with the record and the field in which it stands."""

    record: str
    id: str
    field: str
    texts: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.record} {self.id} {self.field}: {self.texts['en']}"


def texts_of(record: Record, id: str = "") -> Iterator[Found]:
    """Every text of a record and of the records inside it."""
    id = getattr(record, "id", id)
    for field in type(record).model_fields:
        value = getattr(record, field)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Record):
                yield from texts_of(each, id)
            elif isinstance(each, Mapping) and "en" in each:
                yield Found(type(record).__name__, id, field, each)


@pytest.fixture(scope="module")
def library() -> Library:
    loaded = load_library(DATA).library
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def found(library: Library) -> list[Found]:
    parts = (
        library.partners, library.domains, library.indicators, library.units, library.caveats,
        library.reporters, library.instruments, library.annotations, library.articles,
        library.series, library.deals, library.weightings, library.scenarios,
        library.tour,
    )  # fmt: skip
    records = [library.focus, *(each for part in parts for each in part.values())]
    return [text for record in records for text in texts_of(record)]


def test_every_kind_of_text_is_looked_at(found: list[Found]) -> None:
    assert {each.record for each in found} >= {record for record, _ in IN_ALL_LANGUAGES}
    assert len(found) > 1000


def test_every_text_is_there_in_english_and_german(found: list[Found]) -> None:
    assert [str(each) for each in found if not {"en", "de"} <= set(each.texts)] == []


def test_names_titles_and_definitions_are_there_in_every_language(found: list[Found]) -> None:
    wanted = [each for each in found if (each.record, each.field) in IN_ALL_LANGUAGES]
    assert [str(each) for each in wanted if set(each.texts) != set(LANGUAGES)] == []


def test_claims_of_the_lead_article_are_there_in_every_language(library: Library) -> None:
    claims = library.articles[library.focus.lead_article].claims
    assert claims
    assert [each.id for each in claims if set(each.text) != set(LANGUAGES)] == []


@pytest.mark.parametrize("language", CYRILLIC)
def test_no_english_is_left_in_a_translation(found: list[Found], language: str) -> None:
    """Names, codes and units may stay in Latin letters: they begin with a capital or are short."""
    translated = [each for each in found if language in each.texts]
    left = [str(each) for each in translated if LATIN_WORD.search(each.texts[language])]
    mixed = [str(each) for each in translated if TWO_SCRIPTS.search(each.texts[language])]
    assert (left, mixed) == ([], [])


def test_russian_and_kazakh_are_not_taken_for_one_another(found: list[Found]) -> None:
    both = [each.texts for each in found if {"ru", "kk"} <= set(each.texts)]
    assert [each["ru"] for each in both if KAZAKH_LETTER.search(each["ru"])] == []
    long = [each["kk"] for each in both if len(each["kk"]) > 60]
    assert [each for each in long if not KAZAKH_LETTER.search(each)] == []


def numbers_in(text: str, language: str) -> Counter[str]:
    """The numbers of a text as plain decimals, whatever the language writes between digits."""
    thousands, decimal = re.escape(THOUSANDS[language]), re.escape(DECIMAL[language])
    for roman, arabic in CENTURY.items():
        text = re.sub(rf"\b{roman}\b", arabic, text)
    written = re.findall(rf"\d+(?:{thousands}\d{{3}})*(?:{decimal}\d+)?", text)
    return Counter(
        each.replace(THOUSANDS[language], "").replace(DECIMAL[language], ".") for each in written
    )


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_translations_give_the_numbers_of_the_english_text(
    found: list[Found], language: str
) -> None:
    different = [
        f"{each}\n{each.texts[language]}"
        for each in found
        if language in each.texts
        and numbers_in(each.texts[language], language) != numbers_in(each.texts["en"], "en")
    ]
    assert different == []
