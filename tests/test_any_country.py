"""Nothing about a particular country stands in code: whatever it is about is in the collection."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale

from multivector import model
from multivector.library.collection import Library
from multivector.library.load import load_library

ROOT = Path(__file__).resolve().parents[1]
COLLECTIONS = [ROOT / "data", *sorted((ROOT / "examples").glob("*/"))]
CODE = [*ROOT.glob("multivector/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]
TEXTS = [
    *CODE,
    *ROOT.glob("multivector/**/*.css"),
    *ROOT.glob("multivector/locales/**/*.po*"),
    *ROOT.glob("multivector/starter/files/**/*.*"),
    *ROOT.glob("static/*.svg"),
    *ROOT.glob(".streamlit/*.toml"),
]
LANGUAGES = get_args(model.Language)
# The beginnings of what people, languages and adjectives of the focus countries are called.
STEMS = ("kazakh", "kasach", "казах", "қазақ", "qazaq", "uzbek", "usbek", "узбек", "өзбек")


@pytest.fixture(scope="module", params=COLLECTIONS, ids=lambda path: path.name)
def library(request: pytest.FixtureRequest) -> Library:
    loaded = load_library(request.param).library
    assert loaded is not None
    return loaded


def literals() -> Iterator[tuple[str, int, str]]:
    """Every text that stands in the code by itself, with its place."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.relative_to(ROOT).as_posix(), node.lineno, node.value


def words_of_the_model() -> set[str]:
    """Fields and the values of closed lists: the software knows these, whatever the country."""
    closed = (value for each in vars(model).values() for value in get_args(each))
    records = [each for each in vars(model).values() if isinstance(each, type)]
    fields = {name for each in records for name in getattr(each, "model_fields", ())}
    return fields | {value for value in closed if isinstance(value, str)}


def names(library: Library) -> set[str]:
    """What the partners are called in all languages, but for the total of them."""
    found: set[str] = set()
    for partner in library.partners.values():
        if partner.kind != "total":
            found |= {*(partner.name or {}).values(), *(partner.short or {}).values()}
            found |= set(partner.aliases)
            territories = [Locale.parse(code).territories for code in LANGUAGES]
            found |= {str(each[partner.id]) for each in territories if partner.id in each}
    return {each for each in found if len(each) > 3}


def test_no_code_refers_to_a_record_of_a_collection(library: Library) -> None:
    kinds = (
        library.partners, library.domains, library.indicators, library.caveats, library.reporters,
        library.sources, library.instruments, library.annotations,
        library.articles, library.series, library.events, library.deals,
    )  # fmt: skip
    # Units such as days are words of their own; those such as usd-bn are not.
    units = {id for id in library.units if "-" in id}
    ids = {id for kind in kinds for id in kind} | units
    ids -= words_of_the_model()
    assert len(ids) > 100
    assert [place for place in literals() if place[2] in ids] == []


def test_no_code_names_a_partner_in_any_language(library: Library) -> None:
    known = names(library)
    assert {"China", "Russland", "Франция", "Түркия"} <= known
    # A stem and a short ending, so that cases are found as well: Китая, Chinas.
    stems = [re.escape(each[:-1] if len(each) > 4 else each) for each in known]
    named = re.compile(rf"(?<!\w)(?:{'|'.join(stems)})\w{{0,3}}(?!\w)")
    found = [
        (path.relative_to(ROOT).as_posix(), number, match[0])
        for path in TEXTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in named.finditer(line)
    ]
    assert found == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_code_speaks_of_a_focus_country(path: Path) -> None:
    text = path.read_text(encoding="utf-8").casefold()
    assert [stem for stem in STEMS if stem in text] == []


def test_no_code_holds_the_colour_of_a_partner(library: Library) -> None:
    colours = {each.colour.casefold() for each in library.partners.values() if each.colour}
    text = "".join(path.read_text(encoding="utf-8") for path in CODE).casefold()
    assert [colour for colour in colours if colour in text] == []
