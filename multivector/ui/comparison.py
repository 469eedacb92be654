"""The comparison of partners on screen: what to compare, and one card a question."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf, isnan
from typing import Any

import pandas as pd
import streamlit as st

from multivector.analysis import comparison as figures
from multivector.analysis.comparison import ByPartner
from multivector.analysis.partners import OverlappingPartners, cut
from multivector.analysis.rows import Rows
from multivector.analysis.rows import each as each_row
from multivector.analysis.tables import indicators_in_use
from multivector.charts import comparison as charts
from multivector.findings import comparison as findings
from multivector.model import Indicator, Unit
from multivector.periods import parse_period
from multivector.ui import address, cards, terms
from multivector.ui.cache import kept
from multivector.ui.frame import Frame
from multivector.words import DASH

VISIBLE_GAP_PCT = 8
LEAST_YEARS = 3


@dataclass(frozen=True)
class Comparison:
    """What is compared: an indicator by one reporter, for partners in the order of the tree."""

    indicator: Indicator | None
    unit: Unit
    reporter: str
    partners: tuple[str, ...]
    subject: str
    year: int | None

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What figures of this comparison depend on."""
        return (*self.counted, self.partners, self.year)

    @property
    def counted(self) -> tuple[str, str, str]:
        """What was counted, of whom, and by whom."""
        return (self.indicator.id if self.indicator else "", self.subject, self.reporter)


def choose(here: Frame) -> Comparison:
    """The controls of the page and what they say: indicator, reporter and year."""
    library, words = here.collection.library, here.words
    names = {"indicator": words.say("Indicator")}
    code = address.chosen(_indicator_choice(here))
    reporters = _reporters(here, code)
    years = _year_choice(here, code, address.chosen(_reporter_choice(reporters)))
    choices = [_indicator_choice(here)]
    if len(reporters) > 1:
        names["reporter"] = words.say("Who counted")
        choices.append(_reporter_choice(reporters))
    if years is not None:
        names["year"] = words.say("Year")
        choices.append(years.choice)
    with cards.controls(here, "comparison-choice", names, choices):
        st.selectbox(
            names["indicator"],
            _indicators(here),
            format_func=_indicator_names(here).__getitem__,
            width=420,
            placeholder=words.say("Choose an indicator"),
            **address.bound(_indicator_choice(here)),
        )
        if "reporter" in names:
            st.selectbox(
                names["reporter"],
                reporters,
                format_func=lambda code: words.pick(library.reporters[code].name),
                width=280,
                placeholder=words.say("Choose who counted"),
                **address.bound(_reporter_choice(reporters)),
            )
        if years is not None:
            st.selectbox(
                names["year"],
                years.options,
                width=110,
                placeholder=names["year"],
                **address.bound(years.choice),
            )
    return read(here)


def read(here: Frame) -> Comparison:
    """What is compared, as the address has it."""
    library = here.collection.library
    code = address.chosen(_indicator_choice(here))
    indicator = library.indicators.get(code)
    reporter = address.chosen(_reporter_choice(_reporters(here, code)))
    years = _year_choice(here, code, reporter)
    unit = library.units[indicator.unit] if indicator else next(iter(library.units.values()))
    return Comparison(
        indicator,
        unit,
        reporter or library.focus.home_reporter,
        here.filters.partners_or(library.focus.vectors),
        library.focus.id,
        int(address.chosen(years.choice)) if years else None,
    )


def tables(here: Frame, choice: Comparison) -> dict[str, pd.DataFrame]:
    """What the page shows of a comparison, table by table: latest, history and counts."""
    if choice.indicator is None:
        return {name: pd.DataFrame() for name in ("latest", "history", "counts")}
    rows, latest = _latest(here, choice), _latest_table(here, choice)
    return {
        "latest": latest,
        "history": _history_table(here, choice),
        "counts": _mirrors_table(here, choice, rows[0].year) if rows else latest.head(0),
    }


def _own(here: Frame, indicator: str) -> ByPartner:
    """Of whom, of when and by whom there is a figure of the focus country of an indicator."""

    def found() -> ByPartner:
        table = here.collection.figures_of(indicator)
        is_own = (table["subject"] == here.collection.library.focus.id) & table["value"].notna()
        told = ["partner", "year", "is_full_year", "reporter", "reporter_kind"]
        return ByPartner(table.loc[is_own, told].drop_duplicates(ignore_index=True))

    return kept(("own figures", here.collection.stamp, indicator), found)


