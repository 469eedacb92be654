"""JSON Schema for editors: accepts what is sound, refuses what an editor should underline."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from multivector.library.contents import contents_of
from multivector.library.layout import Table, layout_of
from multivector.library.load import load_contents
from multivector.library.reader import Read, read_yaml
from multivector.library.schemas import schemas
from multivector.library.vocabulary import choices_of
from tests.makers import FILES, make_library, write_collection

ROOT = Path(__file__).resolve().parents[2]
PAPER, PIPELINE, PRESS = "articles/paper-2025.yaml", "deals/pipeline.yaml", "sources/press.yaml"


@pytest.fixture
def made(tmp_path: Path) -> Mapping[str, dict[str, Any]]:
    return schemas(choices_of(make_library(tmp_path)))


def errors(made: Mapping[str, dict[str, Any]], file: Path, text: str) -> list[str]:
    name = file.stem if len(file.parts) == 1 else file.parts[0]
    read = read_yaml(text, file.as_posix())
    assert isinstance(read, Read)
    validator = jsonschema.Draft202012Validator(made[name])
    return [
        f"{file}: {error.json_path}: {error.message}" for error in validator.iter_errors(read.value)
    ]


@pytest.mark.parametrize("folder", ["data", "examples/uzbekistan", "small"])
def test_every_file_of_a_sound_collection_fits_its_schema(tmp_path: Path, folder: str) -> None:
    path = write_collection(tmp_path) if folder == "small" else ROOT / folder
    contents = contents_of(path)
    made = schemas(choices_of(load_contents(contents).library))
    files = [
        file
        for file in contents.files
        if (layout := layout_of(file)) and not isinstance(layout, Table)
    ]
    assert len(files) > 10
    for file in files:
        assert errors(made, file, str(contents.text(file))) == []


def test_every_schema_is_one(made: Mapping[str, dict[str, Any]]) -> None:
    assert {"focus", "partners", "articles", "events", "deals", "sources"} <= set(made)
    for schema in made.values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PIPELINE, "domain: trade", "domian: trade"),
        (PIPELINE, "domain: trade", "domain: trades"),
        (PIPELINE, "partners: [NO]", "partners: [XX]"),
        (PIPELINE, "partners: [NO]", "partners: NO"),
        (PIPELINE, "{en: Pipeline}", "{de: Pipeline}"),
        (PIPELINE, "{en: Pipeline}", "{en: Pipeline, xx: y}"),
        (PIPELINE, "{en: Pipeline}", "Pipeline"),
        (PIPELINE, "state: signed", "state: sign"),
        (PAPER, "unit: usd-bn", "unit: usd"),
        (PAPER, "value: 44", 'value: "44"'),
        (PAPER, "indicator: turnover", "indicator: turnovr"),
        (PAPER, "effect: {NO: 1, UN: 0}", "effect: {NO: 2, UN: 0}"),
        (PAPER, "    kind: plan\n", ""),
        (PRESS, "side: third", "side: XX"),
        (PRESS, "nature: independent", "nature: free"),
    ],
)
def test_a_slip_is_underlined(
    made: Mapping[str, dict[str, Any]], file: str, old: str, new: str
) -> None:
    text = FILES[file]
    assert old in text
    assert errors(made, Path(file), text) == []
    assert errors(made, Path(file), text.replace(old, new, 1)) != []


def test_ids_that_are_added_all_the_time_are_offered_but_not_insisted_on(
    made: Mapping[str, dict[str, Any]],
) -> None:
    text = FILES[PIPELINE].replace("source: paper-2025", "source: not-yet-there")
    assert errors(made, Path(PIPELINE), text) == []
    offered = made["deals"]["$defs"]["source-id"]["anyOf"][0]["enum"]
    assert offered == ["office-2025", "paper-2025"]


def test_every_field_is_explained(made: Mapping[str, dict[str, Any]]) -> None:
    for schema in made.values():
        for name, definition in schema["$defs"].items():
            for key, field in definition.get("properties", {}).items():
                assert len(field.get("description", "")) > 3, (name, key)


def test_without_a_collection_the_schemas_hold_the_form_alone() -> None:
    made = schemas({})
    text = FILES[PIPELINE].replace("domain: trade", "domain: trades")
    assert errors(made, Path(PIPELINE), text) == []
    assert errors(made, Path(PIPELINE), text.replace("trades", "Trades!")) != []
