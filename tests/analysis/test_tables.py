from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from multivector.analysis.tables import TABLES, partners_in_use
from multivector.library.collection import Library
from tests.analysis.builder import build, figures
from tests.makers import make_library

EMPTY = build()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make_library(tmp_path_factory.mktemp("collection"))


@pytest.mark.parametrize("name", TABLES)
def test_columns_and_types_do_not_depend_on_the_rows(name: str, library: Library) -> None:
    full, empty = TABLES[name](library), TABLES[name](EMPTY)
    assert full.dtypes.to_dict() == empty.dtypes.to_dict()
    assert full.columns.is_unique


@pytest.mark.parametrize("name", ["partners", "events", "claims", "sources", "deals", "articles"])
def test_each_record_has_its_row(name: str, library: Library) -> None:
    assert TABLES[name](library)["id"].tolist() == list(getattr(library, name))


def test_partners_are_named_by_the_collection_or_the_cldr() -> None:
    rows = TABLES["partners"](EMPTY).set_index("id")
    assert rows.loc["CN", "name_en"] == "Country C"
    assert rows.loc["DE", ["name_en", "name_de"]].tolist() == ["Germany", "Deutschland"]
    assert rows.loc["EU", "members"] == "IT;FR;DE"


def test_an_observation_keeps_its_period_and_says_what_it_is() -> None:
    world = build(
        [
            *figures({"CN": 1}, period="2024"),
            *figures({"CN": 1}, period="2024-06"),
            *figures({"CN": None}, period="2005/2024"),
            *figures({"RU": 1}, period="2024~"),
        ]
    )
    rows = TABLES["observations"](world)
    assert rows["is_full_year"].tolist() == [True, False, False, True]
    assert rows["year"].fillna(0).tolist() == [2024, 2024, 0, 2024]
    assert rows["earliest"].iloc[2] == pd.Timestamp("2005-01-01")
    assert rows["latest"].iloc[2] == pd.Timestamp("2024-12-31")
    assert np.isnan(rows["value"].iloc[2])
    assert rows["state"].iloc[2] == "not-reported"


def test_an_observation_says_where_it_is_written_and_who_counted(library: Library) -> None:
    row = TABLES["observations"](library).iloc[2]
    assert (row["file"], row["line"]) == ("observations/trade.csv", 4)
    assert (row["reporter"], row["reporter_side"], row["reporter_kind"]) == (
        "cc-stat",
        "CC",
        "statistics",
    )
    assert (row["domain"], row["flow"], row["note"]) == ("trade", "turnover", "c.i.f., new")


def test_a_claim_lays_its_figure_out_in_columns(library: Library) -> None:
    rows = TABLES["claims"](library).set_index("id")
    first, plan = rows.loc["paper-2025.1"], rows.loc["paper-2025.3"]
    assert (first["value"], first["unit"], first["figure_period"]) == (44, "usd-bn", "2024")
    assert (first["indicator"], first["partner"]) == ("turnover", "CC")
    assert (plan["partners"], plan["effect"], plan["deal"]) == ("NO;UN", "NO:1;UN:0", "pipeline")
    assert np.isnan(plan["value"])
    assert pd.isna(plan["unit"])


def test_an_event_says_when_where_and_about_what(library: Library) -> None:
    rows = TABLES["events"](library).set_index("id")
    first, second = rows.loc["talks-2023"], rows.loc["talks-2024"]
    assert (first["earliest"], first["latest"]) == (
        pd.Timestamp("2023-05-18"),
        pd.Timestamp("2023-05-19"),
    )
    assert (first["city"], first["precision"], first["domains"]) == ("Capital", "day", "")
    assert (second["precision"], second["latest"]) == ("month", pd.Timestamp("2024-05-31"))
    assert (second["documents_signed"], second["amounts"]) == (3, "2 usd-bn")
    assert second["domains"] == "diplomacy"


def test_an_event_involves_the_members_its_organisation_had_on_the_day() -> None:
    events = [
        {"id": "before", "start": "2018-06-01", "partners": ["OT", "CN"]},
        {"id": "after", "start": "2019-06-01", "partners": ["OT"]},
    ]
    rows = TABLES["events"](build(events=events))
    assert rows["involved"].tolist() == ["CN;KG;TR;OT", "UZ;KG;TR;OT"]
    assert rows["attending"].tolist() == ["CN;OT", "OT"]


def test_a_deal_stands_at_its_last_step(library: Library) -> None:
    row = TABLES["deals"](library).iloc[0]
    assert (row["state"], row["since"]) == ("signed", "2023-05-18")
    assert row["steps"] == "announced:2022;signed:2023-05-18"
    assert row["sources"] == "paper-2025"


def test_the_balance_has_a_row_a_year_domain_and_cut_and_one_for_the_whole() -> None:
    world = build(
        [
            *figures({"CN": 30, "RU": 28, "EU": 49, "IT": 20, "CA": 5, "TR": 5}),
            *figures({"CN": 1, "RU": 2, "EU": 3, "CA": 5, "WLD": 20}, indicator="inflow"),
        ]
    )
    rows = TABLES["balance"](world)
    assert rows[["domain", "cut"]].to_numpy().tolist() == [
        ["trade", "bloc"],
        ["investment", "bloc"],
        ["overall", "bloc"],
        ["trade", "member"],
        ["investment", "member"],
        ["overall", "member"],
    ]
    whole, trade = rows.iloc[2], rows.iloc[0]
    assert whole["inside"] + whole["between"] == pytest.approx(
        np.log(whole["effective_partners_n1"])
    )
    assert whole["domains"] == "trade;investment"
    assert np.isnan(trade["inside"])
    assert rows.iloc[3]["effective_partners_n2"] > trade["effective_partners_n2"]


def test_partners_in_use_are_those_something_is_known_of(library: Library) -> None:
    assert partners_in_use(library) == {"CC", "NO", "UN", "WLD"}
    assert partners_in_use(EMPTY) == {"CC"}  # a deal
    assert partners_in_use(build(figures({"RU": None}))) == {"CC"}


def test_tables_do_not_share_state(library: Library) -> None:
    first = TABLES["events"](library)
    first["id"] = "changed"
    assert "changed" not in TABLES["events"](library)["id"].tolist()


def test_texts_of_the_cells_never_run_into_each_other(tmp_path: Path) -> None:
    """A list cell is split at ``;`` by those who read it, so no code may hold one."""
    library = make_library(tmp_path)
    for name in ("events", "claims"):
        for cell in TABLES[name](library)["partners"]:
            assert all(code in library.partners for code in cell.split(";") if code)
