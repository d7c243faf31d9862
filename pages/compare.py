"""The comparison: two ranges of time on two maps that move together, or one over the other with a line to move."""

from dataclasses import replace

import streamlit as st

from geo.query.selection import chosen
from pages.parts.compare import swipe, view
from pages.parts.map import wire
from pages.parts.shell import events_shown, state
from pages.parts.toolbar import filters

dataset = events_shown.dataset()
selection = state.selection()
pair = {name: replace(selection, start=days.start, end=days.end) for name, days in state.pair().items()}
events = {name: chosen(dataset, one) for name, one in pair.items()}
look = view.look(dataset, pair)

filters.toolbar(dataset, has_time=False)
view.heading(dataset, pair, events)
for name, column in zip(pair, st.columns(2, gap="medium"), strict=True):
    with column:
        view.years(dataset, name, pair[name], events[name])
with st.container(key="compare_maps"):
    swipe.line([view.title(dataset, one) for one in pair.values()])
    for name, column in zip(pair, st.columns(2, gap="medium"), strict=True):
        with column:
            view.half(dataset, name, pair[name], look)
for name, column in zip(pair, st.columns(2, gap="medium"), strict=True):
    with column:
        view.listed(dataset, events[name])
wire.listen()
