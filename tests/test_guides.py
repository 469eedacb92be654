"""What the guides tell people to do works as they tell it."""

import re
import shlex
from pathlib import Path

import pytest

from multivector.analysis.verification import summaries
from multivector.library.load import load_library
from multivector.starter import FILES
from tests.test_command_line import ROOT, run

GUIDE = (ROOT / "docs" / "another-country.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    lines = (line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines())
    return [line for line in lines if line.startswith("python -m multivector ")]


def additions() -> list[tuple[str, str]]:
    """What the guide has its reader write, with the file it belongs in."""
    parts = (block.split("\n", 1) for kind, block in BLOCKS if kind in ("yaml", "csv"))
    return [(head.removeprefix("# "), text) for head, text in parts]


def test_the_way_to_another_country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, check = ([*shlex.split(each)[3:]] for each in commands())
    folder = tmp_path / first[1]
    assert run(first[0], folder, *first[2:]).returncode == 0
    for file, text in additions():
        with (folder / file).open("a", encoding="utf-8") as written:
            written.write(text)
    done = run(check[0], folder)
    assert (done.returncode, done.stdout.splitlines()[:-1]) == (0, [])
    library = load_library(folder).library
    assert library is not None
    assert "example-visit-2026" in library.events
    assert dict(summaries(library)[["claim", "summary"]].to_numpy()) == {
        "example-article.2": "agrees"
    }


def test_the_guide_names_every_file_of_a_new_collection() -> None:
    named = set(re.findall(r"^\| `([^`]+)` \|", GUIDE, re.MULTILINE))
    made = {path.relative_to(FILES).as_posix() for path in FILES.rglob("*") if path.is_file()}
    assert named == made
