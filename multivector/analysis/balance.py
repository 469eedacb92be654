"""How evenly partners share each domain and the whole, year by year, from the collection's tables.

The measures themselves are in ``diversity``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from multivector.analysis.comparison import NO_FIGURE, NegativeResidual, residual
from multivector.analysis.diversity import (
    TOLERANCE,
    Array,
    coverage,
    decompose,
    effective_partners,
    evenness,
    shares,
)
from multivector.analysis.partners import bloc_of, cut, expanded, members_of
from multivector.analysis.rows import table
from multivector.library.collection import Library
from multivector.model import BalanceMeasure, Domain, Indicator
from multivector.periods import parse_period

Credit = Literal["none", "whole", "split"]
Days = tuple[date, date]

COUNTED_KINDS = frozenset({"summit", "state-visit", "working-visit", "forum"})
COUNTED_LEVELS = frozenset({"head-of-state", "head-of-government"})

LEAST_MEETINGS = 10
"""Meetings a year needs for shares: with fewer, one more or less moves a share by over a tenth."""

LEAST_COVERAGE = 2 / 3
"""Part of the partners that must be known in a domain for it to count in the whole."""

OVERALL = "overall"
NO_MEASURE, EXCEEDED = "not-applicable", "members-exceed-bloc"


@dataclass(frozen=True)
class Evidence:
    """What a balance is computed from, and the two choices of method that change it."""

    library: Library
    observations: pd.DataFrame
    """The observations table."""
    events: pd.DataFrame
    """The events table."""
    credit: Credit = "none"
    """How a meeting counts; see ``meeting_counts``."""
    fill: int = 0
    """From how many years away a domain without shares may borrow those of another; marked."""


@dataclass(frozen=True)
class Basis:
    """Where the amounts of a domain and year come from: one indicator, reporter, unit, period."""

    indicator: str
    reporter: str
    unit: str
    period: Days


@dataclass(frozen=True)
class DomainYear:
    """Amounts of one domain in one year over a cut, missing where not known, and their states."""

    domain: str
    year: int
    amounts: Array
    states: tuple[str, ...]
    basis: Basis | None = None

    @property
    def shares(self) -> Array:
        """Shares of the known amounts; all missing unless two are known and one is not zero."""
        known = self.amounts[~np.isnan(self.amounts)]
        if len(known) < 2 or known.sum() == 0:
            return np.full(self.amounts.shape, np.nan)
        return shares(self.amounts)

    @property
    def has_shares(self) -> bool:
        """Whether there are shares at all."""
        return not np.isnan(self.shares).all()

    @property
    def coverage(self) -> float:
        """Part of the partners whose amount is known, 0 to 1."""
        return float(coverage(self.amounts))

    @property
    def complete(self) -> bool:
        """Whether the amount of every partner is known."""
        return self.coverage == 1

    @property
    def filled(self) -> bool:
        """Whether the figures are not of this year alone but borrowed."""
        return self.basis is not None and _years(self.basis.period) != (self.year, self.year)


def domain_shares(evidence: Evidence, year: int, partners: Iterable[str]) -> pd.DataFrame:
    """Each domain's shares over a cut in one year: a row a domain and partner.

    Columns domain, year, partner, amount, share (0 to 1, of the known amounts), state, indicator,
    reporter, unit, first_day and last_day of the figures, filled (borrowed from another period),
    coverage (part of the partners that are known) and complete. A partner without a figure has a
    missing share and lowers the coverage. States are those of observations, and no-figure (the
    collection holds none), not-applicable (the domain has no measure) and members-exceed-bloc (a
    remainder that would be negative). Raises OverlappingPartners for what is no cut.
    """
    chosen = cut(evidence.library, partners)
    rows = [
        {"partner": code, "amount": amount, "share": share, "state": state, **_facts(each)}
        for each in domain_years(evidence, [year], chosen)
        for code, amount, share, state in zip(
            chosen, each.amounts, each.shares, each.states, strict=True
        )
    ]
    return table(
        rows,
        "domain year:count partner amount:number share:number state indicator reporter unit "
        "first_day:day last_day:day filled:flag coverage:number complete:flag",
    )


def scores(
    evidence: Evidence, years: Iterable[int], partners: Iterable[str], domain: str | None = None
) -> pd.DataFrame:
    """How evenly each domain is shared over a cut, year by year: a row a domain and year.

    Of all domains, or of the one named.
    Columns year, domain, indicator, reporter, unit, first_day, last_day, filled, n2 and n1
    (effective partners), evenness, top_partner (joined with ``;`` at a tie), top_share, coverage,
    complete; the measures are missing where there are no shares.
    """
    chosen = cut(evidence.library, partners)
    rows = [
        {**_facts(each), **_measures(each.shares, chosen)}
        for each in domain_years(evidence, years, chosen, domain)
    ]
    return table(
        rows,
        "year:count domain indicator reporter unit first_day:day last_day:day filled:flag "
        "n2:number n1:number evenness:number top_partner top_share:number coverage:number "
        "complete:flag",
    )


def overall(
    evidence: Evidence,
    years: Iterable[int],
    partners: Iterable[str],
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """How evenly the whole is shared: a row for each year in which two domains can be put together.

    A domain counts if at least two thirds of the cut are known in it. Shares are then taken over
    the ``partners`` known in all ``domains`` that count (both joined with ``;``), and the weights
    (by default those of the domains) over these domains. Columns year, domain (always overall),
    n2, n1, evenness, top_partner, top_share (of the mean shares), coverage (Σ weight × coverage
    over all domains, so that one without figures lowers it), complete (every partner is known in
    every domain that counts), total, inside, between (nats), alpha, beta (n1 = alpha × beta),
    domains, partners. See ``decompose``.
    """
    chosen = cut(evidence.library, partners)
    given = _default_weights(evidence.library) if weights is None else weights
    rows = [_whole_row(each, chosen) for each in _wholes(evidence, years, chosen, given)]
    return table(
        rows,
        "year:count domain n2:number n1:number evenness:number top_partner top_share:number "
        "coverage:number complete:flag total:number inside:number between:number alpha:number "
        "beta:number domains partners",
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


def domain_years(
    evidence: Evidence, years: Iterable[int], partners: Sequence[str], only: str | None = None
) -> list[DomainYear]:
    """Amounts of every domain, or of one only, and year over a cut, domain after domain.

    The domain's measure is used, or its fallback where the measure yields no shares in that year.
    One domain and year never mixes indicators, reporters, units or periods.
    """
    span = list(years)
    return [
        _domain_year(domain.id, year, measured, len(partners), evidence.fill)
        for domain in evidence.library.domains.values()
        if only in (None, domain.id)
        for measured in [_measured(evidence, domain, partners)]
        for year in span
    ]


def meeting_counts(evidence: Evidence, partners: Sequence[str]) -> pd.DataFrame:
    """Meetings of heads of state or government, a row a year and a column a partner.

    Counted are summits, visits and forums that were held. A meeting counts once for every partner
    of the cut that sits at the table itself, as part of a region, or by a member that is not in the
    cut: that is credit "none". With "whole" it also counts for those who are there through an
    organisation; with "split" it does so too, and is divided evenly among all for whom it counts.
    Nothing found counts as zero in a year with any such meeting; years without one, and those for
    which events were not looked for to the end, have no row.
    """
    return _attendance(evidence, partners).groupby(level="year").sum()


@dataclass(frozen=True)
class _Measured:
    """The amounts of one measure over a cut, with their states, by period."""

    indicator: Indicator
    reporter: str
    by_period: Mapping[Days, Sequence[tuple[float, str]]]

    def nearest(self, year: int, distance: int) -> Days | None:
        """The period that stands for a year, at most ``distance`` years away.

        The nearest; of those the one in which most partners are known; of those the latest.
        """
        ranked = [
            (-_years_away(days, year), sum(not np.isnan(each) for each, _ in amounts), days)
            for days, amounts in self.by_period.items()
            if self._comparable(days, exact=not distance) and _years_away(days, year) <= distance
        ]
        return max(ranked)[2] if ranked else None

    def _comparable(self, days: Days, *, exact: bool) -> bool:
        """Whether the period is a calendar year.

        Stocks and levels may be of any day in it; shares may be borrowed from a longer span.
        """
        first, last = _years(days)
        if first != last:
            return self.indicator.kind == "share" and not exact
        return days == _calendar_year(first) or self.indicator.kind in ("stock", "level")


def _measured(evidence: Evidence, domain: Domain, partners: Sequence[str]) -> list[_Measured]:
    """The amounts of a domain's measure and of its fallback, as far as it has them."""
    measures = (domain.balance, domain.fallback)
    return [_read(evidence, each, partners) for each in measures if each is not None]


