"""Which records a record refers to, and what becomes of those that refer to nothing."""

import difflib
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from multivector.library.collection import KIND_NAMES
from multivector.library.draft import Draft, Target
from multivector.library.fields import record_in
from multivector.library.problems import Problem, quoted
from multivector.library.reader import Steps
from multivector.library.records import Entry
from multivector.model import (
    Amount,
    Annotation,
    Article,
    BalanceMeasure,
    Caveat,
    Change,
    Claim,
    Conversion,
    Deal,
    DealStep,
    Domain,
    Event,
    Figure,
    Focus,
    Indicator,
    Instrument,
    Measure,
    Membership,
    Observation,
    Partner,
    Place,
    Record,
    Reporter,
    Series,
    Source,
    Unit,
    View,
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


def references_of(record: Record, path: Steps = ()) -> Iterator[Reference]:
    """All that the record, which stands at the path, cannot stand without."""
    kinds = REFERS.get(type(record), {})
    for name, key in _ways(type(record)):
        value = getattr(record, name)
        if name in kinds:
            for wanted, steps in _ids(value):
                yield Reference(kinds[name], wanted, (*path, key, *steps))
        elif isinstance(value, Record):
            yield from references_of(value, (*path, key))
        elif isinstance(value, tuple):
            for position, inner in enumerate(value):
                yield from references_of(inner, (*path, key, position))


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


@cache
def _ways(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """Name and key of each field that refers to something, or holds a record that may."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if name in REFERS.get(model, {}) or record_in(field.annotation)
    )


def _ids(value: Any) -> Iterator[tuple[str, Steps]]:
    """The ids in a field, each with the steps to it: one id, several, or the keys of a mapping."""
    if isinstance(value, str):
        if value != NO_SIDE:
            yield value, ()
    elif isinstance(value, Mapping):
        yield from ((key, (key,)) for key in value)
    else:
        yield from ((each, (position,)) for position, each in enumerate(value or ()))


NO_SIDE = "third"
"""Stands where the code of a partner stands, for whoever is on no partner's side."""

REFERS: Mapping[type[Record], Mapping[str, type[Record]]] = {
    Focus: {"id": Partner, "vectors": Partner, "ternary": Partner, "home_reporter": Reporter},
    Weighting: {"weights": Domain},
    Change: {
        "domain": Domain,
        "indicator": Indicator,
        "reporter": Reporter,
        "giver": Partner,
        "to": Partner,
    },
    View: {
        "partner": Partner,
        "domain": Domain,
        "indicator": Indicator,
        "reporter": Reporter,
        "article": Article,
        "claim": Claim,
        "event": Event,
        "deal": Deal,
        "source": Source,
    },
    Indicator: {
        "domain": Domain,
        "unit": Unit,
        "other_units": Unit,
        "total_of": Indicator,
        "caveats": Caveat,
    },
    Conversion: {"to": Unit, "rate": Indicator},
    Reporter: {"side": Partner},
    Source: {"side": Partner},
    Instrument: {"partner": Partner, "source": Source},
    Annotation: {"indicators": Indicator, "partners": Partner, "source": Source},
    Article: {"source": Source},
    Claim: {
        "partners": Partner,
        "domain": Domain,
        "event": Event,
        "deal": Deal,
        "contradicts": Claim,
        "supports": Claim,
    },
    Figure: {"unit": Unit, "beside": Indicator},
    Measure: {"indicator": Indicator, "subject": Partner, "partner": Partner},
    Amount: {"unit": Unit},
    Series: {"partners": Partner},
    Place: {"country": Partner},
    Event: {"partners": Partner, "sources": Source, "caveats": Caveat},
    Deal: {"partners": Partner, "domain": Domain},
    DealStep: {"source": Source},
    Observation: {
        "indicator": Indicator,
        "subject": Partner,
        "partner": Partner,
        "unit": Unit,
        "reporter": Reporter,
        "source": Source,
        "caveats": Caveat,
    },
}
"""The fields that name other records by id, and the kind they name."""

REFERS_IN_PART: Mapping[type[Record], Mapping[str, type[Record]]] = {
    Focus: {"lead_article": Article},
    Membership: {"id": Partner},
    BalanceMeasure: {"indicator": Indicator, "reporter": Reporter},
}
"""The same for what a record can stand without; see rules.py for what becomes of it."""
