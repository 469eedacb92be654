"""What decides the whole: its leader, what hangs on one domain, what to find out next."""

import numpy as np
import pandas as pd
import streamlit as st

from multivector.analysis.balance import SEED, Whole
from multivector.analysis.flips import flip_by_domain, flip_by_figure, flip_by_weights
from multivector.analysis.robustness import what_to_find_out
from multivector.analysis.rows import each as each_row
from multivector.analysis.standing import Standing
from multivector.analysis.variants import leave_one_domain_out, structures
from multivector.findings import robustness as findings
from multivector.ui import cards
from multivector.ui.balance.answer import domain_name
from multivector.ui.balance.view import Balance, names, standing_of
from multivector.ui.cache import kept
from multivector.ui.frame import Frame
from multivector.words import DASH

DRAWS = 4_000
MOST_OPEN = 8
"""How many unknown figures are named: the first are worth a curator's time."""


def draw_closer_look(here: Frame, shown: Balance) -> None:
    """What the whole hangs on, for whoever opens the fold."""
    words = here.words
    fold = st.expander(words.say("What decides it"), key="fold-decides", on_change="rerun")
    if not fold.open:
        return
    with fold:
        standing = standing_of(here, shown)
        if standing is None:
            cards.empty(words.say("There is no whole to look into."))
            return
        if standing.ranked[standing.leader]:
            _draw_flips(here, standing)
            _draw_odds(here, standing)
            _draw_central(here, standing)
        else:
            cards.note(findings.no_rank(standing.whole, words))
        _draw_without(here, standing)
        if standing.ranked[standing.leader]:
            _draw_structures(here, standing)
        _draw_to_find_out(here, shown, standing)


def flip_sentence(here: Frame, standing: Standing) -> str:
    """What it would take for another to come first; empty where there is no rank."""
    if not standing.ranked[standing.leader]:
        return ""
    together, words = standing.whole, here.words
    called = [names(here)[code] for code in together.partners]
    flip = flip_by_weights(together.table, together.weights)
    factors = [
        (each.domain, each.more, each.more_leader)
        for each in flip_by_domain(together.table, together.weights)
        if each.more_leader is not None
    ]
    return findings.flip(
        called[standing.leader],
        None if flip is None else (flip.moved, called[flip.rival]),
        [
            (_domain(here, together, domain), factor, called[rival])
            for domain, factor, rival in sorted(factors, key=lambda each: each[1])
            if rival is not None
        ],
        words,
    )


def _domain(here: Frame, together: Whole, place: int) -> str:
    library = here.collection.library
    return here.words.pick(library.domains[together.domains[place].domain].name)


def _draw_flips(here: Frame, standing: Standing) -> None:
    words, together = here.words, standing.whole
    called = [names(here)[code] for code in together.partners]
    cards.heading(words.say("What would change the leader"), "")
    cards.note(flip_sentence(here, standing))
    amounts = [each.central for each in together.domains]
    figure = flip_by_figure(amounts, together.weights)
    if figure is None:
        cards.note(words.say("No change of a single figure would."))
        return
    cards.note(
        words.say(
            "The figure on which it hangs most: {partner} in {domain}. At {factor} times what it "
            "is, {rival} leads.",
            partner=called[figure.partner],
            domain=_domain(here, together, figure.domain),
            factor=words.number(figure.factor, 2),
            rival=called[figure.rival],
        )
    )


def _draw_odds(here: Frame, standing: Standing) -> None:
    words = here.words
    order = [i for i, known in enumerate(standing.ranked) if known]
    called = [names(here)[standing.whole.partners[i]] for i in order]
    cards.heading(
        words.say("Who is ahead of whom"),
        words.say("Part of all weightings in which the partner of the row is ahead"),
    )
    cards.html_table(
        cards.Table(
            ["", *called],
            [
                [
                    called[row],
                    *(DASH if i == j else words.percent(float(standing.odds[i, j])) for j in order),
                ]
                for row, i in enumerate(order)
            ],
            pd.DataFrame(standing.odds[np.ix_(order, order)], columns=called, index=called),
        )
    )


