"""What a change of the collection does: to its records, and to what is concluded from them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from multivector.analysis.evidence import coverage
from multivector.analysis.history import Change, changes, headlines
from multivector.analysis.rows import each as each_row
from multivector.library.collection import KIND_NAMES, Library
from multivector.library.layout import FOLDERS, Container
from multivector.model import Record

NEW, GONE, CHANGED = "new", "gone", "changed"


def differences(before: Library, now: Library) -> tuple[Change, ...]:
    """Every record and every conclusion that two states of a collection hold differently.

    Records first, by kind and id: ``now`` is new, gone or changed. Then headlines (see
    ``analysis.history``), and the cells of ``evidence.coverage`` with the key
    ``partner|domain|year``. Observations are told by their figures, events by state and date where
    these differ.
    """
    told = changes(headlines(before), headlines(now))
    by_headline = {(each.kind, each.key) for each in told}
    records = (each for each in _records(before, now) if each[:2] not in by_headline)
    return (*records, *told, *_coverage(before, now))


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


def _coverage(before: Library, now: Library) -> Iterator[Change]:
    spans = [library.focus.history for library in (before, now)]
    years = range(min(span.first for span in spans), max(span.last for span in spans) + 1)
    old, new = (
        {
            (row.partner, row.domain, row.year): row.state
            for row in each_row(coverage(library, years))
        }
        for library in (before, now)
    )
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            name = "|".join(str(part) for part in key)
            yield Change("coverage", name, old.get(key), new.get(key))
