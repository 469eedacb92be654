"""What the country and each partner are to each other, in both directions."""

from collections.abc import Mapping

import pandas as pd

from multivector.analysis.rows import each as each_row
from multivector.charts.figure import Figure
from multivector.charts.style import (
    LABEL_SIZE,
    LETTER_WIDTH,
    LINE_HEIGHT,
    Look,
    figure,
    lines_of,
    plain,
    spread,
    wrapped,
)
from multivector.words import Words

HEIGHT, BOTTOM = 380, 8
LETTERS, LETTERS_NARROW = 24, 13


def dependence(
    rows: pd.DataFrame,
    looks: Mapping[str, Look],
    sides: tuple[str, str],
    words: Words,
    *,
    narrow: bool = False,
) -> Figure:
    """What each is to the other: two shares a partner, joined by a line.

    ``rows`` has partner, here (the partner's share in the country's total) and there (the country's
    share in the partner's), both 0 to 1; ``sides`` names the two axes. ``narrow`` breaks the
    labels.
    """
    names = {row.partner: looks[row.partner].name for row in each_row(rows)}
    letters = LETTERS_NARROW if narrow else LETTERS
    room = 26 + LETTER_WIDTH * max(
        min(letters, max(map(len, sides))),
        max(map(len, names.values()), default=0)
        + (0 if narrow else len(words.percent(0.5, 1)) + 1),
    )
    titles = [wrapped(each, letters) for each in sides]
    top = 10 + LINE_HEIGHT * max(map(lines_of, titles))
    made = figure(HEIGHT, margin={"l": round(room), "r": round(room), "t": top, "b": BOTTOM})
    most = float(rows[["here", "there"]].max().max())
    lowest, highest = -0.02 * most, most * 1.06
    pixel = (highest - lowest) / (HEIGHT - top - BOTTOM)
    places = (("here", 0, "right", -10), ("there", 1, "left", 10))
    for title, (side, at, anchor, shift) in zip(titles, places, strict=True):
        texts = [
            f"{plain(names[row.partner])}{'<br>' if narrow else ' '}"
            f"<b>{words.percent(getattr(row, side), 1)}</b>"
            for row in each_row(rows)
        ]
        spots = spread(list(rows[side]), pixel * LINE_HEIGHT * max(map(lines_of, texts), default=1))
        made.add_annotation(
            x=at,
            yref="paper",
            y=1,
            xanchor=anchor,
            yanchor="bottom",
            xshift=shift,
            align=anchor,
            showarrow=False,
            text=title,
            font={"size": LABEL_SIZE},
        )
        for text, y in zip(texts, spots, strict=True):
            made.add_annotation(
                x=at,
                y=y,
                xanchor=anchor,
                xshift=shift,
                align=anchor,
                showarrow=False,
                text=text,
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
            customdata=[
                f"{plain(look.name)}: {words.percent(share, 1)}" for share in (row.here, row.there)
            ],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    made.update_xaxes(range=[-0.02, 1.02], tickvals=[0, 1], showticklabels=False, showgrid=True)
    made.update_yaxes(range=[lowest, highest], visible=False)
    return made
