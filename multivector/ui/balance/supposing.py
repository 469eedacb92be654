"""What would be if something were otherwise, clearly apart from what is."""

import pandas as pd
import streamlit as st

from multivector.analysis import balance as measures
from multivector.analysis.diversity import TOLERANCE, effective_partners
from multivector.analysis.rows import each as each_row
from multivector.findings import supposing as findings
from multivector.ui import cards
from multivector.ui.balance.choices import WITHOUT_DEAL, scenario_names
from multivector.ui.balance.view import Balance, Supposition, names, supposition
from multivector.ui.frame import Frame
from multivector.ui.texts import plain


def draw_supposed(here: Frame, shown: Balance) -> None:
    """The chosen supposition: what moves, in words and as a table before and after."""
    suppose = supposition(here, shown)
    if suppose is None:
        return
    words = here.words
    name = scenario_names(here)[shown.choices.scenario]
    head, remark = words.say("Supposed"), words.say("This did not happen; all else stays as it is.")
    with st.container(key="card-supposed"):
        st.html(
            f'<p class="mv-supposed" role="status"><strong>{plain(head)}:'
            f"</strong> {plain(name)}. {plain(remark)}</p>"
        )
        cards.note(_reason(here, shown))
        if not suppose.made:
            cards.empty(
                words.say(
                    "This cannot be reckoned for {year}: a figure it needs is not known.",
                    year=str(shown.year),
                ),
                words.say("Choose another year or another supposition."),
            )
            return
        rows = _before_and_after(shown, suppose)
        moved = (rows["after"] - rows["before"]).abs() > TOLERANCE
        changed = list(dict.fromkeys(rows[moved]["domain"]))
        for domain in changed:
            own = rows[rows["domain"] == domain]
            cards.note(
                findings.moved(
                    own,
                    words.pick(here.collection.library.domains[domain].name),
                    _measure(here, suppose, domain),
                    names(here),
                    words,
                )
            )
        cards.note(_whole(here, shown, suppose))
        _draw_table(here, rows[rows["domain"].isin(changed)], name)


def _draw_table(here: Frame, rows: pd.DataFrame, title: str) -> None:
    fold = st.expander(here.words.say("Table and download"), key="fold-supposed", on_change="rerun")
    if fold.open:
        with fold:
            cards.html_table(_table(here, rows))
            cards.download(here, "supposed", lambda: rows, title)


def _reason(here: Frame, shown: Balance) -> str:
    words, library = here.words, here.collection.library
    if shown.choices.scenario.startswith(WITHOUT_DEAL):
        return words.say(
            "The domain is read by the worth of the deals signed so far, with this deal and "
            "without."
        )
    return words.marked(library.scenarios[shown.choices.scenario].reason)


def _before_and_after(shown: Balance, suppose: Supposition) -> pd.DataFrame:
    """Shares of every domain as they are and as they would be: domain, partner, before, after."""
    rows = [
        {"domain": was.domain, "partner": code, "before": before, "after": after}
        for was, would in zip(suppose.before, suppose.after, strict=True)
        for code, before, after in zip(shown.partners, was.shares, would.shares, strict=True)
        if was.has_shares and would.has_shares
    ]
    return pd.DataFrame(rows, columns=["domain", "partner", "before", "after"])


def _measure(here: Frame, suppose: Supposition, domain: str) -> str:
    """What the domain is read by here."""
    basis = next(each.basis for each in suppose.before if each.domain == domain)
    assert basis is not None, "a domain that changes has figures"
    return here.words.pick(here.collection.library.indicators[basis.indicator].name)


def _whole(here: Frame, shown: Balance, suppose: Supposition) -> str:
    """What the supposition does to the whole, under the chosen weights."""
    weights = shown.choices.weights(here.collection.library)
    was, would = (
        measures.whole(each, shown.partners, weights) for each in (suppose.before, suppose.after)
    )
    if was is None or would is None:
        return ""
    return findings.whole(
        float(effective_partners(was.mean_shares, 2)),
        float(effective_partners(would.mean_shares, 2)),
        here.words,
    )


def _table(here: Frame, rows: pd.DataFrame) -> cards.Table:
    words, domains = here.words, here.collection.library.domains
    return cards.Table(
        [
            words.say("Domain"),
            words.say("Partner"),
            words.say("As it is"),
            words.say("Supposed"),
            words.say("Points"),
        ],
        [
            [
                words.pick(domains[row.domain].name),
                names(here)[row.partner],
                words.percent(row.before, 1),
                words.percent(row.after, 1),
                words.number(100 * (row.after - row.before), 1),
            ]
            for row in each_row(rows)
        ],
        rows,
    )
