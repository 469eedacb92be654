"""Partners side by side: what each accounts for, how that moved, and who counted.

First ``annual`` picks the full-year figures of one indicator, subject and unit out of the
observations table; the other functions take what it returns, so that no sum or ratio mixes units.
Figures whose periods are no calendar years are for ``latest_statements``.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

NO_FIGURE = "no-figure"
"""State of a partner and year of which the collection holds nothing."""

OTHER = "other"
"""What stands in a footing for the members not shown."""

_DETAILS = [
    "value", "low", "high", "unit", "reporter", "state", "period", "source", "confidence",
    "caveats", "note",
]  # fmt: skip


class NegativeResidual(ValueError):  # noqa: N818 - says what is wrong
    """Members add up to more than their bloc, so that its remainder would be negative."""

    def __init__(self, bloc: str, amount: float) -> None:
        super().__init__(f"the members of {bloc} exceed it by {-amount:g}")
        self.bloc = bloc
        self.amount = amount
        """Bloc minus members, below zero, in the unit."""


def annual(observations: pd.DataFrame, indicator: str, subject: str, unit: str) -> pd.DataFrame:
    """Full-year rows of one indicator, subject and unit, ordered by partner, reporter and year.

    One row a partner, reporter and year: a plain year goes before an uncertain one, a row with a
    value before one without.
    """
    asked = {"indicator": indicator, "subject": subject, "unit": unit, "is_full_year": True}
    rows = observations
    for column, wanted in asked.items():
        rows = rows[rows[column] == wanted]
    rows = rows[["partner", "partner_kind", "year", *_DETAILS, "reporter_side", "reporter_kind"]]
    rows = rows.assign(_empty=rows["value"].isna(), _length=rows["period"].str.len())
    key = ["partner", "reporter", "year"]
    best = rows.sort_values([*key, "_empty", "_length"], kind="stable").drop_duplicates(key)
    return best.drop(columns=["_empty", "_length"]).reset_index(drop=True)


def history(
    figures: pd.DataFrame,
    partners: Sequence[str],
    reporter: str,
    years: tuple[int, int] | None = None,
) -> pd.DataFrame:
    """Each partner's figure in every year between the first and last for which anybody has one.

    Columns partner, year, then value, low, high, unit, reporter, state, period, source, confidence,
    caveats, note. A year without a figure has its row, with value missing; where the collection
    holds nothing at all the state is ``no-figure``. ``years`` bounds the span, ends included.
    """
    own = _of(figures, partners, reporter)
    if years is not None:
        own = own[own["year"].between(*years)]
    known = own.loc[own["value"].notna(), "year"]
    span = range(int(known.min()), int(known.max()) + 1) if len(known) else range(0)
    return _with_gaps(own, [(code, year) for code in dict.fromkeys(partners) for year in span])


def latest(
    figures: pd.DataFrame, partners: Sequence[str], reporter: str, year: int | None = None
) -> pd.DataFrame:
    """One row a partner for one common year, in the order given.

    The year is the one asked for, or the latest of those in which most partners have a figure.
    Columns as in ``history`` and ``share``, the part of the reporter's total (0 to 1, missing if
    it gives none). Without any figure the table is empty unless a year is asked for.
    """
    own = _of(figures, partners, reporter)
    if year is None:
        counts = own[own["value"].notna()].groupby("year")["partner"].nunique()
        if counts.empty:
            return _with_gaps(own, []).assign(share=pd.Series(dtype="float64"))
        year = int(counts[counts == counts.max()].index.max())
    rows = _with_gaps(own, [(code, year) for code in dict.fromkeys(partners)])
    whole = total(figures, reporter, year)
    return rows.assign(share=rows["value"] / (whole or float("nan")))


def total(figures: pd.DataFrame, reporter: str, year: int) -> float | None:
    """The reporter's figure for all partners together in one year; None if it gives none."""
    return _first(figures, figures["partner_kind"] == "total", reporter, year)


