import pandas as pd
import pytest

from multivector.analysis import comparison
from multivector.analysis.rows import each
from multivector.analysis.tables import TABLES
from multivector.model import Observation
from tests.analysis.builder import build, figures


def table(*groups: list[Observation]) -> pd.DataFrame:
    return TABLES["observations"](build([each for group in groups for each in group]))


def annual(*groups: list[Observation]) -> pd.DataFrame:
    return comparison.annual(table(*groups), "turnover", "AA", "usd-bn")


def test_annual_figures_are_full_years_of_one_unit() -> None:
    found = annual(
        figures({"CN": 30, "RU": 28}),
        figures({"CN": 27}, unit="eur-bn"),
        figures({"CN": 14}, period="2024-01/2024-06"),
        figures({"CN": 99}, period="2005/2024"),
        figures({"CN": 66}, subject="CA"),
    )
    assert found["value"].tolist() == [30, 28]


def test_a_plain_year_goes_before_an_uncertain_one() -> None:
    found = annual(figures({"CN": 29}, period="2024~"), figures({"CN": 30}))
    assert found["value"].tolist() == [30]


def test_history_has_a_row_for_every_year_so_that_gaps_are_gaps() -> None:
    rows = annual(
        figures({"CN": 10, "RU": 15}, period="2015"),
        figures({"CN": 15}, period="2018"),
        figures({"RU": None}, period="2016"),
        figures({"CN": 99}, period="2020", reporter="cn-stat"),
    )
    found = comparison.history(rows, ["RU", "CN"], "aa-stat")
    assert found["year"].tolist() == [2015, 2016, 2017, 2018] * 2
    assert found["partner"].tolist() == ["RU"] * 4 + ["CN"] * 4
    assert found["value"].isna().tolist() == [False, True, True, True, False, True, True, False]
    assert found["state"].tolist()[:4] == ["observed", "not-reported", "no-figure", "no-figure"]


def test_a_span_begins_and_ends_with_a_figure() -> None:
    rows = annual(*(figures({"CN": year}, period=str(year)) for year in (2014, 2016, 2019)))
    history = list(each(comparison.history(rows, ["CN"], "aa-stat")))
    assert comparison.span(history, (2015, 2018)) == (2016, 2016)
    assert comparison.span(history, (2000, 2001)) is None


def test_rows_of_partners_come_in_the_order_asked_for() -> None:
    rows = annual(figures({"CN": 1, "RU": 2, "TR": 3}), figures({"RU": 4}, reporter="cn-stat"))
    every = comparison.ByPartner(rows)
    assert [row.value for row in every.of(["RU", "KG", "CN"])] == [2, 4, 1]
    assert every.table_of(["RU", "KG", "CN"])["value"].tolist() == [2, 4, 1]


def test_the_latest_year_is_the_last_of_those_most_partners_report() -> None:
    rows = annual(
        figures({"CN": 10, "RU": 20, "WLD": 50}, period="2022"),
        figures({"CN": 12, "RU": 20, "WLD": 60}, period="2023"),
        figures({"CN": 15, "WLD": 70}, period="2024"),
    )
    found = comparison.latest(rows, ["RU", "CN", "TR"], "aa-stat")
    assert found["year"].tolist() == [2023] * 3
    assert found["partner"].tolist() == ["RU", "CN", "TR"]
    assert found["share"].tolist()[:2] == pytest.approx([20 / 60, 12 / 60])
    assert found["value"].isna().tolist() == [False, False, True]
    assert found["state"].tolist()[2] == "no-figure"
    assert comparison.latest(rows, ["CN"], "aa-stat", 2024)["share"].iloc[0] == 15 / 70


def test_without_a_total_there_is_a_value_and_no_share() -> None:
    found = comparison.latest(annual(figures({"CN": 10})), ["CN"], "aa-stat")
    assert found["value"].tolist() == [10]
    assert found["share"].isna().all()


def test_without_any_figure_there_is_no_latest_year() -> None:
    found = comparison.latest(annual(figures({"CN": None})), ["CN"], "aa-stat")
    assert found.empty
    assert {"partner", "year", "value", "share", "state"} <= set(found.columns)


