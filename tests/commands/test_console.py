"""Long work says on the terminal how far it has come; short work and pipes are left alone."""

import sys

import pytest

from multivector.commands import check, console
from multivector.commands.console import Progress
from tests.makers import write_collection


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, patience: float) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(console, "PATIENCE", patience)
    monkeypatch.setattr(console, "BETWEEN_LINES", 0.0)


def lines(written: str) -> list[str]:
    return [line for line in written.replace("\x1b[K", "").split("\r") if line]


def work(total: int) -> None:
    with Progress() as progress:
        for done in range(1, total + 1):
            progress(done, total)


def test_long_work_counts_and_leaves_no_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch, 0.0)
    work(1200)
    written = capsys.readouterr()
    assert written.out == ""
    assert lines(written.err)[999] == "1,000 of 1,200 files"
    assert lines(written.err)[-1] == "1,200 of 1,200 files; holding their records to the rules ..."
    assert written.err.endswith("\r\x1b[K\r"), "the line is wiped out"


def test_short_work_says_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch, 60.0)
    work(1200)
    assert capsys.readouterr().err == ""


def test_nothing_is_said_into_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "PATIENCE", 0.0)
    work(3)
    assert capsys.readouterr().err == ""


def test_check_says_how_far_it_is(
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_a_terminal(monkeypatch, 0.0)
    folder = write_collection(tmp_path_factory.mktemp("data"))
    loaded = check._read(folder)
    files = sum(path.is_file() for path in folder.rglob("*"))
    assert loaded.is_sound
    assert lines(capsys.readouterr().err)[0] == f"1 of {files} files"
