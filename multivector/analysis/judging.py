"""One figure against one count: the rules that follow the hedge word a figure comes with."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from math import inf, nextafter
from typing import Literal, NamedTuple

from multivector.model import Figure, VerificationLimits

Judged = Literal["agrees", "understated", "overstated", "disagrees", "undecided"]
"""What a rule says: ``undecided`` where a count is only a bound on both sides of the limit."""


class Bounds(NamedTuple):
    """What a count says of a number: between two ends; without one it is open on that side."""

    low: float | None
    high: float | None


@dataclass(frozen=True)
class Judgement:
    """What a rule says of one figure and one count, and the rule's name."""

    verdict: Judged
    rule: str


@dataclass(frozen=True)
class Band:
    """The numbers for which a figure agrees, and what a count below or above them means."""

    low: Decimal
    high: Decimal
    with_low: bool = True
    with_high: bool = True
    below: Judged = "disagrees"
    above: Judged = "disagrees"

    @cached_property
    def first(self) -> float:
        """The smallest number that is not below the band."""
        return _smallest(self.low, with_it=self.with_low)

    @cached_property
    def beyond(self) -> float:
        """The smallest number above the band."""
        return max(self.first, _smallest(self.high, with_it=not self.with_high))

    def zone(self, number: float) -> int:
        """Whether a number lies below the band (-1), in it (0) or above it (1)."""
        return (number >= self.first) + (number >= self.beyond) - 1

    def verdict(self, lowest: int, highest: int) -> Judged:
        """What it means if a count allows all numbers from one zone to another."""
        names: tuple[Judged, ...] = (self.below, "agrees", self.above)
        found = {names[zone + 1] for zone in range(lowest, highest + 1)}
        if len(found) == 1:
            return found.pop()
        return "undecided" if "disagrees" in found else "agrees"


def _smallest(limit: Decimal, *, with_it: bool) -> float:
    """The smallest number that as it is written lies beyond a limit, or at it ``with_it``."""
    nearest = float(limit)
    written = decimal(nearest)
    reached = written > limit or (with_it and written == limit)
    return nearest if reached else nextafter(nearest, inf)


def judge(figure: Figure, observed: float | Bounds, limits: VerificationLimits) -> Judgement:
    """The verdict on a claimed figure when a count says ``observed``.

    The rule is named after the hedge word, v being the claimed value and s the count:

    - ``exact``: s rounds to v at v's own precision. Whole numbers are precise to one, however many
      zeros they end in: 200 does not agree with 200.7. The gap says how little is missing.
    - ``about``: within ``limits.about`` of v, or s rounds to v at one significant digit less.
    - ``nearly``: below v by at most ``limits.nearly``.
    - ``over``: above v by at most ``limits.over``; further above is ``understated``.
    - ``under``: below v by at most ``limits.under``; further below is ``overstated``.
    - ``record``: as exact; whether an earlier figure is higher is for ``verdicts`` to see.
    - ``range``: within the claimed range, both ends included, whatever the hedge word.

    A count that is a bound is judged at all numbers it allows. Where they fall on both sides of a
    limit the verdict is ``undecided``, save that a claim of "over" or "under" agrees when all of
    them bear out its words.
    """
    rule = "range" if figure.value is None else figure.qualifier
    band = band_of(figure, limits)
    ends = observed if isinstance(observed, Bounds) else Bounds(observed, observed)
    lowest = -1 if ends.low is None else band.zone(ends.low)
    highest = 1 if ends.high is None else band.zone(ends.high)
    return Judgement(band.verdict(lowest, highest), rule)


def band_of(figure: Figure, limits: VerificationLimits) -> Band:
    """The numbers for which a claimed figure agrees; see ``judge``."""
    if figure.value is None:
        return Band(decimal(figure.low or 0), decimal(figure.high or 0))
    value = decimal(figure.value)
    size = abs(value)
    match figure.qualifier:
        case "exact" | "record":
            return _rounding_to(value, min(_exponent(value), 0))
        case "about":
            return _about(value, size * decimal(limits.about))
        case "nearly":
            return Band(value - size * decimal(limits.nearly), value, with_high=False)
        case "over":
            high = value + size * decimal(limits.over)
            return Band(value, high, with_low=False, above="understated")
        case "under":
            low = value - size * decimal(limits.under)
            return Band(low, value, with_high=False, below="overstated")


def _about(value: Decimal, far: Decimal) -> Band:
    """Both conditions in one: within the distance, or the same when coarser.

    4700 has two significant digits, so all from 4500 to below 5500 is the same when coarser; a
    figure with one digit has none to spare. Both ranges hold the value, so that they are one.
    """
    near = Band(value - far, value + far)
    if len(value.normalize().as_tuple().digits) < 2:
        return near
    step = _exponent(value) + 1
    unit = Decimal(1).scaleb(step)
    same = _rounding_to((value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit, step)
    return Band(
        min(near.low, same.low), max(near.high, same.high), with_high=near.high >= same.high
    )


def _rounding_to(value: Decimal, exponent: int) -> Band:
    half = Decimal(1).scaleb(exponent) / 2
    return Band(value - half, value + half, with_high=False)


def decimal(number: float) -> Decimal:
    """A number as it is written: 0.1 is a tenth."""
    return Decimal(str(number))


def _exponent(value: Decimal) -> int:
    """The place of the last digit that is not zero: 0 for 44, -1 for 6.1, 2 for 4700."""
    return int(value.normalize().as_tuple().exponent)
