"""Rows to a table whose columns have their order and type even where there is no row."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

import numpy as np
import pandas as pd

from multivector.model import Language

# Most tables here are small parts of small tables; taking parts of columns of Python texts costs
# a third of what it does with Arrow's.
pd.set_option("mode.string_storage", "python")

LANGUAGES: tuple[str, ...] = get_args(Language)

_TYPES = {"number": "float64", "count": "Int64", "flag": "bool", "day": "datetime64[s]"}


def table(rows: Sequence[Mapping[str, Any]], columns: str) -> pd.DataFrame:
    """The rows as a table; a value a row does not have is missing.

    ``columns`` are names between blanks. What follows a colon is the type: number, count (a whole
    number that may be missing), flag, day (a timestamp); without one a column holds texts. A name
    ending in ``*`` stands for one column a language.
    """
    names = (name for name, _ in _columns(columns))
    return table_of({name: [row.get(name) for row in rows] for name in names}, columns)


def table_of(values: Mapping[str, Any], columns: str) -> pd.DataFrame:
    """The same from the values of each column."""
    return pd.DataFrame({name: _series(values[name], kind) for name, kind in _columns(columns)})


def _columns(columns: str) -> Iterator[tuple[str, str]]:
    for column in columns.split():
        name, _, kind = column.partition(":")
        if "*" in name:
            yield from ((name.replace("*", f"_{code}"), kind) for code in LANGUAGES)
        else:
            yield name, kind


def each(made: pd.DataFrame) -> Iterator[Any]:
    """The rows one by one, with the columns as attributes."""
    return iter(made.itertuples())


def _series(values: Sequence[Any], kind: str) -> "pd.Series[Any]":
    is_plain = kind == "day" and not isinstance(values, np.ndarray)
    found = np.array(values, dtype="datetime64[D]") if is_plain else values
    return pd.Series(found, dtype=_TYPES.get(kind, "str"))
