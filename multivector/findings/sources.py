"""What the bibliography says of itself, in sentences made by rule."""

from collections.abc import Mapping

import pandas as pd

from multivector.analysis.evidence import NOTHING
from multivector.library.collection import Library
from multivector.words import Words


def how_many(library: Library, words: Words) -> str:
    """How many sources, and how many of them were read in full."""
    sources = library.sources.values()
    full = sum(source.seen == "full" for source in sources)
    inferred = sum(bool(source.inferred) for source in sources)
    return words.say(
        "{sources}: {full} read in full, the others in excerpt; for {inferred} a title, date or "
        "publisher is inferred.",
        sources=words.say_many("{n} source", "{n} sources", len(library.sources)),
        full=words.number(full, 0),
        inferred=words.number(inferred, 0),
    )


def supports(support: Mapping[str, int], words: Words) -> str:
    """What rests on one source, by the kinds of record; see ``evidence.support``."""
    counted = {
        "observations": words.say_many("{n} figure", "{n} figures", support["observations"]),
        "claims": words.say_many("{n} claim", "{n} claims", support["claims"]),
        "events": words.say_many("{n} event", "{n} events", support["events"]),
        "instruments": words.say_many("{n} treaty", "{n} treaties", support["instruments"]),
        "deals": words.say_many("{n} deal", "{n} deals", support["deals"]),
        "annotations": words.say_many("{n} remark", "{n} remarks", support["annotations"]),
    }
    named = [text for kind, text in counted.items() if support[kind]]
    if not named:
        return words.say("supports nothing here yet")
    return words.say("supports {what}", what=", ".join(named))


def covered(coverage: pd.DataFrame, words: Words) -> str:
    """For how much of a table of partners, domains and years nothing was collected."""
    empty = int((coverage["state"] == NOTHING).sum())
    return words.say(
        "For {empty} of {all} combinations of partner, domain and year nothing is collected.",
        empty=words.number(empty, 0),
        all=words.number(len(coverage), 0),
    )
