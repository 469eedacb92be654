"""What the inputs of a domain may be, drawn at random: figures, shares, weights; and intervals.

A figure is known exactly, within a range, only from below, or not at all. Nothing that is missing
is ever taken for zero: it takes a random part of what the total of the indicator leaves, or stays
missing where no total is known. Every draw follows from its seed alone; arrays have the draws as
their first axis and the partners as their last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from multivector.analysis.diversity import TOLERANCE, Array, Numbers

Seed = int | np.random.SeedSequence | np.random.Generator

LEVEL = 0.9
"""The part of the draws that lies in an interval unless another is asked for."""


@dataclass(frozen=True)
class Uncertain:
    """What is known of the figures of one domain over the k partners of a cut.

    Raises ValueError for ranges that make no sense and for a total that is below what is known.
    """

    low: Array
    """The lowest defensible figure of each partner; missing (NaN) where nothing is known."""
    high: Array
    """The highest one: equal to ``low`` where exact, infinite where only a least is known."""
    total: float | None = None
    """The whole of the indicator, partners outside the cut included; None if not known. It only
    bounds domains in which a figure is open: missing, or without a highest value."""
    counts: bool = False
    """Whether the figures count events, so that even exact ones only hint at the shares behind."""

    def __post_init__(self) -> None:
        low, high = (np.asarray(each, dtype=np.float64) for each in (self.low, self.high))
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)
        if low.ndim != 1 or low.shape != high.shape or not low.size:
            raise ValueError(f"lows of shape {low.shape} and highs of shape {high.shape}")
        if (np.isnan(low) != np.isnan(high)).any():
            raise ValueError("a figure is known from both sides or not at all")
        if np.isinf(low).any() or (low < 0).any() or (low > high).any():
            raise ValueError("a range runs from a finite number, not negative, to one not lower")
        if self.total is not None and not 0 <= self.total < np.inf:
            raise ValueError(f"a total is finite and not negative, unlike {self.total:g}")
        if self.bounded_by is not None and self.left < 0:
            raise ValueError(f"the total {self.total:g} is below the sum of what is known")

    @property
    def open(self) -> npt.NDArray[np.bool_]:
        """Which figures have no highest value of their own: missing ones and those "over" one."""
        found: npt.NDArray[np.bool_] = ~np.isfinite(self.high)
        return found

    @property
    def exact(self) -> npt.NDArray[np.bool_]:
        """Which figures are known exactly."""
        found: npt.NDArray[np.bool_] = self.low == self.high
        return found

    @property
    def least(self) -> Array:
        """The lowest possible figures; nothing is known of a missing one but that it is not below
        zero."""
        return np.nan_to_num(self.low, nan=0.0)

    @property
    def bounded_by(self) -> float | None:
        """The total where it bounds anything: where a figure is open."""
        return self.total if self.open.any() else None

    @property
    def left(self) -> float:
        """What the total leaves above the lowest figures; infinite where no total bounds them."""
        if self.bounded_by is None:
            return np.inf
        left = self.bounded_by - float(self.least.sum())
        return 0.0 if abs(left) <= TOLERANCE * max(self.bounded_by, 1) else left


class Interval(NamedTuple):
    """The middle of some draws, and the lowest and highest without the tails."""

    low: Array
    median: Array
    high: Array


def draw_figures(domain: Uncertain, draws: int, seed: Seed) -> Array:
    """Figures of a domain as they may be, draws × k.

    Ranged figures are uniform within their range. Open ones are their least and a random part of
    what the total then leaves, all divisions among the open partners and "elsewhere", outside the
    cut, being equally likely (a flat Dirichlet distribution). Where ranged figures would exceed
    the total they are drawn back towards their lowest values. Without a total open figures cannot
    be drawn and are missing.
    """
    rng = np.random.default_rng(seed)
    ranged = ~domain.open & ~domain.exact
    widths = np.where(ranged, np.where(ranged, domain.high, 0) - domain.least, 0)
    above = rng.random((draws, len(widths))) * widths
    parts = rng.dirichlet(np.ones(int(domain.open.sum()) + 1), draws)[:, 1:]
    if domain.bounded_by is None:
        parts = np.full(parts.shape, np.nan)
        left = np.ones(draws)
    else:
        above *= _drawn_back(above.sum(axis=-1), domain.left, int(ranged.sum()), rng)[:, None]
        left = np.maximum(domain.left - above.sum(axis=-1), 0)
    figures: Array = domain.least + above
    figures[:, domain.open] += left[:, None] * parts
    return figures


def shares_behind(figures: Array, *, counts: bool, seed: Seed) -> Array:
    """Shares that may stand behind figures, draws × k; missing where a figure is.

    Amounts are divided by their sum. Counts n are events that could have been others: the shares
    behind follow a Dirichlet distribution with n + ½ (Jeffreys 1946), so that a partner without an
    event may still have a share. Draws in which fewer than two figures are known, or all are zero,
    have no shares.
    """
    sizes = figures
    if counts:
        known = ~np.isnan(figures)
        shapes = np.where(known, figures + 0.5, 1)
        sizes = np.where(known, np.random.default_rng(seed).standard_gamma(shapes), np.nan)
    total = np.nansum(sizes, axis=-1, keepdims=True)
    able = ((~np.isnan(sizes)).sum(axis=-1, keepdims=True) >= 2) & (total > 0)
    parts: Array = np.divide(sizes, total, out=np.full(sizes.shape, np.nan), where=able)
    return parts


def draw_shares(domain: Uncertain, draws: int, seed: Seed) -> Array:
    """Shares over the cut as they may be, draws × k: ``draw_figures``, then ``shares_behind``.

    A partner that cannot be drawn is missing and the others share among themselves.
    """
    rng = np.random.default_rng(seed)
    return shares_behind(draw_figures(domain, draws, rng), counts=domain.counts, seed=rng)


def draw_all_shares(domains: Sequence[Uncertain], draws: int, seed: int) -> Array:
    """Shares in several domains, draws × D × k, each drawn on its own.

    What is drawn for one domain does not depend on the figures of another, so that two variants
    can be compared draw by draw.
    """
    seeds = np.random.SeedSequence(seed).spawn(len(domains))
    pairs = zip(domains, seeds, strict=True)
    return np.stack([draw_shares(domain, draws, each) for domain, each in pairs], axis=1)


def draw_weights(draws: int, domains: int, seed: Seed) -> Array:
    """Weights of domains, draws × D, every opinion equally likely: Dirichlet(1, …, 1).

    The ignorance of SMAA (Lahdelma, Hokkanen & Salminen 1998).
    """
    return np.random.default_rng(seed).dirichlet(np.ones(domains), draws)


def draw_weights_near(draws: int, default: Numbers, seed: Seed, concentration: float = 20) -> Array:
    """Weights near the default ones, draws × D: Dirichlet(c · w), with mean w; zero stays zero.

    The larger the concentration c the nearer: a weight w has the variance w (1 − w) / (c + 1).
    """
    w = np.asarray(default, dtype=np.float64)
    if w.ndim != 1 or not (w >= 0).all() or not 0 < w.sum() < np.inf or concentration <= 0:
        raise ValueError("weights are finite, not negative and not all zero; so is concentration")
    made = np.zeros((draws, len(w)))
    shapes = concentration * w[w > 0] / w.sum()
    made[:, w > 0] = np.random.default_rng(seed).dirichlet(shapes, draws)
    return made


def interval(values: Numbers, level: float = LEVEL) -> Interval:
    """Median of draws (first axis) and the quantiles that leave out (1 − level) / 2 either side.

    Missing where a draw is missing. Raises ValueError for a level that is not between 0 and 1.
    """
    if not 0 <= level <= 1:
        raise ValueError(f"the level of an interval lies between 0 and 1, unlike {level:g}")
    tail = (1 - level) / 2
    made = np.quantile(np.asarray(values, dtype=np.float64), [tail, 0.5, 1 - tail], axis=0)
    return Interval(*made)


def _drawn_back(sums: Array, left: float, ranged: int, rng: np.random.Generator) -> Array:
    """Factors that bring what exceeds the total back below it, 1 where nothing does.

    Along a ray from its corner a simplex of n dimensions fills up as the n-th power: a draw that is
    outside lands on its ray as a uniform one would.
    """
    within = rng.random(len(sums)) ** (1 / max(ranged, 1))
    over = sums > left
    made: Array = np.where(over, within * left / np.where(over, sums, 1), 1.0)
    return made
