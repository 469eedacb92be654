"""A claim's figure against the statistics: one verdict for each count, and one for the claim.

The rules follow the hedge word a figure comes with. Their limits are data (verification.yaml), and
every verdict names its rule. A verdict is on a figure, never on a person.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from math import inf
from typing import Any, Literal, NamedTuple, TypeVar, cast

import numpy as np
import pandas as pd

from multivector.analysis.counts import Count, Counts, Kind, Tally
from multivector.analysis.judging import Band, Bounds, Judged, band_of, decimal, judge
from multivector.analysis.rows import Parts, table
from multivector.analysis.rows import each as each_row
from multivector.analysis.tables import observations
from multivector.library.collection import Library
from multivector.model import PLACE, Claim, Figure, Indicator, Measure
from multivector.periods import PeriodBounds, parse_period

Verdict = Literal[Judged, "context", "unclear", "no-statistic"]
"""``context`` is a figure shown beside, which decides nothing; ``unclear`` an ambiguous claim."""
Summary = Literal[Judged, "agrees-by-one-count", "unclear", "no-statistic"]

_SPEC = (
    "claim claimed_value:number claimed_low:number claimed_high:number unit qualifier indicator "
    "subject partner period cut reporter observed_value:number observed_low:number "
    "observed_high:number bound observed_unit observed_period verdict rule judged circular:flag "
    "gap:number gap_pct:number leader compared:count source confidence basis caveats note "
    "observed_note unclear event"
)
COLUMNS = tuple(name.partition(":")[0] for name in _SPEC.split())

_SUMMARIES = "claim summary agreeing:count disagreeing:count undecided:count basis"

_COUNTED = ("statistics", "estimate", "mixed")
_DECIDED: tuple[Judged, ...] = ("agrees", "understated", "overstated", "disagrees", "undecided")
_NOT_BORNE_OUT: tuple[Judged, ...] = ("understated", "overstated", "disagrees")

Row = dict[str, Any]
Made = TypeVar("Made")


def verdicts(library: Library) -> pd.DataFrame:
    """One row a claim with a figure × count (× cut for ranks), in reading order.

    ``rule`` is that of ``judge``, with ``-latest`` behind it where the claim names no period and is
    therefore tested on each reporter's latest figure: one whose period ends within
    ``limits.latest_years`` before the article was published. Else figures of the claimed period are
    used; of sums and shares that add up (``additive``) those of a part of a year are not. Further
    rules:

    - ``rank``: the place of the partner by one reporter in one cut, among at least
      ``limits.rank_partners`` partners; a bound counts as the number it names.
    - ``other-group``: the same in the cut that the claim is not about, or where a bloc would have
      to stand among single countries; ``context``. ``leader`` is who comes first.
    - ``beside``: a figure of another count or tally, shown beside; ``context``.
    - ``same-source``: read in the very article that makes the claim; ``context``.
    - ``unclear``: the claim is ambiguous (column ``unclear`` says why).
    - ``no-statistic``: nothing to test it with. ``no-figure``: an event told without a figure.

    ``judged`` is what the figure's own rule says even where the verdict is not that. ``bound`` says
    at-least, at-most or between where the count is no more than that. ``gap`` is observed minus
    claimed (in a range: beyond its nearer end), ``gap_pct`` the same in per cent of the claim.
    """
    return Verification(library).rows(library.claims.values())


def summaries(library: Library) -> pd.DataFrame:
    """One row a claim with a figure: its summary and how many deciding counts say what.

    ``disagreeing`` includes understated and overstated; ``basis`` is ``statistics`` or, where only
    figures stated by officials decide, ``stated``; missing where nothing does.
    """
    tests = Verification(library)
    found = ((claim, tests.outcome(claim)) for claim in library.claims.values())
    return table(
        [{"claim": claim.id, **outcome._asdict()} for claim, outcome in found if outcome],
        _SUMMARIES,
    )


class Outcome(NamedTuple):
    """One verdict on a claim, and how many of the counts that decide it say what."""

    summary: Summary
    agreeing: int = 0
    disagreeing: int = 0
    undecided: int = 0
    basis: Literal["statistics", "stated"] | None = None


class Verification:
    """The claims of a collection against its counts; what was looked up once is kept."""

    def __init__(
        self, library: Library, figures: Callable[[str], pd.DataFrame] | None = None
    ) -> None:
        """``figures`` gives the rows of ``tables.observations`` that are of one indicator."""
        self.library = library
        self._figures = figures or partial(observations, library)
        self._kept: dict[Hashable, Any] = {}

    def rows(self, claims: Iterable[Claim]) -> pd.DataFrame:
        """The rows of ``verdicts`` on some claims, claim after claim."""
        found: list[Row] = []
        for claim in claims:
            if claim.figure is not None:
                found.extend(_claim_rows(self, claim, claim.figure))
            elif claim.kind == "event" and claim.note:
                found.append({**_head(claim), "verdict": "no-statistic", "rule": "no-figure"})
        return table(found, _SPEC)

    def outcome(self, claim: Claim) -> Outcome | None:
        """What ``summary`` says of the claim, without its rows; None if it has no figure."""
        if claim.figure is None:
            return None
        if claim.figure.unclear:
            return Outcome("unclear")
        case = self._case(claim)
        if case is None:
            return Outcome("no-statistic")
        return _outcome(case.tally, lambda: case.differs_beside)

    def deciding_sources(self, claim: Claim) -> Iterator[str]:
        """The sources of the counts that say something of the claim's figure, each once."""
        case = self._case(claim)
        if case and not case.figure.unclear:
            yield from case.counts.sources(case.band, case.source)

    def is_among_counts(self, claim: Claim) -> bool:
        """Whether the figure is one number, and a count of the same is one in the same unit."""
        case = self._case(claim)
        if case is None or case.figure.value is None or case.figure.unit == PLACE:
            return False
        return case.has_values

    def _case(self, claim: Claim) -> "_Case | None":
        figure = claim.figure
        if figure is None or figure.measures is None:
            return None
        return _Case(self, claim, figure, figure.measures)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is made for a key, made once."""
        try:
            return cast(Made, self._kept[key])
        except KeyError:
            return cast(Made, self._kept.setdefault(key, make()))

    def known(self, indicator: str, subject: str) -> pd.DataFrame:
        """The figures of an indicator on a subject in which a number is given."""
        given = self.once(("given", indicator), lambda: Parts(self._given(indicator), "subject"))
        return self.once(("known", indicator, subject), lambda: given.part(subject))

    def _given(self, indicator: str) -> pd.DataFrame:
        rows = self._figures(indicator)
        numbers = rows["value"].fillna(rows["low"]).fillna(rows["high"])
        given = rows["state"].isin(["observed", "reported-zero"]) & numbers.notna()
        return rows.assign(number=numbers)[given]

    def on_partner(self, indicator: str, partner: str, *subjects: str) -> pd.DataFrame:
        """The figures on a partner, without those that only repeat another reporter's."""
        named = tuple(dict.fromkeys(subjects))

        def found() -> pd.DataFrame:
            if len(named) > 1:
                each = [self.on_partner(indicator, partner, subject) for subject in named]
                return pd.concat(each).sort_index()
            return self._counted_once(indicator, named[0]).part(partner)

        return self.once(("on", indicator, partner, named), found)

    def _counted_once(self, indicator: str, subject: str) -> Parts:
        def found() -> Parts:
            rows = self.known(indicator, subject)
            repeated = rows["formula"].str.startswith("figure of ").fillna(False).astype(bool)
            return Parts(rows[~repeated], "partner")

        return self.once(("counted once", indicator, subject), found)


