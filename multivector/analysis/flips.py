"""How little would have to change for another partner to lead the whole.

The leader has the largest weighted mean share. A change is told at the point where the leader and
the one who follows are level: anything beyond makes the latter lead. Only partners that are known
in every domain are compared; of partners that are level now the first in the given order leads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multivector.analysis.diversity import TOLERANCE, Array, Numbers, shares


@dataclass(frozen=True)
class WeightFlip:
    """The smallest move of weights that changes the leader."""

    moved: float
    """Part of all weight that moves from some domains to another, 0 to 1."""
    leader: int
    """The place of the partner that leads now."""
    rival: int
    """The place of the one that leads then."""
    weights: Array
    """The weights at which both are level."""


@dataclass(frozen=True)
class DomainFlip:
    """The factors of one domain's weight beyond which another partner leads.

    The other weights keep their proportions. Infinite or None if there is no such factor.
    """

    domain: int
    more: float
    """The smallest factor above one; infinite if no larger weight changes the leader."""
    more_leader: int | None
    less: float | None
    """The largest factor below one, 0 to 1; None if no smaller weight changes the leader."""
    less_leader: int | None


@dataclass(frozen=True)
class FigureFlip:
    """The smallest relative change of a single figure that changes the leader of the whole."""

    domain: int
    partner: int
    """The place of the partner whose figure it is."""
    factor: float
    """What the figure is multiplied by."""
    leader: int
    """The place of the partner that leads now."""
    rival: int
    """The place of the one that leads then."""


def flip_by_weights(p: Numbers, weights: Numbers) -> WeightFlip | None:
    """The smallest part of the weight that must move for the leader to change, exactly.

    That is half the sum of the absolute changes. ``p`` is D × k. None if the leader is first, or
    level with the first, whatever the weights. For each rival, weight moves to the domain in which
    it is furthest ahead, from the domains in which it is furthest behind first: a fractional
    knapsack (Dantzig 1957).
    """
    known, w, places = _compared(p, weights)
    if len(places) < 2:
        return None
    leader = _leader(known, w)
    best: tuple[float, int, Array] | None = None
    for rival in np.delete(np.arange(len(places)), leader):
        moves = _moves(known[:, leader] - known[:, rival], w)
        if moves is not None:
            moved = float(np.abs(moves).sum() / 2)
            if best is None or moved < best[0]:
                best = moved, int(rival), w + moves
    if best is None:
        return None
    return WeightFlip(best[0], int(places[leader]), int(places[best[1]]), best[2])


def flip_by_domain(p: Numbers, weights: Numbers) -> tuple[DomainFlip, ...]:
    """For each domain how many times as much, or as little, it would have to count.

    ``p`` is D × k. The leader's margin over a rival is a straight line in the factor.
    """
    known, w, places = _compared(p, weights)
    if len(places) < 2:
        return tuple(DomainFlip(each, np.inf, None, None, None) for each in range(len(w)))
    leader = _leader(known, w)
    margins = w[:, None] * (known[:, [leader]] - known)
    return tuple(_domain_flip(each, margins, leader, places) for each in range(len(w)))


def flip_by_figure(amounts: Sequence[Numbers] | Numbers, weights: Numbers) -> FigureFlip | None:
    """The one figure whose smallest relative change, up or down, would change the leader.

    ``amounts`` is D × k in any units; partners with a missing figure are left out, and figures of
    zero have no relative change. None if no change of a single figure does it.
    """
    x, w, places = _compared(amounts, weights)
    if len(places) < 2:
        return None
    table = shares(x)
    leader = _leader(table, w)
    factors = np.stack(
        [
            _factors(x[each], w[each], _rest(table, w, each, leader), leader)
            for each in range(len(w))
        ]
    )
    changes = np.abs(factors - 1)
    if np.isnan(changes).all():
        return None
    domain, partner, rival = np.unravel_index(np.nanargmin(changes), changes.shape)
    factor = float(factors[domain, partner, rival])
    chosen = (int(places[each]) for each in (partner, leader, rival))
    figure, first, second = chosen
    return FigureFlip(int(domain), figure, factor, first, second)


def _compared(
    values: Numbers | Sequence[Numbers], weights: Numbers
) -> tuple[Array, Array, npt.NDArray[np.intp]]:
    """Values of the partners known in every domain, weights that sum to one, partners' places."""
    given, w = np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if given.ndim != 2 or w.shape != given.shape[:1]:
        raise ValueError(f"weights of shape {w.shape} do not fit a table of shape {given.shape}")
    if not (w >= 0).all() or not 0 < w.sum() < np.inf:
        raise ValueError("weights are finite, not negative and not all zero")
    known = ~np.isnan(given).any(axis=0)
    return given[:, known], w / w.sum(), np.flatnonzero(known)


