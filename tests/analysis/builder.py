"""A small world for the tests of the numbers: a focus country AA between five vectors.

EU has members IT, FR, DE; CA the members UZ and KG; the organisation OT has TR, KG and, from 2019,
UZ.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from multivector.library.collection import Library
from multivector.library.observations import Observations
from multivector.model import Observation
from tests import makers

DOMAINS: tuple[dict[str, Any], ...] = (
    {"id": "trade", "balance": {"indicator": "turnover", "note": {"en": "Goods."}}},
    {
        "id": "investment",
        "balance": {"indicator": "inflow", "note": {"en": "Inflow."}},
        "fallback": {"indicator": "stock", "note": {"en": "Stock."}},
    },
    {"id": "diplomacy", "balance": {"indicator": "meetings-held", "note": {"en": "Meetings."}}},
    {"id": "security", "no_share": {"en": "Nothing to share."}},
)
INDICATORS: tuple[dict[str, Any], ...] = (
    {"id": "turnover"},
    {"id": "inflow", "domain": "investment"},
    {"id": "stock", "domain": "investment", "kind": "stock"},
    {
        "id": "meetings-held",
        "domain": "diplomacy",
        "kind": "count",
        "unit": "count",
        "counted_from": "events",
    },
)
PARTNERS: tuple[dict[str, Any], ...] = (
    {"id": "WLD", "kind": "total"},
    {"id": "AA"},
    {"id": "EU", "kind": "bloc", "members": [{"id": "IT"}, {"id": "FR"}, {"id": "DE"}]},
    {"id": "IT"},
    {"id": "FR"},
    {"id": "DE", "name": None},
    {"id": "CN"},
    {"id": "RU"},
    {"id": "CA", "kind": "region", "members": [{"id": "UZ"}, {"id": "KG"}]},
    {"id": "UZ"},
    {"id": "KG"},
    {"id": "TR"},
    {
        "id": "OT",
        "kind": "organisation",
        "members": [{"id": "TR"}, {"id": "KG"}, {"id": "UZ", "since": "2019"}],
    },
)


def build(
    observations: Iterable[Observation] = (),
    events: Iterable[dict[str, Any]] = (),
    claims: Iterable[dict[str, Any]] = (),
    domains: Iterable[dict[str, Any]] = DOMAINS,
) -> Library:
    """The small world with these figures, events (of one series) and claims (of one article)."""
    series = makers.make_series(events=[makers.make_event(**each) for each in events])
    article = makers.make_article(claims=[makers.make_claim(**each) for each in claims])
    focus = makers.make_focus(
        vectors=["EU", "CN", "RU", "CA", "TR"], ternary=["CN", "RU", "EU"], evidence_until="2025-06"
    )
    return Library(
        focus=focus,
        partners=_by_id(makers.make_partner(**each) for each in PARTNERS),
        domains=_by_id(makers.make_domain(**{"weight": 0.25, **each}) for each in domains),
        indicators=_by_id(makers.make_indicator(**each) for each in INDICATORS),
        units=_by_id([makers.make_unit(), makers.make_unit(id="count")]),
        caveats=_by_id([makers.make_caveat()]),
        reporters=_by_id([makers.make_reporter(), makers.make_reporter(id="cn-stat", side="CN")]),
        sources=_by_id([makers.make_source()]),
        instruments=_by_id([]),
        annotations=_by_id([]),
        articles=_by_id([article]),
        claims=_by_id(article.claims),
        series=_by_id([series]),
        events=_by_id(series.events),
        deals=_by_id([makers.make_deal()]),
        verification=makers.make_limits(),
        observations=Observations(observations),
        places=MappingProxyType({}),
        series_of=MappingProxyType({each.id: series.id for each in series.events}),
        article_of=MappingProxyType({each.id: article.id for each in article.claims}),
        digest="0" * 12,
    )


def figures(amounts: Mapping[str, float | None], **overrides: Any) -> list[Observation]:
    """An observation a partner: turnover of AA in 2024 unless overridden; None is not reported."""
    return [
        makers.make_observation(
            **{
                "partner": partner,
                "value": value,
                "state": "not-reported" if value is None else "observed",
                **overrides,
            }
        )
        for partner, value in amounts.items()
    ]


def _by_id(records: Iterable[Any]) -> Mapping[str, Any]:
    return MappingProxyType({each.id: each for each in records})
