from dataclasses import replace
from decimal import Decimal
from math import inf, nextafter
from random import Random
from typing import Any

import pandas as pd
import pytest

from multivector.analysis.counts import Count, Counts, Kind
from multivector.analysis.judging import Bounds, band_of, judge
from multivector.analysis.verification import Verification, summaries, summary, verdicts
from multivector.library.references import references_of
from multivector.model import Figure, Indicator
from tests import makers
from tests.analysis.builder import build, figures

LIMITS = makers.make_limits()


def figure(qualifier: str, value: float | None = None, **more: Any) -> Figure:
    values = {"value": value, "unit": "usd-bn", "qualifier": qualifier}
    return Figure.model_validate(values | more)


@pytest.mark.parametrize(
    ("qualifier", "value", "observed", "expected"),
    [
        ("exact", 44, 43.5, "agrees"),
        ("exact", 44, 43.499, "disagrees"),
        ("exact", 44, 44.499, "agrees"),
        ("exact", 44, 44.5, "disagrees"),
        ("exact", 6.1, 6.05, "agrees"),
        ("exact", 6.1, 6.15, "disagrees"),
        ("exact", 106.3, 106.3, "agrees"),
        ("exact", 200, 200.4, "agrees"),
        ("exact", 200, 200.7, "disagrees"),
        ("exact", 0, 0.4, "agrees"),
        ("exact", -3, -3.5, "agrees"),
        ("exact", -3, -2.5, "disagrees"),
        ("about", 40, 36, "agrees"),
        ("about", 40, 44, "agrees"),
        ("about", 40, 44.01, "disagrees"),
        ("about", 40, 35.99, "disagrees"),
        ("about", 4700, 5499, "agrees"),
        ("about", 4700, 5500, "disagrees"),
        ("about", 4700, 4230, "agrees"),
        ("about", 4700, 4229, "disagrees"),
        ("about", 1.1, 0.99, "agrees"),
        ("about", 1.1, 0.98, "agrees"),
        ("about", 1.1, 0.49, "disagrees"),
        ("about", 5000, 5300, "agrees"),
        ("about", 5000, 5501, "disagrees"),
        ("nearly", 40, 36.0, "agrees"),
        ("nearly", 40, 35.9, "disagrees"),
        ("nearly", 40, 39.99, "agrees"),
        ("nearly", 40, 40.0, "disagrees"),
        ("over", 17, 17, "disagrees"),
        ("over", 17, 17.01, "agrees"),
        ("over", 17, 21.25, "agrees"),
        ("over", 17, 21.26, "understated"),
        ("over", 0, 1, "understated"),
        ("under", 20, 20, "disagrees"),
        ("under", 20, 19.99, "agrees"),
        ("under", 20, 15, "agrees"),
        ("under", 20, 14.99, "overstated"),
        ("record", 95, 94.82, "agrees"),
        ("record", 95, 94.4, "disagrees"),
    ],
)
def test_each_hedge_word_has_its_limits(
    qualifier: str, value: float, observed: float, expected: str
) -> None:
    judgement = judge(figure(qualifier, value), observed, LIMITS)
    assert (judgement.verdict, judgement.rule) == (expected, qualifier)


@pytest.mark.parametrize(
    ("observed", "expected"),
    [(14, "agrees"), (15, "agrees"), (13.9, "disagrees"), (15.1, "disagrees")],
)
def test_a_range_holds_both_its_ends(observed: float, expected: str) -> None:
    judgement = judge(figure("about", low=14, high=15), observed, LIMITS)
    assert (judgement.verdict, judgement.rule) == (expected, "range")


@pytest.mark.parametrize(
    ("qualifier", "value", "bounds", "expected"),
    [
        ("exact", 200, Bounds(175, None), "undecided"),
        ("exact", 200, Bounds(201, None), "disagrees"),
        ("exact", 200, Bounds(None, 199), "disagrees"),
        ("exact", 44, Bounds(43.6, 44.4), "agrees"),
        ("exact", 44, Bounds(43, 45), "undecided"),
        ("over", 17, Bounds(17, None), "undecided"),
        ("over", 10, Bounds(10.4, None), "agrees"),
        ("over", 10, Bounds(13, None), "understated"),
        ("over", 10, Bounds(None, 10), "disagrees"),
        ("under", 10, Bounds(None, 9), "agrees"),
        ("under", 10, Bounds(None, 7), "overstated"),
        ("nearly", 40, Bounds(None, 35), "disagrees"),
        ("about", 40, Bounds(37, 43), "agrees"),
    ],
)
def test_a_bound_is_judged_at_all_it_allows(
    qualifier: str, value: float, bounds: Bounds, expected: str
) -> None:
    assert judge(figure(qualifier, value), bounds, LIMITS).verdict == expected


