"""Blank records to fill in, annotated with what each field means, made from the model itself.

Annotations start with ``#:`` and vanish when the file is put into canonical form. So does a field
that is not needed and still sleeps behind such a mark; without the mark it is a field like others.
"""

import csv
import io
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

from multivector.library.canonical import ANNOTATION, WIDTH
from multivector.library.fields import (
    is_list,
    is_mapping,
    is_text,
    languages,
    options_of,
    record_in,
)
from multivector.library.layout import FILES, FOLDERS, Container, layout_of
from multivector.library.problems import Problem
from multivector.library.reader import Read, read_yaml
from multivector.library.references import NO_SIDE, REFERS, REFERS_IN_PART
from multivector.library.vocabulary import Choices
from multivector.model import (
    Article,
    Claim,
    Deal,
    Event,
    Observation,
    Record,
    Series,
    Source,
)

Sort = Literal["article", "event", "deal", "source", "observation"]
SORTS: tuple[Sort, ...] = get_args(Sort)
"""What a curator adds; a claim comes with its article."""

_MOST_CHOICES = 12
"""Ids that are named in an annotation; of more, only their file is."""
_COLUMN = 30
"""Where annotations start, if the line leaves room."""


class Home(NamedTuple):
    """Where records of one sort live."""

    folder: str
    ending: str
    around: type[Record] | None
    """The record that holds them in a list of its own, if any."""
    model: type[Record]
    usual: str
    """Name of the file that takes them if none is named; empty for the record's own id."""


HOMES: Mapping[Sort, Home] = MappingProxyType(
    {
        "article": Home("articles", ".yaml", Article, Claim, ""),
        "event": Home("events", ".yaml", Series, Event, ""),
        "deal": Home("deals", ".yaml", None, Deal, ""),
        "source": Home("sources", ".yaml", None, Source, "articles"),
        "observation": Home("observations", ".csv", None, Observation, ""),
    }
)


def file_of(sort: Sort, record_id: str, into: str = "") -> str:
    """The file, within the folder of a collection, to which a new record belongs."""
    home = HOMES[sort]
    return f"{home.folder}/{into or home.usual or record_id}{home.ending}"


def blank_file(sort: Sort, record_id: str, into: str = "", choices: Choices | None = None) -> str:
    """The text of a new file with one blank record of that sort."""
    home = HOMES[sort]
    if sort == "observation":
        return _row(list(Observation.model_fields)) + blank_row()
    if home.around is None and sort == "deal":
        lines = _Blank(choices or {}).fields(home.model, {"id": record_id}, 0)
        return _head(home.model) + _text(lines)
    if home.around is None:
        return _head(home.model) + blank_item(sort, record_id, choices)
    own = {"id": into or record_id, **({"source": record_id} if sort == "article" else {})}
    around = list(_Blank(choices or {}).fields(home.around, own, 0))
    # The list of content is the last field of such a record.
    return _head(home.around) + _text(around) + blank_item(sort, record_id, choices)


def blank_item(sort: Sort, record_id: str, choices: Choices | None = None) -> str:
    """The text of one more blank record at the end of a list."""
    home = HOMES[sort]
    own = f"{record_id}.1" if sort == "article" else record_id
    indent = 2 if home.around else 0
    lines = list(_Blank(choices or {}).fields(home.model, {"id": own}, indent + 2))
    return _text(_as_item(lines))


def blank_row() -> str:
    """A row of observations without a figure yet."""
    return _row([""] * len(Observation.model_fields))


def with_blank(text: str, sort: Sort, record_id: str, choices: Choices | None = None) -> str | None:
    """The text of a file with one more blank record at the end of its list.

    None if the file has no such list at its end, or is not in canonical form.
    """
    more = blank_row() if sort == "observation" else blank_item(sort, record_id, choices)
    made = text + more
    if sort == "observation":
        return made if text.endswith("\n") else None
    before, after = read_yaml(text, ""), read_yaml(made, "")
    if isinstance(before, Problem) or isinstance(after, Problem):
        return None
    old, new = _list_in(before.value, sort), _list_in(after.value, sort)
    is_one_more = old is not None and new is not None and new[:-1] == old
    return made if is_one_more else None


def ids_in(text: str, sort: Sort) -> frozenset[str]:
    """The ids of the records of the sort in a file, be they finished or not."""
    read = read_yaml(text, "") if HOMES[sort].ending == ".yaml" else None
    items = _list_in(read.value, sort) if isinstance(read, Read) else None
    return frozenset(
        str(item["id"]) for item in items or () if isinstance(item, dict) and "id" in item
    )


