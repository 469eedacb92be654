"""What each partner of a cut accounts for in a domain and year, by whose count, and how surely.

An amount is never made up: a partner without a figure stays missing, with its reason. Two counts of
the same, such as both customs offices', make a range; which of them is the point is a choice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from multivector.analysis.comparison import NO_FIGURE, NegativeResidual, residual
from multivector.analysis.deals import signed_sums
from multivector.analysis.diversity import Array, coverage, shares
from multivector.analysis.partners import (
    bloc_of,
    expanded,
    members_of,
)
from multivector.analysis.rows import Parts
from multivector.analysis.rows import each as each_row
from multivector.analysis.uncertainty import Uncertain
from multivector.library.collection import Library
from multivector.model import BalanceMeasure, Domain, Indicator
from multivector.periods import parse_period

Credit = Literal["none", "whole", "split"]
Count = Literal["home", "partners", "range"]
Days = tuple[date, date]

CREDITS: tuple[Credit, ...] = ("none", "whole", "split")
COUNTS: tuple[Count, ...] = ("home", "partners", "range")
COUNTED_KINDS = frozenset({"summit", "state-visit", "working-visit", "forum"})
COUNTED_LEVELS = frozenset({"head-of-state", "head-of-government"})

LEAST_MEETINGS = 10
"""Meetings a year needs for shares: with fewer, one more or less moves a share by over a tenth."""

FEW_EVENTS = 30
"""With fewer events than this, shares of counts are words and dots, not ranks."""

NO_MEASURE, EXCEEDED = "not-applicable", "members-exceed-bloc"


@dataclass(frozen=True)
class Evidence:
    """What a balance is computed from, and the choices of method that change it."""

    library: Library
    observations: pd.DataFrame
    """The observations table."""
    events: pd.DataFrame
    """The events table."""
    credit: Credit = "none"
    """How a meeting counts; see ``meeting_counts``."""
    fill: int = 0
    """From how many years away a domain without shares may borrow those of another; marked."""
    count: Count = "home"
    """Whose count is the point where partners count as well: the home count, the partners' own
    where they have one, or the middle of both."""
    known_by: date | None = None
    """Only what was known on that day; see ``known_observations``."""
    measures: Mapping[str, BalanceMeasure] = field(default_factory=dict)
    """Measures to be used instead of a domain's usual ones, by domain."""
    called_off: frozenset[str] = frozenset()
    """Deals that are taken for called off; see ``signed_amounts``."""

    @cached_property
    def known_observations(self) -> pd.DataFrame:
        """The observations, as far as they were known on the day that is asked for.

        A statistical count is taken as known once its period was over, because offices publish
        within months and later compilations repeat them; any other figure once its source was
        published. Figures of undated sources are left out.
        """
        if self.known_by is None:
            return self.observations
        issued = {
            id: pd.Timestamp(parse_period(source.issued).latest) if source.issued else pd.NaT
            for id, source in self.library.sources.items()
        }
        is_count = self.observations["reporter_kind"] == "statistics"
        known = self.observations["latest"].where(
            is_count, pd.to_datetime(self.observations["source"].map(issued))
        )
        return self.observations[known <= pd.Timestamp(self.known_by)]

    def known_of(self, indicator: str) -> pd.DataFrame:
        """Those of one indicator."""
        return self._by_indicator.part(indicator)

    @cached_property
    def _by_indicator(self) -> Parts:
        return Parts(self.known_observations, "indicator")

    @cached_property
    def events_until(self) -> date:
        """The day up to which events were looked for, or are to be known."""
        until = parse_period(self.library.focus.evidence_until).latest
        return until if self.known_by is None else min(until, self.known_by)


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
    low: Array = field(default_factory=lambda: np.array([]))
    """Lowest defensible amount of each partner: the smaller of two counts, the floor of a range."""
    high: Array = field(default_factory=lambda: np.array([]))
    total: float | None = None
    """The whole, partners outside the cut included; bounds those that are missing."""
    counts: bool = False
    """Whether the amounts are counts of events."""
    counted_twice: int = 0
    """Of how many partners there is a count of their own beside the home count."""

    @property
    def shares(self) -> Array:
        """Shares over the cut; all missing unless two amounts are known and one is not zero.

        Partners that are not known count with what is left of the total for them on average (see
        ``central``); where no total bounds them, these are shares of what is known.
        """
        known = self.amounts[~np.isnan(self.amounts)]
        if len(known) < 2 or known.sum() == 0:
            return np.full(self.amounts.shape, np.nan)
        return shares(self.central)

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

    @property
    def ranks(self) -> bool:
        """Whether its shares are enough to speak of ranks: counts of a few events are not."""
        return not self.counts or float(np.nansum(self.amounts)) >= FEW_EVENTS

    @property
    def bounded(self) -> npt.NDArray[np.bool_]:
        """Which partners can be no more than a known amount or than what a known total leaves."""
        if self.bounding_total is not None:
            return np.full(self.amounts.shape, bool((~np.isnan(self.amounts)).any()))
        return np.isfinite(self.high)

    @property
    def bounding_total(self) -> float | None:
        """The total, unless what is known exceeds it: another count of the whole bounds nothing."""
        if self.total is None or self.total < float(np.nansum(self.low)):
            return None
        return self.total

    @property
    def central(self) -> Array:
        """The amounts, with an even part of what the total leaves for each partner that is missing.

        What is left is split among them and those outside the cut; see ``uncertainty`` for the
        range around it. Missing without a total.
        """
        missing, total = np.isnan(self.amounts), self.bounding_total
        if total is None or not missing.any():
            return self.amounts
        rest = max(0.0, total - float(np.nansum(self.amounts)))
        return np.where(missing, rest / (missing.sum() + 1), self.amounts)

    @property
    def uncertain(self) -> Uncertain:
        """The amounts as draws need them."""
        return Uncertain(self.low, self.high, self.bounding_total, self.counts)


