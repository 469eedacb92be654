"""Makers of valid records and of a small valid collection; each test then breaks one thing.

``make_claim(domain="energy")`` gives a valid claim but for what is overridden. ``write_collection``
puts a folder of files on disk that ``multivector check`` finds sound.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from multivector.library.collection import Library
from multivector.library.load import load_library
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
    Reporter,
    Scenario,
    Series,
    Source,
    Unit,
    VerificationLimits,
    Weighting,
)


def make_focus(**overrides: Any) -> Focus:
    values = {
        "id": "AA",
        "title": {"en": "Example collection"},
        "question": {"en": "How evenly does the example balance?"},
        "policy": {"en": "The example keeps ties with several partners."},
        "vectors": ["UN", "CC", "DD"],
        "ternary": ["UN", "CC", "DD"],
        "home_reporter": "aa-stat",
        "lead_article": "paper-2025",
        "years": {"first": 2020, "last": 2025},
        "history": {"first": 2015, "last": 2025},
        "version": "2025.1.0",
        "released": "2025-06-30",
        "evidence_until": "2025-06",
        "licence": "CC-BY-4.0",
        "maintainers": "Example authors",
    }
    return Focus.model_validate(values | overrides)


def make_partner(**overrides: Any) -> Partner:
    values = {"id": "CC", "kind": "country", "name": {"en": "Country C"}}
    return Partner.model_validate(values | overrides)


def make_domain(**overrides: Any) -> Domain:
    values = {
        "id": "trade",
        "name": {"en": "Trade"},
        "meaning": {"en": "Goods that cross the border."},
        "weight": 0.5,
        "weight_reason": {"en": "Equal weights."},
    }
    return Domain.model_validate(values | overrides)


def make_indicator(**overrides: Any) -> Indicator:
    values = {
        "id": "turnover",
        "domain": "trade",
        "name": {"en": "Turnover"},
        "definition": {"en": "Exports and imports of goods."},
        "unit": "usd-bn",
        "kind": "flow",
        "additive": True,
        "plausible": {"low": 0, "high": 200, "reason": "The total is below 150."},
    }
    return Indicator.model_validate(values | overrides)


def make_unit(**overrides: Any) -> Unit:
    values = {
        "id": "usd-bn",
        "name": {"en": "USD bn"},
        "long": {"en": "billion US dollars"},
        "decimals": 1,
        "currency": "USD",
    }
    return Unit.model_validate(values | overrides)


def make_caveat(**overrides: Any) -> Caveat:
    return Caveat.model_validate({"id": "preliminary", "text": {"en": "Preliminary."}} | overrides)


def make_reporter(**overrides: Any) -> Reporter:
    values = {
        "id": "aa-stat",
        "name": {"en": "Count of A"},
        "full": {"en": "Statistics office of A"},
        "side": "AA",
        "kind": "statistics",
    }
    return Reporter.model_validate(values | overrides)


def make_source(**overrides: Any) -> Source:
    values = {
        "id": "paper-2025",
        "type": "article-newspaper",
        "title": "[An example]",
        "issued": "2025-06-17",
        "URL": "https://example.org/a",
        "side": "third",
        "nature": "independent",
        "seen": "full",
    }
    return Source.model_validate(values | overrides)


def make_figure(**overrides: Any) -> dict[str, Any]:
    """A figure as plain values, since it only stands within a claim."""
    values = {
        "value": 44,
        "unit": "usd-bn",
        "qualifier": "about",
        "period": "2024",
        "measures": {"indicator": "turnover", "subject": "AA", "partner": "CC"},
    }
    return values | overrides


def make_claim(**overrides: Any) -> Claim:
    values = {
        "id": "paper-2025.1",
        "text": {"en": "Trade with C grew."},
        "partners": ["CC"],
        "effect": {"CC": 1},
        "domain": "trade",
        "kind": "figure",
    }
    return Claim.model_validate(values | overrides)


def make_article(**overrides: Any) -> Article:
    values = {"id": "paper-2025", "source": "paper-2025", "claims": [make_claim()]}
    return Article.model_validate(values | overrides)


def make_event(**overrides: Any) -> Event:
    values = {
        "id": "talks-2024",
        "title": {"en": "Talks 2024"},
        "start": "2024-05-14",
        "partners": ["CC"],
        "kind": "summit",
        "level": "head-of-state",
        "state": "held",
        "outcome": {"en": "A joint statement."},
        "sources": ["paper-2025"],
        "confidence": "one-source",
    }
    return Event.model_validate(values | overrides)


def make_series(**overrides: Any) -> Series:
    values = {
        "id": "talks",
        "name": {"en": "Talks"},
        "format": "bilateral",
        "partners": ["CC"],
        "events": [make_event()],
    }
    return Series.model_validate(values | overrides)


def make_instrument(**overrides: Any) -> Instrument:
    values = {
        "id": "cc-treaty-2019",
        "partner": "CC",
        "title": {"en": "Treaty of partnership"},
        "date": "2019-03",
        "step": "signed",
        "source": "paper-2025",
        "confidence": "one-source",
    }
    return Instrument.model_validate(values | overrides)


def make_deal(**overrides: Any) -> Deal:
    values = {
        "id": "pipeline",
        "title": {"en": "Pipeline"},
        "partners": ["CC"],
        "domain": "trade",
        "history": [{"state": "announced", "date": "2022", "source": "paper-2025"}],
    }
    return Deal.model_validate(values | overrides)


def make_annotation(**overrides: Any) -> Annotation:
    values = {
        "id": "border-closed",
        "date": "2020-03",
        "text": {"en": "Border closed"},
        "indicators": ["turnover"],
        "source": "paper-2025",
    }
    return Annotation.model_validate(values | overrides)


def make_observation(**overrides: Any) -> Observation:
    values = {
        "indicator": "turnover",
        "subject": "AA",
        "partner": "CC",
        "period": "2024",
        "value": 43.5,
        "unit": "usd-bn",
        "reporter": "aa-stat",
        "source": "paper-2025",
        "confidence": "one-source",
        "state": "observed",
    }
    return Observation.model_validate(values | overrides)


def make_limits(**overrides: Any) -> VerificationLimits:
    values = {"about": 0.1, "nearly": 0.1, "over": 0.25, "under": 0.25}
    return VerificationLimits.model_validate(values | overrides)


FILES: Mapping[str, str] = {
    "focus.yaml": """\