def _indicators(here: Frame) -> list[str]:
    def found() -> list[str]:
        library = here.collection.library
        with_figures = indicators_in_use(library)
        return [code for code in library.indicators if code in with_figures]

    return kept(("indicators", here.collection.stamp), found)


def _indicator_choice(here: Frame) -> address.Choice[str]:
    codes = _indicators(here)
    return address.one_of("indicator", codes, codes[0] if codes else "")


def _indicator_names(here: Frame) -> dict[str, str]:
    library, words = here.collection.library, here.words

    def made() -> dict[str, str]:
        return {
            code: f"{words.pick(library.domains[each.domain].name)}: {words.pick(each.name)}"
            for code, each in library.indicators.items()
        }

    return kept(("indicator names", here.collection.stamp, words.language), made)


def _reporters(here: Frame, indicator: str) -> list[str]:
    """Who counted the chosen partners: the home reporter, then who counted most of them."""
    library = here.collection.library
    home = library.focus.home_reporter
    asked = here.filters.partners_or(library.focus.vectors)

    def found() -> list[str]:
        counted = {(row.reporter, row.partner) for row in _own(here, indicator).of(asked)}
        counts = Counter(reporter for reporter, _ in counted)
        return sorted(counts, key=lambda code: (code != home, -counts[code], code))

    return kept(("reporters", here.collection.stamp, indicator, asked), found)


def _reporter_choice(reporters: Sequence[str]) -> address.Choice[str]:
    return address.one_of("reporter", reporters, reporters[0] if reporters else "")


@dataclass(frozen=True)
class _Years:
    """The years to choose from, latest first, and the choice among them."""

    options: list[str]
    choice: address.Choice[str]


def _year_choice(here: Frame, indicator: str, reporter: str) -> _Years | None:
    """The year compared: by default the latest that somebody else has counted as well.

    Without a second count there is nothing to see of how sure a figure is; if the latest such year
    lies further back than two years, the latest year stands.
    """
    asked = here.filters.partners_or(here.collection.library.focus.vectors)
    span = (here.filters.first, here.filters.last)
    return kept(
        ("years", here.collection.stamp, indicator, reporter, asked, span),
        lambda: _years(_own(here, indicator).of(asked), reporter, span),
    )


def _years(rows: Rows, reporter: str, span: tuple[int, int]) -> _Years | None:
    rows = [row for row in rows if row.is_full_year and span[0] <= row.year <= span[1]]
    sizes = Counter(row.year for row in rows if row.reporter == reporter)
    if not sizes:
        return None
    years = sorted(sizes, reverse=True)
    latest = max(year for year in years if sizes[year] == max(sizes.values()))
    counted = {
        row.year for row in rows if row.reporter != reporter and row.reporter_kind == "statistics"
    }
    both = [year for year in years if year in counted]
    default = both[0] if both and latest - both[0] <= 2 else latest
    options = [str(year) for year in years]
    return _Years(options, address.one_of("year", options, str(default)))


def _annual(here: Frame, choice: Comparison) -> pd.DataFrame:
    assert choice.indicator is not None
    indicator, unit = choice.indicator.id, choice.unit.id
    return kept(
        ("annual", here.collection.stamp, choice.subject, indicator, unit),
        lambda: figures.annual(
            here.collection.figures_of(indicator), indicator, choice.subject, unit
        ),
    )


def _reporter_names(here: Frame) -> dict[str, str]:
    words, reporters = here.words, here.collection.library.reporters
    return kept(
        ("reporter names", here.collection.stamp, words.language),
        lambda: {code: words.pick(each.name) for code, each in reporters.items()},
    )


def draw_answer(here: Frame, choice: Comparison) -> None:
    """The figures of the year in one sentence, above the filters, with where counts differ."""
    said = kept(("answer", here.key, choice.key), lambda: _said(here, choice))
    if said:
        cards.answer(here, *said)


def _said(here: Frame, choice: Comparison) -> tuple[str, str] | None:
    """The answer and its doubt; None if there is no figure."""
    latest = _latest(here, choice)
    if not figures.known(latest):
        return None
    gap = findings.widest_gap(
        _mirrors(here, choice, latest[0].year),
        here.names,
        _reporter_names(here),
        choice.unit,
        here.words,
    )
    return (
        findings.amounts(latest, here.names, choice.unit, here.words),
        f"{gap}." if gap else findings.reported(latest, here.words),
    )


