"""What charts draw: names, values and gaps, not pixels."""

import math
from itertools import pairwise

import pandas as pd
import pytest

from multivector.analysis.rows import Rows, each
from multivector.charts import balance, comparison, dependence, domains, robustness, timeline
from multivector.charts.style import Look
from multivector.model import Unit
from multivector.words import Words
from tests.charts.reading import Checked

balance, comparison, dependence, domains, robustness, timeline = map(
    Checked, (balance, comparison, dependence, domains, robustness, timeline)
)
WORDS = Words()
LOOKS = {
    "AA": Look("Alpha", "#3568B0", "circle"),
    "BB": Look("Beta", "#E5566A", "square"),
    "CC": Look("Gamma", "#AA3377", "diamond"),
}
UNIT = Unit(id="usd-bn", name={"en": "USD bn"}, long={"en": "billion"}, decimals=1)
REPORTERS = {"home": "Home count", "away": "Their customs"}


def rows(**columns: object) -> Rows:
    return list(each(pd.DataFrame(columns)))


def latest(**values: float) -> Rows:
    share = [value / 100 for value in values.values()]
    return rows(partner=list(values), value=list(values.values()), share=share)


def mirrors(*counts: tuple[str, str, float]) -> Rows:
    made = pd.DataFrame(list(counts), columns=["partner", "reporter", "value"])
    return list(each(made.assign(is_home=made["reporter"] == "home")))


def texts(figure) -> list[str]:  # type: ignore[no-untyped-def]
    return [each.text for each in figure.layout.annotations]


def test_bars_are_largest_first_and_say_what_is_missing() -> None:
    drawn = comparison.bars(
        latest(AA=20.0, BB=40.0, CC=math.nan), mirrors(("BB", "away", 55.5)), LOOKS, REPORTERS,
        UNIT, WORDS,
    )  # fmt: skip
    assert list(drawn.data[0].y) == ["Gamma", "Alpha", "Beta"]
    assert texts(drawn) == [
        "Gamma not reported",
        "Alpha <b>20.0</b> · 20%",
        "Beta <b>40.0</b> · 40%   ◇ 55.5 Their customs",
    ]
    assert list(drawn.data[1].x) == [55.5]


def test_equal_bars_keep_the_order_they_are_given_in_from_the_top() -> None:
    drawn = comparison.bars(latest(AA=20.0, BB=20.0), mirrors(), LOOKS, REPORTERS, UNIT, WORDS)
    assert list(drawn.data[0].y) == ["Beta", "Alpha"]


def test_another_count_is_seen_within_its_bar_as_well_as_beyond_it() -> None:
    others = mirrors(("BB", "away", 33.3), ("AA", "away", 22.2))
    drawn = comparison.bars(latest(AA=20.0, BB=40.0), others, LOOKS, REPORTERS, UNIT, WORDS)
    inside, beyond = zip(drawn.data[1].marker.symbol, drawn.data[1].marker.color, strict=True)
    assert inside == ("diamond", "#ffffff")
    assert beyond == ("diamond-open", LOOKS["AA"].colour)


def test_one_partner_makes_a_chart_of_one_bar() -> None:
    drawn = comparison.bars(latest(AA=5.0), mirrors(), LOOKS, REPORTERS, UNIT, WORDS)
    assert list(drawn.data[0].x) == [5.0]


def test_line_breaks_where_a_year_is_missing() -> None:
    history = rows(partner=["AA"] * 3, year=[2009, 2010, 2011], value=[1.0, math.nan, 3.0])
    line = comparison.lines(history, LOOKS, UNIT, WORDS, [(2010.5, "1")]).data[0]
    assert list(line.x) == [2009, 2010, 2011]
    assert line.y[1] is None and line.connectgaps is False
    assert line.name == "Alpha"


def test_counts_of_one_flow_stand_in_one_row() -> None:
    drawn = comparison.counts(
        mirrors(("AA", "home", 30.2), ("AA", "away", 43.8)), LOOKS, REPORTERS, UNIT, WORDS
    )
    marks = drawn.data[1]
    assert list(marks.x) == [30.2, 43.8]
    assert list(marks.customdata) == ["Home count", "Their customs"]
    assert list(marks.marker.symbol) == ["circle", "diamond-open"]


