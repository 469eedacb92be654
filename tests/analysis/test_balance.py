from typing import Any

import numpy as np
import pandas as pd
import pytest

from multivector.analysis.amounts import LEAST_MEETINGS, Evidence, meeting_counts
from multivector.analysis.balance import domain_shares, overall, scores, trail
from multivector.analysis.partners import OverlappingPartners
from multivector.analysis.tables import TABLES
from multivector.library.collection import Library
from tests.analysis.builder import build, figures

BLOCS = ["EU", "CN", "RU"]


def evidence(world: Library, **choices: Any) -> Evidence:
    return Evidence(world, TABLES["observations"](world), TABLES["events"](world), **choices)


def meeting(place: int, *partners: str, **overrides: Any) -> dict[str, Any]:
    return {"id": f"m{place}", "start": "2024-05-01", "partners": list(partners), **overrides}


def of_domain(rows: pd.DataFrame, domain: str) -> pd.DataFrame:
    return rows[rows["domain"] == domain].reset_index(drop=True)


def test_shares_over_blocs() -> None:
    world = build(figures({"CN": 30, "RU": 28, "EU": 49, "IT": 20}))
    rows = of_domain(domain_shares(evidence(world), 2024, BLOCS), "trade")
    assert rows["partner"].tolist() == BLOCS
    assert rows["share"].tolist() == pytest.approx([49 / 107, 30 / 107, 28 / 107])
    assert rows["complete"].all()
    score = of_domain(scores(evidence(world), [2024], BLOCS), "trade").iloc[0]
    assert round(score["n2"], 2) == 2.80
    assert (score["top_partner"], score["reporter"]) == ("EU", "aa-stat")


def test_shares_over_members_with_the_rest_of_the_bloc() -> None:
    world = build(figures({"CN": 30, "RU": 28, "EU": 49, "IT": 20, "FR": 6}))
    cut = ["IT", "FR", "EU-other", "CN", "RU"]
    score = of_domain(scores(evidence(world), [2024], cut), "trade").iloc[0]
    assert round(score["n2"], 2) == 4.32
    with pytest.raises(OverlappingPartners):
        scores(evidence(world), [2024], ["IT", "FR", "EU", "CN", "RU"])


def test_a_member_without_figure_stays_in_the_rest_of_its_bloc() -> None:
    world = build(figures({"EU": 49, "IT": 20, "FR": None, "CN": 1}))
    rows = domain_shares(evidence(world), 2024, ["IT", "FR", "EU-other", "CN"])
    assert of_domain(rows, "trade")["amount"].tolist() == pytest.approx(
        [20, np.nan, 29, 1], nan_ok=True
    )


def test_members_that_exceed_their_bloc_leave_no_rest() -> None:
    world = build(figures({"EU": 19, "IT": 20, "CN": 1}))
    rows = of_domain(domain_shares(evidence(world), 2024, ["IT", "EU-other", "CN"]), "trade")
    assert rows["state"].tolist() == ["observed", "members-exceed-bloc", "observed"]
    assert np.isnan(rows["share"][1])


def test_a_partner_that_is_missing_is_never_zero() -> None:
    world = build(figures({"CN": 30, "RU": 28, "EU": None}))
    rows = of_domain(domain_shares(evidence(world), 2024, [*BLOCS, "TR"]), "trade")
    assert rows["share"].tolist() == pytest.approx([np.nan, 30 / 58, 28 / 58, np.nan], nan_ok=True)
    assert rows["state"].tolist() == ["not-reported", "observed", "observed", "no-figure"]
    assert rows["coverage"].tolist() == [0.5] * 4
    assert not rows["complete"].any()


def test_a_reported_zero_is_a_share() -> None:
    world = build([*figures({"CN": 3, "RU": 1}), *figures({"EU": 0}, state="reported-zero")])
    rows = of_domain(domain_shares(evidence(world), 2024, BLOCS), "trade")
    assert rows["share"].tolist() == [0, 0.75, 0.25]
    assert rows["complete"].all()


