"""What is going on, in one screen."""

import streamlit as st

from multivector.ui import balance, cards, frame, overview

here = frame.take(__file__)
shown = balance.balance(here, "bloc", overview.lead_domain(here))

if here.filters.nothing:
    cards.no_partner(here)
else:
    balance.draw_answer(here, shown)
    left, right = st.columns(2, gap="large")
    with left:
        balance.draw_triangle(here, shown)
    with right:
        balance.draw_strip(here, shown)
    overview.draw_meetings(here)
    overview.draw_claims(here)
    overview.draw_next(here)