def test_triangle_leaves_out_years_without_all_three() -> None:
    trail = pd.DataFrame(
        {
            "year": [2014, 2015, 2016],
            "AA": [0.5, math.nan, 0.2],
            "BB": [0.3, 0.5, 0.3],
            "CC": [0.2, 0.5, 0.5],
        }
    )
    drawn = balance.ternary(trail, ("AA", "BB", "CC"), LOOKS, WORDS).data[0]
    assert list(drawn.b) == [0.5, 0.2] and list(drawn.a) == [0.2, 0.5]
    assert [each[0] for each in drawn.customdata] == [2014, 2016]


def test_strip_hatches_what_is_not_reported_and_never_writes_zero() -> None:
    shares = pd.DataFrame(
        {
            "domain": ["trade"] * 2 + ["arms"] * 2,
            "partner": ["AA", "BB"] * 2,
            "share": [1.0, math.nan, math.nan, math.nan],
            "share_low": [1.0, 0.0, 0.8, 0.0],
            "share_high": [1.0, 1.0, 0.9, 0.2],
            "coverage": [1.0, 1.0, 0.5, 0.5],
        }
    )
    drawn = domains.domain_strip(shares, LOOKS, {"trade": "Trade", "arms": "Arms"}, WORDS)
    known, hatched = drawn.data
    assert list(known.customdata) == ["Trade, Alpha: 100%"]
    assert list(hatched.customdata) == [
        "Trade, Beta: not reported",
        "Arms, Alpha: 80–90% (bounds only)",
        "Arms, Beta: ≤\u00a020% (bounds only)",
    ]
    assert hatched.marker.pattern.shape == "/"
    assert texts(drawn) == ["100%", "", "80–90%", "≤\u00a020%"]


def test_strip_for_a_phone_names_domains_above_and_partners_by_turns() -> None:
    shares = pd.DataFrame(
        {
            "domain": ["trade"] * 2,
            "partner": ["AA", "BB"],
            "share": [0.7, 0.3],
            "share_low": [0.7, 0.3],
            "share_high": [0.7, 0.3],
            "coverage": [1.0, 1.0],
        }
    )
    drawn = domains.domain_strip(shares, LOOKS, {"trade": "Trade"}, WORDS, narrow=True)
    assert list(drawn.layout.xaxis.ticktext) == ["Alpha<br>\u00a0", "\u00a0<br>Beta"]
    assert drawn.layout.yaxis.showticklabels is False
    assert texts(drawn) == ["70%", "30%", "Trade"]


def test_sides_of_the_triangle_speak_the_language_and_leave_the_corners_free() -> None:
    trail = pd.DataFrame({"year": [2024], "AA": [0.4], "BB": [0.35], "CC": [0.25]})
    side = balance.ternary(trail, ("AA", "BB", "CC"), LOOKS, Words("de")).layout.ternary.baxis
    assert side.min == 0.35
    assert list(side.ticktext) == ["40\u00a0%", "45\u00a0%"]


def test_shares_of_too_few_partners_are_bounds_not_figures() -> None:
    row = pd.Series({"share": 0.7, "share_low": 0.5, "share_high": 0.7, "coverage": 0.5})
    assert domains.cell_text(row, WORDS) == "50–70%"
    assert domains.cell_text(row.replace(0.5, 2 / 3), WORDS) == "70%"


def test_course_breaks_between_years_without_a_score() -> None:
    scores = pd.DataFrame(
        {
            "domain": ["trade"] * 2,
            "year": [2022, 2024],
            "n2": [3.5, 3.7],
            "low": [3.4, 3.6],
            "high": [3.6, 3.8],
        }
    )
    band, line = balance.course(scores, {"trade": "Trade"}, 6, WORDS).data
    assert list(line.x) == [2022, 2023, 2024] and line.y[1] is None
    assert list(band.x) == [2022, 2024, 2024, 2022] and list(band.y) == [3.6, 3.8, 3.6, 3.4]


