"""Your events: a file of one's own becomes the same atlas, for as long as the visit lasts."""

import streamlit as st

from pages.parts.own import geocode_view, own_file, problem_view, upload_view
from pages.parts.shell import events_shown, share

share.heading("Your events")
with st.container(key="own"):
    upload_view.lead()
    upload_view.chooser()
    upload_view.progress()
    loaded = own_file.loaded()
    if loaded:
        upload_view.columns(loaded)
        upload_view.order(loaded)
        reading = own_file.reading()
        if events_shown.own() and events_shown.show(loaded.raw.name, loaded.raw.digest, reading):
            st.rerun()
        if upload_view.summary(loaded, reading):
            events_shown.show(loaded.raw.name, loaded.raw.digest, reading)
            st.switch_page("map.py")
        problem_view.draw(loaded, reading)
        if reading.wanted and own_file.locate(geocode_view.draw(reading.wanted)):
            st.rerun()
    else:
        upload_view.help_with_columns()
