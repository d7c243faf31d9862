"""An empty page: what Streamlit itself needs."""

import streamlit as st

st.html('<p id="echo">Nothing.</p>')
