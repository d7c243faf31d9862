"""The frame of all pages: configuration, navigation, and the state in the URL."""

import streamlit as st

from geo import tables, tours
from geo.errors import DatasetError
from pages.parts import current, front, notices, state

st.set_page_config(
    page_title=front.TITLE,
    page_icon=str(front.ICON),
    layout="wide",
    initial_sidebar_state="collapsed",
)
page = st.navigation(
    [
        st.Page("map.py", title="Map", default=True),
        st.Page("timeline.py", title="Timeline"),
        st.Page("losses.py", title="Losses"),
        st.Page("compare.py", title="Compare"),
        st.Page("classroom.py", title="Classroom"),
        st.Page("your_events.py", title="Your events", url_path="your-events"),
        st.Page("sources.py", title="Sources & method"),
    ],
    position="top",
)
try:
    tours.load(tables.load())
except DatasetError as error:
    notices.damaged(error.problems)
    st.stop()
state.read(current.dataset())
notices.ignored()
current.banner()
if current.has_page(page.url_path):
    page.run()
state.write()
