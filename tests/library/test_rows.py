from typing import Any

import pytest

from multivector.library.files import decoded
from multivector.library.rows import Column, read_rows

COLUMNS = {
    "name": Column("text", required=True),
    "value": Column("number", required=False),
    "caveats": Column("list", required=False),
}


def rows_of(text: str) -> tuple[list[tuple[int, dict[str, Any]]], list[tuple[str, int]]]:
    """Line and values of each row that was read; code and line of each problem."""
    rows = read_rows(text, "a.csv", COLUMNS)
    read = [(row.line(()), row.value) for row in rows.reads]
    return read, [(problem.code, problem.line) for problem in rows.problems]


def test_empty_cells_are_missing_and_codes_stay_texts() -> None:
    text = "name,value,caveats\nNA,,\nNO,0,a;b\n011,-1.5,a;\n"
    assert rows_of(text) == (
        [
            (2, {"name": "NA"}),
            (3, {"name": "NO", "value": 0.0, "caveats": ["a", "b"]}),
            (4, {"name": "011", "value": -1.5, "caveats": ["a"]}),
        ],
        [],
    )


def test_rows_know_their_line_behind_quoted_line_ends() -> None:
    read, problems = rows_of('name,value\n"a\n\nb",1\n\nc,2\nd\n')
    assert [line for line, _ in read] == [2, 6]
    assert problems == [("row-too-short", 7)]


def test_a_broken_row_leaves_the_others() -> None:
    read, problems = rows_of("name,value\na\nb,1,2\nc,x\nd,4\n")
    assert read == [(5, {"name": "d", "value": 4.0})]
    assert problems == [("row-too-short", 2), ("row-too-long", 3), ("not-a-number", 4)]


def test_an_unclosed_quote_is_one_problem_where_it_opens() -> None:
    read, problems = rows_of('name,value\na,1\n"b,2\nc,3\n')
    assert [line for line, _ in read] == [2]
    assert problems == [("syntax", 3)]


@pytest.mark.parametrize(
    ("cell", "cure"),
    [
        ('"43,5"', "write it with a decimal point, such as 43.5"),
        ("about 5", "keep the number alone; words belong in the column note"),
        ("5 %", "keep the number alone; words belong in the column note"),
        ("NaN", "leave the cell empty and say why in the column state"),
        ("inf", "leave the cell empty and say why in the column state"),
        ("n/a", "leave the cell empty and say why in the column state"),
        ("-", "leave the cell empty and say why in the column state"),
        ("1 000", "write plain digits with a decimal point"),
        ("007", "write plain digits with a decimal point"),
        ("1e999", "keep the number alone; words belong in the column note"),
        ("many", "write a number"),
    ],
)
def test_numbers_are_strict_and_the_cure_fits(cell: str, cure: str) -> None:
    rows = read_rows(f"name,value\na,{cell}\n", "a.csv", COLUMNS)
    assert [(p.code, p.line, p.path, p.cure) for p in rows.problems] == [
        ("not-a-number", 2, "value", cure)
    ]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("name,valeu", [("unknown-column", 1)]),
        ("name;value", [("unknown-column", 1)]),
        ("name,value,value", [("repeated-column", 1)]),
        ("value", [("missing-column", 1)]),
        ("", [("empty-file", 0)]),
    ],
)
def test_the_header_is_held_to_the_known_columns(header: str, found: list[tuple[str, int]]) -> None:
    assert rows_of(f"{header}\n") == ([], found)


def test_a_byte_order_mark_is_not_part_of_the_first_column() -> None:
    text = decoded("\ufeffname\r\na\r\n".encode(), "a.csv")
    assert isinstance(text, str)
    assert rows_of(text) == ([(2, {"name": "a"})], [])