def _read(evidence: Evidence, measure: BalanceMeasure, partners: Sequence[str]) -> _Measured:
    library = evidence.library
    indicator = library.indicators[measure.indicator]
    reporter = measure.reporter or library.focus.home_reporter
    if indicator.counted_from == "events":
        found = _meetings_by_period(evidence, partners)
    elif indicator.additive:
        wanted = (indicator.id, library.focus.id, indicator.unit, reporter)
        found = _by_period(evidence.observations, wanted)
    else:
        found = {}
    cells = {
        days: [_cell(library, known, code, partners) for code in partners]
        for days, known in found.items()
    }
    return _Measured(indicator, reporter, cells)


Known = Mapping[str, tuple[float, str]]


def _by_period(observations: pd.DataFrame, wanted: tuple[str, str, str, str]) -> dict[Days, Known]:
    """Amounts with their states by period and partner; a range stands for its middle.

    ``wanted`` is indicator, subject, unit and reporter. Of two rows for the same days, the one with
    an amount goes first, then the one whose period is written as a plain year.
    """
    rows = observations
    for column, value in zip(("indicator", "subject", "unit", "reporter"), wanted, strict=True):
        rows = rows[rows[column] == value]
    rows = rows.assign(value=rows["value"].fillna((rows["low"] + rows["high"]) / 2))
    rows = rows.assign(_empty=rows["value"].isna(), _length=rows["period"].str.len())
    rows = rows.sort_values(["_empty", "_length"], kind="stable")
    found: dict[Days, dict[str, tuple[float, str]]] = {}
    days = zip(rows["earliest"].dt.date, rows["latest"].dt.date, strict=True)
    cells = zip(rows["value"], rows["state"], strict=True)
    for when, partner, cell in zip(days, rows["partner"], cells, strict=True):
        found.setdefault(when, {}).setdefault(partner, cell)
    return dict(found)


