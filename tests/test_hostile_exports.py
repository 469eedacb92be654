"""Texts that mean something to some program leave the house as they were written."""

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from multivector.analysis.exports import EXPORTS
from multivector.analysis.formats import as_csv, as_excel, as_json
from multivector.library.collection import Library
from multivector.server import application
from tests.hostile import MARKS, OPENINGS, as_read, hostile_files, tame_files
from tests.makers import make_library

FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make_library(tmp_path_factory.mktemp("hostile"), hostile_files(OPENINGS))


def texts(table: pd.DataFrame) -> list[str]:
    return [each for row in table.to_numpy() for each in row if isinstance(each, str) and each]


def test_the_tables_hold_all_the_marks(library: Library) -> None:
    held = " ".join(text for make in EXPORTS.values() for text in texts(make(library)))
    assert [mark for mark in MARKS if mark not in held] == []
    assert [opening for opening in OPENINGS if opening not in held] == []


@pytest.mark.parametrize("name", EXPORTS)
def test_csv_holds_every_text_and_no_formula(library: Library, name: str) -> None:
    table = EXPORTS[name](library)
    rows = list(csv.reader(io.StringIO(as_csv(table).decode())))
    written = {cell for row in rows for cell in row}
    for cell in written:
        is_number = re.fullmatch(r"-?[0-9.]+(?:e[-+]?[0-9]+)?|-?inf", cell)
        assert is_number or not FORMULA.match(cell), cell
    read = {cell[1:] if cell[:1] == "'" else cell for cell in written}
    assert [text for text in texts(table) if text not in read] == []


@pytest.mark.parametrize("name", EXPORTS)
def test_json_holds_every_text(library: Library, name: str) -> None:
    table = EXPORTS[name](library)
    read = {cell for row in json.loads(as_json(table)) for cell in row.values() if cell}
    assert [text for text in texts(table) if text not in read] == []


@pytest.mark.parametrize("name", EXPORTS)
def test_excel_holds_every_text_as_a_text(library: Library, name: str) -> None:
    table = EXPORTS[name](library)
    book = openpyxl.load_workbook(io.BytesIO(as_excel(table, {"T": MARKS}, ("Data", "About"))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    read = {cell.value for cell in cells}
    assert [text for text in (*texts(table), *MARKS) if text not in read] == []


@pytest.fixture(scope="module")
def asked() -> Iterator[TestClient]:
    yield TestClient(Starlette(routes=application.routes("")))


def answers(
    asked: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> list[Any]:
    """The answer for the collection with the marks, and for the one without."""
    found = []
    for name, files in (("hostile", hostile_files()), ("tame", tame_files())):
        make_library(folder / name, files)
        monkeypatch.setenv("MULTIVECTOR_DATA", str(folder / name))
        answer = asked.get(address)
        assert answer.status_code == 200, answer.text
        found.append(answer.json())
    return found


def read_as_page(document: str) -> str:
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", document, flags=re.S)
    return as_read(html.unescape(body))


def test_a_briefing_reads_the_same_but_for_the_marks(
    asked: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile, tame = answers(asked, tmp_path, monkeypatch, "/briefing.json?partner=CC&partner=UN")
    assert read_as_page(hostile["html"]) == read_as_page(tame["html"])
    assert "<script>" not in hostile["html"] and "<img src=x" not in hostile["html"]
    assert len(hostile["pictures"]) == len(tame["pictures"]) > 3


@pytest.mark.parametrize("view", ["partners", "timeline", "balance", "claims"])
def test_a_view_for_programs_holds_the_texts_as_they_are(
    asked: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    hostile, tame = answers(asked, tmp_path, monkeypatch, f"/api/v1/view/{view}.json")
    assert as_read(" ".join(said(hostile))) == as_read(" ".join(said(tame)))
    assert any(mark in each for mark in MARKS for each in said(hostile))


def said(part: Any) -> Iterator[str]:
    """All texts in a document of JSON, in order."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key in sorted(part):
            yield from said(part[key])
    elif isinstance(part, list):
        for each in part:
            yield from said(each)
