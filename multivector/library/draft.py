"""Records on their way into the library: those that still stand, and those held back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

from multivector.library.collection import KIND_NAMES
from multivector.library.problems import Problem, path_text, quoted
from multivector.library.reader import Read, Steps
from multivector.library.records import Entry
from multivector.library.snapshot import NOTHING, Snapshot
from multivector.model import Observation, Record

R = TypeVar("R", bound=Record)
Target = tuple[type[Record], str]
"""Kind and id of a record."""


class Draft:
    """What was read so far. Rules take records out of it; whatever is left is sound."""

    def __init__(self, before: Snapshot = NOTHING) -> None:
        """``before`` is what was read of the same files at another time."""
        self.before = before
        self.problems: list[Problem] = []
        self.reads: dict[Path, Read] = {}
        """The values of the YAML files that were read from their texts."""
        self.held_back: set[Target] = set()
        self.unread: set[type[Record]] = set()
        """Kinds of which some records could not be read so far as to know their ids."""
        self._entries: dict[type[Record], dict[str, Entry[Any]]] = {kind: {} for kind in KIND_NAMES}
        self._content: defaultdict[Target, list[Entry[Any]]] = defaultdict(list)

    def add(self, entry: Entry[Any], owner: Target | None = None) -> bool:
        """Takes the record in and says whether it did; a second one with the same id stays out."""
        same_kind = self._entries[type(entry.record)]
        if first := same_kind.get(entry.id):
            self.problems.append(_repeated(entry, first))
            return False
        same_kind[entry.id] = entry
        if owner:
            self._content[owner].append(entry)
        return True

    def of(self, kind: type[R]) -> list[Entry[R]]:
        """The records of a kind that still stand, in file order."""
        return cast("list[Entry[R]]", list(self._entries[kind].values()))

    def all(self) -> Iterator[Entry[Any]]:
        """The records of all kinds that still stand."""
        for entries in self._entries.values():
            yield from list(entries.values())

    def get(self, kind: type[R], record_id: str) -> R | None:
        """The record with this id if it still stands."""
        entry = self._entries[kind].get(record_id)
        return cast("R", entry.record) if entry else None

    def stands(self, entry: Entry[Any]) -> bool:
        """Whether the record has not been held back."""
        return entry.id in self._entries[type(entry.record)]

    def has_lost(self, kind: type[Record]) -> bool:
        """Whether some records of the kind were held back or could not be read."""
        return kind in self.unread or any(lost is kind for lost, _ in self.held_back)

    def replace(self, entry: Entry[R], record: R) -> None:
        """Puts another version of the record in its place."""
        self._entries[type(record)][entry.id] = replace(entry, record=record)

    def hold_back(self, entry: Entry[Any]) -> list[Target]:
        """Takes the record out with what it contains; gives back all that was taken out."""
        target: Target = (type(entry.record), entry.id)
        if self._entries[target[0]].pop(entry.id, None) is None:
            return []
        self.held_back.add(target)
        content = [inner for inner in self._content.pop(target, []) if self.stands(inner)]
        if content:
            kind = type(content[0].record)
            self.problems.append(held_back_content(entry.read, entry.path, len(content), kind))
        return [target, *(taken for inner in content for taken in self.hold_back(inner))]


def held_back_content(read: Read, path: Steps, number: int, kind: type[Record]) -> Problem:
    """That the records a record contains are held back with it."""
    content = KIND_NAMES[kind] + "s" * (number != 1)
    message = f"held back with what it stands in: {number} {content}"
    cure = "mend the record around them"
    place = path_text(path)
    return Problem("held-back-content", "error", read.file, read.line(path), place, message, cure)


def _repeated(entry: Entry[Any], first: Entry[Any]) -> Problem:
    where = f"first in {first.file}:{first.line}"
    if isinstance(entry.record, Observation):
        message = f"this figure stands here again, {where}"
        cure = "keep one of the two; another count needs another reporter"
        return entry.problem("repeated-observation", (), message, cure)
    kind = KIND_NAMES[type(entry.record)]
    message = f"the {kind} {quoted(entry.id)} stands here again, {where}"
    return entry.problem("repeated-id", ("id",), message, "give one of the two another id")
