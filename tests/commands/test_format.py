from pathlib import Path

import pytest

from multivector.library.load import load_library
from tests.makers import spoil, write_collection
from tests.test_command_line import run

PIPELINE = "deals/pipeline.yaml"


def test_files_are_put_into_canonical_form_and_nothing_loaded_changes(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    before = load_library(folder).library
    assert run("format", folder).returncode == 0
    after = load_library(folder).library
    assert before is not None and after is not None
    for kind in ("focus", "partners", "indicators", "claims", "events", "deals"):
        assert getattr(before, kind) == getattr(after, kind)
    assert list(before.observations) == list(after.observations)
    again = run("format", folder)
    assert again.stdout == "0 files put into canonical form, 0 left as they are\n"


def test_a_check_of_the_form_writes_nothing(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    run("format", folder)
    path = folder / PIPELINE
    path.write_text(
        "title: {en: Pipeline}\n" + path.read_text().replace("title: {en: Pipeline}\n", "")
    )
    text = path.read_text(encoding="utf-8")
    done = run("format", folder, "--check")
    assert done.returncode == 1
    assert done.stdout == f"{PIPELINE}\n1 files not in canonical form, 0 left as they are\n"
    assert path.read_text(encoding="utf-8") == text


def test_a_broken_file_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    folder = write_collection(tmp_path, spoil(PIPELINE, "id: pipeline", "id: pipeline\nid: x"))
    text = (folder / PIPELINE).read_text(encoding="utf-8")
    done = run("format", folder)
    assert done.returncode == 1
    assert f"{PIPELINE}:2: error repeated-key:" in done.stdout
    assert (folder / PIPELINE).read_text(encoding="utf-8") == text


def test_rights_of_a_file_and_links_within_the_folder_stay(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    (folder / "deals" / "kept").write_bytes((folder / PIPELINE).read_bytes())
    (folder / PIPELINE).unlink()
    (folder / PIPELINE).symlink_to("kept")
    (folder / "deals" / "kept").chmod(0o640)
    assert run("format", folder).returncode == 0
    assert (folder / PIPELINE).is_symlink()
    assert (folder / "deals" / "kept").stat().st_mode & 0o777 == 0o640
    assert 'date: "2023-05-18"' in (folder / "deals" / "kept").read_text(encoding="utf-8")
    assert {path.name for path in (folder / "deals").iterdir()} == {"kept", "pipeline.yaml"}


@pytest.mark.parametrize("arguments", [("none",), ("none", "--check")])
def test_a_folder_that_is_not_there_gives_status_1(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    folder, *others = arguments
    assert run("format", tmp_path / folder, *others).returncode == 1
