"""Your events: a file of one's own becomes the same atlas, for as long as the visit lasts."""

import streamlit as st

from pages.parts.own import file, geocode, problems, upload
from pages.parts.shell import events_shown
from pages.parts.toolbar import share

share.heading("Your events")
with st.container(key="own"):
    upload.lead()
    upload.chooser()
    upload.progress()
    loaded = file.loaded()
    if loaded:
        upload.columns(loaded)
        upload.letters(loaded)
        upload.order(loaded)
        reading = file.reading()
        if events_shown.own() and events_shown.show(loaded.raw.name, loaded.raw.digest, reading):
            st.rerun()
        if upload.summary(loaded, reading):
            events_shown.show(loaded.raw.name, loaded.raw.digest, reading)
            st.switch_page("map.py")
        upload.remedies(reading)
        problems.draw(loaded, reading)
        if reading.wanted and file.locate(geocode.draw(reading.wanted)):
            st.rerun()
    else:
        upload.help_with_columns()
