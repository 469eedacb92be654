"""What the collection's figures say of the claims in its articles."""

import difflib
from typing import Any

import pandas as pd
import pytest

from multivector.analysis.verification import COLUMNS, summaries, verdicts
from multivector.library.collection import Library
from multivector.library.load import load_library
from tests.golden.refresh import DATA, VERDICTS, current

SEED = "euractiv-2025-06"
REFRESH = "if the change is meant: python -m tests.golden.refresh"


@pytest.fixture(scope="module")
def library() -> Library:
    loaded = load_library(DATA).library
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def found(library: Library) -> pd.DataFrame:
    return verdicts(library)


@pytest.fixture(scope="module")
def summed(library: Library) -> dict[str, str]:
    made = summaries(library)
    return dict(zip(made["claim"], made["summary"], strict=True))


def rows(found: pd.DataFrame, number: int, *columns: str) -> set[tuple[Any, ...]]:
    own = found[found["claim"] == f"{SEED}.{number}"]
    return set(own[list(columns)].itertuples(index=False, name=None))


def test_all_verdicts_are_those_of_the_golden_table() -> None:
    before, now = VERDICTS.read_text(encoding="utf-8"), current()
    changes = difflib.unified_diff(before.splitlines(), now.splitlines(), lineterm="", n=0)
    assert before == now, "\n".join([REFRESH, *changes])


def test_each_claim_with_a_figure_has_a_verdict_and_a_summary(
    library: Library, found: pd.DataFrame, summed: dict[str, str]
) -> None:
    claimed = {each.id for each in library.claims.values() if each.figure}
    assert set(found["claim"]) >= claimed
    assert set(summed) == claimed
    assert tuple(found.columns) == COLUMNS
    assert found["verdict"].notna().all() and found["rule"].notna().all()


def test_44_bn_is_the_chinese_count(found: pd.DataFrame, summed: dict[str, str]) -> None:
    assert rows(found, 9, "reporter", "observed_value", "verdict") == {
        ("cn-gacc", 43.82, "agrees"),
        ("kz-bns", 30.1576, "disagrees"),
        ("edb", 30.1, "disagrees"),
    }
    assert summed[f"{SEED}.9"] == "agrees-by-one-count"


def test_95_bn_is_a_record_of_the_chinese_count(
    found: pd.DataFrame, summed: dict[str, str]
) -> None:
    assert rows(found, 8, "reporter", "observed_value", "verdict", "rule") == {
        ("cn-gacc", 94.82, "agrees", "record"),
        ("edb", 66.2, "disagrees", "record"),
    }
    assert summed[f"{SEED}.8"] == "agrees-by-one-count"


def test_no_base_gives_nearly_40_per_cent(found: pd.DataFrame, summed: dict[str, str]) -> None:
    assert rows(found, 7, "observed_value", "verdict") == {
        (24.1, "disagrees"),
        (31.3, "disagrees"),
        (34.5, "disagrees"),
    }
    assert summed[f"{SEED}.7"] == "disagrees"


def test_5000_companies_lie_between_the_counts(found: pd.DataFrame, summed: dict[str, str]) -> None:
    assert rows(found, 21, "indicator", "observed_value", "verdict", "judged") == {
        ("companies-operating", 5300, "agrees", "agrees"),
        ("companies-operating", 2700, "context", "disagrees"),
        ("companies-registered", 7100, "context", "disagrees"),
        ("companies-registered", 4200, "context", "disagrees"),
    }
    assert summed[f"{SEED}.21"] == "agrees-by-one-count"


def test_the_sums_of_the_summit_stand_beside_kazakhstans_own(
    found: pd.DataFrame, summed: dict[str, str]
) -> None:
    own = {("KZ", 58.0, "count", "context"), ("KZ", 24.0, "usd-bn", "context")}
    columns = ("subject", "observed_value", "observed_unit", "verdict")
    assert rows(found, 10, *columns) == own | {("CA", 35.0, "count", "unclear")}
    assert rows(found, 11, *columns) == own | {("CA", 17.0, "usd-bn", "unclear")}
    assert summed[f"{SEED}.10"] == summed[f"{SEED}.11"] == "unclear"


def test_the_eu_is_first_as_a_bloc(found: pd.DataFrame, summed: dict[str, str]) -> None:
    assert rows(found, 39, "cut", "verdict", "leader", "rule") == {
        ("bloc", "agrees", "EU", "rank"),
        ("member", "context", "CN", "other-group"),
    }
    assert summed[f"{SEED}.39"] == "agrees"


def test_the_eu_is_the_largest_investor_with_a_caveat(
    found: pd.DataFrame, summed: dict[str, str]
) -> None:
    own = found[(found["claim"] == f"{SEED}.40") & (found["cut"] == "bloc")]
    assert set(own["verdict"]) == {"agrees"}
    assert own["caveats"].str.contains("pass-through").any()
    assert own["note"].str.contains("Netherlands").all()
    assert summed[f"{SEED}.40"] == "agrees"


@pytest.mark.parametrize(
    ("number", "rule", "said"),
    [(19, "no-statistic", "15 June"), (28, "no-figure", "not confirmed")],
)
def test_birthday_and_journey_carry_what_is_known(
    found: pd.DataFrame, number: int, rule: str, said: str
) -> None:
    [(verdict, named, note, event)] = rows(found, number, "verdict", "rule", "note", "event")
    assert (verdict, named) == ("no-statistic", rule)
    assert said in note and event
