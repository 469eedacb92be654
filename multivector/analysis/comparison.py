"""Partners side by side: what each accounts for, how that moved, and who counted.

First ``annual`` picks the full-year figures of one indicator, subject and unit out of the
observations table; the other functions take what it returns, so that no sum or ratio mixes units.
Figures whose periods are no calendar years are for ``latest_statements``.

A reader chooses partners over and over. So tables are made of all partners at once, and
``ByPartner`` takes the rows of those chosen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from multivector.analysis.rows import Rows, each

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


@dataclass(frozen=True)
class ByPartner:
    """A table with a column ``partner``, to take the rows of some partners from."""

    table: pd.DataFrame

    def of(self, partners: Sequence[str]) -> Rows:
        """The rows of these partners, in the order given; those of one partner keep theirs."""
        return [row for code in partners for row in self._rows.get(code, ())]

    def table_of(self, partners: Sequence[str]) -> pd.DataFrame:
        """What ``of`` gives, as a table."""
        return only(self.table, partners)

    @cached_property
    def _rows(self) -> Mapping[str, Rows]:
        found: dict[str, list[Any]] = {}
        for row in each(self.table):
            found.setdefault(row.partner, []).append(row)
        return found


class Lead(NamedTuple):
    """Which of two partners is ahead in one year."""

    year: int
    leader: str
    ratio: float
    """The larger figure over the smaller."""


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


def history(figures: pd.DataFrame, partners: Sequence[str], reporter: str) -> pd.DataFrame:
    """Each partner's figure in every year between the first and last for which anybody has one.

    Columns partner, year, then value, low, high, unit, reporter, state, period, source, confidence,
    caveats, note. A year without a figure has its row, with value missing; where the collection
    holds nothing at all the state is ``no-figure``.
    """
    own = _of(figures, partners, reporter)
    years = own.loc[own["value"].notna(), "year"]
    span = range(int(years.min()), int(years.max()) + 1) if len(years) else range(0)
    return _with_gaps(own, [(code, year) for code in dict.fromkeys(partners) for year in span])


def span(history: Rows, years: tuple[int, int]) -> tuple[int, int] | None:
    """The first and last of these years, ends included, for which a row has a value, if any has."""
    found = [row.year for row in known(history) if years[0] <= row.year <= years[1]]
    return (min(found), max(found)) if found else None


def known(rows: Iterable[Any]) -> list[Any]:
    """The rows that have a value."""
    return [row for row in rows if not isnan(row.value)]


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
    values = _counted(figures[figures["partner_kind"] == "total"], reporter, year)["value"]
    return float(values.iloc[0]) if len(values) else None


def amounts(figures: pd.DataFrame, reporter: str, year: int) -> dict[str, float]:
    """The reporter's figures of one year by partner, of those of whom it gives one."""
    rows = _counted(figures, reporter, year)
    return dict(zip(rows["partner"], rows["value"].tolist(), strict=True))


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


def head_to_head(history: Rows, pair: tuple[str, str]) -> list[Lead]:
    """Who of two partners is ahead, year by year, where both have a figure.

    Years of a tie are left out, as are those in which the smaller figure is zero.
    """
    first, second = (
        {row.year: row.value for row in known(history) if row.partner == code} for code in pair
    )
    found = []
    for year in sorted(first.keys() & second.keys()):
        one, other = first[year], second[year]
        if one != other and min(one, other):
            leader = pair[0] if one > other else pair[1]
            found.append(Lead(year, leader, max(one, other) / min(one, other)))
    return found


def footing(
    amounts: Mapping[str, float], bloc: str, members: Iterable[str]
) -> list[tuple[str, float]]:
    """A bloc's amount as the sum of its members: code and amount of each.

    ``amounts`` are those of one year, by partner. Members without a figure are left out and so are
    part of ``other``, which comes last: the bloc minus the members shown; it is left out when
    nothing remains. Empty if the bloc has no figure. Raises NegativeResidual, with the amount, if
    the members exceed their bloc.
    """
    if bloc not in amounts:
        return []
    parts = [(code, amounts[code]) for code in dict.fromkeys(members) if code in amounts]
    rest = residual(bloc, amounts[bloc], [value for _, value in parts])
    return [*parts, *([(OTHER, rest)] if rest else [])]


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


def _counted(figures: pd.DataFrame, reporter: str, year: int) -> pd.DataFrame:
    own = (figures["reporter"] == reporter) & (figures["year"] == year)
    return figures[own & figures["value"].notna()]


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
