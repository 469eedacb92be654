"""The data dictionary: what each field of each record means, taken from the records themselves."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from multivector.analysis.rows import table
from multivector.model import Record

RECORDS: tuple[type[Record], ...] = tuple(Record.__subclasses__())
"""All kinds of records, in the order of the model."""


def data_dictionary() -> pd.DataFrame:
    """One row a field: record, field (as written in files), required, meaning, allowed values."""
    return table(
        [row for record in RECORDS for row in _fields(record)],
        "record field required:flag meaning allowed",
    )


def name_of(record: type[Record]) -> str:
    """How a kind of record is called: in lower case, words apart by hyphens."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", record.__name__).lower()


def _fields(record: type[Record]) -> Iterator[dict[str, Any]]:
    schema = record.model_json_schema()
    required = set(schema.get("required", ()))
    for name, field in schema["properties"].items():
        yield {
            "record": name_of(record),
            "field": name,
            "required": name in required,
            "meaning": field.get("description", ""),
            "allowed": "; ".join(str(each) for each in _closed_list(field)),
        }


def _closed_list(field: dict[str, Any]) -> list[Any]:
    choices = [field, *field.get("anyOf", ())]
    return [value for each in choices for value in each.get("enum", ())]
