"""Whom the articles talk about, how often and in which tone, beside whom the statistics name.

Claims are a small and chosen sample, so every share comes with an interval.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from multivector.analysis.diversity import Array
from multivector.analysis.partners import expanded
from multivector.analysis.rows import each as each_row
from multivector.analysis.rows import table
from multivector.library.collection import Library
from multivector.model import Claim

LEAST_TO_RANK = 30
"""Mentions needed before partners are put in an order: with fewer the order is mostly chance."""

LEAST_FOR_TONE = 5
"""Mentions that strengthen or weaken a tie needed before a tone is given."""

DRAWS, SEED = 20_000, 20_250
ENDS = (0.05, 0.95)

_KEPT = ("partner", "mentions", "positive", "negative", "neutral", "tone")
_DAYS = ("first_day", "last_day")
_MENTIONS = (
    "partner mentions:count n:count share:number low:number high:number positive:count "
    "negative:count neutral:count tone:number"
)


def attention(
    library: Library, domain: str | None = None, side: str | None = None, nature: str | None = None
) -> pd.DataFrame:
    """How often the claims name each of the focus' vectors: a row a vector, in their order.

    Of one domain and of sources of one side or nature only, where these are given. A claim counts
    once for every vector that it names itself or by a member; ``n`` is the sum over the vectors.
    ``share`` is the mean, ``low`` and ``high`` the 90 % interval of the vector's share under
    Dirichlet(mentions + ½); missing where n is 0. A claim counts as ``positive`` for a vector if it
    strengthens a tie with it and weakens none, ``negative`` the other way round, else as
    ``neutral``; ``tone`` is (positive − negative) / (positive + negative), missing where that sum
    is below 5.
    """
    effects = _effects(library, domain, side, nature)
    counts = np.array([len(each) for each in effects.values()])
    shares = _shares(counts)
    rows = [
        {"partner": code, "n": int(counts.sum()), **_tally(effects[code]), **_named(own)}
        for code, own in zip(effects, shares, strict=True)
    ]
    return table(rows, _MENTIONS)


def salience(
    library: Library,
    evidence_shares: pd.DataFrame | None,
    domain: str | None,
    side: str | None = None,
    nature: str | None = None,
) -> pd.DataFrame:
    """Each vector's share in the claims of a domain beside its share in the statistics.

    ``evidence_shares`` are the rows of ``balance.domain_shares``; for claims of all domains there
    are none. Both shares are taken among the
    vectors the statistics know; the others have a count of mentions but no shares. Where they know
    none, attention stands alone, among all vectors. Columns partner, mentions, n (mentions of the
    vectors compared), attention, low, high (90 % interval), evidence, gap (attention − evidence),
    gap_low, gap_high, positive, negative, neutral, tone, ranked (n is large enough for an order),
    and of the statistics indicator, reporter, first_day and last_day.
    """
    known = _known(evidence_shares, domain)
    found = attention(library, domain, side, nature)
    compared = found[found["partner"].isin(known)] if known else found
    n = int(compared["mentions"].sum())
    shares = _shares(compared["mentions"].to_numpy(dtype=np.int64))
    by_partner = dict(zip(compared["partner"], shares, strict=True))
    rows = [
        {
            **{name: getattr(row, name) for name in _KEPT},
            "n": n,
            "ranked": n >= LEAST_TO_RANK,
            **_beside(by_partner.get(row.partner), known.get(row.partner)),
        }
        for row in each_row(found)
    ]
    return table(
        rows,
        "partner mentions:count n:count attention:number low:number high:number evidence:number "
        "gap:number gap_low:number gap_high:number positive:count negative:count neutral:count "
        "tone:number ranked:flag indicator reporter first_day:day last_day:day",
    )


def _known(evidence_shares: pd.DataFrame | None, domain: str | None) -> dict[str, Any]:
    """Per vector its row of the statistics of a domain, where that has a share."""
    if evidence_shares is None or domain is None:
        return {}
    own = evidence_shares[evidence_shares["domain"] == domain].dropna(subset="share")
    return {str(row.partner): row for row in each_row(own)}


def _effects(
    library: Library, domain: str | None, side: str | None, nature: str | None
) -> Mapping[str, list[int]]:
    """Per vector the effect of each claim that names it."""
    claims = [each for each in library.claims.values() if _chosen(library, each, domain)]
    claims = [each for each in claims if _published(library, each, side, nature)]
    found: dict[str, list[int]] = {}
    for vector in library.focus.vectors:
        reach = expanded(library, [vector]) - {library.focus.id}
        found[vector] = [
            _effect([sign for code, sign in each.effect.items() if code in reach])
            for each in claims
            if reach & set(each.partners)
        ]
    return found


def _chosen(library: Library, claim: Claim, domain: str | None) -> bool:
    return domain is None or claim.domain == domain


def _published(library: Library, claim: Claim, side: str | None, nature: str | None) -> bool:
    source = library.sources[library.articles[library.article_of[claim.id]].source]
    return side in (None, source.side) and nature in (None, source.nature)


def _effect(signs: list[int]) -> int:
    """One effect of a claim on a bloc; signs that differ between its members cancel out."""
    return (max(signs) > 0) - (min(signs) < 0)


def _tally(effects: list[int]) -> dict[str, Any]:
    positive, negative = effects.count(1), effects.count(-1)
    toned = positive + negative
    return {
        "mentions": len(effects),
        "positive": positive,
        "negative": negative,
        "neutral": effects.count(0),
        "tone": (positive - negative) / toned if toned >= LEAST_FOR_TONE else None,
    }


def _shares(counts: Array) -> Array:
    """Mean and ends of the 90 % interval, a row a count; missing if nothing was counted."""
    if not counts.sum():
        return np.full((len(counts), 3), np.nan)
    weights = counts + 0.5
    draws = np.random.default_rng(SEED).dirichlet(weights, DRAWS)
    low, high = np.quantile(draws, ENDS, axis=0)
    return np.column_stack([weights / weights.sum(), low, high])


def _named(shares: Array) -> dict[str, float]:
    return dict(zip(("share", "low", "high"), (float(each) for each in shares), strict=True))


def _beside(shares: Array | None, known: Any) -> dict[str, Any]:
    """Shares of one vector in the claims and in the statistics, as far as there are any."""
    if shares is None:
        return {}
    named = _named(shares)
    values: dict[str, Any] = {"attention": named["share"], **named}
    if known is None:
        return values
    return {
        **values,
        "evidence": known.share,
        "gap": named["share"] - known.share,
        "gap_low": named["low"] - known.share,
        "gap_high": named["high"] - known.share,
        **{name: getattr(known, name) for name in ("indicator", "reporter", *_DAYS)},
    }
