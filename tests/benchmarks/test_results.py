from pathlib import Path

import pandas as pd
import pytest

from benchmarks import endurance, pages, results
from benchmarks.results import Figure, summed_up


def test_the_middle_half_of_some_values() -> None:
    # Sorted 1 2 4 8: the quartiles lie three quarters of the way from 1 to 2, half of the way from
    # 2 to 4, and a quarter of the way from 4 to 8.
    of_four = Figure("s", "c", "f", "ms", 3.0, 1.75, 5.0, 4)
    assert summed_up("s", "c", "f", "ms", [8, 1, 4, 2]) == of_four
    assert summed_up("s", "c", "f", "ms", [8]) == Figure("s", "c", "f", "ms", 8.0, None, None, 1)


def test_what_is_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "OUT", tmp_path / "new")
    results.write("one", [Figure("one", "c", "f", "", 2.0, 1.0, 3.0, 5)])
    results.write("two", [Figure("two", "c", "f, with a comma", "MB", 0.25)])
    first, second = results.read(tmp_path / "new").to_dict("records")
    assert Figure(**first) == Figure("one", "c", "f", "", 2.0, 1.0, 3.0, 5)
    assert (second["figure"], second["value"], second["n"]) == ("f, with a comma", 0.25, 1)
    assert pd.isna(second["low"])


def rounds() -> pd.DataFrame:
    """Two rounds of which the second took twice as long throughout, as on a busy machine."""
    rows = []
    for turn in (1, 2):
        for page, seconds in (("app", 300.0), ("static", 200.0), ("empty", None)):
            drawn = {"first": 50.0 * turn, "all": seconds * turn} if seconds else {}
            for visit in ("first", "warm"):
                row = {"round": turn, "page": page, "visit": visit, "content": 100.0 * turn}
                rows.append({**row, **drawn, "bytes": 2e6, "requests": 9})
            if seconds:
                changed = {"all": seconds * turn, "rest": 2 * seconds * turn}
                rows.append({"round": turn, "page": page, "visit": "filter", **changed})
    return pd.DataFrame(rows)


def test_a_busy_round_moves_times_but_no_ratio() -> None:
    found = {(each.case, each.figure): each for each in pages.figures(rounds())}
    assert found["warm visit", "all charts"].value == 450
    assert found["warm visit", "all charts"].low == 375
    ratio = found["warm visit", "all charts ÷ plain page"]
    assert (ratio.value, ratio.low, ratio.high, ratio.n) == (1.5, 1.5, 1.5, 2)
    assert found["first visit", "received"] == Figure(
        "pages", "first visit", "received", "MB", 2.0, 2.0, 2.0, 2
    )
    assert ("warm visit", "all charts, empty page") not in found
    assert ("filter change", "first content") not in found


def test_growth_of_memory_is_that_of_most_pairs() -> None:
    # Half a MB each thousand, but for one sample taken while something else was held.
    level = [(1000, 300.0), (2000, 300.5), (3000, 340.0), (4000, 301.5), (5000, 302.0)]
    slope = summed_up("endurance", "c", "f", "KB", endurance.growth(level))
    assert slope.value == pytest.approx(500)
    assert slope.n == 10
