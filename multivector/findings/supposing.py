"""What a supposition moves, in sentences made by rule from its numbers."""

from collections.abc import Mapping

import pandas as pd

from multivector.analysis.diversity import effective_partners
from multivector.words import Words


def moved(
    rows: pd.DataFrame, domain: str, measure: str, names: Mapping[str, str], words: Words
) -> str:
    """Who gains and loses most in a domain; ``rows`` has partner, before and after (0 to 1)."""
    steps = rows.assign(step=rows["after"] - rows["before"]).dropna(subset="step")
    ordered = steps.sort_values("step", kind="stable")
    least, most = ordered.iloc[0], ordered.iloc[-1]
    before, after = (
        float(effective_partners(steps[column].to_numpy(), 2)) for column in ("before", "after")
    )
    return words.say(
        "{domain}, by {measure}: {gainer} {from_gainer} → {to_gainer}, {loser} {from_loser} → "
        "{to_loser}; effective partners N2 {before} → {after}.",
        domain=domain,
        measure=measure,
        gainer=names[most["partner"]],
        from_gainer=words.percent(most["before"]),
        to_gainer=words.percent(most["after"]),
        loser=names[least["partner"]],
        from_loser=words.percent(least["before"]),
        to_loser=words.percent(least["after"]),
        before=words.number(before, 2),
        after=words.number(after, 2),
    )


def whole(before: float, after: float, words: Words) -> str:
    """Effective partners of the whole as they are and as they would be."""
    return words.say(
        "All domains together, read in this way: N2 {before} → {after}.",
        before=words.number(before, 2),
        after=words.number(after, 2),
    )
