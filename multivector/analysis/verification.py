"""A claim's figure against the statistics: one verdict for each count.

The rules follow the hedge word a figure comes with. Their limits are data (verification.yaml), and
every verdict names its rule. A verdict is on a figure, never on a person.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any, Literal, NamedTuple

import pandas as pd

from multivector.analysis.rows import each as each_row
from multivector.analysis.rows import table
from multivector.analysis.tables import TABLES
from multivector.library.collection import Library
from multivector.model import PLACE, Claim, Figure, Indicator, Measure, VerificationLimits
from multivector.periods import PeriodBounds, parse_period

Judged = Literal["agrees", "understated", "overstated", "disagrees", "undecided"]
"""What a rule says: ``undecided`` where a count is only a bound on both sides of the limit."""
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

Row = dict[str, Any]


# One figure against one count


class Bounds(NamedTuple):
    """What a count says of a number: between two ends; without one it is open on that side."""

    low: float | None
    high: float | None


@dataclass(frozen=True)
class Judgement:
    """What a rule says of one figure and one count, and the rule's name."""

    verdict: Judged
    rule: str


@dataclass(frozen=True)
class _Band:
    """The numbers for which a figure agrees, and what a count below or above them means."""

    low: Decimal
    high: Decimal
    with_low: bool = True
    with_high: bool = True
    below: Judged = "disagrees"
    above: Judged = "disagrees"

    def zone(self, number: Decimal) -> int:
        """Whether a number lies below the band (-1), in it (0) or above it (1)."""
        if number < self.low or (number == self.low and not self.with_low):
            return -1
        return int(number > self.high or (number == self.high and not self.with_high))


def judge(figure: Figure, observed: float | Bounds, limits: VerificationLimits) -> Judgement:
    """The verdict on a claimed figure when a count says ``observed``.

    The rule is named after the hedge word, v being the claimed value and s the count:

    - ``exact``: s rounds to v at v's own precision. Whole numbers are precise to one, however many
      zeros they end in: 200 does not agree with 200.7. The gap says how little is missing.
    - ``about``: within ``limits.about`` of v, or s rounds to v at one significant digit less.
    - ``nearly``: below v by at most ``limits.nearly``.
    - ``over``: above v by at most ``limits.over``; further above is ``understated``.
    - ``under``: below v by at most ``limits.under``; further below is ``overstated``.
    - ``record``: as exact; whether an earlier figure is higher is for ``verdicts`` to see.
    - ``range``: within the claimed range, both ends included, whatever the hedge word.

    A count that is a bound is judged at all numbers it allows. Where they fall on both sides of a
    limit the verdict is ``undecided``, save that a claim of "over" or "under" agrees when all of
    them bear out its words.
    """
    rule = "range" if figure.value is None else figure.qualifier
    band = _band(figure, limits)
    ends = observed if isinstance(observed, Bounds) else Bounds(observed, observed)
    first = -1 if ends.low is None else band.zone(_decimal(ends.low))
    last = 1 if ends.high is None else band.zone(_decimal(ends.high))
    names: tuple[Judged, ...] = (band.below, "agrees", band.above)
    found = {names[zone + 1] for zone in range(first, last + 1)}
    if len(found) == 1:
        return Judgement(found.pop(), rule)
    return Judgement("undecided" if "disagrees" in found else "agrees", rule)


def _band(figure: Figure, limits: VerificationLimits) -> _Band:
    if figure.value is None:
        return _Band(_decimal(figure.low or 0), _decimal(figure.high or 0))
    value = _decimal(figure.value)
    size = abs(value)
    match figure.qualifier:
        case "exact" | "record":
            return _rounding_to(value, min(_exponent(value), 0))
        case "about":
            return _about(value, size * _decimal(limits.about))
        case "nearly":
            return _Band(value - size * _decimal(limits.nearly), value, with_high=False)
        case "over":
            high = value + size * _decimal(limits.over)
            return _Band(value, high, with_low=False, above="understated")
        case "under":
            low = value - size * _decimal(limits.under)
            return _Band(low, value, with_high=False, below="overstated")


