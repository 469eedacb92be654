from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd

from multivector.analysis.deals import clock, present_since, totals
from multivector.analysis.tables import TABLES
from multivector.library.collection import Library
from multivector.model import Deal
from tests.analysis.builder import build
from tests.makers import make_deal

TODAY = date(2025, 6, 30)


def steps(*states_and_dates: tuple[str, str]) -> list[dict[str, str]]:
    return [{"state": s, "date": d, "source": "paper-2025"} for s, d in states_and_dates]


def amount(unit: str = "usd-bn", **ends: float) -> dict[str, Any]:
    return {"unit": unit, "what": {"en": "Stated."}, **ends}


def deal(id: str, partners: Iterable[str], *amounts: dict[str, Any], state: str = "signed") -> Deal:
    return make_deal(
        id=id, partners=list(partners), amounts=list(amounts), history=steps((state, "2024"))
    )


def world(*deals: Deal) -> Library:
    return replace(build(), deals=MappingProxyType({each.id: each for each in deals}))


REPEATED = make_deal(
    id="repeated",
    partners=["CN", "CA"],
    history=steps(
        ("announced", "2023"),
        ("signed", "2024-05-14"),
        ("signed", "2024-09"),
        ("signed", "2025-02"),
    ),
)
AGAIN = make_deal(
    id="again",
    history=steps(
        ("signed", "2021"), ("cancelled", "2022"), ("signed", "2023-04"), ("signed", "2025-06-30")
    ),
)
AHEAD = make_deal(id="ahead", history=steps(("announced", "2025-07")))


def test_a_state_counts_from_the_first_step_of_its_last_run() -> None:
    assert present_since(REPEATED) == "2024-05-14"
    assert present_since(AGAIN) == "2023-04"
    assert present_since(AHEAD) == "2025-07"


def test_the_clock_runs_from_the_latest_day_of_the_last_step() -> None:
    rows = clock(world(REPEATED, AGAIN, AHEAD), TODAY).set_index("id")
    first = rows.loc["repeated"]
    assert (first["partners"], first["domain"], first["state"]) == ("CN;CA", "trade", "signed")
    assert (first["since"], first["last_evidence"], first["steps"]) == ("2024-05-14", "2025-02", 4)
    # 28 February to 30 June: 31 + 30 + 31 + 30; the same day; 31 July lies 31 days ahead.
    assert rows["days_since_evidence"].tolist() == [122, 0, -31]


def test_the_table_of_deals_says_since_when_as_the_clock_does() -> None:
    library = world(REPEATED, AGAIN, AHEAD)
    assert TABLES["deals"](library)["since"].tolist() == clock(library, TODAY)["since"].tolist()


def test_totals_hold_one_state_and_one_unit() -> None:
    library = world(
        deal("value", ["CN"], amount(value=15)),
        deal("floor", ["CN", "CA"], amount(low=17)),
        deal("range", ["RU"], amount(low=14, high=15)),
        deal("euro", ["CN"], amount("eur-bn", value=1)),
        deal("two", ["CN"], amount(value=1), amount(value=2)),
        deal("none", ["TR"]),
        deal("ceiling", ["TR"], amount(high=3)),
        deal("other-state", ["CN"], amount(value=100), state="announced"),
    )
    rows = totals(library, "signed", "usd-bn").set_index("partner")
    assert rows.index.tolist() == ["CN", "RU", "CA", "TR"]  # order of the partner tree
    assert rows.loc["CN", ["total", "at_least", "deals", "left_out"]].tolist() == [32, True, 2, 2]
    assert rows.loc["RU", ["total", "at_least", "deals", "left_out"]].tolist() == [14, True, 1, 0]
    assert rows.loc["CA", ["total", "deals", "left_out"]].tolist() == [17, 1, 0]
    assert pd.isna(rows.loc["TR", "total"])
    assert rows.loc["TR", ["at_least", "deals", "left_out"]].tolist() == [False, 0, 2]
    euro = totals(library, "signed", "eur-bn").set_index("partner")
    assert euro.loc["CN", ["total", "at_least", "deals", "left_out"]].tolist() == [1, False, 1, 3]


def test_no_deal_gives_empty_tables_of_the_same_columns() -> None:
    none, some = world(), world(REPEATED)
    assert clock(none, TODAY).dtypes.to_dict() == clock(some, TODAY).dtypes.to_dict()
    found = totals(some, "signed", "usd-bn"), totals(none, "signed", "usd-bn")
    assert found[0].dtypes.to_dict() == found[1].dtypes.to_dict()
    assert len(found[1]) == 0
