"""What a comparison of partners says, in sentences made by rule from its numbers.

``latest``, ``history`` and ``mirrors`` are rows of what ``analysis.comparison`` gives.
"""

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

from multivector.analysis.balance import LEAST_COVERAGE
from multivector.analysis.comparison import OTHER, Lead, known
from multivector.analysis.rows import Rows
from multivector.model import Indicator, Unit
from multivector.words import Words


def leader(latest: Rows, names: Mapping[str, str], unit: Unit, words: Words) -> str:
    """Who is first and with how much; empty if nobody has a figure."""
    ordered = _largest_first(latest)
    if not ordered:
        return ""
    if len(ordered) < LEAST_COVERAGE * len(latest):
        return words.say(
            "A figure for {known} of {all} partners: too few to rank",
            known=len(ordered),
            all=len(latest),
        )
    first, *others = ordered
    amount = words.amount(first.value, unit)
    if not others:
        return words.say("{partner}: {amount}", partner=names[first.partner], amount=amount)
    return words.say(
        "{first} leads with {amount}, ahead of {second} with {other}",
        first=names[first.partner],
        second=names[others[0].partner],
        amount=amount,
        other=words.amount(others[0].value, unit),
    )


def amounts(latest: Rows, names: Mapping[str, str], unit: Unit, words: Words) -> str:
    """The year's figures, largest first, in one sentence."""
    ordered = _largest_first(latest)
    parts = [f"{names[row.partner]} {words.amount(row.value, unit)}" for row in ordered]
    return words.say("{year}: {amounts}.", year=ordered[0].year, amounts=words.listed(parts))


def _largest_first(latest: Rows) -> list[Any]:
    return sorted(known(latest), key=lambda row: -row.value)


def reported(latest: Rows, words: Words) -> str:
    """How many of the partners asked for have a figure."""
    return words.say(
        "{known} of {all} partners reported.", known=len(known(latest)), all=len(latest)
    )


def course(history: Rows, names: Mapping[str, str], words: Words) -> str:
    """Whose figure grew most between the first and last common year; empty if none can be said."""
    values: dict[str, dict[int, float]] = {}
    for row in sorted(known(history), key=lambda row: str(row.partner)):
        values.setdefault(row.partner, {})[row.year] = row.value
    common = set.intersection(*map(set, values.values())) if values else set()
    if len(common) < 2:
        return ""
    first, last = min(common), max(common)
    if any(each[first] <= 0 for each in values.values()):
        return ""
    growth = {code: each[last] / each[first] for code, each in values.items()}
    partner, factor = max(growth.items(), key=lambda item: item[1])
    if factor < 1:
        return words.say("All fell between {first} and {last}", first=first, last=last)
    if len(growth) == 1:
        return words.say(
            "{partner}: {factor} times the figure of {first} in {last}",
            partner=names[partner],
            factor=words.number(factor, 1),
            first=first,
            last=last,
        )
    return words.say(
        "{partner} grew most: {factor} times its {first} figure in {last}",
        partner=names[partner],
        factor=words.number(factor, 1),
        first=first,
        last=last,
    )


def widest_gap(
    mirrors: Rows,
    names: Mapping[str, str],
    reporters: Mapping[str, str],
    unit: Unit,
    words: Words,
) -> str:
    """Where two counts of the same lie furthest apart; empty if none differ."""
    others = [row for row in mirrors if not row.is_home and not isnan(row.gap)]
    if not others:
        return ""
    row = max(others, key=lambda row: abs(row.gap))
    return words.say(
        "{partner}: {other} says {amount}, {gap} {direction} than the {home}",
        partner=names[row.partner],
        other=reporters[row.reporter],
        amount=words.amount(row.value, unit),
        gap=words.amount(abs(row.gap), unit),
        direction=words.say("more") if row.gap > 0 else words.say("less"),
        home=reporters[next(row.reporter for row in mirrors if row.is_home)],
    )


def head_to_head(
    leads: Sequence[Lead], pair: Sequence[str], names: Mapping[str, str], words: Words
) -> str:
    """Two partners compared: the ratio in the last common year, and since when the leader leads."""
    if not leads:
        return ""
    last = leads[-1]
    behind = pair[1] if last.leader == pair[0] else pair[0]
    text = words.say(
        "In {year} {ahead} stood at {ratio} times {behind}.",
        year=last.year,
        ahead=names[last.leader],
        behind=names[behind],
        ratio=words.number(last.ratio, 2),
    )
    lost = max((each.year for each in leads if each.leader == behind), default=0)
    since = next(each.year for each in leads if each.year > lost)
    if lost:
        return f"{text} " + words.say("It has led since {year}.", year=since)
    return f"{text} " + words.say("It has led in every common year since {year}.", year=since)


def footing(
    parts: Sequence[tuple[str, float]],
    bloc: str,
    names: Mapping[str, str],
    unit: Unit,
    words: Words,
) -> str:
    """The bloc's amount as the sum of its members: ``U 48.8 = A 19.9 + … + other U 19.3``."""
    total = sum(value for _, value in parts)
    called = {**names, OTHER: words.say("other {bloc}", bloc=names[bloc])}
    texts = [f"{called[code]} {words.number(value, unit.decimals)}" for code, value in parts]
    return f"{names[bloc]} {words.number(total, unit.decimals)} = {' + '.join(texts)}"


def measure(indicator: Indicator, unit: Unit, period: str, reporter: str, words: Words) -> str:
    """What is measured, in which unit, when and by whom: a chart's subtitle."""
    parts = (words.pick(indicator.name), words.pick(unit.long), period, reporter)
    return " · ".join(part for part in parts if part)
