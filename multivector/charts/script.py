"""Plotly's own drawing code, which the installed package brings: what draws pictures for print."""

from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

ADDRESS = f"/assets/plotly-{version('plotly')}.min.js"
"""Where our server offers it; the version in it makes the address good for ever."""


def script() -> Traversable:
    """The file."""
    return files("plotly") / "package_data" / "plotly.min.js"
