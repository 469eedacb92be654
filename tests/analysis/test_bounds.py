"""Bounds against all corners and a grid of what figures may be, and by hand."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multivector.analysis.bounds import n1_bounds, n2_bounds, share_bounds
from multivector.analysis.diversity import effective_partners
from multivector.analysis.uncertainty import Uncertain, draw_shares

NAN, INF = np.nan, np.inf
BOUNDS = {1: n1_bounds, 2: n2_bounds}

amount = st.one_of(st.just(0.0), st.floats(0.01, 100))
ranged = st.tuples(amount, amount).map(sorted)
known = st.one_of(ranged, amount.map(lambda x: [x, x]))
missing = st.just([NAN, NAN])


def made(figures: list[list[float]], room: float | None = None) -> Uncertain:
    """A domain; ``room`` is what its total leaves above the lowest figures."""
    low, high = np.array(figures).T
    return Uncertain(low, high, None if room is None else float(np.nansum(low)) + room)


def grid(domain: Uncertain, steps: int) -> np.ndarray:
    """Figures on a grid over all that is possible, the corners and full totals among them."""
    limit = np.inf if domain.bounded_by is None else domain.bounded_by
    high = np.minimum(np.where(domain.open, INF, domain.high), domain.least + domain.left)
    ends = np.concatenate([domain.least, high])
    axes = [
        np.unique(np.concatenate([np.linspace(low, up, steps), ends]).clip(low, up))
        for low, up in zip(domain.least, high, strict=True)
    ]
    points = np.array(list(product(*axes)))
    if np.isfinite(limit):
        filled = np.repeat(points[None], len(high), axis=0)
        for place, each in enumerate(filled):
            each[:, place] += limit - each.sum(axis=1)
        points = np.concatenate([points, *filled])
    fits = (points >= domain.least - 1e-9).all(axis=1) & (points <= high + 1e-9).all(axis=1)
    points = points[fits & (points.sum(axis=1) <= limit * (1 + 1e-9))].clip(0)
    points = points[points.sum(axis=1) > 0]
    return points / points.sum(axis=1, keepdims=True)


@settings(max_examples=50)
@given(st.lists(known, min_size=2, max_size=3), st.integers(0, 1), st.floats(0.1, 200))
def test_nothing_on_a_grid_is_outside_and_corners_reach_the_lowest(
    figures: list[list[float]], gaps: int, room: float
) -> None:
    domain = made([*figures, *[[NAN, NAN]] * gaps], room)
    possible = grid(domain, 4)
    if not len(possible):
        assert np.isnan(n2_bounds(domain)).all()
        return
    low, high = share_bounds(domain)
    assert low == pytest.approx(possible.min(axis=0), abs=1e-7)
    assert high == pytest.approx(possible.max(axis=0), abs=1e-7)
    for order, bounds in BOUNDS.items():
        found = effective_partners(possible, order)
        least, most = bounds(domain)
        assert least == pytest.approx(float(found.min()), rel=1e-7)
        assert most >= found.max() - 1e-9


@settings(max_examples=50)
@given(st.lists(known, min_size=2, max_size=2), st.integers(0, 1))
def test_the_highest_is_reached(figures: list[list[float]], gaps: int) -> None:
    """A fine grid comes close to it, and from below."""
    domain = made([*figures, *[[NAN, NAN]] * gaps], 30)
    possible = grid(domain, 25)
    for order, bounds in BOUNDS.items():
        if len(possible):
            assert bounds(domain)[1] == pytest.approx(
                float(effective_partners(possible, order).max()), rel=0.02
            )


@given(st.lists(known, min_size=2, max_size=5), st.floats(0.1, 200), st.integers(0, 2**32 - 1))
def test_no_draw_is_outside(figures: list[list[float]], room: float, seed: int) -> None:
    domain = made([*figures, [NAN, NAN]], room)
    drawn = draw_shares(domain, 200, seed)
    low, high = share_bounds(domain)
    assert (drawn >= low - 1e-9).all()
    assert (drawn <= high + 1e-9).all()
    for order, bounds in BOUNDS.items():
        found = effective_partners(drawn, order)
        assert bounds(domain)[0] <= found.min() + 1e-9
        assert bounds(domain)[1] >= found.max() - 1e-9


def test_bounds_by_hand() -> None:
    """Two partners, 30 and 20 to 50: even at 30, least so at 20."""
    domain = made([[30, 30], [20, 50]])
    low, high = share_bounds(domain)
    assert low == pytest.approx([30 / 80, 20 / 50])
    assert high == pytest.approx([30 / 50, 50 / 80])
    assert n2_bounds(domain) == pytest.approx((80**2 / (30**2 + 50**2), 2))


def test_the_best_level_may_lie_between_the_ends() -> None:
    """Beside exact 10 and 30 a third is best at Σx² / Σx = 25."""
    domain = made([[10, 10], [30, 30], [0, 100]])
    assert n2_bounds(domain)[1] == pytest.approx(65**2 / (10**2 + 30**2 + 25**2))


def test_exact_figures_have_one_number() -> None:
    domain = made([[30, 30], [28, 28], [49, 49]])
    whole = 107**2 / (30**2 + 28**2 + 49**2)
    assert n2_bounds(domain) == pytest.approx((whole, whole))
    low, high = share_bounds(domain)
    assert low == pytest.approx(high)


def test_a_missing_figure_widens_the_bounds_by_what_the_total_leaves() -> None:
    complete = made([[30, 30], [28, 28], [20, 20]])
    gap = Uncertain(np.array([30, 28, NAN]), np.array([30, 28, NAN]), 100)
    low, high = share_bounds(gap)
    assert low == pytest.approx([0.3, 0.28, 0])
    assert high == pytest.approx([30 / 58, 28 / 58, 0.42])
    least, most = n2_bounds(gap)
    assert least < n2_bounds(complete)[0] <= n2_bounds(complete)[1] < most


def test_without_a_total_nothing_bounds_a_missing_figure() -> None:
    domain = made([[30, 30], [28, 28], [NAN, NAN]])
    low, high = share_bounds(domain)
    assert low.tolist() == [0, 0, 0]
    assert high == pytest.approx([30 / 58, 28 / 58, 1])
    assert n2_bounds(domain)[0] == 1
    level = (30**2 + 28**2) / 58
    assert n2_bounds(domain)[1] == pytest.approx((58 + level) ** 2 / (30**2 + 28**2 + level**2))
    assert n1_bounds(made([[NAN, NAN]] * 3)) == (1, 3)


def test_a_figure_known_from_below_bounds_the_others() -> None:
    low, high = share_bounds(made([[4, INF], [6, 6]]))
    assert low == pytest.approx([0.4, 0])
    assert high == pytest.approx([1, 0.6])


def test_zeros_throughout_have_no_bounds() -> None:
    assert np.isnan(n2_bounds(made([[0, 0], [0, 0]]))).all()
    assert np.isnan(share_bounds(made([[0, 0], [0, 0]]))).all()


@pytest.mark.parametrize(("order", "bounds"), BOUNDS.items())
def test_many_alike_ranges_have_a_lowest_number_that_is_not_too_high(
    order: int, bounds: object
) -> None:
    """Thirty of 1 to 3: seven or eight at the top; the search may stop a little below."""
    figures = np.where(np.arange(30) < np.arange(31)[:, None], 3.0, 1.0)
    corners = effective_partners(figures / figures.sum(axis=1, keepdims=True), order).min()
    least, most = bounds(made([[1, 3]] * 30))  # type: ignore[operator]
    assert corners * 0.999 < least <= corners
    assert most == pytest.approx(30)
