"""Data flows one way: each floor of the house imports only from the floors below it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# What each part may import from the package; parts not named may not be imported by it.
ALLOWED = {
    "periods": set(),
    "model": {"periods"},
    "library": {"model", "periods", "library"},
    "analysis": {"model", "periods", "library", "analysis"},
    "receipt": set(),
    "corrections": set(),
    "citations": {"model", "periods", "receipt"},
    "references": {"model", "library"},
    "words": {"model", "periods"},
    "search": set(),
    "starter": {"model", "words"},
    "charts": {"model", "periods", "library", "analysis", "words", "charts"},
    "findings": {"model", "periods", "library", "analysis", "receipt", "words", "findings"},
    "calendars": {"periods"},
    "version": set(),
    "server": {"library", "analysis", "charts", "receipt", "ui", "version", "words", "server"},
    "ui": {
        "model",
        "periods",
        "library",
        "analysis",
        "words",
        "search",
        "charts",
        "findings",
        "receipt",
        "citations",
        "corrections",
        "calendars",
        "references",
        "ui",
    },
    "release": {
        "library",
        "analysis",
        "words",
        "charts",
        "findings",
        "citations",
        "ui",
        "release",
    },
    "commands": {
        "release",
        "model",
        "periods",
        "library",
        "analysis",
        "receipt",
        "starter",
        "words",
        "commands",
    },
    "__main__": {"commands"},
    "__init__": set(),
}
MAY_IMPORT_STREAMLIT = ("multivector/ui/", "pages/", "app.py")
WITHOUT_PLOTLY = ("multivector/library/", "multivector/analysis/", "multivector/words.py")


def modules() -> list[Path]:
    found = [*ROOT.glob("multivector/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]
    return sorted(path.relative_to(ROOT) for path in found)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=str)
def test_streamlit_is_imported_only_by_the_interface(path: Path) -> None:
    uses = any(name.split(".")[0] == "streamlit" for name in imported(path))
    assert not uses or path.as_posix().startswith(MAY_IMPORT_STREAMLIT)


@pytest.mark.parametrize("path", modules(), ids=str)
def test_each_part_imports_only_from_parts_below(path: Path) -> None:
    if path.parts[0] != "multivector":
        return
    part = path.with_suffix("").parts[1]
    names = {name.split(".")[1] for name in imported(path) if name.startswith("multivector.")}
    assert names <= ALLOWED[part] | {part}


@pytest.mark.parametrize("path", modules(), ids=str)
def test_numbers_are_made_without_pictures(path: Path) -> None:
    uses = any(name.split(".")[0] == "plotly" for name in imported(path))
    assert not uses or not path.as_posix().startswith(WITHOUT_PLOTLY)


def test_every_part_of_the_package_has_its_place() -> None:
    parts = {path.with_suffix("").parts[1] for path in modules() if path.parts[0] == "multivector"}
    assert parts <= set(ALLOWED)
