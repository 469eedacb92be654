"""All domains together: weights to move, who comes first, and the whole split in two."""

import pandas as pd
import streamlit as st

from multivector.analysis import balance as measures
from multivector.analysis import comparison
from multivector.analysis.diversity import NestedEntropy, nested_entropy
from multivector.analysis.rows import each as each_row
from multivector.analysis.standing import Standing
from multivector.charts import domains as panels
from multivector.charts import robustness as charts
from multivector.findings import balance as findings
from multivector.findings import comparison as amounts
from multivector.findings import robustness
from multivector.ui import cards
from multivector.ui.balance import choices
from multivector.ui.balance.answer import domain_name, groups
from multivector.ui.balance.closer import flip_sentence
from multivector.ui.balance.pictures import sources
from multivector.ui.balance.view import (
    Balance,
    course,
    indicator,
    looks_of,
    names,
    shown_as,
    standing_of,
)
from multivector.ui.frame import Frame
from multivector.words import DASH

YEARS_SPLIT = 6


def draw_whole(here: Frame, shown: Balance) -> None:
    """Weights on one side, what follows from them on the other."""
    choices.draw_presets(
        here, shown_as(here, "unknown", shown.choices.method, lambda _: _unknown(shown))
    )
    left, right = st.columns([1, 2], gap="large")
    standing = standing_of(here, shown)
    with left:
        choices.draw_weights(here)
    with right:
        if standing is None:
            cards.empty(no_whole(here))
        else:
            _draw_standing(here, shown, standing)


def _unknown(shown: Balance) -> list[str]:
    """Domains of which too little is known to count in the whole, whatever their weight."""
    equal = dict.fromkeys((each.domain for each in shown.domains), 1.0)
    together = measures.whole(shown.domains, shown.partners, equal)
    return list(together.left_out) if together else []


def no_whole(here: Frame) -> str:
    """Why the domains cannot be put together."""
    return here.words.say(
        "Nothing to put together: it takes two domains in which at least two thirds of the "
        "partners are known or bounded, with a weight above zero."
    )


def _draw_standing(here: Frame, shown: Balance, standing: Standing) -> None:
    words, together = here.words, standing.whole
    if not any(standing.ranked):
        cards.heading(words.say("The whole, without ranks"), _about(here, standing))
        cards.empty(
            robustness.no_rank(together, words),
            words.say("Choose “Only what is known” to rank over the domains that have figures."),
        )
        cards.html_table(_shares_table(here, standing))
        return
    card = shown_as(
        here,
        "acceptability",
        shown.choices.weighed,
        lambda here: _acceptability(here, shown, standing),
    )
    cards.chart(here, "acceptability", card)


def _acceptability(here: Frame, shown: Balance, standing: Standing) -> cards.Card:
    words, together = here.words, standing.whole
    order = list(standing.order)
    title = robustness.firsts(standing, names(here), words)
    apart = [names(here)[code] for i, code in enumerate(together.partners) if i not in order]
    table = _chances(standing, order)
    return cards.Card(
        charts.acceptability(table, looks_of(here), words, narrow=here.narrow),
        title=title,
        subtitle=_about(here, standing),
        sources=[
            id
            for each in together.domains
            for id in sources(here, each.domain, list(shown.partners))[:2]
        ],
        table=lambda: _chances_table(here, standing, order),
        alt=f"{title}. {robustness.lasting(standing, names(here), words)}",
        note=" ".join(
            part
            for part in (
                robustness.reading(standing, names(here), words),
                flip_sentence(here, standing),
                words.say(
                    "Too little is known for a rank of {partners}.",
                    partners=words.listed(apart),
                )
                if apart
                else "",
            )
            if part
        ),
        explained=("interval", "weighting", "coverage"),
    )


def _about(here: Frame, standing: Standing) -> str:
    words, together = here.words, standing.whole
    return words.say(
        "Chance of each rank over all weightings and all that is uncertain · {year} · over "
        "{domains} · {coverage} of all domains and partners known",
        year=together.year,
        domains=words.listed(domain_name(here, each.domain) for each in together.domains),
        coverage=words.percent(together.coverage),
    )


def _chances(standing: Standing, order: list[int]) -> pd.DataFrame:
    ranks = range(1, len(standing.whole.partners) + 1)
    made = pd.DataFrame(standing.every[order], columns=list(ranks))
    made.insert(0, "partner", [standing.whole.partners[i] for i in order])
    return made


def _chances_table(here: Frame, standing: Standing, order: list[int]) -> cards.Table:
    words, called = here.words, names(here)
    ranks = range(len(standing.whole.partners))
    data = _chances(standing, order).assign(
        share=standing.whole.mean_shares[order],
        share_low=standing.shares.low[order],
        share_high=standing.shares.high[order],
        first_chosen=standing.chosen[order, 0],
        first_near=standing.near[order, 0],
        coverage=standing.whole.covered[order],
    )
    data.columns = [f"rank_{each}" if isinstance(each, int) else each for each in data.columns]
    return cards.Table(
        [
            words.say("Partner"),
            words.say("Share of the whole"),
            words.say("First with these weights"),
            words.say("First near them"),
            *(words.say("rank {n}", n=rank + 1) for rank in ranks),
            words.say("Known"),
        ],
        [
            [
                called[standing.whole.partners[i]],
                _with_interval(here, standing, i),
                words.percent(float(standing.chosen[i, 0])),
                words.percent(float(standing.near[i, 0])),
                *(words.percent(float(standing.every[i, rank])) for rank in ranks),
                words.percent(float(standing.whole.covered[i])),
            ]
            for i in order
        ],
        data,
    )


