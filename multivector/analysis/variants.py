"""The whole put together otherwise: without a domain, without a deal, by other means and ranks.

Shares have axes (domain, partner). Partners that are missing in a domain that counts are left out,
and domains without weight do not count. Partners within 1e-9 of each other are level.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from multivector.analysis.diversity import TOLERANCE, Array, Numbers, effective_partners, shares
from multivector.analysis.robustness import among_known, scores
from multivector.analysis.rows import table

Normalisation = Literal["share", "rank"]
Mean = Literal["arithmetic", "geometric"]

MEANS: tuple[Mean, ...] = ("arithmetic", "geometric")

LEAST_SHARE = 0.001
"""What a share at least counts as in a geometric mean, in which one zero would decide alone."""


def leave_one_domain_out(p: Numbers, weights: Numbers) -> pd.DataFrame:
    """Effective partners and leader of the whole without each domain: a row a domain that counts.

    Columns domain (its place), n2, n1, leader (its place; missing if several are level at the top)
    and leader_share. The other weights keep their proportions and the partners are those that all
    domains know. Missing where no domain is left.
    """
    known, w, counting = _counting(p, weights)
    rows: list[dict[str, Any]] = []
    for left_out, place in enumerate(counting):
        rest = np.delete(w, left_out)
        row: dict[str, Any] = {"domain": int(place)}
        if rest.sum() > 0:
            row |= _described(scores(np.delete(known, left_out, axis=0), rest / rest.sum()))
        rows.append(row)
    return table(rows, "domain:count n2:number n1:number leader:count leader_share:number")


def change_without(amounts: Numbers, partner: int, part: float) -> float:
    """How much N2 changes if a part of one partner's amount is taken away, say the largest deal.

    Missing if nothing is left to share. Raises ValueError for a part that is not in the amount.
    """
    x = np.array(amounts, dtype=np.float64)
    if not 0 <= part <= x[partner] * (1 + TOLERANCE):
        raise ValueError(f"a part of {part:g} is not in an amount of {x[partner]:g}")
    before = float(effective_partners(shares(x), 2))
    x[partner] = max(x[partner] - part, 0)
    return float(effective_partners(shares(x), 2)) - before if np.nansum(x) > 0 else np.nan


@dataclass(frozen=True)
class Structure:
    """The whole as one way to put the domains together shows it."""

    normalisation: Normalisation
    mean: Mean
    scores: Array
    """Scores of the k partners that sum to one; missing for those that are left out."""
    order: tuple[int, ...]
    """Places of the partners, the first one first; those that are level in their given order."""
    n2: float

    @property
    def leader(self) -> int:
        """The place of the first partner."""
        return self.order[0]


def structures(p: Numbers, weights: Numbers, least: float = LEAST_SHARE) -> tuple[Structure, ...]:
    """The whole in four ways: arithmetic and geometric means, of shares and of ranks.

    Saisana, Saltelli & Tarantola 2005; OECD & JRC 2008. An arithmetic mean lets a lead in one
    domain pay for absence in another, a geometric one hardly. Ranks give k points to the first of k
    partners and one to the last, to those that are level their mean. In the geometric mean of
    shares those below ``least`` count as ``least``, for with a zero no other domain would count.
    Raises ValueError if fewer than two partners are known in all domains.
    """
    known, w, _ = _counting(p, weights)
    able = np.asarray(~np.isnan(known).any(axis=0))
    if able.sum() < 2:
        raise ValueError("fewer than two partners are known in all domains")
    values = known[:, able]
    points = np.array([_points(each) for each in values])
    made: tuple[tuple[Normalisation, Array, Array], ...] = (
        ("share", values, np.maximum(values, least)),
        ("rank", points, points),
    )
    return tuple(
        _structure(normalisation, mean, found, able)
        for normalisation, plain, positive in made
        for mean, found in zip(MEANS, (w @ plain, np.exp(w @ np.log(positive))), strict=True)
    )


def _counting(p: Numbers, weights: Numbers) -> tuple[Array, Array, npt.NDArray[np.intp]]:
    """Shares and weights of the domains that count, over the partners all know; their places."""
    w = np.asarray(weights, dtype=np.float64)
    counting = np.flatnonzero(w > 0)
    if not counting.size:
        raise ValueError("no domain has a weight")
    return among_known(np.asarray(p)[counting]), w[counting] / w[counting].sum(), counting


def _described(mixed: Array) -> dict[str, Any]:
    if np.isnan(mixed).all():
        return {}
    top = float(np.nanmax(mixed))
    leaders = np.flatnonzero(mixed >= top - TOLERANCE)
    return {
        "n2": float(effective_partners(mixed, 2)),
        "n1": float(effective_partners(mixed, 1)),
        "leader": int(leaders[0]) if len(leaders) == 1 else None,
        "leader_share": top,
    }


def _points(values: Array) -> Array:
    """Points by rank: how many are behind, and half of those that are level, oneself once."""
    apart = values[:, None] - values
    behind, level = apart > TOLERANCE, np.abs(apart) <= TOLERANCE
    return np.asarray(behind.sum(axis=1) + (level.sum(axis=1) + 1) / 2)


def _structure(
    normalisation: Normalisation, mean: Mean, found: Array, able: npt.NDArray[np.bool_]
) -> Structure:
    made = np.full(len(able), np.nan)
    made[able] = found / found.sum()
    places = np.flatnonzero(able)
    order = places[np.argsort(-made[able].round(9), kind="stable")].tolist()
    n2 = float(effective_partners(made, 2))
    return Structure(normalisation, mean, made, tuple(order), n2)