@dataclass(frozen=True)
class _Case:
    """A claim whose figure is to be tested, and what it is to be tested with."""

    tests: Verification
    claim: Claim
    figure: Figure
    measures: Measure

    @property
    def library(self) -> Library:
        return self.tests.library

    @cached_property
    def source(self) -> str | None:
        """The bibliography entry of the article that makes the claim."""
        article = self.library.article_of.get(self.claim.id, "")
        return self.library.articles[article].source if article else None

    @cached_property
    def issued(self) -> PeriodBounds | None:
        """When that article was published, as far as it is known."""
        source = self.library.sources.get(self.source or "")
        return parse_period(source.issued) if source and source.issued else None

    @property
    def when(self) -> Hashable:
        """The claimed period; without one, when the article was published."""
        return self.figure.period or self.issued

    @cached_property
    def indicator(self) -> Indicator:
        """What the figure measures."""
        return self.library.indicators[self.measures.indicator]

    @property
    def is_place(self) -> bool:
        """Whether it is the partner's place by what is counted of each, not a count of places."""
        return self.figure.unit == PLACE and self.indicator.kind != "rank"

    @property
    def series(self) -> pd.DataFrame:
        """The figures of what the claim measures, of all periods."""
        measures = self.measures
        return self.tests.on_partner(measures.indicator, measures.partner, measures.subject)

    @cached_property
    def asked(self) -> tuple[Hashable, ...]:
        """What decides which figures the claim is tested with."""
        return (*self.measured, self.figure.unit, self.when)

    @property
    def measured(self) -> tuple[str, str, str]:
        """Which quantity it is: the indicator, the subject and the partner."""
        return self.measures.indicator, self.measures.subject, self.measures.partner

    @property
    def tested(self) -> pd.DataFrame:
        """The figures the claim is tested with."""

        def found() -> pd.DataFrame:
            same_unit = self.series[self.series["unit"] == self.figure.unit]
            return _comparable(self, same_unit, self.indicator)

        return self.tests.once(("tested", *self.asked), found)

    @property
    def has_values(self) -> bool:
        """Whether one of them is a plain number."""
        key = ("has values", *self.asked)
        return self.tests.once(key, lambda: bool(self.tested["value"].notna().any()))

    def beside(self, indicator: str) -> pd.DataFrame:
        """The figures of an indicator to be shown beside; see ``_beside``."""
        key = ("beside", indicator, *self.asked)
        return self.tests.once(key, lambda: _beside(self, indicator))

    @property
    def counts(self) -> Counts:
        """What the claim is tested with, in order of size."""
        key = ("counts", *self.asked, self.is_record, self.group if self.is_place else None)
        return self.tests.once(key, lambda: Counts(self._counts()))

    def _counts(self) -> Iterator[Count]:
        if self.is_place:
            yield from _counts_of_places(self)
        else:
            yield from _counts(self.tested, _were_higher(self))

    @property
    def is_record(self) -> bool:
        """Whether the figure is claimed to be higher than all earlier ones."""
        return self.figure.qualifier == "record" and self.figure.value is not None

    @property
    def band(self) -> Band:
        """The numbers for which the figure agrees."""
        figure = self.figure
        key = ("band", figure.value, figure.low, figure.high, figure.qualifier)
        return self.tests.once(key, lambda: band_of(figure, self.library.verification))

    @property
    def group(self) -> str | None:
        """The cut a rank is about, if the claim names one."""
        return {"vectors": "bloc", "countries": "member"}.get(self.figure.among or "")

    @property
    def tally(self) -> dict[bool, Tally]:
        """See ``Counts.tally``."""
        return self.counts.tally(self.band, self.source)

    @property
    def differs_beside(self) -> bool:
        """Whether a statistic shown beside would not agree by the claim's own rule."""
        for name in self.figure.beside:
            key = ("counts beside", name, *self.asked)
            counts = self.tests.once(key, partial(self._counts_beside, name))
            if any(counts.tally(self.band, self.source)[False][each] for each in _NOT_BORNE_OUT):
                return True
        return False

    def _counts_beside(self, indicator: str) -> Counts:
        rows = self.beside(indicator)
        rows = rows[rows["unit"] == self.figure.unit]
        return Counts(_counts(rows, [False] * len(rows)))