def _with_interval(here: Frame, standing: Standing, i: int) -> str:
    words = here.words
    low, high = float(standing.shares.low[i]), float(standing.shares.high[i])
    text = words.percent(float(standing.whole.mean_shares[i]), 1)
    return f"{text} ({words.percent(low, 1)}{DASH}{words.percent(high, 1)})"


def _shares_table(here: Frame, standing: Standing) -> cards.Table:
    """Intervals alone, in the partners' fixed order: no rank can be read off it."""
    words, called = here.words, names(here)
    rows = [
        [called[code], _with_interval(here, standing, i), words.percent(float(known))]
        for i, (code, known) in enumerate(
            zip(standing.whole.partners, standing.whole.covered, strict=True)
        )
    ]
    data = pd.DataFrame(
        {
            "partner": standing.whole.partners,
            "share_low": standing.shares.low,
            "share_high": standing.shares.high,
            "coverage": standing.whole.covered,
        }
    )
    headings = [words.say("Partner"), words.say("Share of the whole"), words.say("Known")]
    return cards.Table(headings, rows, data)


def draw_decomposition(here: Frame, shown: Balance) -> None:
    """The whole as evenness inside the domains plus division of labour between them."""
    card = shown_as(here, "split", shown.choices.weighed, lambda here: _decomposition(here, shown))
    if card is None:
        cards.empty(no_whole(here))
    else:
        cards.chart(here, "split", card)


def _decomposition(here: Frame, shown: Balance) -> cards.Card | None:
    """None if there is no whole in any year."""
    words = here.words
    rows = course(here, shown).sort_values("year")
    rows = rows[rows["year"] <= shown.year] if shown.year else rows
    # Years that rest on other domains or partners are no part of one picture.
    for column in ("domains", "partners"):
        rows = rows[rows[column] == rows[column].iloc[-1]] if len(rows) else rows
    rows = rows.tail(YEARS_SPLIT)
    if rows.empty:
        return None
    last = rows.iloc[-1]
    together = words.listed(domain_name(here, code) for code in str(last["domains"]).split(";"))
    weighed, said = shown.choices.factors, findings.split(last, words)
    return cards.Card(
        panels.decomposition(rows, words),
        title=words.say("Even inside the domains, or one partner each?"),
        subtitle=words.say(
            "Entropy in nats, {weights}, over {domains} · known: {coverage} of all domains and "
            "partners",
            weights=words.say("weights as chosen") if weighed else words.say("equal weights"),
            domains=together,
            coverage=words.percent(float(last["coverage"])),
        ),
        sources=[
            id
            for code in str(last["domains"]).split(";")
            for id in sources(here, code, list(shown.partners))[:2]
        ],
        table=lambda: _split_table(here, rows),
        alt=said,
        note=" ".join(part for part in (said, *_nested(here, shown)) if part),
        explained=("entropy", "effective"),
    )


def _split_table(here: Frame, rows: pd.DataFrame) -> cards.Table:
    words = here.words
    return cards.Table(
        [
            words.say("Year"),
            words.say("Inside"),
            words.say("Between"),
            words.say("Whole"),
            words.say("Effective partners N1"),
            "N2",
            words.say("90% interval"),
            words.say("Known"),
        ],
        [
            [
                str(int(row.year)),
                words.number(row.inside, 3),
                words.number(row.between, 3),
                words.number(row.total, 3),
                words.number(row.n1, 2),
                words.number(row.n2, 2),
                f"{words.number(row.low, 2)}{DASH}{words.number(row.high, 2)}",
                words.percent(row.coverage),
            ]
            for row in each_row(rows)
        ],
        rows,
    )


def _nested(here: Frame, shown: Balance) -> list[str]:
    """Where members stand apart: how much of a domain's entropy lies inside each bloc, and the
    amounts that add up to it.
    """
    library, words = here.collection.library, here.words
    domain = next((each for each in shown.domains if each.domain == shown.domain), None)
    if shown.choices.level != "member" or domain is None or not domain.complete:
        return []
    parts: NestedEntropy = nested_entropy(domain.shares, groups(here, shown))
    blocs = [code for code in library.focus.vectors if library.partners[code].members]
    found = [
        findings.nested(parts, code, domain_name(here, shown.domain), here.names, words)
        for code in blocs
        if parts.within.get(code)
    ]
    return found + [each for code in blocs if (each := _footing(here, shown, code))]


def _footing(here: Frame, shown: Balance, bloc: str) -> str:
    """A bloc's amount as the sum of the members in the cut; see ``findings.footing``."""
    library = here.collection.library
    named = indicator(here, shown.choices)
    if named is None or not library.indicators[named].additive or shown.year is None:
        return ""
    unit = library.units[library.indicators[named].unit]
    figures = comparison.annual(
        here.collection.tables["observations"], named, library.focus.id, unit.id
    )
    members = [m.id for m in library.partners[bloc].members if m.id in shown.partners]
    reporter = library.focus.home_reporter
    try:
        known = comparison.amounts(figures, reporter, shown.year)
        parts = comparison.footing(known, bloc, members)
    except comparison.NegativeResidual:
        return ""
    if len(parts) < 2:
        return ""
    text = amounts.footing(parts, bloc, here.names, unit, here.words)
    return f"{text} ({here.words.pick(unit.name)})."
