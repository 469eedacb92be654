"""Search finds names however they are spelt."""

import pytest

from multivector.search import Entry, find, folded, index, matches


@pytest.mark.parametrize(
    "spelling", ["Tokayev", "Toqayev", "Tokajew", "Токаев", "Тоқаев", "TOKAEV"]
)
def test_one_person_under_many_spellings(spelling: str) -> None:
    assert matches(spelling, folded("Kassym-Jomart Tokayev spoke in Astana"))


@pytest.mark.parametrize("spelling", ["Xi Jinping", "jinping xi", "Erdogan", "Türkiye"])
def test_words_in_any_order_and_without_marks(spelling: str) -> None:
    assert matches(spelling, folded("Xi Jinping, Recep Tayyip Erdoğan, Turkiye"))


def test_other_people_are_not_found() -> None:
    assert not matches("Putin", folded("Kassym-Jomart Tokayev"))
    assert matches("", folded("anything"))


ENTRIES = index(
    (
        Entry("partner", "RU", "Russia", ["Russland", "Россия", "Ресей"]),
        Entry("deal", "plant", "First nuclear power plant at Ulken", ["Rosatom", "Russia"]),
        Entry("claim", "visit", "Tokayev received Putin", ["Токаев принял Путина"]),
        Entry("claim", "trade", "Kazakhstan trades more with China", ["Kasachstan handelt mehr"]),
        Entry("source", "oran", "Grain through Oran", ["Kazakh exporters"]),
    )
)


def found(query: str) -> list[str]:
    return [each.id for each in find(query, ENTRIES)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Токаев", ["visit"]),
        ("Tokajew", ["visit"]),
        ("Қазақстан", ["trade"]),
        ("Kasachstan", ["trade"]),
        ("Росатом", ["plant"]),
        ("Russland", ["RU"]),
        ("Russia", ["RU", "plant"]),
    ],
)
def test_one_thing_under_many_spellings_and_scripts(query: str, expected: list[str]) -> None:
    assert found(query) == expected


@pytest.mark.parametrize(
    "typo",
    ["Rosatm", "Rosattom", "Rosarom", "Rsoatom", "Росатм"],
    ids=["left out", "added", "exchanged", "swapped", "in another script"],
)
def test_a_single_wrong_letter_does_not_hide_anything(typo: str) -> None:
    assert found(typo) == ["plant"]


def test_two_wrong_letters_and_short_words_are_no_slips_of_the_pen() -> None:
    assert found("Rasatim") == []
    assert found("Iran") == []


def test_every_word_has_to_fit_and_a_title_counts_more() -> None:
    assert found("nuclear russia") == ["plant"]
    assert found("nuclear china") == []
    assert found("kazakh") == ["trade", "oran"]


@pytest.mark.parametrize("query", ["", "  ", "!?", "„“"])
def test_nothing_asked_finds_nothing(query: str) -> None:
    assert found(query) == []
