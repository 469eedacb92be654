"""What the documents name exists: commands, words of make, addresses, files, pictures."""

import re
import shlex
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from starlette.routing import Match

from multivector.server import application
from scripts import write_docs
from tests.test_command_line import ROOT, run

DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*.md", ".github/**/*.md", ".github/**/*.yml", "docs/**/*.md")
    for path in ROOT.glob(pattern)
)
EACH = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=[path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
)
LARGEST_PICTURE = 200_000


def code(path: Path) -> list[str]:
    """Each line of a block of code, and each piece of code within a sentence."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [*lines, *re.findall(r"`([^`\n]+)`", text)]


def calls(path: Path) -> list[list[str]]:
    """What is passed to ``python -m multivector``."""
    found = [re.search(r"python -m multivector\s+(.+)", line) for line in code(path)]
    return [shlex.split(each[1], comments=True) for each in found if each]


@lru_cache
def help_of(command: str) -> str:
    done = run(command, "--help")
    assert done.returncode == 0, f"there is no command {command}"
    return done.stdout


@EACH
def test_commands_and_their_options_exist(path: Path) -> None:
    for command, *rest in calls(path):
        told = help_of(command)
        for option in (each for each in rest if each.startswith("--")):
            assert option in told, f"{command} has no option {option}"


@EACH
def test_words_of_make_exist(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    known = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {word for line in code(path) for word in re.findall(r"\bmake ([a-z-]+)", line)}
    assert named <= known


@EACH
def test_addresses_exist(path: Path) -> None:
    pages = {"/", *(f"/{each.stem}" for each in (ROOT / "pages").glob("*.py"))}
    source = "".join(each.read_text(encoding="utf-8") for each in ROOT.glob("multivector/**/*.py"))
    routes = application.routes("")
    for line in code(path):
        if not re.fullmatch(r"/[a-z][\w./-]*(\?\S+)?", line) or line.startswith("/_stcore/"):
            continue
        address, _, query = line.partition("?")
        scope = {"type": "http", "path": address, "root_path": "", "method": "GET"}
        is_route = any(route.matches(scope)[0] is Match.FULL for route in routes)
        assert address in pages or is_route, f"nothing stands at {line}"
        for key in re.findall(r"(?:^|&)([a-z]+)=", query):
            assert f'"{key}"' in source, f"no page reads {key}"


@EACH
def test_links_lead_to_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text):
        assert (path.parent / target).exists(), f"{target} does not exist"


@EACH
def test_files_of_the_repository_that_are_named_exist(path: Path) -> None:
    tops = "|".join(("multivector", "scripts", "tests", "docs", "data", "examples", "pages"))
    for named in re.findall(rf"`((?:{tops})/[\w./-]+)`", path.read_text(encoding="utf-8")):
        assert (ROOT / named).exists(), f"{named} does not exist"


def test_the_user_guide_calls_things_as_the_pages_do() -> None:
    guide = (ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8")
    with (ROOT / "multivector" / "locales" / "messages.pot").open("rb") as file:
        said = {str(message.id).casefold() for message in read_po(file)}
    said |= {mark.lstrip("✓◐↑↓✗≈?–· ") for mark in said}
    names = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", re.sub(r"\n\s+(?=\w)", " ", guide))
    assert len(names) > 10
    assert [name for name in names if name.casefold() not in said] == []


def test_pictures_are_shown_and_small() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    pictures = list((ROOT / "docs" / "pictures").iterdir())
    assert pictures
    for picture in pictures:
        assert picture.name in shown
        assert picture.stat().st_size < LARGEST_PICTURE


def test_pages_made_from_the_program_are_fresh() -> None:
    assert write_docs.stale() == []
