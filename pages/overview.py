"""What is going on, in one screen."""

import streamlit as st

from multivector.ui import cards, frame, overview
from multivector.ui.balance import answer, pictures, view
from multivector.ui.balance.choices import Choices


def _draw(here: frame.Frame) -> None:
    links = frame.pages(here.words)
    overview.draw_welcome(here, links)
    shown = view.balance(here, Choices("bloc", overview.lead_domain(here)))

    if here.filters.nothing:
        cards.no_partner(here)
    else:
        answer.draw_answer(here, shown)
        answer.draw_about_cut(here, shown)
        left, right = st.columns(2, gap="large")
        with left:
            pictures.draw_triangle(here, shown)
        with right:
            pictures.draw_strip(here, shown)
        overview.draw_meetings(here)
        overview.draw_claims(here)
        overview.draw_next(here, links)


frame.show(__file__, _draw)
