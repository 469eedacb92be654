"""The picture of a claimed figure among the counts of the same."""

from collections.abc import Mapping

import pandas as pd

from multivector.analysis.rows import each as each_row
from multivector.charts.figure import Figure
from multivector.charts.style import (
    ACCENT,
    LABEL_SIZE,
    LINE_HEIGHT,
    NEUTRAL,
    figure,
    from_zero,
    label_above,
    plain,
)
from multivector.model import Unit
from multivector.words import Words

ROW_HEIGHT, MARK_SIZE = 46, 13


def among_counts(
    rows: pd.DataFrame,
    claimed: float,
    captions: Mapping[str, str],
    unit: Unit,
    words: Words,
    *,
    narrow: bool = False,
) -> Figure:
    """What each count says, one row a count, and the claimed value as a line through all.

    ``rows`` are verdicts with reporter, observed_value and verdict; filled marks agree with the
    claim, hollow ones do not. ``captions`` name the verdicts and the reporters. ``narrow`` gives
    the verdict a line of its own.
    """
    ordered = rows.sort_values("observed_value", kind="stable").reset_index(drop=True)
    row_height = ROW_HEIGHT + (LINE_HEIGHT if narrow else 0)
    made = figure(len(ordered) * row_height + 56, margin={"t": 34})
    agree = ordered["verdict"] == "agrees"
    made.add_scatter(
        x=ordered["observed_value"],
        y=list(ordered.index),
        mode="markers",
        marker={
            "size": MARK_SIZE,
            "color": [ACCENT if ok else NEUTRAL for ok in agree],
            "symbol": ["circle" if ok else "circle-open" for ok in agree],
            "line": {"width": 2.5},
        },
        customdata=[plain(captions[code]) for code in ordered["reporter"]],
        hovertemplate="%{customdata}: %{x}<extra></extra>",
        cliponaxis=False,
    )
    for row in each_row(ordered):
        amount = words.amount(row.observed_value, unit)
        text = f"{plain(captions[row.reporter])} <b>{plain(amount)}</b>"
        verdict = plain(captions[row.verdict])
        label_above(made, row.Index, ("<br>" if narrow else " ").join((text, verdict)), MARK_SIZE)
    caption = words.say("claimed")
    top = max(float(ordered["observed_value"].max()), claimed)
    made.add_line(claimed, width=2, dash="dash", color=NEUTRAL)
    made.add_annotation(
        x=claimed, yref="paper", y=1, yshift=20, showarrow=False, font={"size": LABEL_SIZE},
        xanchor="right" if claimed > top * 0.85 else "left" if claimed < top * 0.15 else "center",
        text=f"<b>{plain(caption)}</b>",
    )  # fmt: skip
    made.update_xaxes(**from_zero(top), nticks=4 if narrow else 6)
    made.update_yaxes(range=[-0.25, len(ordered) - 0.2], showticklabels=False, showgrid=False)
    return made
