from pathlib import Path

import pytest

from tests.makers import FILES, write_collection
from tests.test_command_line import run


def test_an_article_comes_with_its_source(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    done = run("new", "article", "paper-2026", "--data", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{folder}/articles/paper-2026.yaml:1",
        f"{folder}/sources/articles.yaml:1",
    ]
    text = (folder / "articles" / "paper-2026.yaml").read_text(encoding="utf-8")
    assert "\nid: paper-2026 " in text and "- id: paper-2026.1 " in text
    assert "\n- id: paper-2026 " in (folder / "sources" / "articles.yaml").read_text()


def test_a_known_source_is_not_written_again(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    done = run("new", "article", "office-2025", "--data", folder)
    assert done.stdout.splitlines() == [f"{folder}/articles/office-2025.yaml:1"]


def test_an_edition_is_added_to_its_series(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    done = run("new", "event", "talks-2026", "--into", "talks", "--data", folder)
    lines = FILES["events/talks.yaml"].count("\n")
    assert done.stdout == f"{folder}/events/talks.yaml:{lines + 1}\n"
    text = (folder / "events" / "talks.yaml").read_text(encoding="utf-8")
    assert text.startswith(FILES["events/talks.yaml"])


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("article", "paper-2025"), "there is already such a record: articles/paper-2025.yaml:1"),
        (("deal", "pipeline"), "there is already such a record: deals/pipeline.yaml:1"),
        (("event", "talks-2024"), "there is already such a record: events/talks.yaml:"),
        (("source", "paper-2025", "--into", "press"), "sources/press.yaml:1"),
        (("deal", "broken"), "broken.yaml is there already; nothing is written over it"),
        (("source", "half", "--into", "half"), "already holds a record with this id"),
        (("source", "more", "--into", "bad"), "cannot take another record as it stands"),
    ],
)
def test_nothing_is_written_over(tmp_path: Path, arguments: tuple[str, ...], reason: str) -> None:
    folder = write_collection(
        tmp_path,
        {
            "deals/broken.yaml": "[",
            "sources/half.yaml": "- id: half\n",
            "sources/bad.yaml": "a: b\n",
        },
    )
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = run("new", *arguments, "--data", folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert reason in done.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_blank_without_an_id_is_printed(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    done = run("new", "source", "--data", folder)
    assert done.returncode == 0
    assert "- id: example-2026 " in done.stdout
    assert not (folder / "sources" / "articles.yaml").exists()


def test_the_columns_of_a_row_are_explained(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    done = run("new", "observation", "trade", "--data", folder)
    place, *columns = done.stdout.splitlines()
    assert place == f"{folder}/observations/trade.csv:8"
    assert "  indicator: The indicator. One of: turnover, turnover-share." in columns


@pytest.mark.parametrize("record_id", ["A b", "../x", ".x", "x/y", "ä", ""])
def test_an_id_that_cannot_be_one_is_wrong_usage(tmp_path: Path, record_id: str) -> None:
    done = run("new", "deal", record_id, "--data", write_collection(tmp_path))
    assert done.returncode == 2
    assert "use lower-case letters" in done.stderr


def test_a_folder_that_is_not_there_stays_away(tmp_path: Path) -> None:
    done = run("new", "deal", "x", "--data", tmp_path / "none")
    assert done.returncode == 1
    assert not (tmp_path / "none").exists()
