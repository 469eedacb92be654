"""What our own server offers beside the pages, and whether it is there to offer it.

A page that is run by itself, as its own application, has Streamlit's server alone.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import streamlit as st

_offered: set[str] = set()


@contextmanager
def offered(paths: Iterable[str]) -> Iterator[None]:
    """The time in which the server answers these paths; for the server to say."""
    _offered.update(paths)
    try:
        yield
    finally:
        _offered.clear()


def is_offered(path: str) -> bool:
    """Whether the server answers this path."""
    return path in _offered


def address(path: str) -> str:
    """A path of our own server, below the one that the application is served under."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}{path}" if base else path
