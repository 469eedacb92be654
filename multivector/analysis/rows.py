"""Rows to a table whose columns have their order and type even where there is no row."""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, get_args

import numpy as np
import pandas as pd

from multivector.model import Language

# Most tables here are small parts of small tables; taking parts of columns of Python texts costs
# a third of what it does with Arrow's.
pd.set_option("mode.string_storage", "python")

LANGUAGES: tuple[str, ...] = get_args(Language)

Rows = Sequence[Any]
"""Rows of a table one by one, with its columns as attributes."""

_TYPES = {"number": "float64", "count": "Int64", "flag": "bool", "day": "datetime64[s]"}


def table(rows: Sequence[Mapping[str, Any]], columns: str) -> pd.DataFrame:
    """The rows as a table; a value a row does not have is missing.

    ``columns`` are names between blanks. What follows a colon is the type: number, count (a whole
    number that may be missing), flag, day (a timestamp); without one a column holds texts. A name
    ending in ``*`` stands for one column a language.
    """
    made: dict[str, pd.Series[Any]] = {}
    for column in columns.split():
        name, _, kind = column.partition(":")
        names = [name.replace("*", f"_{code}") for code in LANGUAGES] if "*" in name else [name]
        made |= {each: _series([row.get(each) for row in rows], kind) for each in names}
    return pd.DataFrame(made)


def each(made: pd.DataFrame) -> Iterator[Any]:
    """The rows one by one, with the columns as attributes and their label as ``Index``."""
    columns = [column.tolist() for _, column in made.items()]
    return map(_row(tuple(map(str, made.columns))), made.index.tolist(), *columns)


class Parts:
    """A table by the values of a column; parts are cut when they are asked for."""

    def __init__(self, rows: pd.DataFrame, column: str) -> None:
        self._rows = rows
        self._at = rows.groupby(column, sort=False).indices

    def part(self, value: str) -> pd.DataFrame:
        """The rows with a value, in their order; none if it is unknown."""
        return self._rows.iloc[self._at.get(value, [])]


@lru_cache
def _row(columns: tuple[str, ...]) -> Callable[..., Any]:
    """A named tuple; pandas makes its own anew for each table, which takes longer than the rows."""
    return namedtuple("Row", ("Index", *columns), rename=True)


def _series(values: Sequence[Any], kind: str) -> "pd.Series[Any]":
    found = np.array(values, dtype="datetime64[D]") if kind == "day" else values
    return pd.Series(found, dtype=_TYPES.get(kind, "str"))
