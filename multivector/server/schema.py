"""The description of the machine access (OpenAPI 3.1), taken from the tables themselves.

The type of a field is that of its column, its meaning what the data dictionary says of it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from multivector.analysis.dictionary import data_dictionary
from multivector.analysis.exports import EXPORTS
from multivector.analysis.rows import LANGUAGES
from multivector.server.views import PART, VIEWS
from multivector.ui import address, frame
from multivector.ui.cache import Collection
from multivector.version import VERSION

Schema = dict[str, Any]

RECORD_OF: Mapping[str, str] = MappingProxyType(
    {
        "partners": "partner",
        "domains": "domain",
        "indicators": "indicator",
        "sources": "source",
        "articles": "article",
        "claims": "claim",
        "events": "event",
        "timeline": "event",
        "observations": "observation",
        "latest": "observation",
        "history": "observation",
        "counts": "observation",
        "deals": "deal",
    }
)
"""The record of the data dictionary that the rows of a table stand for."""

_ORIGIN = (
    "data_version", "data_digest", "released", "licence", "licence_url", "author",
)  # fmt: skip
_PARAMETERS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "partners": (
            ("indicator", "The indicator; by default the first with figures."),
            ("reporter", "Who counted; by default the focus country's own count."),
            ("year", "The year compared; by default the latest that two sides have counted."),
        ),
        "timeline": (),
        "balance": (
            ("domain", "The domain; by default the first that is measured."),
            ("cut", "bloc for blocs as one, member for members apart."),
            ("year", "The year in focus; by default the latest that is known well."),
            ("reporter", "Whose count: see the page's controls for the codes."),
            ("credit", "Who is credited with figures of members; see the page's controls."),
            ("asof", "Only what was known by this date (EDTF)."),
            ("w", "Weight of a domain as domain:factor; may be given several times."),
            ("whatif", "Id of a supposition; it changes no part given here."),
            ("alike", "How alike members of a bloc are, in per cent; changes no part given here."),
        ),
        "claims": (
            ("find", "Words to search by; spelling and script do not matter."),
            ("article", "Id of an article."),
            ("verdict", "The verdict on the claim's figure."),
            ("domain", "The domain."),
            ("kind", "The kind of claim."),
            ("side", "The publisher's side."),
            ("speaker", "Who is quoted."),
        ),
    }
)
"""What each view may be asked, beside partners, years and language."""


def description(current: Collection) -> Schema:
    """The whole description; the servers are for the asker's address to say."""
    focus = current.library.focus
    meanings = _meanings()
    paths: Schema = {}
    schemas: Schema = {"error": _ERROR}
    for name, make in EXPORTS.items():
        schemas[f"{name}-row"] = _row(make(current.library), name, meanings)
        paths |= _paths(f"/tables/{name}", f"The table {name}, whole.", (), f"{name}-table")
        schemas[f"{name}-table"] = _answer("rows", _list(f"{name}-row"), "table")
    for name, parts in _parts().items():
        for part, rows in parts.items():
            schemas[f"{name}-{part}-row"] = _row(rows, part, meanings)
        lists = {part: _list(f"{name}-{part}-row") for part in parts}
        schemas[f"{name}-view"] = _answer("parts", _object(lists), "view", "receipt", "page")
        about = f"What the page {name} shows for the same parameters."
        paths |= _paths(f"/view/{name}", about, _asked(name, list(parts)), f"{name}-view")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": focus.title["en"],
            "version": VERSION,
            "description": "Read-only. Missing is null, never zero.",
            "license": {"name": focus.licence, "identifier": focus.licence},
        },
        "paths": {**_STATUS, **paths},
        "components": {"schemas": schemas},
    }


def _parts() -> dict[str, Mapping[str, pd.DataFrame]]:
    """The parts of each view as it is without parameters."""
    found = {}
    for name, parts in VIEWS.items():
        with address.given(address.Request(f"/{name}", {})):
            here = frame.undrawn(name)
            assert here is not None
            found[name] = parts(here)
    return found


def _meanings() -> dict[tuple[str, str], str]:
    return {
        (row["record"], row["field"].replace("-", "_").lower()): row["meaning"]
        for row in data_dictionary().to_dict("records")
    }


def _row(rows: pd.DataFrame, name: str, meanings: Mapping[tuple[str, str], str]) -> Schema:
    record = RECORD_OF.get(name, "")
    fields = {}
    for column in rows.columns:
        bare, _, language = str(column).rpartition("_")
        field = bare if language in LANGUAGES else str(column)
        meaning = meanings.get((record, field)) or meanings.get(("figure", field), "")
        fields[str(column)] = {
            **_type(rows[column].dtype),
            **({"description": meaning} if meaning else {}),
        }
    return _object(fields)


def _type(kind: Any) -> Schema:
    if pd.api.types.is_bool_dtype(kind):
        return {"type": "boolean"}
    if pd.api.types.is_datetime64_any_dtype(kind):
        return {"type": ["string", "null"], "format": "date"}
    if pd.api.types.is_integer_dtype(kind):
        return {"type": ["integer", "null"]}
    if pd.api.types.is_numeric_dtype(kind):
        return {"type": ["number", "null"]}
    return {"type": ["string", "null"]}


def _object(fields: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(fields), "required": list(fields)}


def _list(schema: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}


def _answer(content: str, schema: Schema, *texts: str) -> Schema:
    return _object({**{key: {"type": "string"} for key in (*texts, *_ORIGIN)}, content: schema})


def _asked(view: str, parts: list[str]) -> tuple[Schema, ...]:
    several = {"type": "array", "items": {"type": "string"}}
    texts = (
        ("lang", "Language of names."),
        ("from", "First year."),
        ("to", "Last year."),
        *_PARAMETERS[view],
    )
    return (
        _parameter("partner", "Code of a partner; may be given several times.", several),
        *(_parameter(key, about, {"type": "string"}) for key, about in texts),
        _parameter(PART, "For CSV: which part.", {"type": "string", "enum": parts}),
    )


def _parameter(key: str, about: str, schema: Schema) -> Schema:
    return {"name": key, "in": "query", "description": about, "schema": schema}


def _paths(path: str, about: str, parameters: tuple[Schema, ...], schema: str) -> Schema:
    json = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {
        f"{path}.json": _get(about, json, parameters),
        f"{path}.csv": _get(about, {"text/csv": {"schema": {"type": "string"}}}, parameters),
    }


def _get(about: str, content: Schema, parameters: tuple[Schema, ...] = ()) -> Schema:
    refused = {"application/json": {"schema": {"$ref": "#/components/schemas/error"}}}
    return {
        "get": {
            "summary": about,
            "parameters": list(parameters),
            "responses": {
                "200": {"description": "What was asked for, with an ETag.", "content": content},
                "304": {"description": "Unchanged since the ETag given in If-None-Match."},
                "default": {"description": "Why there is no answer.", "content": refused},
            },
        }
    }


_ERROR = _object(
    {
        "error": {
            "type": "object",
            "properties": {key: {"type": "string"} for key in ("code", "message", "parameter")},
            "required": ["code", "message"],
        }
    }
)
_ANY = {"application/json": {"schema": {"type": "object"}}}
_STATUS: Schema = {
    "/": _get("What there is.", _ANY),
    "/health": _get("Whether the server has a collection to serve.", _ANY),
    "/ready": _get("Whether new readers may be sent to the server.", _ANY),
    "/version": _get("Version of the program and of the data.", _ANY),
}