id: AA
title: {en: Example collection}
question: {en: How evenly does the example balance?}
policy: {en: The example keeps ties with several partners.}
vectors: [UN, CC, DD]
ternary: [UN, CC, DD]
home_reporter: aa-stat
lead_article: paper-2025
years: {first: 2020, last: 2025}
history: {first: 2015, last: 2025}
version: 2025.1.0
released: 2025-06-30
evidence_until: 2025-06
licence: CC-BY-4.0
maintainers: Example authors
""",
    "partners.yaml": """\
- {id: WLD, kind: total, name: {en: All partners}}
- id: UN
  kind: bloc
  name: {en: Union}
  members:
    - {id: NO, since: "1995"}
    - {id: SE}
- {id: AA, kind: country, name: {en: Country A}}
- {id: CC, kind: country, name: {en: Country C}}
- {id: DD, kind: country, name: {en: Country D}}
- {id: NO, kind: country}
- {id: SE, kind: country}
""",
    "domains.yaml": """\
- id: trade
  name: {en: Trade}
  meaning: {en: Goods that cross the border.}
  weight: 0.5
  weight_reason: {en: Equal weights.}
  balance:
    indicator: turnover
    note: {en: Says nothing of services.}
- id: diplomacy
  name: {en: Diplomacy}
  meaning: {en: Visits and treaties.}
  weight: 0.5
  weight_reason: {en: Equal weights.}
  no_share: {en: Visits are not shares of a whole.}
""",
    "indicators.yaml": """\
- id: turnover
  domain: trade
  name: {en: Turnover}
  definition: {en: Exports and imports of goods.}
  unit: usd-bn
  other_units: [eur-bn]
  kind: flow
  flow: turnover
  additive: true
  plausible: {low: 0, high: 200, reason: The total is below 150.}
  caveats: [preliminary]
- id: turnover-share
  domain: trade
  name: {en: Share of turnover}
  definition: {en: Share of all turnover.}
  unit: percent
  kind: share
  additive: true
  total_of: turnover
  plausible: {low: 0, high: 100, reason: A share.}
""",
    "units.yaml": """\
- {id: usd-bn, name: {en: USD bn}, long: {en: billion US dollars}, decimals: 1, currency: USD}
- {id: eur-bn, name: {en: EUR bn}, long: {en: billion euros}, decimals: 1, currency: EUR}
- {id: percent, name: {en: "%"}, long: {en: per cent}, decimals: 1}
""",
    "caveats.yaml": """\
- id: preliminary
  text: {en: Preliminary.}
""",
    "reporters.yaml": """\
- {id: aa-stat, name: {en: Count of A}, full: {en: Office of A}, side: AA, kind: statistics}
- {id: cc-stat, name: {en: Count of C}, full: {en: Office of C}, side: CC, kind: statistics}
""",
    "instruments.yaml": """\
- id: cc-treaty-2019
  partner: CC
  title: {en: Treaty of partnership}
  date: 2019-03
  step: signed
  source: paper-2025
  confidence: one-source
""",
    "annotations.yaml": """\
- id: border-closed
  date: 2020-03
  text: {en: Border closed}
  indicators: [turnover]
  source: office-2025
""",
    "verification.yaml": """\
about: 0.10
nearly: 0.10
over: 0.25
under: 0.25
""",
    "sources/press.yaml": """\