def _about(value: Decimal, far: Decimal) -> _Band:
    """Both conditions in one: within the distance, or the same when coarser.

    4700 has two significant digits, so all from 4500 to below 5500 is the same when coarser; a
    figure with one digit has none to spare. Both ranges hold the value, so that they are one.
    """
    near = _Band(value - far, value + far)
    if len(value.normalize().as_tuple().digits) < 2:
        return near
    step = _exponent(value) + 1
    unit = Decimal(1).scaleb(step)
    same = _rounding_to((value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit, step)
    return _Band(
        min(near.low, same.low), max(near.high, same.high), with_high=near.high >= same.high
    )


def _rounding_to(value: Decimal, exponent: int) -> _Band:
    half = Decimal(1).scaleb(exponent) / 2
    return _Band(value - half, value + half, with_high=False)


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))


def _exponent(value: Decimal) -> int:
    """The place of the last digit that is not zero: 0 for 44, -1 for 6.1, 2 for 4700."""
    return int(value.normalize().as_tuple().exponent)


# All figures of a collection


@dataclass(frozen=True)
class _Case:
    """A claim whose figure is to be tested, and what it is to be tested with."""

    library: Library
    claim: Claim
    figure: Figure
    measures: Measure
    observations: Mapping[tuple[str, str], pd.DataFrame]
    """Figures that were reported, by indicator and subject."""
    orders: dict[Hashable, list["_Order"]]
    """The partners in order of size, by what was asked; shared by the claims that ask the same."""

    @property
    def source(self) -> str | None:
        """The bibliography entry of the article that makes the claim."""
        article = self.library.articles.get(self.library.article_of.get(self.claim.id, ""))
        return article.source if article else None

    @property
    def issued(self) -> PeriodBounds | None:
        """When that article was published, as far as it is known."""
        source = self.library.sources.get(self.source or "")
        return parse_period(source.issued) if source and source.issued else None

    def known(self, indicator: str, *subjects: str) -> pd.DataFrame:
        """The figures of an indicator on these subjects."""
        groups = [(indicator, subject) for subject in dict.fromkeys(subjects)]
        found = [self.observations[group] for group in groups if group in self.observations]
        if not found:
            return self.observations["", ""]
        return found[0] if len(found) == 1 else pd.concat(found).sort_index()

    @cached_property
    def series(self) -> pd.DataFrame:
        """The figures of what the claim measures, of all periods."""
        return _of_partner(self, self.known(self.measures.indicator, self.measures.subject))

    @cached_property
    def tested(self) -> pd.DataFrame:
        """The figures the claim is tested with."""
        same_unit = self.series[self.series["unit"] == self.figure.unit]
        return _comparable(self, same_unit, _indicator(self))


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
    reported = _reported(library)
    orders: dict[Hashable, list[_Order]] = {}
    found: list[Row] = []
    for claim in library.claims.values():
        if claim.figure is not None:
            found.extend(_claim_rows(library, claim, claim.figure, reported, orders))
        elif claim.kind == "event" and claim.note:
            found.append({**_head(claim), "verdict": "no-statistic", "rule": "no-figure"})
    return table(found, _SPEC)


def _reported(library: Library) -> dict[tuple[str, str], pd.DataFrame]:
    """Figures in which a number is given, by indicator and subject; under no names no rows."""
    rows = TABLES["observations"](library)
    numbers = rows["value"].fillna(rows["low"]).fillna(rows["high"])
    rows = rows.assign(number=numbers)[
        rows["state"].isin(["observed", "reported-zero"]) & numbers.notna()
    ]
    made = {("", ""): rows.head(0)}
    for key, group in rows.groupby(["indicator", "subject"]):
        indicator, subject = map(str, key)
        made[indicator, subject] = group
    return made


def _claim_rows(
    library: Library,
    claim: Claim,
    figure: Figure,
    reported: Mapping[tuple[str, str], pd.DataFrame],
    orders: dict[Hashable, list["_Order"]],
) -> Iterator[Row]:
    head = _head(claim)
    tested: list[Row] = []
    beside: list[Row] = []
    if figure.measures is not None:
        case = _Case(library, claim, figure, figure.measures, reported, orders)
        by_place = figure.unit == PLACE and _indicator(case).kind != "rank"
        tested = list(_rank_rows(case) if by_place else _figure_rows(case))
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


