"""The collection as a whole: every sound record by its id, read-only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from multivector.library.articles import Claims
from multivector.library.observations import Observations, Place
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


class Places(Mapping[tuple[str, str], Place]):
    """Where each record stands, by its kind (a value of KIND_NAMES) and id."""

    def __init__(self, others: Mapping[str, Mapping[str, Place]], figures: Observations) -> None:
        """The figures, and the places of all other records by kind and id."""
        self._others, self._figures = others, figures

    def __getitem__(self, key: tuple[str, str]) -> Place:
        kind, record_id = key
        if kind == KIND_NAMES[Observation]:
            return self._figures.place(self._figures.ids[record_id])
        return self._others[kind][record_id]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for kind, places in self._others.items():
            yield from ((kind, each) for each in places)
        yield from ((KIND_NAMES[Observation], each) for each in self._figures.ids)

    def __len__(self) -> int:
        return sum(map(len, self._others.values())) + len(self._figures)


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
    observations: Observations
    verification: VerificationLimits
    places: Mapping[tuple[str, str], Place]
    """See Places; the ids of figures are made by observation_id."""
    series_of: Mapping[str, str]
    """Id of the series, by the id of the event."""
    article_of: Mapping[str, str]
    """Id of the article, by the id of the claim."""
    digest: str
    """Version of the data: see contents.Contents."""
    weightings: Mapping[str, Weighting] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    proper_names: Mapping[str, ProperName] = field(default_factory=dict)
    """By the name in English."""
    tour: Mapping[str, TourStep] = field(default_factory=dict)
    """The steps of a reading for newcomers, in order; none if the collection offers none."""

    @property
    def partners_of_claims(self) -> frozenset[str]:
        """All partners that claims are about."""
        if isinstance(self.claims, Claims):
            return self.claims.partners
        return frozenset(code for claim in self.claims.values() for code in claim.partners)

    @property
    def events_of_claims(self) -> Iterator[tuple[str, str]]:
        """Of each claim that belongs to an event the event and the claim's domain."""
        if isinstance(self.claims, Claims):
            return self.claims.events
        return ((each.event, each.domain) for each in self.claims.values() if each.event)