@pytest.mark.parametrize("qualifier", ["exact", "about", "nearly", "over", "under", "record"])
def test_limits_are_those_of_the_numbers_as_they_are_written(qualifier: str) -> None:
    chance = Random(7)
    for _ in range(300):
        value = round(chance.uniform(-50, 500), chance.randrange(4))
        band = band_of(figure(qualifier, value), LIMITS)
        for limit in (band.low, band.high):
            nearest = float(limit)
            for number in (nextafter(nearest, -inf), nearest, nextafter(nearest, inf)):
                written = Decimal(str(number))
                is_below = written < band.low or (written == band.low and not band.with_low)
                is_above = written > band.high or (written == band.high and not band.with_high)
                assert band.zone(number) == (-1 if is_below else int(is_above))


def test_the_limits_are_data() -> None:
    strict = makers.make_limits(over=0.1)
    assert judge(figure("over", 10), 11.5, LIMITS).verdict == "agrees"
    assert judge(figure("over", 10), 11.5, strict).verdict == "understated"


# In a collection: turnover of AA with CN, in an article of June 2025


def claim(**overrides: Any) -> dict[str, Any]:
    values = {
        "value": 44,
        "qualifier": "exact",
        "measures": {"indicator": "turnover", "subject": "AA", "partner": "CN"},
    }
    return {"figure": makers.make_figure(**(values | overrides))}


def count(value: float | None, **overrides: Any) -> Any:
    values: dict[str, Any] = {"partner": "CN", "value": value, "source": "office-2025"}
    return makers.make_observation(**(values | overrides))


def verified(*counts: Any, **overrides: Any) -> pd.DataFrame:
    return verdicts(build(counts, claims=[claim(**overrides)]))


