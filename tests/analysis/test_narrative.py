"""Attention of the claims beside the statistics, and the ledger of contradictions."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from multivector.analysis.amounts import Evidence
from multivector.analysis.balance import domain_shares
from multivector.analysis.contradictions import ledger
from multivector.analysis.narrative import attention, salience
from multivector.analysis.tables import events, observations
from multivector.library.collection import Library
from tests.analysis.builder import build, figures


def naming(*partners: str, effect: Sequence[int] = (), **more: Any) -> dict[str, Any]:
    """A claim about these partners, without effect unless one is given for each."""
    signs = effect or [0] * len(partners)
    return {"partners": partners, "effect": dict(zip(partners, signs, strict=True)), **more}


def numbered(*claims: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**each, "id": f"paper-2025.{i}"} for i, each in enumerate(claims, 1)]


def said(**mentions: int) -> Library:
    claims = [naming(code) for code, number in mentions.items() for _ in range(number)]
    return build(figures({"EU": 50, "CN": 30, "RU": 20, "CA": None}), claims=numbered(*claims))


def statistics(library: Library) -> pd.DataFrame:
    evidence = Evidence(library, observations(library), events(library), fill=5)
    return domain_shares(evidence, 2024, library.focus.vectors)


def row(rows: pd.DataFrame, partner: str) -> Any:
    return rows.set_index("partner").loc[partner]


def test_a_claim_counts_once_for_each_vector_it_names_itself_or_by_a_member() -> None:
    library = build(
        claims=numbered(naming("IT", "FR", "EU"), naming("CN", "DE"), naming("UZ"), naming("OT"))
    )
    found = attention(library)
    assert list(found["partner"]) == ["EU", "CN", "RU", "CA", "TR"]
    assert list(found["mentions"]) == [2, 1, 0, 1, 0]
    assert set(found["n"]) == {4}


def test_shares_are_means_of_a_dirichlet_with_its_interval() -> None:
    found = salience(said(EU=5, CN=4, RU=3), statistics(said()), "trade")
    three = found[found["partner"].isin(["EU", "CN", "RU"])]
    assert list(three["attention"]) == pytest.approx([5.5 / 13.5, 4.5 / 13.5, 3.5 / 13.5])
    # 5 % and 95 % quantiles of Beta(5.5, 8), Beta(4.5, 9) and Beta(3.5, 10).
    assert list(three["low"]) == pytest.approx([0.205, 0.146, 0.092], abs=0.01)
    assert list(three["high"]) == pytest.approx([0.624, 0.548, 0.466], abs=0.01)
    assert list(three["gap"]) == pytest.approx(
        [5.5 / 13.5 - 0.5, 4.5 / 13.5 - 0.3, 3.5 / 13.5 - 0.2]
    )
    assert not found["ranked"].any()
    assert set(found["n"]) == {12}


def test_partners_without_statistics_have_mentions_but_no_shares() -> None:
    library = said(EU=2, CA=7)
    found = salience(library, statistics(library), "trade")
    assert (row(found, "CA").mentions, row(found, "EU").n) == (7, 2)
    assert pd.isna(row(found, "CA").attention)
    assert pd.isna(row(found, "CA").evidence)


def test_attention_stands_alone_where_there_are_no_statistics() -> None:
    found = salience(said(EU=3, CN=1), None, None)
    assert row(found, "EU").attention == pytest.approx(3.5 / 6.5)
    assert found["evidence"].isna().all()


def test_thirty_mentions_are_needed_for_an_order() -> None:
    library = said(EU=20, CN=9)
    assert not salience(library, statistics(library), "trade")["ranked"].any()
    library = said(EU=20, CN=10)
    assert salience(library, statistics(library), "trade")["ranked"].all()


def test_tone_needs_five_mentions_with_an_effect() -> None:
    good, bad, mixed = naming("EU", effect=[1]), naming("IT", effect=[-1]), (1, -1)
    claims = [good, good, good, good, naming("IT", "FR", effect=mixed)]
    found = row(attention(build(claims=numbered(*claims))), "EU")
    assert (found.positive, found.negative, found.neutral) == (4, 0, 1)
    assert pd.isna(found.tone)
    found = row(attention(build(claims=numbered(*claims, bad))), "EU")
    assert found.tone == pytest.approx(3 / 5)


def test_claims_of_one_domain_side_or_nature() -> None:
    library = build(claims=numbered(naming("EU"), naming("EU", domain="security")))
    assert attention(library, domain="security")["n"].iloc[0] == 1
    assert attention(library, side="third", nature="independent")["n"].iloc[0] == 2
    assert attention(library, side="CN")["n"].iloc[0] == 0
    assert attention(library, nature="official")["share"].isna().all()


def claimed(value: float, **more: Any) -> dict[str, Any]:
    measures = {"indicator": "turnover", "subject": "AA", "partner": "CN"}
    figure = {
        "value": value, "unit": "usd-bn", "qualifier": "exact", "period": "2024",
        "measures": measures,
    }  # fmt: skip
    return naming("CN", figure=figure, **more)


def contradictions(*claims: dict[str, Any]) -> list[dict[str, Any]]:
    counted = figures({"CN": 44}, source="office-2025")
    rows = ledger(build(counted, claims=numbered(*claims)))
    return [{str(key): value for key, value in each.items()} for each in rows.to_dict("records")]


def test_statistics_decide_between_two_figures() -> None:
    found = contradictions(claimed(44), claimed(30, contradicts=["paper-2025.1"]), naming("RU"))
    assert found == [
        {
            "group": "paper-2025.1",
            "claims": "paper-2025.1;paper-2025.2",
            "partners": "CN",
            "domains": "trade",
            "state": "decided",
            "decided_by": "aa-stat",
        }
    ]


@pytest.mark.parametrize(
    ("first", "other", "state"),
    [
        (claimed(44), naming("CN"), "open"),
        (claimed(30), claimed(31), "open"),
        (claimed(44), claimed(44), "open"),
        (claimed(44), naming("RU", note={"en": "Another year."}), "explained"),
        (claimed(44, note={"en": "Another year."}), claimed(30), "decided"),
    ],
)
def test_what_statistics_do_not_decide_is_open_or_explained(
    first: dict[str, Any], other: dict[str, Any], state: str
) -> None:
    (found,) = contradictions(first, {**other, "contradicts": ["paper-2025.1"]})
    assert found["state"] == state
    assert bool(found["decided_by"]) == (state == "decided")


def test_joined_contradictions_are_one_group_named_once() -> None:
    found = contradictions(
        claimed(44, contradicts=["paper-2025.2"]),
        claimed(30, contradicts=["paper-2025.1", "paper-2025.3"]),
        naming("RU", domain="security"),
        naming("TR", contradicts=["paper-2025.5"]),
        naming("EU"),
    )
    assert [each["claims"] for each in found] == [
        "paper-2025.1;paper-2025.2;paper-2025.3",
        "paper-2025.4;paper-2025.5",
    ]
    assert found[0]["partners"] == "CN;RU"
    assert found[0]["domains"] == "trade;security"
    assert found[0]["state"] == "open"


def test_no_contradiction_is_an_empty_ledger() -> None:
    assert contradictions(naming("CN")) == []
