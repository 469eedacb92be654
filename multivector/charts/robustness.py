"""How often each partner takes each rank, over all weightings and all that is uncertain."""

from collections.abc import Mapping

import pandas as pd

from multivector.charts.figure import Figure
from multivector.charts.style import LABEL_SIZE, TICK_SIZE, Look, figure, tinted, wrapped
from multivector.words import Words

LEAST_SEGMENT, LEAST_SEGMENT_NARROW = 0.11, 0.21
LETTERS = 12


def acceptability(
    chances: pd.DataFrame, looks: Mapping[str, Look], words: Words, *, narrow: bool = False
) -> Figure:
    """How often each partner takes each rank: a row a partner, a segment a rank.

    ``chances`` has rows partner and one column a rank (1, 2, …) with its probability (0 to 1), in
    the order to be drawn. The nearer to the front, the fuller the colour; segments too
    narrow for a figure carry none, of which there are more on a ``narrow`` screen.
    """
    partners = list(chances["partner"])
    names = [wrapped(looks[code].name, LETTERS) for code in partners]
    least = LEAST_SEGMENT_NARROW if narrow else LEAST_SEGMENT
    ranks = [int(each) for each in chances.columns if each != "partner"]
    made = figure(
        len(partners) * 40 + 54,
        barmode="stack",
        bargap=0.28,
        margin={"l": 8, "r": 24, "t": 8, "b": 8},
    )
    for place, rank in enumerate(ranks):
        depth = 0.9 - 0.78 * place / max(len(ranks) - 1, 1)
        made.add_bar(
            y=names,
            x=chances[rank],
            orientation="h",
            name=words.say("rank {n}", n=rank),
            marker={
                "color": [tinted(looks[code].colour, depth) for code in partners],
                "line": {"color": "rgba(127,135,144,0.55)", "width": 1},
            },
            text=[_segment(value, rank, least, words) for value in chances[rank]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": TICK_SIZE, "color": "#ffffff" if depth > 0.6 else None},
            customdata=[words.percent(value) for value in chances[rank]],
            hovertemplate=f"%{{y}}: {words.say('rank {n}', n=rank)} %{{customdata}}<extra></extra>",
        )
    marks = [0, 0.5, 1] if narrow else [0, 0.25, 0.5, 0.75, 1]
    made.update_xaxes(
        range=[0, 1],
        tickvals=marks,
        ticktext=[words.percent(mark) for mark in marks],
        side="bottom",
    )
    made.update_yaxes(showgrid=False, autorange="reversed", tickfont={"size": LABEL_SIZE})
    return made


def _segment(chance: float, rank: int, least: float, words: Words) -> str:
    return f"<b>{rank}</b> {words.percent(chance)}" if chance >= least else ""
