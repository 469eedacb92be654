import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.makers import FILES, write_collection
from tests.test_command_line import ROOT

PIPELINE = "deals/pipeline.yaml"


@contextmanager
def watching(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "multivector", "check", str(folder), "--watch"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as watch:
        yield watch
        watch.kill()


def report(watch: "subprocess.Popen[str]") -> list[str]:
    """The lines of one report, up to the one that sums up."""
    assert watch.stdout
    lines: list[str] = []
    while not lines or not lines[-1].endswith("warnings"):
        lines.append(watch.stdout.readline().rstrip("\n"))
    return [line for line in lines if line]


def test_a_watch_tells_anew_after_each_change_and_ends_when_interrupted(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    broken = FILES[PIPELINE].replace("domain: trade", "domain: trades")
    with watching(folder) as watch:
        assert report(watch) == ["37 records, 0 errors, 0 warnings"]
        (folder / PIPELINE).write_text(broken, encoding="utf-8")
        first, *_, last = report(watch)
        assert first.startswith(f"{PIPELINE}:4: error unknown-reference: ")
        assert last.startswith("35 records, 2 errors")
        (folder / PIPELINE).write_text(FILES[PIPELINE], encoding="utf-8")
        assert report(watch) == ["37 records, 0 errors, 0 warnings"]
        (folder / PIPELINE).write_text(broken, encoding="utf-8")
        report(watch)
        os.kill(watch.pid, signal.SIGINT)
        assert watch.wait(timeout=20) == 1
        assert watch.stderr and watch.stderr.read() == ""
