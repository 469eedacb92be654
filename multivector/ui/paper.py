"""A sheet on which cards write instead of the screen, for what is made without a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from multivector.charts.figure import Figure


@dataclass
class Paper:
    """What was written, in order: HTML with a place for each picture, the pictures, the sources."""

    html: list[str] = field(default_factory=list)
    pictures: list[dict[str, Any]] = field(default_factory=list)
    """Plotly figures as JSON, with their text alternative under ``alt``."""
    sources: dict[str, None] = field(default_factory=dict)
    """Ids of the bibliography, in the order in which they were first named."""
    charts: dict[str, tuple[Figure, str]] | None = None
    """By their key, where only the charts are wanted, with their text alternative."""


_paper: ContextVar[Paper | None] = ContextVar("paper", default=None)


@contextmanager
def laid_out(sheet: Paper | None = None) -> Iterator[Paper]:
    """A sheet, by default a fresh one, on which all cards write until it is put away."""
    sheet = sheet or Paper()
    before = _paper.set(sheet)
    try:
        yield sheet
    finally:
        _paper.reset(before)


@contextmanager
def sketched() -> Iterator[dict[str, tuple[Figure, str]]]:
    """The charts alone of what is written meanwhile, by their key, with their alternative."""
    charts: dict[str, tuple[Figure, str]] = {}
    with laid_out(Paper(charts=charts)):
        yield charts


def current() -> Paper | None:
    """The sheet that lies open; None where cards are drawn on the screen."""
    return _paper.get()
