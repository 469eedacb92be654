"""From a folder of files to a library of sound records and a list of all that is wrong.

Nothing that stands in the files makes this fail, and nothing is dropped in silence: each record
stands or falls on its own, and each that falls has its problem.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from multivector.library.collection import (
    KIND_NAMES,
    Library,
    Place,
    collection_files,
    folder_digest,
    observation_id,
)
from multivector.library.draft import Draft, Target, held_back_content
from multivector.library.files import file_problem, leads_out, shown_name
from multivector.library.problems import Problem, Severity, quoted
from multivector.library.reader import Read, Steps, read_yaml
from multivector.library.records import Entry, validated
from multivector.library.rows import Column, read_rows
from multivector.library.rules import hold_to_rules
from multivector.model import (
    Annotation,
    Article,
    Caveat,
    Claim,
    Deal,
    Domain,
    Event,
    Focus,
    Indicator,
    Instrument,
    Observation,
    Partner,
    Record,
    Reporter,
    Scenario,
    Series,
    Source,
    Unit,
    VerificationLimits,
    Weighting,
)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library and all problems of its files, in order of file and line."""

    library: Library | None
    """None only if the focus or the limits of verification are missing or held back."""
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether there is no error; warnings are allowed."""
        return not any(problem.is_error for problem in self.problems)


def collection_folder() -> Path:
    """The folder of the collection: MULTIVECTOR_DATA, or ``data`` beside the package."""
    named = os.environ.get("MULTIVECTOR_DATA")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "data"


def load_library(folder: Path) -> Loaded:
    """All sound records of the folder, and a problem for each thing that is not sound."""
    draft = Draft()
    try:
        files = collection_files(folder)
    except OSError:
        message = f"there is no folder {quoted(str(folder), longest=200)}"
        cure = "name the folder of a collection, or set MULTIVECTOR_DATA to it"
        return Loaded(None, (file_problem("folder-missing", ".", message, cure),))
    for file in files:
        _add_file(draft, folder, file)
    _note_missing_files(draft, files)
    hold_to_rules(draft)
    return Loaded(_library(draft, folder), tuple(sorted(draft.problems)))


# Which file holds what

_SINGLES: Mapping[str, type[Record]] = {
    "focus.yaml": Focus,
    "verification.yaml": VerificationLimits,
}
_LISTS: Mapping[str, type[Record]] = {
    "partners.yaml": Partner,
    "domains.yaml": Domain,
    "indicators.yaml": Indicator,
    "units.yaml": Unit,
    "caveats.yaml": Caveat,
    "reporters.yaml": Reporter,
    "instruments.yaml": Instrument,
    "annotations.yaml": Annotation,
    "weightings.yaml": Weighting,
    "scenarios.yaml": Scenario,
}
_NEEDED: Mapping[str, type[Record]] = {
    **_SINGLES,
    **{name: _LISTS[name] for name in ("partners.yaml", "domains.yaml", "indicators.yaml")},
    **{name: _LISTS[name] for name in ("units.yaml", "reporters.yaml")},
}


def _add_file(draft: Draft, folder: Path, file: Path) -> None:
    name = file.as_posix()
    place = (file.parent.as_posix(), file.suffix)
    if name in _SINGLES:
        _add_single(draft, folder, name, _SINGLES[name])
    elif name in _LISTS:
        _add_list(draft, folder, name, _LISTS[name])
    elif place in _ADDERS:
        _ADDERS[place](draft, folder, name)
    elif file.name != "LICENSE" and file.suffix != ".md":
        _note_unknown_file(draft, folder, file)


def _note_unknown_file(draft: Draft, folder: Path, file: Path) -> None:
    name, message = shown_name(file), "this is not part of a collection and is not read"
    try:
        if leads_out(folder, folder / file):
            message = "the link leads out of the collection"
            problem = file_problem("outside-folder", name, message, "take it away")
            draft.problems.append(problem)
            return
    except OSError:
        pass
    cure = "take it away, or give it the name of a known file or folder"
    draft.problems.append(Problem("unknown-file", "warning", name, 0, "", message, cure))


def _note_missing_files(draft: Draft, files: list[Path]) -> None:
    for name, kind in _NEEDED.items():
        if Path(name) not in files:
            message = "every collection needs this file"
            draft.problems.append(file_problem("file-missing", name, message, "add it"))
            draft.unread.add(kind)


# One file of each sort


class _Item(NamedTuple):
    """A value that should be a record."""

    read: Read
    path: Steps
    value: Any


def _add_list(draft: Draft, folder: Path, file: str, kind: type[Record]) -> None:
    """A file with a list of records of one kind."""
    read = _read(draft, folder, file, kind)
    if read is None:
        return
    if isinstance(read.value, list) and () not in read.refused:
        _add_items(draft, _items(read, (), read.value), kind)
    elif read.value is None:
        draft.problems.append(_empty_file(read, "warning"))
    else:
        _note_wrong_shape(draft, read, kind, "a list", "start each record with a hyphen")


def _add_single(draft: Draft, folder: Path, file: str, kind: type[Record]) -> None:
    """A file with one record; in a folder of its kind, the file's name is the record's id."""
    read = _read(draft, folder, file, kind)
    if read is None or not _is_mapping(draft, read, kind):
        return
    if () in read.around_refused:
        _lose(draft, kind, read.value)
        return
    entry = _entry(draft, _Item(read, (), read.value), kind)
    if entry and draft.add(entry) and file not in _SINGLES:
        _check_name(draft, entry)


def _add_container(
    draft: Draft, folder: Path, file: str, kind: type[Record], content: tuple[str, type[Record]]
) -> None:
    """A file with one record that contains a list of others, which stand or fall singly."""
    key, inner_kind = content
    read = _read(draft, folder, file, kind, inner_kind)
    if read is None or not _is_mapping(draft, read, kind, inner_kind):
        return
    around, values = _apart(read.value, key)
    items = _items(read, (key,), values)
    if _is_refused_around(read, around, key):
        _lose(draft, kind, read.value)
        entry = None
    else:
        entry = _entry(draft, _Item(read, (), around), kind)
    if entry and draft.add(entry):
        _check_name(draft, entry)
        _add_items(draft, items, inner_kind, owner=entry)
    else:
        _lose_content(draft, items, inner_kind)


def _add_observations(draft: Draft, folder: Path, file: str) -> None:
    """A CSV file with one observation a row."""
    rows = read_rows(folder, file, _COLUMNS)
    draft.problems.extend(rows.problems)
    for read in rows.reads:
        record = validated(Observation, read.value, read, ())
        if isinstance(record, Observation):
            draft.add(Entry(record, observation_id(record), read, ()))
        else:
            draft.problems.extend(record)


def _cell_column(name: str) -> Column:
    field = Observation.model_fields[name]
    if get_origin(field.annotation) is tuple:
        return Column("list", field.is_required())
    is_number = float in get_args(field.annotation)
    return Column("number" if is_number else "text", field.is_required())


_COLUMNS: Mapping[str, Column] = {name: _cell_column(name) for name in Observation.model_fields}
_ADDERS: Mapping[tuple[str, str], Callable[[Draft, Path, str], None]] = {
    ("sources", ".yaml"): partial(_add_list, kind=Source),
    ("articles", ".yaml"): partial(_add_container, kind=Article, content=("claims", Claim)),
    ("events", ".yaml"): partial(_add_container, kind=Series, content=("events", Event)),
    ("deals", ".yaml"): partial(_add_single, kind=Deal),
    ("observations", ".csv"): _add_observations,
}


# The steps they share


def _read(draft: Draft, folder: Path, file: str, *kinds: type[Record]) -> Read | None:
    """The values of a YAML file; None if it is unusable, with its problem noted."""
    read = read_yaml(folder, file)
    if isinstance(read, Problem):
        draft.problems.append(read)
        draft.unread.update(kinds)
        return None
    draft.problems.extend(read.problems)
    return read


def _is_mapping(draft: Draft, read: Read, *kinds: type[Record]) -> bool:
    if isinstance(read.value, dict):
        return True
    draft.unread.update(kinds)
    _note_wrong_shape(draft, read, kinds[0], "a mapping", "write lines of key: value")
    return False


def _note_wrong_shape(draft: Draft, read: Read, kind: type[Record], due: str, cure: str) -> None:
    draft.unread.add(kind)
    if read.value is None:
        draft.problems.append(_empty_file(read, "error"))
    elif not read.problems:  # If something was refused, that is the reason, and it is noted.
        message = f"{due} is due here"
        draft.problems.append(file_problem("wrong-shape", read.file, message, cure, 1))


def _empty_file(read: Read, severity: Severity) -> Problem:
    message, cure = "the file holds no record", "add what belongs here, or delete the file"
    return Problem("empty-file", severity, read.file, 1, "", message, cure)


def _apart(value: dict[str, Any], key: str) -> tuple[dict[str, Any], list[Any]]:
    """The record without its content, and the content; if that is no list it stays within."""
    items = value.get(key)
    if not isinstance(items, list):
        return value, []
    return {**value, key: []}, items


def _is_refused_around(read: Read, around: Mapping[str, Any], key: str) -> bool:
    """Whether something was refused in the record itself, outside its content."""
    refused_content = () in read.refused or (key,) in read.refused
    return refused_content or any((k,) in read.around_refused for k in around if k != key)


def _items(read: Read, path: Steps, values: list[Any]) -> list[_Item]:
    return [_Item(read, (*path, position), value) for position, value in enumerate(values)]


def _add_items(
    draft: Draft, items: list[_Item], kind: type[Record], owner: Entry[Any] | None = None
) -> None:
    """Each record of a list, whatever becomes of the others."""
    target: Target | None = (type(owner.record), owner.id) if owner else None
    for item in items:
        if item.path in item.read.around_refused:
            _lose(draft, kind, item.value)
        elif entry := _entry(draft, item, kind, owner.id if owner else ""):
            draft.add(entry, target)


def _entry(draft: Draft, item: _Item, kind: type[R], owner: str = "") -> Entry[R] | None:
    """The record with its place; None if it is broken, with its problems noted."""
    record = validated(kind, item.value, item.read, item.path)
    if isinstance(record, tuple):
        draft.problems.extend(record)
        _lose(draft, kind, item.value)
        return None
    record_id: str = getattr(record, "id", KIND_NAMES[kind])
    return Entry(record, record_id, item.read, item.path, owner)


def _lose(draft: Draft, kind: type[Record], value: Any) -> None:
    """Remembers that a record was held back, by its id if that can be read."""
    record_id = value.get("id") if isinstance(value, dict) else None
    if isinstance(record_id, str):
        draft.held_back.add((kind, record_id))
    else:
        draft.unread.add(kind)


def _lose_content(draft: Draft, items: list[_Item], kind: type[Record]) -> None:
    for item in items:
        _lose(draft, kind, item.value)
    if items:
        first = items[0]
        problem = held_back_content(first.read, first.path[:-1], len(items), kind)
        draft.problems.append(problem)


def _check_name(draft: Draft, entry: Entry[Any]) -> None:
    name = Path(entry.file).stem
    if entry.id != name:
        message = f"the id is {quoted(entry.id)}, but the file is called {quoted(name)}"
        cure = "rename the file or change the id; they are the same"
        draft.problems.append(entry.problem("file-name", ("id",), message, cure))


# The library of what is left


def _library(draft: Draft, folder: Path) -> Library | None:
    focuses, limits = draft.of(Focus), draft.of(VerificationLimits)
    if not focuses or not limits:
        return None
    claims, events = draft.of(Claim), draft.of(Event)
    return Library(
        focus=focuses[0].record,
        partners=_by_id(draft, Partner),
        domains=_by_id(draft, Domain),
        indicators=_by_id(draft, Indicator),
        units=_by_id(draft, Unit),
        caveats=_by_id(draft, Caveat),
        reporters=_by_id(draft, Reporter),
        sources=_by_id(draft, Source),
        instruments=_by_id(draft, Instrument),
        annotations=_by_id(draft, Annotation),
        articles=_with_content(draft.of(Article), claims, "claims"),
        claims=_by_id(draft, Claim),
        series=_with_content(draft.of(Series), events, "events"),
        events=_by_id(draft, Event),
        deals=_by_id(draft, Deal),
        observations=tuple(entry.record for entry in draft.of(Observation)),
        verification=limits[0].record,
        places=_places(draft),
        series_of=MappingProxyType({entry.id: entry.owner for entry in events}),
        article_of=MappingProxyType({entry.id: entry.owner for entry in claims}),
        digest=folder_digest(folder),
        weightings=_by_id(draft, Weighting),
        scenarios=_by_id(draft, Scenario),
    )


def _by_id(draft: Draft, kind: type[R]) -> Mapping[str, R]:
    return MappingProxyType({entry.id: entry.record for entry in draft.of(kind)})


def _with_content(
    entries: list[Entry[R]], content: Iterable[Entry[Any]], key: str
) -> Mapping[str, R]:
    """The records by id, each with those of its content that are left."""
    left: dict[str, list[Record]] = {entry.id: [] for entry in entries}
    for inner in content:
        left[inner.owner].append(inner.record)
    return MappingProxyType(
        {
            entry.id: entry.record.model_copy(update={key: tuple(left[entry.id])})
            for entry in entries
        }
    )


def _places(draft: Draft) -> Mapping[tuple[str, str], Place]:
    return MappingProxyType(
        {
            (KIND_NAMES[type(entry.record)], entry.id): Place(entry.file, entry.line)
            for entry in draft.all()
        }
    )
