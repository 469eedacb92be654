"""What a comparison of partners says, in sentences made by rule from its numbers."""

from collections.abc import Mapping, Sequence

import pandas as pd

from multivector.analysis.balance import LEAST_COVERAGE
from multivector.analysis.rows import each as each_row
from multivector.model import Indicator, Unit
from multivector.words import Words


def leader(latest: pd.DataFrame, names: Mapping[str, str], unit: Unit, words: Words) -> str:
    """Who is first and with how much; empty if nobody has a figure. See ``comparison.latest``."""
    known = _largest_first(latest)
    if known.empty:
        return ""
    if len(known) < LEAST_COVERAGE * len(latest):
        return words.say(
            "A figure for {known} of {all} partners: too few to rank",
            known=len(known),
            all=len(latest),
        )
    first = known.iloc[0]
    amount = words.amount(first["value"], unit)
    if len(known) == 1:
        return words.say("{partner}: {amount}", partner=names[first["partner"]], amount=amount)
    second = known.iloc[1]
    return words.say(
        "{first} leads with {amount}, ahead of {second} with {other}",
        first=names[first["partner"]],
        second=names[second["partner"]],
        amount=amount,
        other=words.amount(second["value"], unit),
    )


def amounts(latest: pd.DataFrame, names: Mapping[str, str], unit: Unit, words: Words) -> str:
    """The year's figures, largest first, in one sentence. See ``comparison.latest``."""
    known = _largest_first(latest)
    parts = [f"{names[row.partner]} {words.amount(row.value, unit)}" for row in each_row(known)]
    return words.say(
        "{year}: {amounts}.", year=int(known["year"].iloc[0]), amounts=words.listed(parts)
    )


def _largest_first(latest: pd.DataFrame) -> pd.DataFrame:
    known = latest.loc[latest["value"].notna(), ["partner", "year", "value"]]
    return known.sort_values("value", ascending=False)


def reported(latest: pd.DataFrame, words: Words) -> str:
    """How many of the partners asked for have a figure."""
    return words.say(
        "{known} of {all} partners reported.",
        known=int(latest["value"].notna().sum()),
        all=len(latest),
    )


def course(history: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """Whose figure grew most between the first and last common year; empty if none can be said."""
    wide = history.pivot(index="year", columns="partner", values="value")
    common = wide.dropna(axis="columns", how="all").dropna()
    if len(common) < 2 or (common.iloc[0] <= 0).any():
        return ""
    growth = (common.iloc[-1] / common.iloc[0]).sort_values(ascending=False)
    partner, factor = str(growth.index[0]), float(growth.iloc[0])
    first, last = int(common.index[0]), int(common.index[-1])
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
    mirrors: pd.DataFrame,
    names: Mapping[str, str],
    reporters: Mapping[str, str],
    unit: Unit,
    words: Words,
) -> str:
    """Where two counts of the same lie furthest apart; empty if none differ. See ``mirrors``."""
    differs = ~mirrors["is_home"] & mirrors["gap"].notna()
    others = mirrors.loc[differs, ["partner", "reporter", "value", "gap"]]
    if others.empty:
        return ""
    row = others.iloc[int(others["gap"].abs().argmax())]
    return words.say(
        "{partner}: {other} says {amount}, {gap} {direction} than the {home}",
        partner=names[row["partner"]],
        other=reporters[row["reporter"]],
        amount=words.amount(row["value"], unit),
        gap=words.amount(abs(row["gap"]), unit),
        direction=words.say("more") if row["gap"] > 0 else words.say("less"),
        home=reporters[mirrors[mirrors["is_home"]]["reporter"].iloc[0]],
    )


def head_to_head(
    rows: pd.DataFrame, pair: Sequence[str], names: Mapping[str, str], words: Words
) -> str:
    """Two partners compared: the ratio in the last common year, and since when the leader leads.

    ``rows`` is what ``analysis.comparison.head_to_head`` gives for the pair.
    """
    both = rows.dropna(subset=["ratio", "leader"])
    if both.empty:
        return ""
    last = both.iloc[-1]
    first_leads = last["leader"] == pair[0]
    behind = pair[1] if first_leads else pair[0]
    text = words.say(
        "In {year} {ahead} stood at {ratio} times {behind}.",
        year=int(last["year"]),
        ahead=names[last["leader"]],
        behind=names[behind],
        ratio=words.number(last["ratio"] if first_leads else 1 / last["ratio"], 2),
    )
    others = both[both["leader"] != last["leader"]]
    since = both[both["year"] > others["year"].max()]["year"] if len(others) else both["year"]
    if len(others):
        return f"{text} " + words.say("It has led since {year}.", year=int(since.iloc[0]))
    return f"{text} " + words.say(
        "It has led in every common year since {year}.", year=int(since.iloc[0])
    )


def footing(
    rows: pd.DataFrame, bloc: str, names: Mapping[str, str], unit: Unit, words: Words
) -> str:
    """The bloc's amount as the sum of its members: ``U 48.8 = A 19.9 + … + other U 19.3``."""
    total = rows["value"].sum()
    called = {**names, "other": words.say("other {bloc}", bloc=names[bloc])}
    parts = [
        f"{called[row.partner]} {words.number(row.value, unit.decimals)}" for row in each_row(rows)
    ]
    return f"{names[bloc]} {words.number(total, unit.decimals)} = {' + '.join(parts)}"


def measure(indicator: Indicator, unit: Unit, period: str, reporter: str, words: Words) -> str:
    """What is measured, in which unit, when and by whom: a chart's subtitle."""
    parts = (words.pick(indicator.name), words.pick(unit.long), period, reporter)
    return " · ".join(part for part in parts if part)
