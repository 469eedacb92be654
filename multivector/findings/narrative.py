"""Whom the claims name more or less than the statistics do, in sentences made by rule."""

from collections.abc import Mapping

import pandas as pd

from multivector.words import Words


def compared(rows: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """Who is named clearly more or less often than its share in the statistics would give.

    ``rows`` are those of ``analysis.narrative.salience``. Clearly means that the statistics' share
    lies outside the 90 % interval. With too few mentions the sentence says so and ranks nobody.
    """
    n = int(rows["n"].max()) if len(rows) else 0
    if not len(rows) or not rows["ranked"].all():
        return words.say_many("Only {n} mention: no ranking.", "Only {n} mentions: no ranking.", n)
    if rows["evidence"].isna().all():
        return _most_named(rows, names, words)
    more = [names[code] for code in rows[rows["gap_low"] > 0]["partner"]]
    less = [names[code] for code in rows[rows["gap_high"] < 0]["partner"]]
    parts = [
        words.say("Named more than the statistics give: {partners}.", partners=words.listed(more))
        if more
        else "",
        words.say("Named less than the statistics give: {partners}.", partners=words.listed(less))
        if less
        else "",
    ]
    return " ".join(part for part in parts if part) or words.say(
        "Nobody is named clearly more or less than the statistics give."
    )


def _most_named(rows: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """Who is named most, if the intervals leave no doubt."""
    ordered = rows.dropna(subset="attention").sort_values("attention", ascending=False)
    if len(ordered) < 2 or ordered["low"].iloc[0] <= ordered["high"].iloc[1]:
        return words.say("Nobody is clearly named most.")
    return words.say(
        "{partner} is named most: {share} of the mentions.",
        partner=names[str(ordered["partner"].iloc[0])],
        share=words.percent(float(ordered["attention"].iloc[0])),
    )
