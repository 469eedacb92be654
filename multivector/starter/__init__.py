"""A small sound collection to start from, for whichever country.

Its files lie in ``files`` beside this module, with ``$names`` to fill in. What countries are called
comes from the Unicode CLDR, and so does whether a code is one country or a group of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, get_args

import yaml
from babel.core import get_global

from multivector.model import PARTNER_CODE, Language
from multivector.words import Words

HERE = Path(__file__).parent
FILES = HERE / "files"
YEARS_BACK = 10


class NotStarted(ValueError):  # noqa: N818 - says what is wrong
    """The collection cannot be started as asked; the message says why."""


def start_collection(folder: Path, focus: str, vectors: Sequence[str] | None, today: date) -> None:
    """Writes a sound collection about the country ``focus`` and the partners it balances between.

    Without ``vectors`` a neutral few are taken. Raises NotStarted, before anything is written, if
    the codes will not do or the folder is not empty, and OSError if it cannot be written.
    """
    chosen = tuple(dict.fromkeys(vectors or _default_vectors(focus)))
    for fault in _faults(folder, focus, chosen):
        raise NotStarted(fault)
    values = _values(folder, focus, chosen, today)
    for template in sorted(path for path in FILES.rglob("*") if path.is_file()):
        made = folder / template.relative_to(FILES)
        made.parent.mkdir(parents=True, exist_ok=True)
        text = Template(template.read_text(encoding="utf-8")).substitute(values)
        made.write_text(text, encoding="utf-8")


def _faults(folder: Path, focus: str, vectors: Sequence[str]) -> Iterator[str]:
    """What stands against starting it."""
    if not _is_country(focus):
        yield f"{focus} is no country's ISO 3166 code of two letters"
    for code in vectors:
        if not re.fullmatch(PARTNER_CODE, code):
            yield f"{code} is no partner's code: two to eight letters and digits"
    if focus in vectors:
        yield f"{focus} is the country itself and cannot be among its partners"
    if len(vectors) < 2:
        yield "a country balances between two partners or more"
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        yield f"{folder} is not empty; name a new folder"


def _default_vectors(focus: str) -> list[str]:
    return [code for code in _defaults()["vectors"] if code != focus]


def _is_country(code: str) -> bool:
    """Whether the code is that of one country, not of a group of them or of nothing."""
    return code in get_global("territory_languages") and Words().country(code) is not None


@cache
def _defaults() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((HERE / "defaults.yaml").read_text(encoding="utf-8"))
    return found


def _values(folder: Path, focus: str, vectors: Sequence[str], today: date) -> dict[str, str]:
    """What is filled in for each ``$name`` of the files."""
    names = {f"name_{code}": Words(code).country(focus) or focus for code in get_args(Language)}
    three = ", ".join(vectors[:3])
    return {
        **names,
        "folder": str(folder),
        "focus": focus,
        "office": f"{focus.lower()}-office",
        "vectors": ", ".join(vectors),
        "ternary": f"ternary: [{three}]" if len(vectors) > 2 else "# ternary: []",
        "partner": vectors[0],
        "partners": "\n".join(_partner(code, i) for i, code in enumerate(vectors)),
        "today": today.isoformat(),
        "month": today.isoformat()[:7],
        "version": f"{today.year}.{today.month}.0",
        "year": str(today.year),
        "first_year": str(today.year - YEARS_BACK),
    }


def _partner(code: str, position: int) -> str:
    """A vector's record; a group of countries waits for its members and, if need be, its name."""
    looks = _defaults()["looks"]
    look = looks[position] if position < len(looks) else {}
    lines = [
        f"- id: {code}",
        f"  kind: {'country' if _is_country(code) else 'bloc'}",
        *([] if Words().country(code) else [f"  name: {{en: {code}}}  # write its name"]),
        *([f'  colour: "{look["colour"]}"', f"  marker: {look['marker']}"] if look else []),
        *([] if _is_country(code) else ['  members: []  # - {id: XX, since: "1995"}']),
    ]
    return "\n".join(lines)
