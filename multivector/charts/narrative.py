"""A picture of whom the claims name, beside the statistics."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from multivector.analysis.rows import each as each_row
from multivector.charts.comparison import MARK_SIZE, ROW_HEIGHT
from multivector.charts.figure import Figure
from multivector.charts.style import FAINT, Look, figure, label_above, plain, tinted
from multivector.words import DASH, Words


def attention(rows: pd.DataFrame, looks: Mapping[str, Look], words: Words) -> Figure:
    """Each partner's share in the claims with its interval, and in the statistics as hollow mark.

    ``rows`` has partner, attention, low, high and evidence (shares, 0 to 1, missing where there is
    none), the first partner on top.
    """
    order = [looks[code].name for code in rows["partner"]][::-1]
    made = figure(len(order) * ROW_HEIGHT + 16)
    for row in each_row(rows):
        _add_row(made, row, looks[row.partner], words)
    top = max([0.0, *rows[["high", "evidence"]].max().dropna()])
    made.update_xaxes(range=[0, top * 1.05 or 1], showticklabels=False, showgrid=False)
    made.update_yaxes(
        showgrid=False,
        showticklabels=False,
        type="category",
        categoryorder="array",
        categoryarray=order,
        range=[-0.25, len(order) - 0.2],
    )
    return made


def _add_row(made: Figure, row: Any, look: Look, words: Words) -> None:
    text = _row_text(row, look, words)
    for ends, colour, width in (
        ([row.attention, row.evidence], FAINT, 1),
        ([row.low, row.high], tinted(look.colour, 0.4), 7),
    ):
        made.add_scatter(
            x=ends,
            y=[look.name] * 2,
            mode="lines",
            line={"color": colour, "width": width},
            hoverinfo="skip",
        )
    made.add_scatter(
        x=[row.attention, row.evidence],
        y=[look.name] * 2,
        mode="markers",
        name=look.name,
        marker={
            "symbol": ["circle", "diamond-open"],
            "size": MARK_SIZE,
            "color": look.colour,
            "line": {"width": 2.5, "color": look.colour},
        },
        cliponaxis=False,
        text=[text] * 2,
        hovertemplate="%{text}<extra></extra>",
    )
    label_above(made, look.name, text, MARK_SIZE)


def _row_text(row: Any, look: Look, words: Words) -> str:
    name = plain(look.name)
    if pd.isna(row.attention):
        return " ".join((name, words.say("not reported")))
    interval = f"{words.number(100 * row.low, 0)}{DASH}{words.percent(row.high)}"
    text = f"{name} <b>{words.percent(row.attention)}</b> ({interval})"
    return text if pd.isna(row.evidence) else f"{text}   ◇ {words.percent(row.evidence)}"
