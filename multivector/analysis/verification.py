"""A claim's figure against the statistics: one verdict for each count.

The rules follow the hedge word a figure comes with. Their limits are data (verification.yaml), and
every verdict names its rule. A verdict is on a figure, never on a person.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

import pandas as pd

from multivector.analysis.tables import TABLES
from multivector.library.collection import Library
from multivector.model import Claim, Figure, Measure, VerificationLimits
from multivector.periods import parse_period

Verdict = Literal["agrees", "understated", "overstated", "disagrees"]
Summary = Literal["agrees", "agrees-by-one-count", "disagrees", "unclear", "no-statistic"]

COLUMNS = (
    "claim",
    "claimed_value",
    "claimed_low",
    "claimed_high",
    "unit",
    "qualifier",
    "indicator",
    "subject",
    "partner",
    "period",
    "cut",
    "reporter",
    "observed_value",
    "observed_period",
    "verdict",
    "rule",
    "gap",
    "gap_pct",
    "leader",
    "source",
    "confidence",
    "basis",
    "note",
)


@dataclass(frozen=True)
class Judgement:
    """What a rule says of one pair of numbers, and the rule's name."""

    verdict: Verdict
    rule: str


def judge(figure: Figure, observed: float, limits: VerificationLimits) -> Judgement:
    """The verdict on a claimed figure when a statistic says ``observed``, by its hedge word.

    Ranges agree when the statistic lies within them. See the method text for the rules.
    """
    if figure.value is None:
        inside = (figure.low or 0) <= observed <= (figure.high or 0)
        return Judgement("agrees" if inside else "disagrees", "range")
    claimed = figure.value
    if figure.qualifier in ("exact", "record"):
        return Judgement(_yes(_rounds_to(observed, claimed, _step(claimed))), "exact")
    if figure.qualifier == "about":
        close = abs(observed - claimed) <= limits.about * abs(claimed)
        return Judgement(_yes(close or _same_when_coarser(observed, claimed)), "about")
    if figure.qualifier == "nearly":
        return Judgement(_yes(claimed * (1 - limits.nearly) <= observed < claimed), "nearly")
    if figure.qualifier == "over":
        return Judgement(_beyond(observed / claimed, limits.over, "understated"), "over")
    return Judgement(_beyond(2 - observed / claimed, limits.under, "overstated"), "under")


def _yes(holds: bool) -> Verdict:
    return "agrees" if holds else "disagrees"


def _beyond(ratio: float, limit: float, too_far: Literal["understated", "overstated"]) -> Verdict:
    """Verdict on "over": the statistic lies above the claim, but by no more than the limit."""
    if ratio <= 1:
        return "disagrees"
    return "agrees" if ratio <= 1 + limit else too_far


def _step(claimed: float) -> float:
    """The step of the claim's own precision: 1 for 44, 0.1 for 6.1."""
    exponent = Decimal(str(claimed)).normalize().as_tuple().exponent
    return float(Decimal(10) ** min(int(exponent), 0))


def _same_when_coarser(observed: float, claimed: float) -> bool:
    """Whether both round to the same number with one significant digit less than claimed.

    4700 has two significant digits, so everything from 4500 to 5499 is the same when coarser; a
    figure with one digit has none to spare.
    """
    digits = Decimal(str(claimed)).normalize()
    if len(digits.as_tuple().digits) < 2:
        return False
    coarse = Decimal(1).scaleb(int(digits.as_tuple().exponent) + 1)
    return (Decimal(str(observed)) / coarse).quantize(1, ROUND_HALF_UP) == (
        digits / coarse
    ).quantize(1, ROUND_HALF_UP)


def _rounds_to(observed: float, claimed: float, step: float) -> bool:
    return claimed - step / 2 <= observed < claimed + step / 2


