from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multivector.analysis.tables import TABLES
from multivector.analysis.timeline import by_partner, in_order, lanes, timeline
from tests.analysis.builder import build


def line(events: Sequence[dict[str, Any]], *choice: Any, claims: Any = (), **more: Any) -> Any:
    world = build(events=events, claims=claims)
    return timeline(TABLES["events"](world), world, *choice, **more)


def events_on(*starts: str) -> list[dict[str, Any]]:
    return [{"id": f"e{place}", "start": start} for place, start in enumerate(starts)]


def test_events_stand_in_order_of_time_the_more_precise_first() -> None:
    found = line(events_on("2025", "2025-01", "2025-01-01", "2024-12-31", "2025-01-02", "2025-06"))
    assert found["start"].tolist() == [
        "2024-12-31",
        "2025-01-01",
        "2025-01",
        "2025",
        "2025-01-02",
        "2025-06",
    ]


def test_of_two_that_start_together_the_shorter_comes_first() -> None:
    events = [
        {"id": "long", "start": "2025-04-03", "end": "2025-04-05"},
        {"id": "short", "start": "2025-04-03"},
    ]
    assert line(events)["id"].tolist() == ["short", "long"]


WHO: list[dict[str, Any]] = [
    {"id": "eu", "start": "2020-01-01", "partners": ["EU"]},
    {"id": "fr", "start": "2020-01-02", "partners": ["FR"]},
    {"id": "five", "start": "2020-01-03", "partners": ["CN", "CA"]},
    {"id": "turkic", "start": "2020-01-04", "partners": ["OT"]},
    {"id": "early", "start": "2018-01-04", "partners": ["OT"]},
    {"id": "own", "start": "2020-01-05", "partners": [], "kind": "vote"},
]


@pytest.mark.parametrize(
    ("selected", "ids"),
    [
        (["EU"], ["eu", "fr"]),
        (["FR"], ["fr"]),
        (["UZ"], ["five", "turkic"]),
        (["CA"], ["early", "five", "turkic"]),
        (["CN", "FR"], ["fr", "five"]),
        (["RU"], []),
        (None, ["early", "eu", "fr", "five", "turkic", "own"]),
    ],
)
def test_a_bloc_includes_its_members_and_a_member_not_its_bloc(
    selected: list[str] | None, ids: list[str]
) -> None:
    assert line(WHO, selected)["id"].tolist() == ids


def test_each_event_says_who_sits_there_and_who_only_by_an_organisation() -> None:
    found = line(WHO, ["TR", "CA", "CN"]).set_index("id")
    assert found.loc["five", ["matched", "through"]].tolist() == ["CA;CN", ""]
    assert found.loc["turkic", ["matched", "through"]].tolist() == ["", "TR;CA"]


def test_an_event_appears_once_and_in_each_partners_lane() -> None:
    found = line(WHO, ["TR", "CA", "CN"])
    assert found["id"].is_unique
    rows = by_partner(found)
    assert rows[rows["id"] == "five"]["lane"].tolist() == ["CA", "CN"]
    assert rows[rows["id"] == "turkic"]["is_through"].tolist() == [True, True]
    assert by_partner(found[:0]).empty


def test_years_keep_events_that_may_have_touched_them() -> None:
    events = [
        {"id": "over", "start": "2023-12-30", "end": "2024-01-02"},
        {"id": "in", "start": "2024"},
        {"id": "after", "start": "2025-01-01"},
    ]
    assert line(events, None, (2024, 2024))["id"].tolist() == ["over", "in"]


def test_a_domain_keeps_events_with_a_claim_in_it() -> None:
    claims = [{"event": "e1", "domain": "trade"}]
    assert line(events_on("2024", "2025"), domain="trade", claims=claims)["id"].tolist() == ["e1"]


def test_meetings_and_what_happened_are_marked() -> None:
    events = [
        {"id": "a", "start": "2024-01-01", "kind": "treaty"},
        {"id": "b", "start": "2024-01-02", "state": "cancelled"},
        {"id": "c", "start": "2024-01-03"},
    ]
    found = line(events)
    assert found["is_meeting"].tolist() == [False, True, True]
    assert found["happened"].tolist() == [True, False, True]


spans = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 60), st.sampled_from("xyz")), max_size=40
)


def marks(spans: list[tuple[int, int, str]]) -> pd.DataFrame:
    start = pd.Timestamp("2020-01-01")
    return pd.DataFrame(
        {
            "earliest": pd.to_datetime([start + pd.Timedelta(days=a) for a, _, _ in spans]),
            "latest": pd.to_datetime([start + pd.Timedelta(days=a + b) for a, b, _ in spans]),
            "lane": [lane for _, _, lane in spans],
        }
    )


@given(spans, st.integers(1, 40))
def test_marks_of_one_lane_never_collide(spans: list[tuple[int, int, str]], days: int) -> None:
    rows = marks(spans)
    rows = rows.assign(offset=lanes(rows, days, "lane"))
    for _, group in rows.groupby(["lane", "offset"]):
        ordered = group.sort_values("earliest")
        gaps = ordered["earliest"].iloc[1:].to_numpy() - ordered["latest"].iloc[:-1].to_numpy()
        assert (gaps >= pd.Timedelta(days=days)).all()


def test_marks_far_apart_stay_on_the_line() -> None:
    rows = marks([(0, 0, "x"), (30, 0, "x"), (31, 0, "x"), (61, 0, "x"), (0, 0, "y")])
    assert lanes(rows, 30, "lane").tolist() == [0, 0, 1, 0, 0]
    assert lanes(rows, 30).tolist() == [0, 0, 1, 0, 1]
    with pytest.raises(ValueError, match="one day"):
        lanes(rows, 0)


def test_offsets_belong_to_the_rows_whatever_their_order() -> None:
    rows = marks([(31, 0, "x"), (0, 0, "x"), (30, 0, "x")]).set_index(pd.Index([7, 3, 5]))
    assert lanes(rows, 30).to_dict() == {7: 1, 3: 0, 5: 0}


def test_the_events_table_is_left_as_it_was() -> None:
    world = build(events=WHO)
    events = TABLES["events"](world)
    before = events.copy(deep=True)
    timeline(events, world, ["EU"])
    in_order(events)
    pd.testing.assert_frame_equal(events, before)
