"""Charts as the browser gets them, checked by Plotly property by property."""

import json
from types import ModuleType
from typing import Any

import plotly.graph_objects as go

from multivector.charts.figure import Figure


class Checked:
    """A module of charts whose figures come back as Plotly's own, after a trip through JSON."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module

    def __getattr__(self, name: str) -> Any:
        made = getattr(self.module, name)

        def drawn(*given: Any, **named: Any) -> Any:
            result = made(*given, **named)
            return go.Figure(json.loads(result.json)) if isinstance(result, Figure) else result

        return drawn
