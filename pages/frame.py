"""The frame of all pages: configuration, navigation, and the state in the URL."""

import streamlit as st

from geo.content import soundness
from geo.query.parameters import MAP
from pages.parts.shell import events_shown, index_page, notices, state
from pages.parts.shell.titles import PAGES

st.set_page_config(
    page_icon=str(index_page.ICON),
    layout="wide",
    initial_sidebar_state="collapsed",
)
page = st.navigation(
    [
        st.Page(
            f"{name.replace('-', '_')}.py", title=title, default=name == MAP, url_path=None if name == MAP else name
        )
        for name, title in PAGES.items()
    ],
    position="top",
)
problems = soundness.problems()
if not events_shown.goes_on(problems):
    notices.damaged(problems)
    st.stop()
state.read(events_shown.dataset(), page.url_path or MAP)
state.name_page()
if tour := state.leads_into_tour():
    st.switch_page("map.py", query_params=tour)
notices.ignored()
if problems:
    notices.kept(problems)
events_shown.banner()
if events_shown.has_page(page.url_path):
    page.run()
state.write()
