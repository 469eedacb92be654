"""The parts of Streamlit's program that every page of ours needs.

Streamlit fetches the program of a kind of element when the first such element comes, and what that
one imports after it. All of our pages have the same few kinds.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

KINDS = ("Html", "BidiComponent", "TextInput", "ButtonGroup", "Selectbox")
FOLDER = Path(str(files("streamlit") / "static"))
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


@lru_cache
def pieces() -> tuple[str, ...]:
    """Their addresses below that of the page, without those that Streamlit's page names itself."""
    found: dict[str, None] = {}
    for kind in KINDS:
        for path in (FOLDER / "static" / "js").glob(f"{kind}.*.js"):
            found |= dict.fromkeys(_with_imports(path, set()))
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    return tuple(f"static/js/{name}" for name in found if name not in page)


def _with_imports(path: Path, seen: set[str]) -> Iterator[str]:
    """The name of a script and those of all it imports as it starts."""
    if path.name in seen or not path.exists():
        return
    seen.add(path.name)
    yield path.name
    for name in _IMPORTED.findall(path.read_text(encoding="utf-8")):
        yield from _with_imports(path.with_name(name), seen)