def _leader(p: Array, weights: Array) -> int:
    mixed = weights @ p
    return int(np.flatnonzero(mixed >= mixed.max() - TOLERANCE)[0])


def _moves(lead: Array, weights: Array) -> Array | None:
    """The smallest changes of weights that use up a lead given by domain; None if nothing does."""
    target = int(lead.argmin())
    margin = max(float(weights @ lead), 0.0)
    if margin > TOLERANCE and lead[target] >= -TOLERANCE:
        return None
    gains = lead - lead[target]
    order = np.argsort(-gains)
    before = np.concatenate([[0], np.cumsum(weights[order] * gains[order])[:-1]])
    needed = np.divide(
        margin - before, gains[order], out=np.zeros(len(lead)), where=gains[order] > 0
    )
    moves = np.zeros(len(lead))
    moves[order] = -np.clip(needed, 0, weights[order])
    moves[target] -= moves.sum()
    return moves


def _domain_flip(
    domain: int, margins: Array, leader: int, places: npt.NDArray[np.intp]
) -> DomainFlip:
    own, total = margins[domain], np.maximum(margins.sum(axis=0), 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = 1 - total / own
    factors[leader] = np.nan
    above = np.where((own < 0) & np.isfinite(factors), factors, np.inf)
    below = np.where((own > 0) & (factors > 0), factors, -np.inf)
    up, down = int(above.argmin()), int(below.argmax())
    more, less = float(above[up]), float(below[down])
    return DomainFlip(
        domain,
        more,
        int(places[up]) if np.isfinite(more) else None,
        less if np.isfinite(less) else None,
        int(places[down]) if np.isfinite(less) else None,
    )


def _rest(p: Array, weights: Array, domain: int, leader: int) -> Array:
    """The leader's margins over each rival in all other domains together."""
    others = np.where(np.arange(len(weights)) == domain, 0, weights)
    return np.asarray(others @ (p[:, [leader]] - p))


def _factors(x: Array, weight: float, rest: Array, leader: int) -> Array:
    """The factor of each figure of a domain at which each rival is level, figure × rival.

    With the others of the domain fixed and y in place of one figure, the leader's margin is
    R + w (x_L − x_j) / (S + y), where x_L or x_j may be y itself; solved for y. Missing where no
    y that is not negative does it.
    """
    k = len(x)
    lead = np.broadcast_to(x[leader] - x, (k, k))
    others = np.broadcast_to((x.sum() - x)[:, None], (k, k))
    own, rival = np.arange(k)[:, None], np.arange(k)[None, :]
    slope = rest + weight * ((own == leader).astype(float) - (own == rival))
    fixed = np.where(own == leader, -x, np.where(own == rival, x[leader], lead))
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = -(rest * others + weight * fixed) / slope
        factors = needed / x[:, None]
    able = np.isfinite(factors) & (needed >= 0) & (x[:, None] > 0) & (rival != leader)
    able &= (weight > 0) & (others + needed > 0)
    return np.where(able, factors, np.nan)
