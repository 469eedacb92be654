"""What the picture of attention draws: names and values."""

import math

import pandas as pd

from multivector.charts import narrative
from multivector.charts.style import Look
from multivector.findings.narrative import compared
from multivector.words import Words
from tests.charts.reading import Checked

narrative = Checked(narrative)
WORDS = Words()
LOOKS = {"AA": Look("Alpha", "#3568B0", "circle"), "BB": Look("Beta", "#E5566A", "square")}
NAMES = {"AA": "Alpha", "BB": "Beta"}
ROWS = pd.DataFrame(
    {
        "partner": ["AA", "BB"],
        "n": [40, 40],
        "attention": [0.6, 0.4],
        "low": [0.5, 0.3],
        "high": [0.7, 0.5],
        "evidence": [0.45, 0.42],
        "gap_low": [0.05, -0.12],
        "gap_high": [0.25, 0.08],
        "ranked": [True, True],
    }
)


def test_each_partner_has_its_interval_and_both_shares() -> None:
    drawn = narrative.attention(ROWS, LOOKS, WORDS)
    link, interval, marks = drawn.data[:3]
    assert list(link.x) == [0.6, 0.45]
    assert list(interval.x) == [0.5, 0.7]
    assert list(marks.x) == [0.6, 0.45]
    assert list(marks.y) == ["Alpha", "Alpha"]
    assert list(marks.marker.symbol) == ["circle", "diamond-open"]
    assert list(drawn.layout.yaxis.categoryarray) == ["Beta", "Alpha"]
    assert [each.text for each in drawn.layout.annotations] == [
        "Alpha <b>60%</b> (50–70%)   ◇ 45%",
        "Beta <b>40%</b> (30–50%)   ◇ 42%",
    ]


def test_missing_shares_are_not_drawn_as_zero() -> None:
    gone = ROWS.assign(evidence=math.nan, attention=[0.6, math.nan])
    drawn = narrative.attention(gone, LOOKS, WORDS)
    assert drawn.data[2].x[1] is None
    assert [each.text for each in drawn.layout.annotations] == [
        "Alpha <b>60%</b> (50–70%)",
        "Beta not reported",
    ]


def test_sentence_names_only_clear_differences_and_ranks_only_enough_mentions() -> None:
    assert compared(ROWS, NAMES, WORDS) == "Named more than the statistics give: Alpha."
    few = ROWS.assign(n=12, ranked=False)
    assert compared(few, NAMES, WORDS) == "Only 12 mentions: no ranking."
    alone = ROWS.assign(evidence=math.nan)
    assert compared(alone, NAMES, WORDS) == "Nobody is clearly named most."
    clear = alone.assign(low=[0.55, 0.3])
    assert compared(clear, NAMES, WORDS) == "Alpha is named most: 60% of the mentions."