def mirrors(figures: pd.DataFrame, partners: Sequence[str], year: int, home: str) -> pd.DataFrame:
    """Everybody's count of one year: a row a partner and reporter, the home reporter's first.

    Columns partner, year, the details as in ``history``, reporter_side, reporter_kind, is_home,
    gap (value minus the home count, in the unit) and gap_pct (in per cent of the home count); both
    are missing where there is no home count to compare with.
    """
    rows = figures[(figures["year"] == year) & figures["value"].notna()]
    rows = only(rows, partners)
    rows = rows.assign(is_home=rows["reporter"] == home)
    counts = rows[rows["is_home"]].set_index("partner")["value"]
    base = rows["partner"].map(counts).astype("float64")
    gap = rows["value"] - base
    rows = rows.assign(gap=gap, gap_pct=100 * gap / base.where(base != 0))
    order = rows["partner"].map({code: place for place, code in enumerate(partners)})
    rows = rows.assign(_order=order, _rest=~rows["is_home"])
    rows = rows.sort_values(["_order", "_rest", "reporter"], kind="stable", ignore_index=True)
    own = ["partner", "year", *_DETAILS, "reporter_side", "reporter_kind"]
    return rows[[*own, "is_home", "gap", "gap_pct"]]


def head_to_head(
    figures: pd.DataFrame,
    pair: tuple[str, str],
    reporter: str,
    years: tuple[int, int] | None = None,
) -> pd.DataFrame:
    """Two partners year by year: year, first, second, difference, ratio, leader.

    ``difference`` is first minus second in the unit, ``ratio`` first over second (missing if the
    second is zero); all are missing in a year in which one of them has no figure. ``leader`` is the
    code of the larger one, missing at a tie.
    """
    rows = history(figures, pair, reporter, years)
    wide = rows.pivot(index="year", columns="partner", values="value")
    wide = wide.reindex(columns=list(pair)).astype("float64")
    first, second = wide[pair[0]], wide[pair[1]]
    leader = pd.Series(pd.NA, index=wide.index, dtype="str")
    leader = leader.mask(first > second, pair[0]).mask(second > first, pair[1])
    made = pd.DataFrame(
        {
            "first": first,
            "second": second,
            "difference": first - second,
            "ratio": first / second.where(second != 0),
            "leader": leader,
        }
    )
    return made.reset_index()


def footing(
    figures: pd.DataFrame, bloc: str, members: Iterable[str], reporter: str, year: int
) -> pd.DataFrame:
    """A bloc's amount as the sum of its members: rows partner, value, share (of the bloc, 0 to 1).

    Members without a figure are left out and so are part of ``other``, the last row, which is the
    bloc minus the members shown; it is left out when nothing remains. Empty if the bloc has no
    figure. Raises NegativeResidual, with the amount, if the members exceed their bloc.
    """
    whole = _value(figures, bloc, reporter, year)
    found = ((code, _value(figures, code, reporter, year)) for code in dict.fromkeys(members))
    parts = [(code, value) for code, value in found if value is not None]
    if whole is None:
        return _footing_table([], 0)
    rest = residual(bloc, whole, [value for _, value in parts])
    return _footing_table([*parts, *([(OTHER, rest)] if rest else [])], whole)


def residual(bloc: str, whole: float, parts: Sequence[float]) -> float:
    """A bloc's amount minus those of the members shown; zero where only rounding is left.

    Raises NegativeResidual, with the amount, if the members exceed their bloc.
    """
    rest = whole - sum(parts)
    if abs(rest) <= 1e-9 * abs(whole):
        return 0.0
    if rest < 0:
        raise NegativeResidual(bloc, rest)
    return rest


def only(rows: pd.DataFrame, partners: Sequence[str]) -> pd.DataFrame:
    """The rows of these partners, in the order given; those of one partner keep theirs."""
    places = {code: place for place, code in enumerate(partners)}
    order = rows["partner"].map(places).to_numpy(dtype="float64")
    known = np.flatnonzero(~np.isnan(order))
    return rows.iloc[known[np.argsort(order[known], kind="stable")]].reset_index(drop=True)


