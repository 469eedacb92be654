"""A sheet on which cards write instead of the screen, for what is made without a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Paper:
    """What was written, in order: HTML with a place for each picture, the pictures, the sources."""

    html: list[str] = field(default_factory=list)
    pictures: list[dict[str, Any]] = field(default_factory=list)
    """Plotly figures as JSON, with their text alternative under ``alt``."""
    sources: dict[str, None] = field(default_factory=dict)
    """Ids of the bibliography, in the order in which they were first named."""


_paper: ContextVar[Paper | None] = ContextVar("paper", default=None)


@contextmanager
def laid_out() -> Iterator[Paper]:
    """A fresh sheet, on which all cards write until it is put away."""
    before = _paper.set(Paper())
    try:
        sheet = _paper.get()
        assert sheet is not None
        yield sheet
    finally:
        _paper.reset(before)


def current() -> Paper | None:
    """The sheet that lies open; None where cards are drawn on the screen."""
    return _paper.get()
