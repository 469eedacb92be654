"""What a page says that is not in its collection: there no other country may be named."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from multivector.library.collection import Library
from multivector.words import Words, languages, partner_name

COUNTRY_OF_THE_APP = re.compile("kazakh|kasach|казах|қазақ", re.IGNORECASE)
"""How the country is called of which the collection beside the app treats."""


def leftovers(page: str, library: Library, language: str) -> list[str]:
    """Mentions of that country on a page of another collection, but for what stands in it."""
    words = Words(language)
    names = [partner_name(each, words, short=False) for each in library.partners.values()]
    switch = [words.language_name(code) for code in languages()]
    rest = re.sub(r"\s+", " ", page)
    for text in sorted({*_texts(library), *names, *switch}, key=len, reverse=True):
        rest = rest.replace(text, " ")
    return [
        rest[max(0, at.start() - 40) : at.end() + 40] for at in COUNTRY_OF_THE_APP.finditer(rest)
    ]


def _texts(library: Library) -> Iterator[str]:
    for name in library.__slots__:
        yield from _within(getattr(library, name))


def _within(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield re.sub(r"\s+", " ", value)
    elif isinstance(value, BaseModel):
        yield from _within(dict(value))
    elif isinstance(value, Mapping):
        yield from _within(list(value.values()))
    elif isinstance(value, Iterable):
        for each in value:
            yield from _within(each)
