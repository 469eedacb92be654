"""What a change of the collection does: to its records, and to what is concluded from them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import NamedTuple

from multivector.analysis.evidence import coverage
from multivector.analysis.history import Change, changes, headlines
from multivector.analysis.rows import each as each_row
from multivector.library.collection import KIND_NAMES, Library
from multivector.library.history import Headline
from multivector.library.layout import FOLDERS, Container
from multivector.model import Record

NEW, GONE, CHANGED = "new", "gone", "changed"


class Shown(NamedTuple):
    """What is concluded from a collection: its headlines, and its coverage cell by cell."""

    headlines: tuple[Headline, ...]
    coverage: Mapping[tuple[str, str, int], str]


def shown(library: Library) -> Shown:
    """What is concluded from a collection; costs seconds, so who compares often keeps it."""
    history = library.focus.history
    cells = each_row(coverage(library, range(history.first, history.last + 1)))
    return Shown(
        headlines(library), {(row.partner, row.domain, row.year): row.state for row in cells}
    )


def differences(
    before: Library, now: Library, concluded: Shown | None = None
) -> tuple[Change, ...]:
    """Every record and every conclusion that two states of a collection hold differently.

    Records first, by kind and id: ``now`` is new, gone or changed. Then headlines (see
    ``analysis.history``), and the cells of ``evidence.coverage`` with the key
    ``partner|domain|year``. Observations are told by their figures, events by state and date where
    these differ. ``concluded`` is what ``shown`` gives for ``before``, if it is at hand.
    """
    old, new = concluded or shown(before), shown(now)
    told = changes(old.headlines, new.headlines)
    by_headline = {(each.kind, each.key) for each in told}
    records = (each for each in _records(before, now) if each[:2] not in by_headline)
    return (*records, *told, *_coverage(old, new))


def _records(before: Library, now: Library) -> Iterator[Change]:
    old, new = _by_place(before), _by_place(now)
    for kind, record_id in sorted(old.keys() | new.keys()):
        was, is_now = old.get((kind, record_id)), new.get((kind, record_id))
        if was is None:
            yield Change(kind, record_id, None, NEW)
        elif is_now is None:
            yield Change(kind, record_id, None, GONE)
        elif was != is_now:
            yield Change(kind, record_id, None, CHANGED)


def _by_place(library: Library) -> Mapping[tuple[str, str], Record]:
    """Every record but observations, by its kind and id; what contains others, without them."""
    found: dict[tuple[str, str], Record] = {}
    for field in fields(library):
        held = getattr(library, field.name)
        records = held if isinstance(held, Mapping) else {field.name: held}
        for record_id, record in records.items():
            if type(record) in KIND_NAMES:
                content = dict.fromkeys(_CONTENT.get(type(record), ()), ())
                place = (KIND_NAMES[type(record)], record_id)
                found[place] = record.model_copy(update=content)
    return found


_CONTENT = {
    layout.kind: (layout.key,) for layout in FOLDERS.values() if isinstance(layout, Container)
}


def _coverage(old: Shown, new: Shown) -> Iterator[Change]:
    for key in sorted(old.coverage.keys() | new.coverage.keys()):
        was, is_now = old.coverage.get(key), new.coverage.get(key)
        if was != is_now:
            yield Change("coverage", "|".join(str(part) for part in key), was, is_now)
