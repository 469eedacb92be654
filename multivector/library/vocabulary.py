"""The ids a collection offers to whoever adds to it."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from multivector.library.collection import KIND_NAMES, Library
from multivector.model import Record

Choices = Mapping[type[Record], Collection[str]]
"""Ids by the kind of record, in file order."""


def choices_of(library: Library | None) -> Choices:
    """The ids of a collection by kind; none without a collection."""
    kinds = {name: kind for kind, name in KIND_NAMES.items()}
    found: defaultdict[type[Record], list[str]] = defaultdict(list)
    for name, record_id in library.places if library else ():
        found[kinds[name]].append(record_id)
    return dict(found)