def _counts(rows: pd.DataFrame, were_higher: Iterable[bool]) -> Iterator[Count]:
    for row, was_higher in zip(each_row(rows), were_higher, strict=True):
        bounds = _bounds(row)
        yield Count(
            -inf if bounds.low is None else bounds.low,
            inf if bounds.high is None else bounds.high,
            row.source,
            Kind(row.reporter_kind not in _COUNTED, was_higher),
        )


def _claim_rows(tests: Verification, claim: Claim, figure: Figure) -> Iterator[Row]:
    head = _head(claim)
    tested: list[Row] = []
    beside: list[Row] = []
    if figure.measures is not None:
        case = _Case(tests, claim, figure, figure.measures)
        tested = list(_rank_rows(case) if case.is_place else _figure_rows(case))
        beside = list(_beside_rows(case))
    if not tested:
        verdict = "unclear" if figure.unclear else "no-statistic"
        tested = [{"verdict": verdict, "rule": verdict}]
    elif figure.unclear:
        tested = [{**row, "verdict": "unclear", "rule": "unclear"} for row in tested]
    yield from ({**head, **row} for row in [*tested, *beside])


def _head(claim: Claim) -> Row:
    figure, note = claim.figure, (claim.note or {}).get("en")
    head: Row = {"claim": claim.id, "note": note, "event": claim.event}
    if figure is None:
        return head
    measures = figure.measures
    return {
        **head,
        "claimed_value": figure.value,
        "claimed_low": figure.low,
        "claimed_high": figure.high,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "indicator": measures.indicator if measures else None,
        "subject": measures.subject if measures else None,
        "partner": measures.partner if measures else None,
        "period": figure.period,
        "unclear": (figure.unclear or {}).get("en"),
    }


