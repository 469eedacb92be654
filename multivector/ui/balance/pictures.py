"""The triangle, the course over the years, and the panel of domains."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from multivector.analysis import balance as measures
from multivector.analysis.amounts import FEW_EVENTS, domain_years
from multivector.analysis.balance import BORROW_YEARS
from multivector.analysis.partners import expanded
from multivector.analysis.rows import each as each_row
from multivector.analysis.uncertainty import draw_shares
from multivector.charts import balance as charts
from multivector.charts import domains as panels
from multivector.findings import balance as findings
from multivector.ui import cards
from multivector.ui.balance.answer import domain_name, measure_name
from multivector.ui.balance.view import (
    Balance,
    Supposition,
    evidence,
    looks_of,
    names,
    shown_as,
    supposition,
)
from multivector.ui.cache import kept
from multivector.ui.frame import Frame
from multivector.words import DASH

CLOUD = 400
"""Points in the cloud around the last year: enough to see its shape."""


def draw_triangle(here: Frame, shown: Balance) -> None:
    """The trail between the three partners of the triangle, and where its last year may lie."""
    library, words = here.collection.library, here.words
    corners = library.focus.ternary
    if not corners:
        cards.empty(words.say("The collection names no three partners for a triangle."))
        return
    card = shown_as(
        here, "ternary", replace(shown.choices, factors=()), lambda here: _triangle(here, shown)
    )
    if card is not None:
        cards.chart(here, "ternary", card)
        return
    cards.empty(
        words.say(
            "No triangle of {partners}: in no year of this span is {domain} known for all three.",
            partners=words.listed(here.names[code] for code in corners),
            domain=domain_name(here, shown.domain),
        )
    )


def _triangle(here: Frame, shown: Balance) -> cards.Card | None:
    """None if no year is known for all three."""
    words, corners = here.words, here.collection.library.focus.ternary
    span = (here.filters.first, here.filters.last)
    method = (here.collection.stamp, span, shown.choices.count, shown.choices.known_by)
    basis = evidence(here, shown.choices)
    trail = kept(
        ("trail", shown.domain, shown.choices.credit, method),
        lambda: measures.trail(basis, range(span[0], span[1] + 1), corners, shown.domain),
    )
    known = trail.dropna()
    if known.empty:
        return None
    last = int(known["year"].iloc[-1])
    cloud = kept(
        ("cloud", shown.domain, shown.choices.credit, method, last),
        lambda: _cloud(here, shown, last),
    )
    elsewhere = _elsewhere(here, shown, last)
    years = f"{int(known['year'].min())}{DASH}{last}"
    three = words.listed(here.names[code] for code in corners)
    title = findings.drift(trail, here.names, words) or words.say(
        "Between {partners}", partners=three
    )
    score = shown.score
    return cards.Card(
        charts.ternary(trail, corners, looks_of(here), words, cloud, elsewhere, narrow=here.narrow),
        title=title,
        subtitle=words.say(
            "Shares among {partners} alone · {span} · {measure}",
            partners=three,
            span=years,
            measure=measure_name(here, score) if score is not None else "",
        ),
        sources=sources(here, shown.domain, corners),
        table=lambda: cards.Table(
            [words.say("Year"), *(here.names[code] for code in corners)],
            [
                [str(int(row["year"])), *(words.percent(row[code], 1) for code in corners)]
                for _, row in known.iterrows()
            ],
            trail,
        ),
        alt=f"{title}. {_trail_ends(here, known)}",
        note=words.say(
            "The triangle shows the part in which the trail lies: its corners are not 100%."
        )
        + (f" {_about_cloud(here, last)}" if len(cloud) else ""),
    )


def _cloud(here: Frame, shown: Balance, year: int) -> pd.DataFrame:
    """Draws of the shares of a year among the corners; empty where nothing is uncertain."""
    corners = here.collection.library.focus.ternary
    domain = domain_years(evidence(here, shown.choices), [year], corners, shown.domain)[0]
    if not domain.counts and bool((domain.low == domain.high).all()):
        return pd.DataFrame(columns=list(corners))
    drawn = draw_shares(domain.uncertain, CLOUD, measures.SEED)
    return pd.DataFrame(drawn, columns=list(corners))


def _about_cloud(here: Frame, year: int) -> str:
    return here.words.say(
        "The cloud shows where {year} may lie, within what counts and ranges leave open.", year=year
    )


def _elsewhere(here: Frame, shown: Balance, year: int) -> dict[str, float] | None:
    """The point of the year in focus as it would be, if what is supposed moves it."""
    suppose: Supposition | None = supposition(here, shown)
    if suppose is None or not suppose.made or shown.year != year:
        return None
    corners = here.collection.library.focus.ternary
    if not set(corners) <= set(shown.partners):
        return None
    before, after = (
        next(one for one in each if one.domain == shown.domain)
        for each in (suppose.before, suppose.after)
    )
    if before is after or bool((before.amounts == after.amounts).all()):
        return None
    at = [shown.partners.index(code) for code in corners]
    amounts = after.amounts[at]
    return dict(zip(corners, (float(each) for each in amounts / amounts.sum()), strict=True))


def _trail_ends(here: Frame, known: pd.DataFrame) -> str:
    words = here.words
    return "; ".join(
        f"{int(row['year'])}: "
        + ", ".join(f"{here.names[code]} {words.percent(row[code])}" for code in known.columns[1:])
        for _, row in known.iloc[[0, -1]].iterrows()
    )


def sources(here: Frame, domain: str, partners: Sequence[str]) -> list[str]:
    """Sources of the figures a domain's balance rests on, most used first."""
    return kept(
        ("balance-sources", here.collection.stamp, domain, tuple(partners)),
        lambda: _sources(here, domain, partners),
    )


