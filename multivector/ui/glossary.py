"""The words of the trade in plain words, and where they are explained in place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from multivector.model import VerificationLimits
from multivector.ui import terms
from multivector.ui.texts import plain
from multivector.words import Words


@dataclass(frozen=True)
class Term:
    """A word and what it means here."""

    name: str
    meaning: str


@lru_cache
def glossary(words: Words, limits: VerificationLimits) -> Mapping[str, Term]:
    """All terms by their key: measures first, then rules, then verdicts."""
    return {**_measures(words), **_rules(words, limits), **_verdicts(words)}


def _measures(words: Words) -> dict[str, Term]:
    return {
        "mirror": Term(
            words.say("Mirror statistics"),
            words.say(
                "The same flow as the other side counts it. The two seldom agree; the gap is "
                "shown, not settled."
            ),
        ),
        "effective": Term(
            words.say("Effective partners"),
            words.say(
                "How many equal partners would give the same concentration: 3.8 means as if not "
                "quite four shared evenly."
            ),
        ),
        "evenness": Term(
            words.say("Evenness"),
            words.say(
                "How near the shares come to all being equal: 1 if they are, towards 0 the more "
                "one partner has. Neither is good or bad in itself."
            ),
        ),
        "bloc": Term(
            words.say("Bloc and members"),
            words.say("A bloc or its members stand in one sum, never both."),
        ),
        "inflow": Term(
            words.say("Gross inflow and stock"),
            words.say(
                "Gross inflow adds up what came in, before what left; stock is what stands at "
                "one date. They are not compared."
            ),
        ),
        "coverage": Term(
            words.say("Coverage"),
            words.say(
                "The part of the partners, or of domains and partners, for which a figure is "
                "known. Below two thirds nobody is ranked."
            ),
        ),
        "count": Term(
            words.say("Count"),
            words.say("A figure by one body that counted. Each count has its own verdict."),
        ),
        "weighting": Term(
            words.say("Weighting"),
            words.say(
                "How much each domain counts in the whole. Over all weightings: every way of "
                "weighing them is tried, and none is preferred."
            ),
        ),
        "entropy": Term(
            words.say("Entropy"),
            words.say(
                "How spread out shares are: nothing if one has all, most if all are equal. That of "
                "the whole is exactly the evenness inside the domains plus the difference between "
                "them."
            ),
        ),
        "interval": Term(
            words.say("Interval"),
            words.say(
                "Between its ends the true value lies with the chance that is named, if what was "
                "counted is a fair sample. The wider it is, the less is known."
            ),
        ),
    }


def _rules(words: Words, limits: VerificationLimits) -> dict[str, Term]:
    return {
        "exact": Term(
            words.say("Verdict: exact"),
            words.say("Agrees if the count rounds to the claimed figure at its own precision."),
        ),
        "about": Term(
            words.say("Verdict: about"),
            words.say(
                "Agrees within {share}, or if both are the same with one digit less.",
                share=words.percent(limits.about),
            ),
        ),
        "nearly": Term(
            words.say("Verdict: nearly"),
            words.say(
                "Agrees if the count lies below the claim by at most {share}.",
                share=words.percent(limits.nearly),
            ),
        ),
        "over": Term(
            words.say("Verdict: over and under"),
            words.say(
                "Agrees if the count lies above the claim by at most {over}, or below it by at "
                "most {under}; more is understated or overstated.",
                over=words.percent(limits.over),
                under=words.percent(limits.under),
            ),
        ),
        "record": Term(
            words.say("Verdict: record"),
            words.say("As exact, and no earlier year of the same count is higher."),
        ),
        "rank": Term(
            words.say("Verdict: rank"),
            words.say("The place among the vectors and among single countries, for each count."),
        ),
    }


def _verdicts(words: Words) -> dict[str, Term]:
    meanings = {
        "agrees": words.say("Every count that decides agrees with the figure."),
        "agrees-by-one-count": words.say(
            "At least one count agrees with the figure, and at least one does not."
        ),
        "understated": words.say(
            "The counts lie further above the figure than its wording allows."
        ),
        "overstated": words.say("The counts lie further below the figure than its wording allows."),
        "disagrees": words.say("No count that decides agrees with the figure."),
        "undecided": words.say(
            "The counts are ranges that leave it open whether the figure agrees."
        ),
        "unclear": words.say("The claim can be read in more than one way; the evidence says how."),
        "no-statistic": words.say(
            "The collection holds no count of the same, for this partner and period."
        ),
        "context": words.say("A figure of something near to it, shown beside; it decides nothing."),
    }
    return {key: Term(name, meanings[key]) for key, name in terms.verdicts(words).items()}


def explained(key: str, text: str, style: str = "") -> str:
    """HTML of a text that opens the meaning of a term, by click, touch or key."""
    return (
        f'<button type="button" class="mv-term {style}" popovertarget="term-{key}">'
        f"{plain(text)}</button>"
    )


def draw_meanings(words: Words, limits: VerificationLimits) -> None:
    """The meanings that ``explained`` opens, once a page."""
    close = plain(words.say("Close"))
    st.html(
        "".join(
            f'<div id="term-{key}" class="mv-meaning" popover><p><strong>{plain(term.name)}'
            f"</strong></p><p>{plain(term.meaning)}</p><button type=button class=mv-action "
            f'popovertarget="term-{key}" popovertargetaction="hide">{close}</button></div>'
            for key, term in glossary(words, limits).items()
        )
    )


def line(words: Words, limits: VerificationLimits, keys: Iterable[str]) -> str:
    """HTML of a quiet line of the terms that a chart uses, each opening its meaning."""
    known = glossary(words, limits)
    found = ", ".join(explained(key, known[key].name) for key in keys)
    heading = plain(words.say("What is meant by:"))
    return f'<p class="mv-source">{heading} {found}</p>' if found else ""