- id: paper-2025
  type: article-newspaper
  title: "[An example]"
  container-title: Example Paper
  issued: 2025-06-17
  URL: https://example.org/a
  side: third
  nature: independent
  seen: full
- id: office-2025
  type: dataset
  title: Trade by partner
  publisher: Office of A
  issued: "2025"
  side: AA
  nature: statistical
  seen: excerpt
""",
    "articles/paper-2025.yaml": """\
id: paper-2025
source: paper-2025
claims:
  - id: paper-2025.1
    text: {en: Trade with C came to some 44 billion dollars.}
    partners: [CC]
    effect: {CC: 1}
    domain: trade
    kind: figure
    figure:
      value: 44
      unit: usd-bn
      qualifier: about
      period: "2024"
      measures: {indicator: turnover, subject: AA, partner: CC}
  - id: paper-2025.2
    text: {en: The heads of state met.}
    partners: [CC]
    effect: {CC: 1}
    domain: diplomacy
    kind: event
    event: talks-2024
    supports: [paper-2025.1]
  - id: paper-2025.3
    text: {en: A pipeline to Norway is planned.}
    partners: [NO, UN]
    effect: {NO: 1, UN: 0}
    domain: trade
    kind: plan
    deal: pipeline
""",
    "events/talks.yaml": """\
id: talks
name: {en: Talks}
format: bilateral
partners: [CC]
events:
  - id: talks-2023
    title: {en: Talks 2023}
    start: 2023-05-18
    end: 2023-05-19
    place: {city: Capital, country: CC}
    partners: [CC]
    kind: summit
    level: head-of-state
    state: held
    outcome: {en: A joint statement.}
    sources: [paper-2025]
    confidence: one-source
  - id: talks-2024
    title: {en: Talks 2024}
    start: 2024-05
    partners: [CC]
    kind: summit
    level: head-of-state
    state: held
    documents_signed: 3
    amounts:
      - value: 2
        unit: usd-bn
        what: {en: Loans announced.}
    outcome: {en: Three agreements.}
    sources: [paper-2025]
    confidence: one-source
""",
    "deals/pipeline.yaml": """\
id: pipeline
title: {en: Pipeline}
partners: [NO]
domain: trade
history:
  - {state: announced, date: "2022", source: paper-2025}
  - {state: signed, date: 2023-05-18, source: paper-2025}
""",
    "observations/trade.csv": """\
indicator,subject,partner,period,value,low,high,unit,reporter,source,retrieved,confidence,state,formula,caveats,note
turnover,AA,CC,2023,41,,,usd-bn,aa-stat,office-2025,2025-06,one-source,observed,,,
turnover,AA,CC,2024,43.5,,,usd-bn,aa-stat,office-2025,2025-06,one-source,observed,,preliminary,
turnover,AA,CC,2024,48,,,usd-bn,cc-stat,office-2025,2025-06,one-source,observed,,,"c.i.f., new"
turnover,AA,NO,2024,,,,usd-bn,aa-stat,office-2025,2025-06,one-source,not-reported,,,NA
turnover,AA,WLD,2024,140,,,usd-bn,aa-stat,office-2025,2025-06,one-source,observed,,,
turnover-share,AA,CC,2024,31.1,,,percent,aa-stat,office-2025,2025-06,derived,observed,43.5 / 140,,
""",
}
"""The files of the small valid collection by their path in the folder."""


def write_collection(folder: Path, changed: Mapping[str, str | None] | None = None) -> Path:
    """The small valid collection in the folder; ``changed`` replaces files, None leaves one out."""
    for name, text in (dict(FILES) | dict(changed or {})).items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
    return folder


def spoil(name: str, old: str, new: str) -> dict[str, str | None]:
    """One file of the small collection, its first ``old`` replaced, for ``write_collection``."""
    assert old in FILES[name], f"{old!r} does not stand in {name}"
    return {name: FILES[name].replace(old, new, 1)}


def make_library(folder: Path, changed: Mapping[str, str | None] | None = None) -> Library:
    """The library of a small collection written into the folder, which has to be sound."""
    loaded = load_library(write_collection(folder, changed))
    assert not loaded.problems, [problem.as_text() for problem in loaded.problems]
    assert loaded.library is not None
    return loaded.library


def make_weighting(**overrides: Any) -> Weighting:
    values = {
        "id": "trade-heavy",
        "name": {"en": "Trade counts more"},
        "reason": {"en": "Goods decide."},
        "weights": {"trade": 3.0},
    }
    return Weighting.model_validate(values | overrides)


def make_scenario(**overrides: Any) -> Scenario:
    values = {
        "id": "all-to-one",
        "name": {"en": "All goes to one"},
        "reason": {"en": "To see what would follow."},
        "changes": [{"domain": "trade", "from": "CC", "to": "DD"}],
    }
    return Scenario.model_validate(values | overrides)


def altered(library: Library, **changes: Any) -> Library:
    """The library with some of its parts replaced."""
    return replace(library, **changes)
