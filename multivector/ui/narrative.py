"""Whom the claims name beside the statistics, and which claims cannot both hold, on screen."""

from typing import Any

import pandas as pd
import streamlit as st

from multivector.analysis.contradictions import ledger
from multivector.analysis.narrative import LEAST_TO_RANK, salience
from multivector.analysis.partners import expanded
from multivector.analysis.rows import each as each_row
from multivector.charts import narrative as charts
from multivector.findings import narrative as findings
from multivector.ui import address, cards, terms
from multivector.ui.balance.choices import Choices
from multivector.ui.balance.view import balance
from multivector.ui.cache import kept, verdict_on, verification
from multivector.ui.frame import Frame
from multivector.ui.texts import plain, told
from multivector.words import DASH, Words


def draw_attention(here: Frame) -> None:
    """How often the claims name each partner, for whoever opens the fold.

    Follows the page's choice of domain and of the publisher's side.
    """
    title = here.words.say("Whom the claims name, and whom the statistics show")
    fold = st.expander(title, key="fold-naming", on_change="rerun")
    if fold.open:
        with fold:
            _draw_attention(here, title)


def _draw_attention(here: Frame, title: str) -> None:
    words, library = here.words, here.collection.library
    domain = address.chosen(address.one_of("domain", library.domains, ""))
    publishers = {library.sources[each.source].side for each in library.articles.values()}
    side = address.chosen(address.one_of("side", publishers, ""))
    rows = kept(
        ("attention", here.collection.stamp, domain, side, here.filters.first, here.filters.last),
        lambda: _compared(here, domain, side),
    )
    n = int(rows["n"].max())
    if not n:
        cards.empty(
            words.say("No claim of this choice names one of these partners."),
            words.say("Choose another domain or side."),
        )
        return
    finding = findings.compared(rows, here.names, words)
    shown = rows.sort_values("attention", ascending=False) if rows["ranked"].all() else rows
    cards.chart(
        here,
        "attention",
        cards.Card(
            charts.attention(shown, here.looks, words),
            title=finding,
            subtitle=_subtitle(here, rows, domain, side),
            sources=_sources(here, rows, domain, side),
            table=lambda: _table(here, shown),
            alt=f"{title}: {finding}",
            note=_note(words, n),
            explained=("interval",),
        ),
    )


def _compared(here: Frame, domain: str, side: str) -> pd.DataFrame:
    """Attention beside the statistics of the domain; over all domains it stands alone."""
    shares = balance(here, Choices("bloc", domain)).shares if domain else None
    return salience(here.collection.library, shares, domain or None, side or None)


def _subtitle(here: Frame, rows: pd.DataFrame, domain: str, side: str) -> str:
    words, library = here.words, here.collection.library
    known = rows.dropna(subset="evidence")
    parts = [
        words.pick(library.domains[domain].name) if domain else words.say("All domains"),
        cards.sides(here, library.sources.values())[side] if side else "",
        words.say_many("{n} mention", "{n} mentions", int(rows["n"].max())),
        words.say("● share of the mentions with its 90% interval"),
    ]
    if len(known):
        parts.append(words.say("◇ {measure}", measure=_measure(here, known)))
    return " · ".join(part for part in parts if part)


def _measure(here: Frame, known: pd.DataFrame) -> str:
    """The statistics compared with: measure, who counted, and the years."""
    words, library = here.words, here.collection.library
    row = known.iloc[0]
    first, last = row["first_day"].year, row["last_day"].year
    return ", ".join(
        (
            words.pick(library.indicators[str(row["indicator"])].name),
            words.pick(library.reporters[str(row["reporter"])].name),
            str(first) if first == last else f"{first}{DASH}{last}",
        )
    )


def _note(words: Words, n: int) -> str:
    texts = [
        words.say(
            "A claim counts once for each partner that it names itself or by a member. The claims "
            "are a chosen sample, and those of one article hang together, so that the intervals "
            "are rather too narrow. Being named is not being close."
        )
    ]
    if n < LEAST_TO_RANK:
        texts.append(
            words.say("Below {least} mentions partners are not ranked.", least=LEAST_TO_RANK)
        )
    return " ".join(texts)


