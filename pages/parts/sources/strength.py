"""How strong the record is, by figures; each opens its events beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from geo.content import event_list
from geo.content.figures.strength import html, strength
from geo.core import templating
from geo.core.text import counted
from geo.query import link
from geo.record import tables
from geo.record.files import prose
from geo.record.tables import Dataset
from pages.parts.shell import links, state

_KEY, _MOST = "strength_links", 300
_LEAD = (
    "What this record rests on, counted from its own tables. Press a number to see its events. A weak foundation is no "
    "reason to leave an event out, but a reason to say so."
)
_listen = st.components.v2.component(
    _KEY, js=(Path(__file__).parent / "strength.js").read_text(encoding="utf-8"), isolate_styles=False
)


def draw(dataset: Dataset) -> None:
    """Draw the figures and, of the one that is open, the events."""
    found, chosen = strength(dataset), state.asked().of
    _listen(key=_KEY, data={"of": chosen}, on_open_change=_open)
    words, ids = found.events(chosen)
    with st.container(key="strength"):
        if ids:
            with st.container(key="strength_events"):
                _events(dataset, words, list(ids))
        st.html(templating.html("page/lead.html", words=_LEAD) + html(found, _address, chosen))
    changes = prose.text(prose.CHANGES)
    if changes:
        with st.expander("Changes of the data, version by version"):
            st.markdown(changes)


def _events(dataset: Dataset, words: str, ids: list[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(templating.html("page/count.html", words=f"{counted(len(ids), 'event')}: {words}"), width="stretch")
        st.button("Close", key="strength_close", type="tertiary", on_click=lambda: state.ask(of=""))
    listed = event_list.items(dataset, dataset.events.loc[ids[:_MOST]], state.view().lang)
    st.html(event_list.brief_html(listed, {item.event_id: links.address(item.event_id) for item in listed}))
    if len(ids) > _MOST:
        st.html(templating.html("page/count.html", words=f"and {len(ids) - _MOST:,} more"))


def _address(name: str) -> str:
    return link.query(link.to_params(replace(state.asked(), of=name), "sources"))


def _open() -> None:
    """Show the events of the number that was pressed; what comes from the browser is not trusted."""
    said = st.session_state[_KEY].get("open")
    name = said.get("of") if isinstance(said, dict) else None
    if isinstance(name, str) and name in strength(tables.load()).groups:
        state.ask(of=name)
