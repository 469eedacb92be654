"""A table as a file: CSV, JSON records or Parquet, as bytes."""

import io
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd


def as_csv(table: pd.DataFrame) -> bytes:
    """UTF-8 with a heading line; days as 2025-06-17, missing values empty.

    Spreadsheets take some texts for formulas; an apostrophe in front keeps them texts.
    """
    texts = table.select_dtypes(["object", "string"])
    safe = table.assign(**{str(name): texts[name].map(_no_formula) for name in texts})
    return safe.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode()


def as_json(table: pd.DataFrame) -> bytes:
    """A list of records, missing values null, letters unescaped."""
    objects = table.astype(object)
    records = objects.where(table.notna(), None).to_dict("records")
    text = json.dumps(records, ensure_ascii=False, indent=1, allow_nan=False, default=_day)
    return f"{text}\n".encode()


def as_parquet(table: pd.DataFrame) -> bytes:
    """Apache Parquet, for pandas, R and databases."""
    content = io.BytesIO()
    table.to_parquet(content, index=False)
    return content.getvalue()


FORMATS: Mapping[str, Callable[[pd.DataFrame], bytes]] = MappingProxyType(
    {"csv": as_csv, "json": as_json, "parquet": as_parquet}
)
"""Every format by its name."""


def _no_formula(cell: Any) -> Any:
    is_formula = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{cell}" if is_formula else cell


def _day(value: Any) -> str:
    return str(value.date().isoformat())
