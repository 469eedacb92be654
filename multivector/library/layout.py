"""Which file of a collection holds what."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, get_args, get_origin

from multivector.library.rows import Column
from multivector.model import (
    Annotation,
    Article,
    Caveat,
    Claim,
    Deal,
    Domain,
    Event,
    Focus,
    Indicator,
    Instrument,
    Observation,
    Partner,
    ProperName,
    Record,
    Reporter,
    Scenario,
    Series,
    Source,
    TourStep,
    Unit,
    VerificationLimits,
    Weighting,
)


class Single(NamedTuple):
    """A file with one record."""

    kind: type[Record]
    named: bool
    """Whether the file's name is the record's id."""


class Listed(NamedTuple):
    """A file with a list of records of one kind."""

    kind: type[Record]


class Container(NamedTuple):
    """A file with one record that contains a list of others, which stand or fall singly."""

    kind: type[Record]
    key: str
    """The field of the record that holds the others."""
    content: type[Record]


class Table(NamedTuple):
    """A CSV file with one record a row."""

    kind: type[Record]
    columns: Mapping[str, Column]


Layout = Single | Listed | Container | Table


def layout_of(file: Path) -> Layout | None:
    """What the file, by its path in the folder of a collection, holds; None if nothing."""
    return FILES.get(file.as_posix()) or FOLDERS.get((file.parent.as_posix(), file.suffix))


def _column(name: str) -> Column:
    field = Observation.model_fields[name]
    if get_origin(field.annotation) is tuple:
        return Column("list", field.is_required())
    is_number = float in get_args(field.annotation)
    return Column("number" if is_number else "text", field.is_required())


FILES: Mapping[str, Layout] = MappingProxyType(
    {
        "focus.yaml": Single(Focus, named=False),
        "verification.yaml": Single(VerificationLimits, named=False),
        "partners.yaml": Listed(Partner),
        "domains.yaml": Listed(Domain),
        "indicators.yaml": Listed(Indicator),
        "units.yaml": Listed(Unit),
        "caveats.yaml": Listed(Caveat),
        "reporters.yaml": Listed(Reporter),
        "instruments.yaml": Listed(Instrument),
        "annotations.yaml": Listed(Annotation),
        "weightings.yaml": Listed(Weighting),
        "scenarios.yaml": Listed(Scenario),
        "names.yaml": Listed(ProperName),
        "tour.yaml": Listed(TourStep),
    }
)
"""What the files in the folder itself hold."""

NEEDED = (
    "focus.yaml",
    "verification.yaml",
    "partners.yaml",
    "domains.yaml",
    "indicators.yaml",
    "units.yaml",
    "reporters.yaml",
)
"""The files every collection needs."""

FOLDERS: Mapping[tuple[str, str], Layout] = MappingProxyType(
    {
        ("sources", ".yaml"): Listed(Source),
        ("articles", ".yaml"): Container(Article, "claims", Claim),
        ("events", ".yaml"): Container(Series, "events", Event),
        ("deals", ".yaml"): Single(Deal, named=True),
        ("observations", ".csv"): Table(
            Observation, {name: _column(name) for name in Observation.model_fields}
        ),
    }
)
"""What the files in each folder below hold, by the folder and the ending of the name."""