def told(found: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(found[list(columns)].itertuples(index=False, name=None))


def test_each_reporter_has_its_own_verdict_and_gap() -> None:
    found = verified(count(43.75, reporter="cn-stat"), count(33))
    assert told(found, "reporter", "verdict", "gap", "gap_pct") == [
        ("cn-stat", "agrees", -0.25, pytest.approx(-0.568, abs=0.001)),
        ("aa-stat", "disagrees", -11, -25),
    ]
    assert summary(found) == "agrees-by-one-count"


def test_other_partners_units_and_periods_are_no_count_of_it() -> None:
    found = verified(
        count(44, partner="RU"),
        count(44, unit="count"),
        count(44, period="2023"),
        count(44, period="2024-01/2024-10"),
        count(44, subject="CN", partner="AA"),
    )
    assert told(found, "verdict", "rule") == [("no-statistic", "no-statistic")]
    assert summary(found) == "no-statistic"


def test_without_figure_there_is_no_row_but_for_events_with_a_note() -> None:
    note = {"en": "It was a day later."}
    claims = [{"id": "paper-2025.1"}, {"id": "paper-2025.2", "kind": "event", "note": note}]
    world = build(claims=claims)
    assert told(verdicts(world), "claim", "verdict", "rule", "note") == [
        ("paper-2025.2", "no-statistic", "no-figure", "It was a day later.")
    ]
    assert summaries(world).empty


def test_a_collection_without_claims_has_the_same_columns() -> None:
    assert list(verdicts(build()).columns) == list(verified(count(1)).columns)


def test_an_unclear_claim_has_no_verdict_beside_its_figures() -> None:
    why = {"en": "A level and a span."}
    found = verified(count(44), unclear=why)
    assert told(found, "verdict", "rule", "judged", "unclear") == [
        ("unclear", "unclear", "agrees", "A level and a span.")
    ]
    assert summary(found) == summary(verified(unclear=why)) == "unclear"


def test_a_record_has_no_higher_figure_before_it_by_the_same_reporter() -> None:
    now = count(44)
    earlier = {"period": "2023"}
    assert verified(now, count(43, **earlier), qualifier="record")["verdict"].item() == "agrees"
    assert verified(now, count(45, **earlier), qualifier="record")["verdict"].item() == "disagrees"
    other = count(45, reporter="cn-stat", **earlier)
    assert verified(now, other, qualifier="record")["verdict"].item() == "agrees"
    later = count(45, period="2025")
    assert verified(now, later, qualifier="record")["verdict"].item() == "agrees"
    span = count(200, period="2015/2023")
    assert verified(now, span, qualifier="record")["verdict"].item() == "agrees"
    at_most = count(45, high=45, **earlier)
    assert verified(now, at_most, qualifier="record")["verdict"].item() == "agrees"


@pytest.mark.parametrize(
    ("value", "low", "high", "bound", "verdict"),
    [
        (40, 40, None, "at-least", "undecided"),
        (45, 45, None, "at-least", "disagrees"),
        (40, None, 40, "at-most", "disagrees"),
        (None, 40, None, "at-least", "undecided"),
        (None, 43.6, 44.4, "between", "agrees"),
        (44, 40, 48, None, "agrees"),
    ],
)
def test_a_count_that_is_a_bound_is_compared_as_one(
    value: float | None, low: float | None, high: float | None, bound: str | None, verdict: str
) -> None:
    found = verified(count(value, low=low, high=high))
    assert found["bound"].dropna().tolist() == ([bound] if bound else [])
    assert found["verdict"].item() == verdict


def test_undecided_counts_decide_only_if_there_are_no_others() -> None:
    bound = count(40, low=40)
    assert summary(verified(bound)) == "undecided"
    assert summary(verified(bound, count(44, reporter="cn-stat"))) == "agrees"


def test_a_figure_from_the_same_article_confirms_nothing() -> None:
    found = verified(count(44, source="paper-2025"))
    assert told(found, "verdict", "rule", "judged", "circular") == [
        ("context", "same-source", "agrees", True)
    ]
    assert summary(found) == "no-statistic"


@pytest.mark.parametrize(
    ("period", "tested"),
    [("2022", False), ("2023", True), ("2024", True), ("2025", False), ("2024-01/2024-10", False)],
)
def test_without_a_period_figures_of_the_two_years_before_the_article_count(
    period: str, tested: bool
) -> None:
    found = verified(count(44, period=period), period=None)
    expected = ("agrees", "exact-latest") if tested else ("no-statistic", "no-statistic")
    assert told(found, "verdict", "rule") == [expected]


def test_without_a_period_it_is_the_latest_of_each_reporter() -> None:
    found = verified(
        count(44, period="2024"),
        count(30, period="2023"),
        count(41, period="2023", reporter="cn-stat"),
        period=None,
    )
    assert told(found, "reporter", "observed_period", "verdict") == [
        ("cn-stat", "2023", "disagrees"),
        ("aa-stat", "2024", "agrees"),
    ]


def test_the_years_before_the_article_are_data() -> None:
    assert makers.make_limits().latest_years == 2


def test_a_figure_that_repeats_another_reporters_is_not_counted_twice() -> None:
    copy = count(44, reporter="cn-stat", confidence="derived", formula="figure of aa-stat")
    assert len(verified(count(44), copy)) == 1


def row(verdict: str, basis: str | None = "statistics", **more: Any) -> dict[str, Any]:
    values = {"verdict": verdict, "basis": basis, "rule": "exact", "judged": verdict}
    return values | {"circular": False} | more


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("agrees")], "agrees"),
        ([row("agrees"), row("disagrees")], "agrees-by-one-count"),
        ([row("agrees"), row("understated", "estimate")], "agrees-by-one-count"),
        ([row("disagrees"), row("agrees", "stated")], "disagrees"),
        ([row("agrees", "mixed"), row("disagrees", "stated")], "agrees"),
        ([row("agrees", "stated")], "agrees"),
        ([row("agrees", "stated"), row("disagrees", "stated")], "agrees-by-one-count"),
        ([row("understated"), row("understated")], "understated"),
        ([row("understated"), row("disagrees")], "disagrees"),
        ([row("overstated"), row("undecided")], "overstated"),
        ([row("context", rule="same-source", judged="agrees")], "no-statistic"),
        ([row("agrees"), row("context", rule="other-group", judged="disagrees")], "agrees"),
        ([row("agrees"), row("context", rule="beside", judged="agrees")], "agrees"),
        (
            [row("agrees"), row("context", rule="beside", judged="disagrees")],
            "agrees-by-one-count",
        ),
        ([row("agrees"), row("context", "stated", rule="beside", judged="disagrees")], "agrees"),
        ([row("unclear"), row("context", rule="beside", judged="agrees")], "unclear"),
        ([row("no-statistic", None)], "no-statistic"),
    ],
)
def test_the_summary_of_a_claim(rows: list[dict[str, Any]], expected: str) -> None:
    assert summary(pd.DataFrame(rows)) == expected


