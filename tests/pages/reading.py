"""What a page shows, taken out of a run of Streamlit's own test tool."""

import html
import json
import re
from typing import Any

from streamlit.testing.v1 import AppTest


def text(at: AppTest) -> str:
    """Everything a reader can read on the page except what stands inside charts."""
    bodies = [each.proto.body for each in at.get("html")]
    plain = (re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", body, flags=re.S) for body in bodies)
    titles = [each.value for each in at.title]
    return re.sub(r"\s+", " ", html.unescape(" ".join([*titles, *plain])))


def charts(at: AppTest) -> dict[str, dict[str, Any]]:
    """The figures of the page as JSON, by the name of their card."""
    found = {}
    for each in at.get("plotly_chart"):
        key = re.search(r"chart-([a-z]+)", each.proto.id)
        assert key, each.proto.id
        found[key.group(1)] = json.loads(each.proto.spec)
    return found


def alternatives(at: AppTest) -> list[str]:
    """The text alternatives of the charts."""
    return [each.proto.alt for each in at.get("plotly_chart")]


def numbers(values: Any) -> list[float | None]:
    """Numbers of a Plotly trace, which may be packed as base64."""
    import base64

    import numpy as np

    if isinstance(values, dict):
        unpacked = np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"])
        return [None if np.isnan(each) else float(each) for each in unpacked.astype(float)]
    return [None if each is None else float(each) for each in values]


def folds(at: AppTest) -> list[str]:
    """The keys of the folds that are filled only when they are opened."""
    keys = (re.search(r"-(fold-[\w-]+)$", each.proto.id) for each in at.expander)
    return [key.group(1) for key in keys if key]
