"""Acceptability, odds and what to find out, by hand, by counting and in their laws."""

from statistics import median
from time import process_time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multivector.analysis.diversity import effective_partners, shares
from multivector.analysis.robustness import (
    among_known,
    central_weights,
    pairwise_odds,
    rank_acceptability,
    scores,
    standard_error,
    what_to_find_out,
)
from multivector.analysis.uncertainty import Uncertain, draw_all_shares, draw_weights, interval

NAN = np.nan
DRAWS, SEED = 10_000, 20260101

TRADE, SECURITY = [0.5, 0.3, 0.2], [0.1, 0.8, 0.1]

# Scores with many that are level.
drawn_scores = arrays(
    np.float64, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.integers(0, 3)
)


def exact(values: list[float], total: float | None = None) -> Uncertain:
    return Uncertain(np.array(values), np.array(values), total)


def test_scores_are_weighted_mean_shares() -> None:
    assert scores([TRADE, SECURITY], [0.75, 0.25]) == pytest.approx([0.4, 0.425, 0.175])


def test_shares_and_weights_are_drawn_apart_or_together() -> None:
    p = np.random.default_rng(1).dirichlet([1, 1, 1], size=(5, 2))
    w = draw_weights(5, 2, 1)
    both = scores(p, w)
    for draw in range(5):
        assert both[draw] == pytest.approx(scores(p[draw], w[draw]))
        assert scores(p, w[0])[draw] == pytest.approx(scores(p[draw], w[0]))
        assert scores(p[0], w)[draw] == pytest.approx(scores(p[0], w[draw]))


def test_a_missing_share_is_no_score_unless_the_domain_has_no_weight() -> None:
    p = [[0.5, 0.5, NAN], [0.1, 0.8, 0.1]]
    found = scores(p, [[0.5, 0.5], [0, 1]])
    assert found[0, :2] == pytest.approx([0.3, 0.65])
    assert np.isnan(found[0, 2])
    assert found[1] == pytest.approx([0.1, 0.8, 0.1])


def test_domains_meet_over_the_partners_all_of_them_know() -> None:
    found = among_known([[0.5, 0.3, 0.2], [0.4, NAN, 0.6]])
    assert found[0] == pytest.approx([0.5 / 0.7, NAN, 0.2 / 0.7], nan_ok=True)
    assert found[1] == pytest.approx([0.4, NAN, 0.6], nan_ok=True)
    assert np.isnan(among_known([[0, 1, 0], [0.5, NAN, 0.5]])[0]).all()


def test_two_domains_are_led_by_weight() -> None:
    """Trade's leader leads while 0.5 t + 0.1 (1 − t) > 0.3 t + 0.8 (1 − t), for t above 7 / 9."""
    w = draw_weights(DRAWS, 2, SEED)
    drawn = scores([TRADE, SECURITY], w)
    ranks, odds = rank_acceptability(drawn), pairwise_odds(drawn)
    near = 4 * standard_error(2 / 9, DRAWS)
    assert ranks[0, 0] == pytest.approx(2 / 9, abs=near)
    assert ranks[1, 0] == pytest.approx(7 / 9, abs=near)
    assert odds[0, 1] == pytest.approx(ranks[0, 0])
    assert odds[0, 2] == 1
    assert ranks[2].tolist() == [0, 0, 1]
    central = central_weights(drawn, w)
    assert central[0] == pytest.approx([8 / 9, 1 / 9], abs=0.01)
    assert central[1] == pytest.approx([3.5 / 9, 5.5 / 9], abs=0.01)
    assert np.isnan(central[2]).all()


def test_partners_that_are_level_share_their_ranks() -> None:
    ranks = rank_acceptability([[3, 3, 1], [1, 2, 2]])
    assert ranks == pytest.approx(np.array([[0.25, 0.25, 0.5], [0.5, 0.5, 0], [0.25, 0.25, 0.5]]))
    assert pairwise_odds([[3, 3, 1], [1, 2, 2]])[0] == pytest.approx([0.5, 0.25, 0.5])
    assert central_weights([[3, 3, 1], [1, 2, 2]], [[1, 0], [0, 1]]) == pytest.approx(
        np.array([[1, 0], [0.5, 0.5], [0, 1]])
    )


@given(drawn_scores)
def test_acceptability_is_what_pandas_counts(drawn: np.ndarray) -> None:
    ranks = rank_acceptability(drawn)
    frame = pd.DataFrame(-drawn)
    low, high = (frame.rank(axis=1, method=each).to_numpy() for each in ("min", "max"))
    for rank in range(drawn.shape[1]):
        held = (low <= rank + 1) & (rank + 1 <= high)
        assert ranks[:, rank] == pytest.approx((held / (high - low + 1)).mean(axis=0))
    assert ranks.sum(axis=0) == pytest.approx(np.ones(drawn.shape[1]))
    assert ranks.sum(axis=1) == pytest.approx(np.ones(drawn.shape[1]))
    odds = pairwise_odds(drawn)
    assert odds + odds.T == pytest.approx(np.ones(odds.shape))
    assert np.diag(odds) == pytest.approx(0.5)


@given(drawn_scores, st.integers(0, 2**32 - 1))
def test_the_order_of_partners_does_not_matter(drawn: np.ndarray, seed: int) -> None:
    mixed = np.random.default_rng(seed).permutation(drawn.shape[1])
    assert rank_acceptability(drawn[:, mixed]) == pytest.approx(rank_acceptability(drawn)[mixed])
    assert pairwise_odds(drawn[:, mixed]) == pytest.approx(
        pairwise_odds(drawn)[np.ix_(mixed, mixed)]
    )


