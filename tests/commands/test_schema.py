import json
from pathlib import Path

from tests.makers import write_collection
from tests.test_command_line import run


def test_schemas_are_written_beside_the_collection_and_are_no_part_of_it(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    done = run("schema", "--data", folder)
    assert done.returncode == 0
    made = {path.stem: json.loads(path.read_text()) for path in (folder / ".schema").iterdir()}
    assert done.stdout == f"{len(made)} schemas in {folder}/.schema\n"
    assert made["deals"]["$ref"] == "#/$defs/Deal"
    assert made["partners"]["items"]["$ref"] == "#/$defs/Partner"
    assert run("check", folder).stdout == "37 records, 0 errors, 0 warnings\n"


def test_schemas_can_go_elsewhere(tmp_path: Path) -> None:
    folder, out = write_collection(tmp_path / "data"), tmp_path / "a" / "b"
    assert run("schema", "--data", folder, "--out", out).returncode == 0
    assert (out / "articles.json").exists()


def test_what_cannot_be_written_or_found_gives_status_1(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "data")
    (tmp_path / "file").write_text("")
    assert run("schema", "--data", folder, "--out", tmp_path / "file").returncode == 1
    assert run("schema", "--data", tmp_path / "none").returncode == 1