def domain_years(
    evidence: Evidence, years: Iterable[int], partners: Sequence[str], only: str | None = None
) -> list[DomainYear]:
    """Amounts of every domain, or of one only, and year over a cut, domain after domain.

    The domain's measure is used, of that year or borrowed from near by, or its fallback where the
    measure yields no shares. One domain and year never mixes indicators, units or periods; nor
    reporters, but for the partners' own counts beside the home count (see ``Evidence.count``).
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


def signed_amounts(
    evidence: Evidence, indicator: Indicator, partners: Sequence[str]
) -> pd.DataFrame:
    """Worth of the deals signed by the end of each year, a row a year and a column a partner.

    The deals are those of ``deals.signed_sums`` in the indicator's domain and unit. One with
    several partners of the cut is divided evenly among them. Nothing found counts as zero, because
    it is this collection that is counted.
    """
    library = evidence.library
    reach = {code: _stands_for(library, code, partners) for code in partners}
    first = library.focus.history.first
    rows = {}
    for year in range(first, evidence.events_until.year + 1):
        until = min(date(year, 12, 31), evidence.events_until)
        sums = signed_sums(library, indicator.domain, indicator.unit, until)
        row = dict.fromkeys(partners, 0.0)
        for id, worth in sums.items():
            there = [code for code in partners if reach[code] & set(library.deals[id].partners)]
            for code in there if id not in evidence.called_off else ():
                row[code] += worth / len(there)
        if any(row.values()):
            rows[year] = row
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(partners), dtype="float64")


class _Cell(NamedTuple):
    """An amount with its range and state; all numbers missing where nothing is known."""

    value: float
    low: float
    high: float
    state: str
    is_counted_twice: bool = False


_NOTHING = _Cell(np.nan, np.nan, np.nan, NO_FIGURE)
Known = Mapping[str, _Cell]


@dataclass(frozen=True)
class _Measured:
    """The amounts of one measure over a cut, with their states, by period."""

    indicator: Indicator
    reporter: str
    by_period: Mapping[Days, Sequence[_Cell]]
    totals: Mapping[Days, float]

    def nearest(self, year: int, distance: int) -> Days | None:
        """The period that stands for a year, at most ``distance`` years away.

        The nearest; of those the one in which most partners are known; of those the latest.
        """
        ranked = [
            (-_years_away(days, year), sum(not np.isnan(each.value) for each in cells), days)
            for days, cells in self.by_period.items()
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
    chosen = evidence.measures.get(domain.id)
    measures = (chosen,) if chosen else (domain.balance, domain.fallback)
    return [_read(evidence, each, partners) for each in measures if each is not None]


def _read(evidence: Evidence, measure: BalanceMeasure, partners: Sequence[str]) -> _Measured:
    library = evidence.library
    indicator = library.indicators[measure.indicator]
    reporter = measure.reporter or library.focus.home_reporter
    totals: Mapping[Days, float] = {}
    if indicator.counted_from == "events":
        found = _meetings_by_period(evidence, partners)
    elif indicator.counted_from == "deals":
        found = _as_counted(signed_amounts(evidence, indicator, partners))
    elif indicator.additive:
        rows = _rows_of(evidence, indicator)
        home = _by_period(rows[(rows["reporter"] == reporter) & (rows["unit"] == indicator.unit)])
        found = _with_own_counts(evidence, indicator, rows, home)
        totals = _totals(indicator, rows, reporter)
    else:
        found = {}
    cells = {
        days: [_cell(library, known, code, partners) for code in partners]
        for days, known in found.items()
    }
    return _Measured(indicator, reporter, cells, totals)


def _rows_of(evidence: Evidence, indicator: Indicator) -> pd.DataFrame:
    """The figures of one indicator about the focus country, each with its range.

    A range stands for its middle. A floor alone has no upper end, a ceiling alone starts at zero.
    """
    rows = evidence.known_of(indicator.id)
    rows = rows[rows["subject"] == evidence.library.focus.id]
    no_floor, no_ceiling = rows["low"].isna(), rows["high"].isna()
    known = rows["value"].notna() | ~no_floor | ~no_ceiling
    exact = rows["value"].where(no_floor & no_ceiling)
    return rows.assign(
        value=rows["value"].fillna((rows["low"] + rows["high"]) / 2),
        low=exact.fillna(rows["low"]).mask(known & no_floor & ~no_ceiling, 0.0),
        high=exact.fillna(rows["high"]).mask(known & no_ceiling & ~no_floor, np.inf),
    )


def _by_period(rows: pd.DataFrame) -> dict[Days, dict[str, _Cell]]:
    """Amounts with their states by period and partner.

    Of two rows for the same days, the one with an amount goes first, then the one whose period is
    written as a plain year.
    """
    rows = rows.assign(_empty=rows["value"].isna(), _length=rows["period"].str.len())
    rows = rows.sort_values(["_empty", "_length"], kind="stable")
    found: dict[Days, dict[str, _Cell]] = {}
    for row in each_row(rows):
        days = row.earliest.date(), row.latest.date()
        cell = _Cell(row.value, min(row.low, row.value), max(row.high, row.value), row.state)
        found.setdefault(days, {}).setdefault(row.partner, cell)
    return found


def _with_own_counts(
    evidence: Evidence, indicator: Indicator, rows: pd.DataFrame, home: Mapping[Days, Known]
) -> dict[Days, Known]:
    """The home count with the range that the partners' own statistics open beside it."""
    own = _own_counts(evidence, indicator, rows)
    return {
        days: {
            partner: _joined(
                known.get(partner, _NOTHING), own.get((days, partner), []), evidence.count
            )
            for partner in {**known, **{code: None for when, code in own if when == days}}
        }
        for days, known in home.items()
    }