def _latest(here: Frame, choice: Comparison) -> Rows:
    """One row a chosen partner."""
    return _latest_of_all(here, choice).of(choice.partners)


def _latest_of_all(here: Frame, choice: Comparison) -> ByPartner:
    """One row a partner; without a year that of those chosen, whose figures say which it is."""
    year, every = choice.year, tuple(here.collection.library.partners)
    partners = choice.partners if year is None else every
    return kept(
        ("latest of all", here.collection.stamp, *choice.counted, year, partners),
        lambda: ByPartner(figures.latest(_annual(here, choice), partners, choice.reporter, year)),
    )


def _latest_table(here: Frame, choice: Comparison) -> pd.DataFrame:
    """What ``_latest`` gives, as a table."""
    return _latest_of_all(here, choice).table_of(choice.partners)


def draw_latest(here: Frame, choice: Comparison) -> None:
    """Bars of the latest common year, with other counts of the same as hollow marks."""
    latest = _latest(here, choice)
    if not figures.known(latest):
        _draw_no_annual_figures(here, choice)
        return
    card = kept(("bars", here.key, choice.key), lambda: _bars(here.unplaced, choice, latest))
    cards.chart(here, "latest", card)
    for text in kept(("footing", here.key, choice.key), lambda: _footings(here, choice, latest)):
        cards.note(text)


def _bars(here: Frame, choice: Comparison, latest: Rows) -> cards.Card:
    year = latest[0].year
    others = _telling(_mirrors(here, choice, year))
    title = findings.leader(latest, here.names, choice.unit, here.words)
    return cards.Card(
        charts.bars(
            latest,
            others,
            here.looks,
            _reporter_names(here),
            choice.unit,
            here.words,
            narrow=here.narrow,
        ),
        title=title,
        subtitle=_subtitle(here, choice, str(year)),
        sources=[*_sources(latest), *_sources(others)],
        table=lambda: _amounts_table(here, choice),
        alt=f"{title}. {_listing(here, choice, latest)}",
        note=_latest_note(here, choice, latest, others),
        explained=_terms(here, choice, others=len(others) > 0),
    )


def _telling(mirrors: Rows) -> Rows:
    """Other statistical counts that differ visibly from the home count."""
    return [
        row
        for row in mirrors
        if not row.is_home
        and abs(row.gap_pct) >= VISIBLE_GAP_PCT
        and row.reporter_kind == "statistics"
    ]


def _sources(rows: Rows) -> list[str]:
    return [row.source for row in rows if isinstance(row.source, str)]


def _mirrors(here: Frame, choice: Comparison, year: int) -> Rows:
    """All counts of one year, the reader's chosen reporter as home."""
    return _mirrors_of_all(here, choice, year).of(choice.partners)


def _mirrors_table(here: Frame, choice: Comparison, year: int) -> pd.DataFrame:
    """What ``_mirrors`` gives, as a table."""
    return _mirrors_of_all(here, choice, year).table_of(choice.partners)


def _mirrors_of_all(here: Frame, choice: Comparison, year: int) -> ByPartner:
    partners = tuple(here.collection.library.partners)
    return kept(
        ("mirrors of all", here.collection.stamp, *choice.counted, year),
        lambda: ByPartner(figures.mirrors(_annual(here, choice), partners, year, choice.reporter)),
    )


def _subtitle(here: Frame, choice: Comparison, period: str) -> str:
    assert choice.indicator is not None
    reporter = _reporter_names(here)[choice.reporter]
    return findings.measure(choice.indicator, choice.unit, period, reporter, here.words)


def _listing(here: Frame, choice: Comparison, latest: Rows) -> str:
    """The figures of the bars as a sentence, for those who cannot see them."""
    words = here.words
    return "; ".join(
        f"{here.names[row.partner]} "
        + (words.say("not reported") if isnan(row.value) else words.amount(row.value, choice.unit))
        for row in _missing_last(latest)
    )


def _missing_last(latest: Rows) -> list[Any]:
    """The rows, the largest first, those without a value last."""
    return sorted(latest, key=lambda row: inf if isnan(row.value) else -row.value)


