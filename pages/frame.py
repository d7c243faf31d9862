"""The frame of all pages: configuration, navigation, and the state in the URL."""

import streamlit as st

from geo.content import soundness
from geo.query.link import MAP
from geo.record import tables
from pages.parts.shell import events_shown, index_page, notices, state

st.set_page_config(
    page_title=tables.atlas().title,
    page_icon=str(index_page.ICON),
    layout="wide",
    initial_sidebar_state="collapsed",
)
page = st.navigation(
    [
        st.Page("map.py", title="Map", default=True),
        st.Page("classroom.py", title="Classroom"),
        st.Page("timeline.py", title="Timeline"),
        st.Page("losses.py", title="Losses"),
        st.Page("compare.py", title="Compare"),
        st.Page("your_events.py", title="Your events", url_path="your-events"),
        st.Page("sources.py", title="Sources & method"),
        st.Page("about.py", title="About"),
    ],
    position="top",
)
problems = soundness.problems()
if not events_shown.goes_on(problems):
    notices.damaged(problems)
    st.stop()
state.read(events_shown.dataset(), page.url_path or MAP)
notices.ignored()
if problems:
    notices.kept(problems)
events_shown.banner()
if events_shown.has_page(page.url_path):
    page.run()
state.write()