def _joined(cell: _Cell, own: Sequence[float], count: Count) -> _Cell:
    """One amount from the home count and the partner's own; the one there is if there is one."""
    if not own or (np.isnan(cell.value) and count == "home"):
        return cell
    both = [each for each in (cell.low, cell.high, *own) if not np.isnan(each)]
    low, high = min(both), max(both)
    point = {"home": cell.value, "partners": own[0], "range": (low + high) / 2}[count]
    state = "observed" if np.isnan(cell.value) else cell.state
    return _Cell(point, low, high, state, is_counted_twice=True)


def _own_counts(
    evidence: Evidence, indicator: Indicator, rows: pd.DataFrame
) -> dict[tuple[Days, str], list[float]]:
    """Each partner's own statistical counts by period, in the indicator's unit."""
    own = rows[
        (rows["reporter_side"] == rows["partner"])
        & (rows["reporter_kind"] == "statistics")
        & rows["value"].notna()
    ]
    found: dict[tuple[Days, str], list[float]] = {}
    for row in each_row(own):
        factor = _conversion(evidence, row.unit, indicator.unit, row.earliest.year)
        if factor is not None:
            days = row.earliest.date(), row.latest.date()
            found.setdefault((days, row.partner), []).append(row.value * factor)
    return found


def _conversion(evidence: Evidence, unit: str, wanted: str, year: int) -> float | None:
    """How many of the wanted unit one of the given makes, at that year's average rate."""
    if unit == wanted:
        return 1.0
    rule = evidence.library.units[unit].converts
    if rule is None or rule.to != wanted:
        return None
    rows = evidence.known_of(rule.rate)
    rates = rows[(rows["year"] == year) & rows["is_full_year"]]["value"].dropna()
    return float(rates.iloc[0]) if len(rates) else None


