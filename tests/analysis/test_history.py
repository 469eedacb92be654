"""What a version showed, and what of it another shows otherwise."""

from pathlib import Path

import pytest

from multivector.analysis.history import Change, changes, headlines
from multivector.library.contents import folder_digest
from multivector.library.history import Headline, record_of, write_record
from multivector.library.load import load_library
from tests import makers
from tests.analysis.builder import build
from tests.data.test_collection import DATA


def test_headlines_name_figures_verdicts_balance_and_events() -> None:
    library = load_library(DATA).library
    assert library is not None
    found = {(each.kind, each.key): each.value for each in headlines(library)}
    trade = "trade-turnover|KZ|CN|2024|usd-bn|kz-bns"
    assert found["figure", trade].startswith("30.1")
    assert found["balance", "trade|bloc|2024"] == "3.67"
    assert found["event", "cca-2-astana-2025"] == "held 2025-06-17"
    assert {kind for kind, _ in found} == {"figure", "verdict", "balance", "event"}
    assert len(found) == len(headlines(library))


def test_a_figure_that_is_not_reported_is_no_zero() -> None:
    missing = makers.make_observation(value=None, state="not-reported", partner="CN")
    library = build(observations=[missing])
    assert [each.value for each in headlines(library) if each.kind == "figure"] == ["not-reported"]


def test_changes_are_what_differs_and_nothing_else() -> None:
    before = [
        Headline("figure", "a", "1"),
        Headline("figure", "b", "2"),
        Headline("event", "c", ""),
    ]
    now = [Headline("figure", "a", "1"), Headline("figure", "b", "3"), Headline("figure", "d", "4")]
    assert changes(before, now) == (
        Change("event", "c", "", None),
        Change("figure", "b", "2", "3"),
        Change("figure", "d", None, "4"),
    )


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    lines = (Headline("figure", 'a,"b"', "1"), Headline("event", "ü", "held 2025~"))
    write_record(tmp_path, "2026.11.0", lines)
    assert record_of(tmp_path, "2026.11.0") == lines
    assert record_of(tmp_path, "2026.12.0") is None


@pytest.mark.parametrize("version", ["../../outside", "..", "", "*"])
def test_a_version_from_an_address_leads_nowhere_else(tmp_path: Path, version: str) -> None:
    (tmp_path / "outside.csv").write_text("kind,key,value\nfigure,a,1\n")
    (tmp_path / "data").mkdir()
    write_record(tmp_path / "data", "2026.11.0", [])
    assert record_of(tmp_path / "data", version) is None


@pytest.mark.parametrize("content", [b"", b"kind,key\na,b\n", b"kind,key,value\na\n", b"\xff\xfe"])
def test_a_broken_record_is_no_record(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "history").mkdir()
    (tmp_path / "history" / "2026.11.0.csv").write_bytes(content)
    assert record_of(tmp_path, "2026.11.0") is None


def test_records_are_no_part_of_the_collection(tmp_path: Path) -> None:
    makers.write_collection(tmp_path)
    before = folder_digest(tmp_path)
    write_record(tmp_path, "2025.1.0", [])
    assert folder_digest(tmp_path) == before
    assert load_library(tmp_path).problems == ()


def test_record_of_the_present_version_says_what_the_collection_says() -> None:
    library = load_library(DATA).library
    assert library is not None
    record = record_of(DATA, library.focus.version)
    assert record in (None, headlines(library)), "run python -m multivector record"
