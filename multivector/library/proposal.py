"""What somebody proposes for a collection: texts put in their places, in memory alone."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, cast

from multivector.library.blanks import HOMES, file_of
from multivector.library.collection import KIND_NAMES, Library
from multivector.library.contents import Contents
from multivector.library.fields import fields_of
from multivector.library.files import decoded, file_problem, line_at
from multivector.library.layout import Table, layout_of
from multivector.library.load import Loaded
from multivector.library.observations import KEY, Place
from multivector.library.problems import Problem, quoted, visible
from multivector.library.reader import Read, read_yaml
from multivector.library.rows import read_rows
from multivector.model import Article, Claim, Deal, Event, Observation, Record, Series, Source

LARGEST_PROPOSED = 1_000_000
"""Bytes of all that is proposed at once."""
MOST_PROPOSED = 20
"""Files and records that may be proposed at once."""
LONGEST_LINE_SHOWN = 160

_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}")
_APART = re.compile(r"^---[ \t]*\r?\n?", re.MULTILINE)
_UNNAMED = "new"
"""Name of a file whose record has no usable id."""

_Values = dict[str, Any]


class Part(NamedTuple):
    """One text that is proposed, in UTF-8, and the name of the file it came in, if it did."""

    content: bytes
    name: str = ""


class Placed(NamedTuple):
    """Where one part of a proposal stands in the collection: so many lines from the first on."""

    file: Path
    first: int
    lines: int

    def holds(self, file: str, line: int) -> bool:
        """Whether a line of a file is one of these."""
        return file == self.file.as_posix() and self.first <= line < self.first + self.lines


@dataclass(frozen=True, slots=True)
class Proposal:
    """A collection with what is proposed for it, beside the collection as it is."""

    contents: Contents
    texts: Mapping[Path, str]
    """The files that change, each as a whole."""
    placed: tuple[Placed, ...]
    problems: tuple[Problem, ...]
    """What kept parts from being placed at all."""

    def given_line(self, problem: Problem) -> int:
        """The line of its own part in which a problem stands; 0 if it stands in none."""
        found = (each for each in self.placed if each.holds(problem.file, problem.line))
        return next((problem.line - each.first + 1 for each in found), 0)

    def line_of(self, problem: Problem) -> str:
        """The line a problem is about, with all that is in it made visible; empty if there is none.

        A line that is too long is cut.
        """
        lines = _lines(self.texts.get(Path(problem.file), ""))
        if not 0 < problem.line <= len(lines):
            return ""
        return visible(lines[problem.line - 1])[:LONGEST_LINE_SHOWN]

    def records(self, library: Library, kind: type[Record]) -> list[str]:
        """The ids of the sound records of a kind that stand in what is proposed."""
        return [
            record_id
            for (name, record_id), place in library.places.items()
            if name == KIND_NAMES[kind]
            and any(each.holds(place.file, place.line) for each in self.placed)
        ]


def parts_of(text: str) -> list[Part]:
    """The parts of a pasted text, set apart by lines of three hyphens; none if it is blank."""
    parts = (each for each in _APART.split(text) if each.strip())
    return [Part(each.encode("utf-8", "surrogatepass")) for each in parts]


def proposal(contents: Contents, library: Library, parts: Sequence[Part]) -> Proposal:
    """The collection with the parts in their places, one after the other.

    Nothing in the parts makes this fail; a part that cannot be placed has its problem.
    """
    size = sum(len(each.content) for each in parts)
    if size > LARGEST_PROPOSED or len(parts) > MOST_PROPOSED:
        message = f"at most {LARGEST_PROPOSED:,} bytes in {MOST_PROPOSED} parts are read"
        problem = file_problem("file-too-large", _called(parts[0]), message, "propose it in pieces")
        return Proposal(contents, {}, (), (problem,))
    work = _Work(contents, library)
    for part in parts:
        work.place(part)
    return Proposal(
        contents.changed(work.texts), work.texts, tuple(work.placed), tuple(work.problems)
    )


def new_problems(before: Loaded, after: Loaded) -> tuple[Problem, ...]:
    """What is wrong after a change and was not before, whichever lines it has moved to."""
    known = {_without_line(each) for each in before.problems}
    return tuple(each for each in after.problems if _without_line(each) not in known)


def record_named(library: Library, asked: str) -> tuple[str, str] | None:
    """Kind and id of the record that is asked for by its id, or by so much of it as tells it from
    others; None if there is none. Where kinds share an id, the first of ``_ASKED_FOR`` counts."""
    for kind in _ASKED_FOR:
        key = (KIND_NAMES[kind], asked)
        if key in library.places:
            return key
    begun = [key for key in library.places if asked and "|" in asked and key[1].startswith(asked)]
    return begun[0] if len(begun) == 1 else None


def excerpt(contents: Contents, place: Place) -> str:
    """The text of one record as it stands in its file: an item of a list by itself, a row with its
    header, else the whole file. Empty if the file cannot be read."""
    file = Path(place.file)
    text = contents.text(file) if file in contents.files else ""
    if isinstance(text, Problem):
        return ""
    lines = _lines(text)
    if isinstance(layout_of(file), Table):
        return "\n".join((lines[0], lines[place.line - 1])) + "\n"
    if place.line > len(lines) or not lines[place.line - 1].lstrip().startswith("- "):
        return text
    return textwrap.dedent("\n".join(lines[place.line - 1 : _end(lines, place.line)])) + "\n"


def _without_line(problem: Problem) -> tuple[str, str, str, str]:
    return problem.code, problem.file, problem.path, problem.message


def _called(part: Part) -> str:
    return visible(part.name)[:LONGEST_LINE_SHOWN] or "pasted"


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


def _end(lines: Sequence[str], first: int) -> int:
    """The last line, from 1, of the item of a list that starts in a line."""
    indent = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    last = first
    for number in range(first + 1, len(lines) + 1):
        line = lines[number - 1]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        last = number if line.strip() else last
    return last


class _Item(NamedTuple):
    """One record of a list, with its text."""

    value: _Values
    text: str


class _Unplaced(Exception):  # noqa: N818 - says what is wrong
    """Why a part has no place."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Work:
    """What is placed so far."""

    def __init__(self, contents: Contents, library: Library) -> None:
        self.contents, self.library = contents, library
        self.texts: dict[Path, str] = {}
        self.placed: list[Placed] = []
        self.problems: list[Problem] = []

    def place(self, part: Part) -> None:
        """Puts a part where it belongs."""
        text = decoded(part.content, _called(part))
        try:
            if isinstance(text, Problem):
                raise _Unplaced(text)
            if _is_table(text, part.name):
                self._place_rows(text, part)
            else:
                self._place_yaml(text, part)
        except _Unplaced as reason:
            self.problems.append(reason.problem)

    def _place_yaml(self, text: str, part: Part) -> None:
        read = read_yaml(text, _called(part))
        if isinstance(read, Problem):
            raise _Unplaced(read)
        if read.refused and () in read.around_refused and not _is_record(read.value):
            raise _Unplaced(read.problems[0])
        if isinstance(read.value, list):
            self._place_items(list(_items(text, read)), _kind_of_items(read), part)
            return
        kind = _kind(read.value, part)
        if kind in (Source, Claim, Event):
            item = _Item(read.value, "- " + text.strip("\r\n").replace("\n", "\n  "))
            self._place_items([item], kind, part)
            return
        record_id = read.value.get("id")
        name = record_id if isinstance(record_id, str) and _ID.fullmatch(record_id) else _UNNAMED
        self._put(Path(_HOMES[kind].folder, f"{name}.yaml"), text, 1, text)

    def _place_items(self, items: Iterable[_Item], kind: type[Record], part: Part) -> None:
        for item in items:
            place = self.library.places.get((KIND_NAMES[kind], str(item.value.get("id"))))
            file = Path(place.file) if place else self._home(kind, item.value, part)
            text = self._text(file)
            lines = _lines(text)
            at = _line_of_item(text, item.value.get("id")) if text else 0
            indent = "" if kind is Source else "  "
            own = _lines(textwrap.indent(item.text.strip("\r\n"), indent))
            while lines and not lines[-1].strip():
                lines.pop()
            first = at or len(lines) + 1
            last = _end(lines, at) if at else len(lines)
            made = [*lines[: first - 1], *own, *lines[last:]]
            self._put(file, "\n".join(made) + "\n", first, "\n".join(own))

    def _home(self, kind: type[Record], value: _Values, part: Part) -> Path:
        """The file that takes a new record of a list."""
        if kind is Source:
            return Path(file_of("source", ""))
        article = str(value.get("id")).rpartition(".")[0]
        place = self.library.places.get(("article", article)) if kind is Claim else None
        file = Path(place.file) if place else Path("articles", f"{article}.yaml")
        if place or (kind is Claim and file in self.texts):
            return file
        whole = "its article" if kind is Claim else "its series"
        message = f"the {KIND_NAMES[kind]} {quoted(value.get('id'))} does not say where it belongs"
        cure = f"give {whole} as a whole, with this in its list"
        raise _Unplaced(file_problem("unknown-reference", _called(part), message, cure))

    def _place_rows(self, text: str, part: Part) -> None:
        file = Path("observations", f"{_stem(part.name)}.csv")
        layout = layout_of(file)
        assert isinstance(layout, Table)
        rows = read_rows(text, _called(part), layout.columns)
        lines = _lines(text)
        places = [self._place_of_row(each) for each in rows.reads]
        is_anew = (
            not part.name
            and places
            and not rows.problems
            and all(place and _lines(self._text(Path(place.file)))[0] == lines[0]
                    for place in places)
        )  # fmt: skip
        if not is_anew:
            self._put(file, text, 1, text)
            return
        for read, place in zip(rows.reads, cast("list[Place]", places), strict=True):
            whole = _lines(self._text(Path(place.file)))
            row = lines[read.line(()) - 1]
            whole[place.line - 1] = row
            self._put(Path(place.file), "\n".join(whole), place.line, row)

    def _place_of_row(self, read: Read) -> Place | None:
        key = "|".join(str(read.value.get(name, "")) for name in KEY)
        return self.library.places.get((KIND_NAMES[Observation], key))

    def _text(self, file: Path) -> str:
        """The text of a file as it is by now; empty for a new one."""
        if file in self.texts or file not in self.contents.files:
            return self.texts.get(file, "")
        text = self.contents.text(file)
        if isinstance(text, Problem):
            raise _Unplaced(text)
        return text

    def _put(self, file: Path, text: str, first: int, own: str) -> None:
        self.texts[file] = text
        self.placed.append(Placed(file, first, len(_lines(own))))


