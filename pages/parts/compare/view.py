"""The two halves of a comparison: a range of time each, its map, and its events as a list."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.content import event_list
from geo.content.timeline import period, periods
from geo.core import templating
from geo.core.daterange import DateRange
from geo.maps import live
from geo.query.selection import Selection
from geo.record.event_names import title_in
from geo.record.tables import Dataset
from pages.parts.map import map_frame
from pages.parts.shell import events_shown, links, state
from pages.parts.shell.markdown import plain

_HEIGHT_PX = 500  # only until the page's style sheet gives the frame its height
_MOST_LISTED = 300


def heading(dataset: Dataset, pair: Mapping[str, Selection], events: Mapping[str, pd.DataFrame]) -> None:
    """Draw the difference in a line and, if an event is marked on the maps, the way to its panel."""
    event_id = state.view().event
    with st.container(key="compare_head", horizontal=True, vertical_alignment="center"):
        st.html(versus(pair, events), width="stretch")
        if event_id:
            title = plain(title_in(dataset, event_id, state.view().lang))
            st.page_link("map.py", label=title, icon=":material/map:", query_params=links.params(event_id))
            st.button("Unmark", key="compare_close", type="tertiary", on_click=state.open_event, args=("",))


def versus(pair: Mapping[str, Selection], events: Mapping[str, pd.DataFrame]) -> str:
    """Return the difference in a line of HTML."""
    counts = {name: int((found["status"] == "plotted").sum()) for name, found in events.items()}
    first, second = ({"years": pair[name].days.words, "count": count} for name, count in counts.items())
    difference = counts["b"] - counts["a"]
    more = (
        f"{abs(difference)} {'more' if difference > 0 else 'fewer'} in the second" if difference else "as many in both"
    )
    return templating.html("page/versus.html", first=first, second=second, more=more)


def years(dataset: Dataset, name: str, selection: Selection) -> None:
    """Draw the year slider and the named periods of one half."""
    session, key, chosen = st.session_state, f"years_{name}", f"period_{name}"
    side = "first" if name == "a" else "second"
    with st.container(key=f"compare_time_{name}", horizontal=True, vertical_alignment="center"):
        session[key] = selection.years(dataset.years)
        st.slider(
            f"Years of the {side} map",
            *dataset.years,
            key=key,
            on_change=_take_years,
            args=(name,),
            label_visibility="collapsed",
        )
        if events_shown.own():
            return  # the named periods are the atlas's
        found = {one.id: one for one in periods(dataset)}
        session[chosen] = period(dataset, selection.start, selection.end) or None
        st.selectbox(
            f"Period of the {side} map",
            list(found),
            key=chosen,
            format_func=lambda one: found[one].title,
            index=None,
            placeholder="A conflict, day by day",
            on_change=_take_period,
            args=(name,),
            label_visibility="collapsed",
            width=250,
        )


def _take_years(name: str) -> None:
    first, last = st.session_state[f"years_{name}"]
    state.set_pair(name, DateRange.of_years(first, last))


def _take_period(name: str) -> None:
    chosen = st.session_state[f"period_{name}"]
    one = next((one for one in periods(events_shown.dataset()) if one.id == chosen), None)
    state.set_pair(name, DateRange(one.start, one.end) if one else state.pair()[name].to_whole_years())


def half(dataset: Dataset, name: str, selection: Selection, events: pd.DataFrame) -> None:
    """Draw the map of one half and, folded, its events as a list."""
    key = f"compare_{name}"
    with st.container(key=f"{key}_frame"):
        map_frame.mount(
            key,
            live.frame_map(
                map_frame.assets(dataset),
                f"{'First' if name == 'a' else 'Second'} of two maps",
                events_shown.address(),
                twin_slider=f"years_{name}",
                on=live.stage(dataset),
                parties=dataset.parties["side"].to_dict(),
            ),
            live.commands(selection, state.view(), state.view_number()),
            _HEIGHT_PX,
            lambda: _listen(key),
        )
    with st.expander(f"List of the {len(events)} events"):
        listed = event_list.items(dataset, events.head(_MOST_LISTED), state.view().lang)
        # a visitor's own would be gone with a new page
        ways = {} if events_shown.own() else {item.event_id: links.address(item.event_id) for item in listed}
        st.html(event_list.brief_html(listed, ways))


def _listen(key: str) -> None:
    """Take over an event chosen or let go on one of the maps."""
    said = map_frame.heard(key, events_shown.dataset().events.index)
    if said is not None and said.kind == "select":
        state.open_event(said.event)
