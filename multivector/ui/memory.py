"""What the browser remembers for a server that knows nothing of it.

Links of the navigation drop the choices, and the server that drew the page before gives them back
(``address.carry``). If it dies as the page is turned, the reader gets to another server, and the
browser gives them back.
"""

import secrets
from pathlib import Path

import streamlit as st

from multivector.ui.address import PASSING

_memory = st.components.v2.component(
    "multivector_memory", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def draw() -> None:
    """Tell the browser which session it is in; the page runs again if it remembers another one."""
    session = st.session_state.setdefault("session", secrets.token_hex(8))
    _memory(
        key="memory",
        data={"session": session, "passing": PASSING},
        on_returned_change=lambda: None,
    )
