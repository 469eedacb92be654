"""Files of a table: read back by programs that had no part in writing them."""

import io
import json

import openpyxl
import pandas as pd
import pytest

from multivector.analysis.formats import as_csv, as_document, as_excel

FACTS = {"Title": "China leads", "Sources": ["A 2025 https://a.example", "=B()"], "Receipt": "1a2b"}
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.org", "Ұлттық – ü 😀", "")


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "partner": ["CN", "EU"],
            "value": [30.1576, float("nan")],
            "year": pd.Series([2024, None], dtype="Int64"),
            "is_home": [True, False],
            "day": pd.to_datetime(["2025-06-17", None]),
        }
    )


def workbook(table: pd.DataFrame, facts: dict[str, object] = FACTS) -> openpyxl.Workbook:
    content = as_excel(table, facts, ("Data", "About: [the] data"))  # type: ignore[arg-type]
    return openpyxl.load_workbook(io.BytesIO(content))


def test_excel_holds_the_table_with_its_types_and_nothing_where_nothing_is(
    table: pd.DataFrame,
) -> None:
    rows = list(workbook(table)["Data"].values)
    assert rows[0] == ("partner", "value", "year", "is_home", "day")
    assert rows[1][:4] == ("CN", 30.1576, 2024, True)
    assert rows[1][4].date().isoformat() == "2025-06-17"
    assert rows[2] == ("EU", None, None, False, None)


def test_what_has_no_upper_end_is_empty_and_not_a_number() -> None:
    table = pd.DataFrame({"high": [float("inf"), 1.5]})
    assert list(workbook(table)["Data"].values) == [("high",), (None,), (1.5,)]
    assert [row["high"] for row in json.loads(as_document(table, {}))["rows"]] == [None, 1.5]


def test_excel_says_beside_the_table_what_it_is(table: pd.DataFrame) -> None:
    assert list(workbook(table)["About the data"].values) == [
        ("Title", "China leads"),
        ("Sources", "A 2025 https://a.example"),
        ("Sources", "=B()"),
        ("Receipt", "1a2b"),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    book = workbook(pd.DataFrame({text: [text]}), {text: text})
    for sheet in book:
        for cell in (each for row in sheet.iter_rows() for each in row):
            assert cell.data_type in ("s", "n") and cell.hyperlink is None
            assert (cell.value or "") == text
    line = as_csv(pd.DataFrame({"a": [text]})).decode().splitlines()[1].strip('"')
    assert not line.startswith(("=", "+", "-", "@", "\t"))


def test_excel_of_the_same_table_is_the_same_file(table: pd.DataFrame) -> None:
    sheets = ("Data", "About")
    assert as_excel(table, {}, sheets) == as_excel(table, {}, sheets)


def test_a_cell_too_long_for_excel_is_cut_and_the_others_stay() -> None:
    rows = list(workbook(pd.DataFrame({"a": ["x" * 40_000, "y"]}))["Data"].values)
    assert [len(row[0]) for row in rows[1:]] == [32_767, 1]


def test_json_document_has_the_facts_and_the_rows(table: pd.DataFrame) -> None:
    read = json.loads(as_document(table, {"receipt": "1a2b"}))
    assert read["receipt"] == "1a2b"
    assert read["rows"] == [
        {"partner": "CN", "value": 30.1576, "year": 2024, "is_home": True, "day": "2025-06-17"},
        {"partner": "EU", "value": None, "year": None, "is_home": False, "day": None},
    ]
