"""The bibliography in other formats: read back by programs that had no part in writing it."""

import json
import re
import warnings
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from pybtex.database import BibliographyData, parse_string
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from multivector.citations import bibtex, csl_json, ris
from multivector.library.load import load_library
from multivector.model import Source
from multivector.references import method_references
from tests.hostile import MARKS
from tests.makers import make_source

# Named signs of LaTeX that the reading library lacks, or has as a sign that only looks alike.
SIGNS = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textless": "<",
    "textgreater": ">",
    "textasciicircum": "^",
}
ROOT = Path(__file__).resolve().parents[1]
HOSTILE = (
    r"Costs $5 & 10% of #1_a ~ b^2",
    r"{balanced} and }unbalanced{{",
    r"back\slash \textbf{x} \input{/etc/passwd} \\",
    "<script>alert('1')</script> \"quoted\"",
    "@article{x, title={y}}",
    "line\nER  - \nTY  - JOUR",
    "Ұлттық банк: Außenpolitik – 上海 😀",
    "%",
    *MARKS,
)


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    library = load_library(ROOT / "data").library
    assert library is not None
    return list(library.sources.values())


def read_bibtex(content: bytes) -> BibliographyData:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return parse_string(content.decode(), "bibtex")


def decoded(latex: str) -> str:
    known = get_default_latex_context_db()
    specs = [MacroTextSpec(name, sign) for name, sign in SIGNS.items()]
    known.add_context_category("signs", prepend=True, macros=specs)
    return str(LatexNodes2Text(latex_context=known, keep_comments=True).latex_to_text(latex))


def read_ris(content: bytes) -> list[dict[str, list[str]]]:
    """By the letter of the format: two-sign tags, CRLF, TY first and ER last."""
    records: list[dict[str, list[str]]] = []
    for line in content.decode().split("\r\n"):
        if not line:
            continue
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n]*)", line)
        assert match, line
        tag, value = match.groups()
        if tag == "TY":
            records.append({})
        assert records and "ER" not in records[-1]
        records[-1].setdefault(tag, []).append(value)
    assert all("ER" in each for each in records)
    return records


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def item(**overrides: Any) -> dict[str, Any]:
    found = json.loads(csl_json([make_source(**overrides)]))[0]
    assert isinstance(found, dict)
    return found


def test_whole_bibliography_as_bibtex(sources: list[Source]) -> None:
    read = read_bibtex(bibtex(sources))
    assert list(read.entries) == [each.id for each in sources]
    assert len(set(read.entries.lower())) == len(sources)
    for each in sources:
        entry = read.entries[each.id]
        assert decoded(entry.fields["title"]) == on_one_line(each.title)
        assert decoded(entry.fields.get("note", "")) == on_one_line(each.note or "")
        assert entry.fields.get("url") == each.url
        assert entry.fields.get("year", "") == (each.issued or "")[:4]
        assert len(entry.persons.get("author", [])) == len(each.author)


def test_bibtex_is_sound_for_its_own_library_too(sources: list[Source]) -> None:
    read = bibtexparser.parse_string(bibtex(sources).decode())
    assert not read.failed_blocks
    assert len(read.entries) == len(sources)


def test_whole_bibliography_as_ris(sources: list[Source]) -> None:
    content = ris(sources)
    read = read_ris(content)
    assert [each["ID"] for each in read] == [[each.id] for each in sources]
    assert [each["TI"] for each in read] == [[on_one_line(each.title)] for each in sources]
    assert [each.get("UR") for each in read] == [each.url and [each.url] for each in sources]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = rispy.loads(content.decode())
    assert [each["title"] for each in again] == [on_one_line(each.title) for each in sources]


def test_whole_bibliography_as_csl_json(sources: list[Source]) -> None:
    items = json.loads(csl_json(sources))
    assert [each["id"] for each in items] == [each.id for each in sources]
    assert [each["title"] for each in items] == [on_one_line(each.title) for each in sources]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = CiteProcJSON(items)
    assert set(read) == {each.id for each in sources}
    assert all(str(read[each.id].type) == each.type for each in sources)


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_survive(title: str) -> None:
    wanted = on_one_line(title)
    pair = [make_source(title=title, note=title, publisher=title), make_source(id="next")]
    read = read_bibtex(bibtex(pair))
    assert list(read.entries) == ["paper-2025", "next"]
    for field in ("title", "note", "publisher"):
        assert decoded(read.entries["paper-2025"].fields[field]) == wanted
    records = read_ris(ris(pair))
    assert [each["TI"] for each in records] == [[wanted], ["[An example]"]]
    items = json.loads(csl_json(pair))
    assert [each["title"] for each in items] == [wanted, "[An example]"]


