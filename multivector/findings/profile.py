"""What the collection holds of one partner, in sentences made by rule."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from multivector.analysis.evidence import domains_of_meetings
from multivector.library.collection import Library
from multivector.model import Instrument
from multivector.periods import parse_period
from multivector.words import Words


class Effects(NamedTuple):
    """How many claims of publishers on one side speak for a tie, against it, and neither."""

    side: str
    strengthens: int
    weakens: int
    neither: int


def instruments(library: Library, partner: str) -> list[Instrument]:
    """Treaties and declarations with the partner itself, oldest first."""
    own = [each for each in library.instruments.values() if each.partner == partner]
    return sorted(own, key=lambda each: parse_period(each.date))


def status(found: Sequence[Instrument], words: Words) -> str:
    """How many treaties and declarations there are, since when, and which is the latest."""
    if not found:
        return words.say("The collection holds no treaty or declaration with this partner.")
    latest = found[-1]
    return words.say(
        "{count} since {first}; the latest: {title}, {date}.",
        count=words.say_many(
            "{n} treaty or declaration", "{n} treaties and declarations", len(found)
        ),
        first=words.period(found[0].date),
        title=words.marked(latest.title),
        date=words.period(latest.date),
    )


def meetings(held: int, words: Words) -> str:
    """How many meetings were held, of which the last ones are shown."""
    if not held:
        return words.say("No meeting that was held is in the collection.")
    count = words.say_many("{n} meeting held", "{n} meetings held", held)
    return words.say("{count} in all years; the last are shown.", count=count)


def effects(library: Library, partner: str) -> list[Effects]:
    """Claims about the partner itself by side of the publisher and effect on the tie.

    The side with most claims first.
    """
    counts: dict[str, dict[int, int]] = {}
    for claim in library.claims.values():
        if partner in claim.effect:
            side = library.sources[library.articles[library.article_of[claim.id]].source].side
            own = counts.setdefault(side, {1: 0, -1: 0, 0: 0})
            own[claim.effect[partner]] += 1
    ordered = sorted(counts.items(), key=lambda item: -sum(item[1].values()))
    return [Effects(side, own[1], own[-1], own[0]) for side, own in ordered]


def for_and_against(rows: Sequence[Effects], words: Words) -> str:
    """How many claims speak for the tie and how many against."""
    if not rows:
        return words.say("No claim is about this partner itself.")
    up, down, neither = (sum(column) for column in list(zip(*rows, strict=True))[1:])
    return words.say(
        "{claims}: {up} for the tie, {down} against, {neither} neither.",
        claims=words.say_many("{n} claim", "{n} claims", up + down + neither),
        up=words.number(up, 0),
        down=words.number(down, 0),
        neither=words.number(neither, 0),
    )


def domains_without_figure(library: Library, partner: str, met: bool) -> list[str]:
    """Domains in which no figure of the focus country with this partner is held.

    ``met`` says whether a meeting was held: where meetings are counted, that is a figure.
    """
    figures = library.observations.frame
    said = figures[["value", "low", "high"]].notna().any(axis="columns")
    own = (figures["subject"] == library.focus.id) & (figures["partner"] == partner)
    codes = figures.loc[own & said, "indicator"].unique()
    found = {library.indicators[code].domain for code in codes}
    if met:
        found |= domains_of_meetings(library)
    return [code for code in library.domains if code not in found]


def missing(domains: Sequence[str], names: Mapping[str, str], words: Words) -> str:
    """The domains without a figure, by name."""
    if not domains:
        return words.say("The collection holds at least one figure in every domain.")
    listed = words.listed(words.within(names[code]) for code in domains)
    return words.say("The collection holds no figure in these domains: {domains}.", domains=listed)
