"""The claims page: verdicts, evidence, search and filters."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.reading import charts, numbers, text

Opened = Callable[..., AppTest]


def test_figure_stands_beside_every_count_of_it(opened: Opened) -> None:
    page = text(opened("claims.py", find="44 billion", article="euractiv-2025-06"))
    page = page.replace("\xa0", " ")
    assert "◐ agrees by one count" in page
    assert "Chinese customs Trade turnover 43.8 USD bn 2024 ✓ agrees" in page
    assert "Kazakh count Trade turnover 30.2 USD bn 2024 ✗ disagrees" in page
    assert "Claimed: 44 USD bn. Counted: 43.8 USD bn by Chinese customs (2024)" in page


def test_largest_partner_is_tested_as_bloc_and_by_country(opened: Opened) -> None:
    page = text(opened("claims.py", article="euractiv-2025-06", verdict="agrees", find="largest"))
    assert "blocs as one rank 1" in page
    assert "single countries first: China" in page


def test_ambiguous_claim_says_why(opened: Opened) -> None:
    page = text(opened("claims.py", article="euractiv-2025-06", verdict="unclear"))
    assert "? unclear" in page
    assert "3 claims from 1 article" in page


@pytest.mark.parametrize("spelling", ["Tokajew", "Токаев", "Тоқаев", "Toqayev"])
def test_search_forgives_spellings(opened: Opened, spelling: str) -> None:
    found, plain = (text(opened("claims.py", find=each)) for each in (spelling, "Tokayev"))
    assert found.split("from")[0] == plain.split("from")[0]
    assert "No claim fits" not in found


def test_claims_of_one_side_of_publishers(opened: Opened) -> None:
    page = text(opened("claims.py", side="CN"))
    assert "3 articles" in page


def test_search_without_result_says_so(opened: Opened) -> None:
    assert "No claim fits this choice." in text(opened("claims.py", find="zzzz"))


def test_closer_look_draws_the_counts_and_the_claim(opened: Opened) -> None:
    at = opened("claims.py", claim="euractiv-2025-06.9")
    drawn = charts(at)["claim"]
    marks = drawn["data"][0]
    counts = dict(zip(marks["customdata"], numbers(marks["x"]), strict=True))
    assert round(counts["Chinese customs"], 2) == 43.82
    assert round(counts["Kazakh count"], 2) == 30.16
    assert drawn["layout"]["shapes"][0]["x0"] == 44


def test_claim_names_its_event_and_deal(opened: Opened) -> None:
    page = text(opened("claims.py", find="EDF win contract", article="euractiv-2025-06"))
    assert "Deal: " in page and "Event: " in page


def test_rule_of_a_verdict_is_named_in_the_language(opened: Opened) -> None:
    page = text(opened("claims.py", find="44 billion", article="euractiv-2025-06", lang="ru"))
    assert "точно" in page and "exact" not in page
    page = text(
        opened("claims.py", find="USD 200 billion", article="astanatimes-2025-12-02", lang="de")
    )
    assert "nach der neuesten Zahl" in page and "-latest" not in page
