"""A chart on the page.

Streamlit's own element for charts builds each one anew whenever anything in it changes, and draws
it twice as a page opens. Ours keeps the drawing and changes what differs, with Plotly from our own
server. Where a page is run without that server, Streamlit's element draws the same figure.
"""

from collections.abc import Mapping
from functools import lru_cache

import orjson
import streamlit as st

from multivector.charts import script
from multivector.charts.figure import Figure
from multivector.charts.style import plotly_locale
from multivector.ui import served
from multivector.ui.scripts import script as component_script
from multivector.words import Words

CONFIG: Mapping[str, object] = {"displayModeBar": False, "scrollZoom": False}
_plot = st.components.v2.component(
    "multivector_plot",
    html='<div class="mv-plot" role="figure"></div>',
    js=component_script("plotly.js", "plot.js"),
    isolate_styles=False,
)


def draw(drawn: Figure, key: str, words: Words, alt: str) -> None:
    """Draw a chart; ``alt`` says what it shows to those who cannot see it."""
    if not served.is_offered(script.ADDRESS):
        st.plotly_chart(
            drawn.as_dict(),
            key=f"chart-{key}",
            width="stretch",
            config={**CONFIG, **plotly_locale(words)},
            alt=alt,
        )
        return
    _plot(key=f"chart-{key}", data=sent(drawn, words, alt), height=drawn.height)


def sent(drawn: Figure, words: Words, alt: str) -> bytes:
    """What the browser is told of a chart, as JSON."""
    return orjson.dumps(
        {
            "figure": orjson.Fragment(drawn.json),
            "config": orjson.Fragment(_config(words.language)),
            "alt": alt,
            "plotly": served.address(script.ADDRESS),
            "failed": words.say("The chart could not be drawn. Its table holds the same figures."),
        }
    )


@lru_cache
def _config(language: str) -> bytes:
    return orjson.dumps({**CONFIG, "responsive": True, **plotly_locale(Words(language))})
