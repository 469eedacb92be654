"""What rests on what, who says it and what is missing, worked out by hand on a small library."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from multivector.analysis.evidence import (
    NOTHING,
    STATES,
    coverage,
    support,
    thinly_supported,
    who_says,
)
from multivector.library.collection import Library
from multivector.library.load import load_library
from tests.makers import FILES, make_library

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The small collection; one event rests on two sources, and figures have every state."""
    events = FILES["events/talks.yaml"].replace(
        "sources: [paper-2025]", "sources: [paper-2025, office-2025]", 1
    )
    figures = FILES["observations/trade.csv"] + (
        "turnover,AA,DD,2023,0,,,usd-bn,aa-stat,office-2025,,one-source,reported-zero,,,\n"
        "turnover,AA,DD,2024,,,,usd-bn,aa-stat,office-2025,,one-source,not-applicable,,,\n"
        "turnover,AA,DD,2023/2024,5,,,usd-bn,aa-stat,office-2025,,one-source,observed,,,\n"
        "turnover,AA,UN,2023-05,,,,usd-bn,aa-stat,office-2025,,one-source,not-reported,,,\n"
        "turnover,NO,CC,2022,7,,,usd-bn,aa-stat,office-2025,,one-source,observed,,,\n"
    )
    return make_library(tmp_path, {"events/talks.yaml": events, "observations/trade.csv": figures})


def row(made: pd.DataFrame, **wanted: Any) -> dict[str, Any]:
    for column, value in wanted.items():
        made = made[made[column] == value]
    assert len(made) == 1
    return {str(key): value for key, value in made.iloc[0].items()}


def test_support_counts_each_record_once(library: Library) -> None:
    made = support(library)
    assert list(made["source"]) == list(library.sources)
    assert row(made, source="paper-2025") == {
        "source": "paper-2025", "observations": 0, "claims": 3, "events": 2, "instruments": 1,
        "deals": 1, "annotations": 0, "total": 7,
    }  # fmt: skip
    assert row(made, source="office-2025") == {
        "source": "office-2025", "observations": 11, "claims": 0, "events": 1, "instruments": 0,
        "deals": 0, "annotations": 1, "total": 13,
    }  # fmt: skip


def test_who_says_splits_a_record_between_its_sources(library: Library) -> None:
    # On CC: two claims (paper), an event of both sources, an event of the paper, four figures.
    made = who_says(library)
    paper, office = (2 + 0.5 + 1) / 8, (0.5 + 4) / 8
    assert row(made, partner="CC", by="side", code="third")["share"] == pytest.approx(paper)
    assert row(made, partner="CC", by="side", code="AA")["share"] == pytest.approx(office)
    assert row(made, partner="CC", by="nature", code="independent")["share"] == paper
    assert row(made, partner="CC", by="nature", code="statistical")["n"] == 8


def test_who_says_counts_members_with_their_bloc(library: Library) -> None:
    # On UN: one claim (paper), the figure of Norway and the one of the bloc (office).
    made = who_says(library)
    assert row(made, partner="UN", by="side", code="AA")["share"] == pytest.approx(2 / 3)
    assert row(made, partner="UN", by="side", code="third")["n"] == 3


def test_shares_sum_to_one_and_no_evidence_has_no_row(tmp_path: Path) -> None:
    made = who_says(make_library(tmp_path))
    sums = made.groupby(["partner", "by"])["share"].sum()
    assert sums.to_numpy() == pytest.approx(1)
    assert set(made["partner"]) == {"UN", "CC"}


def test_coverage_keeps_the_states_apart(library: Library) -> None:
    made = coverage(library, [2022, 2023, 2024])
    assert len(made) == 3 * 2 * 3
    trade = made[made["domain"] == "trade"].pivot(index="partner", columns="year", values="state")
    assert trade.loc["CC"].to_list() == [NOTHING, "observed", "observed"]
    assert trade.loc["DD"].to_list() == [NOTHING, "reported-zero", "not-applicable"]
    assert trade.loc["UN"].to_list() == [NOTHING, "not-reported", NOTHING]
    assert set(made[made["domain"] == "diplomacy"]["state"]) == {NOTHING}


def test_coverage_tells_figures_of_members(library: Library) -> None:
    made = coverage(library, [2024])
    cell = row(made, partner="UN", domain="trade")
    assert (cell["state"], cell["figures"], cell["of_members"]) == (NOTHING, 0, 1)
    assert row(made, partner="CC", domain="trade")["figures"] == 3


def test_meetings_counted_from_events_cover_their_domain(tmp_path: Path) -> None:
    indicators = FILES["indicators.yaml"] + (
        "- id: meetings-held\n"
        "  domain: diplomacy\n"
        "  name: {en: Meetings}\n"
        "  definition: {en: Meetings held.}\n"
        "  unit: percent\n"
        "  kind: count\n"
        "  additive: true\n"
        "  plausible: {low: 0, high: 100, reason: Few.}\n"
        "  counted_from: events\n"
    )
    made = coverage(make_library(tmp_path, {"indicators.yaml": indicators}), [2022, 2023, 2024])
    talks = made[(made["partner"] == "CC") & (made["domain"] == "diplomacy")]
    assert list(talks["state"]) == [NOTHING, "observed", "observed"]


def test_whole_collection() -> None:
    library = load_library(ROOT / "data").library
    assert library is not None
    made = support(library)
    assert len(made) == len(library.sources)
    assert made["observations"].sum() == len(library.observations)
    assert made["claims"].sum() == len(library.claims)
    sums = who_says(library).groupby(["partner", "by"])["share"].sum()
    assert len(sums) == 2 * len(library.focus.vectors)
    assert sums.to_numpy() == pytest.approx(1)
    assert set(coverage(library, range(2020, 2025))["state"]) <= set(STATES)


def test_one_source_and_one_side_alone_are_told(library: Library) -> None:
    made = thinly_supported(library).set_index("id")
    for id, event in library.events.items():
        told = made.loc[id, "reason"] if id in made.index else None
        sources = [library.sources[each] for each in event.sources]
        official = all(each.nature in ("official", "state-media") for each in sources)
        one_side = official and len({each.side for each in sources}) == 1
        expected = "one-source" if len(sources) == 1 else "one-side" if one_side else None
        assert told == expected
    assert "one-source" in set(made["reason"])
