"""Outcomes that might have been: the amounts of a year with something changed.

What is supposed never touches the collection; it makes changed copies of what was read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from multivector.analysis.amounts import DomainYear, Evidence, domain_years
from multivector.analysis.deals import signed_sums
from multivector.analysis.diversity import Array
from multivector.analysis.partners import bloc_of, expanded
from multivector.library.collection import Library
from multivector.model import BalanceMeasure, Change
from multivector.periods import parse_period


@dataclass(frozen=True)
class Supposed:
    """The domains of a year with a change made in them."""

    domains: tuple[DomainYear, ...]
    made: bool
    """Whether every change could be made; not so where a figure it needs is not known."""


def measures_of(library: Library, changes: Sequence[Change]) -> Mapping[str, BalanceMeasure]:
    """The measures by which the changed domains are read, where a change names its own."""
    return {
        each.domain: BalanceMeasure(
            indicator=each.indicator,
            reporter=each.reporter,
            note=library.indicators[each.indicator].definition,
        )
        for each in changes
        if each.indicator is not None
    }


def deals_measure(library: Library, domain: str) -> BalanceMeasure:
    """The measure that counts the worth of a domain's deals. Raises KeyError if there is none."""
    for each in library.indicators.values():
        if each.domain == domain and each.counted_from == "deals":
            return BalanceMeasure(indicator=each.id, note=each.definition)
    raise KeyError(domain)


def deals_to_call_off(library: Library) -> tuple[str, ...]:
    """Deals whose worth is part of a measure, so that without them it would be another."""
    until = parse_period(library.focus.evidence_until).latest
    return tuple(
        id
        for each in library.indicators.values()
        if each.counted_from == "deals"
        for id in signed_sums(library, each.domain, each.unit, until)
    )


def supposed(
    evidence: Evidence,
    domains: Sequence[DomainYear],
    partners: Sequence[str],
    changes: Sequence[Change],
) -> Supposed:
    """The domains as they would be. ``domains`` are those of one year over the cut ``partners``."""
    found = list(domains)
    made = True
    for change in changes:
        place = next((i for i, each in enumerate(found) if each.domain == change.domain), None)
        after = None if place is None else _changed(evidence, found[place], partners, change)
        made = made and after is not None
        if place is not None and after is not None:
            found[place] = after
    return Supposed(tuple(found), made)


def _changed(
    evidence: Evidence, before: DomainYear, partners: Sequence[str], change: Change
) -> DomainYear | None:
    gains = _place(evidence.library, partners, change.to)
    if change.share_of is not None:
        return _with_old_share(evidence, before, partners, gains, change.share_of)
    loses = _place(evidence.library, partners, change.giver)
    known = ~np.isnan(before.amounts)
    if loses is None or not known[loses] or (gains is not None and not known[gains]):
        return None
    amount = min(before.amounts[loses], change.amount or np.inf)
    steps = np.zeros(len(partners))
    steps[loses] -= amount
    if gains is not None:
        steps[gains] += amount
    return _shifted(before, steps, None if before.total is None else before.total + steps.sum())


def _with_old_share(
    evidence: Evidence,
    before: DomainYear,
    partners: Sequence[str],
    gains: int | None,
    year: int,
) -> DomainYear | None:
    """The partner's share of that year again, the other amounts as they are."""
    then = domain_years(evidence, [year], partners, before.domain)[0]
    if gains is None or np.isnan(then.shares[gains]) or np.isnan(before.amounts[gains]):
        return None
    share = float(then.shares[gains])
    others = float(np.nansum(np.delete(before.amounts, gains)))
    if share >= 1:
        return None
    steps = np.zeros(len(partners))
    steps[gains] = share / (1 - share) * others - before.amounts[gains]
    return _shifted(before, steps, None if before.total is None else before.total + steps.sum())


def _shifted(before: DomainYear, steps: Array, total: float | None) -> DomainYear:
    """Amounts and their ranges moved by the same steps."""
    low, high = (np.maximum(end + steps, 0.0) for end in (before.low, before.high))
    return replace(before, amounts=before.amounts + steps, low=low, high=high, total=total)


def _place(library: Library, partners: Sequence[str], wanted: str | None) -> int | None:
    """Where in the cut a partner stands: itself, else its bloc, else the rest of its bloc."""
    if wanted is None:
        return None
    if wanted in partners:
        return partners.index(wanted)
    reach = (expanded(library, [bloc_of(code) or code]) for code in partners)
    return next((place for place, members in enumerate(reach) if wanted in members), None)
