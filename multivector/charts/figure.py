"""A chart as plain data, in the form that Plotly draws.

Plotly's own figures check every property as it is set, which costs ten times what the rest of a
chart does, for each visitor's choice anew. Here the check is left to the tests, which hand each
chart to ``plotly.graph_objects``.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import orjson
import pandas as pd


class Figure:
    """Traces and layout, in the words of Plotly's figure reference; made once, then only read."""

    def __init__(self, **layout: Any) -> None:
        self.data: list[dict[str, Any]] = []
        self.layout: dict[str, Any] = layout

    def add_bar(self, **trace: Any) -> None:
        """Add a trace of bars."""
        self.data.append({"type": "bar", **trace})

    def add_scatter(self, **trace: Any) -> None:
        """Add a trace of lines or marks."""
        self.data.append({"type": "scatter", **trace})

    def add_scatterternary(self, **trace: Any) -> None:
        """Add a trace of lines or marks in a triangle."""
        self.data.append({"type": "scatterternary", **trace})

    def add_annotation(self, **annotation: Any) -> None:
        """Write a text."""
        self.layout.setdefault("annotations", []).append(annotation)

    def add_line(self, x: float, **line: Any) -> None:
        """Draw an upright line through the whole picture; ``line`` is its look."""
        shape = {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}
        self.layout.setdefault("shapes", []).append(shape)

    def update_layout(self, **layout: Any) -> None:
        """Set properties of the layout; those that are set already and not named here stay."""
        _merge(self.layout, layout)

    def update_xaxes(self, **axis: Any) -> None:
        """Set properties of the horizontal axis."""
        self.update_layout(xaxis=axis)

    def update_yaxes(self, **axis: Any) -> None:
        """Set properties of the vertical axis."""
        self.update_layout(yaxis=axis)

    @property
    def height(self) -> int:
        """How high the chart is, in pixels."""
        return int(self.layout["height"])

    @cached_property
    def json(self) -> bytes:
        """The figure as Plotly reads it: ``data`` and ``layout``; a missing number is null."""
        return orjson.dumps(self.as_dict(), default=_listed, option=orjson.OPT_SERIALIZE_NUMPY)

    def as_dict(self) -> dict[str, Any]:
        """The figure as ``plotly.graph_objects.Figure`` takes it."""
        return {"data": self.data, "layout": self.layout}


def _merge(into: dict[str, Any], new: Mapping[str, Any]) -> None:
    for key, value in new.items():
        old = into.get(key)
        # Never into a dictionary that came from elsewhere: the template's is everybody's.
        into[key] = value
        if isinstance(old, dict) and isinstance(value, Mapping):
            into[key] = dict(old)
            _merge(into[key], value)


def _listed(value: object) -> object:
    """What JSON has no word for: columns of a table, and numbers and days of pandas' own."""
    if isinstance(value, pd.Series | pd.Index):
        return [
            None if missing else each for each, missing in zip(value, value.isna(), strict=True)
        ]
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    if isinstance(value, np.ndarray):
        return value.tolist()
    raise TypeError(f"a chart cannot hold {type(value).__name__}")
