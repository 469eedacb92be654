"""What a change of the collection does to records, verdicts, balance and coverage."""

from pathlib import Path

from multivector.analysis.differences import differences
from multivector.analysis.history import Change
from tests.makers import FILES, make_library, spoil

PAPER, TRADE = "articles/paper-2025.yaml", "observations/trade.csv"


def found(tmp_path: Path, changed: dict[str, str | None]) -> list[Change]:
    before = make_library(tmp_path / "before")
    return list(differences(before, make_library(tmp_path / "now", changed)))


def test_the_same_collection_has_no_differences(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


def test_a_change_in_one_claim_is_one_record_and_its_verdict(tmp_path: Path) -> None:
    assert found(tmp_path, spoil(PAPER, "value: 44", "value: 60")) == [
        Change("claim", "paper-2025.1", None, "changed"),
        Change("verdict", "paper-2025.1", "agrees", "disagrees"),
    ]


def test_new_and_gone_records_are_told(tmp_path: Path) -> None:
    text = FILES[PAPER].replace("paper-2025.3", "paper-2025.4")
    assert found(tmp_path, {PAPER: text}) == [
        Change("claim", "paper-2025.3", None, "gone"),
        Change("claim", "paper-2025.4", None, "new"),
    ]


def test_a_figure_less_changes_coverage(tmp_path: Path) -> None:
    row = "turnover,AA,CC,2023,41,,,usd-bn,aa-stat,office-2025,2025-06,one-source,observed,,,\n"
    changes = found(tmp_path, spoil(TRADE, row, ""))
    assert Change("figure", "turnover|AA|CC|2023|usd-bn|aa-stat", "41", None) in changes
    assert Change("coverage", "CC|trade|2023", "observed", "nothing") in changes


def test_an_event_is_told_once(tmp_path: Path) -> None:
    changes = found(tmp_path, spoil("events/talks.yaml", "start: 2024-05", "start: 2024-04"))
    assert [each for each in changes if each.kind == "event"] == [
        Change("event", "talks-2024", "held 2024-05", "held 2024-04")
    ]
