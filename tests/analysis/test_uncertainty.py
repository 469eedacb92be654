"""What is drawn for figures, shares and weights, and that nothing missing is read as zero."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multivector.analysis.diversity import effective_partners, shares
from multivector.analysis.uncertainty import (
    Uncertain,
    draw_all_shares,
    draw_figures,
    draw_shares,
    draw_weights,
    draw_weights_near,
    interval,
)

NAN, INF = np.nan, np.inf
DRAWS, SEED = 10_000, 20260101
# Six standard errors of a part of 10,000 draws, or of a mean of values between 0 and 1.
NEAR = 6 * 0.005

figures = arrays(np.float64, st.integers(3, 7), elements=st.floats(0.01, 1000))


def exact(values: list[float], *, counts: bool = False, total: float | None = None) -> Uncertain:
    return Uncertain(np.array(values), np.array(values), total, counts)


def ranges(low: list[float], high: list[float], total: float | None = None) -> Uncertain:
    return Uncertain(np.array(low), np.array(high), total)


def test_a_dozen_meetings_hardly_tell_who_is_first() -> None:
    drawn = draw_shares(exact([5, 4, 3], counts=True), 100_000, SEED)
    n1 = interval(effective_partners(drawn, 1))
    assert n1.median == pytest.approx(2.81, abs=0.005)
    assert (n1.low, n1.high) == (pytest.approx(2.36, abs=0.01), pytest.approx(2.98, abs=0.01))
    first = (drawn.argmax(axis=1) == 0).mean()
    assert first == pytest.approx(0.53, abs=0.01)
    assert first == pytest.approx(0.537, abs=0.005)  # of two million draws


def test_ten_times_as_many_tell_more() -> None:
    drawn = draw_shares(exact([50, 40, 30], counts=True), 100_000, SEED)
    first = (drawn.argmax(axis=1) == 0).mean()
    assert first == pytest.approx(0.84, abs=0.012)
    assert first == pytest.approx(0.849, abs=0.004)  # of two million draws


def test_shares_behind_counts_have_the_moments_of_a_dirichlet_distribution() -> None:
    drawn = draw_shares(exact([5, 0, 3], counts=True), 100_000, SEED)
    mean = np.array([5.5, 0.5, 3.5]) / 9.5
    assert drawn.mean(axis=0) == pytest.approx(mean, abs=0.005)
    assert drawn.var(axis=0) == pytest.approx(mean * (1 - mean) / 10.5, rel=0.03)
    assert (drawn[:, 1] > 0).all()


def test_exact_amounts_have_one_share() -> None:
    assert draw_shares(exact([30, 28, 49]), 5, SEED) == pytest.approx(
        np.tile(shares([30, 28, 49]), (5, 1))
    )


def test_ranged_amounts_are_anywhere_in_their_range() -> None:
    drawn = draw_figures(ranges([2, 5], [4, 5]), DRAWS, SEED)
    assert drawn[:, 0].min() >= 2
    assert drawn[:, 0].max() <= 4
    assert drawn[:, 0].mean() == pytest.approx(3, abs=NEAR * 2)
    assert drawn[:, 0].var() == pytest.approx(4 / 12, rel=0.05)
    assert (drawn[:, 1] == 5).all()


def test_a_missing_amount_takes_a_random_part_of_what_the_total_leaves() -> None:
    """It shares 40 with elsewhere alone: uniform between nothing and all of it."""
    drawn = draw_figures(ranges([30, NAN, 30], [30, NAN, 30], total=100), DRAWS, SEED)
    assert drawn[:, [0, 2]].tolist() == [[30, 30]] * DRAWS
    assert (drawn[:, 1] > 0).all()
    assert drawn[:, 1].max() < 40
    assert np.quantile(drawn[:, 1] / 40, [0.25, 0.5, 0.75]) == pytest.approx(
        [0.25, 0.5, 0.75], abs=NEAR
    )


def test_two_missing_amounts_and_elsewhere_divide_the_rest_in_every_way() -> None:
    drawn = draw_figures(ranges([70, NAN, NAN], [70, NAN, NAN], total=100), DRAWS, SEED)
    assert (drawn.sum(axis=1) < 100).all()
    assert drawn[:, 1:].mean(axis=0) / 30 == pytest.approx([1 / 3, 1 / 3], abs=NEAR)


def test_an_amount_known_from_below_is_never_below() -> None:
    drawn = draw_figures(ranges([4, 10], [INF, 10], total=20), DRAWS, SEED)
    assert drawn[:, 0].min() >= 4
    assert drawn[:, 0].max() <= 10
    assert drawn[:, 0].mean() == pytest.approx(7, abs=6 * NEAR)


def test_without_a_total_a_missing_partner_stays_missing() -> None:
    drawn = draw_shares(exact([30, 28, NAN]), 5, SEED)
    assert np.isnan(drawn[:, 2]).all()
    assert drawn[:, 0] == pytest.approx(30 / 58)


@pytest.mark.parametrize("values", [[30, NAN, NAN], [NAN, NAN], [0, 0], [1]])
def test_fewer_than_two_figures_or_only_zeros_have_no_shares(values: list[float]) -> None:
    assert np.isnan(draw_shares(exact(values), 5, SEED)).all()


def test_ranges_give_way_to_the_total() -> None:
    """Two of 0 to 10 in a total of 8 beside 4 leave something for the missing one."""
    domain = ranges([0, 0, 4, NAN], [10, 10, 4, NAN], total=8)
    drawn = draw_figures(domain, DRAWS, SEED)
    assert (drawn.sum(axis=1) <= 8).all()
    assert (drawn > 0).all()
    assert drawn[:, 0].mean() == pytest.approx(drawn[:, 1].mean(), rel=0.05)


def test_a_total_that_leaves_nothing_leaves_nothing() -> None:
    drawn = draw_figures(ranges([0.1, 0.2, NAN], [0.1, 0.2, NAN], total=0.3), 5, SEED)
    assert drawn[:, 2].tolist() == [0] * 5


@given(figures, st.integers(0, 2**32 - 1))
def test_a_missing_figure_never_moves_the_proportion_of_the_others(
    x: np.ndarray, seed: int
) -> None:
    gap = np.append(x[:-1], NAN)
    for total in (None, float(x.sum() * 1.5)):
        drawn = draw_shares(Uncertain(gap, gap, total), 20, seed)
        assert drawn[:, 0] / drawn[:, 1] == pytest.approx(x[0] / x[1])


@given(figures, st.floats(0.01, 1000), st.integers(0, 2**32 - 1))
def test_the_unit_does_not_matter(x: np.ndarray, factor: float, seed: int) -> None:
    gap = np.append(x, NAN)
    one = Uncertain(gap, gap * 1.3, float(x.sum() * 2))
    other = Uncertain(gap * factor, gap * 1.3 * factor, float(x.sum() * 2) * factor)
    assert draw_shares(one, 20, seed) == pytest.approx(draw_shares(other, 20, seed))


def test_a_seed_gives_the_same_draws_and_another_gives_others() -> None:
    domain = Uncertain(np.array([3.0, NAN]), np.array([5.0, NAN]), 9)
    assert (draw_shares(domain, 9, 1) == draw_shares(domain, 9, 1)).all()
    assert (draw_shares(domain, 9, 1) != draw_shares(domain, 9, 2)).all()


def test_domains_are_drawn_on_their_own() -> None:
    """The same figures are drawn anew in each domain, whatever the others are."""
    domain, other = ranges([1, 2], [2, 4]), ranges([5, 5, 5][:2], [9, 9])
    drawn = draw_all_shares([domain, domain, other], DRAWS, SEED)
    assert drawn.shape == (DRAWS, 3, 2)
    assert abs(np.corrcoef(drawn[:, 0, 0], drawn[:, 1, 0])[0, 1]) < 0.05
    assert (draw_all_shares([domain, other, other], DRAWS, SEED)[:, 0] == drawn[:, 0]).all()


def test_every_opinion_is_equally_likely() -> None:
    w = draw_weights(DRAWS, 4, SEED)
    assert w.sum(axis=1) == pytest.approx(np.ones(DRAWS))
    assert w.mean(axis=0) == pytest.approx([0.25] * 4, abs=NEAR)
    assert (w[:, 0] > 0.5).mean() == pytest.approx(0.5**3, abs=NEAR)  # (1 − x)^(D − 1)


def test_opinions_near_the_default_vary_around_it_and_keep_its_zeros() -> None:
    w = draw_weights_near(DRAWS, [2, 0, 6], SEED, concentration=20)
    assert w.mean(axis=0) == pytest.approx([0.25, 0, 0.75], abs=0.005)
    assert (w[:, 1] == 0).all()
    assert w[:, 0].var() == pytest.approx(0.25 * 0.75 / 21, rel=0.1)
    closer = draw_weights_near(DRAWS, [2, 0, 6], SEED, concentration=200)
    assert closer[:, 0].std() < w[:, 0].std() / 2


def test_an_interval_leaves_out_the_tails() -> None:
    values = np.linspace(0, 1, 101)
    assert interval(values) == pytest.approx((0.05, 0.5, 0.95))
    assert interval(values, 0.5) == pytest.approx((0.25, 0.5, 0.75))
    many = interval(np.column_stack([values, values * 2]))
    assert many.high == pytest.approx([0.95, 1.9])
    assert np.isnan(interval([1.0, NAN]).median)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ranges([1, 2], [1]), "shape"),
        (lambda: ranges([], []), "shape"),
        (lambda: ranges([NAN], [1]), "both sides"),
        (lambda: ranges([2], [1]), "not lower"),
        (lambda: ranges([-1], [1]), "not negative"),
        (lambda: ranges([INF], [INF]), "finite"),
        (lambda: ranges([1, NAN], [1, NAN], INF), "total is finite"),
        (lambda: ranges([5, NAN], [9, NAN], 4), "total 4 is below"),
        (lambda: draw_weights_near(5, [0, 0], SEED), "not all zero"),
        (lambda: draw_weights_near(5, [1, -1], SEED), "not negative"),
        (lambda: draw_weights_near(5, [1, 1], SEED, 0), "concentration"),
        (lambda: interval([1.0], 1.5), "level"),
    ],
)
def test_what_makes_no_sense_is_refused(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()  # type: ignore[operator]


def test_a_total_below_what_is_known_exactly_bounds_nothing() -> None:
    """Parts that are rounded may exceed a total that is not needed."""
    assert draw_shares(exact([60, 40.1], total=100), 2, SEED)[0] == pytest.approx(
        shares([60, 40.1])
    )
