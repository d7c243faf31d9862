"""The page about the atlas: what it is, where to begin, how to read it."""

from pathlib import Path

import streamlit as st

from geo.content import welcome
from geo.core import templating
from geo.record import tables
from pages.parts.toolbar import share

_READING = Path(__file__).parent / "parts" / "about" / "reading.md"
_PAGES = {"": "map.py", "classroom": "classroom.py"}

dataset = tables.load()
share.heading("About")
with st.container(key="about"):
    st.html(templating.html("page/lead.html", words=dataset.atlas.introduction))
    with st.container(horizontal=True, key="about_ways"):
        for way in welcome.ways(dataset):
            st.page_link(
                _PAGES[way.page],
                label=f"**{way.title}** \n{way.about}",
                query_params=dict(way.params) or None,
            )
    st.html("<h2>How to read the map</h2>")
    st.markdown(_READING.read_text(encoding="utf-8"))
