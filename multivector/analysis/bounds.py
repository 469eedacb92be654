"""The lowest and highest that shares and effective partners can be while figures are uncertain.

Figures lie anywhere in their ranges, open ones from their least upwards, and where a total is known
all of them together do not exceed it. Where no total bounds an open figure it may be arbitrarily
large, so that a single missing figure leaves every share between almost nothing and almost all:
that is what is known. Counts are taken as they are; that they could have been others is a matter
of draws (``uncertainty``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, pairwise

import numpy as np

from multivector.analysis.diversity import Array
from multivector.analysis.uncertainty import Uncertain

CLOSE = 1e-10
"""How near, relatively, the search for the lowest number comes to it."""

PARTS = 200
"""After how many parts the search settles for a number that is certainly not too high."""


def share_bounds(domain: Uncertain) -> tuple[Array, Array]:
    """The lowest and highest share over the cut of each partner, exactly: two arrays of length k.

    A share is highest with the own figure at its highest and all others at their lowest, as it
    rises with the former and falls with the latter; and the other way round. Missing if no figure
    can be above zero.
    """
    least, room = domain.least, np.minimum(_widths(domain), domain.left)
    if not least.any() and not room.any():
        missing = np.full(len(least), np.nan)
        return missing, missing
    own = np.eye(len(least), dtype=bool)
    others = np.where(own, 0, least).sum(axis=-1)
    more = np.minimum(np.where(own, 0, _widths(domain)).sum(axis=-1), domain.left)
    low = _part(least, others + more, otherwise=1)
    high = _part(least + room, others, otherwise=0)
    return low, high


def n2_bounds(domain: Uncertain) -> tuple[float, float]:
    """The lowest and highest effective partners of order 2, 1 / Σ p²; missing if no figure is."""
    return _bounds(domain, _N2)


def n1_bounds(domain: Uncertain) -> tuple[float, float]:
    """The lowest and highest effective partners of order 1, exp(−Σ p ln p); as ``n2_bounds``."""
    return _bounds(domain, _N1)


@dataclass(frozen=True)
class _Measure:
    """An effective number as a function of the sum S of figures and of Φ = Σ φ(x), φ convex."""

    term: Callable[[Array], Array]
    """φ"""
    number: Callable[[Array, Array], Array]
    """The effective number of S and Φ; it falls with Φ."""
    level: Callable[[float, float], float]
    """Where the number is highest if S and Φ are those of fixed figures and some move at level."""
    trough: Callable[[Array, Array], Array]
    """The S at which the number is lowest along the line Φ = a + b S."""


def _n2(total: Array, squares: Array) -> Array:
    return total**2 / squares


def _n1(total: Array, terms: Array) -> Array:
    return np.exp(np.log(total) - terms / total)


def _x_ln_x(x: Array) -> Array:
    return x * np.log(x, out=np.zeros_like(x), where=x > 0)


_N2 = _Measure(np.square, _n2, lambda fixed, squares: squares / fixed, lambda a, b: -2 * a / b)
_N1 = _Measure(
    _x_ln_x, _n1, lambda fixed, terms: float(np.exp(terms / fixed)), lambda a, b: -a + 0 * b
)


def _bounds(domain: Uncertain, measure: _Measure) -> tuple[float, float]:
    low, high = domain.least, domain.least + np.minimum(_widths(domain), domain.left)
    finite = high[np.isfinite(high)]
    scale = max(finite.max(initial=0), low.max())
    if not high.any():
        return np.nan, np.nan
    if scale == 0:  # all are open and nothing bounds them
        return 1.0, float(len(low))
    limit = np.inf if domain.bounded_by is None else domain.bounded_by / scale
    box = low / scale, high / scale
    most = _highest(*box, limit, measure)
    return _lowest(*box, limit, measure), min(most, float(len(low)))


def _highest(low: Array, high: Array, limit: float, measure: _Measure) -> float:
    """The effective number when all figures are as near to one level as their ranges allow.

    Of all vectors in a box with the same sum the one cut off at a level is majorised by the others
    (Marshall, Olkin & Arnold 2011) and so the most even. What remains is to find the level: one of
    those where a figure begins or stops to move, or the best one between two of them.
    """
    points = np.unique(np.concatenate([low, high[np.isfinite(high)], [low.max() + 1]]))
    sums = _levelled(points, low, high).sum(axis=-1)
    if sums[-1] > limit:
        last = np.interp(limit, sums, points)
        points = np.append(points[points < last], last)
    tried = list(points)
    for start, end in pairwise(points):
        middle = _levelled(np.array([(start + end) / 2]), low, high)[0]
        fixed = middle[(middle == low) | (middle == high)]
        if fixed.sum() > 0:
            best = measure.level(float(fixed.sum()), float(measure.term(fixed).sum()))
            tried.append(min(max(best, start), end))
    found = _levelled(np.array(tried), low, high)
    found = found[found.sum(axis=-1) > 0]
    return float(measure.number(found.sum(axis=-1), measure.term(found).sum(axis=-1)).max())


def _levelled(levels: Array, low: Array, high: Array) -> Array:
    return np.clip(levels[:, None], low, high)


def _lowest(low: Array, high: Array, limit: float, measure: _Measure) -> float:
    """The lowest effective number, by branch and bound (Land & Doig 1960).

    The number is quasi-concave, so it is lowest at a corner: every figure at an end of its range,
    or all but one where the sum is at its limit. Lines between the ends in place of the convex φ
    give a number that is certainly not too high, and figures where it is reached. One that is not
    at an end is set to either, or, with the sum at its limit, its range is parted there.
    """
    if not np.isfinite(high).all() or not low.any():
        return 1.0
    best, order = np.inf, count()
    waiting: list[tuple[float, int, bool, _Relaxed]] = []

    def consider(start: Array, end: Array, full: bool) -> None:
        nonlocal best
        if start.sum() <= limit * (1 + CLOSE):
            found = _relaxed(start, end, limit, full, measure)
            best = min(best, found.reached)
            heappush(waiting, (found.bound, next(order), full, found))

    consider(low, high, False)
    if high.sum() > limit:
        consider(low, high, True)
    for _ in range(PARTS):
        bound, _, full, found = heappop(waiting)
        inside = np.minimum(found.figures - found.low, found.high - found.figures)
        parted = np.arange(len(low)) == inside.argmax()
        if bound >= best * (1 - CLOSE) or inside.max() <= 0:
            break
        at = found.figures if full else found.low
        consider(found.low, np.where(parted, at, found.high), full)
        at = found.figures if full else found.high
        consider(np.where(parted, at, found.low), found.high, full)
    else:
        return waiting[0][0]
    return best


@dataclass(frozen=True)
class _Relaxed:
    """A box of figures, and the lowest number there when lines take the place of φ."""

    low: Array
    high: Array
    bound: float
    figures: Array
    """Where the bound is reached."""
    reached: float
    """A number that figures in the box do have."""


def _relaxed(low: Array, high: Array, limit: float, full: bool, measure: _Measure) -> _Relaxed:
    """The box with lines in place of φ; ``full`` looks only at figures whose sum is the limit.

    With lines the most of Φ for any sum comes from raising figures one after the other, the
    steepest line first (Dantzig 1957), and the best sum is at a corner or in the trough between.
    """
    widths, terms = high - low, measure.term(low)
    moving = np.flatnonzero(widths > 0)
    slopes = (measure.term(high) - terms)[moving] / widths[moving]
    moving, slopes = moving[np.argsort(-slopes)], np.sort(slopes)[::-1]
    steps = widths[moving]
    sums = low.sum() + np.concatenate([[0], np.cumsum(steps)])
    totals = terms.sum() + np.concatenate([[0], np.cumsum(steps * slopes)])
    if full:
        tried = np.array([limit])
    else:
        with np.errstate(divide="ignore"):
            troughs = measure.trough(totals[:-1] - slopes * sums[:-1], slopes)
        tried = np.concatenate([sums, np.clip(np.nan_to_num(troughs), sums[:-1], sums[1:])])
        tried = tried[tried <= max(limit, sums[0])]
    numbers = np.maximum(measure.number(tried, np.interp(tried, sums, totals)), 1)
    best = int(numbers.argmin())
    figures = low.copy()
    figures[moving] += np.clip(tried[best] - sums[:-1], 0, steps)
    reached = float(measure.number(figures.sum(), measure.term(figures).sum()))
    if not full:
        reached = min(reached, float(numbers[: int((sums <= max(limit, sums[0])).sum())].min()))
    return _Relaxed(low, high, float(numbers[best]), figures, max(reached, 1.0))


def _widths(domain: Uncertain) -> Array:
    """How far each figure may be above its least."""
    return np.where(domain.open, np.inf, domain.high) - domain.least


def _part(own: Array, others: Array, otherwise: float) -> Array:
    """``own`` as a part of the sum with ``others``; of an infinite sum all or nothing."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = 1 / (1 + others / own)
    ratio = np.where(np.isinf(own), 1.0, ratio)
    return np.where((own == 0) & (others == 0), otherwise, ratio)
