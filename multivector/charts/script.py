"""Plotly's own drawing code, which charts, pictures and briefings are drawn with in the browser.

The whole of it comes with the Python package. Where the set-up found npm, a third of it lies in the
environment: the build with the kinds of chart that we use, of the same version.
"""

import re
import sys
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

SMALL = Path(sys.prefix) / "share" / "multivector" / "plotly-cartesian.min.js"
HEAD = 200


@lru_cache
def plotly_js() -> str:
    """The version of Plotly's code that belongs to the installed package."""
    return _version(_whole())


@lru_cache
def script() -> Traversable:
    """The file: the small build if it is there and of the right version, else the whole one."""
    is_there = SMALL.is_file() and _version(SMALL) == plotly_js()
    return SMALL if is_there else _whole()


def _whole() -> Traversable:
    return files("plotly") / "package_data" / "plotly.min.js"


def _version(file: Traversable) -> str:
    """The version that the file names in its head; empty if it names none."""
    with file.open("r", encoding="utf-8") as text:
        found = re.search(r"plotly\.js(?: \([\w ,-]+\))? v([\d.]+)", text.read(HEAD))
    return found[1] if found else ""


ADDRESS = f"/assets/{script().name.removesuffix('.min.js')}-{plotly_js()}.min.js"
"""Where our server offers it; the version in it makes the address good for ever."""