def verdicts(library: Library) -> pd.DataFrame:
    """One row a claim with a figure × count (× cut for ranks), in reading order.

    A claim without a statistic has one row with verdict ``no-statistic``; an ambiguous one has
    verdict ``unclear`` beside whatever figures stand near it. Columns: ``COLUMNS``; ``gap`` is
    observed minus claimed in the unit, ``gap_pct`` the same in per cent of the claimed value.
    """
    observations = TABLES["observations"](library)
    series = {key: rows for key, rows in observations.groupby(["indicator", "subject"], sort=False)}
    rows = [
        row
        for claim in library.claims.values()
        if claim.figure is not None
        for row in _claim_rows(library, claim, claim.figure, series)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _claim_rows(
    library: Library, claim: Claim, figure: Figure, series: dict[tuple[str, str], pd.DataFrame]
) -> list[dict[str, object]]:
    head = _head(claim, figure)
    measures = figure.measures
    known = series.get((measures.indicator, measures.subject)) if measures else None
    found: list[dict[str, object]] = []
    if measures is not None and known is not None:
        if figure.unit == "rank" and library.indicators[measures.indicator].kind != "rank":
            found = _rank_rows(library, figure, measures, known)
        else:
            found = _figure_rows(library, figure, measures, known)
    if not found:
        verdict = "unclear" if figure.unclear else "no-statistic"
        return [{**head, "verdict": verdict, "rule": verdict}]
    if figure.unclear:
        found = [{**row, "verdict": "unclear", "rule": "unclear"} for row in found]
    return [{**head, **row} for row in found]


def _head(claim: Claim, figure: Figure) -> dict[str, object]:
    measures = figure.measures
    return {
        "claim": claim.id,
        "claimed_value": figure.value,
        "claimed_low": figure.low,
        "claimed_high": figure.high,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "indicator": measures.indicator if measures else None,
        "subject": measures.subject if measures else None,
        "partner": measures.partner if measures else None,
        "period": figure.period,
        "note": (claim.note or {}).get("en"),
    }


def _comparable(figure: Figure, rows: pd.DataFrame) -> pd.DataFrame:
    """Observed rows of the claim's period; without one, each reporter's latest."""
    rows = rows[rows["state"].isin(["observed", "reported-zero"]) & rows["value"].notna()]
    if figure.period is None:
        return rows.sort_values("latest").groupby("reporter", sort=False).tail(1)
    asked = parse_period(figure.period)
    inside = (rows["earliest"] >= pd.Timestamp(asked.earliest)) & (
        rows["latest"] <= pd.Timestamp(asked.latest)
    )
    return rows[inside | (rows["period"] == figure.period)]


def _figure_rows(
    library: Library, figure: Figure, measures: Measure, known: pd.DataFrame
) -> list[dict[str, object]]:
    own = known[(known["partner"] == measures.partner) & (known["unit"] == figure.unit)]
    rows = []
    for each in _comparable(figure, own).itertuples():
        judgement = judge(figure, float(each.value), library.verification)
        if figure.qualifier == "record" and judgement.verdict == "agrees":
            judgement = Judgement(_yes(_is_record(each, own)), "record")
        rows.append({**_observed(library, figure, each), **vars(judgement)})
    return rows


def _is_record(row: object, series: pd.DataFrame) -> bool:
    same = series[series["reporter"] == row.reporter]
    earlier = same[same["latest"] < row.earliest]
    return not (earlier["value"] > row.value).any()


def _observed(library: Library, figure: Figure, row: object) -> dict[str, object]:
    value, claimed = float(row.value), figure.value
    gap = None if claimed is None else value - claimed
    return {
        "reporter": row.reporter,
        "observed_value": value,
        "observed_period": row.period,
        "gap": gap,
        "gap_pct": None if not claimed or gap is None else 100 * gap / claimed,
        "source": row.source,
        "confidence": row.confidence,
        "basis": library.reporters[row.reporter].kind,
    }


def _rank_rows(
    library: Library, figure: Figure, measures: Measure, known: pd.DataFrame
) -> list[dict[str, object]]:
    """The place of the partner among the vectors and among single countries, per reporter.

    A bloc has no place among countries: that row says who leads there.
    """
    unit = library.indicators[measures.indicator].unit
    rows = known[(known["unit"] == unit)]
    cuts = {
        "bloc": [code for code in library.focus.vectors],
        "member": [code for code, each in library.partners.items() if each.kind == "country"],
    }
    found = []
    for cut, codes in cuts.items():
        group = rows[rows["partner"].isin(codes)]
        for reporter, same in group.groupby("reporter", sort=False):
            latest = _one_figure_each(figure, same)
            if len(latest) < 2:
                continue
            ordered = latest.sort_values("value", ascending=False)
            order = list(ordered["partner"])
            place = order.index(measures.partner) + 1 if measures.partner in order else None
            if place is None and (cut == "bloc" or measures.partner in codes):
                continue
            holds = place is not None and place == figure.value
            found.append(
                {
                    "cut": cut,
                    "reporter": reporter,
                    "observed_value": place,
                    "leader": order[0],
                    "observed_period": ordered["period"].iloc[0],
                    "verdict": _yes(holds),
                    "rule": "rank",
                    "source": ordered["source"].iloc[0],
                    "gap": None if place is None or figure.value is None else place - figure.value,
                    "basis": library.reporters[str(reporter)].kind,
                    "confidence": ordered["confidence"].iloc[0],
                }
            )
    return found


def _one_figure_each(figure: Figure, rows: pd.DataFrame) -> pd.DataFrame:
    """Each partner's figure of the claim's period, or of the latest year that has most partners."""
    if figure.period is not None:
        return _comparable(figure, rows).sort_values("latest").groupby("partner").tail(1)
    known = rows[rows["value"].notna() & rows["is_full_year"]]
    if known.empty:
        return known
    sizes = known.groupby("year")["partner"].nunique()
    year = sizes[sizes == sizes.max()].index.max()
    return known[known["year"] == year]


def summary(rows: pd.DataFrame) -> Summary:
    """One verdict on a claim from its rows.

    Statistics and estimates decide; figures merely stated by officials count only where nothing
    else is known.
    """
    if (rows["verdict"] == "unclear").any():
        return "unclear"
    counted = rows[rows["basis"].isin(["statistics", "estimate", "mixed"])]
    deciding = counted if len(counted) else rows
    if (deciding["verdict"] == "no-statistic").all():
        return "no-statistic"
    agree = deciding["verdict"] == "agrees"
    if agree.all():
        return "agrees"
    return "agrees-by-one-count" if agree.any() else "disagrees"
