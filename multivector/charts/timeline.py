"""The picture of who met when: lanes of marks, a month drawn as a month."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from multivector.analysis.rows import Rows
from multivector.analysis.rows import each as each_row
from multivector.charts.figure import Figure
from multivector.charts.style import (
    GRID,
    LABEL_SIZE,
    LINE_HEIGHT,
    Look,
    figure,
    lines_of,
    plain,
    wrapped,
    year_axis,
)
from multivector.words import Words

SIZES = {"head-of-state": 12, "head-of-government": 10, "minister": 8, "officials": 6}
# In pixels: a row of marks, the room between lanes, and how wide the picture is at least.
ROW, ROW_NARROW, BETWEEN = 13, 10, 10
WIDTH, WIDTH_NARROW = 900, 320
MOST_TICKS, MOST_TICKS_NARROW = 7, 4
NAME_LINE = 42
MOST_MARKS = 800
"""Events that can still be told apart, each as a mark of its own."""
COLUMN_HEIGHT, NUMBER_HEIGHT = 44, 15  # pixels of the tallest column, and of a number above it

Span = tuple[pd.Timestamp, pd.Timestamp]


def days_apart(events: pd.DataFrame, *, narrow: bool, within: Span | None = None) -> int:
    """How many days the marks of two events must lie apart not to touch; see ``timeline``."""
    first, last = _ends(events, within)
    span = int((last - first).days)
    row, width = (ROW_NARROW, WIDTH_NARROW) if narrow else (ROW, WIDTH)
    return max(1, round(span * row / width))


def timeline(
    events: pd.DataFrame,
    lanes: Sequence[tuple[str, str]],
    looks: Mapping[str, Look],
    words: Words,
    *,
    within: Span | None = None,
    narrow: bool = False,
) -> Figure:
    """Events as marks in lanes, left to right in time.

    ``events`` has rows id, title, when (finished text), lane, colour_of (partner code), earliest,
    latest, precision, level, state, offset (row inside the lane, from 0). ``lanes`` are (key,
    name) from top to bottom. Filled marks were held, hollow ones were not or not yet; a date
    known only to the month is a dotted line over that month. A lane is as high as its marks need.
    ``within`` are the first and the last day of a short time to be shown as a whole, with months on
    the axis instead of years; ``narrow`` takes smaller marks and fewer ticks.
    """
    row_height = ROW_NARROW if narrow else ROW
    names = {key: wrapped(name, NAME_LINE) for key, name in lanes}
    rows = list(each_row(events))
    halves = _halves(rows, row_height)
    centres, depth = _centres(halves, names)
    made = figure(round(depth) + 40)
    heights = [_height(row, centres, row_height) for row in rows]
    _add_uncertain(made, rows, heights, looks)
    middle = events["earliest"] + (events["latest"] - events["earliest"]) / 2
    colours = [looks[row.colour_of].colour for row in rows]
    made.add_scatter(
        x=middle,
        y=heights,
        mode="markers",
        marker={
            "color": colours,
            "size": [SIZES[row.level] * row_height / ROW for row in rows],
            "symbol": [
                looks[row.colour_of].marker + ("" if row.state == "held" else "-open")
                for row in rows
            ],
            "line": {"width": 2, "color": colours},
            "opacity": 1,
        },
        customdata=[[row.id, plain(row.title), plain(row.when)] for row in rows],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
        cliponaxis=False,
    )
    for key, name in names.items():
        _name_lane(made, name, centres[key] + halves[key])
    made.update_yaxes(
        tickvals=list(centres.values()), showticklabels=False, range=[-depth, 0], gridcolor=GRID
    )
    most = MOST_TICKS_NARROW if narrow else MOST_TICKS
    made.update_xaxes(
        type="date", showgrid=True, tickangle=0, **_ticks(events, words, most, within)
    )
    if within:
        made.update_xaxes(range=list(_ends(events, within)))
    return made


def by_year(
    events: pd.DataFrame,
    lanes: Sequence[tuple[str, str]],
    looks: Mapping[str, Look],
    words: Words,
    *,
    narrow: bool = False,
) -> Figure:
    """How many events began in each year, as columns in lanes of one scale, the tallest numbered.

    For more than ``MOST_MARKS``; ``events`` and ``lanes`` as in ``timeline``. The colour of a lane
    is that of most of its events.
    """
    events = events.assign(year=events["earliest"].dt.year)
    colours = events.groupby("lane")["colour_of"].agg(lambda codes: codes.mode().iloc[0])
    scale, depth = COLUMN_HEIGHT / int(events.groupby(["lane", "year"]).size().max()), 0.0
    made, floors = figure(0, barmode="overlay"), []
    for key, name in lanes:
        above = wrapped(name, NAME_LINE)
        depth += lines_of(above) * LINE_HEIGHT + NUMBER_HEIGHT + COLUMN_HEIGHT
        in_lane = events.loc[events["lane"] == key, "year"].value_counts().sort_index()
        numbers = [words.number(count, 0) for count in in_lane]
        made.add_bar(
            x=list(in_lane.index),
            y=[count * scale for count in in_lane],
            base=-depth,
            width=0.85,
            marker={"color": looks[colours[key]].colour},
            text=[
                number if count == in_lane.max() else ""
                for number, count in zip(numbers, in_lane, strict=True)
            ],
            textposition="outside",
            cliponaxis=False,
            customdata=[
                f"{plain(name)}, {year}: {number}"
                for year, number in zip(in_lane.index, numbers, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
        floors.append(-depth)
        _name_lane(made, above, NUMBER_HEIGHT + COLUMN_HEIGHT - depth)
        depth += BETWEEN
    made.update_layout(height=round(depth) + 40)
    made.update_yaxes(tickvals=floors, showticklabels=False, range=[-depth, 0], gridcolor=GRID)
    made.update_xaxes(**year_axis(events["year"].tolist(), narrow=narrow))
    made.update_xaxes(range=[int(events["year"].min()) - 0.5, int(events["year"].max()) + 0.5])
    return made


def _name_lane(made: Figure, name: str, y: float) -> None:
    """A lane's name stands above it, so that it takes no width from the marks on a phone."""
    made.add_annotation(
        xref="paper",
        x=0,
        y=y,
        yanchor="bottom",
        xanchor="left",
        align="left",
        showarrow=False,
        text=f"<b>{name}</b>",
        font={"size": LABEL_SIZE - 1},
    )