# Which figures a claim is tested with


def _comparable(case: _Case, rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The figures of the claim's period; without one, each reporter's latest before the article."""
    adds_up = indicator.additive and indicator.kind in ("flow", "share")
    if case.figure.period is None:
        whole = rows[rows["is_full_year"]] if adds_up else rows
        return _latest(_before(case, whole, case.issued))
    asked = parse_period(case.figure.period)
    first, last = pd.Timestamp(asked.earliest), pd.Timestamp(asked.latest)
    if adds_up and asked.year is not None:
        return rows[(rows["earliest"] == first) & (rows["latest"] == last)]
    return rows[(rows["earliest"] >= first) & (rows["latest"] <= last)]


def _before(case: _Case, rows: pd.DataFrame, when: PeriodBounds | None) -> pd.DataFrame:
    """Figures whose period ends within the years that are set before a time; none if unknown."""
    if when is None:
        return rows.head(0)
    years = pd.DateOffset(years=case.library.verification.latest_years)
    first, last = pd.Timestamp(when.earliest) - years, pd.Timestamp(when.latest)
    return rows[(rows["latest"] >= first) & (rows["latest"] <= last)]


def _latest(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values("latest", kind="stable").groupby("reporter", sort=False).tail(1)


def _figure_rows(case: _Case) -> Iterator[Row]:
    for row, was_higher in zip(each_row(case.tested), _were_higher(case), strict=True):
        judgement = judge(case.figure, _bounds(row), case.library.verification)
        verdict = judgement.verdict
        if verdict == "agrees" and was_higher:
            verdict = "disagrees"
        yield {**_observed(case, row), **_ruled(case, row.source, verdict, judgement.rule)}


def _were_higher(case: _Case) -> list[bool]:
    """Of each figure that a record is tested with, whether the same reporter surely has a higher
    one of earlier; of other claims it does not matter.

    Earlier is what ended before its period began; years are held against years.
    """
    if not case.is_record:
        return [False] * len(case.tested)
    rises = case.tests.once(("rises", *case.measured), lambda: _rises(case.series))
    found = []
    for row in each_row(case.tested):
        ends, most = rises[row.reporter, row.unit, row.is_full_year]
        before = bisect_left(ends, row.earliest)
        found.append(before > 0 and most[before - 1] > row.number)
    return found


def _rises(series: pd.DataFrame) -> dict[Hashable, tuple[list[Any], list[float]]]:
    """By reporter, unit and whether it is of whole years: when each figure's period ends, in order
    of time, and the most that was surely counted until then."""
    series = series.sort_values("latest", kind="stable")
    has_low, has_high = series["low"].notna(), series["high"].notna()
    lows = series["number"].where(has_low == has_high, series["low"].where(has_low, -inf))
    groups = series.assign(lowest=lows).groupby(["reporter", "unit", "is_full_year"], sort=False)
    return {
        kind: (list(same["latest"]), list(np.maximum.accumulate(same["lowest"])))
        for kind, same in groups
    }


def _beside_rows(case: _Case) -> Iterator[Row]:
    for name in case.figure.beside:
        for row in each_row(case.beside(name)):
            yield {**_observed(case, row), **_said_beside(case, row)}


def _beside(case: _Case, name: str) -> pd.DataFrame:
    """Figures of an indicator to be shown beside, on the claim's subject and the focus country.

    Of a stock each reporter's latest up to the end of the claimed period, of all else those of the
    period itself. What the claim is tested with already is not repeated.
    """
    measures, indicator = case.measures, case.library.indicators[name]
    rows = case.tests.on_partner(name, measures.partner, measures.subject, case.library.focus.id)
    if indicator.kind == "stock" and case.figure.period is not None:
        rows = _latest(_before(case, rows, parse_period(case.figure.period)))
    else:
        rows = _comparable(case, rows, indicator)
    return rows[~rows.index.isin(case.tested.index)] if name == measures.indicator else rows


def _said_beside(case: _Case, row: Any) -> Row:
    same_unit = row.unit == case.figure.unit
    judgement = judge(case.figure, _bounds(row), case.library.verification) if same_unit else None
    return {
        "indicator": row.indicator,
        "subject": row.subject,
        "verdict": "context",
        "rule": "beside",
        "judged": judgement.verdict if judgement else None,
        "circular": row.source == case.source,
    }


# What is said of one row


def _ruled(case: _Case, source: str, verdict: Judged, rule: str) -> Row:
    """Verdict and rule, unless the figure comes from the article that it would confirm."""
    if source == case.source:
        return {"verdict": "context", "rule": "same-source", "judged": verdict, "circular": True}
    latest = "-latest" if case.figure.period is None else ""
    return {"verdict": verdict, "rule": rule + latest, "judged": verdict}


def _bounds(row: Any) -> Bounds:
    """What a reported figure says: a value, or one end only, or two ends without a value."""
    low, high = (None if pd.isna(end) else float(end) for end in (row.low, row.high))
    if (low is None) == (high is None) and pd.notna(row.value):
        return Bounds(float(row.value), float(row.value))
    return Bounds(low, high)


def _bound(bounds: Bounds) -> str | None:
    if bounds.low is None:
        return "at-most"
    if bounds.high is None:
        return "at-least"
    return None if bounds.low == bounds.high else "between"


def _observed(case: _Case, row: Any) -> Row:
    bound = _bound(_bounds(row))
    gap = _gap(case.figure, float(row.number)) if row.unit == case.figure.unit else None
    claimed = case.figure.value
    return {
        "reporter": row.reporter,
        "observed_value": row.value,
        "observed_low": row.low,
        "observed_high": row.high,
        "bound": bound,
        "observed_unit": row.unit,
        "observed_period": row.period,
        "gap": gap,
        "gap_pct": 100 * gap / abs(claimed) if claimed and gap is not None else None,
        "source": row.source,
        "confidence": row.confidence,
        "basis": row.reporter_kind,
        "caveats": _caveats(case.library.indicators[row.indicator], [row.caveats]),
        "observed_note": row.note,
    }


def _gap(figure: Figure, number: float) -> float:
    if figure.value is not None:
        return float(decimal(number) - decimal(figure.value))
    low, high = figure.low or 0.0, figure.high or 0.0
    nearest = min(max(number, low), high)
    return float(decimal(number) - decimal(nearest))


def _caveats(indicator: Indicator, lists: Iterable[str]) -> str:
    named = [*indicator.caveats, *(key for each in lists for key in each.split(";") if key)]
    return ";".join(dict.fromkeys(named))


# Ranks


def _rank_rows(case: _Case) -> Iterator[Row]:
    """The place of the partner among the vectors and among single countries, by each reporter."""
    for order in _orders_with(case):
        kind = case.library.reporters[order.reporter].kind
        found = _ranked(case, order)
        yield {**found, "reporter": order.reporter, "basis": kind, "caveats": order.caveats}


def _counts_of_places(case: _Case) -> Iterator[Count]:
    """The places that decide on a rank."""
    for order in _orders_with(case):
        own = order.rows.get(case.measures.partner)
        if own is not None and case.group in (None, order.cut):
            place = order.places[own.number]
            is_stated = case.library.reporters[order.reporter].kind not in _COUNTED
            yield Count(place, place, own.source, Kind(is_stated))


@dataclass(frozen=True)
class _Order:
    """The partners of a cut by one reporter's count, the largest first."""

    cut: str
    reporter: str
    caveats: str
    rows: Mapping[str, Any]
    """The figure of each."""

    @cached_property
    def places(self) -> Mapping[float, int]:
        """The place of each number; equal ones share it."""
        found: dict[float, int] = {}
        for place, row in enumerate(self.rows.values(), start=1):
            found.setdefault(row.number, place)
        return found


def _orders_with(case: _Case) -> list[_Order]:
    """The orders in which the claim's own partner has a place or, among countries, a bloc has none.

    Those with too few partners are left out.
    """
    partner = case.measures.partner
    is_bloc = case.library.partners[partner].kind != "country"
    orders = case.tests.once(
        ("orders", case.measures.indicator, case.measures.subject, case.when),
        lambda: list(_orders(case)),
    )
    return [each for each in orders if partner in each.rows or (is_bloc and each.cut == "member")]


def _orders(case: _Case) -> Iterator[_Order]:
    """The order by each reporter, first among the vectors, then among single countries."""
    rows = case.tests.known(case.measures.indicator, case.measures.subject)
    rows = rows[rows["unit"] == case.indicator.unit]
    known = _one_figure_each(case, rows)
    caveats = {
        str(reporter): _caveats(case.indicator, lists)
        for reporter, lists in known.groupby("reporter", sort=False)["caveats"]
    }
    countries = [each.id for each in case.library.partners.values() if each.kind == "country"]
    for cut, codes in {"bloc": list(case.library.focus.vectors), "member": countries}.items():
        among = known[known["partner"].isin(codes)]
        ranked: dict[str, dict[str, Any]] = {reporter: {} for reporter in rows["reporter"].unique()}
        for row in each_row(among.sort_values("number", ascending=False, kind="stable")):
            ranked[row.reporter].setdefault(row.partner, row)
        for reporter, each in ranked.items():
            if len(each) >= case.library.verification.rank_partners:
                yield _Order(cut, reporter, caveats[reporter], each)


def _one_figure_each(case: _Case, rows: pd.DataFrame) -> pd.DataFrame:
    """Each reporter's figure on each partner: of the claimed period, or of one whole year.

    Without a period it is the reporter's year with most partners, the later of two, before the
    article.
    """
    if case.figure.period is not None:
        known = _comparable(case, rows, case.indicator).sort_values("latest", kind="stable")
        return known.groupby(["reporter", "partner"], sort=False).tail(1)
    known = _before(case, rows[rows["is_full_year"]], case.issued)
    sizes = known.groupby(["reporter", "year"])["partner"].nunique().reset_index()
    fullest = sizes.sort_values(["partner", "year"]).groupby("reporter").tail(1)
    years = known["reporter"].map(dict(zip(fullest["reporter"], fullest["year"], strict=True)))
    return known[known["year"] == years]


def _ranked(case: _Case, order: _Order) -> Row:
    """Who leads among the partners, and the place of the claim's own, if it has one there."""
    leader = next(iter(order.rows))
    own = order.rows.get(case.measures.partner)
    shown = order.rows[leader] if own is None else own
    place = None if own is None else order.places[own.number]
    row: Row = {
        "cut": order.cut,
        "leader": leader,
        "compared": len(order.rows),
        "observed_value": place,
        "observed_unit": PLACE,
        "observed_period": shown.period,
        "source": shown.source,
        "confidence": shown.confidence,
        "observed_note": shown.note,
    }
    if place is None:
        return {**row, "verdict": "context", "rule": "other-group"}
    judgement = judge(case.figure, place, case.library.verification)
    row["gap"] = _gap(case.figure, place)
    if case.group not in (None, order.cut):
        other = {"verdict": "context", "rule": "other-group", "judged": judgement.verdict}
        return {**row, **other, "circular": shown.source == case.source}
    return {**row, **_ruled(case, shown.source, judgement.verdict, "rank")}


# One verdict a claim


def summary(rows: pd.DataFrame) -> Summary:
    """One verdict on a claim from its rows, by this rule.

    Statistics and estimates decide; figures merely stated by officials count only where there is
    nothing else. Rows of context decide nothing, nor do undecided ones unless all are. If some
    agree and others do not, or if all agree but a statistic shown beside would not, the claim
    agrees by one count only. If none agrees and all say the same, that is the verdict; if they
    differ, the claim disagrees.
    """
    if (rows["verdict"] == "unclear").any():
        return "unclear"
    is_stated = ~rows["basis"].isin(_COUNTED)
    judged = rows["verdict"].isin(_DECIDED)
    tally = {kind: Counter(rows["verdict"][judged & (is_stated == kind)]) for kind in (False, True)}
    beside = rows[(rows["rule"] == "beside") & ~is_stated & ~rows["circular"]]
    differs = bool(beside["judged"].isin(_NOT_BORNE_OUT).any())
    return _outcome(tally, lambda: differs).summary


def _outcome(tally: Mapping[bool, Tally], differs_beside: Callable[[], bool]) -> Outcome:
    """The rule of ``summary``, from how many statistics and how many stated figures say what."""
    is_stated = not tally[False].total()
    deciding = tally[is_stated]
    if not deciding.total():
        return Outcome("no-statistic")
    found = [name for name in _DECIDED if deciding[name] and name != "undecided"]
    one: Summary
    if not found:
        one = "undecided"
    elif found[0] == "agrees":
        one = "agrees-by-one-count" if len(found) > 1 or differs_beside() else "agrees"
    else:
        one = found[0] if len(found) == 1 else "disagrees"
    return Outcome(
        one,
        deciding["agrees"],
        sum(deciding[name] for name in _NOT_BORNE_OUT),
        deciding["undecided"],
        "stated" if is_stated else "statistics",
    )