def _sources(here: Frame, domain: str, partners: Sequence[str]) -> list[str]:
    tables, library = here.collection.tables, here.collection.library
    measure = library.domains[domain].balance
    rows = tables["observations"]
    named = measure.indicator if measure else None
    own = rows[(rows["indicator"] == named) & rows["partner"].isin(expanded(library, partners))]
    if len(own):
        own = own[own["reporter"] == own["reporter"].mode().iloc[0]]
        return list(own["source"].value_counts().index)
    met = tables["events"][tables["events"]["state"] == "held"]
    return list(met["sources"].str.split(";").str[0].value_counts().index)


def draw_strip(here: Frame, shown: Balance) -> None:
    """Who has which share of which domain, with bounds where too little is known."""
    card = shown_as(here, "strip", shown.choices.method, lambda here: _strip(here, shown))
    cards.chart(here, "strip", card)


def _strip(here: Frame, shown: Balance) -> cards.Card:
    words, library = here.words, here.collection.library
    captions = {
        code: _strip_caption(shown, code, words.pick(domain.name))
        for code, domain in library.domains.items()
    }
    plain_names = {code: words.pick(domain.name) for code, domain in library.domains.items()}
    few = [each.domain for each in shown.domains if not each.ranks]
    carrying = panels.carries_share(shown.shares) & ~shown.shares["domain"].isin(few)
    ranked = shown.shares[carrying]
    title = findings.leaders(ranked, plain_names, names(here), words)
    known = shown.shares.dropna(subset="share")
    return cards.Card(
        panels.domain_strip(shown.shares, looks_of(here), captions, words, narrow=here.narrow),
        title=title,
        subtitle=words.say(
            "Share of each partner in each domain, of the partners known there · nearest year "
            "within {years} years, named · hatched: not reported",
            years=BORROW_YEARS,
        ),
        sources=[
            id
            for code in known["domain"].unique()
            for id in sources(here, code, list(shown.partners))[:2]
        ],
        table=lambda: _strip_table(here, shown, captions),
        alt=title,
        note=_about_strip(here, shown, few),
        fold=(words.say("What each domain is measured by"), _measured_by(here, shown)),
        explained=("coverage",),
    )


def _about_strip(here: Frame, shown: Balance, few: list[str]) -> str:
    words = here.words
    few = [code for code in few if code in set(shown.shares.dropna(subset="share")["domain"])]
    text = words.say(
        "Hatched cells with figures: too few partners are known there for shares, but what is "
        "known of the whole bounds them."
    )
    if not few:
        return text
    return f"{text} " + words.say(
        "Fewer than {n} events, so no rank: {domains}.",
        n=FEW_EVENTS,
        domains=words.listed(domain_name(here, code) for code in few),
    )


def _strip_caption(shown: Balance, code: str, name: str) -> str:
    """Name of a domain with the year of its figures."""
    domain = next(each for each in shown.domains if each.domain == code)
    if domain.basis is None or not (domain.has_shares or domain.bounded.any()):
        return name
    first, last = (day.year for day in domain.basis.period)
    return f"{name} {first}" if first == last else f"{name} {first}{DASH}{last}"


