"""What the figures and claims rest on: which source carries what, who says it, what is missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from multivector.analysis.partners import attending, expanded
from multivector.analysis.rows import table
from multivector.analysis.verification import Verification
from multivector.library.collection import Library
from multivector.model import Source
from multivector.periods import parse_period

NOTHING = "nothing"
"""The state of a cell for which nothing was collected; unlike ``not-reported`` it says nothing of
the world, only of the collection."""

STATES = ("observed", "reported-zero", "not-reported", "not-applicable", NOTHING)
"""States of a cell; where figures of several states meet, the first in this order goes."""

SUPPORTED = ("observations", "claims", "events", "instruments", "deals", "annotations")


def support(library: Library) -> pd.DataFrame:
    """One row a bibliography entry, in file order: how many records of each kind rest on it.

    A claim rests on the source of its article. A record that names a source twice counts once.
    """
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in SUPPORTED}
    figures = library.observations.frame["source"].value_counts()
    counts["observations"].update({str(source): int(n) for source, n in figures.items()})
    for kind, ids in _resting(library):
        counts[kind].update(set(ids))
    rows = [
        {"source": id, **(found := {kind: counts[kind][id] for kind in SUPPORTED})}
        | {"total": sum(found.values())}
        for id in library.sources
    ]
    return table(
        rows, " ".join(["source", *(f"{kind}:count" for kind in SUPPORTED), "total:count"])
    )


def who_says(library: Library) -> pd.DataFrame:
    """From whose side, and from what sort of source, the evidence on each vector comes.

    Evidence on a partner are the claims and events that name it or one of its present members, and
    the figures of the focus country with one of them. ``n`` is how many there are; a record with
    several sources is split evenly between them, so that the shares of a partner sum to one, both
    over its rows ``by`` side and over those by nature. Partners without evidence have no rows.
    """
    rows: list[dict[str, Any]] = []
    for partner in library.focus.vectors:
        evidence = list(_evidence(library, expanded(library, [partner])))
        for by in ("side", "nature"):
            weights: defaultdict[str, float] = defaultdict(float)
            for found in evidence:
                for source in found:
                    weights[getattr(source, by)] += 1 / len(found)
            rows += [
                {
                    "partner": partner,
                    "by": by,
                    "code": code,
                    "share": weight / len(evidence),
                    "n": len(evidence),
                }
                for code, weight in sorted(weights.items(), key=lambda each: (-each[1], each[0]))
            ]
    return table(rows, "partner by code share:number n:count")


def coverage(library: Library, years: Iterable[int]) -> pd.DataFrame:
    """What is known of each vector, domain and year: one row each, with a state of STATES.

    Only figures of the focus country with the vector itself count, and only those whose period lies
    within one year; a figure for a member is none for its bloc but is counted in ``of_members``.
    Where meetings are counted from the events, a meeting held is an observed figure.
    """
    wanted = list(years)
    cells: defaultdict[tuple[str, str, int], list[str]] = defaultdict(list)
    for partner, domain, year, state in _figures(library):
        if year is not None:
            cells[partner, domain, year].append(state)
    rows: list[dict[str, Any]] = []
    for partner in library.focus.vectors:
        members = expanded(library, [partner]) - {partner}
        for domain in library.domains:
            for year in wanted:
                states = cells.get((partner, domain, year), [])
                rows.append(
                    {
                        "partner": partner,
                        "domain": domain,
                        "year": year,
                        "state": min(states, key=STATES.index, default=NOTHING),
                        "figures": len(states),
                        "of_members": sum(
                            len(cells.get((member, domain, year), ())) for member in members
                        ),
                    }
                )
    return table(rows, "partner domain year:count state figures:count of_members:count")


def _resting(library: Library) -> Iterator[tuple[str, Iterable[str]]]:
    """Every record but figures that rests on sources: its kind and their ids."""
    for claim in library.claims:
        yield "claims", (_source_of_claim(library, claim),)
    for event in library.events.values():
        yield "events", event.sources
    for instrument in library.instruments.values():
        yield "instruments", (instrument.source,)
    for deal in library.deals.values():
        yield "deals", (step.source for step in deal.history)
    for annotation in library.annotations.values():
        yield "annotations", (annotation.source,)


def _source_of_claim(library: Library, claim: str) -> str:
    return library.articles[library.article_of[claim]].source


def _evidence(library: Library, partners: frozenset[str]) -> Iterator[list[Source]]:
    """The sources of each claim, event and figure that is about one of the partners."""
    for claim in library.claims.values():
        if partners.intersection(claim.partners):
            yield [library.sources[_source_of_claim(library, claim.id)]]
    for event in library.events.values():
        if partners.intersection(event.partners):
            yield [library.sources[id] for id in dict.fromkeys(event.sources)]
    own = _own(library)
    for source in own.loc[own["partner"].isin(partners), "source"]:
        yield [library.sources[source]]


def _figures(library: Library) -> Iterator[tuple[str, str, int | None, str]]:
    """Partner, domain, year and state of each figure of the focus country, meetings included."""
    own = _own(library)[["partner", "indicator", "period", "state"]]
    for partner, indicator, period, state in own.itertuples(index=False):
        yield partner, library.indicators[indicator].domain, parse_period(period).year, state
    for domain in domains_of_meetings(library):
        for event in library.events.values():
            if event.state == "held":
                start = parse_period(event.start)
                for partner in attending(library, event.partners, start.earliest):
                    yield partner, domain, start.year, "observed"


def _own(library: Library) -> pd.DataFrame:
    """The figures of the focus country."""
    figures = library.observations.frame
    return figures[figures["subject"] == library.focus.id]


def domains_of_meetings(library: Library) -> frozenset[str]:
    """The domains with an indicator that is counted from the events."""
    return frozenset(
        each.domain for each in library.indicators.values() if each.counted_from == "events"
    )


def sources_about(library: Library, partners: Iterable[str]) -> frozenset[str]:
    """Sources of figures, claims, events, treaties and deals about partners or their members."""
    wanted = expanded(library, partners)
    figures = library.observations.frame
    found = set(figures.loc[figures["partner"].isin(wanted), "source"].unique())
    found |= {each.source for each in library.instruments.values() if each.partner in wanted}
    for event in library.events.values():
        if wanted & set(event.partners):
            found |= set(event.sources)
    for article in library.articles.values():
        if any(wanted & set(claim.partners) for claim in article.claims):
            found.add(article.source)
    for deal in library.deals.values():
        if wanted & set(deal.partners):
            found |= {step.source for step in deal.history}
    return frozenset(found)


def thinly_supported(library: Library, tests: Verification | None = None) -> pd.DataFrame:
    """What rests on one source, or only on official voices and state media of one side.

    One row a record: kind (event, deal, instrument, verdict), id, reason (one-source or one-side),
    side (of the one side, else missing), sources (``;``). A verdict stands for a claim whose figure
    was tested: its sources are those of the counts that decide it. ``tests`` tests the claims;
    without it they are tested here alone.
    """
    rows: list[dict[str, Any]] = []
    for kind, id, named in _conclusions(library, tests or Verification(library)):
        found = _weak_so_far(library.sources[each] for each in named)
        if found:
            reason, side = _weakness(found)
            sources = ";".join(each.id for each in found)
            rows.append(
                {"kind": kind, "id": id, "reason": reason, "side": side, "sources": sources}
            )
    return table(rows, "kind id reason side sources")


def _conclusions(library: Library, tests: Verification) -> Iterator[tuple[str, str, Iterable[str]]]:
    for event in library.events.values():
        yield "event", event.id, list(dict.fromkeys(event.sources))
    for deal in library.deals.values():
        yield "deal", deal.id, list(dict.fromkeys(step.source for step in deal.history))
    for instrument in library.instruments.values():
        single = instrument.confidence != "two-sources"
        if single:
            yield "instrument", instrument.id, [instrument.source]
    for claim in library.claims.values():
        yield "verdict", claim.id, tests.deciding_sources(claim)


def _weak_so_far(sources: Iterable[Source]) -> list[Source]:
    """All sources if they are one, or voices of one side; else none, and no more are asked for."""
    found: list[Source] = []
    for source in sources:
        found.append(source)
        if len(found) > 1 and _weakness(found)[0] is None:
            return []
    return found


def _weakness(sources: list[Source]) -> tuple[str | None, str | None]:
    if len(sources) == 1:
        return "one-source", sources[0].side
    voices = {each.nature for each in sources} <= {"official", "state-media"}
    sides = {each.side for each in sources}
    return ("one-side", sides.pop()) if voices and len(sides) == 1 else (None, None)