def test_mirrors_measure_each_count_against_the_home_count() -> None:
    rows = annual(figures({"CN": 30, "RU": 28}), figures({"CN": 45, "TR": 6}, reporter="cn-stat"))
    found = comparison.mirrors(rows, ["TR", "CN"], 2024, "aa-stat")
    assert found[["partner", "reporter"]].to_numpy().tolist() == [
        ["TR", "cn-stat"],
        ["CN", "aa-stat"],
        ["CN", "cn-stat"],
    ]
    assert found["is_home"].tolist() == [False, True, False]
    assert found["gap"].tolist()[1:] == [0, 15]
    assert found["gap_pct"].tolist()[1:] == [0, 50]
    assert pd.isna(found["gap"].iloc[0])


def test_head_to_head_names_the_leader_where_both_have_figures() -> None:
    rows = annual(
        figures({"CN": 10, "RU": 20}, period="2021"),
        figures({"CN": 12}, period="2022"),
        figures({"CN": 30, "RU": 20}, period="2023"),
        figures({"CN": 5, "RU": 5}, period="2024"),
        figures({"CN": 5, "RU": 0}, period="2025"),
    )
    history = list(each(comparison.history(rows, ["CN", "RU"], "aa-stat")))
    assert comparison.head_to_head(history, ("CN", "RU")) == [(2021, "RU", 2), (2023, "CN", 1.5)]


def test_a_bloc_is_its_members_and_the_rest() -> None:
    rows = annual(figures({"EU": 49, "IT": 20, "FR": 6, "DE": None}))
    amounts = comparison.amounts(rows, "aa-stat", 2024)
    found = comparison.footing(amounts, "EU", ["IT", "FR", "DE"])
    assert found == [("IT", 20), ("FR", 6), ("other", 23)]


def test_nothing_is_left_of_a_bloc_that_is_all_shown() -> None:
    amounts = {"CA": 0.3, "UZ": 0.1, "KG": 0.2}  # 0.1 + 0.2 is not quite 0.3
    assert comparison.footing(amounts, "CA", ["UZ", "KG"]) == [("UZ", 0.1), ("KG", 0.2)]


def test_members_larger_than_their_bloc_are_refused_with_the_amount() -> None:
    with pytest.raises(comparison.NegativeResidual, match="exceed it by 6") as caught:
        comparison.footing({"EU": 20, "IT": 20, "FR": 6}, "EU", ["IT", "FR"])
    assert caught.value.amount == -6


def test_a_bloc_without_figure_has_no_footing_and_one_of_nothing_does() -> None:
    assert comparison.footing({"IT": 1}, "EU", ["IT"]) == []
    assert comparison.footing({"EU": 0, "IT": 0}, "EU", ["IT"]) == [("IT", 0)]


def test_coverage_says_who_has_figures_and_for_which_years() -> None:
    rows = table(
        figures({"CN": 1, "RU": None}, period="2020"),
        figures({"CN": 1}, period="2024"),
        figures({"CN": 1}, period="2025-01/2025-06"),
        figures({"TR": 1}, period="2005/2024"),
    )
    found = comparison.indicator_coverage(rows, "AA").set_index("partner")
    assert found.index.tolist() == ["CN", "TR"]
    assert found.loc["CN", ["figures", "full_years", "first_year", "last_year"]].tolist() == [
        3,
        2,
        2020,
        2024,
    ]
    assert found.loc["TR", "full_years"] == 0
    assert pd.isna(found.loc["TR", "first_year"])


def test_the_latest_statement_keeps_its_period() -> None:
    rows = table(
        figures({"CN": 20}, period="2005/2023"),
        figures({"CN": 26}, period="2005/2024-09"),
        figures({"RU": 5}, period="2021-06"),
        figures({"CN": 30}, period="2024", reporter="cn-stat"),
    )
    found = comparison.latest_statements(rows, "turnover", "AA", ["RU", "CN"])
    assert found["period"].tolist() == ["2021-06", "2024", "2005/2024-09"]
    assert found["partner"].tolist() == ["RU", "CN", "CN"]


def test_what_is_given_is_left_as_it_was() -> None:
    rows = table(figures({"EU": 49, "IT": 20, "CN": 1}))
    before = rows.copy(deep=True)
    yearly = comparison.annual(rows, "turnover", "AA", "usd-bn")
    kept = yearly.copy(deep=True)
    comparison.history(yearly, ["EU", "CN"], "aa-stat")
    comparison.mirrors(yearly, ["EU", "CN"], 2024, "aa-stat")
    comparison.amounts(yearly, "aa-stat", 2024)
    pd.testing.assert_frame_equal(rows, before)
    pd.testing.assert_frame_equal(yearly, kept)
