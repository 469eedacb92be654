"""Counts of the same in order of size, so that a figure is tested without going through them all.

A large collection holds as many claims on a quantity as counts of it. Pairs of the two would grow
with the square of its size; here a claim costs a few searches in a sorted list.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from multivector.analysis.judging import Band, Judged

Tally = Counter[Judged]
"""How many counts say what of a figure."""


class Kind(NamedTuple):
    """What sort of count it is, as far as that bears on a verdict."""

    is_stated: bool
    """Whether it is merely stated by officials: such counts decide only where there are no others.
    """
    never_agrees: bool = False
    """Whether it bears out no claim: of a record, if the same reporter had a higher figure before.
    """


class Count(NamedTuple):
    """What is needed of a count to test figures with it."""

    low: float
    """The lowest number it allows, minus infinity if there is none."""
    high: float
    source: str
    kind: Kind


class Counts:
    """Counts of one quantity."""

    def __init__(self, counts: Iterable[Count]) -> None:
        every: dict[Kind, list[Count]] = defaultdict(list)
        apart: dict[str, dict[Kind, list[Count]]] = defaultdict(lambda: defaultdict(list))
        for count in counts:
            every[count.kind].append(count)
            apart[count.source][count.kind].append(count)
        self._every = _ordered(every)
        self._of_source = {source: _ordered(groups) for source, groups in apart.items()}

    def tally(self, band: Band, own: str | None) -> dict[bool, Tally]:
        """What statistics (False) and those merely stated (True) say of a figure with this band.

        ``own`` is the source of the claim, whose counts cannot confirm it.
        """
        found: dict[bool, Tally] = {False: Counter(), True: Counter()}
        for kind, group in self._every.items():
            found[kind.is_stated].update(group.tally(band))
        for kind, group in self._of_source.get(own or "", {}).items():
            found[kind.is_stated].subtract(group.tally(band))
        return found

    def sources(self, band: Band, own: str | None) -> Iterator[str]:
        """The sources of which a count decides on a figure with this band, each once."""
        for source, groups in self._of_source.items():
            if source != own and any(each.decides(band) for each in groups.values()):
                yield source


class _Ordered:
    """Counts of one kind in order of size."""

    def __init__(self, kind: Kind, counts: Iterable[Count]) -> None:
        self._kind = kind
        ends = [(each.low, each.high) for each in counts]
        self._numbers = sorted(low for low, high in ends if low == high)
        self._bounds = Counter((low, high) for low, high in ends if low != high)

    def tally(self, band: Band) -> Tally:
        """How many say what of a figure with this band."""
        below = bisect_left(self._numbers, band.first)
        up_to = bisect_left(self._numbers, band.beyond)
        found: Tally = Counter()
        for zone, number in ((-1, below), (0, up_to - below), (1, len(self._numbers) - up_to)):
            found[band.verdict(zone, zone)] += number
        for (low, high), number in self._bounds.items():
            found[band.verdict(band.zone(low), band.zone(high))] += number
        if self._kind.never_agrees:
            found["disagrees"] += found.pop("agrees", 0)
        return found

    def decides(self, band: Band) -> bool:
        """Whether one of them says something of a figure with this band."""
        return any(n for verdict, n in self.tally(band).items() if verdict != "undecided")


def _ordered(groups: Mapping[Kind, Iterable[Count]]) -> dict[Kind, _Ordered]:
    return {kind: _Ordered(kind, counts) for kind, counts in groups.items()}