def _strip_table(here: Frame, shown: Balance, captions: dict[str, str]) -> cards.Table:
    words, called = here.words, names(here)
    cells = {
        (row.domain, row.partner): panels.cell_text(row, words) or words.say("not reported")
        for row in each_row(shown.shares)
    }
    return cards.Table(
        [
            words.say("Domain"),
            *(called[code] for code in shown.partners),
            words.say("Partners known"),
        ],
        [
            [
                captions[each.domain],
                *(cells[each.domain, code] for code in shown.partners),
                words.percent(each.coverage),
            ]
            for each in shown.domains
        ],
        shown.shares,
    )


def _measured_by(here: Frame, shown: Balance) -> str:
    """What each domain counts, in the collection's own words, and why some have no shares."""
    words, library = here.words, here.collection.library
    parts = []
    for each in shown.domains:
        domain = library.domains[each.domain]
        measures = [one for one in (domain.balance, domain.fallback) if one is not None]
        used = next(
            (one for one in measures if each.basis and one.indicator == each.basis.indicator), None
        )
        text = words.marked(used.note) if used else words.marked(domain.no_share)
        indicator = f" ({words.pick(library.indicators[used.indicator].name)})" if used else ""
        parts.append(f"{words.pick(domain.name)}{indicator}: {text}")
    return " ".join(parts)


def draw_course(here: Frame, shown: Balance) -> None:
    """Effective partners over the years, a small panel a domain."""
    words = here.words
    card = shown_as(here, "course", shown.choices.method, lambda here: _course(here, shown))
    if card is not None:
        cards.chart(here, "course", card)
        return
    cards.empty(
        words.say("No domain carries shares in two of these years."),
        words.say("Choose more years."),
    )


def _course(here: Frame, shown: Balance) -> cards.Card | None:
    """None if no domain has two years."""
    words, library = here.words, here.collection.library
    complete = shown.scores[shown.scores["complete"]].dropna(subset="n2")
    years = complete.groupby("domain")["year"].transform("nunique")
    known = complete[years > 1]
    if known.empty:
        return None
    captions = {code: words.pick(domain.name) for code, domain in library.domains.items()}
    ordered = pd.concat(
        [known[known["domain"] == shown.domain], known[known["domain"] != shown.domain]]
    )
    title = words.say("Effective partners over the years")
    return cards.Card(
        charts.course(ordered, captions, len(shown.partners), words),
        title=title,
        subtitle=words.say(
            "N2 = 1 / sum of squared shares · 1 to {most} · years in which every partner is "
            "known · band: 90% interval",
            most=len(shown.partners),
        ),
        sources=sources(here, shown.domain, list(shown.partners)),
        table=lambda: _course_table(here, complete, captions),
        alt=findings.change(shown.own, words) or title,
        note=_without_course(here, complete[years == 1], captions, set(complete["domain"])),
        explained=("effective", "interval"),
    )


def _without_course(
    here: Frame, single: pd.DataFrame, captions: dict[str, str], known: set[str]
) -> str:
    """Domains known in one year alone, with their score, and those not known in any."""
    words = here.words
    absent = [name for code, name in captions.items() if code not in known]
    once = [
        f"{captions[row.domain]} {words.number(row.n2, 1)} ({int(row.year)})"
        for row in each_row(single)
    ]
    parts = (
        words.say("One such year: {domains}.", domains=words.listed(once)) if once else "",
        words.say("No such year: {domains}.", domains=words.listed(absent)) if absent else "",
    )
    return " ".join(part for part in parts if part)


def _course_table(here: Frame, known: pd.DataFrame, captions: dict[str, str]) -> cards.Table:
    words = here.words
    return cards.Table(
        [
            words.say("Domain"),
            words.say("Year"),
            "N2",
            words.say("90% interval"),
            "N1",
            words.say("Evenness J"),
            words.say("Largest share"),
            words.say("Partners known"),
        ],
        [
            [
                captions[row.domain],
                str(int(row.year)),
                words.number(row.n2, 2),
                f"{words.number(row.low, 2)}{DASH}{words.number(row.high, 2)}",
                words.number(row.n1, 2),
                words.number(row.evenness, 2),
                _leader(here, row),
                words.percent(row.coverage),
            ]
            for row in each_row(known)
        ],
        known,
    )


def _leader(here: Frame, row: Any) -> str:
    called = here.words.listed(names(here)[code] for code in row.top_partner.split(";"))
    return f"{called} {here.words.percent(row.top_share)}"
