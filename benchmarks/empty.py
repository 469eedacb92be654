"""An empty Streamlit page: what every page of Streamlit costs at least."""

import streamlit as st

st.title("Empty")
