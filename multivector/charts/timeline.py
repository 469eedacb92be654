"""The picture of who met when: lanes of marks, a month drawn as a month."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from multivector.analysis.rows import each as each_row
from multivector.charts.style import GRID, LABEL_SIZE, Look, figure, plain
from multivector.words import Words

LANE_HEIGHT, STEP = 54, 0.17
SIZES = {"head-of-state": 12, "head-of-government": 10, "minister": 8, "officials": 6}
MOST_TICKS = 7


def timeline(
    events: pd.DataFrame,
    lanes: Sequence[tuple[str, str]],
    looks: Mapping[str, Look],
    words: Words,
    *,
    months: bool = False,
) -> go.Figure:
    """Events as marks in lanes, left to right in time.

    ``events`` has rows id, title, when (finished text), lane, colour_of (partner code), earliest,
    latest, precision, level, state, offset (row inside the lane, from 0). ``lanes`` are (key,
    name) from top to bottom. Filled marks were held, hollow ones were not or not yet; a date
    known only to the month is a dotted line over that month. ``months`` marks months on the
    axis instead of years.
    """
    keys = [key for key, _ in lanes]
    made = figure(len(lanes) * LANE_HEIGHT + 50)
    rows = events.assign(y=[_height(row, keys) for row in each_row(events)])
    _add_uncertain(made, rows[rows["precision"] != "day"], looks)
    middle = rows["earliest"] + (rows["latest"] - rows["earliest"]) / 2
    held = rows["state"] == "held"
    colours = [looks[code].colour for code in rows["colour_of"]]
    made.add_scatter(
        x=middle,
        y=rows["y"],
        mode="markers",
        marker={
            "color": colours,
            "size": [SIZES[level] for level in rows["level"]],
            "symbol": [
                looks[code].marker + ("" if ok else "-open")
                for code, ok in zip(rows["colour_of"], held, strict=True)
            ],
            "line": {"width": 2, "color": colours},
            "opacity": 1,
        },
        customdata=[[row.id, plain(row.title), plain(row.when)] for row in each_row(rows)],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
        cliponaxis=False,
    )
    for i, (_, name) in enumerate(lanes):
        # Names stand above their lane, so that they take no width from the marks on a phone.
        made.add_annotation(
            xref="paper",
            x=0,
            y=-i,
            yshift=LANE_HEIGHT / 2 - 6,
            xanchor="left",
            showarrow=False,
            text=f"<b>{plain(name)}</b>",
            font={"size": LABEL_SIZE - 1},
        )
    made.update_yaxes(
        tickvals=[-i for i in range(len(lanes))],
        showticklabels=False,
        range=[-len(lanes) + 0.45, 0.6],
        gridcolor=GRID,
    )
    made.update_xaxes(type="date", showgrid=True, **_ticks(events, words, months=months))
    return made


def _ticks(events: pd.DataFrame, words: Words, *, months: bool) -> dict[str, object]:
    """Ticks at the start of some years or months, named in the reader's language."""
    first, last = events["earliest"].min(), events["latest"].max()
    start = first.to_period("M" if months else "Y").to_timestamp()
    every = pd.date_range(start, last, freq="MS" if months else "YS")
    days = every[:: -(-len(every) // MOST_TICKS)]
    return {
        "tickvals": list(days),
        "ticktext": [words.month(day.date()) if months else str(day.year) for day in days],
    }


def _height(row: Any, keys: Sequence[str]) -> float:
    """Height of a mark: its lane's line, then alternately above and below it."""
    offset = int(row.offset)
    sign = 1 if offset % 2 else -1
    return -keys.index(row.lane) + sign * STEP * ((offset + 1) // 2)


def _add_uncertain(made: go.Figure, rows: pd.DataFrame, looks: Mapping[str, Look]) -> None:
    """The time in which each event with an uncertain date may lie, as a dashed line."""
    for row in each_row(rows):
        made.add_scatter(
            x=[row.earliest, row.latest],
            y=[row.y, row.y],
            mode="lines",
            hoverinfo="skip",
            line={"color": looks[row.colour_of].colour, "width": 3, "dash": "dot"},
        )