def test_one_known_partner_makes_no_shares() -> None:
    world = build(figures({"CN": 30}))
    rows = of_domain(domain_shares(evidence(world), 2024, BLOCS), "trade")
    assert rows["amount"].notna().sum() == 1
    assert rows["share"].isna().all()


def test_only_full_years_of_the_measures_reporter_count() -> None:
    world = build(
        [
            *figures({"CN": 1, "RU": 1}, period="2024-01/2024-06"),
            *figures({"CN": 1, "RU": 1}, reporter="cn-stat"),
            *figures({"CN": 1, "RU": 1}, unit="eur-bn"),
        ]
    )
    rows = of_domain(domain_shares(evidence(world), 2024, BLOCS), "trade")
    assert rows["share"].isna().all()
    assert rows["coverage"].tolist() == [0] * 3


def test_a_range_stands_for_its_middle() -> None:
    world = build([*figures({"CN": 3}), *figures({"RU": None}, state="observed", low=0, high=2)])
    rows = of_domain(domain_shares(evidence(world), 2024, ["CN", "RU"]), "trade")
    assert rows["share"].tolist() == [0.75, 0.25]


def test_the_fallback_steps_in_where_the_measure_has_no_shares() -> None:
    world = build(
        [
            *figures({"CN": 1, "RU": 3}, indicator="inflow", period="2022"),
            *figures({"CN": 5, "RU": 5}, indicator="stock", period="2021-06"),
            *figures({"CN": 9, "RU": 1}, indicator="stock", period="2022-06"),
        ]
    )
    found = of_domain(scores(evidence(world), [2021, 2022, 2023], ["CN", "RU"]), "investment")
    assert found["indicator"].fillna("").tolist() == ["stock", "inflow", ""]
    assert found["top_partner"].fillna("").tolist() == ["CN;RU", "RU", ""]
    assert not found["filled"].any()


def test_a_borrowed_year_is_marked() -> None:
    world = build(figures({"CN": 1, "RU": 3}, indicator="inflow", period="2022"))
    near, far = (
        of_domain(domain_shares(evidence(world, fill=2), year, ["CN", "RU"]), "investment")
        for year in (2024, 2025)
    )
    assert near["share"].tolist() == [0.25, 0.75]
    assert near["filled"].all()
    assert near["last_day"].dt.year.tolist() == [2022, 2022]
    assert far["share"].isna().all()


def test_a_domain_without_measure_is_not_applicable() -> None:
    rows = of_domain(domain_shares(evidence(build()), 2024, BLOCS), "security")
    assert rows["state"].tolist() == ["not-applicable"] * 3
    assert rows["share"].isna().all()


MEETINGS = [
    meeting(1, "CN"),
    meeting(2, "CN", "CA"),
    meeting(3, "FR"),
    meeting(4, "EU"),
    meeting(5, "OT"),
    meeting(6, "CN", state="cancelled"),
    meeting(7, "CN", level="minister"),
    meeting(8, "CN", kind="treaty"),
    meeting(9, "RU", start="2025-01-10"),
]
CUT = ["EU", "CN", "RU", "CA", "TR"]


@pytest.mark.parametrize(
    ("credit", "counts"),
    [("none", [2, 2, 0, 1, 0]), ("whole", [2, 2, 0, 2, 1]), ("split", [2, 1.5, 0, 1, 0.5])],
)
def test_meetings_count_once_for_each_vector_at_the_table(credit: str, counts: list[float]) -> None:
    world = build(events=MEETINGS)
    found = meeting_counts(evidence(world, credit=credit), CUT)
    assert found.loc[2024].tolist() == counts
    assert found.index.tolist() == [2024], "2025 is not looked for to its end"


def test_a_member_counts_for_itself_where_members_stand_apart() -> None:
    found = meeting_counts(evidence(build(events=MEETINGS)), ["FR", "EU-other", "UZ", "KG", "CN"])
    assert found.loc[2024].tolist() == [1, 1, 1, 1, 2]


