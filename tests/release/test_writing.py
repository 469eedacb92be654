"""A release is put in place whole, and nothing of anybody else's is touched."""

from collections.abc import Callable
from pathlib import Path

import pytest

from multivector.release.writing import MARK, NotOurs, publish

Files = dict[str, Callable[[], bytes]]
FIRST: Files = {"index.html": lambda: b"one", "en/old.html": lambda: b"old"}
SECOND: Files = {"index.html": lambda: b"two", "de/new.html": lambda: b"new"}


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_release_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert publish(folder, FIRST.items()) == 3
    assert publish(folder, SECOND.items()) == 3
    assert held(folder).keys() == {"index.html", "de/new.html", MARK}
    assert held(folder)["index.html"] == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_same_files_give_the_same_folder(tmp_path: Path) -> None:
    publish(tmp_path / "a", FIRST.items())
    publish(tmp_path / "b", reversed(FIRST.items()))
    assert held(tmp_path / "a") == held(tmp_path / "b")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert publish(tmp_path / "site", FIRST.items()) == 3


def test_each_file_is_told_before_it_is_made(tmp_path: Path) -> None:
    told: list[str] = []
    publish(tmp_path / "site", FIRST.items(), told.append)
    assert told == list(FIRST)


def test_what_cannot_be_made_leaves_all_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(folder, FIRST.items())
    before = held(folder)

    def broken() -> bytes:
        raise RuntimeError("no such chart")

    with pytest.raises(RuntimeError, match="no such chart"):
        publish(folder, {**SECOND, "broken.html": broken}.items())
    assert held(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("stray", ["thesis.txt", "en/notes.txt"])
def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, stray: str) -> None:
    folder = tmp_path / "site"
    publish(folder, FIRST.items())
    (folder / stray).write_text("mine")
    with pytest.raises(NotOurs, match=stray):
        publish(folder, SECOND.items())
    assert held(folder)[stray] == b"mine"


@pytest.mark.parametrize("mark", [None, "", "[]", "{}", '{"files": 3}'])
def test_a_folder_that_is_no_release_is_left_alone(tmp_path: Path, mark: str | None) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    if mark is not None:
        (folder / MARK).write_text(mark)
    with pytest.raises(NotOurs):
        publish(folder, SECOND.items())
    assert held(folder)["thesis.txt"] == b"mine"


def test_a_file_or_a_link_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(NotOurs):
            publish(tmp_path / name, FIRST.items())