def _totals(indicator: Indicator, rows: pd.DataFrame, reporter: str) -> dict[Days, float]:
    """The whole by period: of the measure's own reporter, else the largest that anybody states."""
    whole = rows[
        (rows["partner_kind"] == "total") & (rows["unit"] == indicator.unit) & rows["high"].notna()
    ]
    whole = whole.assign(_other=whole["reporter"] != reporter, _size=-whole["high"])
    found: dict[Days, float] = {}
    for row in each_row(whole.sort_values(["_other", "_size"], kind="stable")):
        found.setdefault((row.earliest.date(), row.latest.date()), float(row.high))
    return found


def _meetings_by_period(evidence: Evidence, partners: Sequence[str]) -> dict[Days, Known]:
    by_year = _attendance(evidence, partners).groupby(level="year")
    return _as_counted(by_year.sum()[by_year.size() >= LEAST_MEETINGS])


def _as_counted(by_year: pd.DataFrame) -> dict[Days, Known]:
    """Amounts that were counted from records: none is missing, none has a range."""
    return {
        _calendar_year(int(year)): {
            str(code): _Cell(float(count), float(count), float(count), "observed")
            for code, count in row.items()
        }
        for year, row in zip(by_year.index, by_year.to_dict("records"), strict=True)
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


def _cell(library: Library, known: Known, partner: str, partners: Sequence[str]) -> _Cell:
    """The amount of a partner, or of what is left of a bloc without the members shown."""
    bloc = bloc_of(partner)
    if partner in known or bloc is None:
        return known.get(partner, _NOTHING)
    whole = known.get(bloc, _NOTHING)
    if np.isnan(whole.value):
        return whole
    shown = [
        known[code]
        for code in members_of(library, bloc)
        if code in partners and code in known and not np.isnan(known[code].value)
    ]
    try:
        rest = residual(bloc, whole.value, [each.value for each in shown])
    except NegativeResidual:
        return _Cell(np.nan, np.nan, np.nan, EXCEEDED)
    low = max(0.0, whole.low - sum(each.high for each in shown))
    high = whole.high - sum(each.low for each in shown)
    return _Cell(rest, min(low, rest), max(high, rest), whole.state)


def _counted(evidence: Evidence) -> pd.DataFrame:
    """The events that are meetings that count, of years for which all events were looked for."""
    events, until = evidence.events, evidence.events_until
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
    nothing = np.full(partners, np.nan)
    best = DomainYear(domain, year, nothing, (state,) * partners, None, nothing, nothing)
    for each in measured:
        for distance in dict.fromkeys((0, fill)):
            days = each.nearest(year, distance)
            if days is not None:
                offer = _offer(domain, year, each, days)
                if offer.has_shares:
                    return offer
                best = max(best, offer, key=lambda one: one.coverage)
    return best


def _offer(domain: str, year: int, measured: _Measured, days: Days) -> DomainYear:
    cells = measured.by_period[days]
    indicator = measured.indicator
    values, lows, highs = (
        np.array(column, dtype=np.float64) for column in list(zip(*cells, strict=True))[:3]
    )
    total = 100.0 if indicator.kind == "share" else measured.totals.get(days)
    return DomainYear(
        domain,
        year,
        values,
        tuple(each.state for each in cells),
        Basis(indicator.id, measured.reporter, indicator.unit, days),
        lows,
        highs,
        total,
        indicator.kind == "count",
        sum(each.is_counted_twice for each in cells),
    )


def _years(days: Days) -> tuple[int, int]:
    return days[0].year, days[1].year


def _calendar_year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _years_away(days: Days, year: int) -> int:
    first, last = _years(days)
    return max(first - year, year - last, 0)