def _latest_note(here: Frame, choice: Comparison, latest: Rows, others: Rows) -> str:
    """What the marks mean and what must not be added up."""
    words, parts = here.words, []
    total = _total(here, choice)
    if total is not None:
        parts.append(words.say("All partners: {amount}.", amount=words.amount(total, choice.unit)))
    if len(others):
        parts.append(
            words.say("Hollow marks: other counts of the same. Percentages: of the total.")
        )
    elif not all(isnan(row.share) for row in latest):
        parts.append(words.say("Percentages: of the total."))
    try:
        cut(here.collection.library, choice.partners)
    except OverlappingPartners:
        parts.append(words.say("A bloc and its members stand side by side: do not add them up."))
    return " ".join(parts)


def _terms(here: Frame, choice: Comparison, *, others: bool) -> list[str]:
    """Keys of the glossary for what the bars show."""
    assert choice.indicator is not None
    has_bloc = any(here.collection.library.partners[code].members for code in choice.partners)
    uses = {
        "count": True,
        "mirror": others,
        "bloc": has_bloc,
        "inflow": choice.indicator.kind == "stock",
    }
    return [key for key, is_used in uses.items() if is_used]


def _total(here: Frame, choice: Comparison) -> float | None:
    """The reporter's total over all partners in the year compared."""
    if choice.year is None:
        return None
    reporter, year = choice.reporter, choice.year
    return kept(
        ("total", here.collection.stamp, *choice.counted, year),
        lambda: figures.total(_annual(here, choice), reporter, year),
    )


def _amounts_table(here: Frame, choice: Comparison) -> cards.Table:
    words, unit = here.words, choice.unit
    rows = _latest_table(here, choice).sort_values("value", ascending=False, na_position="last")
    return cards.Table(
        headings=[
            words.say("Partner"),
            words.say("Year"),
            words.say("Amount in {unit}", unit=words.pick(unit.name)),
            words.say("Share of total"),
        ],
        rows=[
            [
                here.names[row.partner],
                DASH if pd.isna(row.year) else str(int(row.year)),
                words.say("not reported") if pd.isna(row.value) else words.number(row.value, 2),
                words.percent(None if pd.isna(row.share) else row.share, 1),
            ]
            for row in each_row(rows)
        ],
        data=rows,
        records=_records(here, choice, rows),
    )


def _records(here: Frame, choice: Comparison, rows: pd.DataFrame) -> list[str]:
    """The figure in each row by its id, as ``observation_id`` makes it; empty if none is stored."""
    assert choice.indicator is not None
    about = f"{choice.indicator.id}|{choice.subject}"
    ids = [
        f"{about}|{row.partner}|{row.period}|{row.unit}|{row.reporter}" for row in each_row(rows)
    ]
    places = here.collection.library.places
    return [id if ("observation", id) in places else "" for id in ids]


def _footings(here: Frame, choice: Comparison, latest: Rows) -> list[str]:
    """For each bloc shown with members: the bloc as the sum of its members and the rest."""
    library, texts = here.collection.library, []
    amounts = {row.partner: row.value for row in figures.known(latest)}
    for bloc in choice.partners:
        members = [each.id for each in library.partners[bloc].members]
        shown = [code for code in choice.partners if code in members]
        if not shown or choice.indicator is None or not choice.indicator.additive:
            continue
        try:
            parts = figures.footing(amounts, bloc, shown)
        except figures.NegativeResidual as excess:
            amount = here.words.amount(-excess.amount, choice.unit)
            texts.append(
                here.words.say(
                    "The members shown exceed {bloc} by {amount}.",
                    bloc=here.names[bloc],
                    amount=amount,
                )
            )
            continue
        if parts:
            texts.append(findings.footing(parts, bloc, here.names, choice.unit, here.words))
    return texts


def _draw_no_annual_figures(here: Frame, choice: Comparison) -> None:
    words = here.words
    cards.empty(
        words.say(
            "No yearly figure of this indicator by {reporter} for {partners} between {first} and "
            "{last}.",
            reporter=_reporter_names(here)[choice.reporter],
            partners=words.listed(here.names[code] for code in choice.partners),
            first=here.filters.first,
            last=here.filters.last,
        ),
        words.say("Choose other partners, years or another indicator."),
    )


def draw_history(here: Frame, choice: Comparison) -> None:
    """Lines over the chosen years; a missing year is a gap."""
    years = (here.filters.first, here.filters.last)
    card = kept(
        ("lines", here.key, choice.key, years), lambda: _lines(here.unplaced, choice, years)
    )
    if card is not None:
        cards.chart(here, "history", card)
    elif figures.known(_latest(here, choice)):
        cards.note(here.words.say("Too few years with a figure for a picture of the course."))


