"""Search finds names however they are spelt."""

import pytest

from multivector.search import folded, matches


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
