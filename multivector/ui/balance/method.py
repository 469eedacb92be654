"""How the balance is measured: formulas, an example by hand, pitfalls, literature."""

import streamlit as st

from multivector.model import Source
from multivector.references import method_references
from multivector.ui import cards
from multivector.ui.frame import Frame
from multivector.ui.texts import link, plain
from multivector.words import Words, parse_year


def draw_method(here: Frame) -> None:
    """The method, for whoever opens the fold."""
    words = here.words
    fold = st.expander(words.say("How this is measured"), key="fold-method", on_change="rerun")
    if not fold.open:
        return
    with fold:
        for heading, texts in chapters(words):
            cards.heading(heading, "")
            for text in texts:
                cards.note(text)
        _draw_domains(here)
        cards.heading(words.say("References"), "")
        draw_references()


def chapters(words: Words) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The method in words: each chapter's heading and its paragraphs."""
    return (
        (
            words.say("The idea"),
            (
                words.say(
                    "A policy is balanced to the extent that no partner dominates any domain, and "
                    "the domains together do not lean to one side. What is measured is ties, not "
                    "sympathy and not obedience; evenness is neither good nor bad."
                ),
            ),
        ),
        (words.say("Measures"), _measures(words)),
        (words.say("An example by hand"), _example(words)),
        (words.say("Doubt"), _doubt(words)),
        (words.say("What to beware of"), _pitfalls(words)),
    )


def _measures(words: Words) -> tuple[str, ...]:
    return (
        words.say(
            "Shares p are each partner's part of the sum over the partners shown; a partner "
            "without a figure is left out of the sum and lowers the coverage, it is never counted "
            "as zero."
        ),
        words.say(
            "N2 = 1 / sum of p squared: the number of equal partners that would be as concentrated "
            "(Laakso and Taagepera 1979). N1 = exp of the entropy (Hill 1973). Evenness J = ln N1 "
            "/ ln k (Pielou 1966)."
        ),
        words.say(
            "The entropy of the mean shares equals the mean entropy inside the domains plus the "
            "Jensen–Shannon divergence between them (Lin 1991), exactly. Three domains, each "
            "wholly in another partner's hands, look perfectly balanced with no balance anywhere; "
            "that is why the two parts are always drawn stacked."
        ),
        words.say(
            "A bloc and its members never stand in one sum: a view uses one cut of the partner "
            "tree. With members apart, what is left of the bloc stands beside them, and the "
            "entropy splits exactly into that between blocs and that inside each."
        ),
    )


def _example(words: Words) -> tuple[str, ...]:
    return (
        words.say(
            "Three partners with 30, 28 and 49 of 107 have shares of 0.280, 0.262 and 0.458. "
            "Squared and added: 0.079 + 0.068 + 0.210 = 0.357. N2 = 1 / 0.357 = 2.80: as if 2.8 "
            "equal partners shared."
        ),
        words.say(
            "If the third is a bloc whose members have 20, 6 and 23, the five shares squared and "
            "added make 0.231, so N2 = 4.32. Putting the bloc beside two of its members would give "
            "3.91: a number of nothing, because part of it is counted twice."
        ),
    )


def _doubt(words: Words) -> tuple[str, ...]:
    return (
        words.say(
            "Where both sides count, the amount is drawn between the two counts; a stated range is "
            "drawn within its ends; counts of meetings are drawn as events that could have been "
            "others (Dirichlet with n + 1/2). What is missing takes a random part of what the "
            "known total leaves. Intervals hold nine tenths of the draws."
        ),
        words.say(
            "Every weighting of the domains is tried 10,000 times (Lahdelma and others 1998; "
            "Tervonen and Lahdelma 2007). A chance of 50% is then known to half a point. The draws "
            "start at the same place on every run."
        ),
        words.say(
            "Coverage is the part of the weight for which a figure is known. Below two thirds "
            "there is no rank anywhere."
        ),
    )


def _pitfalls(words: Words) -> tuple[str, ...]:
    return (
        words.say("Capacity is not influence, and influence is not alignment."),
        words.say(
            "Weights are not importance where indicators go together or differ in spread (Paruolo, "
            "Saisana and Saltelli 2013). A mean lets a lead in trade pay for absence in security."
        ),
        words.say(
            "Adding a tiny partner changes k and so J. A flow is not a stock, a memorandum not a "
            "contract, and prices of different years are not the same prices."
        ),
        words.say(
            "Investment through a holding country is largely passed on. Transit booked as export "
            "may swell one side's count. Counts of meetings and articles measure our reading."
        ),
        words.say("Most votes in world assemblies are close to unanimous; agreement says little."),
    )


def _draw_domains(here: Frame) -> None:
    words, library = here.words, here.collection.library
    cards.heading(words.say("Weights and measures of the domains"), "")
    total = sum(each.weight for each in library.domains.values())
    for each in library.domains.values():
        measure = each.balance or each.fallback
        what = words.marked(measure.note) if measure else words.marked(each.no_share)
        cards.note(
            f"{words.pick(each.name)} ({words.percent(each.weight / total)}): {what} "
            f"{words.marked(each.weight_reason)}"
        )


def draw_references() -> None:
    """The literature the method rests on, each title leading to its DOI."""
    items = "".join(f"<li><p>{_reference(each)}</p></li>" for each in method_references())
    st.html(f'<ul class="mv-list">{items}</ul>')


def _reference(source: Source) -> str:
    """One entry as HTML: authors (year): title. Where. The title leads to its DOI."""
    authors = ", ".join(each.family or each.literal or "" for each in source.author)
    address = f"https://doi.org/{source.doi}" if source.doi else None
    where = source.container_title or source.publisher or ""
    title = link(source.title, address)
    return f"{plain(authors)} ({plain(parse_year(source.issued))}): {title}. {plain(where)}"
