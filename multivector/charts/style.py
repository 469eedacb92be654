"""The one look of all charts: template, partner colours and markers, labels at line ends."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from multivector.charts.figure import Figure
from multivector.library.collection import Library
from multivector.model import Partner
from multivector.words import Words, partner_name

NEUTRAL = "#7F8790"
ACCENT, SECOND = "#4C86C6", "#C58B2A"
GRID = "rgba(127,135,144,0.28)"
FAINT = "rgba(127,135,144,0.55)"
SPARE_MARKERS = ("circle", "square", "diamond", "cross", "triangle-up", "hexagon", "pentagon")
LABEL_SIZE, TICK_SIZE, LINE_HEIGHT = 13, 12, 17
LETTER_WIDTH = 7.4
MOST_YEARS, MOST_YEARS_NARROW = 6, 4

_AXIS = {
    "gridcolor": GRID,
    "zeroline": False,
    "automargin": True,
    "fixedrange": True,
    "tickfont": {"size": TICK_SIZE},
}
TEMPLATE: Mapping[str, object] = {
    "layout": {
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 8},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left", "font": {"size": LABEL_SIZE}},
        "dragmode": False,
        "xaxis": _AXIS,
        "yaxis": _AXIS,
    }
}


@dataclass(frozen=True)
class Look:
    """How a partner appears in every chart."""

    name: str
    colour: str
    marker: str


def looks(library: Library, words: Words) -> Mapping[str, Look]:
    """The look of each partner, by code; those without a colour of their own are neutral."""
    return {
        code: _look(partner, words, i) for i, (code, partner) in enumerate(library.partners.items())
    }


def _look(partner: Partner, words: Words, position: int) -> Look:
    return Look(
        partner_name(partner, words),
        partner.colour or NEUTRAL,
        partner.marker or SPARE_MARKERS[position % len(SPARE_MARKERS)],
    )


def figure(height: int, **layout: object) -> Figure:
    """An empty figure in our look, ``height`` pixels high."""
    return Figure(template=TEMPLATE, height=height, **layout)


def plotly_locale(words: Words) -> dict[str, object]:
    """The part of Plotly's configuration that makes its own numbers and dates the reader's."""
    locale, symbols = words.locale, words.locale.number_symbols["latn"]
    return {
        "locale": words.language,
        "locales": {
            words.language: {
                "dictionary": {},
                "format": {
                    "days": _from_sunday(locale.days["stand-alone"]["wide"]),
                    "shortDays": _from_sunday(locale.days["stand-alone"]["abbreviated"]),
                    "months": list(locale.months["stand-alone"]["wide"].values()),
                    "shortMonths": list(locale.months["stand-alone"]["abbreviated"].values()),
                    "decimal": symbols["decimal"],
                    "thousands": symbols["group"],
                },
            }
        },
    }


def _from_sunday(days: Mapping[int, str]) -> list[str]:
    """Names of the days as Plotly counts them; the CLDR's 0 is Monday."""
    return [days[(i + 6) % 7] for i in range(7)]


def plain(text: str) -> str:
    """Text from data, for Plotly, which reads a little HTML in its texts."""
    return html.escape(text, quote=False)


def wrapped(text: str, most: int) -> str:
    """Text from data, for Plotly, on as many lines as it takes at ``most`` letters a line."""
    lines = wrap(text, most, break_long_words=False)
    return "<br>".join(plain(line) for line in lines) or plain(text)


def lines_of(text: str) -> int:
    """How many lines a text for Plotly has."""
    return text.count("<br>") + 1


def label_above(made: Figure, y: object, text: str, thickness: float) -> None:
    """Write above a bar or a row of marks, from the left edge, so that nothing collides.

    ``thickness`` is that of the bar or mark in pixels.
    """
    made.add_annotation(
        xref="paper",
        x=0,
        y=y,
        yshift=thickness / 2,
        yanchor="bottom",
        xanchor="left",
        align="left",
        showarrow=False,
        text=text,
        font={"size": LABEL_SIZE},
    )


def tinted(colour: str, opacity: float) -> str:
    """A colour ``#rrggbb`` as rgba with the given opacity (0 to 1)."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Label positions as near to the values as a least distance ``gap`` allows, order kept.

    Labels that would overlap are pushed apart as a group that stays centred on its values.
    """
    order = sorted(range(len(values)), key=lambda i: values[i])
    groups: list[list[int]] = []
    for i in order:
        groups.append([i])
        while len(groups) > 1 and _overlap(groups[-2], groups[-1], values, gap):
            groups[-2:] = [groups[-2] + groups[-1]]
    placed = dict(zip(order, [0.0] * len(order), strict=True))
    for group in groups:
        start = _start(group, values, gap)
        placed.update({i: start + k * gap for k, i in enumerate(group)})
    return [placed[i] for i in range(len(values))]


def _start(group: Sequence[int], values: Sequence[float], gap: float) -> float:
    centre = sum(values[i] for i in group) / len(group)
    return centre - gap * (len(group) - 1) / 2


def _overlap(
    lower: Sequence[int], upper: Sequence[int], values: Sequence[float], gap: float
) -> bool:
    end = _start(lower, values, gap) + gap * (len(lower) - 1)
    return _start(upper, values, gap) < end + gap


def year_axis(years: Sequence[int], *, narrow: bool = False) -> dict[str, object]:
    """An axis of whole years that ends where the figures end."""
    most = MOST_YEARS_NARROW if narrow else MOST_YEARS
    first, last = min(years), max(years)
    return {
        "showgrid": False,
        "tickformat": "d",
        "tick0": last,
        "dtick": -(-(last - first or 1) // most),
        "range": [first - 0.25, last + 0.25],
    }


def from_zero(highest: float) -> dict[str, object]:
    """An axis of amounts from zero; it begins a little before, or the zero itself is cut off."""
    return {"range": [-0.02 * highest, 1.06 * highest or 1], "tickformat": "~g"}


def end_labels(
    made: Figure,
    ends: Mapping[str, tuple[float, float]],
    names: Mapping[str, Look],
    *,
    low: float,
    high: float,
    height: int,
    narrow: bool = False,
) -> None:
    """Write each line's name at its end. ``ends`` maps a code to the last point (x, y).

    ``low`` and ``high`` are the axis' range, from which the least distance of labels follows. The
    right margin becomes as wide as the longest name, which is broken on a narrow screen.
    """
    texts = {code: wrapped(names[code].name, 12 if narrow else 24) for code in ends}
    most_lines = max((lines_of(text) for text in texts.values()), default=1)
    gap = (high - low) / max(height - 40, 1) * LINE_HEIGHT * most_lines
    at = spread([end[1] for end in ends.values()], gap)
    x = max((end[0] for end in ends.values()), default=0)
    for code, y in zip(ends, at, strict=True):
        made.add_annotation(
            x=x,
            y=y,
            text=f"<b>{texts[code]}</b>",
            align="left",
            showarrow=False,
            xanchor="left",
            xshift=9,
            font={"size": LABEL_SIZE},
        )
    lines = [line for text in texts.values() for line in text.split("<br>")]
    made.update_layout(margin={"r": round(16 + LETTER_WIDTH * max(map(len, lines), default=0))})