def _meetings_by_period(evidence: Evidence, partners: Sequence[str]) -> dict[Days, Known]:
    by_year = _attendance(evidence, partners).groupby(level="year")
    counts = by_year.sum()[by_year.size() >= LEAST_MEETINGS]
    cells = [[(float(count), "observed") for count in row] for row in counts.to_numpy()]
    return {
        _calendar_year(int(year)): dict(zip(partners, row, strict=True))
        for year, row in zip(counts.index, cells, strict=True)
    }


def _attendance(evidence: Evidence, partners: Sequence[str]) -> pd.DataFrame:
    """A row a meeting that counts for anybody, by year, and a column a partner with its credit."""
    events = _counted(evidence)
    column = "attending" if evidence.credit == "none" else "involved"
    at_table = [frozenset(each.split(";")) for each in events[column]]
    reach = {code: _stands_for(evidence.library, code, partners) for code in partners}
    there = pd.DataFrame(
        {code: [float(bool(own & each)) for each in at_table] for code, own in reach.items()},
        index=pd.Index(events["earliest"].dt.year.to_numpy(), name="year"),
    )
    there = there[there.any(axis=1)]
    if evidence.credit == "split":
        there = there.div(there.sum(axis=1), axis=0)
    return there


def _cell(
    library: Library, known: Known, partner: str, partners: Sequence[str]
) -> tuple[float, str]:
    """Amount and state of a partner, or of what is left of a bloc without the members shown."""
    bloc = bloc_of(partner)
    if partner in known or bloc is None:
        return known.get(partner, (np.nan, NO_FIGURE))
    whole, state = known.get(bloc, (np.nan, NO_FIGURE))
    shown = [
        known[code][0] for code in members_of(library, bloc) if code in partners and code in known
    ]
    try:
        return residual(bloc, whole, [amount for amount in shown if not np.isnan(amount)]), state
    except NegativeResidual:
        return np.nan, EXCEEDED


def _counted(evidence: Evidence) -> pd.DataFrame:
    """The events that are meetings that count, of years for which all events were looked for."""
    events, until = evidence.events, parse_period(evidence.library.focus.evidence_until).latest
    year = events["earliest"].dt.year
    last_whole_year = until.year if (until.month, until.day) == (12, 31) else until.year - 1
    counts = (
        events["kind"].isin(COUNTED_KINDS)
        & events["level"].isin(COUNTED_LEVELS)
        & (events["state"] == "held")
        & (year == events["latest"].dt.year)
        & (year <= last_whole_year)
    )
    found: pd.DataFrame = events.loc[counts]
    return found


