"""The collection as a whole: every sound record by its id, read-only."""

import contextlib
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from multivector.library.files import LARGEST, leads_out
from multivector.library.history import HISTORY
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
    Record,
    Reporter,
    Scenario,
    Series,
    Source,
    Unit,
    VerificationLimits,
    Weighting,
)

KIND_NAMES: Mapping[type[Record], str] = {
    Focus: "focus",
    Partner: "partner",
    Domain: "domain",
    Indicator: "indicator",
    Unit: "unit",
    Caveat: "caveat",
    Reporter: "reporter",
    Source: "source",
    Instrument: "instrument",
    Annotation: "annotation",
    Article: "article",
    Claim: "claim",
    Series: "series",
    Event: "event",
    Deal: "deal",
    Observation: "observation",
    Weighting: "weighting",
    Scenario: "scenario",
    VerificationLimits: "verification",
}
"""What each kind of record is called in messages and in Library.places."""


class Place(NamedTuple):
    """Where a record is written down."""

    file: str
    """Path within the collection's folder, with forward slashes."""
    line: int
    """Line it starts in, from 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """Every sound record of a collection. All mappings are read-only and in file order."""

    focus: Focus
    partners: Mapping[str, Partner]
    domains: Mapping[str, Domain]
    indicators: Mapping[str, Indicator]
    units: Mapping[str, Unit]
    caveats: Mapping[str, Caveat]
    reporters: Mapping[str, Reporter]
    sources: Mapping[str, Source]
    instruments: Mapping[str, Instrument]
    annotations: Mapping[str, Annotation]
    articles: Mapping[str, Article]
    claims: Mapping[str, Claim]
    """The claims of all articles, article after article, in reading order."""
    series: Mapping[str, Series]
    events: Mapping[str, Event]
    """The events of all series, series after series."""
    deals: Mapping[str, Deal]
    observations: tuple[Observation, ...]
    verification: VerificationLimits
    places: Mapping[tuple[str, str], Place]
    """Where a record stands, by its kind (a value of KIND_NAMES) and id; see observation_id."""
    series_of: Mapping[str, str]
    """Id of the series, by the id of the event."""
    article_of: Mapping[str, str]
    """Id of the article, by the id of the claim."""
    digest: str
    """Version of the data: see folder_digest."""
    weightings: Mapping[str, Weighting] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)


def observation_id(observation: Observation) -> str:
    """The key of an observation as one text: indicator|subject|partner|period|unit|reporter."""
    return "|".join(
        (
            observation.indicator,
            observation.subject,
            observation.partner,
            observation.period,
            observation.unit,
            observation.reporter,
        )
    )


def folder_digest(folder: Path) -> str:
    """Twelve hexadecimal digits that change whenever a file of the folder or its name does.

    SHA-256 over the sorted relative paths and contents of all files a load may read. What cannot
    be read counts with its name alone. Much faster than a load, so fit to be the key of a cache.
    """
    total = hashlib.sha256()
    for file in collection_files(folder):
        content = _content(folder, folder / file)
        name = file.as_posix().encode("utf-8", "surrogateescape")
        total.update(b"%d:%b%d:" % (len(name), name, len(content)))
        total.update(content)
    return total.hexdigest()[:12]


def collection_files(folder: Path) -> list[Path]:
    """The paths, relative to the folder and sorted, of its files and those one folder below.

    Hidden ones and the records of earlier versions are left out. Folders further down and links to
    folders are not entered but given as they are, so that they can be told to the curator. Raises
    OSError for the folder itself.
    """
    found: list[Path] = []
    for item in _items(folder):
        below = Path(item.name)
        if item.name == HISTORY:
            continue
        if item.is_dir(follow_symlinks=False):
            with contextlib.suppress(OSError):
                found.extend(below / inner.name for inner in _items(folder / below))
        else:
            found.append(below)
    return sorted(found)


def _items(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as items:
        return [item for item in items if not item.name.startswith(".")]


def _content(folder: Path, path: Path) -> bytes:
    try:
        if leads_out(folder, path) or not path.is_file() or path.stat().st_size > LARGEST:
            return b""
        return path.read_bytes()
    except OSError:
        return b""
