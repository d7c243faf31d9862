"""Choosing a file, saying what its columns hold, and what it gives."""

from __future__ import annotations

import time

import streamlit as st

from geo.core import templating
from geo.core.text import counted
from geo.maps.live import outside
from geo.record import tables
from geo.uploads import package_reading, reader
from geo.uploads.cells.dates import ORDERS
from geo.uploads.columns.fields import FIELDS, template
from geo.uploads.faults import TOO_EARLY
from geo.uploads.own_events import Reading
from geo.uploads.process import errand
from pages.parts.own import file
from pages.parts.own.file import Loaded
from pages.parts.shell import events_shown
from pages.parts.shell.markdown import plain

#: A file comes with a token that Streamlit keeps in a cookie; without it the server turns the file away.  The script
#: holds no data, and no angle bracket: Streamlit's sanitiser would drop it.
_WITHOUT_COOKIES = """<p class="own-no-cookies" role="status"></p><script>
(() => {
  const said = document.querySelector(".own-no-cookies");
  const look = () => {
    const has = document.cookie.includes("_streamlit_xsrf=");
    said.textContent = has ? "" : "Your browser keeps no cookies of this page, and without them it cannot send " +
      "a file. Paste the table into the field instead, or allow cookies for this page and reload it.";
  };
  look();
  document.querySelectorAll(".st-key-own").forEach((box) => {
    for (const name of ["pointerdown", "change", "drop"]) box.addEventListener(name, look, true);
  });
})();
</script>"""
_TYPES = [
    *("csv", "tsv", "txt", "xlsx", "xlsm", "ods", "geojson", "json", "jsonl", "ndjson", "geojsonl", "jsonld"),
    *("kml", "kmz", "gpx", "gpkg", "fgb", "zip"),
]
_NUMBER = "_own_uploader"
_COLUMNS_A_ROW = 4
_LOOK_S = 0.2


def lead() -> None:
    """Draw what the page is for, and what becomes of a file."""
    st.html(
        '<p class="lead">Load a table of events and see it on the same map, timeline and list. '
        "Nothing of it is stored: it stays in the memory of this visit, and is gone at once when you remove it and "
        "within a minute when you close or reload the page. Only while a file of more than 1 MB comes in, it may lie "
        "in a temporary file of the web server, which is deleted at once. No other visitor can see it.</p>"
    )


