"""Which records a record refers to, and what becomes of those that refer to nothing."""

import difflib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from multivector.library.collection import KIND_NAMES
from multivector.library.draft import Draft, Target
from multivector.library.problems import Problem, quoted
from multivector.library.reader import Steps
from multivector.library.records import Entry
from multivector.model import (
    Amount,
    Annotation,
    Article,
    Caveat,
    Claim,
    Deal,
    Domain,
    Event,
    Figure,
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
    Weighting,
)

MOST_GUESSES = 100
"""Unknown ids for which a similar one is looked up; looking among thousands takes its time."""


class Reference(NamedTuple):
    """That a record cannot stand without another."""

    kind: type[Record]
    id: str
    path: Steps
    """Where in the referring record the id is written."""

    @property
    def target(self) -> Target:
        """Kind and id of what is referred to."""
        return self.kind, self.id


def hold_back_dangling(draft: Draft) -> None:
    """Holds back each record that refers to what is not there, until no such record is left."""
    uses: defaultdict[Target, list[tuple[Entry[Any], Reference]]] = defaultdict(list)
    for entry in draft.all():
        for reference in references_of(entry.record):
            uses[reference.target].append((entry, reference))
    explain = Explainer(draft)
    gone = deque(target for target in uses if draft.get(*target) is None)
    missing = set(gone)
    while gone:
        target = gone.popleft()
        for entry, reference in uses.get(target, ()):
            if target in missing or draft.stands(entry):
                draft.problems.append(explain.problem(entry, reference))
                gone.extend(draft.hold_back(entry))


def references_of(record: Record) -> Iterator[Reference]:
    """All that the record cannot stand without."""
    return _REFERENCES.get(type(record), _none)(record)


