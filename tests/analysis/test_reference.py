from typing import Any

import numpy as np
import pytest

from multivector.analysis.amounts import Evidence, domain_years
from multivector.analysis.reference import dependence, intensities, relative_entropy
from multivector.analysis.tables import TABLES
from multivector.library.collection import Library
from multivector.model import Domain
from tests import makers
from tests.analysis.builder import build, figures

CUT = ("EU", "CN", "RU")
PERCENT = {"unit": "count"}


def world(*more: Any) -> Library:
    bare = build([*figures({"CN": 30, "RU": 20, "EU": 50, "WLD": 125}), *more])
    extra = {
        id: makers.make_indicator(id=id, unit="count", kind="share")
        for id in ("in-partner", "in-world")
    }
    return makers.altered(bare, indicators={**bare.indicators, **extra})


def evidence(library: Library) -> Evidence:
    return Evidence(library, TABLES["observations"](library), TABLES["events"](library))


def trade(library: Library) -> Domain:
    return library.domains["trade"].model_copy(
        update={"expected": "in-world", "dependence": "in-partner"}
    )


def test_dependence_needs_both_directions() -> None:
    library = world(
        *figures({"CN": 0.7}, indicator="in-partner", period="2023", **PERCENT),
        *figures({"RU": 4.0}, indicator="in-partner", period="2019", **PERCENT),
    )
    rows = dependence(evidence(library), trade(library), CUT, 2024)
    assert rows[["partner", "year_there"]].to_numpy().tolist() == [["CN", 2023]]
    assert rows["here"].tolist() == pytest.approx([30 / 125])
    assert rows["there"].tolist() == pytest.approx([0.007])


def test_expected_shares_are_shares_of_the_cut_or_missing_for_all() -> None:
    part = {"indicator": "in-world", "period": "2023", "subject": "WLD", **PERCENT}
    library = world(*figures({"CN": 12.0, "RU": 2.0, "EU": 14.0}, **part))
    current = domain_years(evidence(library), [2024], CUT, "trade")[0]
    rows = intensities(evidence(library), trade(library), current, CUT)
    assert rows["expected"].tolist() == pytest.approx([0.5, 12 / 28, 2 / 28])
    assert rows["intensity"].tolist() == pytest.approx([1, 0.7, 2.8])
    gap = world(*figures({"CN": 12.0, "RU": 2.0}, **part))
    rows = intensities(evidence(gap), trade(gap), current, CUT)
    assert rows["expected"].isna().all()


def test_distance_is_zero_only_where_shares_are_as_expected() -> None:
    p = np.array([0.5, 0.5, 0.0])
    assert relative_entropy(p, p) == 0
    q = np.array([0.25, 0.5, 0.25])
    assert relative_entropy(p, q) == pytest.approx(0.5 * np.log(2))
    assert np.isnan(relative_entropy(np.array([np.nan, 1, 0]), q))