def _sources(here: Frame, rows: pd.DataFrame, domain: str, side: str) -> list[str]:
    """Sources of the statistics, then of the claims counted, most used first."""
    library, known = here.collection.library, rows.dropna(subset="evidence")
    wanted = expanded(library, library.focus.vectors)
    figures = here.collection.tables["observations"]
    figures = figures[
        figures["indicator"].isin(known["indicator"])
        & figures["reporter"].isin(known["reporter"])
        & figures["partner"].isin(wanted)
    ]
    cited = [
        library.articles[library.article_of[claim.id]].source
        for claim in library.claims.values()
        if domain in ("", claim.domain) and wanted & set(claim.partners)
    ]
    cited = [source for source in cited if side in ("", library.sources[source].side)]
    counted = (figures["source"], pd.Series(cited, dtype="str"))
    return [source for each in counted for source in each.value_counts().index]


def _table(here: Frame, rows: pd.DataFrame) -> cards.Table:
    words = here.words
    return cards.Table(
        [
            words.say("Partner"),
            words.say("Mentions"),
            words.say("Share of mentions"),
            words.say("90% interval"),
            words.say("Share in the statistics"),
            words.say("Gap"),
            words.say("strengthens / weakens / neither"),
            words.say("Tone, −1 to 1"),
        ],
        [
            [
                here.names[row.partner],
                words.number(row.mentions, 0),
                words.percent(row.attention),
                f"{words.percent(row.low)}{DASH}{words.percent(row.high)}",
                words.percent(row.evidence),
                words.percent(row.gap),
                f"{row.positive} / {row.negative} / {row.neutral}",
                words.number(row.tone, 2),
            ]
            for row in each_row(rows)
        ],
        rows,
    )


def draw_ledger(here: Frame) -> None:
    """The claims that cannot both hold and what decides between them, in a fold."""
    title = here.words.say("Claims that cannot both hold")
    fold = st.expander(title, key="fold-ledger", on_change="rerun")
    if fold.open:
        with fold:
            _draw_ledger(here)


def _draw_ledger(here: Frame) -> None:
    words = here.words
    rows = kept(
        ("ledger", here.collection.stamp),
        lambda: ledger(here.collection.library, verification(here.collection)),
    )
    if rows.empty:
        cards.empty(words.say("No claims of this collection contradict each other."))
        return
    items = "".join(f"<li>{_contradiction(here, row)}</li>" for row in each_row(rows))
    cards.note(
        words.say(
            "All of the collection, whatever is chosen above. Decided: the statistics bear out one "
            "side and not the other. Explained: a note says how the claims differ."
        )
    )
    st.html(f'<ul class="mv-list">{items}</ul>')
    cards.download(here, "contradictions", lambda: rows)


def _states(words: Words) -> dict[str, str]:
    return {
        "decided": words.say("✓ decided"),
        "explained": words.say("◐ explained"),
        "open": words.say("? open"),
    }


def _contradiction(here: Frame, row: Any) -> str:
    words, library = here.words, here.collection.library
    partners = words.listed(here.names[code] for code in row.partners.split(";"))
    domains = words.listed(
        words.pick(library.domains[code].name) for code in row.domains.split(";")
    )
    claims = "".join(_side(here, code) for code in row.claims.split(";"))
    reporters = [
        words.pick(library.reporters[code].name) for code in row.decided_by.split(";") if code
    ]
    decided = words.say("Decided by {reporters}", reporters=words.listed(reporters))
    by = f'<p class="mv-meta">{plain(decided)}</p>' if reporters else ""
    return (
        f'<p><span class="mv-tag">{plain(_states(words)[row.state])}</span> '
        f"{plain(partners)} · {plain(domains)}</p><ul>{claims}</ul>{by}"
    )


def _side(here: Frame, code: str) -> str:
    """One of the claims: what it says, the verdict on it, its note and where it stands."""
    words, library = here.words, here.collection.library
    claim = library.claims[code]
    verdict = verdict_on(here.collection, claim)
    tag = f' <span class="mv-tag">{plain(terms.verdicts(words)[verdict])}</span>' if verdict else ""
    note = f'<p class="mv-meta">{told(claim.note, words)}</p>' if claim.note else ""
    source = library.sources[library.articles[library.article_of[code]].source]
    origin = cards.source_link(source, words)
    return (
        f"<li><p>{told(claim.text, words)}{tag}</p>{note}"
        f'<p class="mv-meta">{origin} · {plain(code)}</p></li>'
    )
