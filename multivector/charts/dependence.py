"""What the country and each partner are to each other, in both directions."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from multivector.analysis.rows import each as each_row
from multivector.charts.style import LABEL_SIZE, Look, figure, plain, spread
from multivector.words import Words


def dependence(
    rows: pd.DataFrame, looks: Mapping[str, Look], sides: tuple[str, str], words: Words
) -> go.Figure:
    """What each is to the other: two shares a partner, joined by a line.

    ``rows`` has partner, here (the partner's share in the country's total) and there (the country's
    share in the partner's), both 0 to 1; ``sides`` names the two axes.
    """
    made = figure(380, margin={"l": 8, "r": 8, "t": 34, "b": 8})
    most = float(rows[["here", "there"]].max().max())
    for side, at, anchor, shift in (("here", 0, "right", -10), ("there", 1, "left", 10)):
        spots = spread(list(rows[side]), most / 340 * (LABEL_SIZE + 4))
        for row, y in zip(each_row(rows), spots, strict=True):
            made.add_annotation(
                x=at,
                y=y,
                xanchor=anchor,
                xshift=shift,
                showarrow=False,
                text=f"{plain(looks[row.partner].name)} "
                f"<b>{words.percent(getattr(row, side), 1)}</b>",
                font={"size": LABEL_SIZE},
            )
    for row in each_row(rows):
        look = looks[row.partner]
        made.add_scatter(
            x=[0, 1],
            y=[row.here, row.there],
            mode="lines+markers",
            name=look.name,
            line={"color": look.colour, "width": 2.4},
            marker={"symbol": look.marker, "size": 10, "color": look.colour},
            customdata=[words.percent(row.here, 1), words.percent(row.there, 1)],
            hovertemplate=f"{plain(look.name)}: %{{customdata}}<extra></extra>",
            cliponaxis=False,
        )
    made.update_xaxes(
        range=[-0.75, 1.75],
        tickvals=[0, 1],
        ticktext=[plain(each) for each in sides],
        side="top",
        showgrid=True,
        tickfont={"size": LABEL_SIZE},
    )
    made.update_yaxes(range=[-0.02 * most, most * 1.06], visible=False)
    return made
