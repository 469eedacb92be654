"""CSV text as one plain mapping per row, each with its line; a broken row leaves the others."""

import csv
import difflib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from multivector.library.files import file_problem
from multivector.library.problems import MOST_OF_A_FILE, Problem, quoted, too_many
from multivector.library.reader import Read, is_sane

CellKind = Literal["text", "number", "list"]
"""Lists are separated by semicolons within a cell."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
# What people write instead of a number, and what they should write; the first that fits counts.
_CURES = (
    (re.compile(r"-?[0-9]+,[0-9]+"), "write it with a decimal point, such as 43.5"),
    (re.compile(r"(?i)[-–—.]+|n\.?/?a\.?|none|null|[-+]?(nan|inf|infinity)"),
     "leave the cell empty and say why in the column state"),
    (re.compile(r"[-+]?[0-9 .,'\u00a0\u202f_]+"), "write plain digits with a decimal point"),
    (re.compile(r".*[0-9].*"), "keep the number alone; words belong in the column note"),
)  # fmt: skip


class Column(NamedTuple):
    """What the cells of a column hold, and whether every row needs one."""

    kind: CellKind
    required: bool


class Rows(NamedTuple):
    """The rows that could be read, and the problems of the others."""

    reads: tuple[Read, ...]
    problems: tuple[Problem, ...]
    is_usable: bool
    """False if the file as a whole was refused."""


def read_rows(text: str, file: str, columns: Mapping[str, Column]) -> Rows:
    """The rows of a CSV text. Empty cells are left out: what is missing is never zero."""
    parsed = _parsed(text, file)
    header = next(parsed, None)
    if header is None:
        problem = file_problem("empty-file", file, "there is no header", "add header and rows")
        return Rows((), (problem,), is_usable=False)
    if isinstance(header, Problem):
        return Rows((), (header,), is_usable=False)
    if wrong := tuple(_header_problems(header.cells, columns, file)):
        return Rows((), wrong, is_usable=False)
    reads: list[Read] = []
    problems: list[Problem] = []
    for row in parsed:
        if len(problems) >= MOST_OF_A_FILE:
            problems.append(too_many(file, row.line))
            break
        read = row if isinstance(row, Problem) else _read_row(row, header.cells, columns, file)
        if isinstance(read, Read):
            reads.append(read)
        else:
            problems.extend([read] if isinstance(read, Problem) else read)
    return Rows(tuple(reads), tuple(problems), is_usable=True)


class _Row(NamedTuple):
    cells: list[str]
    line: int


def _parsed(text: str, file: str) -> Iterator[_Row | Problem]:
    """The rows as cells. A quoted cell may hold line ends, so rows know where they start."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cure = "put quotes only around a whole cell, and double them within it"
            yield file_problem("syntax", file, f"this is not CSV: {error}", cure, line)
            continue
        if cells:
            yield _Row([cell.strip() for cell in cells], line)


def _header_problems(
    header: list[str], columns: Mapping[str, Column], file: str
) -> Iterator[Problem]:
    if len(header) == 1 and ";" in header[0]:
        message = "the columns are separated by semicolons"
        yield file_problem("unknown-column", file, message, "separate them by commas", 1)
        return
    for name in dict.fromkeys(name for name in header if name not in columns):
        near = difflib.get_close_matches(name, columns, n=1)
        cure = f"did you mean {quoted(near[0])}?" if near else f"known: {', '.join(columns)}"
        message = f"unknown column {quoted(name)}"
        yield file_problem("unknown-column", file, message, cure, 1)
    for name in (name for name, times in Counter(header).items() if times > 1):
        message = f"the column {quoted(name)} stands there twice"
        yield file_problem("repeated-column", file, message, "keep one of them", 1)
    for name, column in columns.items():
        if column.required and name not in header:
            message = f"the column {quoted(name)} is missing"
            yield file_problem("missing-column", file, message, "add it to header and rows", 1)


def _read_row(
    row: _Row, header: list[str], columns: Mapping[str, Column], file: str
) -> Read | Problem | list[Problem]:
    """The row as a mapping, or what is wrong with it."""
    if len(row.cells) != len(header):
        return _length_problem(row, header, file)
    value: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, cell in zip(header, row.cells, strict=True):
        if not cell:
            continue
        kind = columns[name].kind
        if kind == "number" and not _is_number(cell):
            problems.append(_number_problem(cell, name, row.line, file))
        else:
            value[name] = _cell_value(cell, kind)
    return problems or Read(file, value, {(): row.line})


def _length_problem(row: _Row, header: list[str], file: str) -> Problem:
    too_short = len(row.cells) < len(header)
    return file_problem(
        "row-too-short" if too_short else "row-too-long",
        file,
        f"the row has {len(row.cells)} cells, the header has {len(header)}",
        "add the missing commas" if too_short else "put a cell that holds a comma in quotes",
        row.line,
    )


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None and is_sane(float(cell))


def _number_problem(cell: str, name: str, line: int, file: str) -> Problem:
    cure = next((cure for form, cure in _CURES if form.fullmatch(cell)), "write a number")
    message = f"{quoted(cell)} is not a number"
    return Problem("not-a-number", "error", file, line, name, message, cure)


def _cell_value(cell: str, kind: CellKind) -> Any:
    if kind == "number":
        return float(cell)
    if kind == "list":
        return [part.strip() for part in cell.split(";") if part.strip()]
    return cell
