"""Beside the shares: dependence in both directions, what to expect, how alike they vote."""

import numpy as np
import pandas as pd
import streamlit as st

from multivector.analysis import comparison
from multivector.analysis.reference import dependence, intensities, relative_entropy
from multivector.analysis.rows import each as each_row
from multivector.charts import dependence as charts
from multivector.findings import reference as findings
from multivector.model import Domain
from multivector.ui import cards
from multivector.ui.balance.answer import domain_name
from multivector.ui.balance.view import Balance, evidence, looks_of, names, shown_as
from multivector.ui.frame import Frame
from multivector.words import DASH


def draw_dependence(here: Frame, shown: Balance) -> None:
    """What each partner is to the country, and the country to each partner."""
    words, library = here.words, here.collection.library
    domain = library.domains.get(shown.domain)
    year = shown.year
    if domain is None or domain.dependence is None or year is None:
        return
    card = shown_as(
        here,
        "dependence",
        shown.choices.method,
        lambda here: _dependence(here, shown, domain, year),
    )
    if card is not None:
        cards.chart(here, "dependence", card)
        return
    cards.empty(
        words.say(
            "Dependence in both directions is not known for any of the partners in or near {year}.",
            year=year,
        )
    )


def _dependence(here: Frame, shown: Balance, domain: Domain, year: int) -> cards.Card | None:
    """None if no partner has both directions."""
    words, library = here.words, here.collection.library
    rows = dependence(evidence(here, shown.choices), domain, library.focus.vectors, year)
    if rows.empty:
        return None
    country = here.names[library.focus.id]
    sides = (
        words.say("partner's share in {country}'s", country=country),
        words.say("{country}'s share in partner's", country=country),
    )
    title = findings.lopsided(rows, domain_name(here, domain.id), names(here), country, words)
    return cards.Card(
        charts.dependence(rows, looks_of(here), sides, words, narrow=here.narrow),
        title=title,
        subtitle=words.say(
            "Share in total {domain}, both directions · figures of {years}",
            domain=domain_name(here, domain.id),
            years=findings.years(rows, words),
        ),
        sources=[*rows["source_here"], *rows["source_there"]],
        table=lambda: cards.Table(
            [
                words.say("Partner"),
                sides[0],
                words.say("Year"),
                sides[1],
                words.say("Year"),
                words.say("Who counted"),
            ],
            [
                [
                    names(here)[row.partner],
                    words.percent(row.here, 1),
                    str(int(row.year_here)),
                    words.percent(row.there, 1),
                    str(int(row.year_there)),
                    words.pick(library.reporters[row.reporter_there].name),
                ]
                for row in each_row(rows)
            ],
            rows,
        ),
        alt=f"{title}. {findings.pairs(rows, names(here), words)}",
        note=words.say("Only partners for which both directions are known."),
    )


def draw_fold(here: Frame, shown: Balance) -> None:
    """What to expect, and how alike the country and its partners act, for whoever opens it."""
    fold = st.expander(
        here.words.say("Beside the balance: what to expect, and votes"),
        key="fold-beside",
        on_change="rerun",
    )
    if fold.open:
        with fold:
            draw_expected(here, shown)
            draw_agreement(here, shown)


def draw_expected(here: Frame, shown: Balance) -> None:
    """Shares beside what the partners' size in the world would suggest."""
    words, library = here.words, here.collection.library
    domain = library.domains.get(shown.domain)
    current = next((each for each in shown.domains if each.domain == shown.domain), None)
    if domain is None or current is None or not current.has_shares:
        return
    cards.heading(words.say("More or less than the partners' size suggests"), "")
    rows = intensities(evidence(here, shown.choices), domain, current, shown.partners)
    if rows["expected"].isna().any():
        cards.empty(_no_expectation(here, domain, rows))
        return
    distance = relative_entropy(rows["share"].to_numpy(), rows["expected"].to_numpy())
    cards.note(findings.expected(rows, distance, names(here), words))
    cards.html_table(
        cards.Table(
            [
                words.say("Partner"),
                words.say("Share"),
                words.say("Expected"),
                words.say("Share / expected"),
            ],
            [
                [
                    names(here)[row.partner],
                    words.percent(row.share, 1),
                    words.percent(row.expected, 1),
                    words.number(row.intensity, 2),
                ]
                for row in each_row(rows)
            ],
            rows,
        )
    )
    cards.source_line(here, rows["source"].dropna())


def _no_expectation(here: Frame, domain: Domain, rows: pd.DataFrame) -> str:
    words = here.words
    if domain.expected is None:
        return words.say("The collection holds no measure of what to expect in this domain.")
    missing = rows[rows["expected"].isna()]["partner"]
    return words.say(
        "What to expect is not known for {partners}.",
        partners=words.listed(names(here)[code] for code in missing),
    )


def draw_agreement(here: Frame, shown: Balance) -> None:
    """How alike the country and each partner act, as published, beside but not in the balance."""
    words, library = here.words, here.collection.library
    for domain in library.domains.values():
        if domain.agreement is None:
            continue
        named = library.indicators[domain.agreement]
        rows = comparison.latest_statements(
            evidence(here, shown.choices).known_observations,
            named.id,
            library.focus.id,
            library.focus.vectors,
        )
        if rows.empty:
            continue
        cards.heading(words.pick(named.name), words.pick(named.definition))
        cards.html_table(_agreement_table(here, rows))
        for caveat in named.caveats:
            cards.note(words.marked(library.caveats[caveat].text))
        cards.source_line(here, rows["source"])


def _agreement_table(here: Frame, rows: pd.DataFrame) -> cards.Table:
    words, library = here.words, here.collection.library
    ordered = rows.sort_values("value", ascending=False)
    return cards.Table(
        [words.say("Partner"), words.say("Value"), words.say("Period"), words.say("Who counted")],
        [
            [
                names(here)[row.partner],
                words.amount(None if np.isnan(row.value) else row.value, library.units[row.unit]),
                words.period(row.period) or DASH,
                words.pick(library.reporters[row.reporter].name),
            ]
            for row in each_row(ordered)
        ],
        ordered,
    )
