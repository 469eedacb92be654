"""The balance of trade as the collection's figures give it, against numbers worked out apart."""

from pathlib import Path

import pytest

from multivector.analysis.amounts import Evidence
from multivector.analysis.balance import scores, trail
from multivector.analysis.tables import TABLES
from multivector.library.load import load_library

DATA = Path(__file__).resolve().parents[2] / "data"
VECTORS = ("EU", "CN", "RU", "CA", "TR", "US")


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    library = load_library(DATA).library
    assert library is not None
    return Evidence(library, TABLES["observations"](library), TABLES["events"](library))


def test_the_vectors_are_those_the_numbers_are_for(evidence: Evidence) -> None:
    assert evidence.library.focus.vectors == VECTORS


@pytest.mark.parametrize(
    ("year", "expected"), [(2015, 3.13), (2019, 3.64), (2023, 3.91), (2024, 3.67), (2025, 3.78)]
)
def test_effective_partners_in_trade(evidence: Evidence, year: int, expected: float) -> None:
    score = scores(evidence, [year], VECTORS, "trade").iloc[0]
    assert score["n2"] == pytest.approx(expected, abs=0.01)
    assert score["complete"]


@pytest.mark.parametrize(
    ("year", "expected"), [(2015, (0.19, 0.27, 0.54)), (2025, (0.32, 0.26, 0.42))]
)
def test_the_triangle_of_trade(
    evidence: Evidence, year: int, expected: tuple[float, float, float]
) -> None:
    found = trail(evidence, [year], ("CN", "RU", "EU"), "trade")
    assert tuple(found.loc[0, ["CN", "RU", "EU"]]) == pytest.approx(expected, abs=0.005)
