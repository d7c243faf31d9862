"""The two halves of a comparison: a range of time each, its map, and its events as a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.content import event_list
from geo.content.figures import comparison
from geo.content.timeline import period, periods
from geo.core import templating
from geo.core.daterange import DateRange
from geo.maps import event_view, live
from geo.maps.event_view import Look
from geo.query.selection import Selection
from geo.record.event_names import title_in
from geo.record.tables import Dataset
from pages.parts.compare import swipe
from pages.parts.map import map_frame, time_axis
from pages.parts.shell import events_shown, links, state
from pages.parts.shell.markdown import plain

_SIZE_PX = (600, 440)  # of one map in a window of usual size, for a view that both periods fill
_HEIGHT_PX = 500  # only until the page's style sheet gives the frame its height
_MOST_LISTED = 300
_MOST_NUMBER = 2**31 - 1


def title(dataset: Dataset, selection: Selection) -> str:
    """Return what a range is called: the named period it is, or its days."""
    found = None if dataset.is_own else comparison.named(dataset, selection.start, selection.end)
    return found.title if found else selection.days.words


def look(dataset: Dataset, pair: Mapping[str, Selection]) -> Look | None:
    """Return where both maps look, if nothing else was asked for: at all places of the named periods among the two."""
    if dataset.is_own or state.view().has_place:
        return None
    found = [comparison.named(dataset, one.start, one.end) for one in pair.values()]
    plotted = event_view.placed(dataset.plotted)
    families = [event_view.family(plotted, one.event_id) for one in found if one and one.event_id]
    return event_view.view_of_all([one for family in families for one in family], _SIZE_PX)


def heading(dataset: Dataset, pair: Mapping[str, Selection], events: Mapping[str, pd.DataFrame]) -> None:
    """Draw what differs and, if an event is marked on the maps, the way to its panel."""
    event_id = state.view().event
    with st.container(key="compare_head", horizontal=True, vertical_alignment="center"):
        st.html(versus(dataset, pair, events), width="stretch")
        if event_id:
            name = plain(title_in(dataset, event_id, state.view().lang))
            st.page_link("map.py", label=name, icon=":material/map:", query_params=links.params(event_id))
            st.button("Unmark", key="compare_close", type="tertiary", on_click=state.open_event, args=("",))
        swipe.choice()


def versus(dataset: Dataset, pair: Mapping[str, Selection], events: Mapping[str, pd.DataFrame]) -> str:
    """Return the two ranges in a line of HTML, and below it in a sentence what differs."""
    plotted = {name: found[found["status"] == "plotted"] for name, found in events.items()}
    first, second = ({"title": title(dataset, pair[name]), "count": len(found)} for name, found in plotted.items())
    words = comparison.difference(dataset, plotted["a"], plotted["b"])
    return templating.html("page/versus.html", first=first, second=second, words=words)


def years(dataset: Dataset, name: str, selection: Selection, events: pd.DataFrame) -> None:
    """Draw the axis of time and the named periods of one half."""
    session, chosen = st.session_state, f"period_{name}"
    side = "first" if name == "a" else "second"
    with st.container(key=f"compare_time_{name}", horizontal=True, vertical_alignment="center"):
        axis = f"{time_axis.WHOLE}_{name}"
        with time_axis.place(axis):
            time_axis.draw(dataset, events, axis, f"Time of the {side} map", selection)
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


def _take_period(name: str) -> None:
    chosen = st.session_state[f"period_{name}"]
    one = next((one for one in periods(events_shown.dataset()) if one.id == chosen), None)
    state.set_pair(name, DateRange(one.start, one.end) if one else state.pair()[name].to_whole_years())


def half(dataset: Dataset, name: str, selection: Selection, look: Look | None) -> None:
    """Draw the map of one half."""
    key, shown, number = f"compare_{name}", state.view(), state.view_number()
    if look:
        shown = replace(shown, lat=look.lat, lon=look.lon, zoom=look.zoom)
        number = hash((number, look)) & _MOST_NUMBER | 1  # another for every other place
    with st.container(key=f"{key}_frame"):
        map_frame.mount(
            key,
            live.frame_map(
                map_frame.assets(dataset),
                f"{'First' if name == 'a' else 'Second'} of two maps",
                events_shown.address(),
                is_twin=True,
                on=live.stage(dataset),
                parties=dataset.parties["side"].to_dict(),
            ),
            live.commands(selection, shown, number),
            _HEIGHT_PX,
            lambda: _listen(key),
        )


def listed(dataset: Dataset, events: pd.DataFrame) -> None:
    """Draw, folded, the events of one half as a list."""
    with st.expander(f"List of the {len(events)} events"):
        found = event_list.items(dataset, events.head(_MOST_LISTED), state.view().lang)
        # a visitor's own would be gone with a new page
        ways = {} if events_shown.own() else {item.event_id: links.address(item.event_id) for item in found}
        st.html(event_list.brief_html(found, ways))


def _listen(key: str) -> None:
    """Take over an event chosen or let go on one of the maps."""
    said = map_frame.heard(key, events_shown.dataset().events.index)
    if said is not None and said.kind == "select":
        state.open_event(said.event)