def test_letters_of_all_alphabets_stay_as_they_are() -> None:
    title = "Ұлттық банк – Außenpolitik"
    for write in (bibtex, ris, csl_json):
        assert title in write([make_source(title=title)]).decode()


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ("2025-06-17", {"date-parts": [[2025, 6, 17]]}),
        ("2025-06", {"date-parts": [[2025, 6]]}),
        ("2025", {"date-parts": [[2025]]}),
        ("2019~", {"date-parts": [[2019]], "circa": True}),
        ("2005/2024-03", {"date-parts": [[2005], [2024, 3]]}),
        ("2024-21", {"date-parts": [[2024]], "season": 1}),
        ("201X", {"date-parts": [[2010], [2019]]}),
    ],
)
def test_dates_in_csl(issued: str, expected: dict[str, Any]) -> None:
    assert item(issued=issued)["issued"] == expected


def test_unknown_date_is_absent() -> None:
    source = make_source(issued=None)
    assert "issued" not in item(issued=None)
    assert "year" not in read_bibtex(bibtex([source])).entries["paper-2025"].fields
    assert not {"PY", "DA"} & set(read_ris(ris([source]))[0])


@pytest.mark.parametrize(
    ("issued", "in_bibtex", "in_ris"),
    [
        ("2025-06-17", ("2025", "June", "17", None), "2025/06/17/"),
        ("2025-06", ("2025", "June", None, None), "2025/06//"),
        ("2019~", ("2019", None, None, "2019~"), "2019///2019~"),
        ("2005/2024", ("2005", None, None, "2005/2024"), "2005///2005 to 2024"),
    ],
)
def test_dates_in_bibtex_and_ris(
    issued: str, in_bibtex: tuple[str | None, ...], in_ris: str
) -> None:
    source = make_source(issued=issued)
    fields = read_bibtex(bibtex([source])).entries["paper-2025"].fields
    assert tuple(fields.get(key) for key in ("year", "month", "day", "date")) == in_bibtex
    assert read_ris(ris([source]))[0]["DA"] == [in_ris]


def test_authors_are_kept_apart() -> None:
    source = make_source(
        author=[
            {"family": "Müller", "given": "Anna Maria"},
            {"family": "van Dam, Jr", "given": "Bo"},
            {"literal": "Ministry of Energy and Trade"},
        ]
    )
    persons = read_bibtex(bibtex([source])).entries["paper-2025"].persons["author"]
    assert [(" ".join(each.last_names), " ".join(each.first_names)) for each in persons] == [
        ("Müller", "Anna"),
        ("{van Dam, Jr}", "Bo"),
        ("{Ministry of Energy and Trade}", ""),
    ]
    assert persons[0].middle_names == ["Maria"]
    assert read_ris(ris([source]))[0]["AU"] == [
        "Müller, Anna Maria",
        "van Dam, Jr, Bo",
        "Ministry of Energy and Trade",
    ]


def test_all_fields_of_csl() -> None:
    found = item(
        **{"container-title": "Paper", "publisher": "House", "accessed": "2025-07-01"},
        DOI="10.1000/x_1",
        language="de",
        note="Read in a copy.",
        author=[{"family": "Müller", "given": "Anna"}],
    )
    assert found == {
        "id": "paper-2025",
        "type": "article-newspaper",
        "title": "[An example]",
        "container-title": "Paper",
        "publisher": "House",
        "author": [{"family": "Müller", "given": "Anna"}],
        "issued": {"date-parts": [[2025, 6, 17]]},
        "accessed": {"date-parts": [[2025, 7, 1]]},
        "URL": "https://example.org/a",
        "DOI": "10.1000/x_1",
        "language": "de",
        "note": "Read in a copy.",
    }


def test_no_entries_make_empty_files() -> None:
    assert json.loads(csl_json([])) == []
    assert not read_bibtex(bibtex([])).entries
    assert read_ris(ris([])) == []


def test_literature_of_the_method_parses_as_well() -> None:
    references = method_references()
    parsed = parse_string(bibtex(references).decode(), "bibtex")
    assert set(parsed.entries) == {each.id for each in references}
    assert parsed.entries["lin-1991"].fields["doi"] == "10.1109/18.61115"
    assert parsed.entries["laakso-1979"].persons["author"][1].last_names == ["Taagepera"]