def _indicator(case: _Case) -> Indicator:
    return case.library.indicators[case.measures.indicator]


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


def _of_partner(case: _Case, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows on the claim's partner, without those that only repeat another reporter's."""
    repeated = rows["formula"].str.startswith("figure of ").fillna(False).astype(bool)
    return rows[(rows["partner"] == case.measures.partner) & ~repeated]


def _figure_rows(case: _Case) -> Iterator[Row]:
    for row in each_row(case.tested):
        judgement = judge(case.figure, _bounds(row), case.library.verification)
        verdict = judgement.verdict
        if judgement.rule == "record" and verdict == "agrees" and _was_higher(row, case.series):
            verdict = "disagrees"
        yield {**_observed(case, row), **_ruled(case, row.source, verdict, judgement.rule)}


def _was_higher(row: Any, series: pd.DataFrame) -> bool:
    """Whether the same reporter surely has a higher figure for an earlier period of its kind."""
    earlier = series[
        (series["reporter"] == row.reporter)
        & (series["unit"] == row.unit)
        & (series["is_full_year"] == row.is_full_year)
        & (series["latest"] < row.earliest)
    ]
    lows = (_bounds(each).low for each in each_row(earlier))
    return any(low is not None and low > row.number for low in lows)


def _beside_rows(case: _Case) -> Iterator[Row]:
    """Figures of the indicators to be shown beside, on the claim's subject and the focus country.

    Of a stock each reporter's latest up to the end of the claimed period, of all else those of the
    period itself. What the claim is tested with already is not repeated.
    """
    tested = list(case.tested.index)
    for name in case.figure.beside:
        rows = case.known(name, case.measures.subject, case.library.focus.id)
        rows, indicator = _of_partner(case, rows), case.library.indicators[name]
        if indicator.kind == "stock" and case.figure.period is not None:
            rows = _latest(_before(case, rows, parse_period(case.figure.period)))
        else:
            rows = _comparable(case, rows, indicator)
        for row in each_row(rows[~rows.index.isin(tested)]):
            yield {**_observed(case, row), **_beside(case, row)}


def _beside(case: _Case, row: Any) -> Row:
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
        return float(_decimal(number) - _decimal(figure.value))
    low, high = figure.low or 0.0, figure.high or 0.0
    nearest = min(max(number, low), high)
    return float(_decimal(number) - _decimal(nearest))


def _caveats(indicator: Indicator, lists: Iterable[str]) -> str:
    named = [*indicator.caveats, *(key for each in lists for key in each.split(";") if key)]
    return ";".join(dict.fromkeys(named))


# Ranks


def _rank_rows(case: _Case) -> Iterator[Row]:
    """The place of the partner among the vectors and among single countries, by each reporter."""
    when = case.figure.period or case.issued
    asked = (case.measures.indicator, case.measures.subject, when)
    if asked not in case.orders:
        case.orders[asked] = list(_orders(case))
    for cut, reporter, caveats, ranked in case.orders[asked]:
        if _can_rank(case, cut, ranked):
            kind = case.library.reporters[reporter].kind
            found = _ranked(case, cut, ranked)
            yield {**found, "reporter": reporter, "basis": kind, "caveats": caveats}


class _Order(NamedTuple):
    """The partners of a cut by one reporter's count, the largest first."""

    cut: str
    reporter: str
    caveats: str
    ranked: pd.DataFrame


def _orders(case: _Case) -> Iterator[_Order]:
    """The order by each reporter, first among the vectors, then among single countries."""
    rows = case.known(case.measures.indicator, case.measures.subject)
    rows = rows[rows["unit"] == _indicator(case).unit]
    counts = {
        str(reporter): _one_figure_each(case, same)
        for reporter, same in rows.groupby("reporter", sort=False)
    }
    countries = [each.id for each in case.library.partners.values() if each.kind == "country"]
    for cut, codes in {"bloc": list(case.library.focus.vectors), "member": countries}.items():
        for reporter, known in counts.items():
            ranked = known[known["partner"].isin(codes)]
            ranked = ranked.sort_values("number", ascending=False, kind="stable")
            yield _Order(cut, reporter, _caveats(_indicator(case), known["caveats"]), ranked)


def _one_figure_each(case: _Case, rows: pd.DataFrame) -> pd.DataFrame:
    """One reporter's figure on each partner: of the claimed period, or of one whole year.

    Without a period it is the year with most partners, the later of two, before the article.
    """
    if case.figure.period is not None:
        known = _comparable(case, rows, _indicator(case))
        return known.sort_values("latest", kind="stable").groupby("partner").tail(1)
    known = _before(case, rows[rows["is_full_year"]], case.issued)
    sizes = known.groupby("year")["partner"].nunique()
    return known[known["year"] == sizes[sizes == sizes.max()].index.max()] if len(sizes) else known


def _can_rank(case: _Case, cut: str, ranked: pd.DataFrame) -> bool:
    """Whether there are enough partners, and the claim's own or, among countries, a bloc's."""
    if len(ranked) < case.library.verification.rank_partners:
        return False
    partner = case.measures.partner
    is_bloc = case.library.partners[partner].kind != "country"
    return partner in set(ranked["partner"]) or (cut == "member" and is_bloc)


def _ranked(case: _Case, cut: str, ranked: pd.DataFrame) -> Row:
    """Who leads among the partners, and the place of the claim's own, if it has one there."""
    own = next(each_row(ranked[ranked["partner"] == case.measures.partner]), None)
    shown = next(each_row(ranked)) if own is None else own
    place = None if own is None else 1 + int((ranked["number"] > own.number).sum())
    row: Row = {
        "cut": cut,
        "leader": ranked["partner"].iloc[0],
        "compared": len(ranked),
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
    group = {"vectors": "bloc", "countries": "member"}.get(case.figure.among or "", cut)
    if group != cut:
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
    deciding = _deciding(rows)["verdict"]
    if deciding.empty:
        return "no-statistic"
    found = [name for name in _DECIDED if (deciding == name).any() and name != "undecided"]
    if not found:
        return "undecided"
    if found[0] == "agrees":
        alone = len(found) > 1 or _differs_beside(rows)
        return "agrees-by-one-count" if alone else "agrees"
    return found[0] if len(found) == 1 else "disagrees"


def _deciding(rows: pd.DataFrame) -> pd.DataFrame:
    judged = rows[rows["verdict"].isin(_DECIDED)]
    counted = judged[judged["basis"].isin(_COUNTED)]
    return counted if len(counted) else judged


def _differs_beside(rows: pd.DataFrame) -> bool:
    """Whether a statistic shown beside would not agree by the claim's own rule."""
    beside = rows[(rows["rule"] == "beside") & rows["basis"].isin(_COUNTED) & ~rows["circular"]]
    return bool(beside["judged"].isin(["understated", "overstated", "disagrees"]).any())


def summaries(library: Library) -> pd.DataFrame:
    """One row a claim with a figure: its summary and how many deciding counts say what.

    ``disagreeing`` includes understated and overstated; ``basis`` is ``statistics`` or, where only
    figures stated by officials decide, ``stated``; missing where nothing does.
    """
    found: list[Row] = []
    for claim, rows in verdicts(library).groupby("claim", sort=False):
        if library.claims[str(claim)].figure is None:
            continue
        one, deciding = summary(rows), _deciding(rows)
        counts = deciding["verdict"].value_counts()
        agreeing, undecided = int(counts.get("agrees", 0)), int(counts.get("undecided", 0))
        found.append(
            {
                "claim": claim,
                "summary": one,
                "agreeing": agreeing,
                "disagreeing": len(deciding) - agreeing - undecided,
                "undecided": undecided,
                "basis": _basis(deciding),
            }
        )
    return table(found, _SUMMARIES)


def _basis(deciding: pd.DataFrame) -> str | None:
    if deciding.empty:
        return None
    return "statistics" if deciding["basis"].isin(_COUNTED).any() else "stated"