def test_years_with_few_meetings_carry_no_shares() -> None:
    many = [
        meeting(place, "CN", "EU", start="2023-03-01") for place in range(20, 20 + LEAST_MEETINGS)
    ]
    world = build(events=[*MEETINGS, *many])
    found = of_domain(scores(evidence(world), [2022, 2023, 2024, 2025], CUT), "diplomacy")
    assert found["n2"].isna().tolist() == [True, False, True, True]
    assert found["top_partner"].tolist()[1] == "EU;CN"
    assert found["coverage"].tolist() == [0, 1, 0, 0]


def test_the_whole_is_put_together_from_domains_in_which_everybody_is_bounded() -> None:
    world = build(
        [
            *figures({"CN": 1, "RU": 1, "EU": 2}),
            *figures({"CN": 3, "RU": 1, "EU": None, "WLD": 8}, indicator="inflow"),
            *figures({"CN": 3}, period="2023"),
        ]
    )
    found = overall(evidence(world), [2023, 2024], BLOCS)
    assert found["year"].tolist() == [2024]
    row = found.iloc[0]
    assert (row["domains"], row["partners"]) == ("trade;investment", "EU;CN;RU")
    assert row["total"] == pytest.approx(row["inside"] + row["between"], abs=1e-12)
    assert row["n1"] == pytest.approx(row["alpha"] * row["beta"])
    mean = np.array([0.5 * 2 / 4 + 0.5 * 2 / 6, 0.5 * 1 / 4 + 0.5 * 3 / 6, 0.5 * 1 / 4 + 0.5 / 6])
    assert row["n2"] == pytest.approx(1 / (mean**2).sum())
    assert row["low"] < row["n2"] < row["high"]
    assert row["coverage"] == pytest.approx(0.25 * 1 + 0.25 * 2 / 3)
    assert not row["complete"]


def test_a_domain_in_which_nothing_bounds_who_is_missing_rescales_nobody() -> None:
    world = build(
        [*figures({"CN": 1, "RU": 1, "EU": 2}), *figures({"CN": 3, "RU": 1}, indicator="inflow")]
    )
    assert overall(evidence(world), [2024], BLOCS).empty


def test_weights_decide_how_much_a_domain_counts() -> None:
    world = build(
        [*figures({"CN": 1, "RU": 0.0}), *figures({"CN": 0.0, "RU": 1}, indicator="inflow")]
    )
    even = overall(evidence(world), [2024], ["CN", "RU"]).iloc[0]
    uneven = overall(evidence(world), [2024], ["CN", "RU"], {"trade": 0.9, "investment": 0.1}).iloc[
        0
    ]
    assert even["n2"] == pytest.approx(2)
    assert even["inside"] == pytest.approx(0)
    assert uneven["top_share"] == pytest.approx(0.9)
    assert overall(evidence(world), [2024], ["CN", "RU"], {"trade": 1}).empty


def test_a_trail_has_every_year_and_only_whole_triangles() -> None:
    world = build(
        [
            *figures({"CN": 1, "RU": 1, "EU": 2}, period="2022"),
            *figures({"CN": 1, "RU": 1}, period="2023"),
            *figures({"CN": 2, "RU": 1, "EU": 1}, period="2024"),
        ]
    )
    found = trail(evidence(world), range(2022, 2025), ["CN", "RU", "EU"], "trade")
    assert found.columns.tolist() == ["year", "CN", "RU", "EU"]
    assert found["CN"].tolist() == pytest.approx([0.25, np.nan, 0.5], nan_ok=True)
    assert found.loc[1, ["CN", "RU", "EU"]].isna().all()


def test_the_tables_are_left_as_they_were() -> None:
    world = build(figures({"CN": 30, "RU": 28}), MEETINGS)
    given = evidence(world)
    before = given.observations.copy(deep=True), given.events.copy(deep=True)
    overall(given, [2024], CUT)
    pd.testing.assert_frame_equal(given.observations, before[0])
    pd.testing.assert_frame_equal(given.events, before[1])
