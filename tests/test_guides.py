"""What the guides tell people to do works as they tell it."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from multivector.analysis.verification import summaries
from multivector.library.load import load_library
from multivector.starter import FILES
from tests.test_command_line import ROOT, run

GUIDE = (ROOT / "docs" / "another-country.md").read_text(encoding="utf-8")
CURATOR = (ROOT / "docs" / "curator-guide.md").read_text(encoding="utf-8")


def blocks(guide: str) -> list[tuple[str, str]]:
    return re.findall(r"^```(\w+)\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)


def commands(guide: str) -> list[str]:
    lines = (line for kind, block in blocks(guide) if kind == "sh" for line in block.splitlines())
    return [line for line in lines if line.startswith("python -m multivector ")]


def additions(guide: str) -> list[tuple[str, str]]:
    """What the guide has its reader write, with the file it belongs in."""
    parts = (block.split("\n", 1) for kind, block in blocks(guide) if kind in ("yaml", "csv"))
    return [(head.removeprefix("# "), text) for head, text in parts if text]


def test_the_way_to_another_country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, check = ([*shlex.split(each)[3:]] for each in commands(GUIDE))
    folder = tmp_path / first[1]
    assert run(first[0], folder, *first[2:]).returncode == 0
    for file, text in additions(GUIDE):
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


def test_from_a_link_to_a_merged_record(tmp_path: Path) -> None:
    """A curator who follows the guide gets what it says, at each step."""
    new, _schema, shape, check, *_ = ([*shlex.split(each)[3:]] for each in commands(CURATOR))
    id = new[2]
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    article, sources = folder / "articles" / f"{id}.yaml", folder / "sources" / "articles.yaml"
    article.unlink()
    kept = re.sub(rf"^- id: {id}\n(  .*\n)+", "", sources.read_text("utf-8"), flags=re.MULTILINE)
    sources.write_text(kept, encoding="utf-8")

    made = run(*new, "--data", folder)
    assert made.returncode == 0
    assert [Path(line).name for line in made.stdout.splitlines()] == [
        f"{id}.yaml:1",
        f"articles.yaml:{len(kept.splitlines()) + 1}",
    ]
    assert run(check[0], folder).returncode == 1  # the blanks are not filled in yet

    texts = dict(additions(CURATOR))
    sources.write_text(kept + texts["sources/articles.yaml"], encoding="utf-8")
    article.write_text(texts[f"articles/{id}.yaml"], encoding="utf-8")
    assert run(shape[0], folder).returncode == 0
    done = run(check[0], folder)
    assert (done.returncode, done.stdout.splitlines()[:-1]) == (0, [])
    library = load_library(folder).library
    assert library is not None
    found = summaries(library)[["claim", "summary"]].to_numpy()
    assert dict(found)[f"{id}.2"] == "disagrees"

    wrong = article.read_text("utf-8").replace("domain: trade", "domain: trad")
    article.write_text(wrong, encoding="utf-8")
    told = run(check[0], folder).stdout.splitlines()[0]
    shown = next(block for kind, block in blocks(CURATOR) if kind == "text" and "error" in block)
    assert re.sub(r":\d+:", ":", told) == re.sub(r":\d+:", ":", shown.strip())
