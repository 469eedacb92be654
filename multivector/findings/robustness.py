"""How sure the whole is, in sentences made by rule from its numbers."""

from collections.abc import Mapping, Sequence

import numpy as np

from multivector.analysis.balance import Whole
from multivector.analysis.standing import Standing
from multivector.words import Words

SURE = 0.95
"""From this chance on the words say that somebody leads, not that they probably do."""


def whole(standing: Standing, names: Mapping[str, str], words: Words) -> str:
    """The whole in a sentence: effective partners, who leads, and whether weights change that."""
    together = standing.whole
    text = words.say(
        "All domains together: as if {number} equal partners (90% interval {low} to {high}).",
        number=words.number(standing.n2, 1),
        low=words.number(standing.n2_between[0], 1),
        high=words.number(standing.n2_between[1], 1),
    )
    if not standing.ranked[standing.leader]:
        return f"{text} {no_rank(together, words)}"
    leader = names[together.partners[standing.leader]]
    first = float(standing.every[standing.leader, 0])
    if first >= SURE:
        return f"{text} " + words.say(
            "{leader} comes first, whatever the weights: in {share} of all weightings.",
            leader=leader,
            share=words.percent(first),
        )
    return f"{text} " + words.say(
        "{leader} comes first with these weights, and in {share} of all weightings.",
        leader=leader,
        share=words.percent(first),
    )


def no_rank(together: Whole, words: Words) -> str:
    """Why no rank is given."""
    return words.say(
        "No ranks: only {coverage} of all domains and partners are known, less than two thirds.",
        coverage=words.percent(together.coverage),
    )


def firsts(standing: Standing, names: Mapping[str, str], words: Words) -> str:
    """In how many weightings the likeliest partners come first."""
    order = np.argsort(-standing.every[:, 0], kind="stable")
    parts = [
        words.say(
            "{partner} in {share}",
            partner=names[standing.whole.partners[i]],
            share=words.percent(float(standing.every[i, 0])),
        )
        for i in order
        if standing.ranked[i] and standing.every[i, 0] > 0
    ]
    return words.say("First, over all weightings: {parts}", parts=words.listed(parts[:3]))


def reading(standing: Standing, names: Mapping[str, str], words: Words) -> str:
    """How the strip is read, and how the leader fares with the chosen weights and near them."""
    leader = standing.leader
    text = words.say("The fuller the colour, the nearer to the front.")
    if not standing.ranked[leader]:
        return text
    return f"{text} " + words.say(
        "With the chosen weights {leader} comes first in {chosen} of the draws, with weights near "
        "them in {near}.",
        leader=names[standing.whole.partners[leader]],
        chosen=words.percent(float(standing.chosen[leader, 0])),
        near=words.percent(float(standing.near[leader, 0])),
    )


def lasting(standing: Standing, names: Mapping[str, str], words: Words) -> str:
    """Each ranked partner's place in words: how often first, how often in the lower half."""
    k = len(standing.whole.partners)
    half = (k + 1) // 2
    return " ".join(
        words.say(
            "{partner}: first in {first} of weightings, below rank {half} in {low}.",
            partner=names[standing.whole.partners[i]],
            first=words.percent(float(standing.every[i, 0])),
            half=half,
            low=words.percent(float(standing.every[i, half:].sum())),
        )
        for i in range(k)
        if standing.ranked[i]
    )


def flip(
    leader: str,
    moved: tuple[float, str] | None,
    factors: Sequence[tuple[str, float, str]],
    words: Words,
) -> str:
    """What it would take for another to lead.

    ``moved`` is the part of the weight that has to move and who then leads, None if no weighting
    does it; ``factors`` name a domain, how many times its weight it would have to count, and who
    leads then, the least change first.
    """
    if moved is None:
        return words.say(
            "No weighting of these domains would put another before {leader}.", leader=leader
        )
    text = words.say(
        "For {other} to come before {leader}, {part} of the weight would have to move.",
        other=moved[1],
        leader=leader,
        part=words.percent(moved[0]),
    )
    if not factors:
        return f"{text} " + words.say("No single domain's weight is enough for that.")
    domain, factor, other = factors[0]
    if factor >= 1:
        more = words.say(
            "Alone, {domain} would have to count {factor} times as much; then {other} leads.",
            domain=domain,
            factor=words.number(factor, 1),
            other=other,
        )
    else:
        more = words.say(
            "Alone, {domain} would have to count {factor} times what it does; then {other} leads.",
            domain=domain,
            factor=words.number(factor, 1),
            other=other,
        )
    return f"{text} {more}"
