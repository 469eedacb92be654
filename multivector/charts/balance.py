"""Pictures of balance: triangle with trail, domain strip, course over the years, split in two."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from multivector.analysis.rows import each as each_row
from multivector.charts.style import (
    FAINT,
    GRID,
    LABEL_SIZE,
    NEUTRAL,
    TICK_SIZE,
    Look,
    end_labels,
    figure,
    plain,
    tinted,
    year_axis,
)
from multivector.words import Words

ACCENT = "#4C86C6"
LEAST_CELL, MOST_CELL = 0.06, 0.85


def ternary(
    trail: pd.DataFrame, corners: Sequence[str], looks: Mapping[str, Look], words: Words
) -> go.Figure:
    """Where the country stood each year between three partners, as a trail through a triangle.

    ``trail`` has rows year and one column a corner with its share (0 to 1, summing to one); rows
    with a missing share are left out. The triangle shows the part in which the trail lies.
    """
    known = trail.dropna(subset=list(corners)).sort_values("year")
    left, right, top = corners
    height = 400
    made = figure(height, margin={"l": 50, "r": 50, "t": 34, "b": 34})
    ages = np.linspace(0.25, 1, len(known))
    shares = [
        ", ".join(f"{plain(looks[code].name)} {words.percent(row[code])}" for code in corners)
        for _, row in known.iterrows()
    ]
    made.add_scatterternary(
        a=known[top],
        b=known[left],
        c=known[right],
        mode="lines+markers+text",
        line={"color": tinted(ACCENT, 0.55), "width": 2, "shape": "spline", "smoothing": 0.5},
        marker={
            "color": [tinted(ACCENT, age) for age in ages],
            "size": [9] * max(len(known) - 1, 0) + [14],
            "line": {"color": ACCENT, "width": 1.5},
        },
        text=_year_labels(known, corners),
        textposition=_label_sides(known, left, right),
        textfont={"size": LABEL_SIZE},
        customdata=list(zip(known["year"], shares, strict=True)),
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        cliponaxis=False,
    )
    floors = _floors(known, (top, left, right))
    axis = {"gridcolor": GRID, "linecolor": FAINT, "tickformat": ".0%", "nticks": 5}
    axis["tickfont"] = {"size": TICK_SIZE}
    made.update_layout(
        ternary={
            "sum": 1,
            "bgcolor": "rgba(0,0,0,0)",
            "aaxis": {**axis, "min": floors[0], "title": _corner(looks[top])},
            "baxis": {**axis, "min": floors[1], "title": _corner(looks[left])},
            "caxis": {**axis, "min": floors[2], "title": _corner(looks[right])},
        }
    )
    return made


def _corner(look: Look) -> dict[str, object]:
    return {"text": f"<b>{plain(look.name)}</b>", "font": {"size": LABEL_SIZE + 1}}


def _floors(known: pd.DataFrame, corners: Sequence[str]) -> list[float]:
    """Lowest share on each axis, in steps of 5 %, so that the trail fills the triangle."""
    if known.empty:
        return [0.0, 0.0, 0.0]
    return [max(0.0, np.floor((known[code].min() - 0.03) * 20) / 20) for code in corners]


def _year_labels(known: pd.DataFrame, corners: Sequence[str]) -> list[str]:
    """Years at the first and last point, and at those far enough from the labelled ones."""
    labels = [""] * len(known)
    labelled: list[int] = []
    points = known[list(corners)].to_numpy()
    years = [str(int(year)) for year in known["year"]]
    for i in [0, len(known) - 1, *range(len(known))] if len(known) else []:
        if all(np.abs(points[i] - points[j]).max() > 0.035 for j in labelled):
            labels[i] = f"<b>{years[i]}</b>" if i in (0, len(known) - 1) else years[i]
            labelled.append(i)
    return labels


def _label_sides(known: pd.DataFrame, left: str, right: str) -> list[str]:
    """Labels stand on the side away from the trail's middle."""
    if known.empty:
        return []
    lean = known[right] - known[left]
    middle = lean.median()
    return ["middle right" if value >= middle else "middle left" for value in lean]


