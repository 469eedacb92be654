"""What earlier versions of a collection showed: one file of headlines a version.

The files lie in the folder ``history`` of the collection, named after the version. They are made by
``python -m multivector record``, not written by hand, and are no part of the collection's content.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from multivector.library.files import text_of
from multivector.library.problems import Problem

HISTORY = "history"
"""The folder of the records, within a collection's."""

_HEADINGS = ("kind", "key", "value")


class Headline(NamedTuple):
    """One number or verdict that a version showed."""

    kind: str
    """What it is: figure, verdict, balance or event; see ``analysis.history``."""
    key: str
    """Which one, by its codes."""
    value: str
    """What it said."""


def record_of(folder: Path, version: str) -> tuple[Headline, ...] | None:
    """The headlines of a version, or None if there is no usable record of it.

    The version may come from an address: a file is looked for by its name among those there are.
    """
    for path in sorted((folder / HISTORY).glob("*.csv")):
        if path.stem == version:
            text = text_of(folder, path.relative_to(folder).as_posix())
            return None if isinstance(text, Problem) else _headlines(text)
    return None


def write_record(folder: Path, version: str, headlines: Iterable[Headline]) -> Path:
    """Write the headlines of a version and give back where. Raises OSError."""
    path = folder / HISTORY / f"{version}.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(_HEADINGS)
        lines.writerows(headlines)
    return path


def _headlines(text: str) -> tuple[Headline, ...] | None:
    try:
        headings, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        is_record = tuple(headings) == _HEADINGS and all(len(row) == 3 for row in rows)
    except (csv.Error, ValueError):
        return None
    return tuple(Headline(*row) for row in rows) if is_record else None
