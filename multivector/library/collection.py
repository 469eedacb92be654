"""The collection as a whole: every sound record by its id, read-only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

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
    ProperName: "proper name",
    TourStep: "step of the tour",
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
    """Version of the data: see contents.Contents."""
    weightings: Mapping[str, Weighting] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    proper_names: Mapping[str, ProperName] = field(default_factory=dict)
    tour: Mapping[str, TourStep] = field(default_factory=dict)
    """The steps of a reading for newcomers, in order; none if the collection offers none."""
    """By the name in English."""


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
