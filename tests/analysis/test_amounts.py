"""Ranges, second counts, rates, what was known when, and the worth of deals."""

from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from multivector.analysis.amounts import DomainYear, Evidence, domain_years, signed_amounts
from multivector.analysis.balance import scores
from multivector.analysis.tables import TABLES
from multivector.library.collection import Library
from multivector.library.observations import Observations
from tests import makers
from tests.analysis.builder import build, figures

BLOCS = ("EU", "CN", "RU")


def evidence(world: Library, **choices: Any) -> Evidence:
    return Evidence(world, TABLES["observations"](world), TABLES["events"](world), **choices)


def trade(world: Library, partners: tuple[str, ...] = BLOCS, **choices: Any) -> DomainYear:
    return domain_years(evidence(world, **choices), [2024], partners, "trade")[0]


@pytest.fixture
def two_counts() -> Library:
    return build(
        [*figures({"CN": 30, "RU": 28, "EU": 49}), *figures({"CN": 44}, reporter="cn-stat")]
    )


@pytest.mark.parametrize(
    ("count", "points"),
    [("home", [49, 30, 28]), ("partners", [49, 44, 28]), ("range", [49, 37, 28])],
)
def test_a_second_count_makes_a_range_around_any_point(
    two_counts: Library, count: str, points: list[float]
) -> None:
    found = trade(two_counts, count=count)
    assert found.amounts.tolist() == points
    assert (found.low.tolist(), found.high.tolist()) == ([49, 30, 28], [49, 44, 28])
    assert found.counted_twice == 1


def test_the_interval_reaches_from_one_count_to_the_other(two_counts: Library) -> None:
    row = scores(evidence(two_counts), [2024], BLOCS, "trade").iloc[0]
    assert row["n2"] == pytest.approx(107**2 / (49**2 + 30**2 + 28**2))
    assert row["low"] <= row["n2"] <= row["high"] and row["high"] - row["low"] > 0.05


def test_another_currency_counts_only_at_the_rate_of_its_year() -> None:
    rate = makers.make_indicator(id="usd-per-eur", unit="count", kind="level", additive=False)
    euro = makers.make_unit(id="eur-bn", converts={"to": "usd-bn", "rate": "usd-per-eur"})
    rows = [
        *figures({"CN": 30, "RU": 28, "EU": 49}),
        *figures({"CN": 40}, reporter="cn-stat", unit="eur-bn"),
    ]
    bare = build(rows)
    library = makers.altered(
        bare,
        units={**bare.units, "eur-bn": euro},
        indicators={**bare.indicators, "usd-per-eur": rate},
    )
    assert trade(library).high.tolist() == [49, 30, 28], "no rate is known"
    rated = makers.altered(
        library,
        observations=Observations(
            [
                *rows,
                *figures({"WLD": 1.1}, indicator="usd-per-eur", unit="count", period="2024"),
                *figures({"WLD": 2.0}, indicator="usd-per-eur", unit="count", period="2023"),
            ]
        ),
    )
    assert trade(rated).high.tolist() == pytest.approx([49, 44, 28])


def test_what_a_total_leaves_bounds_who_is_missing() -> None:
    world = build(figures({"CN": 30, "RU": 30, "EU": None, "WLD": 100}))
    found = trade(world)
    assert found.bounded.all() and found.coverage == pytest.approx(2 / 3)
    assert found.central.tolist() == [20, 30, 30], "half of what is left, the rest is elsewhere"
    row = scores(evidence(world), [2024], BLOCS, "trade").iloc[0]
    assert row["low"] < row["n2"] < row["high"]


def test_without_a_total_nothing_is_said_of_who_is_missing() -> None:
    found = trade(build(figures({"CN": 30, "RU": 30, "EU": None})))
    assert found.bounded.tolist() == [False, True, True]
    assert np.isnan(found.central[0])
    world = build(figures({"CN": 30, "RU": 30, "EU": None}))
    assert np.isnan(scores(evidence(world), [2024], BLOCS, "trade").iloc[0]["low"])


def test_a_total_below_its_parts_bounds_nothing() -> None:
    found = trade(build(figures({"CN": 30, "RU": 30, "EU": None, "WLD": 50})))
    assert found.bounding_total is None and not found.bounded.all()


def test_a_floor_has_no_ceiling_and_a_ceiling_starts_at_nothing() -> None:
    world = build(
        [
            *figures({"CN": 4}, low=4),
            *figures({"RU": 3}, high=3),
            *figures({"EU": None}, low=1, high=3, state="observed"),
        ]
    )
    found = trade(world)
    assert found.amounts.tolist() == [2, 4, 3]
    assert found.low.tolist() == [1, 4, 0]
    assert found.high.tolist() == [3, np.inf, 3]


def test_only_what_was_known_then_counts() -> None:
    late = makers.make_source(id="late-2025", issued="2025-03")
    rows = [
        *figures({"CN": 1, "RU": 2, "EU": 3}),
        *figures({"CN": 9}, indicator="inflow", reporter="stated", source="late-2025"),
    ]
    world = build(rows)
    library = makers.altered(
        world,
        sources={**world.sources, "late-2025": late},
        reporters={**world.reporters, "stated": makers.make_reporter(id="stated", kind="stated")},
    )

    def known(day: date) -> set[str]:
        return set(evidence(library, known_by=day).known_observations["indicator"])

    assert known(date(2024, 12, 30)) == set(), "the year is not over"
    assert known(date(2024, 12, 31)) == {"turnover"}, "a count is known once its year is over"
    assert known(date(2025, 3, 30)) == {"turnover"}
    assert known(date(2025, 3, 31)) == {"turnover", "inflow"}, "a statement once it is published"


def deal(id: str, partners: list[str], worth: float, *steps: tuple[str, str]) -> Any:
    return makers.make_deal(
        id=id,
        partners=partners,
        domain="investment",
        amounts=[{"value": worth, "unit": "usd-bn", "what": {"en": "Package."}}],
        history=[{"state": state, "date": day, "source": "paper-2025"} for state, day in steps],
    )


def test_deals_count_from_their_signing_until_they_are_cancelled() -> None:
    signed = makers.make_indicator(
        id="deals", domain="investment", kind="stock", counted_from="deals"
    )
    deals = [
        deal("one", ["CN"], 10, ("announced", "2022"), ("signed", "2023-05")),
        deal("two", ["CN", "IT"], 4, ("signed", "2024-02")),
        deal("off", ["RU"], 7, ("signed", "2023-01"), ("cancelled", "2024-01-02")),
        deal("talk", ["RU"], 99, ("announced", "2023")),
    ]
    world = makers.altered(build(), deals=MappingProxyType({each.id: each for each in deals}))
    found = signed_amounts(evidence(world), signed, BLOCS)
    assert found.loc[2023].tolist() == [0, 10, 7]
    assert found.loc[2024].tolist() == [2, 12, 0]
    assert 2022 not in found.index
    without = signed_amounts(evidence(world, called_off=frozenset({"one"})), signed, BLOCS)
    assert without.loc[2024].tolist() == [2, 2, 0]
