"""A table as a file: CSV, Excel, JSON or Parquet, as bytes."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Facts = Mapping[str, str | Sequence[str]]
"""What stands beside a table, by name: title, unit, sources, receipt."""

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""
_WIDEST = 60
_OPENS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Wide signs count as well where a spreadsheet is set to a language that writes them."""


def as_csv(table: pd.DataFrame) -> bytes:
    """UTF-8 with a heading line; days as 2025-06-17, missing values empty.

    Spreadsheets take some texts for formulas; an apostrophe in front keeps them texts.
    """
    texts = table.select_dtypes(["object", "string"])
    safe = table.assign(**{str(name): texts[name].map(_no_formula) for name in texts})
    return safe.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode()


def records(table: pd.DataFrame) -> list[dict[Any, Any]]:
    """A dictionary a row; days are ISO texts, what is missing or has no end is None."""
    days = table.select_dtypes(["datetime"])
    plain = table.assign(**{str(name): days[name].dt.strftime("%Y-%m-%d") for name in days})
    known = table.notna() & ~table.isin([float("inf"), float("-inf")])
    return list(plain.astype(object).where(known, None).to_dict("records"))


def as_json(table: pd.DataFrame) -> bytes:
    """A list of records, missing values null, letters unescaped."""
    return _json(records(table))


def as_document(table: pd.DataFrame, facts: Mapping[str, Any]) -> bytes:
    """One JSON object: the facts, and the records under ``rows``."""
    return _json({**facts, "rows": records(table)})


def as_excel(table: pd.DataFrame, facts: Facts, sheets: tuple[str, str]) -> bytes:
    """An Excel workbook: the table, and beside it a sheet of facts, named by ``sheets``.

    Texts are written as texts, so that none is taken for a formula or a link. The same table and
    facts give the same bytes.
    """
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        bold = book.add_format({"bold": True})
        rows = book.add_worksheet(_sheet_name(sheets[0]))
        rows.freeze_panes(1, 0)
        for j, name in enumerate(table):
            rows.write_string(0, j, str(name), bold)
            for i, cell in enumerate(table[name], 1):
                _write(rows, i, j, cell)
        rows.autofit()
        _write_facts(book.add_worksheet(_sheet_name(sheets[1])), facts)
    return content.getvalue()


def as_parquet(table: pd.DataFrame) -> bytes:
    """Apache Parquet, for pandas, R and databases."""
    content = io.BytesIO()
    table.to_parquet(content, index=False)
    return content.getvalue()


FORMATS: Mapping[str, Callable[[pd.DataFrame], bytes]] = MappingProxyType(
    {"csv": as_csv, "json": as_json, "parquet": as_parquet}
)
"""Every format of a bare table by its name."""


def _records(table: pd.DataFrame) -> list[dict[Any, Any]]:
    objects = table.astype(object)
    return list(objects.where(table.notna(), None).to_dict("records"))


def _json(content: Any) -> bytes:
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def _write(sheet: Worksheet, row: int, column: int, cell: Any) -> None:
    """One cell by the type of its value; what is missing or has no end leaves it empty."""
    if pd.isna(cell) or cell in (float("inf"), float("-inf")):
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, pd.Timestamp):
        sheet.write_datetime(row, column, cell.to_pydatetime())
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell[:LONGEST_CELL])
    else:
        sheet.write_number(row, column, float(cell))


def _write_facts(sheet: Worksheet, facts: Facts) -> None:
    lines = [
        (name, text)
        for name, given in facts.items()
        for text in ([given] if isinstance(given, str) else given)
    ]
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text[:LONGEST_CELL])
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, _WIDEST)


def _sheet_name(text: str) -> str:
    """A name that Excel takes for a sheet: 31 characters at most, some of them barred."""
    return "".join(sign for sign in text if sign not in "[]:*?/\\'")[:31]


def _no_formula(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_OPENS_FORMULA) else cell