def indicator_coverage(observations: pd.DataFrame, subject: str) -> pd.DataFrame:
    """What there is to compare: a row an indicator, unit, partner and reporter with any figure.

    Columns indicator, unit, partner, reporter, figures (rows with a value or range), full_years
    (calendar years with a figure), first_year and last_year (of those; missing if there are none),
    first_day and last_day of all its figures. In the order of the observations.
    """
    rows = observations[(observations["subject"] == subject) & _has_figure(observations)]
    rows = rows.assign(_full=rows["year"].where(rows["is_full_year"]))
    groups = rows.groupby(["indicator", "unit", "partner", "reporter"], sort=False)
    return groups.agg(
        figures=("period", "size"),
        full_years=("_full", "nunique"),
        first_year=("_full", "min"),
        last_year=("_full", "max"),
        first_day=("earliest", "min"),
        last_day=("latest", "max"),
    ).reset_index()


def latest_statements(
    observations: pd.DataFrame, indicator: str, subject: str, partners: Sequence[str]
) -> pd.DataFrame:
    """Each partner's most recent figure by each reporter and in each unit, its period as it is.

    For stocks, cumulative sums and dated counts. Most recent is the figure whose period ends last;
    of two that end together the one that starts later. Columns partner, the details as in
    ``history``, earliest, latest, reporter_side, reporter_kind; partners in the order given, their
    most recent figure first.
    """
    rows = observations[
        (observations["indicator"] == indicator)
        & (observations["subject"] == subject)
        & observations["partner"].isin(partners)
        & _has_figure(observations)
    ]
    rows = rows.sort_values(["latest", "earliest"], ascending=False, kind="stable")
    rows = only(rows.drop_duplicates(["partner", "reporter", "unit"]), partners)
    return rows[
        ["partner", *_DETAILS, "earliest", "latest", "reporter_side", "reporter_kind"]
    ].reset_index(drop=True)


def _has_figure(rows: pd.DataFrame) -> "pd.Series[bool]":
    return rows[["value", "low", "high"]].notna().any(axis=1)


def _of(figures: pd.DataFrame, partners: Sequence[str], reporter: str) -> pd.DataFrame:
    return figures[figures["partner"].isin(partners) & (figures["reporter"] == reporter)]


def _value(figures: pd.DataFrame, partner: str, reporter: str, year: int) -> float | None:
    return _first(figures, figures["partner"] == partner, reporter, year)


def _first(
    figures: pd.DataFrame, among: "pd.Series[bool]", reporter: str, year: int
) -> float | None:
    own = among & (figures["reporter"] == reporter) & (figures["year"] == year)
    values = figures.loc[own & figures["value"].notna(), "value"]
    return float(values.iloc[0]) if len(values) else None


def _with_gaps(rows: pd.DataFrame, wanted: Sequence[tuple[str, int]]) -> pd.DataFrame:
    """The rows of these partners and years in this order, empty ones for those there are not."""
    places = {key: i for i, key in enumerate(zip(rows["partner"], rows["year"], strict=True))}
    nowhere = -1
    made = (
        rows[_DETAILS].reset_index(drop=True).reindex([places.get(key, nowhere) for key in wanted])
    )
    made.index = pd.RangeIndex(len(made))
    made.insert(0, "partner", pd.Series([code for code, _ in wanted], dtype="str"))
    made.insert(1, "year", pd.Series([year for _, year in wanted], dtype="Int64"))
    return made.assign(state=made["state"].fillna(NO_FIGURE))


def _footing_table(parts: Sequence[tuple[str, float]], whole: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "partner": pd.Series([code for code, _ in parts], dtype="str"),
            "value": pd.Series([value for _, value in parts], dtype="float64"),
            "share": pd.Series([value / whole for _, value in parts], dtype="float64"),
        }
    )
