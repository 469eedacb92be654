"""What a link from another version of the data showed otherwise, in sentences made by rule."""

from collections.abc import Mapping, Sequence

from multivector.analysis.history import Change
from multivector.words import Words


def moved(asked: str, present: str, words: Words) -> str:
    """That a link and this page rest on different data."""
    return words.say(
        "This link was made with data version {asked}; the page shows version {present}.",
        asked=asked,
        present=present,
    )


def compared(found: Sequence[Change] | None, words: Words) -> str:
    """How many of the figures shown differ; None if no record of the other version is kept."""
    if found is None:
        return words.say(
            "What changed cannot be told: no record of that version is kept, or the page shows "
            "nothing that is recorded."
        )
    if not found:
        return words.say("Nothing that is recorded of this page has changed.")
    return words.say_many(
        "{n} of the figures on record for this page has changed.",
        "{n} of the figures on record for this page have changed.",
        len(found),
    )


def change(each: Change, name: str, values: Mapping[str, str], words: Words) -> str:
    """One headline then and now; ``values`` names what is written as a code."""
    before, now = (
        words.say("not there") if value is None else values.get(value, value)
        for value in (each.before, each.now)
    )
    return words.say("{what}: {before}, now {now}", what=name, before=before, now=now)