def test_cloud_and_supposed_point_stand_beside_the_trail() -> None:
    trail = pd.DataFrame({"year": [2024], "AA": [0.5], "BB": [0.3], "CC": [0.2]})
    cloud = pd.DataFrame({"AA": [0.45, 0.55], "BB": [0.3, 0.3], "CC": [0.25, 0.15]})
    drawn = balance.ternary(
        trail, ("AA", "BB", "CC"), LOOKS, WORDS, cloud, {"AA": 0.2, "BB": 0.3, "CC": 0.5}
    )
    assert [each.name for each in drawn.data] == [
        "where the last year may lie", "year by year", "supposed",
    ]  # fmt: skip
    assert (drawn.data[2].b[0], drawn.data[2].a[0]) == (0.2, 0.5)
    assert drawn.layout.ternary.baxis.min <= 0.2


def test_chances_of_ranks_stack_to_one_and_small_ones_carry_no_figure() -> None:
    chances = pd.DataFrame({"partner": ["AA", "BB"], 1: [0.96, 0.04], 2: [0.04, 0.96]})
    first, second = robustness.acceptability(chances, LOOKS, WORDS).data
    assert [a + b for a, b in zip(first.x, second.x, strict=True)] == [1, 1]
    assert list(first.text) == ["<b>1</b> 96%", ""]


def test_dependence_joins_both_directions() -> None:
    rows = pd.DataFrame({"partner": ["AA", "BB"], "here": [0.2, 0.3], "there": [0.01, 0.04]})
    drawn = dependence.dependence(rows, LOOKS, ("here", "there"), WORDS)
    assert [list(each.y) for each in drawn.data] == [[0.2, 0.01], [0.3, 0.04]]
    assert "Beta <b>30.0%</b>" in texts(drawn) and "Alpha <b>1.0%</b>" in texts(drawn)


def test_split_draws_two_terms_that_add_up() -> None:
    parts = pd.DataFrame({"year": [2025], "inside": [1.54], "between": [0.09]})
    drawn = domains.decomposition(parts, WORDS)
    assert [each.x[0] for each in drawn.data] == [1.54, 0.09]
    assert drawn.layout.barmode == "stack"


@pytest.fixture
def meetings() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["a", "b"],
            "title": ["Summit <1>", "Talks"],
            "when": ["17 June 2025", "December 2025"],
            "lane": ["AA", "AA"],
            "colour_of": ["AA", "AA"],
            "earliest": pd.to_datetime(["2025-06-17", "2025-12-01"]),
            "latest": pd.to_datetime(["2025-06-17", "2025-12-31"]),
            "precision": ["day", "month"],
            "level": ["head-of-state", "minister"],
            "state": ["held", "scheduled"],
            "offset": [0, 0],
        }
    )


def test_timeline_draws_a_month_as_a_month_and_plans_hollow(meetings: pd.DataFrame) -> None:
    drawn = timeline.timeline(meetings, [("AA", "Alpha")], LOOKS, WORDS)
    month, marks = drawn.data
    assert [str(day)[:10] for day in month.x] == ["2025-12-01", "2025-12-31"]
    assert list(marks.marker.symbol) == ["circle", "circle-open"]
    assert [each[1] for each in marks.customdata] == ["Summit &lt;1&gt;", "Talks"]
    assert "<b>Alpha</b>" in texts(drawn)


def test_narrow_charts_break_lines_and_write_fewer_years() -> None:
    others = mirrors(("BB", "away", 55.5))
    drawn = comparison.bars(latest(BB=40.0), others, LOOKS, REPORTERS, UNIT, WORDS, narrow=True)
    assert texts(drawn) == ["Beta <b>40.0</b> · 40%<br>◇ 55.5 Their customs"]
    history = rows(partner=["AA"] * 25, year=range(2000, 2025), value=1.0)
    wide = comparison.lines(history, LOOKS, UNIT, WORDS)
    narrow = comparison.lines(history, LOOKS, UNIT, WORDS, narrow=True)
    assert (wide.layout.xaxis.dtick, narrow.layout.xaxis.dtick) == (4, 6)
    assert narrow.layout.yaxis.ticklabelposition == "inside top"


def test_names_at_the_ends_of_lines_have_room() -> None:
    long = {"AA": Look("Very long name of a region", "#3568B0", "circle")}
    history = rows(partner=["AA"] * 2, year=[2000, 2001], value=[1.0, 2.0])
    drawn = comparison.lines(history, long, UNIT, WORDS, narrow=True)
    assert texts(drawn) == ["<b>Very long<br>name of a<br>region</b>"]
    assert drawn.layout.margin.r >= 9 * 7


