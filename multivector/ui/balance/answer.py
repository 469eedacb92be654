"""The answer to the page's question and its headline measures."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd

from multivector.analysis.diversity import group_similarity, similarity_effective_partners
from multivector.analysis.partners import bloc_of, expanded
from multivector.findings import balance as findings
from multivector.findings import robustness
from multivector.ui import cards
from multivector.ui.balance.view import Balance, balance, names, shown_as, standing_of
from multivector.ui.frame import Frame
from multivector.words import Words

LEAST_WIDTH = 0.005
"""An interval narrower than this would show the same number twice."""


def draw_answer(here: Frame, shown: Balance) -> None:
    """The effective partners of the domain and of the whole in a few sentences, with doubt."""
    said = shown_as(here, "balance answer", shown.choices.weighed, lambda here: _said(here, shown))
    cards.answer(here, *said)


def _said(here: Frame, shown: Balance) -> tuple[str, str]:
    """The answer and its doubt."""
    if shown.score is None:
        return _no_score(here, shown), ""
    text = findings.headline(shown.score, domain_name(here, shown.domain), names(here), here.words)
    parts = [text, findings.change(shown.own, here.words)]
    standing = standing_of(here, shown)
    if standing is not None:
        parts.append(robustness.whole(standing, names(here), here.words))
    doubt = findings.doubt(
        shown.score, reporter_name(here, shown.score), len(shown.partners), here.words
    )
    return " ".join(part for part in parts if part), doubt


def _no_score(here: Frame, shown: Balance) -> str:
    return here.words.say(
        "Between {first} and {last} too little is known of {domain} for an answer.",
        first=here.filters.first,
        last=here.filters.last,
        domain=domain_name(here, shown.domain),
    )


def draw_figures(here: Frame, shown: Balance) -> None:
    """The headline measures, each with what it means, its interval and how much is known."""
    if shown.score is None:
        return
    choices = replace(shown.choices, factors=(), scenario="")
    entries = shown_as(here, "balance figures", choices, lambda here: _figures(here, shown))
    terms = ("effective", "effective", "evenness")
    cards.figures(entries, {name: term for (name, *_), term in zip(entries, terms, strict=False)})


def _figures(here: Frame, shown: Balance) -> list[tuple[str, str, str]]:
    words, score = here.words, shown.score
    assert score is not None
    number = {key: float(str(score[key])) for key in ("n2", "n1", "low", "high", "evenness")}
    known = words.say(
        "{known} of {all} partners known",
        all=len(shown.partners),
        known=round(float(str(score["coverage"])) * len(shown.partners)),
    )
    entries = [
        (
            words.say("Effective partners N2"),
            words.number(number["n2"], 2),
            f"{_interval(number['low'], number['high'], words)}; {known}",
        ),
        (
            words.say("Effective partners N1"),
            words.number(number["n1"], 2),
            words.say("gives small partners more say; {basis}", basis=known),
        ),
        (
            words.say("Evenness J"),
            words.number(number["evenness"], 2),
            words.say("0 one partner, 1 all equal; {basis}", basis=known),
        ),
    ]
    return [*entries, *_largest(here, score, known), *_alike(here, shown)]


def _largest(here: Frame, score: "pd.Series[Any]", known: str) -> list[tuple[str, str, str]]:
    words = here.words
    if pd.isna(score["top_partner"]):
        return []
    leader = names(here)[str(score["top_partner"]).split(";")[0]]
    share = words.percent(float(str(score["top_share"])))
    basis = words.say("{partner}; {basis}", partner=leader, basis=known)
    return [(words.say("Largest share"), share, basis)]


def _interval(low: float, high: float, words: Words) -> str:
    if math.isnan(low):
        return words.say("no interval: nothing bounds what is missing")
    if high - low < LEAST_WIDTH:
        return words.say("one count alone, so no interval")
    return words.say(
        "90% interval {low} to {high}", low=words.number(low, 2), high=words.number(high, 2)
    )


def _alike(here: Frame, shown: Balance) -> list[tuple[str, str, str]]:
    """Effective partners when members of a bloc count as partly the same."""
    words, alike = here.words, shown.choices.alike
    domain = next((each for each in shown.domains if each.domain == shown.domain), None)
    if shown.choices.level != "member" or not alike or domain is None or not domain.complete:
        return []
    value = similarity_effective_partners(
        domain.shares, group_similarity(groups(here, shown), alike / 100), 2
    )
    return [
        (
            words.say("N2, members partly one"),
            words.number(float(value), 2),
            words.say(
                "members of one bloc count as the same to {percent} (Leinster and Cobbold 2012)",
                percent=words.percent(alike / 100),
            ),
        )
    ]


def groups(here: Frame, shown: Balance) -> tuple[str, ...]:
    """The vector each partner of the cut belongs to."""
    library = here.collection.library
    reach = {code: expanded(library, [code]) for code in library.focus.vectors}
    return tuple(
        next((code for code, own in reach.items() if (bloc_of(each) or each) in own), each)
        for each in shown.partners
    )


def draw_about_cut(here: Frame, shown: Balance) -> None:
    """What the partners chosen and the cut do to the score, and what they do not."""
    parts = [*_about_filter(here, shown), *_about_members(here, shown)]
    if parts:
        cards.note(" ".join(parts))


def _about_filter(here: Frame, shown: Balance) -> list[str]:
    """That the score does not change with the partners chosen, and where a member is counted."""
    words, library = here.words, here.collection.library
    if here.filters.everything:
        return []
    parts = [
        words.say(
            "The score is always over {partners}, whichever partners are chosen above.",
            partners=words.listed(names(here)[code] for code in shown.partners),
        )
    ]
    for bloc in library.focus.vectors:
        inside = [
            code for code in here.filters.partners if code in expanded(library, [bloc]) - {bloc}
        ]
        if inside and bloc in shown.partners:
            parts.append(
                words.say(
                    "{members}: counted inside {bloc}, not beside it; choose members apart to see "
                    "them.",
                    members=words.listed(here.names[code] for code in inside),
                    bloc=here.names[bloc],
                )
            )
    return parts


def _about_members(here: Frame, shown: Balance) -> list[str]:
    """The score of the other cut, where members of blocs are or could be shown apart."""
    chosen = here.filters.partners
    blocs = {
        code
        for code in here.collection.library.focus.vectors
        if here.collection.library.partners[code].members
    }
    asked = set(chosen) & expanded(here.collection.library, blocs) - blocs
    if shown.choices.level == "bloc" and not asked:
        return []
    cuts = (
        balance(here, replace(shown.choices, level=level, year=shown.year)).score
        for level in ("member", "bloc")
    )
    apart, together = (None if each is None else float(str(each["n2"])) for each in cuts)
    if apart is None or together is None:
        return []
    domain = domain_name(here, shown.domain)
    return [findings.members(apart, together, domain, here.words)]


def domain_name(here: Frame, code: str) -> str:
    """Name of a domain as it stands inside a sentence."""
    return here.words.within(here.words.pick(here.collection.library.domains[code].name))


def reporter_name(here: Frame, score: "pd.Series[Any]") -> str:
    """Who counted."""
    return here.words.pick(here.collection.library.reporters[str(score["reporter"])].name)


def measure_name(here: Frame, score: "pd.Series[Any]") -> str:
    """What was counted, and by whom."""
    name = here.words.pick(here.collection.library.indicators[str(score["indicator"])].name)
    return f"{name} · {reporter_name(here, score)}"