def _draw_central(here: Frame, standing: Standing) -> None:
    """What somebody would have to think who sees a partner first."""
    words, together = here.words, standing.whole
    order = [
        i
        for i in np.argsort(-standing.every[:, 0], kind="stable")
        if standing.ranked[i] and standing.every[i, 0] > 0
    ]
    domains = [_domain(here, together, place) for place in range(len(together.domains))]
    cards.heading(
        words.say("What one would have to think"),
        words.say("Typical weights of those for whom the partner comes first"),
    )
    cards.html_table(
        cards.Table(
            [words.say("Partner"), words.say("First"), *domains],
            [
                [
                    names(here)[together.partners[i]],
                    words.percent(float(standing.every[i, 0])),
                    *(words.percent(float(each)) for each in standing.central[i]),
                ]
                for i in order
            ],
            pd.DataFrame(standing.central[order], columns=domains),
        )
    )


def _draw_without(here: Frame, standing: Standing) -> None:
    words, together = here.words, standing.whole
    rows = leave_one_domain_out(together.table, together.weights)
    cards.heading(
        words.say("Without one of the domains"),
        words.say("Effective partners of the whole if a domain is left out"),
    )
    ranked = standing.ranked[standing.leader]
    headings = [words.say("Without"), "N2", "N1"]
    cards.html_table(
        cards.Table(
            [*headings, words.say("Leads")] if ranked else headings,
            [
                [
                    _domain(here, together, int(row.domain)),
                    words.number(row.n2, 2),
                    words.number(row.n1, 2),
                    *([_leader(here, together, row.leader, row.leader_share)] if ranked else []),
                ]
                for row in each_row(rows)
            ],
            rows,
        )
    )


def _leader(here: Frame, together: Whole, place: float, share: float) -> str:
    words = here.words
    if pd.isna(place):
        return words.say("several, level")
    return f"{names(here)[together.partners[int(place)]]} {words.percent(share)}"


def _draw_structures(here: Frame, standing: Standing) -> None:
    words, together = here.words, standing.whole
    means = {"arithmetic": words.say("arithmetic mean"), "geometric": words.say("geometric mean")}
    scales = {"share": words.say("shares"), "rank": words.say("ranks")}
    found = structures(together.table, together.weights)
    cards.heading(
        words.say("Put together in another way"),
        words.say("An arithmetic mean lets one domain pay for another, a geometric one hardly"),
    )
    cards.html_table(
        cards.Table(
            [words.say("Of"), words.say("By"), words.say("Order"), "N2"],
            [
                [
                    scales[each.normalisation],
                    means[each.mean],
                    " > ".join(names(here)[together.partners[i]] for i in each.order),
                    words.number(each.n2, 2),
                ]
                for each in found
            ],
            pd.DataFrame({"n2": [each.n2 for each in found]}),
        )
    )


def _draw_to_find_out(here: Frame, shown: Balance, standing: Standing) -> None:
    """The unknown figures that would narrow the interval most: what to curate next."""
    words, together = here.words, standing.whole
    cards.heading(
        words.say("What to find out next"),
        words.say(
            "Figures that are missing or counted differently, by how far the 90% interval of N2 "
            "would narrow if they were known"
        ),
    )
    rows = kept(
        ("find-out", here.collection.stamp, together.year, shown.choices.weighed),
        lambda: what_to_find_out(
            [each.uncertain for each in together.domains], together.weights, DRAWS, SEED
        ),
    )
    rows = rows[rows["drawn"]].head(MOST_OPEN)
    if len(rows):
        cards.html_table(
            cards.Table(
                [
                    words.say("Domain"),
                    words.say("Partner"),
                    words.say("Width now"),
                    words.say("Width if known"),
                ],
                [
                    [
                        _domain(here, together, int(row.domain)),
                        names(here)[shown.partners[int(row.partner)]],
                        words.number(row.n2_width, 2),
                        words.number(row.n2_width_known, 2),
                    ]
                    for row in each_row(rows)
                ],
                rows,
            )
        )
    else:
        cards.note(words.say("Every figure that counts here is known from one count alone."))
    if together.left_out:
        cards.note(
            words.say(
                "Not part of the whole at all, and so first of all to find out: {domains}.",
                domains=words.listed(domain_name(here, code) for code in together.left_out),
            )
        )
