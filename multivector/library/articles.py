"""The articles of a collection and their claims, each made when somebody asks for it.

A large collection has tens of thousands of claims, and most pages show none of them.
"""

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from multivector.library.collector import collector_at_rest
from multivector.library.observations import Place
from multivector.model import Article, Claim

Value = TypeVar("Value")


class Later(Mapping[str, Value]):
    """A mapping that is made when it is first asked for anything."""

    def __init__(self, make: Callable[[], Mapping[str, Value]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, Value]:
        return self._make()

    def __getitem__(self, key: str) -> Value:
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def values(self) -> ValuesView[Value]:
        """All values."""
        return self._made.values()

    def items(self) -> ItemsView[str, Value]:
        """All keys with their values."""
        return self._made.items()


class Outline(NamedTuple):
    """What is known of an article and its claims before they are made."""

    file: str
    line: int
    claims: tuple[str, ...]
    """Their ids, in reading order."""
    lines: tuple[int, ...]
    """The lines the claims start in."""
    partners: tuple[str, ...]
    """All partners that a claim of it is about."""
    events: tuple[tuple[str, str], ...]
    """Of each claim that belongs to an event the event and the claim's domain, in reading order."""

    @property
    def place(self) -> Place:
        """Where the article stands."""
        return Place(self.file, self.line)


class Articles(Mapping[str, Article]):
    """Articles by id, read-only and in file order, each made when it is first asked for."""

    def __init__(
        self, outlines: Mapping[str, Outline], make: Callable[[str, Outline], Article]
    ) -> None:
        """What is known of each article before it is made, and what makes it of its id."""
        self._outlines, self._make = outlines, make
        self._made: dict[str, Article] = {}

    def __getitem__(self, key: str) -> Article:
        made = self._made.get(key)
        if made is None:
            # Of two who make it at once, both get the one that was first.
            made = self._made.setdefault(key, self._make(key, self._outlines[key]))
        return made

    def __contains__(self, key: object) -> bool:
        return key in self._outlines

    def __iter__(self) -> Iterator[str]:
        return iter(self._outlines)

    def __len__(self) -> int:
        return len(self._outlines)

    @property
    def places(self) -> Mapping[str, Place]:
        """Where each article stands."""
        return Later(lambda: {id: each.place for id, each in self._outlines.items()})

    @property
    def places_of_claims(self) -> Mapping[str, Place]:
        """Where each claim stands."""
        return Later(
            lambda: {
                id: Place(each.file, line)
                for each in self._outlines.values()
                for id, line in zip(each.claims, each.lines, strict=True)
            }
        )

    @cached_property
    def of_claims(self) -> Mapping[str, str]:
        """Id of the article, by the id of the claim."""
        outlines = self._outlines.items()
        return MappingProxyType({claim: id for id, each in outlines for claim in each.claims})

    @property
    def partners(self) -> frozenset[str]:
        """All partners that claims are about."""
        return frozenset(code for each in self._outlines.values() for code in each.partners)

    @property
    def events(self) -> Iterator[tuple[str, str]]:
        """Of each claim that belongs to an event the event and the claim's domain."""
        return (pair for each in self._outlines.values() for pair in each.events)


class Claims(Mapping[str, Claim]):
    """The claims of all articles by id, article after article, in reading order."""

    def __init__(self, articles: Articles) -> None:
        self._articles = articles

    @property
    def partners(self) -> frozenset[str]:
        """All partners that claims are about."""
        return self._articles.partners

    @property
    def events(self) -> Iterator[tuple[str, str]]:
        """Of each claim that belongs to an event the event and the claim's domain."""
        return self._articles.events

    @cached_property
    def _all(self) -> Mapping[str, Claim]:
        with collector_at_rest():
            return {claim.id: claim for each in self._articles.values() for claim in each.claims}

    def __getitem__(self, key: str) -> Claim:
        if "_all" in self.__dict__:
            return self._all[key]
        article = self._articles[self._articles.of_claims[key]]
        return next(claim for claim in article.claims if claim.id == key)

    def __contains__(self, key: object) -> bool:
        return key in self._articles.of_claims

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles.of_claims)

    def __len__(self) -> int:
        return len(self._articles.of_claims)

    def values(self) -> ValuesView[Claim]:
        """All claims, from then on kept together."""
        return self._all.values()

    def items(self) -> ItemsView[str, Claim]:
        """All claims with their ids, from then on kept together."""
        return self._all.items()