class Explainer:
    """Words for a reference that leads nowhere, with a guess at what was meant."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known: dict[type[Record], list[str]] = {}
        self._guesses: dict[Target, str] = {}

    def problem(self, entry: Entry[Any], reference: Reference) -> Problem:
        """That the reference leads nowhere, and whether other problems are the reason."""
        kind, named = KIND_NAMES[reference.kind], quoted(reference.id)
        if reference.target in self._draft.held_back:
            message = f"the {kind} {named} is itself held back"
            return entry.problem("held-back-reference", reference.path, message, "mend it first")
        if reference.kind in self._draft.unread:
            message = f"the {kind} {named} is not there, but perhaps in what could not be read"
            return entry.problem("held-back-reference", reference.path, message, "mend that first")
        message, cure = f"there is no {kind} {named}", self._guess(reference.target)
        return entry.problem("unknown-reference", reference.path, message, cure)

    def _guess(self, target: Target) -> str:
        if target not in self._guesses:
            near = self._nearest(*target) if len(self._guesses) < MOST_GUESSES else None
            cure = f"did you mean {quoted(near)}?" if near else "add it, or refer to another"
            self._guesses[target] = cure
        return self._guesses[target]

    def _nearest(self, kind: type[Record], wanted: str) -> str | None:
        if kind not in self._known:
            self._known[kind] = [entry.id for entry in self._draft.of(kind)]
        near = difflib.get_close_matches(wanted[:80], self._known[kind], n=1)
        return near[0] if near else None


def _none(_: Record) -> Iterator[Reference]:
    yield from ()


def _each(kind: type[Record], ids: Iterable[str], key: str) -> Iterator[Reference]:
    for position, wanted in enumerate(ids):
        yield Reference(kind, wanted, (key, position))


def _one(kind: type[Record], wanted: str | None, *path: str | int) -> Iterator[Reference]:
    if wanted is not None:
        yield Reference(kind, wanted, path)


def _of_focus(focus: Focus) -> Iterator[Reference]:
    yield from _one(Partner, focus.id, "id")
    yield from _each(Partner, focus.vectors, "vectors")
    yield from _each(Partner, focus.ternary, "ternary")
    yield from _one(Reporter, focus.home_reporter, "home_reporter")


def _of_indicator(indicator: Indicator) -> Iterator[Reference]:
    yield from _one(Domain, indicator.domain, "domain")
    yield from _one(Unit, indicator.unit, "unit")
    yield from _each(Unit, indicator.other_units, "other_units")
    yield from _one(Indicator, indicator.total_of, "total_of")
    yield from _each(Caveat, indicator.caveats, "caveats")


def _of_unit(unit: Unit) -> Iterator[Reference]:
    if unit.converts:
        yield from _one(Unit, unit.converts.to, "converts", "to")
        yield from _one(Indicator, unit.converts.rate, "converts", "rate")


def _of_weighting(weighting: Weighting) -> Iterator[Reference]:
    for domain in weighting.weights:
        yield from _one(Domain, domain, "weights", domain)


def _of_scenario(scenario: Scenario) -> Iterator[Reference]:
    for position, change in enumerate(scenario.changes):
        yield from _one(Domain, change.domain, "changes", position, "domain")
        yield from _one(Indicator, change.indicator, "changes", position, "indicator")
        yield from _one(Partner, change.giver, "changes", position, "from")
        yield from _one(Partner, change.to, "changes", position, "to")


def _of_sided(record: Source | Reporter) -> Iterator[Reference]:
    if record.side != "third":
        yield from _one(Partner, record.side, "side")


def _of_instrument(instrument: Instrument) -> Iterator[Reference]:
    yield from _one(Partner, instrument.partner, "partner")
    yield from _one(Source, instrument.source, "source")


def _of_annotation(annotation: Annotation) -> Iterator[Reference]:
    yield from _each(Indicator, annotation.indicators, "indicators")
    yield from _each(Partner, annotation.partners, "partners")
    yield from _one(Source, annotation.source, "source")


def _of_article(article: Article) -> Iterator[Reference]:
    yield from _one(Source, article.source, "source")


def _of_claim(claim: Claim) -> Iterator[Reference]:
    yield from _each(Partner, claim.partners, "partners")
    yield from _one(Domain, claim.domain, "domain")
    if claim.figure:
        yield from _of_figure(claim.figure)
    yield from _one(Event, claim.event, "event")
    yield from _one(Deal, claim.deal, "deal")
    yield from _each(Claim, claim.contradicts, "contradicts")
    yield from _each(Claim, claim.supports, "supports")


def _of_figure(figure: Figure) -> Iterator[Reference]:
    yield from _one(Unit, figure.unit, "figure", "unit")
    if measured := figure.measures:
        yield from _one(Indicator, measured.indicator, "figure", "measures", "indicator")
        yield from _one(Partner, measured.subject, "figure", "measures", "subject")
        yield from _one(Partner, measured.partner, "figure", "measures", "partner")
    for position, wanted in enumerate(figure.beside):
        yield Reference(Indicator, wanted, ("figure", "beside", position))


def _of_amounts(amounts: Iterable[Amount]) -> Iterator[Reference]:
    for position, amount in enumerate(amounts):
        yield from _one(Unit, amount.unit, "amounts", position, "unit")


def _of_series(series: Series) -> Iterator[Reference]:
    yield from _each(Partner, series.partners, "partners")


def _of_event(event: Event) -> Iterator[Reference]:
    yield from _one(Partner, event.place.country, "place", "country")
    yield from _each(Partner, event.partners, "partners")
    yield from _of_amounts(event.amounts)
    yield from _each(Source, event.sources, "sources")
    yield from _each(Caveat, event.caveats, "caveats")


def _of_deal(deal: Deal) -> Iterator[Reference]:
    yield from _each(Partner, deal.partners, "partners")
    yield from _one(Domain, deal.domain, "domain")
    yield from _of_amounts(deal.amounts)
    for position, step in enumerate(deal.history):
        yield from _one(Source, step.source, "history", position, "source")


def _of_observation(observation: Observation) -> Iterator[Reference]:
    yield from _one(Indicator, observation.indicator, "indicator")
    yield from _one(Partner, observation.subject, "subject")
    yield from _one(Partner, observation.partner, "partner")
    yield from _one(Unit, observation.unit, "unit")
    yield from _one(Reporter, observation.reporter, "reporter")
    yield from _one(Source, observation.source, "source")
    yield from _each(Caveat, observation.caveats, "caveats")


# Not here, because the record can stand without them (see rules.py): the members of a partner,
# the measures of a domain and the lead article of the focus.
_REFERENCES: Mapping[type[Record], Callable[[Any], Iterator[Reference]]] = {
    Focus: _of_focus,
    Indicator: _of_indicator,
    Reporter: _of_sided,
    Source: _of_sided,
    Instrument: _of_instrument,
    Annotation: _of_annotation,
    Article: _of_article,
    Claim: _of_claim,
    Series: _of_series,
    Event: _of_event,
    Deal: _of_deal,
    Observation: _of_observation,
    Unit: _of_unit,
    Weighting: _of_weighting,
    Scenario: _of_scenario,
}
