"""From a folder of files to a library of sound records and a list of all that is wrong.

Nothing that stands in the files makes this fail, and nothing is dropped in silence: each record
stands or falls on its own, and each that falls has its problem.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from multivector.library.articles import Articles, Claims, Outline
from multivector.library.collection import KIND_NAMES, Library, Places
from multivector.library.collector import collector_at_rest
from multivector.library.contents import Contents, contents_of
from multivector.library.draft import Draft, Target, held_back_content
from multivector.library.files import file_problem, shown_name
from multivector.library.layout import (
    FILES,
    NEEDED,
    Container,
    Listed,
    Single,
    Table,
    layout_of,
)
from multivector.library.observations import Observations, Place, observation_id
from multivector.library.problems import MOST_OF_A_FILE, Problem, Severity, quoted, too_many
from multivector.library.reader import Read, Steps, read_yaml
from multivector.library.records import Entry, validated
from multivector.library.rows import Column, read_rows
from multivector.library.rules import hold_to_rules
from multivector.library.snapshot import Snapshot, keep, snapshot_of
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
    ProperName,
    Record,
    Reporter,
    Scenario,
    Series,
    Source,
    TourStep,
    Unit,
    VerificationLimits,
    Weighting,
)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library and all problems of its files: causes, what follows from them, warnings."""

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


Tell = Callable[[int, int], None]
"""Is told after each file how many have been read, and how many there are."""


def _tell_nobody(_done: int, _total: int) -> None:
    pass


def load_library(folder: Path, *, known: bool = False, tell: Tell = _tell_nobody) -> Loaded:
    """All sound records of the folder, and a problem for each thing that is not sound.

    ``known``: what was read of its files before is not read again; see load_known.
    """
    try:
        contents = contents_of(folder)
    except OSError:
        message = f"there is no folder {quoted(str(folder), longest=200)}"
        cure = "name the folder of a collection, or set MULTIVECTOR_DATA to it"
        return Loaded(None, (file_problem("folder-missing", ".", message, cure),))
    return load_known(folder, contents, tell) if known else load_contents(contents, tell)


def load_contents(contents: Contents, tell: Tell = _tell_nobody) -> Loaded:
    """As load_library, for what the files of a collection hold."""
    return _loaded(Draft(), contents, tell)


def load_known(folder: Path, contents: Contents, tell: Tell = _tell_nobody) -> Loaded:
    """The same for what a folder holds; what was read of it before is not read again."""
    with collector_at_rest():
        draft = Draft(snapshot_of(folder))
        loaded = _loaded(draft, contents, tell)
    if not draft.before.vouches_for(contents, loaded.problems):
        draft = Draft()
        loaded = _loaded(draft, contents, tell)
    if loaded.library:
        figures = loaded.library.observations
        keep(folder, contents, draft.reads, figures, loaded.problems, draft.before)
    return loaded


def _loaded(draft: Draft, contents: Contents, tell: Tell) -> Loaded:
    with collector_at_rest():
        is_known = draft.before.is_of(contents)
        files = draft.before.at_once() if is_known else list(contents.files)
        for done, file in enumerate(files, start=1):
            _add_file(draft, contents, file)
            tell(done, len(files))
        if not is_known:
            draft.problems.extend(contents.problems)
            _note_missing_files(draft, contents)
            hold_to_rules(draft)
        return Loaded(_library(draft, contents), tuple(sorted(draft.problems)))


# Which file holds what


def _add_file(draft: Draft, contents: Contents, file: Path) -> None:
    match layout_of(file):
        case Single(kind, named):
            _add_single(draft, contents, file, kind, named=named)
        case Listed(kind):
            _add_list(draft, contents, file, kind)
        case Container() as container:
            _add_container(draft, contents, file, container)
        case Table(columns=columns):
            _add_observations(draft, contents, file, columns)
        case None if file.name != "LICENSE" and file.suffix != ".md":
            _note_unknown_file(draft, contents, file)


def _note_unknown_file(draft: Draft, contents: Contents, file: Path) -> None:
    content = contents.files[file]
    if isinstance(content, Problem) and content.code == "outside-folder":
        draft.problems.append(replace(content, cure="take it away"))
        return
    message = "this is not part of a collection and is not read"
    cure = "take it away, or give it the name of a known file or folder"
    draft.problems.append(
        Problem("unknown-file", "warning", shown_name(file), 0, "", message, cure)
    )


def _note_missing_files(draft: Draft, contents: Contents) -> None:
    for name in NEEDED:
        if Path(name) not in contents.files:
            message = "every collection needs this file"
            draft.problems.append(file_problem("file-missing", name, message, "add it"))
            draft.unread.add(FILES[name].kind)


# One file of each sort


class _Item(NamedTuple):
    """A value that should be a record."""

    read: Read
    path: Steps
    value: Any


def _add_list(draft: Draft, contents: Contents, file: Path, kind: type[Record]) -> None:
    read = _read(draft, contents, file, kind)
    if read is None:
        return
    if isinstance(read.value, list) and () not in read.refused:
        _add_items(draft, _items(read, (), read.value), kind)
    elif read.value is None:
        draft.problems.append(_empty_file(read, "warning"))
    else:
        _note_wrong_shape(draft, read, kind, "a list", "start each record with a hyphen")


