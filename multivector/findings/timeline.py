"""What a timeline says, in sentences made by rule from its events."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from multivector.analysis.rows import LANGUAGES
from multivector.words import Words


def how_many(
    rows: pd.DataFrame, partners: Sequence[str], names: Mapping[str, str], words: Words
) -> str:
    """How many meetings were held with whom, and which was the last. See ``analysis.timeline``."""
    met = np.flatnonzero(rows["is_meeting"] & rows["happened"])
    if not len(met):
        return words.say("No meeting that was held fits this choice.")
    count = words.say_many("{n} meeting held", "{n} meetings held", len(met))
    if partners:
        who = words.listed(names[code] for code in partners)
        count = words.say("{count} with {partners}", count=count, partners=who)
    last = rows.iloc[met[-1]]
    return words.say(
        "{count}; the last was: {title}, {date}.",
        count=count,
        title=_title(last, words),
        date=words.span(last["start"], None if pd.isna(last["end"]) else last["end"]),
    )


def set_apart(rows: pd.DataFrame, words: Words) -> str:
    """How many events did not take place, or not yet; empty if there are none."""
    ahead = int(rows["state"].isin(["scheduled", "proposed"]).sum())
    off = int(rows["state"].isin(["cancelled", "postponed"]).sum())
    parts = [
        words.say_many("{n} planned", "{n} planned", ahead) if ahead else "",
        words.say_many("{n} called off or postponed", "{n} called off or postponed", off)
        if off
        else "",
    ]
    said = [part for part in parts if part]
    return words.say("Set apart: {what}.", what=words.listed(said)) if said else ""


def _title(row: "pd.Series[Any]", words: Words) -> str:
    titles = {code: row[f"title_{code}"] for code in LANGUAGES}
    return words.marked({code: str(each) for code, each in titles.items() if not pd.isna(each)})
