"""The audit of dependencies tells a clean answer, a finding and no answer apart."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_command_line import ROOT


def audit(tool: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["sh", ROOT / "scripts" / "audit.sh", tool],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **variables},
    )


def test_service_that_is_not_reached_is_no_clean_answer() -> None:
    nowhere = "http://127.0.0.1:9"
    done = audit(
        Path(sys.executable).with_name("pip-audit"),
        HTTPS_PROXY=nowhere,
        https_proxy=nowhere,
        NO_PROXY="",
        no_proxy="",
    )
    assert done.returncode == 2
    assert "could not be asked: nothing was audited" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("No known vulnerabilities found", 0),
        ("Found 2 known vulnerabilities in 1 package", 1),
        ("Found 1 known vulnerability in 1 package", 1),
    ],
)
def test_what_the_service_knows_is_passed_on(tmp_path: Path, said: str, code: int) -> None:
    tool = tmp_path / "pip-audit"
    tool.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit {code}\n")
    tool.chmod(0o755)
    done = audit(tool)
    assert (done.returncode, done.stderr.strip()) == (code, said)
