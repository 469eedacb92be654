"""How often each partner takes each rank, over all weightings and all that is uncertain."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from multivector.charts.style import LABEL_SIZE, TICK_SIZE, Look, figure, tinted
from multivector.words import Words

LEAST_SEGMENT = 0.11


def acceptability(chances: pd.DataFrame, looks: Mapping[str, Look], words: Words) -> go.Figure:
    """How often each partner takes each rank: a row a partner, a segment a rank.

    ``chances`` has rows partner and one column a rank (1, 2, …) with its probability (0 to 1), in
    the order to be drawn. The nearer to the front, the fuller the colour; segments too
    narrow for a figure carry none.
    """
    partners = list(chances["partner"])
    ranks = [int(each) for each in chances.columns if each != "partner"]
    made = figure(len(partners) * 40 + 54, barmode="stack", bargap=0.28)
    for place, rank in enumerate(ranks):
        depth = 0.9 - 0.78 * place / max(len(ranks) - 1, 1)
        made.add_bar(
            y=[looks[code].name for code in partners],
            x=chances[rank],
            orientation="h",
            name=words.say("rank {n}", n=rank),
            marker={
                "color": [tinted(looks[code].colour, depth) for code in partners],
                "line": {"color": "rgba(127,135,144,0.55)", "width": 1},
            },
            text=[_segment(value, rank, words) for value in chances[rank]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": TICK_SIZE, "color": "#ffffff" if depth > 0.6 else None},
            customdata=[words.percent(value) for value in chances[rank]],
            hovertemplate=f"%{{y}}: {words.say('rank {n}', n=rank)} %{{customdata}}<extra></extra>",
        )
    made.update_xaxes(range=[0, 1], tickformat=".0%", nticks=5, side="bottom")
    made.update_yaxes(showgrid=False, autorange="reversed", tickfont={"size": LABEL_SIZE})
    return made


def _segment(chance: float, rank: int, words: Words) -> str:
    return f"<b>{rank}</b> {words.percent(chance)}" if chance >= LEAST_SEGMENT else ""
