"""How evenly partners share each domain and the whole, year by year, from the collection's tables.

The amounts come from ``amounts``, the measures themselves from ``diversity``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from multivector.analysis.amounts import DomainYear, Evidence, domain_years
from multivector.analysis.bounds import share_bounds
from multivector.analysis.diversity import (
    TOLERANCE,
    Array,
    decompose,
    effective_partners,
    evenness,
    shares,
)
from multivector.analysis.partners import cut
from multivector.analysis.rows import table
from multivector.analysis.uncertainty import draw_all_shares, draw_shares, interval
from multivector.library.collection import Library

LEAST_COVERAGE = 2 / 3
"""Part of the partners that must be known in a domain for it to count in the whole."""

OVERALL = "overall"
BORROW_YEARS = 5
"""From how far away the whole takes figures for a domain without any of its own year; marked."""

DRAWS, SEED = 2_000, 2025
"""Draws behind each interval of a table, and where they start: every run gives the same."""


def domain_shares(evidence: Evidence, year: int, partners: Iterable[str]) -> pd.DataFrame:
    """Each domain's shares over a cut in one year: a row a domain and partner.

    Columns domain, year, partner, amount, amount_low and amount_high (the range of two counts or of
    a figure stated as one), share (0 to 1; see ``DomainYear.shares``), share_low and share_high
    (its lowest and highest defensible value; see ``uncertainty.share_bounds``), state, indicator,
    reporter, unit, first_day and last_day of the figures, filled (borrowed from another period),
    coverage (part of the partners that are known) and complete. A partner without a figure has a
    missing share and lowers the coverage. States are those of observations, and no-figure (the
    collection holds none), not-applicable (the domain has no measure) and members-exceed-bloc (a
    remainder that would be negative). Raises OverlappingPartners for what is no cut.
    """
    chosen = cut(evidence.library, partners)
    return shares_table(domain_years(evidence, [year], chosen), chosen)


def shares_table(domains: Iterable[DomainYear], partners: Sequence[str]) -> pd.DataFrame:
    """The table of ``domain_shares`` of domains already at hand."""
    rows = [
        {
            "partner": code,
            "amount": each.amounts[i],
            "amount_low": each.low[i],
            "amount_high": each.high[i],
            "share": np.nan if np.isnan(each.amounts[i]) else each.shares[i],
            "share_low": lows[i],
            "share_high": highs[i],
            "state": each.states[i],
            **_facts(each),
        }
        for each in domains
        for lows, highs in [share_bounds(each.uncertain)]
        for i, code in enumerate(partners)
    ]
    return table(
        rows,
        "domain year:count partner amount:number amount_low:number amount_high:number share:number "
        "share_low:number share_high:number state indicator reporter unit first_day:day "
        "last_day:day filled:flag coverage:number complete:flag",
    )


def scores(
    evidence: Evidence, years: Iterable[int], partners: Iterable[str], domain: str | None = None
) -> pd.DataFrame:
    """How evenly each domain is shared over a cut, year by year: a row a domain and year.

    Of all domains, or of the one named.
    Columns year, domain, indicator, reporter, unit, first_day, last_day, filled, n2 and n1
    (effective partners), low and high (90 % interval of n2 over what is uncertain, missing where
    nothing bounds it), counted_twice (of how many partners there is a second count), evenness,
    top_partner (joined with ``;`` at a tie), top_share, coverage, complete; the measures are
    missing where there are no shares.
    """
    chosen = cut(evidence.library, partners)
    return scores_table(domain_years(evidence, years, chosen, domain), chosen)


def scores_table(domains: Iterable[DomainYear], partners: Sequence[str]) -> pd.DataFrame:
    """The table of ``scores`` of domains already at hand."""
    rows = [{**_facts(each), **_score(each, partners)} for each in domains]
    return table(
        rows,
        "year:count domain indicator reporter unit first_day:day last_day:day filled:flag "
        "n2:number n1:number low:number high:number counted_twice:count evenness:number "
        "top_partner top_share:number coverage:number complete:flag",
    )


def overall(
    evidence: Evidence,
    years: Iterable[int],
    partners: Iterable[str],
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """How evenly the whole is shared: a row for each year in which two domains can be put together.

    Which domains and partners these are, see ``wholes``. Columns year, domain (always overall), n2,
    n1, low and high (90 % interval of n2), evenness, top_partner, top_share (of the mean shares),
    coverage (Σ weight × coverage over all domains, so that one without figures lowers it), complete
    (every partner is known in every domain that counts), total, inside, between (nats), alpha, beta
    (n1 = alpha × beta), domains, filled (those that borrow another year's figures), counted_twice
    (how many amounts have a second count) and partners; lists are joined with ``;``. See
    ``decompose``.
    """
    chosen = cut(evidence.library, partners)
    given = default_weights(evidence.library) if weights is None else weights
    return overall_table(domain_years(evidence, years, chosen), chosen, given)


def overall_table(
    domains: Iterable[DomainYear], partners: Sequence[str], weights: Mapping[str, float]
) -> pd.DataFrame:
    """The table of ``overall`` of domains and years already at hand."""
    return table(
        [_whole_row(each) for each in wholes(domains, partners, weights)],
        "year:count domain n2:number n1:number low:number high:number evenness:number top_partner "
        "top_share:number coverage:number complete:flag total:number inside:number between:number "
        "alpha:number beta:number domains filled counted_twice:count partners",
    )


def trail(
    evidence: Evidence, years: Iterable[int], partners: Sequence[str], domain: str
) -> pd.DataFrame:
    """Shares of a few partners of one domain among themselves: columns year and one a partner.

    Every year asked for has its row, missing throughout unless each of the partners has a figure:
    shares of fewer would be shares of something else.
    """
    chosen, span = cut(evidence.library, partners), list(years)
    found = {
        each.year: each.shares
        for each in domain_years(evidence, span, chosen, domain)
        if each.complete
    }
    missing = np.full(len(chosen), np.nan)
    values = np.array([found.get(year, missing) for year in span]).reshape(-1, len(chosen))
    made = pd.DataFrame(values, columns=list(chosen))
    made.insert(0, "year", pd.Series(span, dtype="Int64"))
    return made


@dataclass(frozen=True)
class Whole:
    """Domains of one year put together over one set of partners."""

    year: int
    domains: tuple[DomainYear, ...]
    """The domains that count, their amounts over the whole cut."""
    left_out: tuple[str, ...]
    """Domains that cannot be put together with the others."""
    partners: tuple[str, ...]
    weights: Array
    """Of the domains that count, summing to one."""
    covered: Array
    """Σ weight over the domains, of all there are, in which each of the partners is known."""
    coverage: float
    """Σ weight × coverage over all domains."""

    @property
    def table(self) -> Array:
        """Shares by domain (rows) and partner, those that are only bounded at their middle."""
        return shares(np.array([each.central for each in self.domains]))

    @property
    def mean_shares(self) -> Array:
        """Each partner's share of the whole: the weighted mean over the domains."""
        mean: Array = self.weights @ self.table
        return mean

    @property
    def complete(self) -> bool:
        """Whether every partner of the cut is known in every domain that counts."""
        return all(each.complete for each in self.domains)

    @property
    def ranks(self) -> bool:
        """Whether enough is known to speak of ranks at all."""
        return self.coverage >= LEAST_COVERAGE - TOLERANCE

    def draws(self, number: int, seed: int) -> Array:
        """Shares as they may be: an array draw × domain × partner; see ``draw_all_shares``."""
        return draw_all_shares([each.uncertain for each in self.domains], number, seed)


def wholes(
    domains: Iterable[DomainYear], partners: Sequence[str], weights: Mapping[str, float]
) -> list[Whole]:
    """Each year in which two domains can be put together over the whole cut.

    A domain counts if each partner of the cut is known in it or bounded by its total, and if its
    weight is not zero. No partner is ever left out: that would rescale the others. Years in which
    every domain borrows its figures are left out.
    """
    by_year: dict[int, list[DomainYear]] = {}
    for each in domains:
        by_year.setdefault(each.year, []).append(each)
    found = (whole(those, partners, weights) for _, those in sorted(by_year.items()))
    return [each for each in found if each and not all(one.filled for one in each.domains)]


def whole(
    domains: Sequence[DomainYear], partners: Sequence[str], weights: Mapping[str, float]
) -> Whole | None:
    """The domains of one year put together, or None if there are not two that count."""
    able = tuple(each for each in domains if _counts(each, weights))
    if len(able) < 2:
        return None
    w = np.array([weights[each.domain] for each in able])
    everything = sum(weights.values())
    known = {each.domain: ~np.isnan(each.amounts) for each in domains}
    covered = sum(weights.get(code, 0) * here for code, here in known.items()) / everything
    coverage = sum(weights.get(each.domain, 0) * each.coverage for each in domains) / everything
    return Whole(
        domains[0].year,
        able,
        tuple(each.domain for each in domains if each not in able),
        tuple(partners),
        w / w.sum(),
        np.asarray(covered, dtype=np.float64),
        float(coverage),
    )


def default_weights(library: Library) -> Mapping[str, float]:
    """The collection's own weight of each domain."""
    return {each.id: each.weight for each in library.domains.values()}


def _counts(each: DomainYear, weights: Mapping[str, float]) -> bool:
    return bool(each.bounded.all() and weights.get(each.domain, 0) > 0 and each.central.sum() > 0)


def _whole_row(each: Whole) -> dict[str, Any]:
    parts = decompose(each.table, each.weights)
    mixed = np.einsum("d,ndi->ni", each.weights, each.draws(DRAWS, SEED))
    measured = _measures(each.mean_shares, each.partners)
    low, high = around(measured["n2"], effective_partners(mixed, 2))
    return {
        "year": each.year,
        "domain": OVERALL,
        **measured,
        "low": low,
        "high": high,
        "coverage": each.coverage,
        "complete": each.complete,
        "total": float(parts.total),
        "inside": float(parts.inside),
        "between": float(parts.between),
        "alpha": float(parts.alpha),
        "beta": float(parts.beta),
        "domains": ";".join(one.domain for one in each.domains),
        "counted_twice": sum(one.counted_twice for one in each.domains),
        "filled": ";".join(one.domain for one in each.domains if one.filled),
        "partners": ";".join(each.partners),
    }


def _score(each: DomainYear, partners: Sequence[str]) -> dict[str, Any]:
    """The measures of a domain and year with their interval.

    Where partners are missing but bounded, the measures are medians of the draws, and nobody is
    called the largest unless two thirds are known.
    """
    found = {**_measures(each.shares, partners), "counted_twice": each.counted_twice}
    if not each.has_shares or not each.bounded.all():
        return found
    drawn = draw_shares(each.uncertain, DRAWS, SEED)
    if not each.complete:
        found["n2"], found["n1"], found["evenness"] = (
            float(np.median(values))
            for values in (effective_partners(drawn, 2), effective_partners(drawn, 1),
                           evenness(drawn))
        )  # fmt: skip
    if each.coverage < LEAST_COVERAGE - TOLERANCE:
        found["top_partner"], found["top_share"] = None, np.nan
    found["low"], found["high"] = around(found["n2"], effective_partners(drawn, 2))
    return found


def around(point: float, drawn: Array) -> tuple[float, float]:
    """The 90 % interval of draws, widened to a point that lies at the end of all there is.

    It does so where the point is one of two counts between which is drawn.
    """
    low, _, high = interval(drawn)
    return min(float(low), point), max(float(high), point)


def _facts(each: DomainYear) -> dict[str, Any]:
    basis = each.basis
    return {
        "domain": each.domain,
        "year": each.year,
        "indicator": basis.indicator if basis else None,
        "reporter": basis.reporter if basis else None,
        "unit": basis.unit if basis else None,
        "first_day": basis.period[0] if basis else None,
        "last_day": basis.period[1] if basis else None,
        "filled": each.filled,
        "coverage": each.coverage,
        "complete": each.complete,
    }


def _measures(p: Array, partners: Sequence[str]) -> dict[str, Any]:
    if np.isnan(p).all():
        return {}
    top = float(np.nanmax(p))
    leaders = [code for code, own in zip(partners, p, strict=True) if abs(own - top) <= TOLERANCE]
    return {
        "n2": float(effective_partners(p, 2)),
        "n1": float(effective_partners(p, 1)),
        "evenness": float(evenness(p)),
        "top_partner": ";".join(leaders),
        "top_share": top,
    }
