"""Blank records: made from the model, readable, and told apart from finished ones by the check."""

import re
from pathlib import Path

import pytest

from multivector.library import blanks
from multivector.library.canonical import canonical
from multivector.library.fields import fields_of
from multivector.library.layout import Container, layout_of
from multivector.library.load import load_library
from multivector.library.problems import Problem
from multivector.library.reader import Read, read_yaml
from multivector.library.vocabulary import choices_of
from multivector.model import Claim, Deal, Observation, Record, Source
from tests.makers import FILES, make_library, write_collection

IN_YAML = [sort for sort in blanks.SORTS if sort != "observation"]
UNFINISHED = {"missing-key", "out-of-bounds", "unknown-reference", "held-back-content"}


@pytest.mark.parametrize("sort", blanks.SORTS)
def test_a_blank_is_where_it_belongs_and_only_unfinished(tmp_path: Path, sort: blanks.Sort) -> None:
    file = blanks.file_of(sort, "x-2026")
    changed = {file: blanks.blank_file(sort, "x-2026")}
    problems = load_library(write_collection(tmp_path, changed)).problems
    assert {problem.code for problem in problems} <= UNFINISHED
    assert {problem.file for problem in problems} == {file}


@pytest.mark.parametrize("sort", IN_YAML)
def test_a_blank_names_every_field_and_what_it_means(sort: blanks.Sort) -> None:
    text = blanks.blank_file(sort, "x-2026")
    model = blanks.HOMES[sort].model
    for key, field in fields_of(model).items():
        assert f"{key}:" in text
        assert (field.description or "").split(".")[0].split(" ")[0] in text
    assert all(len(line) <= 100 for line in text.splitlines())


@pytest.mark.parametrize("sort", IN_YAML)
def test_what_sleeps_in_a_blank_wakes_without_its_mark(sort: blanks.Sort) -> None:
    text = blanks.blank_file(sort, "x-2026")
    awake = re.sub(r"^( {0,4})#: ( *(?:- )?[A-Za-z_-]+:.* #: )", r"\1\2", text, flags=re.MULTILINE)
    read = read_yaml(awake, "a.yaml")
    assert isinstance(read, Read), awake
    record = _record_of(read, sort)
    assert list(record) == list(fields_of(blanks.HOMES[sort].model))


def _record_of(read: Read, sort: blanks.Sort) -> dict[str, object]:
    layout = layout_of(Path(blanks.file_of(sort, "x-2026")))
    value = read.value[layout.key] if isinstance(layout, Container) else read.value
    return value[0] if isinstance(value, list) else value


def test_a_blank_offers_the_ids_of_the_collection(tmp_path: Path) -> None:
    choices = choices_of(make_library(tmp_path))
    meanings = dict(blanks.meanings(Claim, choices))
    assert meanings["domain"] == "The domain it is about. One of: trade, diplomacy."
    assert meanings["partners"].endswith("One of: WLD, UN, AA, CC, DD, NO, SE.")
    assert "assessment, plan." in meanings["kind"]
    assert dict(blanks.meanings(Source, choices))["side"].endswith("SE, third.")
    assert dict(blanks.meanings(Claim))["partners"].endswith("See partners.yaml.")


def test_annotations_vanish_in_canonical_form() -> None:
    text = blanks.blank_file("deal", "x-2026")
    made = canonical(text, Path("deals/x-2026.yaml"))
    assert made == (
        "id: x-2026\ntitle: {en: }\npartners: []\ndomain:\nhistory:\n"
        "  - state:\n    date:\n    source:\n"
    )


def test_a_blank_is_added_at_the_end_of_a_list() -> None:
    text = FILES["events/talks.yaml"]
    made = blanks.with_blank(text, "event", "talks-2026")
    assert made is not None
    assert made.startswith(text)
    assert blanks.ids_in(made, "event") == {"talks-2023", "talks-2024", "talks-2026"}


@pytest.mark.parametrize(
    "text",
    ["id: a\n", "events: []\n", "events: [{id: a}]\nname: {en: b}\n", "[\n", "- a\n",
     "events:\n    - id: a\n      start: 2024\n"],
)  # fmt: skip
def test_a_list_that_does_not_end_the_file_takes_no_blank(text: str) -> None:
    assert blanks.with_blank(text, "event", "x") is None


def test_a_row_is_added_for_an_observation() -> None:
    text = FILES["observations/trade.csv"]
    made = blanks.with_blank(text, "observation", "x")
    assert made is not None
    assert made.removeprefix(text).strip("\n") == "," * (len(Observation.model_fields) - 1)


@pytest.mark.parametrize("model", [Claim, Deal, Source, Observation])
def test_every_field_has_a_meaning(model: type[Record]) -> None:
    assert all(len(meaning) > 5 for _, meaning in blanks.meanings(model))


def test_the_problem_of_a_blank_says_what_is_due(tmp_path: Path) -> None:
    text = blanks.blank_file("deal", "x")
    problems = load_library(write_collection(tmp_path, {"deals/x.yaml": text})).problems
    found = {problem.path: problem for problem in problems}
    assert isinstance(found["domain"], Problem)
    assert found["domain"].message == "the key 'domain' has no value"
    assert found["domain"].cure == "give one: The domain"
    assert found["title.en"].cure == "give one: Title"