def _lines(here: Frame, choice: Comparison, years: tuple[int, int]) -> cards.Card | None:
    """The course of the figures; None if there are too few for one."""
    words, history = here.words, _history(here, choice)
    years_of = Counter(row.partner for row in figures.known(history))
    if max(years_of.values(), default=0) < LEAST_YEARS:
        return None
    remarks = _remarks(here, choice, history)
    marks = [(at, str(number)) for number, (at, _) in enumerate(remarks, 1)]
    course, gaps = findings.course(history, here.names, words), _gaps(here, history)
    versus = ""
    if len(choice.partners) == 2:
        pair = (choice.partners[0], choice.partners[1])
        leads = figures.head_to_head(history, pair)
        versus = findings.head_to_head(leads, pair, here.names, words)
    return cards.Card(
        charts.lines(history, here.looks, choice.unit, words, marks, narrow=here.narrow),
        title=course or words.say("How did it develop?"),
        subtitle=_subtitle(here, choice, f"{history[0].year}{DASH}{history[-1].year}"),
        sources=_most_used(history),
        table=lambda: _course_table(here, choice),
        alt=f"{course}. {gaps}",
        note=" ".join(part for part in (versus, gaps, _numbered(remarks)) if part),
    )


def _history(here: Frame, choice: Comparison) -> Rows:
    """A row a chosen partner and year, from the first to the last year with a figure."""
    rows = _history_of_all(here, choice).of(choice.partners)
    span = figures.span(rows, (here.filters.first, here.filters.last))
    return [row for row in rows if span[0] <= row.year <= span[1]] if span else []


def _history_table(here: Frame, choice: Comparison) -> pd.DataFrame:
    """What ``_history`` gives, as a table."""
    years = {row.year for row in _history(here, choice)}
    rows = _history_of_all(here, choice).table_of(choice.partners)
    return rows[rows["year"].isin(years)].reset_index(drop=True)


def _history_of_all(here: Frame, choice: Comparison) -> ByPartner:
    partners = tuple(here.collection.library.partners)
    return kept(
        ("history of all", here.collection.stamp, *choice.counted),
        lambda: ByPartner(figures.history(_annual(here, choice), partners, choice.reporter)),
    )


def _most_used(rows: Rows) -> list[str]:
    return [source for source, _ in Counter(_sources(rows)).most_common()]


def _remarks(here: Frame, choice: Comparison, history: Rows) -> list[tuple[float, str]]:
    """What the collection remarks on this indicator's charts, each with its time in years."""
    found = []
    for each in here.collection.library.annotations.values():
        if choice.indicator is None or choice.indicator.id not in each.indicators:
            continue
        if each.partners and not set(each.partners) & set(choice.partners):
            continue
        day = parse_period(each.date)
        at = day.earliest.year + (
            (day.earliest.timetuple().tm_yday - 1) / 365 if day.precision != "year" else 0
        )
        found.append((at, f"{here.words.period(each.date)}: {here.words.marked(each.text)}"))
    first, last = history[0].year, history[-1].year
    return sorted((at, text) for at, text in found if first <= at <= last + 1)


def _numbered(remarks: list[tuple[float, str]]) -> str:
    return " ".join(f"({number}) {text}." for number, (_, text) in enumerate(remarks, 1))


def _gaps(here: Frame, history: Rows) -> str:
    """Which partners miss which years inside the span, in words."""
    words, parts = here.words, []
    for code, group in groupby(history, key=lambda row: str(row.partner)):
        name, rows = here.names[code], list(group)
        known = [row.year for row in figures.known(rows)]
        if not known:
            parts.append(words.say("{partner}: no figure", partner=name))
            continue
        inside = [
            str(row.year) for row in rows if isnan(row.value) and known[0] < row.year < known[-1]
        ]
        if inside:
            listed = words.listed(inside)
            parts.append(words.say("{partner}: not reported {years}", partner=name, years=listed))
        elif known[0] > rows[0].year:
            parts.append(words.say("{partner}: from {year}", partner=name, year=known[0]))
    return "; ".join(parts) + "." if parts else ""


def _course_table(here: Frame, choice: Comparison) -> cards.Table:
    words, history = here.words, _history_table(here, choice)
    wide = history.pivot(index="year", columns="partner", values="value")
    order = [code for code in choice.partners if code in wide.columns]
    wide = wide[order]
    return cards.Table(
        headings=[words.say("Year"), *(here.names[code] for code in order)],
        rows=[
            [str(int(year)), *(words.number(value, 2) for value in row)]
            for year, row in zip(wide.index, wide.to_numpy(), strict=True)
        ],
        data=history,
    )


