"""Pictures that compare partners: latest amounts, history, and who counted."""

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from multivector.analysis.comparison import known
from multivector.analysis.rows import Rows
from multivector.charts.figure import Figure
from multivector.charts.style import (
    FAINT,
    LINE_HEIGHT,
    Look,
    end_labels,
    figure,
    from_zero,
    label_above,
    lines_of,
    plain,
    tinted,
    year_axis,
)
from multivector.model import Unit
from multivector.words import Words

ROW_HEIGHT, BAR_HEIGHT, MARK_SIZE = 50, 19, 13
WITHIN = "#ffffff"
CLOSE_REMARKS = 1.5  # years


def bars(
    latest: Rows,
    mirrors: Rows,
    looks: Mapping[str, Look],
    reporters: Mapping[str, str],
    unit: Unit,
    words: Words,
    *,
    narrow: bool = False,
) -> Figure:
    """How much each partner accounts for, largest first; other counts are hollow marks.

    ``latest`` has one row a partner: partner, value, low, high, share (of the total, 0 to 1),
    state. Partners without a figure are written as such, not drawn as zero. ``mirrors`` has rows
    partner, reporter, value for the other counts; ``reporters`` names them. ``narrow`` gives each
    other count a line of its own.
    """
    rows = [row for row in latest if math.isnan(row.value)]
    rows += sorted(known(latest), key=lambda row: -row.value)[::-1]
    values = {row.partner: row.value for row in rows}
    others = [row for row in mirrors if row.partner in values]
    top = max([0, *(row.value for row in known(latest)), *(row.value for row in others)])
    names = {row.partner: [_bar_text(row, looks, unit, words)] for row in rows}
    for each in others:
        names[each.partner].append(f"◇ {_count_text(each, reporters, unit, words)}")
    texts = {code: ("<br>" if narrow else "   ").join(parts) for code, parts in names.items()}
    row_height = ROW_HEIGHT + LINE_HEIGHT * (max(map(lines_of, texts.values()), default=1) - 1)
    order = [looks[code] for code in values]
    made = figure(len(order) * row_height + 16, bargap=1 - BAR_HEIGHT / row_height)
    made.add_bar(
        y=[look.name for look in order],
        x=list(values.values()),
        orientation="h",
        marker={"color": [look.colour for look in order]},
        customdata=[
            f"{plain(look.name)}: {plain(words.amount(value, unit))}"
            for look, value in zip(order, values.values(), strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    colours = [looks[row.partner].colour for row in others]
    # A hollow mark of the bar's own colour would not be seen within the bar.
    inside = [row.value < values[row.partner] for row in others]
    made.add_scatter(
        x=[row.value for row in others],
        y=[looks[row.partner].name for row in others],
        mode="markers",
        marker={
            "symbol": ["diamond" if each else "diamond-open" for each in inside],
            "size": 12,
            "color": [
                WITHIN if each else colour for each, colour in zip(inside, colours, strict=True)
            ],
            "line": {"width": 2.5, "color": colours},
        },
        cliponaxis=False,
        text=[_count_text(row, reporters, unit, words) for row in others],
        hovertemplate="%{text}<extra></extra>",
    )
    for code, text in texts.items():
        label_above(made, looks[code].name, text, BAR_HEIGHT)
    made.update_xaxes(range=[0, top * 1.03 or 1], showticklabels=False, showgrid=False)
    low = -(BAR_HEIGHT / 2 + 4) / row_height
    made.update_yaxes(
        showgrid=False,
        showticklabels=False,
        categoryorder="array",
        categoryarray=[look.name for look in order],
        range=[low, low + len(order)],
    )
    return made


def _bar_text(row: Any, looks: Mapping[str, Look], unit: Unit, words: Words) -> str:
    name = f"{plain(looks[row.partner].name)}"
    if math.isnan(row.value):
        return " ".join((name, words.say("not reported")))
    text = f"{name} <b>{words.number(row.value, unit.decimals)}</b>"
    return text if math.isnan(row.share) else f"{text} · {words.percent(row.share)}"


def _count_text(row: Any, reporters: Mapping[str, str], unit: Unit, words: Words) -> str:
    return f"{words.number(row.value, unit.decimals)} {plain(reporters[row.reporter])}"


def lines(
    history: Rows,
    looks: Mapping[str, Look],
    unit: Unit,
    words: Words,
    remarks: Sequence[tuple[float, str]] = (),
    *,
    narrow: bool = False,
) -> Figure:
    """How the partners' figures moved over the years; a year without a figure is a gap.

    ``history`` has rows partner, year, value, one partner after another, with every year of the
    span present, value missing where there is no figure. ``remarks`` are (year as a number, short
    mark) drawn at the top. ``narrow`` writes the scale inside the picture, and fewer years below.
    """
    height = 380
    made = figure(height, margin={"l": 0 if narrow else 8, "t": 44 if remarks else 12, "b": 8})
    ends: dict[str, tuple[float, float]] = {}
    for code, group in groupby(history, key=lambda row: str(row.partner)):
        rows = list(group)
        if not known(rows):
            continue
        look, last = looks[code], known(rows)[-1]
        made.add_scatter(
            x=[row.year for row in rows],
            y=[row.value for row in rows],
            mode="lines+markers",
            name=look.name,
            connectgaps=False,
            line={"color": look.colour, "width": 2.4},
            marker={"symbol": look.marker, "size": 7, "color": look.colour},
            cliponaxis=False,
            customdata=[
                f"{plain(look.name)} {row.year}: {plain(words.amount(row.value, unit))}"
                for row in rows
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
        ends[code] = (float(last.year), last.value)
    high = max(row.value for row in known(history)) * 1.08 if ends else 1.0
    end_labels(made, ends, looks, low=0, high=high, height=height, narrow=narrow)
    made.update_yaxes(range=[0, high], tickformat="~g", nticks=6)
    if narrow:
        made.update_yaxes(ticklabelposition="inside top", ticklabeloverflow="allow")
    made.update_xaxes(**year_axis([row.year for row in history], narrow=narrow))
    _add_remarks(made, remarks)
    return made


def _add_remarks(made: Figure, remarks: Sequence[tuple[float, str]]) -> None:
    """A dotted line and a number for each remark; their texts stand below the chart.

    A number that would touch the one before it stands higher.
    """
    before, is_high = -math.inf, False
    for at, mark in remarks:
        is_high, before = at - before < CLOSE_REMARKS and not is_high, at
        made.add_line(at, color=FAINT, width=1, dash="dot")
        made.add_annotation(
            x=at,
            yref="paper",
            y=1.0,
            yshift=24 if is_high else 10,
            text=plain(mark),
            showarrow=False,
            font={"size": 12},
        )


def counts(
    mirrors: Rows,
    looks: Mapping[str, Look],
    reporters: Mapping[str, str],
    unit: Unit,
    words: Words,
    *,
    narrow: bool = False,
) -> Figure:
    """Who counted how much: a row a partner, a mark a count, the span between them drawn.

    ``mirrors`` has rows partner, reporter, value, is_home; partners in the order given. ``narrow``
    gives each count a line of its own.
    """
    groups: dict[str, list[Any]] = {row.partner: [] for row in reversed(mirrors)}
    for row in sorted(mirrors, key=lambda row: row.value):
        groups[row.partner].append(row)
    texts = {
        code: ("<br>" if narrow else "   ").join(
            (f"<b>{plain(looks[code].name)}</b>", *_counts_texts(rows, reporters, unit, words))
        )
        for code, rows in groups.items()
    }
    row_height = ROW_HEIGHT + LINE_HEIGHT * (max(map(lines_of, texts.values()), default=1) - 1)
    made = figure(len(groups) * row_height + 40)
    for code, rows in groups.items():
        look = looks[code]
        made.add_scatter(
            x=[rows[0].value, rows[-1].value],
            y=[look.name] * 2,
            mode="lines",
            line={"color": tinted(look.colour, 0.35), "width": 7},
            hoverinfo="skip",
        )
        made.add_scatter(
            x=[row.value for row in rows],
            y=[look.name] * len(rows),
            mode="markers",
            marker={
                "symbol": ["circle" if row.is_home else "diamond-open" for row in rows],
                "size": MARK_SIZE,
                "color": look.colour,
                "line": {"width": 2.5, "color": look.colour},
            },
            customdata=[plain(reporters[row.reporter]) for row in rows],
            text=[plain(words.amount(row.value, unit)) for row in rows],
            hovertemplate="%{customdata}: %{text}<extra></extra>",
            cliponaxis=False,
        )
        label_above(made, look.name, texts[code], MARK_SIZE)
    made.update_xaxes(**from_zero(max(row.value for row in mirrors)), nticks=4 if narrow else 6)
    low = -(MARK_SIZE / 2 + 4) / row_height
    made.update_yaxes(showgrid=False, showticklabels=False, range=[low, low + len(groups)])
    return made


def _counts_texts(rows: Rows, reporters: Mapping[str, str], unit: Unit, words: Words) -> list[str]:
    return [
        f"{'●' if row.is_home else '◇'} {_count_text(row, reporters, unit, words)}" for row in rows
    ]
