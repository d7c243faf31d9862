"""The bare round trip: a slider and a button that only say what they were told."""

import streamlit as st

from bench.rivals.data import FIRST_YEAR, LAST_YEAR, echo

_, last = st.slider("Years", FIRST_YEAR, LAST_YEAR, (FIRST_YEAR, LAST_YEAR), key="years")
st.session_state.setdefault("clicks", 0)
if st.button("Click", key="click"):
    st.session_state["clicks"] += 1
echo(f"{last} {st.session_state['clicks']}")