def draw_counts(here: Frame, choice: Comparison) -> None:
    """Who counted how much: the same flow by both sides, where another count is known."""
    latest = _latest(here, choice)
    if not figures.known(latest):
        return
    year = latest[0].year
    card = kept(("counts", here.key, choice.key), lambda: _counts(here.unplaced, choice, year))
    if card is None:
        cards.note(here.words.say("Nobody else has counted the same in {year}.", year=year))
    else:
        cards.chart(here, "counts", card)


def _counts(here: Frame, choice: Comparison, year: int) -> cards.Card | None:
    """Every count of those partners whom several have counted; None if there are none."""
    words, mirrors = here.words, _counted_twice(_mirrors(here, choice, year))
    if not mirrors:
        return None
    reporters = _reporter_names(here)
    title = findings.widest_gap(mirrors, here.names, reporters, choice.unit, words)
    return cards.Card(
        charts.counts(mirrors, here.looks, reporters, choice.unit, words, narrow=here.narrow),
        title=title or words.say("Who counted?"),
        subtitle=_subtitle(here, choice, str(year)),
        sources=_sources(mirrors),
        table=lambda: _counts_table(here, choice, year),
        alt=title,
        explained=("mirror", "count"),
    )


def _counted_twice(mirrors: Rows) -> Rows:
    """The counts of those partners whom several have counted."""
    counts = Counter(row.partner for row in mirrors)
    return [row for row in mirrors if counts[row.partner] > 1]


def _counts_table(here: Frame, choice: Comparison, year: int) -> cards.Table:
    words, reporters = here.words, _reporter_names(here)
    several = {row.partner for row in _counted_twice(_mirrors(here, choice, year))}
    mirrors = _mirrors_table(here, choice, year)
    mirrors = mirrors[mirrors["partner"].isin(several)]
    return cards.Table(
        headings=[
            words.say("Partner"),
            words.say("Who counted"),
            words.say("Amount in {unit}", unit=words.pick(choice.unit.name)),
            words.say("Gap"),
            words.say("Gap in %"),
        ],
        rows=[
            [
                here.names[row.partner],
                reporters[row.reporter],
                words.number(row.value, 2),
                DASH if row.is_home else words.number(row.gap, 2),
                DASH if row.is_home else words.percent(row.gap_pct / 100),
            ]
            for row in each_row(mirrors)
        ],
        data=mirrors,
        records=_records(here, choice, mirrors),
    )


def draw_statements(here: Frame, choice: Comparison) -> None:
    """Figures whose period is not one calendar year, each with its own period and who said it."""
    table, sources = kept(
        ("statements", here.key, choice.key), lambda: _statements_table(here, choice)
    )
    if not table.rows:
        return
    words = here.words
    cards.heading(
        words.say("Figures with a period of their own"),
        words.say("They cover different times and are not to be compared without a look at them."),
    )
    cards.html_table(table)
    cards.source_line(here, sources)


def _statements_table(here: Frame, choice: Comparison) -> tuple[cards.Table, list[str]]:
    """The table, and its sources, most used first."""
    words, library, reporters = here.words, here.collection.library, _reporter_names(here)
    every = kept(
        ("statements of all", here.collection.stamp, *choice.counted),
        lambda: ByPartner(_statements(here, choice)),
    )
    rows = every.of(choice.partners)
    headings = [
        words.say("Partner"),
        words.say("Period"),
        words.say("Figure"),
        words.say("Who counted"),
        words.say("Evidence"),
    ]
    texts = [
        [
            here.names[row.partner],
            words.period(row.period),
            words.amount_between(row.value, row.low, row.high, library.units[row.unit]),
            reporters[row.reporter],
            terms.confidences(words)[row.confidence],
        ]
        for row in rows
    ]
    return cards.Table(headings, texts), _most_used(rows)


def _statements(here: Frame, choice: Comparison) -> pd.DataFrame:
    """Those of all partners whose period is not one calendar year."""
    assert choice.indicator is not None
    rows = figures.latest_statements(
        here.collection.figures_of(choice.indicator.id),
        choice.indicator.id,
        choice.subject,
        tuple(here.collection.library.partners),
    )
    return rows[[parse_period(period).precision != "year" for period in rows["period"]]]