def test_remarks_that_would_touch_stand_at_two_heights() -> None:
    history = rows(partner=["AA"] * 2, year=[2000, 2025], value=[1.0, 2.0])
    remarks = [(2015.0, "1"), (2022.2, "2"), (2023.0, "3"), (2023.5, "4")]
    drawn = comparison.lines(history, LOOKS, UNIT, WORDS, remarks)
    heights = {each.text: each.yshift for each in drawn.layout.annotations if each.yshift}
    assert heights["1"] == heights["2"] == heights["4"] < heights["3"]


def test_too_many_meetings_are_counted_by_year(meetings: pd.DataFrame) -> None:
    earlier = meetings.assign(earliest=meetings["earliest"] - pd.DateOffset(years=2))
    others = meetings.head(1).assign(lane="BB", colour_of="BB")
    rows = pd.concat([meetings, earlier.head(1), others], ignore_index=True)
    drawn = timeline.by_year(rows, [("AA", "Alpha"), ("BB", "B <2>")], LOOKS, WORDS)
    alpha, beta = drawn.data
    assert list(alpha.x) == [2023, 2025] and list(beta.x) == [2025]
    assert alpha.y[0] / alpha.y[1] == 1 / 2 and beta.y[0] == alpha.y[0]  # one scale for all lanes
    assert list(alpha.text) == ["", "2"] and list(beta.text) == ["1"]
    assert list(alpha.customdata) == ["Alpha, 2023: 1", "Alpha, 2025: 2"]
    assert beta.customdata[0] == "B &lt;2&gt;, 2025: 1"
    assert alpha.marker.color == LOOKS["AA"].colour
    names = [each.y for each in drawn.layout.annotations]
    assert names[0] > alpha.base + alpha.y[1] and alpha.base > names[1] > beta.base + beta.y[0]
    assert drawn.layout.height >= -drawn.layout.yaxis.range[0]


@pytest.mark.parametrize("narrow", [True, False])
def test_marks_and_names_of_the_timeline_do_not_touch(meetings: pd.DataFrame, narrow: bool) -> None:
    rows = pd.concat([meetings] * 3, ignore_index=True)
    rows = rows.assign(lane=["AA", "AA", "AA", "BB", "BB", "BB"], offset=[0, 1, 2, 0, 1, 2])
    drawn = timeline.timeline(rows, [("AA", "Alpha"), ("BB", "Beta")], LOOKS, WORDS, narrow=narrow)
    marks, names = drawn.data[-1], drawn.layout.annotations
    largest = max(marks.marker.size)
    heights = sorted(marks.y)
    assert min(b - a for a, b in pairwise(heights)) >= largest * 0.8
    assert names[0].y > max(marks.y[:3]) > min(marks.y[:3]) > names[1].y > max(marks.y[3:])
    # One unit of height is one pixel.
    assert names[0].y >= marks.y[1] + marks.marker.size[1] / 2
    low, high = drawn.layout.yaxis.range
    assert drawn.layout.height - (high - low) == 40


def test_twelve_months_are_shown_whole_however_few_meetings_they_had(
    meetings: pd.DataFrame,
) -> None:
    year = (pd.Timestamp("2025-03-01"), pd.Timestamp("2026-02-28"))
    drawn = timeline.timeline(meetings, [("AA", "Alpha")], LOOKS, WORDS, within=year)
    assert tuple(pd.Timestamp(each) for each in drawn.layout.xaxis.range) == year
    assert drawn.layout.xaxis.ticktext[0] == "Mar 2025"
    assert timeline.days_apart(meetings, narrow=False, within=year) == round(364 * 13 / 900)


def test_marks_lie_as_many_days_apart_as_the_picture_is_wide(meetings: pd.DataFrame) -> None:
    # 197 days from 17 June to 31 December.
    assert timeline.days_apart(meetings, narrow=False) == round(197 * 13 / 900)
    assert timeline.days_apart(meetings, narrow=True) == round(197 * 10 / 320)
    assert timeline.days_apart(meetings.head(1), narrow=True) == 1
