"""JSON Schema of each kind of file, for editors that complete and underline as one types.

Made from the model, with the ids of a collection to choose from. Editors see less than the check:
rules across fields and records are not part of a schema.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from multivector.library.collection import KIND_NAMES
from multivector.library.fields import fields_of, is_text, languages, record_in
from multivector.library.layout import FILES, FOLDERS, Layout, Listed, Table
from multivector.library.references import NO_SIDE, REFERS, REFERS_IN_PART
from multivector.library.vocabulary import Choices
from multivector.model import Article, Claim, Deal, Event, Record, Source

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
GROWING = frozenset({Article, Claim, Deal, Event, Source})
"""Kinds of which new ones are named all the time: their ids are offered, not insisted on."""


def schemas(choices: Choices) -> Mapping[str, Schema]:
    """The schema of each kind of YAML file, by the name of the file or of its folder."""
    layouts: dict[str, Layout] = {name.removesuffix(".yaml"): FILES[name] for name in FILES}
    layouts |= {folder: layout for (folder, _), layout in FOLDERS.items()}
    return {
        name: _schema(layout, choices)
        for name, layout in layouts.items()
        if not isinstance(layout, Table)
    }


def _schema(layout: Layout, choices: Choices) -> Schema:
    made = layout.kind.model_json_schema(by_alias=True)
    records = {layout.kind.__name__: layout.kind, **dict(_records_within(layout.kind))}
    definitions: Schema = made.pop("$defs", {})
    definitions[layout.kind.__name__] = made
    for name, definition in definitions.items():
        _teach(definition, records[name], choices)
    used = {kind for model in records.values() for kind in _references(model).values()}
    definitions |= {_ids_of(kind): _ids(kind, choices) for kind in used if choices.get(kind)}
    whole: Schema = {"$ref": f"#/$defs/{layout.kind.__name__}"}
    if isinstance(layout, Listed):
        whole = {"type": "array", "items": whole}
    return {"$schema": DIALECT, **whole, "$defs": dict(sorted(definitions.items()))}


def _records_within(model: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    for field in model.model_fields.values():
        if inner := record_in(field.annotation):
            yield inner.__name__, inner
            yield from _records_within(inner)


def _references(model: type[Record]) -> Mapping[str, type[Record]]:
    return {**REFERS.get(model, {}), **REFERS_IN_PART.get(model, {})}


def _teach(definition: Schema, model: type[Record], choices: Choices) -> None:
    """Adds to what pydantic knows of a record: languages, ids, and no noise."""
    definition.pop("title", None)
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    for key, schema in definition["properties"].items():
        schema.pop("title", None)
        if schema.get("default", ...) is None:
            del schema["default"]
        if is_text(fields_of(model)[key].annotation):
            _name_languages(schema)
        kind = _references(model).get(names[key])
        if kind is not None and choices.get(kind):
            _name_ids(schema, kind, may_be_no_side=key == "side")


def _name_languages(schema: Schema) -> None:
    for part in (schema, *schema.get("anyOf", ())):
        if part.get("type") == "object":
            text = part.pop("additionalProperties")
            part.pop("propertyNames")
            part["properties"] = {language: dict(text) for language in languages()}
            part |= {"required": ["en"], "additionalProperties": False}


def _name_ids(schema: Schema, kind: type[Record], *, may_be_no_side: bool) -> None:
    for part in (schema, *schema.get("anyOf", ())):
        place = part["items"] if part.get("type") == "array" else part
        if place.get("type") == "string":
            for known in ("type", "pattern", "minLength"):
                place.pop(known, None)
            ids: Schema = {"$ref": f"#/$defs/{_ids_of(kind)}"}
            place |= {"anyOf": [ids, {"const": NO_SIDE}]} if may_be_no_side else ids


def _ids_of(kind: type[Record]) -> str:
    return f"{KIND_NAMES[kind]}-id"


def _ids(kind: type[Record], choices: Choices) -> Schema:
    known: Schema = {"type": "string", "enum": sorted(choices[kind])}
    return {"anyOf": [known, {"type": "string"}]} if kind in GROWING else known