def _list_in(value: Any, sort: Sort) -> list[Any] | None:
    """The list of records of the sort that a file holds, None if it holds none."""
    layout = layout_of(Path(file_of(sort, "any")))
    if isinstance(layout, Container) and isinstance(value, dict):
        value = value.get(layout.key)
    return value if isinstance(value, list) else None


def meanings(model: type[Record], choices: Choices | None = None) -> Iterator[tuple[str, str]]:
    """Each field by the key that stands in files, with what it means and what may stand there."""
    blank = _Blank(choices or {})
    for name, field in model.model_fields.items():
        yield field.alias or name, blank.meaning(model, name)


def _row(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _head(model: type[Record]) -> str:
    about = (model.__doc__ or "").split("\n")[0]
    others = ", ".join(language for language in languages() if language != "en")
    how = (
        f'Fill in what stands empty. Take "{ANNOTATION} " away in front of what you need as well; '
        f"python -m multivector format takes away the rest. Texts need en and may have {others}. "
        'Dates stand in quotes and are no more exact than is known: "2026", "2026-06-17".'
    )
    lines = textwrap.wrap(f"{about} {how}", WIDTH - len(ANNOTATION) - 1)
    return "".join(f"{ANNOTATION} {line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a blank: a key with its value, and what it means."""

    indent: int
    code: str
    meaning: str
    sleeps_at: int | None
    """Column of the mark that makes it no more than an annotation; None for a key that counts."""


@dataclass(frozen=True, slots=True)
class _Blank:
    """Makes the lines of blanks, with the ids of one collection to choose from."""

    choices: Choices

    def fields(
        self, model: type[Record], given: Mapping[str, str], indent: int, asleep: int | None = None
    ) -> Iterator[_Line]:
        """The lines of a record's fields, in the order of the model."""
        for name, field in model.model_fields.items():
            key = field.alias or name
            sleeps_at = indent if asleep is None and not field.is_required() else asleep
            value, inner = given.get(key, ""), record_in(field.annotation)
            code = f"{key}: {value or _empty(field.annotation, inner)}".rstrip()
            yield _Line(indent, code, self.meaning(model, name), sleeps_at)
            if inner in (Claim, Event) or inner is None:
                continue
            if is_list(field.annotation):
                yield from _as_item(list(self.fields(inner, {}, indent + 4, sleeps_at)))
            else:
                yield from self.fields(inner, {}, indent + 2, sleeps_at)

    def meaning(self, model: type[Record], name: str) -> str:
        """What the field means, and what may stand in it if that is a short list."""
        field = model.model_fields[name]
        options = list(options_of(field.annotation))
        kind = {**REFERS.get(model, {}), **REFERS_IN_PART.get(model, {})}.get(name)
        where = ""
        if kind is not None:
            options = [*self.choices.get(kind, ()), *([NO_SIDE] if name == "side" else [])]
            where = f" See {_PLACES[kind]}." if _PLACES[kind] not in str(field.description) else ""
        listed = f" One of: {', '.join(options)}."
        few = 0 < len(options) <= (_MOST_CHOICES if kind else len(options))
        return f"{field.description or ''}{listed if few else where}"


_PLACES: Mapping[type[Record], str] = {
    **{layout.kind: name for name, layout in FILES.items()},
    **{layout.kind: f"the folder {folder}" for (folder, _), layout in FOLDERS.items()},
    Event: "the folder events",
    Claim: "the folder articles",
}
"""Where the ids of a kind are found."""


def _as_item(lines: list[_Line]) -> list[_Line]:
    """The lines of a record as those of an item of a list: the first behind a hyphen."""
    first, *others = lines
    return [replace(first, indent=first.indent - 2, code=f"- {first.code}"), *others]


def _text(lines: Iterator[_Line] | list[_Line]) -> str:
    made: list[str] = []
    for line in lines:
        start = line.indent if line.sleeps_at is None else line.sleeps_at
        mark = "" if line.sleeps_at is None else f"{ANNOTATION} "
        code = f"{' ' * start}{mark}{' ' * (line.indent - start)}{line.code}"
        column = max(len(code) + 2, _COLUMN)
        room = WIDTH - column - len(ANNOTATION) - 1
        first, *rest = textwrap.wrap(line.meaning, room, break_on_hyphens=False) or [""]
        made.append(f"{code:<{column}}{ANNOTATION} {first}".rstrip())
        made.extend(f"{' ' * column}{ANNOTATION} {more}" for more in rest)
    return "".join(f"{line}\n" for line in made)


def _empty(annotation: Any, inner: type[Record] | None) -> str:
    if inner is not None:
        return ""
    if is_text(annotation):
        return "{en: }"
    if is_list(annotation):
        return "[]"
    return "{}" if is_mapping(annotation) else ""
