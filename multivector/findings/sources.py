"""What the bibliography says of itself, in sentences made by rule."""

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