def test_a_partner_without_a_score_is_not_ranked() -> None:
    drawn = [[0.6, NAN, 0.4], [0.3, 0.2, 0.7]]
    assert rank_acceptability(drawn) == pytest.approx(
        np.array([[0.5, 0.5, 0], [NAN, NAN, NAN], [0.5, 0.5, 0]]), nan_ok=True
    )
    assert np.isnan(pairwise_odds(drawn)[1]).all()
    assert pairwise_odds(drawn)[0, 2] == 0.5
    assert np.isnan(central_weights(drawn, [[1.0], [1.0]])[1]).all()


def test_ten_thousand_draws_tell_odds_within_half_a_percent() -> None:
    assert standard_error(0.5, DRAWS) == pytest.approx(0.005)
    assert (standard_error(np.linspace(0, 1, 101), DRAWS) <= 0.005).all()


def test_the_widest_gap_is_what_to_find_out() -> None:
    """Of a wide range, a narrow one and an exact figure, the wide one would tell most."""
    wide = Uncertain(np.array([10.0, 50]), np.array([90.0, 50]))
    narrow = Uncertain(np.array([50.0, 48]), np.array([50.0, 52]))
    found = what_to_find_out([narrow, wide], [0.5, 0.5], DRAWS, SEED)
    assert found[["domain", "partner"]].to_numpy().tolist() == [[1, 0], [0, 1]]
    now, then = found["share_width"], found["share_width_known"]
    assert now[0] == now[1]
    assert then[0] < now[0] / 4
    assert then[1] > now[1] * 0.9
    assert (found["n2_width_known"] <= found["n2_width"] * 1.02).all()


def test_its_widths_are_those_of_the_draws() -> None:
    domains = [exact([3, 5, NAN], 12), Uncertain(np.array([1.0, 2, 3]), np.array([1.0, 4, 3]))]
    found = what_to_find_out(domains, [0.5, 0.5], DRAWS, SEED)
    drawn = scores(draw_all_shares(domains, DRAWS, SEED), [0.5, 0.5])
    n2 = interval(effective_partners(drawn, 2))
    assert found["n2_width"].tolist() == pytest.approx([n2.high - n2.low] * 2)
    assert set(zip(found["domain"], found["partner"], strict=True)) == {(0, 2), (1, 1)}


def test_a_figure_known_alone_leaves_nothing_open() -> None:
    """What remains is the width of a bin, a twentieth of the range."""
    domains = [Uncertain(np.array([10.0, 20]), np.array([30.0, 20])), exact([1, 2])]
    found = what_to_find_out(domains, [0.5, 0.5], DRAWS, SEED)
    assert found["share_width_known"][0] == pytest.approx(found["share_width"][0] / 20, rel=0.1)


def test_a_missing_figure_is_worth_finding_and_one_that_cannot_be_drawn_comes_last() -> None:
    domains = [exact([30, 40, 10, NAN]), exact([30, 40, NAN, 10], 200), exact([1, 2, 3, 4])]
    found = what_to_find_out(domains, [0.3, 0.3, 0.4], DRAWS, SEED)
    assert found[["domain", "partner", "drawn"]].to_numpy().tolist() == [
        [1, 2, True],
        [0, 3, False],
    ]
    assert np.isnan(found["n2_width_known"][1])
    assert found["n2_width"].notna().all()


def test_a_domain_without_weight_is_not_asked_about() -> None:
    domains = [exact([3, 5, NAN]), exact([3, 5, NAN], 12)]
    found = what_to_find_out(domains, [0, 1], 200, SEED)
    assert found["domain"].tolist() == [1]
    assert what_to_find_out([exact([1, 2])], [1], 200, SEED).empty


def test_a_missing_figure_widens_the_interval_and_no_other_share_falls_to_it_as_zero() -> None:
    other = exact([1, 2, 2])
    complete, gap = [exact([40, 30, 20]), other], [exact([40, 30, NAN], 130), other]
    intervals = []
    for domains in (complete, gap):
        drawn = draw_all_shares(domains, DRAWS, SEED)
        intervals.append(interval(effective_partners(scores(drawn, [0.5, 0.5]), 2)))
        assert drawn[:, 0, 0] / drawn[:, 0, 1] == pytest.approx(4 / 3)
    assert intervals[0].high - intervals[0].low == pytest.approx(0, abs=1e-12)
    assert intervals[1].high - intervals[1].low > 0.05
    assert (drawn[:, 0, 0] <= shares([40, 30, 0])[0]).all()


@pytest.mark.parametrize("partners", [10, 30])
def test_ten_thousand_weightings_take_less_than_300_milliseconds_of_one_core(partners: int) -> None:
    """The median of seven runs, in time of the processor and so apart from what else it does."""
    p = shares(np.random.default_rng(SEED).gamma(0.5, size=(7, partners)))
    taken, results = [], []
    for _ in range(7):
        start = process_time()
        w = draw_weights(DRAWS, 7, SEED)
        drawn = scores(p, w)
        n2 = effective_partners(drawn, 2)
        results.append(
            [n2, rank_acceptability(drawn), central_weights(drawn, w), pairwise_odds(drawn)]
        )
        taken.append(process_time() - start)
    assert median(taken) < 0.3
    for again in results[1:]:
        for first, other in zip(results[0], again, strict=True):
            np.testing.assert_array_equal(first, other)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: scores([0.5, 0.5], [1]), "do not fit"),
        (lambda: scores([[0.5, 0.5]], [0.5, 0.5]), "do not fit"),
        (lambda: rank_acceptability([[NAN, 1], [1, NAN]]), "no partner"),
    ],
)
def test_what_makes_no_sense_is_refused(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()  # type: ignore[operator]