def _halves(rows: Rows, row_height: int) -> dict[str, float]:
    """How far each lane's marks reach above its line, in pixels; no further below it."""
    most: dict[str, int] = {}
    for row in rows:
        most[row.lane] = max(row.offset, most.get(row.lane, 0))
    return {lane: row_height * ((each + 1) // 2 + 0.5) + 2 for lane, each in most.items()}


def _centres(
    halves: Mapping[str, float], names: Mapping[str, str]
) -> tuple[dict[str, float], float]:
    """The heights of the lanes' middle lines, in pixels below the top, and the depth of all."""
    centres, depth = {}, 0.0
    for lane, name in names.items():
        depth += lines_of(name) * LINE_HEIGHT + halves[lane]
        centres[lane] = -depth
        depth += halves[lane] + BETWEEN
    return centres, depth


def _ends(events: pd.DataFrame, within: Span | None) -> Span:
    """The first and the last day that the picture shows."""
    first, last = within or (events["earliest"].min(), events["latest"].max())
    return min(first, events["earliest"].min()), max(last, events["latest"].max())


def _ticks(events: pd.DataFrame, words: Words, most: int, within: Span | None) -> dict[str, object]:
    """Ticks at the start of some years or months, named in the reader's language."""
    first, last = _ends(events, within)
    start = first.to_period("M" if within else "Y").to_timestamp()
    every = pd.date_range(start, last, freq="MS" if within else "YS")
    days = every[:: -(-len(every) // most)]
    return {
        "tickvals": list(days),
        "ticktext": [words.month(day.date()) if within else str(day.year) for day in days],
    }


def _height(row: Any, centres: Mapping[str, float], row_height: int) -> float:
    """Height of a mark: its lane's line, then alternately above and below it."""
    offset = int(row.offset)
    sign = 1 if offset % 2 else -1
    return centres[row.lane] + sign * row_height * ((offset + 1) // 2)


def _add_uncertain(
    made: Figure, rows: Rows, heights: Sequence[float], looks: Mapping[str, Look]
) -> None:
    """The time in which each event with an uncertain date may lie, as a dashed line."""
    for row, height in zip(rows, heights, strict=True):
        if row.precision == "day":
            continue
        made.add_scatter(
            x=[row.earliest, row.latest],
            y=[height, height],
            mode="lines",
            hoverinfo="skip",
            line={"color": looks[row.colour_of].colour, "width": 3, "dash": "dot"},
        )