def chooser() -> None:
    """Draw the ways to bring a table; once there is one, its name and the way to let it go."""
    loaded = file.loaded()
    if loaded:
        with st.container(key="own_file", horizontal=True, vertical_alignment="center"):
            scheme = "" if package_reading.is_package(loaded.raw) else loaded.guess.scheme
            known = f" · recognised as {scheme}" if scheme else ""
            rows = len(loaded.raw.frame)
            size = counted(rows, "row")
            st.text(f"{loaded.raw.name} · {loaded.raw.kind}{known} · {size}", width="stretch")
            st.button("Remove the file", key="own_forget", type="tertiary", on_click=file.forget)
        return
    errand.make_ready()
    left, right = st.columns(2, gap="medium")
    session = st.session_state
    with left:
        key = f"own_upload_{session.get(_NUMBER, 0)}"
        st.file_uploader(
            f"A table, map layer or data package, up to {reader.MAX_BYTES // 1_000_000} MB",
            _TYPES,
            key=key,
            on_change=_take_file,
            args=(key,),
            help="CSV, Excel (.xlsx), OpenDocument (.ods), JSON, GeoJSON, Linked Places, KML, KMZ, GPX, GeoPackage, "
            "FlatGeobuf; a zip of one of these or of a Shapefile; a data package as a zip, or as a workbook with a "
            "sheet for each table",
        )
        st.html(_WITHOUT_COOKIES, unsafe_allow_javascript=True)
        st.download_button(
            "Download a template",
            "\ufeff" + template(),
            "events-template.csv",
            "text/csv",
            key="own_template",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
    with right:
        st.text_area(
            "Or paste a table, its header in the first row",
            key="own_paste",
            height=118,
            placeholder="title, date, place, latitude, longitude",
        )
        st.button("Read the pasted table", key="own_read", on_click=_take_text)
    if file.fault():
        with st.container(key="own_fault"):
            st.text(f"This cannot be read: {file.fault()}")


def progress() -> None:
    """Draw what is being read, with a way to give it up, until it is over."""
    file.settle()
    found = file.under_way()
    if found is None:
        return
    with st.container(key="own_progress", horizontal=True, vertical_alignment="center"):
        place = st.empty()
        st.button("Cancel", key="own_cancel", on_click=file.stop)
    started = time.monotonic()
    while not found.errand.wait(_LOOK_S):
        seconds = int(time.monotonic() - started)
        # the words are drawn in every round: that is where Streamlit lets a press of the button in
        place.text(
            f"{found.name} waits until another file has been read …"
            if found.errand.is_waiting
            else f"Reading {found.name}{f', {seconds} s' if seconds else ''} …"
        )
    file.collect()
    st.rerun()


def _take_file(key: str) -> None:
    session = st.session_state
    if found := session[key]:
        file.take(found.getvalue(), found.name)
        session[_NUMBER] = session.get(_NUMBER, 0) + 1  # an empty one next time


def _take_text() -> None:
    file.take(st.session_state["own_paste"].encode("utf-8", "replace"), "pasted table")


def columns(loaded: Loaded) -> None:
    """Draw which column holds what, as guessed, to be corrected."""
    if package_reading.is_package(loaded.raw):  # whose columns are what they are
        return
    session = st.session_state
    names = ["", *loaded.raw.frame.columns]
    with st.expander("What the columns hold", expanded=not loaded.guess.is_complete):
        for start in range(0, len(FIELDS), _COLUMNS_A_ROW):
            row = list(FIELDS.items())[start : start + _COLUMNS_A_ROW]
            for (field, one), place in zip(row, st.columns(_COLUMNS_A_ROW), strict=False):
                key = f"own_column_{field}"
                session[key] = loaded.mapping[field]
                place.selectbox(
                    one.label,
                    names,
                    key=key,
                    help=one.hint,
                    format_func=lambda name: name or "—",
                    on_change=lambda field=field, key=key: file.choose(field, session[key]),
                )
        if file.is_text(loaded.raw):
            session["own_encoding"] = None
            st.selectbox(
                "Letters look wrong? Read the file again as",
                list(reader.ENCODINGS),
                key="own_encoding",
                index=None,
                format_func=reader.ENCODINGS.__getitem__,
                on_change=lambda: file.take(loaded.data, loaded.raw.name, session["own_encoding"] or ""),
                width=360,
            )
    if file.fault():
        with st.container(key="own_fault"):
            st.text(f"This cannot be read: {file.fault()}")


def letters(loaded: Loaded) -> None:
    """Show lines of a text in each encoding that it may be in, and let the reader choose."""
    doubts = loaded.raw.doubts
    if len(doubts) < 2:
        return
    with st.container(key="own_letters"):
        st.markdown("**Which of these looks right?** The file does not say how its letters are coded.")
        for one, place in zip(doubts, st.columns(len(doubts)), strict=True):
            is_used = one is doubts[0]
            place.text("\n".join(one.lines))
            place.button(
                f"{reader.ENCODINGS[one.name]}{', as read now' if is_used else ''}",
                key=f"own_letters_{one.name}",
                on_click=file.take,
                args=(loaded.data, loaded.raw.name, one.name),
                width="stretch",
            )


def remedies(reading: Reading) -> None:
    """Say what does not look right with the positions as a whole, each with the press that mends it."""
    for number, one in enumerate(reading.remarks):
        with st.container(key=f"own_remark_{number}", horizontal=True, vertical_alignment="center"):
            words = one.words[:1].upper() + one.words[1:]
            st.warning(plain(words) + ("" if words.endswith("?") else "."))
            st.button(one.remedy, key=f"own_remedy_{number}", on_click=file.remedy, args=(one.mapping,))


def order(loaded: Loaded) -> None:
    """Ask in which order day and month stand, where only the visitor can know."""
    session = st.session_state
    if not (loaded.order or file.reading().asks_order):
        return
    with st.container(key="own_order"):
        session["own_order_choice"] = loaded.order or None
        st.segmented_control(
            "Some dates can be read in two ways. In this table stands the",
            list(ORDERS),
            key="own_order_choice",
            format_func=ORDERS.__getitem__,
            on_change=lambda: file.set_order(session["own_order_choice"] or ""),
        )


def summary(loaded: Loaded, reading: Reading) -> bool:
    """Draw what the table gives, and return whether it is to be shown on the map."""
    events = reading.dataset.events
    early = sum(one.row_count for one in reading.whole if one.column == TOO_EARLY)
    plotted, bad = int((events["status"] == "plotted").sum()), reading.bad_count - early
    with st.container(key="own_summary", horizontal=True, vertical_alignment="center"):
        st.html(templating.html("page/own_summary.html", total=len(events), plotted=plotted, bad=bad), width="stretch")
        is_open = events_shown.own() is not None
        wants = st.button(
            "See them on the map" if is_open else "Show on the map",
            key="own_show",
            type="primary",
            disabled=events.empty,
        )
    said = {one.words for one in reading.remarks}
    notes = [note for note in reading.notes if note not in said]
    if far := outside(reading.dataset):
        notes.append(
            f"{far:,} {'lies' if far == 1 else 'lie'} outside the region of the atlas, where the base map is coarse"
        )
    if notes or plotted:
        notes.append(
            f"The borders drawn are those of {tables.atlas().span.words}; another background can be chosen under Map"
        )
    if notes:
        st.caption("\n".join(f"- {plain(note)}." for note in notes))
    _tours(reading)
    if events.empty and not reading.bad_count:
        st.markdown("No row could be read. Say above which columns hold the date and the title or the place.")
    return wants


def _tours(reading: Reading) -> None:
    """Draw the guided tours of a package, each with the way into it; they open once its events are shown."""
    found = reading.dataset.tours
    if not found:
        return
    with st.container(key="own_tours"):
        st.html(templating.html("page/own_tours.html", tours=list(found.values()), is_open=bool(events_shown.own())))
        if events_shown.own():
            for tour in found.values():
                start = {"tour": tour.slug, "step": "1", "own": events_shown.digits()}
                label = f"Start the tour: {plain(tour.title)}"
                st.page_link("map.py", label=label, icon=":material/route:", query_params=start)


def help_with_columns() -> None:
    """Draw which columns there may be and how their cells are written."""
    with st.expander("What a table can hold"):
        st.markdown(
            "Needed are a date, and a title or a place. The tables of UCDP GED, ACLED and Linked Places are known."
        )
        heads = ("Column", "What it holds", "How it is written")
        rows = [dict(zip(heads, (field, one.label, one.hint), strict=True)) for field, one in FIELDS.items()]
        st.dataframe(rows, hide_index=True)
