"""How evenly the country balances between its partners."""

import streamlit as st

from multivector.ui import cards, frame
from multivector.ui.balance import (
    answer,
    beyond,
    closer,
    method,
    pictures,
    supposing,
    view,
    whole,
)  # fmt: skip


def _draw(here: frame.Frame) -> None:
    shown = view.chosen(here)

    if here.filters.nothing:
        cards.no_partner(here)
    else:
        answer.draw_answer(here, shown)
        answer.draw_figures(here, shown)
        answer.draw_about_cut(here, shown)
        supposing.draw_supposed(here, shown)
        left, right = st.columns(2, gap="large")
        with left:
            pictures.draw_triangle(here, shown)
        with right:
            pictures.draw_course(here, shown)
        pictures.draw_strip(here, shown)
        whole.draw_whole(here, shown)
        left, right = st.columns(2, gap="large")
        with left:
            whole.draw_decomposition(here, shown)
        with right:
            beyond.draw_dependence(here, shown)
        closer.draw_closer_look(here, shown)
        beyond.draw_fold(here, shown)
        method.draw_method(here)


frame.show(__file__, _draw)
