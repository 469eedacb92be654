"""The charts of a choice, asked for as it is made and not after.

A click on a partner goes to the server and comes back as a run of the page, which the browser puts
up piece by piece: its charts come last. So the browser asks for the charts of what the click leads
to beside it, and draws them meanwhile. The run then finds them drawn. What it brings counts: where
it brings something else, or nothing, the charts are drawn as it has them.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from multivector.ui import address, served

CHARTS = "/charts/{page}.json"
STAMP, NARROW = "stamp", "narrow"
"""Parameters beside those of the page: the state of the collection, and the form of the charts."""
_ahead = st.components.v2.component(
    "multivector_ahead", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def draw(
    page: str, shown: Mapping[str, str], choices: Mapping[str, Sequence[tuple[str, ...]]]
) -> None:
    """Tell the browser what a click on each chip leads to; drawn last, as the end of the run.

    ``shown`` is what the charts depend on besides the page's parameters; ``choices`` are values of
    ``partner`` by the key of a widget, in the order of its chips.
    """
    if not served.is_offered(CHARTS):
        return
    kept = address.without("partner", "page", *shown)
    query = urlencode({**kept, **shown}, doseq=True)
    told = {
        "address": f"{served.address(CHARTS.format(page=page))}?{query}",
        "choices": choices,
        "run": time.monotonic_ns(),  # so that no run's end looks like another's
    }
    _ahead(key="ahead", data=told)