def test_summaries_count_what_decides() -> None:
    counts = [count(44), count(30, reporter="cn-stat")]
    made = summaries(build(counts, claims=[claim()]))
    assert told(made, "summary", "agreeing", "disagreeing", "undecided", "basis") == [
        ("agrees-by-one-count", 1, 1, 0, "statistics")
    ]


# Figures beside


def test_of_a_stock_beside_each_reporters_latest_is_shown() -> None:
    found = verified(
        count(44),
        count(20, indicator="stock", period="2022-12"),
        count(30, indicator="stock", period="2023-05"),
        count(90, indicator="stock", period="2025-01"),
        count(1, indicator="stock", period="2019", reporter="cn-stat"),
        beside=["stock"],
    )
    assert told(found, "indicator", "observed_value", "verdict", "rule", "judged") == [
        ("turnover", 44, "agrees", "exact", "agrees"),
        ("stock", 30, "context", "beside", "disagrees"),
    ]
    assert summary(found) == "agrees-by-one-count"


def test_of_a_flow_beside_the_same_period_is_shown_in_its_own_unit() -> None:
    found = verified(
        count(9, indicator="inflow", unit="count"),
        count(8, indicator="inflow", period="2023"),
        count(7, indicator="turnover", period="2023"),
        beside=["inflow", "turnover"],
    )
    assert told(found, "verdict", "observed_unit")[1:] == [("context", "count")]
    assert found["verdict"].iloc[0] == "no-statistic"
    assert found["gap"].isna().all() and found["judged"].isna().all()


def test_what_is_tested_already_is_not_shown_beside() -> None:
    assert len(verified(count(44), beside=["turnover"])) == 1


# Ranks

TRADE = {"EU": 50.0, "CN": 40.0, "RU": 30.0, "IT": 20.0, "FR": 10.0}


def ranked(amounts: dict[str, float | None], partner: str, place: int = 1, **more: Any) -> Any:
    measures = {"indicator": "turnover", "subject": "AA", "partner": partner}
    rank = claim(value=place, unit="rank", measures=measures, **more)
    return verdicts(build(figures(amounts, source="office-2025"), claims=[rank]))


def test_a_bloc_has_a_place_among_vectors_and_none_among_countries() -> None:
    found = ranked(TRADE, "EU", among="vectors")
    assert told(found, "cut", "verdict", "rule", "leader", "compared") == [
        ("bloc", "agrees", "rank", "EU", 3),
        ("member", "context", "other-group", "CN", 4),
    ]
    assert found["observed_value"].iloc[0] == 1
    assert pd.isna(found["observed_value"].iloc[1])
    assert summary(found) == "agrees"


def test_a_country_has_a_place_in_each_cut_and_the_group_decides() -> None:
    columns = ("cut", "observed_value", "verdict", "judged")
    bloc, member = ("bloc", 2, "disagrees"), ("member", 1, "agrees")
    context = "context"
    assert told(ranked(TRADE, "CN"), *columns) == [
        (*bloc, "disagrees"),
        (*member, "agrees"),
    ]
    found = ranked(TRADE, "CN", among="countries")
    assert told(found, *columns) == [("bloc", 2, context, "disagrees"), (*member, "agrees")]
    found = ranked(TRADE, "CN", among="vectors")
    assert told(found, *columns) == [(*bloc, "disagrees"), ("member", 1, context, "agrees")]


def test_a_member_that_is_no_vector_is_ranked_among_countries_only() -> None:
    found = ranked(TRADE, "IT", place=3)
    assert told(found, "cut", "observed_value", "verdict") == [("member", 3, "agrees")]


def test_equal_figures_share_a_place() -> None:
    found = ranked({"CN": 5.0, "RU": 5.0, "EU": 1.0}, "RU")
    assert told(found, "observed_value", "verdict")[0] == (1, "agrees")


def test_two_partners_make_no_ranking() -> None:
    assert told(ranked({"EU": 2.0, "CN": 1.0}, "EU"), "verdict") == [("no-statistic",)]


def test_a_partner_without_figure_has_no_place() -> None:
    found = ranked({"EU": 3.0, "CN": None, "RU": 1.0, "TR": 2.0}, "CN")
    assert told(found, "verdict") == [("no-statistic",)]


