"""What shares are held against: the partner's own side, and its part in the world."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from multivector.analysis.amounts import DomainYear, Evidence
from multivector.analysis.diversity import Array, shares
from multivector.analysis.rows import table
from multivector.model import Domain, Indicator

NEAR_YEARS = 3
"""How far a figure of the other side may lie from the year in focus."""


def dependence(
    evidence: Evidence, domain: Domain, partners: Sequence[str], year: int
) -> pd.DataFrame:
    """Partners whose share in the country's total and the country's share in theirs are both known.

    Columns partner, here and there (0 to 1), year_here, year_there, reporter_there, source_here,
    source_there; largest share here first. ``here`` is amount / total of the home count in the year
    in focus, ``there`` the nearest figure of the domain's indicator of dependence.
    """
    library = evidence.library
    if domain.dependence is None or domain.balance is None:
        return table([], _DEPENDENCE)
    own = _share_of_total(evidence, library.indicators[domain.balance.indicator], year)
    rows = evidence.known_of(domain.dependence)
    rows = rows[(rows["subject"] == library.focus.id) & rows["value"].notna()]
    found = []
    for partner in partners:
        near = _nearest(rows[rows["partner"] == partner], year)
        if partner in own and near is not None:
            value, source = own[partner]
            found.append(
                {
                    "partner": partner,
                    "here": value,
                    "there": near["value"] / 100,
                    "year_here": year,
                    "year_there": near["latest"].year,
                    "reporter_there": near["reporter"],
                    "source_here": source,
                    "source_there": near["source"],
                }
            )
    made = table(found, _DEPENDENCE)
    return made.sort_values("here", ascending=False, kind="stable", ignore_index=True)


_DEPENDENCE = (
    "partner here:number there:number year_here:count year_there:count reporter_there source_here "
    "source_there"
)


def intensities(
    evidence: Evidence, domain: Domain, current: DomainYear, partners: Sequence[str]
) -> pd.DataFrame:
    """Shares of a domain over a cut beside what the partners' part in the world would suggest.

    Columns partner, share, expected (both 0 to 1 over the cut), intensity (share / expected; above
    one where the tie is closer than size suggests), source. Expected shares are missing for all
    unless every partner has one, since they are shares of their sum.
    """
    found = [_part_in_the_world(evidence, domain, code, current.year) for code in partners]
    world = np.array([value for value, _ in found])
    expected = shares(world) if not np.isnan(world).any() else np.full(len(world), np.nan)
    rows = [
        {
            "partner": code,
            "share": current.shares[i],
            "expected": expected[i],
            "intensity": current.shares[i] / expected[i],
            "source": found[i][1],
        }
        for i, code in enumerate(partners)
    ]
    return table(rows, "partner share:number expected:number intensity:number source")


def _part_in_the_world(
    evidence: Evidence, domain: Domain, partner: str, year: int
) -> tuple[float, str | None]:
    if domain.expected is None:
        return np.nan, None
    rows = evidence.known_of(domain.expected)
    near = _nearest(rows[rows["partner"] == partner], year)
    return (np.nan, None) if near is None else (float(near["value"]), str(near["source"]))


def relative_entropy(p: Array, q: Array) -> float:
    """How far shares lie from those expected, Σ p ln(p/q) in nats (Kullback & Leibler 1951).

    Zero where they are the same. Missing if a share is.
    """
    if np.isnan(p).any() or np.isnan(q).any():
        return float("nan")
    some = p > 0
    return float((p[some] * np.log(p[some] / q[some])).sum())


def _share_of_total(
    evidence: Evidence, indicator: Indicator, year: int
) -> dict[str, tuple[float, str]]:
    """Each partner's part of the home count's total in one year, with its source."""
    library = evidence.library
    rows = evidence.known_of(indicator.id)
    rows = rows[
        (rows["subject"] == library.focus.id)
        & (rows["reporter"] == library.focus.home_reporter)
        & (rows["unit"] == indicator.unit)
        & (rows["year"] == year)
        & rows["is_full_year"]
        & rows["value"].notna()
    ]
    whole = rows[rows["partner_kind"] == "total"]["value"]
    if whole.empty:
        return {}
    return {
        str(partner): (float(value) / float(whole.iloc[0]), str(source))
        for partner, value, source in zip(
            rows["partner"], rows["value"], rows["source"], strict=True
        )
    }


def _nearest(rows: pd.DataFrame, year: int) -> "pd.Series[Any] | None":
    """The figure whose period ends nearest to a year, the later of two; None if none is near."""
    rows = rows.assign(_away=(rows["latest"].dt.year - year).abs())
    rows = rows[rows["_away"] <= NEAR_YEARS]
    if rows.empty:
        return None
    best = rows.sort_values(["_away", "latest"], ascending=[True, False], kind="stable")
    return best.iloc[0]
