"""What a version of the collection shows, and what of it another version shows otherwise."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from multivector.analysis.rows import each as each_row
from multivector.analysis.tables import home_balances
from multivector.analysis.verification import summaries
from multivector.library.collection import Library
from multivector.library.history import Headline
from multivector.library.observations import observation_id


class Change(NamedTuple):
    """A headline that two versions show differently; None where one does not have it."""

    kind: str
    key: str
    before: str | None
    now: str | None


def headlines(library: Library) -> tuple[Headline, ...]:
    """Every figure, verdict, balance and event that a page shows, by its codes, in their order.

    A ``figure`` has the key of ``observation_id`` and its value, or its state where it has none; a
    ``verdict`` the claim's id and its summary; a ``balance`` domain, cut and year joined with
    ``|``, and the effective partners N2; an ``event`` its id, and state and date.
    """
    return tuple(sorted(_headlines(library)))


def _headlines(library: Library) -> Iterator[Headline]:
    for each in library.observations:
        ends = (each.value, each.low, each.high)
        value = "..".join(f"{end:.6g}" for end in ends if end is not None)
        yield Headline("figure", observation_id(each), value or each.state)
    for row in each_row(summaries(library)):
        yield Headline("verdict", row.claim, row.summary)
    for row in each_row(home_balances(library)):
        if not pd.isna(row.effective_partners_n2):
            key = f"{row.domain}|{row.cut}|{row.year}"
            yield Headline("balance", key, f"{row.effective_partners_n2:.2f}")
    for event in library.events.values():
        yield Headline("event", event.id, f"{event.state} {event.start}")


def changes(before: Iterable[Headline], now: Iterable[Headline]) -> tuple[Change, ...]:
    """The headlines that differ, in the order of kind and key."""
    old, new = ({(each.kind, each.key): each.value for each in some} for some in (before, now))
    return tuple(
        Change(*key, old.get(key), new.get(key))
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    )
