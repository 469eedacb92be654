"""What a list of claims says, in sentences made by rule."""

from collections.abc import Sequence

from multivector.library.collection import Library
from multivector.model import Claim
from multivector.words import Words


def how_many(claims: Sequence[Claim], library: Library, words: Words) -> str:
    """How many claims from how many articles, and how many of them carry a figure."""
    articles = {library.article_of[claim.id] for claim in claims}
    figures = sum(claim.figure is not None for claim in claims)
    return words.say(
        "{claims} from {articles}; {figures}.",
        claims=words.say_many("{n} claim", "{n} claims", len(claims)),
        articles=words.say_many("{n} article", "{n} articles", len(articles)),
        figures=words.say_many("{n} carries a figure", "{n} carry a figure", figures),
    )
