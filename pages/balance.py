"""How evenly the country balances between its partners."""

import streamlit as st

from multivector.ui import balance, cards, frame

here = frame.take(__file__)
shown = balance.choose(here)

if here.filters.nothing:
    cards.no_partner(here)
else:
    balance.draw_answer(here, shown)
    balance.draw_figures(here, shown)
    balance.draw_about_filter(here, shown)
    left, right = st.columns(2, gap="large")
    with left:
        balance.draw_triangle(here, shown)
    with right:
        balance.draw_course(here, shown)
    balance.draw_strip(here, shown)
    balance.draw_decomposition(here, shown)
    balance.draw_method(here)
