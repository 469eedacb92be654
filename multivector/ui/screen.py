"""How wide the reader's screen is, for what has a form of its own on a narrow one.

A chart for a phone is drawn otherwise, not smaller, and only one of the two forms is ever made and
sent. The server first guesses from the browser's name, which is right for phones and desks; the
browser then measures, and only where the guess was wrong (a narrow window, a page enlarged to
200 %, a phone turned on its side) does the page run once more.

To give a chart a narrow form: its function in ``charts`` takes ``narrow: bool`` and the page hands
it ``here.narrow``. ``here.key`` holds the form, so that a kept figure is kept once a form.
"""

from pathlib import Path

import streamlit as st

# Streamlit stacks its columns from the same width, and style.css its own parts.
MOST_NARROW = 640
_screen = st.components.v2.component(
    "multivector_screen", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def is_narrow() -> bool:
    """Whether the screen is a narrow one; drawn early, so that a wrong guess costs little."""
    guess = "Mobi" in (st.context.headers.get("User-Agent") or "")
    known = bool(st.session_state.get("screen", {}).get("narrow", guess))
    told = _screen(
        key="screen",
        data={"narrow": known, "most": MOST_NARROW},
        default={"narrow": known},
        on_narrow_change=lambda: None,
    )
    return bool(told.narrow)
