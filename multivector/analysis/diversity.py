"""How evenly a whole is shared: the measures, exact and for many vectors at once.

The measures work on arrays whose last axis is the partners, all leading axes at once. A share that
is missing (NaN) stays missing: it is never taken for zero, and the others are shares of what is
known. Amounts and shares that make no sense raise ValueError.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Numbers = npt.ArrayLike

TOLERANCE = 1e-9


def shares(amounts: Numbers) -> Array:
    """Each amount as a part of the sum of the known ones, 0 to 1; missing amounts stay missing.

    A vector without any known amount gives only missing shares. Raises ValueError for negative or
    infinite amounts and for a vector that is zero throughout.
    """
    x = _array(amounts, "amounts")
    if np.isinf(x).any() or (x < 0).any():
        raise ValueError("amounts must be finite and not negative")
    total = np.nansum(x, axis=-1, keepdims=True)
    known = ~np.isnan(x).all(axis=-1, keepdims=True)
    if (known & (total == 0)).any():
        raise ValueError("amounts that are zero throughout have no shares")
    parts: Array = np.divide(x, total, out=np.full(x.shape, np.nan), where=known & ~np.isnan(x))
    return parts


def coverage(values: Numbers) -> Array:
    """Part of the partners for which a value is known, 0 to 1."""
    return _floats((~np.isnan(_array(values, "values"))).mean(axis=-1))


def hhi(p: Numbers) -> Array:
    """Concentration Σ p², between 1/k and 1 (Hirschman 1945); missing if no share is known."""
    return _sum(_shares(p) ** 2)


def entropy(p: Numbers) -> Array:
    """Shannon entropy −Σ p ln p in nats (Shannon 1948); missing if no share is known."""
    return _entropy(_shares(p))


def effective_partners(p: Numbers, order: float) -> Array:
    """The number of equal partners that would be as diverse (Hill 1973; Laakso & Taagepera 1979).

    Order 0 counts partners with any share, order 1 is exp of the entropy, order 2 is 1 / Σ p²,
    infinity 1 / max p; other orders (Σ p^q)^(1/(1−q)). Missing if no share is known.
    """
    known = _shares(p)
    if order < 0 or np.isnan(order):
        raise ValueError(f"the order of an effective number is not negative, unlike {order:g}")
    if order == 1:
        return _floats(np.exp(_entropy(known)))
    if np.isinf(order):
        return _floats(1 / _largest(known))
    powers = np.power(known, order, out=np.zeros_like(known), where=known > 0)
    return _floats(_sum(np.where(np.isnan(known), np.nan, powers)) ** (1 / (1 - order)))


def evenness(p: Numbers) -> Array:
    """Entropy as a part of the largest possible, H / ln k, 0 to 1 (Pielou 1966).

    k is the number of partners with a known share, those with zero included; missing if k < 2.
    """
    known = _shares(p)
    k = (~np.isnan(known)).sum(axis=-1)
    most = np.log(np.where(k > 1, k, 2))
    return _floats(np.where(k > 1, _entropy(known) / most, np.nan))


def similarity_effective_partners(p: Numbers, similarity: Numbers, order: float) -> Array:
    """Effective partners when some count as alike (Leinster & Cobbold 2012).

    ``similarity`` is a k × k matrix with entries 0 (nothing in common) to 1 (the same) and ones on
    the diagonal; with no similarity between partners the result is ``effective_partners``.
    Formula: (Σ p (Zp)^(q−1))^(1/(1−q)), for order 1 exp(−Σ p ln Zp). Raises ValueError for missing
    shares.
    """
    known, z = _complete(p), _similarity(similarity)
    if z.shape[0] != known.shape[-1]:
        raise ValueError(f"a similarity of {z.shape[0]} partners for {known.shape[-1]} shares")
    if order < 0 or np.isnan(order):
        raise ValueError(f"the order of an effective number is not negative, unlike {order:g}")
    ordinary = np.where(known > 0, known @ z.T, 1)
    if order == 1:
        return _floats(np.exp(-(known * np.log(ordinary)).sum(axis=-1)))
    if np.isinf(order):
        return _floats(1 / np.where(known > 0, ordinary, 0).max(axis=-1))
    mean = np.where(known > 0, known * ordinary ** (order - 1), 0).sum(axis=-1)
    return _floats(mean ** (1 / (1 - order)))


def group_similarity(groups: Sequence[Hashable], z: float) -> Array:
    """The matrix in which partners of one group are alike to the degree ``z`` and others not."""
    if not 0 <= z <= 1:
        raise ValueError(f"a similarity lies between 0 and 1, unlike {z:g}")
    same = np.array([[left == right for right in groups] for left in groups], dtype=np.float64)
    return _floats(np.where(np.eye(len(groups)) == 1, 1.0, same * z))


@dataclass(frozen=True)
class NestedEntropy:
    """Entropy of a cut by members, split into blocs: total = between + the sum of within (nats)."""

    total: float
    between: float
    within: Mapping[Hashable, float]
    """What each bloc adds: its share times the entropy of its members."""


def nested_entropy(p: Numbers, groups: Sequence[Hashable]) -> NestedEntropy:
    """Entropy between groups and inside each (Theil 1967); ``groups`` names each partner's group.

    ``p`` is one vector of shares, none missing.
    """
    known = _complete(p)
    if known.shape != (len(groups),):
        raise ValueError(f"{len(groups)} groups for shares of shape {known.shape}")
    members = {group: np.array([each == group for each in groups]) for group in groups}
    sizes = {group: float(known[inside].sum()) for group, inside in members.items()}
    within = {
        group: size * float(_entropy(known[members[group]] / size)) if size > 0 else 0.0
        for group, size in sizes.items()
    }
    between = float(_entropy(np.array(list(sizes.values()))))
    return NestedEntropy(float(_entropy(known)), between, within)


def jensen_shannon(p: Numbers, weights: Numbers) -> Array:
    """Generalised Jensen–Shannon divergence Σ_d w_d Σ_i p_di ln(p_di / p̄_i) in nats (Lin 1991).

    ``p`` has axes (…, domain, partner), ``weights`` (…, domain) summing to one; zero if all
    domains are shared alike. Raises ValueError for missing shares.
    """
    known, w = _weighted(p, weights)
    mixed = np.einsum("...d,...di->...i", w, known)[..., None, :]
    ratio = np.divide(known, mixed, out=np.ones(np.broadcast(known, mixed).shape), where=known > 0)
    distances = (known * np.log(ratio)).sum(axis=-1)
    return _floats((w * distances).sum(axis=-1))


@dataclass(frozen=True)
class Decomposition:
    """Evenness of the whole in two parts: total = inside + between, gamma = alpha × beta.

    Entropies in nats, of one mixture or an array of them; the second line as effective numbers.
    """

    total: Array
    """Entropy of the shares in all domains together."""
    inside: Array
    """Weighted mean entropy inside the domains."""
    between: Array
    """Division of labour: how differently the domains are shared."""
    gamma: Array
    alpha: Array
    beta: Array


def decompose(p: Numbers, weights: Numbers) -> Decomposition:
    """The entropy of the weighted mean shares in two exact parts: H(p̄) = Σ_d w_d H(p_d) + JSD.

    Formula: Lin 1991; JSD is ``jensen_shannon``. ``p`` has axes (…, domain, partner) and
    ``weights`` (…, domain); leading axes broadcast, so that many weightings can be tried at once.
    Raises ValueError for missing shares.
    """
    known, w = _weighted(p, weights)
    total = _entropy(np.einsum("...d,...di->...i", w, known))
    inside = _floats((w * _entropy(known)).sum(axis=-1))
    between = jensen_shannon(known, w)
    return Decomposition(total, inside, between, np.exp(total), np.exp(inside), np.exp(between))


def _floats(values: Numbers) -> Array:
    return np.asarray(values, dtype=np.float64)


def _array(values: Numbers, what: str) -> Array:
    made = _floats(values)
    if made.ndim == 0 or made.shape[-1] == 0:
        raise ValueError(f"{what} need a last axis with at least one partner")
    return made


def _shares(p: Numbers) -> Array:
    known = _array(p, "shares")
    if (known < 0).any():
        raise ValueError("shares must not be negative")
    totals = np.nansum(known, axis=-1)
    if (np.abs(totals - 1) > TOLERANCE)[~np.isnan(known).all(axis=-1)].any():
        raise ValueError("shares must sum to one")
    return known


def _complete(p: Numbers) -> Array:
    known = _shares(p)
    if np.isnan(known).any():
        raise ValueError("this measure needs every share; take the partners all domains report")
    return known


def _weighted(p: Numbers, weights: Numbers) -> tuple[Array, Array]:
    known, w = _complete(p), _array(weights, "weights")
    if known.ndim < 2 or known.shape[-2] != w.shape[-1]:
        raise ValueError(f"weights of shape {w.shape} do not fit shares of shape {known.shape}")
    if not (w >= 0).all() or (np.abs(w.sum(axis=-1) - 1) > TOLERANCE).any():
        raise ValueError("weights must not be negative and must sum to one")
    return known, w


def _similarity(similarity: Numbers) -> Array:
    z = _array(similarity, "similarities")
    if z.ndim != 2 or z.shape[0] != z.shape[1]:
        raise ValueError(f"similarities form a square, not the shape {z.shape}")
    if not ((z >= 0) & (z <= 1)).all() or (np.diag(z) != 1).any():
        raise ValueError("similarities lie between 0 and 1, with ones on the diagonal")
    return z


def _sum(terms: Array) -> Array:
    """The sum over partners of known terms, missing where there is none."""
    known = ~np.isnan(terms).all(axis=-1)
    return _floats(np.where(known, np.nansum(terms, axis=-1), np.nan))


def _largest(p: Array) -> Array:
    filled = np.where(np.isnan(p), -1, p).max(axis=-1)
    return _floats(np.where(filled < 0, np.nan, filled))


def _entropy(p: Array) -> Array:
    logs = np.log(p, out=np.zeros_like(p), where=p > 0)
    return -_sum(p * logs) + 0.0  # no minus zero
