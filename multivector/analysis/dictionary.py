"""The data dictionary: what each field of each record means, taken from the records themselves."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from multivector.analysis.rows import table
from multivector.model import (
    Article,
    Claim,
    Deal,
    Domain,
    Event,
    Figure,
    Indicator,
    Instrument,
    Observation,
    Partner,
    Record,
    Reporter,
    Series,
    Source,
    Unit,
)

RECORDS: tuple[type[Record], ...] = (
    Partner, Domain, Indicator, Unit, Reporter, Source, Article, Claim, Figure, Series, Event,
    Deal, Instrument, Observation,
)  # fmt: skip


def data_dictionary() -> pd.DataFrame:
    """One row a field: record, field (as written in files), required, meaning, allowed values."""
    return table(
        [row for record in RECORDS for row in _fields(record)],
        "record field required:flag meaning allowed",
    )


def _fields(record: type[Record]) -> Iterator[dict[str, Any]]:
    schema = record.model_json_schema()
    required = set(schema.get("required", ()))
    for name, field in schema["properties"].items():
        yield {
            "record": record.__name__.lower(),
            "field": name,
            "required": name in required,
            "meaning": field.get("description", ""),
            "allowed": "; ".join(str(each) for each in _closed_list(field)),
        }


def _closed_list(field: dict[str, Any]) -> list[Any]:
    choices = [field, *field.get("anyOf", ())]
    return [value for each in choices for value in each.get("enum", ())]