def domain_strip(
    shares: pd.DataFrame,
    looks: Mapping[str, Look],
    domains: Mapping[str, str],
    words: Words,
) -> go.Figure:
    """Each partner's share in each domain: one cell a share, hatched where nothing is reported.

    ``shares`` has rows domain, partner, share (0 to 1, missing where not reported); domains and
    partners in the order given. ``domains`` names the domains.
    """
    partners = list(dict.fromkeys(shares["partner"]))
    rows = list(dict.fromkeys(shares["domain"]))[::-1]
    made = figure(len(rows) * 40 + 46, bargap=0.0, barmode="overlay")
    cells = shares.assign(
        column=shares["partner"].map(partners.index), row=shares["domain"].map(rows.index)
    )
    known = cells["share"].notna()
    _add_cells(made, cells[known], looks, domains, words)
    _add_hatched(made, cells[~known], looks, domains, words)
    for cell in each_row(cells[known]):
        made.add_annotation(
            x=cell.column,
            y=cell.row,
            text=words.percent(cell.share),
            showarrow=False,
            font={"size": TICK_SIZE},
        )
    made.update_xaxes(
        tickvals=list(range(len(partners))),
        ticktext=[looks[code].name for code in partners],
        side="top",
        showgrid=False,
        range=[-0.5, len(partners) - 0.5],
    )
    made.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[plain(domains[row]) for row in rows],
        showgrid=False,
        range=[-0.5, len(rows) - 0.5],
        tickfont={"size": LABEL_SIZE},
    )
    return made


def _add_cells(
    made: go.Figure,
    cells: pd.DataFrame,
    looks: Mapping[str, Look],
    domains: Mapping[str, str],
    words: Words,
) -> None:
    depth = LEAST_CELL + (MOST_CELL - LEAST_CELL) * cells["share"].clip(0, 1)
    made.add_bar(
        x=cells["column"],
        y=[0.9] * len(cells),
        base=cells["row"] - 0.45,
        width=0.94,
        marker={
            "color": [
                tinted(looks[code].colour, float(alpha))
                for code, alpha in zip(cells["partner"], depth, strict=True)
            ],
            "line": {"width": 0},
        },
        customdata=[
            _cell_text(row, looks, domains, words.percent(row.share)) for row in each_row(cells)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_hatched(
    made: go.Figure,
    cells: pd.DataFrame,
    looks: Mapping[str, Look],
    domains: Mapping[str, str],
    words: Words,
) -> None:
    made.add_bar(
        x=cells["column"],
        y=[0.9] * len(cells),
        base=cells["row"] - 0.45,
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
            _cell_text(row, looks, domains, words.say("not reported")) for row in each_row(cells)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _cell_text(row: Any, looks: Mapping[str, Look], domains: Mapping[str, str], value: str) -> str:
    domain, partner = row.domain, row.partner
    return f"{plain(domains[domain])}, {plain(looks[partner].name)}: {value}"


def course(scores: pd.DataFrame, names: Mapping[str, str], most: int, words: Words) -> go.Figure:
    """How many effective partners there were each year, one line a domain.

    ``scores`` has rows domain, year, n2; ``most`` is the number of partners in the cut, the largest
    value possible.
    """
    height = 300
    made = figure(height, margin={"l": 8, "r": 100, "t": 12, "b": 8})
    ends: dict[str, tuple[float, float]] = {}
    dashes = ("solid", "dash", "dot", "dashdot")
    domains = list(dict.fromkeys(scores.dropna(subset="n2")["domain"]))
    for position, domain in enumerate(domains):
        rows = _every_year(scores[scores["domain"] == domain])
        colour = ACCENT if position == 0 else NEUTRAL
        made.add_scatter(
            x=rows["year"],
            y=rows["n2"],
            mode="lines+markers",
            name=names[domain],
            connectgaps=False,
            line={"color": colour, "width": 2.4, "dash": dashes[position % len(dashes)]},
            marker={"size": 8, "color": colour},
            cliponaxis=False,
            customdata=[words.number(value, 2) for value in rows["n2"]],
            hovertemplate=f"{plain(names[domain])} %{{x}}: %{{customdata}}<extra></extra>",
        )
        known = rows.dropna(subset="n2")
        ends[domain] = (float(known["year"].iloc[-1]), float(known["n2"].iloc[-1]))
    named = {domain: Look(names[domain], ACCENT, "circle") for domain in domains}
    end_labels(made, ends, named, low=1, high=most, height=height)
    made.update_yaxes(range=[1, most + 0.15], dtick=1, tickformat="d")
    made.update_xaxes(**year_axis(scores["year"]))
    return made


def _every_year(scores: pd.DataFrame) -> pd.DataFrame:
    """Years without a score between two with one as rows of their own, so that the line breaks."""
    known = scores.astype({"year": "int64"}).set_index("year")["n2"]
    span = range(int(known.index.min()), int(known.index.max()) + 1)
    return known.reindex(span).rename_axis("year").reset_index()


def decomposition(parts: pd.DataFrame, words: Words) -> go.Figure:
    """Evenness of the whole as a stack of two: inside the domains, and by division of labour.

    ``parts`` has rows year, inside, between (entropies in nats); they add up to the whole.
    """
    years = [str(int(year)) for year in parts["year"]]
    made = figure(len(parts) * 46 + 60, barmode="stack", bargap=0.35)
    for column, colour, name in (
        ("inside", ACCENT, words.say("even inside the domains")),
        ("between", "#C58B2A", words.say("division of labour between them")),
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
