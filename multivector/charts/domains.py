"""Pictures of the domains together: who has which share in each, and the whole split in two."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from multivector.analysis.balance import LEAST_COVERAGE
from multivector.analysis.diversity import TOLERANCE
from multivector.analysis.rows import each as each_row
from multivector.charts.figure import Figure
from multivector.charts.style import (
    ACCENT,
    LABEL_SIZE,
    NEUTRAL,
    SECOND,
    TICK_SIZE,
    Look,
    figure,
    label_above,
    lines_of,
    plain,
    tinted,
    wrapped,
)
from multivector.words import DASH, NO_BREAK_SPACE, Words

LEAST_CELL, MOST_CELL = 0.06, 0.85
# In pixels: a cell, its row, and its row where the domain's name stands above it.
CELL, ROW, ROW_NARROW = 36, 40, 60
LETTERS = 10
MOST_OPEN = 0.9
"""Bounds wider than this say nothing worth a figure."""


def domain_strip(
    shares: pd.DataFrame,
    looks: Mapping[str, Look],
    domains: Mapping[str, str],
    words: Words,
    *,
    narrow: bool = False,
) -> Figure:
    """Each partner's share in each domain: one cell a share, hatched where none can be given.

    ``shares`` has rows domain, partner, share (0 to 1, missing where not reported), share_low and
    share_high (its bounds), coverage; domains and partners in the order given. ``domains`` names
    the domains. Where too few partners are known for shares, the cell says within which bounds the
    share lies. ``narrow`` writes the domains' names above their rows, and those of the partners by
    turns on two lines.
    """
    partners = list(dict.fromkeys(shares["partner"]))
    rows = list(dict.fromkeys(shares["domain"]))[::-1]
    row_height = ROW_NARROW if narrow else ROW
    tall = CELL / row_height
    made = figure(len(rows) * row_height + 46, bargap=0.0, barmode="overlay")
    cells = shares.assign(
        column=shares["partner"].map(partners.index),
        row=shares["domain"].map(rows.index),
        text=[cell_text(row, words) for row in each_row(shares)],
    )
    known = carries_share(cells)
    _add_cells(made, cells[known], tall, looks, domains)
    _add_hatched(made, cells[~known], tall, looks, domains, words)
    for cell in each_row(cells):
        made.add_annotation(
            x=cell.column,
            y=cell.row,
            text=cell.text,
            showarrow=False,
            font={"size": TICK_SIZE},
        )
    made.update_xaxes(
        tickvals=list(range(len(partners))),
        ticktext=_by_turns([looks[code].name for code in partners], narrow=narrow),
        tickangle=0,
        side="top",
        showgrid=False,
        range=[-0.5, len(partners) - 0.5],
    )
    made.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[plain(domains[row]) for row in rows],
        showticklabels=not narrow,
        showgrid=False,
        range=[-tall / 2 - 0.05, len(rows) - tall / 2 - 0.05],
        tickfont={"size": LABEL_SIZE},
    )
    if narrow:
        for place, row in enumerate(rows):
            label_above(made, place, plain(domains[row]), CELL)
    return made


def _by_turns(names: list[str], *, narrow: bool) -> list[str]:
    """Names side by side; on a narrow screen every other one stands on a line of its own."""
    broken = [wrapped(name, LETTERS) for name in names]
    if not narrow:
        return broken
    blank = f"{NO_BREAK_SPACE}<br>" * max(map(lines_of, broken), default=1)
    return [
        f"{blank}{name}" if place % 2 else f"{name}<br>{blank.removesuffix('<br>')}"
        for place, name in enumerate(broken)
    ]


def carries_share(shares: pd.DataFrame) -> "pd.Series[bool]":
    """Whether a share can be given as a number: it is known, as are two thirds of the partners."""
    enough = shares["coverage"] >= LEAST_COVERAGE - TOLERANCE
    return shares["share"].notna() & enough


def cell_text(row: Any, words: Words) -> str:
    """A share, else the bounds within which it lies, else nothing."""
    enough = row.coverage >= LEAST_COVERAGE - TOLERANCE
    if enough and row.share == row.share:
        return words.percent(row.share)
    if not row.share_high - row.share_low < MOST_OPEN:
        return ""
    if row.share_low <= 0:
        return f"≤{NO_BREAK_SPACE}{words.percent(row.share_high)}"
    low, high = words.percent(row.share_low), words.percent(row.share_high)
    return low if low == high else f"{low.removesuffix('%').strip()}{DASH}{high}"


def _add_cells(
    made: Figure,
    cells: pd.DataFrame,
    tall: float,
    looks: Mapping[str, Look],
    domains: Mapping[str, str],
) -> None:
    depth = LEAST_CELL + (MOST_CELL - LEAST_CELL) * cells["share"].clip(0, 1)
    made.add_bar(
        x=cells["column"],
        y=[tall] * len(cells),
        base=cells["row"] - tall / 2,
        width=0.94,
        marker={
            "color": [
                tinted(looks[code].colour, float(alpha))
                for code, alpha in zip(cells["partner"], depth, strict=True)
            ],
            "line": {"width": 0},
        },
        customdata=[_hover_text(row, looks, domains, row.text) for row in each_row(cells)],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_hatched(
    made: Figure,
    cells: pd.DataFrame,
    tall: float,
    looks: Mapping[str, Look],
    domains: Mapping[str, str],
    words: Words,
) -> None:
    bounds, nothing = words.say("bounds only"), words.say("not reported")
    made.add_bar(
        x=cells["column"],
        y=[tall] * len(cells),
        base=cells["row"] - tall / 2,
        width=0.94,
        marker={
            "color": "rgba(127,135,144,0.06)",
            "line": {"width": 0},
            "pattern": {
                "shape": "/",
                "fillmode": "overlay",
                "fgcolor": NEUTRAL,
                "fgopacity": 0.6,
                "size": 7,
                "solidity": 0.16,
            },
        },
        customdata=[
            _hover_text(row, looks, domains, f"{row.text} ({bounds})" if row.text else nothing)
            for row in each_row(cells)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _hover_text(row: Any, looks: Mapping[str, Look], domains: Mapping[str, str], value: str) -> str:
    domain, partner = row.domain, row.partner
    return f"{plain(domains[domain])}, {plain(looks[partner].name)}: {value}"


def decomposition(parts: pd.DataFrame, words: Words) -> Figure:
    """Evenness of the whole as a stack of two: inside the domains, and by division of labour.

    ``parts`` has rows year, inside, between (entropies in nats); they add up to the whole.
    """
    years = [str(int(year)) for year in parts["year"]]
    made = figure(len(parts) * 46 + 60, barmode="stack", bargap=0.35)
    for column, colour, name in (
        ("inside", ACCENT, words.say("even inside the domains")),
        ("between", SECOND, words.say("division of labour between them")),
    ):
        made.add_bar(
            y=years,
            x=parts[column],
            orientation="h",
            name=name,
            marker={"color": colour},
            text=[f"<b>{words.number(value, 2)}</b>" for value in parts[column]],
            textposition="inside",
            insidetextanchor="middle",
            constraintext="none",
            textangle=0,
            textfont={"size": LABEL_SIZE, "color": "#ffffff"},
            hovertemplate=f"%{{y}}, {plain(name)}: %{{text}}<extra></extra>",
        )
    made.update_layout(
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 13},
            "traceorder": "normal",
        },
    )
    made.update_xaxes(rangemode="tozero", showgrid=True, nticks=5)
    made.update_yaxes(showgrid=False, type="category", autorange="reversed")
    return made