_HOMES = {home.around or home.model: home for home in HOMES.values()}
_WHOLE: tuple[type[Record], ...] = (Article, Series, Deal)
_IN_LISTS: tuple[type[Record], ...] = (Source, Claim, Event)
_ASKED_FOR: tuple[type[Record], ...] = (Claim, Observation, Event, Deal, Article, Series, Source)


def _is_table(text: str, name: str) -> bool:
    head = text.lstrip().split("\n", 1)[0].split(",")
    return name.lower().endswith(".csv") or {"indicator", "partner"} <= {
        each.strip() for each in head
    }


def _stem(name: str) -> str:
    """The name of a CSV file without its ending, if it is such as a collection has."""
    stem = Path(name).stem
    return stem if _ID.fullmatch(stem) else _UNNAMED


def _is_record(value: Any) -> bool:
    """Whether enough is left of a text, some of which was refused, to tell what it is."""
    values = value if isinstance(value, list) else [value]
    return any(
        _fit(each, kind) > 0
        for each in values
        if isinstance(each, dict)
        for kind in (*_WHOLE, *_IN_LISTS)
    )


def _kind(value: Any, part: Part) -> type[Record]:
    """The kind of record whose keys a mapping has most of."""
    fits = (
        {kind: _fit(value, kind) for kind in (*_WHOLE, *_IN_LISTS)}
        if isinstance(value, dict)
        else {}
    )
    best = max(fits, key=lambda kind: fits[kind], default=None)
    if best is None or fits[best] < 1:
        named: tuple[type[Record], ...] = (*_WHOLE, *_IN_LISTS, Observation)
        listed = ", ".join(KIND_NAMES[each] for each in named)
        message = f"this is none of: {listed}"
        raise _Unplaced(
            file_problem("wrong-shape", _called(part), message, "start from one of the blanks", 1)
        )
    return best


