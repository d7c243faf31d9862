"""The toolbar: title, search, filters, and words that say what is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import streamlit as st

from geo.core import templating
from geo.query.selection import SURE, Selection, chosen
from geo.record.schema import KINDS
from geo.record.tables import Dataset
from geo.record.traits import Trait
from pages.parts.shell import events_shown, lazy, state
from pages.parts.shell.markdown import plain
from pages.parts.toolbar import downloads, finder, map_options, presets, share

_POPOVERS = ("periods", "filters", "map", "download", "link")
_MOST_TERMS = 40  # pills that still can be looked over
_FIRST_TRAITS = 3  # of their own columns; the others wait under a fold
_WITHIN_KM = (3, 15, 30, 60)
_KIND_LABELS = {kind: kind.replace("_", " ").capitalize() for kind in KINDS}


def toolbar(dataset: Dataset, has_map: bool = True, has_time: bool = True) -> None:
    """Draw the toolbar of a page that shows events of *dataset*.

    Parameters
    ----------
    has_map : add the choices for the map.
    has_time : add the choices of time; without, the page sets its own.
    """
    selection = state.selection()
    with st.container(key="toolbar", horizontal=True, vertical_alignment="center", gap="small"):
        own = events_shown.own()
        first, last = dataset.years
        title = "Your events" if own else dataset.atlas.short_title
        years = "" if own else f"{first}–{last}"
        st.html(templating.html("page/title.html", title=title, years=years), width="stretch")
        count = active(selection)
        # before the others, which stay where they are when it comes; a range of time may come without a run of the
        # toolbar: the time axis then shows this
        if count or has_time:
            st.button("Clear", key="clear", type="tertiary", on_click=state.set_selection, args=(Selection(),))
        finder.draw(dataset)
        if has_time and not own:
            lazy.popover("Periods", "periods", lambda: presets.draw(dataset))
        label = f"Filters ({count})" if count else "Filters"
        lazy.popover(label, "filters", lambda: _form(dataset, selection, has_time))
        if has_map:
            lazy.popover("Map style", "map", map_options.draw)
        if has_time:  # the address holds the range of time; a page that sets its own cannot say it
            lazy.popover("Download", "download", lambda: downloads.draw(dataset, chosen(dataset, selection)))
        share.popover()


def active(selection: Selection) -> int:
    """Return how many filters are set; the range of time is none of them."""
    parts = (
        selection.kinds,
        selection.chapters,
        selection.sides,
        selection.traits,
        selection.query,
        selection.sure,
        selection.within_km,
    )
    return sum(map(bool, parts))


def is_open() -> bool:
    """Return whether something of the toolbar is open, and shows more."""
    return any(st.session_state.get(lazy.key_of(name)) for name in _POPOVERS)


def _first(terms: Mapping[str, str], chosen: Collection[str]) -> dict[str, str]:
    """Return the first *terms*, which are the most frequent of a visitor's own, and all that are chosen."""
    return {term: name for place, (term, name) in enumerate(terms.items()) if place < _MOST_TERMS or term in chosen}


def _form(dataset: Dataset, selection: Selection, has_time: bool) -> None:
    session = st.session_state
    present = {side for parties in dataset.events["parties"].unique() for side in parties}
    chapters = _first(dataset.chapters, selection.chapters)
    sides = {side: name for side, name in dataset.sides.items() if side in present}
    for key, label, terms, wanted in (
        ("kinds", "Kind of event", _KIND_LABELS, selection.kinds),
        ("chapters", "Group" if events_shown.own() else "Chapter", chapters, selection.chapters),
        ("sides", "Took part", _first(sides, selection.sides), selection.sides),
    ):
        if not terms:
            continue
        session[key] = [term for term in terms if term in wanted]
        st.pills(
            label,
            list(terms),
            key=key,
            selection_mode="multi",
            format_func={term: plain(name) for term, name in terms.items()}.__getitem__,
            on_change=_take_terms,
            args=(key,),
        )
    _own_columns(dataset, selection)
    with st.container(horizontal=True):
        first, last = dt.date(dataset.years[0], 1, 1), dt.date(dataset.years[1], 12, 31)
        days = (("start", "From day", selection.start), ("end", "To day", selection.end))
        for key, label, value in days if has_time else ():
            session[f"day_{key}"] = min(max(value, first), last) if value else None
            st.date_input(
                label,
                key=f"day_{key}",
                min_value=first,
                max_value=last,
                format="YYYY-MM-DD",
                on_change=_take_day,
                args=(key,),
            )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        session["within"] = selection.within_km if selection.within_km in _WITHIN_KM else None
        st.segmented_control(
            "Place is at most this far off",
            _WITHIN_KM,
            key="within",
            format_func=lambda km: f"{km} km",
            on_change=lambda: state.select(within_km=session["within"]),
        )
        for term, label in SURE.items():
            session[f"sure_{term}"] = term in selection.sure
            st.toggle(label.capitalize(), key=f"sure_{term}", on_change=_take_sure)


def _own_columns(dataset: Dataset, selection: Selection) -> None:
    """Draw the columns of a visitor's own table by which their events can be chosen."""
    for trait in dataset.traits[:_FIRST_TRAITS]:
        _own_column(trait, selection)
    if more := dataset.traits[_FIRST_TRAITS:]:
        is_used = any(term in selection.traits for trait in more for term in trait.values)
        with st.expander("More columns of your table", expanded=is_used):
            for trait in more:
                _own_column(trait, selection)


def _own_column(trait: Trait, selection: Selection) -> None:
    key = f"trait_{trait.id}"
    st.session_state[key] = [term for term in trait.values if term in selection.traits]
    st.pills(
        plain(trait.title),
        list(trait.values),
        key=key,
        selection_mode="multi",
        format_func={term: plain(text) for term, text in trait.values.items()}.__getitem__,
        on_change=_take_trait,
        args=(trait,),
    )


def _take_trait(trait: Trait) -> None:
    chosen_terms = tuple(st.session_state[f"trait_{trait.id}"] or ())
    others = tuple(term for term in state.selection().traits if term not in trait.values)
    state.select(traits=(*others, *chosen_terms))


def _take_terms(key: str) -> None:
    state.select(**{key: tuple(st.session_state[key] or ())})


def _take_day(key: str) -> None:
    day = st.session_state[f"day_{key}"]
    state.select(**{key: day})
    selection = state.selection()
    if selection.start and selection.end and selection.start > selection.end:
        state.select(**({"end": day} if key == "start" else {"start": day}))


def _take_sure() -> None:
    state.select(sure=tuple(term for term in SURE if st.session_state[f"sure_{term}"]))
