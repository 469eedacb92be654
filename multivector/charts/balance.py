"""Pictures of balance: the triangle with its trail, the course over the years."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from multivector.analysis.rows import each as each_row
from multivector.charts.figure import Figure
from multivector.charts.style import (
    ACCENT,
    FAINT,
    GRID,
    LABEL_SIZE,
    NEUTRAL,
    SECOND,
    TICK_SIZE,
    Look,
    figure,
    plain,
    tinted,
    year_axis,
)
from multivector.words import DASH, Words

COURSE_PANEL = 100
FEW_TICKS = 0.3


def ternary(
    trail: pd.DataFrame,
    corners: Sequence[str],
    looks: Mapping[str, Look],
    words: Words,
    cloud: pd.DataFrame | None = None,
    elsewhere: Mapping[str, float] | None = None,
    *,
    narrow: bool = False,
) -> Figure:
    """Where the country stood each year between three partners, as a trail through a triangle.

    ``trail`` has rows year and one column a corner with its share (0 to 1, summing to one); rows
    with a missing share are left out. ``cloud`` has the same columns but for the year: where the
    last point may lie. ``elsewhere`` is a point that is supposed, by corner; it is drawn hollow.
    The triangle shows the part in which all of it lies. ``narrow`` makes it no higher than a
    narrow screen lets it be wide.
    """
    known = trail.dropna(subset=list(corners)).sort_values("year")
    left, right, top = corners
    height = 300 if narrow else 400
    made = figure(height, margin={"l": 50, "r": 50, "t": 34, "b": 46})
    if cloud is not None and len(cloud):
        made.add_scatterternary(
            a=cloud[top],
            b=cloud[left],
            c=cloud[right],
            mode="markers",
            name=words.say("where the last year may lie"),
            marker={"color": tinted(ACCENT, 0.14), "size": 5},
            hoverinfo="skip",
            cliponaxis=False,
        )
    _add_trail(made, known, corners, looks, words)
    if elsewhere is not None:
        made.add_scatterternary(
            a=[elsewhere[top]],
            b=[elsewhere[left]],
            c=[elsewhere[right]],
            mode="markers+text",
            name=words.say("supposed"),
            marker={
                "symbol": "circle-open-dot",
                "size": 16,
                "color": SECOND,
                "line": {"width": 2.5},
            },
            text=[f"<b>{words.say('supposed')}</b>"],
            textposition="bottom center",
            textfont={"size": LABEL_SIZE},
            customdata=[_shares_in_words(elsewhere, corners, looks, words)],
            hovertemplate="<b>%{text}</b><br>%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    shown = [known[list(corners)]]
    shown += [] if cloud is None else [cloud[list(corners)]]
    shown += [] if elsewhere is None else [pd.DataFrame([elsewhere])[list(corners)]]
    floors = _floors(pd.concat(shown), (top, left, right))
    made.update_layout(
        ternary={
            "sum": 1,
            "bgcolor": "rgba(0,0,0,0)",
            "aaxis": _axis(floors, 0, looks[top], words),
            "baxis": _axis(floors, 1, looks[left], words),
            "caxis": _axis(floors, 2, looks[right], words),
        }
    )
    return made


def _axis(floors: Sequence[float], place: int, corner: Look, words: Words) -> dict[str, object]:
    """One side of the triangle, with its shares but for those at the corners, where names stand."""
    low, high = floors[place], 1 - sum(floors) + floors[place]
    step = 0.1 if high - low > FEW_TICKS else 0.05
    shares = [round(k * step, 2) for k in range(round(1 / step) + 1)]
    shares = [share for share in shares if low + 0.02 < share < high - 0.02]
    return {
        "gridcolor": GRID,
        "linecolor": FAINT,
        "min": low,
        "title": {"text": f"<b>{plain(corner.name)}</b>", "font": {"size": LABEL_SIZE + 1}},
        "tickvals": shares,
        "ticktext": [words.percent(share) for share in shares],
        "tickfont": {"size": TICK_SIZE},
    }


def _add_trail(
    made: Figure,
    known: pd.DataFrame,
    corners: Sequence[str],
    looks: Mapping[str, Look],
    words: Words,
) -> None:
    left, right, top = corners
    ages = np.linspace(0.25, 1, len(known))
    shares = [_shares_in_words(row, corners, looks, words) for _, row in known.iterrows()]
    made.add_scatterternary(
        a=known[top],
        b=known[left],
        c=known[right],
        mode="lines+markers+text",
        name=words.say("year by year"),
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


def _shares_in_words(
    row: "Mapping[str, float] | pd.Series[float]",
    corners: Sequence[str],
    looks: Mapping[str, Look],
    words: Words,
) -> str:
    return ", ".join(f"{plain(looks[code].name)} {words.percent(row[code])}" for code in corners)


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


def course(scores: pd.DataFrame, names: Mapping[str, str], most: int, words: Words) -> Figure:
    """How many effective partners there were each year, a small panel a domain.

    ``scores`` has rows domain, year, n2, low and high (its interval); ``most`` is the number of
    partners in the cut, the largest value possible. The first domain is the one that is emphasised.
    """
    domains = list(dict.fromkeys(scores.dropna(subset="n2")["domain"]))
    years = scores["year"].tolist()
    height = COURSE_PANEL * len(domains) + 24
    made = figure(height, margin={"l": 8, "r": 8, "t": 4, "b": 8})
    for place, domain in enumerate(domains, start=1):
        rows = _every_year(scores[scores["domain"] == domain])
        _add_panel(made, rows, names[domain], place, words)
        own, bottom = "" if place == 1 else str(place), 1 - place / len(domains)
        made.update_layout(
            **{
                f"yaxis{own}": {
                    "domain": [bottom + 0.02, bottom + 0.66 / len(domains)],
                    "range": [0.8, most + 0.2],
                    "tickvals": [1, most],
                    "anchor": f"x{own}",
                },
                f"xaxis{own}": {
                    **year_axis(years),
                    "anchor": f"y{own}",
                    "showticklabels": place == len(domains),
                },
            }
        )
    return made


def _add_panel(made: Figure, rows: pd.DataFrame, name: str, place: int, words: Words) -> None:
    own = "" if place == 1 else str(place)
    axes = {"xaxis": f"x{own}", "yaxis": f"y{own}"}
    colour = ACCENT if place == 1 else NEUTRAL
    band = rows.dropna(subset=["low", "high"])
    made.add_scatter(
        x=[*band["year"], *band["year"][::-1]],
        y=[*band["high"], *band["low"][::-1]],
        fill="toself",
        mode="lines",
        line={"width": 0},
        fillcolor=tinted(colour, 0.22),
        name=words.say("{domain}, 90% interval", domain=plain(name)),
        hoverinfo="skip",
        **axes,
    )
    made.add_scatter(
        x=rows["year"],
        y=rows["n2"],
        mode="lines+markers",
        name=name,
        connectgaps=False,
        line={"color": colour, "width": 2.4},
        marker={"size": 6, "color": colour},
        cliponaxis=False,
        customdata=[
            f"{plain(name)} {row.year}: {words.number(row.n2, 2)}"
            f" ({words.number(row.low)}{DASH}{words.number(row.high)})"
            for row in each_row(rows)
        ],
        hovertemplate="%{customdata}<extra></extra>",
        **axes,
    )
    last = rows.dropna(subset="n2").iloc[-1]
    made.add_annotation(
        xref=f"x{own} domain",
        yref=f"y{own} domain",
        x=0,
        y=1,
        yanchor="bottom",
        yshift=2,
        xanchor="left",
        showarrow=False,
        text=f"<b>{plain(name)}</b> {words.number(last['n2'], 1)} ({int(last['year'])})",
        font={"size": LABEL_SIZE},
    )


def _every_year(scores: pd.DataFrame) -> pd.DataFrame:
    """Years without a score between two with one as rows of their own, so that the line breaks."""
    known = scores.astype({"year": "int64"}).set_index("year")[["n2", "low", "high"]]
    span = range(int(known.index.min()), int(known.index.max()) + 1)
    return known.reindex(span).rename_axis("year").reset_index()
