import numpy as np
import pytest

from benchmarks.compare import Round, compared, interval

DRAWN, PAGE = ("warm visit", "all charts"), ("page view", "processor time")


def rounds(seed: int, slower: float = 1.0, count: int = 11) -> list[Round]:
    """Rounds that differ by 4 %, on a machine of which some minutes are half as fast."""
    chance = np.random.default_rng(seed)
    minutes = np.random.default_rng(7).choice([1.0, 2.0], count)
    return [
        {
            DRAWN: 900 * minute * slower * chance.normal(1, 0.04),
            PAGE: 25 * minute * chance.normal(1, 0.04),
        }
        for minute in minutes
    ]


def verdicts(before: list[Round], after: list[Round]) -> dict[tuple[str, str], str]:
    table = compared(before, after)
    return {(row.case, row.figure): row.verdict for row in table.itertuples()}


def test_what_became_slower_is_found_and_nothing_else() -> None:
    assert verdicts(rounds(1), rounds(2, slower=1.15)) == {DRAWN: "worse", PAGE: ""}
    assert verdicts(rounds(1, slower=1.15), rounds(2)) == {DRAWN: "better", PAGE: ""}


def test_the_same_revision_twice_is_seldom_called_slower() -> None:
    called = [
        verdict
        for seed in range(0, 100, 2)
        for verdict in verdicts(rounds(seed), rounds(seed + 1)).values()
    ]
    assert called.count("worse") <= 2


def test_a_slowdown_that_nobody_feels_is_no_verdict() -> None:
    before = [{DRAWN: 900.0}] * 11
    assert verdicts(before, [{DRAWN: 909.0}] * 11) == {DRAWN: ""}


def test_the_table_holds_medians_ratio_and_interval() -> None:
    before = [{PAGE: each} for each in (10.0, 20.0, 40.0)]
    after = [{PAGE: each} for each in (20.0, 40.0, 80.0)]
    (row,) = compared(before, after).itertuples(index=False)
    assert tuple(row) == (*PAGE, 20.0, 40.0, 2.0, 2.0, 2.0, "worse")


def test_interval_spans_what_rounds_say() -> None:
    low, middle, high = interval(np.array([0.9, 1.0, 1.1, 1.2, 1.3]))
    assert middle == pytest.approx(1.1)
    assert 0.9 <= low < 1.0
    assert 1.2 < high <= 1.3


def test_a_figure_only_one_revision_has_is_left_out() -> None:
    assert verdicts([{DRAWN: 1.0, PAGE: 1.0}] * 3, [{PAGE: 1.0}] * 3) == {PAGE: ""}