def _stands_for(library: Library, partner: str, partners: Sequence[str]) -> frozenset[str]:
    """A partner with those of its members that are not in the cut themselves."""
    return expanded(library, [bloc_of(partner) or partner]) - (set(partners) - {partner})


def _domain_year(
    domain: str, year: int, measured: Sequence[_Measured], partners: int, fill: int
) -> DomainYear:
    state = NO_FIGURE if measured else NO_MEASURE
    best = DomainYear(domain, year, np.full(partners, np.nan), (state,) * partners)
    for distance in dict.fromkeys((0, fill)):
        for each in measured:
            days = each.nearest(year, distance)
            if days is not None:
                offer = _offer(domain, year, each, days)
                if offer.has_shares:
                    return offer
                best = max(best, offer, key=lambda one: one.coverage)
    return best


def _offer(domain: str, year: int, measured: _Measured, days: Days) -> DomainYear:
    amounts, states = zip(*measured.by_period[days], strict=True)
    indicator = measured.indicator
    basis = Basis(indicator.id, measured.reporter, indicator.unit, days)
    return DomainYear(domain, year, np.array(amounts, dtype=np.float64), states, basis)


def _years(days: Days) -> tuple[int, int]:
    return days[0].year, days[1].year


def _calendar_year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _years_away(days: Days, year: int) -> int:
    first, last = _years(days)
    return max(first - year, year - last, 0)


@dataclass(frozen=True)
class _Whole:
    """Domains of one year put together over the partners known in all of them."""

    year: int
    domains: tuple[DomainYear, ...]
    known: npt.NDArray[np.bool_]
    """Which partners of the cut are known in all domains."""
    weights: Array
    coverage: float

    @property
    def table(self) -> Array:
        """Shares by domain over the known partners."""
        return shares(np.array([each.amounts[self.known] for each in self.domains]))


def _default_weights(library: Library) -> Mapping[str, float]:
    return {each.id: each.weight for each in library.domains.values()}


def _wholes(
    evidence: Evidence,
    years: Iterable[int],
    partners: Sequence[str],
    weights: Mapping[str, float],
) -> list[_Whole]:
    by_year: dict[int, list[DomainYear]] = {}
    for each in domain_years(evidence, years, partners):
        by_year.setdefault(each.year, []).append(each)
    wholes = (_whole(year, all_of_it, weights) for year, all_of_it in sorted(by_year.items()))
    return [each for each in wholes if each is not None]


def _whole(year: int, domains: Sequence[DomainYear], weights: Mapping[str, float]) -> _Whole | None:
    """The domains that count put together, or None if there are not two of them."""
    able = tuple(
        each
        for each in domains
        if each.has_shares
        and each.coverage >= LEAST_COVERAGE - TOLERANCE
        and weights.get(each.domain, 0) > 0
    )
    if len(able) < 2:
        return None
    amounts = np.array([each.amounts for each in able])
    known = ~np.isnan(amounts).any(axis=0)
    if known.sum() < 2 or (amounts[:, known].sum(axis=1) == 0).any():
        return None
    w = np.array([weights[each.domain] for each in able])
    covered = sum(
        weights.get(each.domain, 0) * each.coverage for each in domains if each.has_shares
    )
    return _Whole(year, able, known, w / w.sum(), covered / sum(weights.values()))


def _whole_row(whole: _Whole, partners: Sequence[str]) -> dict[str, Any]:
    chosen = [code for code, known in zip(partners, whole.known, strict=True) if known]
    parts = decompose(whole.table, whole.weights)
    return {
        "year": whole.year,
        "domain": OVERALL,
        **_measures(whole.weights @ whole.table, chosen),
        "coverage": whole.coverage,
        "complete": bool(whole.known.all()),
        "total": float(parts.total),
        "inside": float(parts.inside),
        "between": float(parts.between),
        "alpha": float(parts.alpha),
        "beta": float(parts.beta),
        "domains": ";".join(each.domain for each in whole.domains),
        "partners": ";".join(chosen),
    }


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
