import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.makers import spoil, write_collection

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; it must never end in a traceback."""
    command = [sys.executable, "-m", "multivector", *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


def test_a_sound_collection_gives_one_line_and_status_0(tmp_path: Path) -> None:
    done = run("check", write_collection(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "37 records, 0 errors, 0 warnings\n"


def test_errors_give_their_lines_and_status_1(tmp_path: Path) -> None:
    changed = spoil("articles/paper-2025.yaml", "deal: pipeline", "deal: pipelines")
    done = run("check", write_collection(tmp_path, changed))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "articles/paper-2025.yaml:30: error unknown-reference: "
        "there is no deal 'pipelines' (did you mean 'pipeline'?)",
        "36 records, 1 errors, 0 warnings",
    ]


def test_warnings_leave_the_status_0(tmp_path: Path) -> None:
    done = run("check", write_collection(tmp_path, {"notes.txt": "x"}))
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "37 records, 0 errors, 1 warnings"


def test_problems_can_be_had_as_json(tmp_path: Path) -> None:
    changed = spoil("articles/paper-2025.yaml", "deal: pipeline", "deal: pipelines")
    done = run("check", write_collection(tmp_path, changed), "--format", "json")
    told = json.loads(done.stdout)
    assert (told["records"], told["errors"], told["warnings"]) == (36, 1, 0)
    assert told["problems"] == [
        {
            "code": "unknown-reference",
            "severity": "error",
            "file": "articles/paper-2025.yaml",
            "line": 30,
            "path": "claims[2].deal",
            "message": "there is no deal 'pipelines'",
            "cure": "did you mean 'pipeline'?",
        }
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\0", b"[" * 100_000, b"a: *b", b"'"])
def test_no_content_ends_in_a_traceback(tmp_path: Path, content: bytes) -> None:
    write_collection(tmp_path)
    for name in ("focus.yaml", "sources/press.yaml", "observations/trade.csv"):
        (tmp_path / name).write_bytes(content)
    assert run("check", tmp_path).returncode == 1


def test_a_folder_that_is_not_there_gives_status_1(tmp_path: Path) -> None:
    done = run("check", tmp_path / "none")
    assert done.returncode == 1
    assert done.stdout.startswith(".:0: error folder-missing: ")


def test_the_environment_names_the_folder(tmp_path: Path) -> None:
    done = run("check", MULTIVECTOR_DATA=str(write_collection(tmp_path)))
    assert done.stdout == "37 records, 0 errors, 0 warnings\n"


def test_other_letters_do_not_disturb_a_terminal_that_lacks_them(tmp_path: Path) -> None:
    changed = spoil("articles/paper-2025.yaml", "deal: pipeline", "deal: трубопровод")
    folder = write_collection(tmp_path, changed)
    assert run("check", folder, PYTHONIOENCODING="ascii").returncode == 1


@pytest.mark.parametrize(
    "arguments", [(), ("chek",), ("check", "--format", "xml"), ("export",), ("export", "tables")]
)
def test_wrong_usage_gives_status_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""


def test_a_reader_that_stops_early_is_no_failure_to_report(tmp_path: Path) -> None:
    bad = "\n".join(f"- {{id: x{n}, kind: country}}" for n in range(5000))
    folder = write_collection(tmp_path, {"partners.yaml": bad})
    command = f"{sys.executable} -m multivector check {folder} | head -n 1"
    done = subprocess.run(
        command, shell=True, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_a_check_does_not_wait_for_pandas(tmp_path: Path) -> None:
    code = (
        "import sys; from multivector.__main__ import main; "
        f"main(['check', {str(write_collection(tmp_path))!r}]); assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_a_table_can_be_had_as_csv(tmp_path: Path) -> None:
    changed = spoil("articles/paper-2025.yaml", "{en: The heads", "{en: =1+1 The heads")
    done = run("export", "claims", "--data", write_collection(tmp_path, changed))
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert (done.returncode, done.stderr) == (0, "")
    assert [row["id"] for row in rows] == ["paper-2025.1", "paper-2025.2", "paper-2025.3"]
    assert rows[1]["text_en"] == "'=1+1 The heads of state met."
    assert "\r" not in done.stdout


def test_numbers_below_zero_stay_numbers_in_csv(tmp_path: Path) -> None:
    changed = {
        **spoil("domains.yaml", "indicator: turnover", "indicator: turnover-share"),
        **spoil("indicators.yaml", "low: 0", "low: -5"),
        **spoil("observations/trade.csv", "2023,41", "2023,-1.5"),
    }
    done = run("export", "observations", "--data", write_collection(tmp_path, changed))
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["value"] for row in rows][:4] == ["-1.5", "43.5", "48.0", ""]


def test_a_table_can_be_had_as_json_with_null_for_missing(tmp_path: Path) -> None:
    changed = spoil("observations/trade.csv", "NA\n", "Қазақша\n")
    folder, out = write_collection(tmp_path / "data", changed), tmp_path / "out.json"
    done = run("export", "observations", "--data", folder, "--format", "json", "--out", out)
    assert (done.returncode, done.stdout) == (0, "")
    text = out.read_text(encoding="utf-8")
    row = json.loads(text)[3]
    assert (row["value"], row["note"]) == (None, "Қазақша")
    assert "Қазақша" in text


@pytest.mark.parametrize(
    "table",
    ["partners", "domains", "indicators", "sources", "articles", "claims", "events",
     "observations", "deals", "verdicts", "balance"],
)  # fmt: skip
def test_every_table_can_be_had_as_parquet(tmp_path: Path, table: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folder, out = write_collection(tmp_path / "data"), tmp_path / "out.parquet"
    done = run("export", table, "--data", folder, "--format", "parquet", "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert parquet.read_table(out).num_columns > 3


def test_an_unsound_collection_exports_what_is_sound_and_says_so(tmp_path: Path) -> None:
    changed = spoil("articles/paper-2025.yaml", "kind: plan", "kind: dream")
    done = run("export", "claims", "--data", write_collection(tmp_path, changed))
    assert done.returncode == 0
    assert done.stderr == "1 errors in the collection; see the command check\n"
    assert len(done.stdout.splitlines()) == 3


def test_a_file_that_cannot_be_written_gives_status_1(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    done = run("export", "claims", "--data", folder, "--out", tmp_path / "none" / "out.csv")
    assert done.returncode == 1
    assert done.stderr.startswith("cannot write: ")
