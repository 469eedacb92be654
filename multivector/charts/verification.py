"""The picture of a claimed figure among the counts of the same."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from multivector.analysis.rows import each as each_row
from multivector.charts.style import LABEL_SIZE, NEUTRAL, figure, plain
from multivector.model import Unit
from multivector.words import Words

ROW_HEIGHT = 46
ACCENT = "#4C86C6"


def among_counts(
    rows: pd.DataFrame,
    claimed: float,
    captions: Mapping[str, str],
    unit: Unit,
    words: Words,
) -> go.Figure:
    """What each count says, one row a count, and the claimed value as a line through all.

    ``rows`` are verdicts with reporter, observed_value and verdict; filled marks agree with the
    claim, hollow ones do not. ``captions`` name the verdicts and the reporters.
    """
    ordered = rows.sort_values("observed_value", kind="stable").reset_index(drop=True)
    made = figure(len(ordered) * ROW_HEIGHT + 56, margin={"l": 8, "r": 8, "t": 34, "b": 8})
    agree = ordered["verdict"] == "agrees"
    made.add_scatter(
        x=ordered["observed_value"],
        y=list(ordered.index),
        mode="markers",
        marker={
            "size": 13,
            "color": [ACCENT if ok else NEUTRAL for ok in agree],
            "symbol": ["circle" if ok else "circle-open" for ok in agree],
            "line": {"width": 2.5},
        },
        customdata=[captions[code] for code in ordered["reporter"]],
        hovertemplate="%{customdata}: %{x}<extra></extra>",
        cliponaxis=False,
    )
    for row in each_row(ordered):
        amount = words.amount(row.observed_value, unit)
        made.add_annotation(
            xref="paper", x=0, y=row.Index, yshift=16, xanchor="left", showarrow=False,
            text=f"{plain(captions[row.reporter])} <b>{plain(amount)}</b> "
            f"{plain(captions[row.verdict])}",
            font={"size": LABEL_SIZE},
        )  # fmt: skip
    caption = words.say("claimed")
    made.add_vline(x=claimed, line={"width": 2, "dash": "dash", "color": NEUTRAL})
    made.add_annotation(
        x=claimed, yref="paper", y=1, yshift=20, showarrow=False, font={"size": LABEL_SIZE},
        text=f"<b>{plain(caption)}</b>",
    )  # fmt: skip
    top = max(float(ordered["observed_value"].max()), claimed)
    made.update_xaxes(range=[0, top * 1.08], tickformat="~g", nticks=6)
    made.update_yaxes(range=[-0.5, len(ordered) - 0.2], showticklabels=False, showgrid=False)
    return made
