"""How firmly the balance of the whole stands when weights and figures are drawn at random.

Scores are the partners' weighted mean shares over the domains. Arrays have the draws as their first
axis, then the domains where there are any, and the partners as their last. Partners without a score
in some draw are not ranked. Scores within 1e-9 of each other are level. Stochastic multicriteria
acceptability analysis, SMAA: Lahdelma, Hokkanen & Salminen 1998; Lahdelma & Salminen 2001; Tervonen
& Lahdelma 2007.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from multivector.analysis.diversity import TOLERANCE, Array, Numbers, effective_partners
from multivector.analysis.rows import table
from multivector.analysis.uncertainty import Uncertain, draw_figures, interval, shares_behind

BINS = 20
"""Into how many parts draws are sorted by a figure, to see what remains open once it is known."""


def among_known(p: Numbers) -> Array:
    """Shares over the partners that are known in every domain and draw; the others are missing.

    ``p`` has axes (…, domain, partner). This is how domains that know different partners are put
    together. A domain in which those partners have nothing keeps no shares.
    """
    given = np.asarray(p, dtype=np.float64)
    known = ~np.isnan(given).any(axis=tuple(range(given.ndim - 1)))
    total = np.where(known, given, 0).sum(axis=-1, keepdims=True)
    there = known & (total > 0)
    made: Array = np.divide(given, total, out=np.full(given.shape, np.nan), where=there)
    return made


def scores(p: Numbers, weights: Numbers) -> Array:
    """Weighted mean shares, draws × k, or k where neither shares nor weights are drawn.

    ``p`` is D × k or draws × D × k, ``weights`` D or draws × D. A partner that is missing in a
    domain with weight has no score. Raises ValueError for shapes that do not fit.
    """
    given, w = np.asarray(p, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if given.ndim not in (2, 3) or w.ndim not in (1, 2) or given.shape[-2] != w.shape[-1]:
        raise ValueError(f"weights of shape {w.shape} do not fit shares of shape {given.shape}")
    gaps = np.isnan(given)
    made = _mixed(np.where(gaps, 0, given), w)
    if gaps.any():
        made[_mixed(gaps.astype(np.float64), (w > 0).astype(np.float64)) > 0] = np.nan
    return made


def rank_acceptability(drawn: Numbers) -> Array:
    """How often each partner takes each rank, k × k, partner by rank from the first on, 0 to 1.

    The b_i^r of SMAA-2, from scores draws × k. Partners that are level share their ranks evenly.
    The row of a partner that is not ranked is missing, and nobody takes the last ranks.
    """
    ranked, known = _ranked(drawn)
    draws, k = ranked.shape
    order = np.argsort(-ranked, axis=1)
    falls = -np.diff(np.take_along_axis(ranked, order, axis=1), axis=1) > TOLERANCE
    edge = np.ones((draws, 1), dtype=bool)
    places = np.arange(k)
    first = np.maximum.accumulate(np.where(np.hstack([edge, falls]), places, 0), axis=1)
    ends = np.where(np.hstack([falls, edge]), places, k - 1)
    last = np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]
    parts, size = (1 / (last - first + 1)).ravel(), k * (k + 1)
    begins, stops = ((order * (k + 1) + each).ravel() for each in (first, last + 1))
    steps = np.bincount(begins, parts, size) - np.bincount(stops, parts, size)
    made = np.zeros((len(known), len(known)))
    made[known, :k] = steps.reshape(k, k + 1).cumsum(axis=1)[:, :k].clip(0) / draws
    made[~known] = np.nan
    return made


def central_weights(drawn: Numbers, weights: Numbers) -> Array:
    """The mean of the weights with which each partner is first, k × D; missing where it never is.

    What somebody thinks who sees this partner first, from scores draws × k and weights draws × D.
    Partners that are level at the top share the draw.
    """
    ranked, known = _ranked(drawn)
    w = np.asarray(weights, dtype=np.float64)
    first = (ranked >= ranked.max(axis=1, keepdims=True) - TOLERANCE).astype(np.float64)
    first /= first.sum(axis=1, keepdims=True)
    often = first.sum(axis=0)[:, None]
    total = first.T @ np.broadcast_to(w, (len(ranked), w.shape[-1]))
    made = np.full((len(known), w.shape[-1]), np.nan)
    made[known] = np.divide(total, often, out=np.full(total.shape, np.nan), where=often > 0)
    return made


def pairwise_odds(drawn: Numbers) -> Array:
    """How often each partner (row) is before each other (column), k × k, 0 to 1.

    Draws in which two are level count half for either; missing for partners that are not ranked.
    """
    ranked, known = _ranked(drawn)
    columns = np.ascontiguousarray(ranked.T)
    ahead = np.array([np.count_nonzero(own - columns > TOLERANCE, axis=1) for own in columns])
    made = np.full((len(known), len(known)), np.nan)
    made[np.ix_(known, known)] = (1 + (ahead - ahead.T) / len(ranked)) / 2
    return made


def standard_error(odds: Numbers, draws: int) -> Array:
    """Standard error of a part of independent draws, √(p (1 − p) / n): at most 0.005 for 10,000."""
    p = np.asarray(odds, dtype=np.float64)
    return np.asarray(np.sqrt(p * (1 - p) / draws), dtype=np.float64)


def what_to_find_out(
    domains: Sequence[Uncertain], weights: Numbers, draws: int, seed: int
) -> pd.DataFrame:
    """The figures that are not known exactly, the one first that would tell most about the whole.

    A row a figure. Columns domain and partner (their places), drawn (whether it could be drawn),
    n2_width and n2_width_known: the width of the interval of N2 of the whole now, and the one to be
    expected once the figure is known; share_width and share_width_known: the same of the share of
    the partner that leads on average. Draws are sorted by the figure into 20 bins of equal size;
    expected is the mean width inside the bins, which is a little too large as a bin still holds
    many values. Missing for figures that cannot be drawn; these come last. Domains without weight
    are left out, and so are, from the whole, partners that some other domain does not know.
    """
    w = np.asarray(weights, dtype=np.float64)
    seeds = np.random.SeedSequence(seed).spawn(len(domains))
    counting = np.flatnonzero(w > 0).tolist()
    figures, drawn = [], []
    for place in counting:
        rng = np.random.default_rng(seeds[place])
        figures.append(draw_figures(domains[place], draws, rng))
        drawn.append(shares_behind(figures[-1], counts=domains[place].counts, seed=rng))
    results = _results(np.stack(drawn, axis=1), w[counting] / w[counting].sum())
    now = _widths(results)
    rows: list[dict[str, Any]] = []
    for place, values in zip(counting, figures, strict=True):
        for partner in np.flatnonzero(~domains[place].exact):
            able = not np.isnan(values[:, partner]).any()
            then = _widths_known(results, values[:, partner]) if able else (np.nan, np.nan)
            rows.append(
                {
                    "domain": place,
                    "partner": int(partner),
                    "drawn": able,
                    "n2_width": now[0],
                    "n2_width_known": then[0],
                    "share_width": now[1],
                    "share_width_known": then[1],
                }
            )
    made = table(
        rows,
        "domain:count partner:count drawn:flag n2_width:number n2_width_known:number "
        "share_width:number share_width_known:number",
    )
    return made.sort_values("n2_width_known", kind="stable", ignore_index=True)


def _mixed(p: Array, weights: Array) -> Array:
    if p.ndim == 2:
        return np.asarray(weights @ p)
    return np.asarray(np.einsum("...d,...di->...i", weights, p))


def _ranked(drawn: Numbers) -> tuple[Array, npt.NDArray[np.bool_]]:
    """The scores of the partners that have one in every draw, and which these are."""
    given = np.atleast_2d(np.asarray(drawn, dtype=np.float64))
    known = np.asarray(~np.isnan(given).any(axis=0))
    if not known.any():
        raise ValueError("no partner has a score in every draw")
    return given[:, known], known


def _results(p: Array, weights: Array) -> Array:
    """N2 of the whole and the share of its leader, draws × 2."""
    mixed = scores(among_known(p), weights)
    means = mixed.mean(axis=0)
    leading = np.full(len(mixed), np.nan)
    if not np.isnan(means).all():
        leading = mixed[:, np.nanargmax(means)]
    return np.column_stack([effective_partners(mixed, 2), leading])


def _widths(results: Array) -> Array:
    found = interval(results)
    return found.high - found.low


def _widths_known(results: Array, figure: Array) -> Array:
    """Mean widths of intervals among the draws in which the figure is about the same."""
    size = max(len(figure) // BINS, 1)
    order = np.argsort(figure, kind="stable")[: len(figure) // size * size]
    return np.asarray(_widths(results[order.reshape(-1, size).T]).mean(axis=0))