def test_a_rank_without_period_is_that_of_the_fullest_year_before_the_article() -> None:
    counts = [
        *figures({"EU": 3.0, "CN": 2.0, "RU": 1.0}, source="office-2025", period="2023"),
        *figures({"EU": 1.0, "CN": 2.0, "RU": 3.0}, source="office-2025", period="2024"),
        *figures({"EU": 3.0, "CN": 2.0, "RU": 1.0}, source="office-2025", period="2025"),
    ]
    measures = {"indicator": "turnover", "subject": "AA", "partner": "RU"}
    rank = claim(value=1, unit="rank", measures=measures, period=None)
    found = verdicts(build(counts, claims=[rank]))
    assert told(found, "cut", "observed_period", "verdict", "rule")[0] == (
        "bloc",
        "2024",
        "agrees",
        "rank-latest",
    )


def test_a_rank_read_in_the_same_article_confirms_nothing() -> None:
    measures = {"indicator": "turnover", "subject": "AA", "partner": "EU"}
    rank = claim(value=1, unit="rank", measures=measures)
    found = verdicts(build(figures(TRADE), claims=[rank]))
    assert found["verdict"].tolist() == ["context", "context"]
    assert summary(found) == "no-statistic"


def test_indicators_shown_beside_have_to_exist() -> None:
    made = makers.make_claim(**claim(beside=["turnover", "stocks"]))
    found = {(each.id, each.path) for each in references_of(made) if each.kind is Indicator}
    assert ("stocks", ("figure", "beside", 1)) in found


# Many claims and many counts


def number(chance: Random) -> float:
    return chance.choice([round(chance.uniform(30, 60), 1), 44.0, 43.5, 44.5, 40.0])


def some_count(chance: Random, reporter: str) -> Any:
    value = number(chance)
    low, high = chance.choice([(None, None), (None, None), (value, None), (None, value)])
    period = chance.choice(["2022", "2023", "2024", "2024-01/2024-10"])
    source = chance.choice(["office-2025", "paper-2025"])
    return count(value, low=low, high=high, period=period, source=source, reporter=reporter)


def some_claim(chance: Random) -> dict[str, Any]:
    qualifier = chance.choice(["exact", "about", "nearly", "over", "under", "record"])
    ends = {"value": None, "low": 40, "high": 45} if chance.random() < 0.1 else {}
    return claim(
        **{"value": number(chance), **ends},
        qualifier=qualifier,
        period=chance.choice(["2024", "2023", None]),
        beside=chance.choice([[], ["turnover"], ["inflow"]]),
        unclear={"en": "Two readings."} if chance.random() < 0.05 else None,
    )


@pytest.mark.parametrize("seed", range(20))
def test_what_counts_in_order_say_is_what_they_say_one_by_one(seed: int) -> None:
    chance = Random(seed)
    reporters = [f"r{each}" for each in range(8)]
    counts = {
        (each.reporter, each.period): each
        for reporter in reporters
        for each in [some_count(chance, reporter), some_count(chance, reporter)]
    }
    also = [count(number(chance), indicator="inflow", reporter=each) for each in reporters]
    claims = [{**some_claim(chance), "id": f"paper-2025.{at}"} for at in range(1, 60)]
    world = build([*counts.values(), *also], claims=claims)
    kinds = ["statistics", "estimate", "mixed", "stated"]
    made = {
        each: makers.make_reporter(id=each, kind=kinds[at % 4]) for at, each in enumerate(reporters)
    }
    world = replace(world, reporters=made)
    tests, rows = Verification(world), verdicts(world)
    for each in world.claims.values():
        own = rows[rows["claim"] == each.id]
        outcome = tests.outcome(each)
        assert outcome is not None
        assert outcome.summary == summary(own)
        said = own["verdict"].isin(["agrees", "understated", "overstated", "disagrees"])
        assert set(tests.deciding_sources(each)) == set(own["source"][said])
        assert tests.is_among_counts(each) == bool(
            each.figure
            and each.figure.value is not None
            and (own["observed_value"].notna() & (own["rule"] != "beside")).any()
        )


class Weighed(float):
    """A number that notes how often it is compared."""

    compared = 0

    def __lt__(self, other: object) -> bool:
        Weighed.compared += 1
        return float(self) < other  # type: ignore[operator]


def compared(size: int) -> int:
    """How many comparisons it takes to test as many claims with as many counts of the same."""
    kind = Kind(is_stated=False)
    counts = Counts(Count(Weighed(n), Weighed(n), "office-2025", kind) for n in range(size))
    bands = [band_of(figure("about", n), LIMITS) for n in range(size)]
    Weighed.compared = 0
    for each in bands:
        counts.tally(each, "paper-2025")
    return Weighed.compared


def test_ten_times_the_claims_and_counts_are_not_a_hundred_times_the_work() -> None:
    assert compared(1000) < 20 * compared(100)
