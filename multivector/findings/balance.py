"""What the balance says, in sentences made by rule from its numbers."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from multivector.analysis.diversity import NestedEntropy
from multivector.words import Words


def headline(score: "pd.Series[Any]", domain: str, names: Mapping[str, str], words: Words) -> str:
    """Effective partners of one domain and year and who leads. See ``balance.scores``."""
    if pd.isna(score["top_partner"]):
        return words.say(
            "As if {number} equal partners shared the {domain} of {year}; too few are known to say "
            "who leads.",
            number=words.number(_number(score["n2"]), 1),
            domain=domain,
            year=int(str(score["year"])),
        )
    leaders = str(score["top_partner"]).split(";")
    if len(leaders) > 1:
        return words.say(
            "As if {number} equal partners shared the {domain} of {year}; level at the top with "
            "{share} each: {leaders}.",
            number=words.number(_number(score["n2"]), 1),
            domain=domain,
            year=int(str(score["year"])),
            leaders=words.listed(names[code] for code in leaders),
            share=words.percent(_number(score["top_share"])),
        )
    return words.say(
        "As if {number} equal partners shared the {domain} of {year}: {leader} leads with {share}.",
        number=words.number(_number(score["n2"]), 1),
        domain=domain,
        year=int(str(score["year"])),
        leader=names[leaders[0]],
        share=words.percent(_number(score["top_share"])),
    )


def change(scores: pd.DataFrame, words: Words) -> str:
    """How the effective partners moved over the years in which every partner is known.

    Years with a gap are left out: without one of them the number means something else.
    """
    known = scores[scores["complete"]].dropna(subset="n2").sort_values("year")
    if len(known) < 2:
        return ""
    first = known.iloc[0]
    return words.say(
        "In {first} it was {before}; between {low} and {high} since.",
        first=int(first["year"]),
        before=words.number(first["n2"], 1),
        low=words.number(known["n2"].min(), 1),
        high=words.number(known["n2"].max(), 1),
    )


def members(own: float, blocs: float, domain: str, words: Words) -> str:
    """Why there are more effective partners where the members of blocs stand apart."""
    return words.say(
        "With members apart, {domain} has {own} effective partners; with blocs as one, {blocs}. "
        "What is added lies inside the blocs; nothing is counted twice.",
        domain=domain,
        own=words.number(own, 2),
        blocs=words.number(blocs, 2),
    )


def doubt(score: "pd.Series[Any]", reporter: str, partners: int, words: Words) -> str:
    """By whose count, and how many of the partners are known."""
    return words.say(
        "{reporter}; {known} of {all} partners reported.",
        reporter=reporter,
        known=round(_number(score["coverage"]) * partners),
        all=partners,
    )


def drift(trail: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """Who gained most between the first and last year of a trail; empty if it has no two years."""
    known = trail.dropna().sort_values("year")
    if len(known) < 2:
        return ""
    first, last = known.iloc[0], known.iloc[-1]
    moves = {code: float(last[code] - first[code]) for code in trail.columns if code != "year"}
    most = max(moves, key=lambda code: moves[code])
    least = min(moves, key=lambda code: moves[code])
    return words.say(
        "Since {year} {gainer} gained {gain} points, {loser} lost {loss}",
        year=int(first["year"]),
        gainer=names[most],
        gain=words.number(100 * moves[most], 0),
        loser=names[least],
        loss=words.number(-100 * moves[least], 0),
    )


def leaders(
    shares: pd.DataFrame, domains: Mapping[str, str], names: Mapping[str, str], words: Words
) -> str:
    """Who leads in how many domains; ``shares`` is what ``balance.domain_shares`` gives."""
    known = shares.dropna(subset="share")
    if known.empty:
        return words.say("No domain carries shares in this year")
    top = known.loc[known.groupby("domain", sort=False)["share"].idxmax()]
    leading = [
        words.say(
            "{partner} in {domains}",
            partner=names[str(code)],
            domains=words.listed(words.within(domains[each]) for each in rows["domain"]),
        )
        for code, rows in top.groupby("partner", sort=False)
    ]
    return words.say("Leading: {leaders}", leaders="; ".join(leading))


def split(row: "pd.Series[Any]", words: Words) -> str:
    """The two terms of the whole in plain words. See ``balance.overall``."""
    alpha, beta, gamma = (_number(row[name]) for name in ("alpha", "beta", "n1"))
    return words.say(
        "In {year} the whole looks like {gamma} equal partners: a typical domain has {alpha}, and "
        "that partners differ from domain to domain multiplies it by {beta}.",
        year=int(str(row["year"])),
        gamma=words.number(gamma, 2),
        alpha=words.number(alpha, 2),
        beta=words.number(beta, 2),
    )


def nested(
    parts: NestedEntropy, bloc: str, domain: str, names: Mapping[str, str], words: Words
) -> str:
    """How much of a domain's entropy over members lies inside a bloc."""
    return words.say(
        "In {domain}, {inside} of {total} nats lie inside {bloc}.",
        domain=domain,
        inside=words.number(parts.within[bloc], 2),
        total=words.number(parts.total, 2),
        bloc=names[bloc],
    )


def _number(value: object) -> float:
    return float(str(value))
