"""What shares mean beside the partner's own side and its size, in sentences made by rule."""

from collections.abc import Mapping

import pandas as pd

from multivector.analysis.rows import each as each_row
from multivector.words import DASH, Words


def lopsided(
    rows: pd.DataFrame, domain: str, names: Mapping[str, str], country: str, words: Words
) -> str:
    """Between whom dependence is least even. See ``reference.dependence``."""
    most = rows.assign(ratio=rows["here"] / rows["there"].where(rows["there"] > 0))
    row = most.sort_values("ratio", ascending=False).iloc[0]
    return words.say(
        "{partner} has {here} of {country}'s {domain}, {country} {there} of its",
        partner=names[row["partner"]],
        country=country,
        domain=domain,
        here=words.percent(row["here"]),
        there=words.percent(row["there"], 1),
    )


def pairs(rows: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """Both directions of every partner."""
    return "; ".join(
        f"{names[row.partner]} {words.percent(row.here, 1)} / {words.percent(row.there, 1)}"
        for row in each_row(rows)
    )


def years(rows: pd.DataFrame, words: Words) -> str:
    """The years the figures are of."""
    first = int(min(rows["year_here"].min(), rows["year_there"].min()))
    last = int(max(rows["year_here"].max(), rows["year_there"].max()))
    return str(first) if first == last else f"{first}{DASH}{last}"


def expected(rows: pd.DataFrame, distance: float, names: Mapping[str, str], words: Words) -> str:
    """Who counts for most and least beside its size, and how far the whole lies from size alone."""
    ordered = rows.sort_values("intensity", ascending=False)
    most, least = ordered.iloc[0], ordered.iloc[-1]
    return words.say(
        "{most} has {more} times the share its part in the world suggests, {least} {less} times. "
        "Distance from what to expect: {distance} nats; 0 would be shares just as size suggests.",
        most=names[most["partner"]],
        more=words.number(most["intensity"], 1),
        least=names[least["partner"]],
        less=words.number(least["intensity"], 1),
        distance=words.number(distance, 2),
    )