def _kind_of_items(read: Read) -> type[Record]:
    values = [each for each in read.value if isinstance(each, dict)]
    fits = {kind: sum(_fit(each, kind) for each in values) for kind in _IN_LISTS}
    best = max(fits, key=lambda kind: fits[kind])
    if fits[best] < 1:
        message = "this is no list of sources, claims or events"
        cure = "start each record with a hyphen, as in the blanks"
        raise _Unplaced(file_problem("wrong-shape", read.file, message, cure, 1))
    return best


def _fit(value: _Values, kind: type[Record]) -> int:
    known = fields_of(kind).keys()
    return sum(1 if key in known else -1 for key in value)


def _items(text: str, read: Read) -> Iterator[_Item]:
    """The records of a list with their texts."""
    lines = _lines(text)
    for position, value in enumerate(read.value):
        first = read.line((position,))
        if isinstance(value, dict) and lines[first - 1].lstrip().startswith("- "):
            own = lines[first - 1 : _end(lines, first)]
            yield _Item(value, textwrap.dedent("\n".join(own)))
            continue
        message, cure = "this is no record of its own lines", "start each record with a hyphen"
        raise _Unplaced(file_problem("wrong-shape", read.file, message, cure, first))


def _line_of_item(text: str, record_id: object) -> int:
    """The line in which a record of a list starts, by its id; 0 if it is not there."""
    if not isinstance(record_id, str):
        return 0
    # As a whole line: an id may be the beginning of another.
    found = re.search(rf"^ *- id: [\"']?{re.escape(record_id)}[\"']? *\r?$", text, re.MULTILINE)
    return line_at(text, found.start()) if found else 0