def _add_single(
    draft: Draft, contents: Contents, file: Path, kind: type[Record], *, named: bool
) -> None:
    read = _read(draft, contents, file, kind)
    if read is None or not _is_mapping(draft, read, kind):
        return
    if () in read.around_refused:
        _lose(draft, kind, read.value)
        return
    entry = _entry(draft, _Item(read, (), read.value), kind)
    if entry and draft.add(entry) and named:
        _check_name(draft, entry)


def _add_container(draft: Draft, contents: Contents, file: Path, container: Container) -> None:
    kind, key, inner_kind = container
    read = _read(draft, contents, file, kind, inner_kind)
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


def _add_observations(
    draft: Draft, contents: Contents, file: Path, columns: Mapping[str, Column]
) -> None:
    rows = _rows(draft, contents, file, columns)
    begun = len(draft.problems)
    for read in rows:
        if len(draft.problems) - begun >= MOST_OF_A_FILE:
            draft.problems.append(too_many(read.file, read.line(())))
            break
        record = validated(Observation, read.value, read, ())
        if isinstance(record, Observation):
            draft.add(Entry(record, observation_id(record), read, ()))
        else:
            draft.problems.extend(record)


def _rows(
    draft: Draft, contents: Contents, file: Path, columns: Mapping[str, Column]
) -> Sequence[Read]:
    known = draft.before.rows(contents, file)
    if known is not None:
        return known
    text = contents.text(file)
    if isinstance(text, Problem):
        draft.problems.append(text)
        return ()
    rows = read_rows(text, shown_name(file), columns)
    draft.problems.extend(rows.problems)
    return rows.reads


# The steps they share


def _read(draft: Draft, contents: Contents, file: Path, *kinds: type[Record]) -> Read | None:
    """The values of a YAML file; None if it is unusable, with its problem noted."""
    known = draft.before.read(contents, file)
    if known is not None:
        return known
    text = contents.text(file)
    read = text if isinstance(text, Problem) else read_yaml(text, shown_name(file))
    if isinstance(read, Problem):
        draft.problems.append(read)
        draft.unread.update(kinds)
        return None
    draft.problems.extend(read.problems)
    draft.reads[file] = read
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
    begun = len(draft.problems)
    for item in items:
        if len(draft.problems) - begun >= MOST_OF_A_FILE:
            draft.problems.append(too_many(item.read.file, item.read.line(item.path)))
            draft.unread.add(kind)
            break
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


def _library(draft: Draft, contents: Contents) -> Library | None:
    focuses, limits = draft.of(Focus), draft.of(VerificationLimits)
    if not focuses or not limits:
        return None
    events, figures = draft.of(Event), _figures(draft, contents)
    articles = _articles(draft, contents)
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
        articles=articles.articles,
        claims=articles.claims,
        series=_with_content(draft.of(Series), events, "events"),
        events=_by_id(draft, Event),
        deals=_by_id(draft, Deal),
        observations=figures,
        verification=limits[0].record,
        places=Places({**_places(draft), **articles.places}, figures),
        series_of=MappingProxyType({entry.id: entry.owner for entry in events}),
        article_of=articles.article_of,
        digest=contents.digest(),
        weightings=_by_id(draft, Weighting),
        scenarios=_by_id(draft, Scenario),
        proper_names=_by_id(draft, ProperName),
        tour=_by_id(draft, TourStep),
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


def _figures(draft: Draft, contents: Contents) -> Observations:
    if draft.before.is_of(contents):
        return draft.before.figures()
    entries = draft.of(Observation)
    return Observations(
        (entry.record for entry in entries), (Place(entry.file, entry.line) for entry in entries)
    )


def _places(draft: Draft) -> dict[str, Mapping[str, Place]]:
    return {
        name: {entry.id: Place(entry.file, entry.line) for entry in draft.of(kind)}
        for kind, name in KIND_NAMES.items()
        if kind is not Observation
    }


class _Articles(NamedTuple):
    """The articles and claims of a library, and where they stand."""

    articles: Mapping[str, Article]
    claims: Mapping[str, Claim]
    article_of: Mapping[str, str]
    places: Mapping[str, Mapping[str, Place]]
    """By kind and id, of those that do not stand in the draft."""


def _articles(draft: Draft, contents: Contents) -> _Articles:
    if not draft.before.is_of(contents):
        claims = draft.of(Claim)
        return _Articles(
            _with_content(draft.of(Article), claims, "claims"),
            _by_id(draft, Claim),
            MappingProxyType({entry.id: entry.owner for entry in claims}),
            {},
        )
    made = Articles(draft.before.outlines(), partial(_article, draft.before, contents))
    places = {KIND_NAMES[Article]: made.places, KIND_NAMES[Claim]: made.places_of_claims}
    return _Articles(made, Claims(made), made.of_claims, places)


def _article(before: Snapshot, contents: Contents, article: str, outline: Outline) -> Article:
    """An article of a collection that was found sound, from its values or else from its text."""
    file = Path(outline.file)
    known = before.read(contents, file)
    record = validated(Article, known.value, known, ()) if known else ()
    if not isinstance(record, Article) or not _is_as_outlined(record, article, outline):
        text = contents.text(file)
        assert isinstance(text, str), "it was read when the collection was found sound"
        read = read_yaml(text, outline.file)
        assert isinstance(read, Read), "it was sound"
        record = Article.model_validate(read.value)
    return record


def _is_as_outlined(record: Article, article: str, outline: Outline) -> bool:
    return record.id == article and tuple(each.id for each in record.claims) == outline.claims
