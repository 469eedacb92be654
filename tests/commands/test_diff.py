import subprocess
from pathlib import Path

import pytest

from tests.makers import FILES, spoil, write_collection
from tests.test_command_line import run

PAPER = "articles/paper-2025.yaml"


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection below the top of a repository, committed."""
    folder = write_collection(tmp_path / "sub" / "data")
    (folder / "history").mkdir()
    (folder / "history" / "2025.1.0.csv").write_text("x", encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    return folder


def test_nothing_changed_gives_one_line(folder: Path) -> None:
    done = run("diff", "HEAD", "--data", folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0 differences\n", "")


def test_what_a_change_does_is_told(folder: Path) -> None:
    write_collection(folder, spoil(PAPER, "value: 44", "value: 60"))
    done = run("diff", "main", "--data", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "claim paper-2025.1: changed",
        "verdict paper-2025.1: agrees -> disagrees",
        "2 differences: 1 claim, 1 verdict",
    ]


def test_nothing_of_the_revision_is_left_behind(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    run("diff", "HEAD", "--data", folder)
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~9", "--output=x", "HEAD:sub", "", "\n"])
def test_an_unknown_revision_is_told(folder: Path, revision: str) -> None:
    done = run("diff", "--data", folder, "--", revision)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("git knows no revision")


def test_a_folder_outside_git_is_told(tmp_path: Path) -> None:
    done = run("diff", "HEAD", "--data", write_collection(tmp_path), GIT_CEILING_DIRECTORIES="/tmp")
    assert (done.returncode, done.stderr) == (1, f"{tmp_path} is not in a git repository\n")


def test_a_folder_that_was_not_there_is_told(folder: Path) -> None:
    other = write_collection(folder.parent / "other")
    done = run("diff", "HEAD", "--data", other)
    assert (done.returncode, done.stderr) == (1, "the folder was not there in HEAD\n")


def test_without_git_it_is_said_what_is_missing(folder: Path) -> None:
    done = run("diff", "HEAD", "--data", folder, PATH="/nowhere")
    assert (done.returncode, done.stderr) == (
        1,
        "git is not installed; the command diff needs it\n",
    )


def test_errors_are_told_and_the_rest_is_compared(folder: Path) -> None:
    write_collection(folder, spoil("deals/pipeline.yaml", "domain: trade", "domain: x"))
    done = run("diff", "HEAD", "--data", folder)
    assert done.returncode == 0
    assert "errors in the files as they are; what they affect is left out" in done.stderr
    assert "deal pipeline: gone" in done.stdout


def test_an_unusable_collection_is_told(folder: Path) -> None:
    write_collection(folder, {"focus.yaml": "["})
    done = run("diff", "HEAD", "--data", folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert FILES["focus.yaml"] not in done.stderr
