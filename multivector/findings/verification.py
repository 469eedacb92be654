"""What the test of a figure says, in sentences made by rule from its verdicts."""

from collections.abc import Mapping

import pandas as pd

from multivector.analysis.rows import each as each_row
from multivector.model import PLACE, Figure, Unit
from multivector.words import Words

MOST_COUNTS = 3


def claimed(figure: Figure, units: Mapping[str, Unit], words: Words) -> str:
    """The figure as claimed, with its hedge word."""
    unit = units[figure.unit]
    if figure.unit == PLACE:
        return words.say("rank {number}", number=words.number(figure.value, 0))
    decimals = 0 if figure.value is not None and figure.value == int(figure.value) else None
    amount = (
        words.amount(figure.value, unit, decimals)
        if figure.value is not None
        else words.amount_between(None, figure.low, figure.high, unit)
    )
    hedges = {
        "over": words.say("over {amount}", amount=amount),
        "under": words.say("under {amount}", amount=amount),
        "nearly": words.say("nearly {amount}", amount=amount),
        "about": words.say("about {amount}", amount=amount),
        "record": words.say("a record {amount}", amount=amount),
    }
    return hedges.get(figure.qualifier, amount)


def sentence_to_paste(
    figure: Figure,
    rows: pd.DataFrame,
    reporters: Mapping[str, str],
    units: Mapping[str, Unit],
    words: Words,
) -> str:
    """One sentence with the claimed figure, what each count says, and on how many sources.

    ``rows`` are the claim's rows of ``analysis.verification.verdicts``; empty if no count of ours
    can test it. Counts that agree go first.
    """
    tested = rows[rows["verdict"].isin(["agrees", "disagrees", "understated", "overstated"])]
    tested = tested[tested["observed_value"].notna()]
    if tested.empty or figure.unit == PLACE:
        return ""
    ordered = tested.sort_values("verdict", key=lambda column: column != "agrees", kind="stable")
    counts = [
        words.say(
            "{amount} by {reporter} ({period})",
            amount=words.amount(row.observed_value, units[row.observed_unit]),
            reporter=reporters[row.reporter],
            period=words.period(row.observed_period),
        )
        for row in each_row(ordered.head(MOST_COUNTS))
    ]
    return words.say(
        "Claimed: {claimed}. Counted: {counts}. {sources}.",
        claimed=claimed(figure, units, words),
        counts=words.listed(counts),
        sources=words.say_many(
            "Read in {n} source", "Read in {n} sources", tested["source"].nunique()
        ),
    )
