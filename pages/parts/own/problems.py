"""The rows that cannot be read yet: what is wrong with each, and mending them in place."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from geo.core import templating
from geo.core.text import counted
from geo.uploads import own_events
from geo.uploads.faults import TOO_EARLY
from geo.uploads.own_events import Reading
from pages.parts.own import file
from pages.parts.own.file import Loaded
from pages.parts.shell.markdown import plain

_MOST_LISTED, _MOST_MENDED = 1000, 200
_NUMBER = "_own_editor"


def draw(loaded: Loaded, reading: Reading) -> None:
    """Draw all problems, the rows they stand in, and the same rows as a file."""
    if reading.problems.empty:
        return
    whole = {one.column for one in reading.whole}
    found = reading.problems[~reading.problems["column"].isin(whole)]
    told = {loaded.mapping[field] for field in ("latitude", "longitude")} if reading.remarks else set()
    with st.container(key="own_problems"):
        for one in reading.whole:
            if one.column in told:
                continue  # with its remedy above
            st.error(plain(one.words) + ".")
        found = found[~found["column"].isin(told)]
        if found.empty:
            if whole - told - {TOO_EARLY}:
                st.caption("If another column holds this, choose it above under *What the columns hold*.")
                if reading.bad_count <= _MOST_MENDED:
                    _editor(loaded, reading)
            _download(reading)
            return
        st.html(
            templating.html(
                "page/to_mend.html", count=reading.problem_count - sum(one.row_count for one in reading.whole)
            )
        )
        st.dataframe(
            found.head(_MOST_LISTED),
            hide_index=True,
            column_config={
                "row": st.column_config.NumberColumn("Row", width=64),
                "column": st.column_config.TextColumn("Column", width=140),
                "found": st.column_config.TextColumn("Found", width=180),
                "right": st.column_config.TextColumn("What would be right", width=780),
            },
        )
        if reading.problem_count > _MOST_LISTED:
            st.caption(f"The first {min(len(found), _MOST_LISTED):,} are listed; the file below has more.")
        _editor(loaded, reading)
        _download(reading)


def _download(reading: Reading) -> None:
    """Draw the way to take the rows home with what is wrong with them."""
    st.download_button(
        "Download these rows with their reasons",
        lambda: "\ufeff" + own_events.bad_rows_csv(reading),
        "rows-to-mend.csv",
        "text/csv",
        key="own_bad",
        on_click="ignore",
        icon=":material/download:",
    )
    given = own_events.rows_given_back(reading)
    if reading.bad_count > given:
        st.caption(f"The file has the first {given:,} of {counted(reading.bad_count, 'row')} to mend.")


def _editor(loaded: Loaded, reading: Reading) -> None:
    """Draw the rows so that cells can be written over; each change is read at once."""
    session = st.session_state
    open_ones = reading.problems[reading.problems["column"] != TOO_EARLY]  # nothing in those could be mended
    wrong = set(open_ones["column"])
    used = {column for column in loaded.mapping.values() if column}
    columns = [column for column in reading.bad.columns if column in used | wrong]
    rows = reading.bad.loc[reading.bad.index.isin(open_ones["row"]), columns].head(_MOST_MENDED)
    st.markdown("Mend the cells here, or in your own file:")
    key = f"own_editor_{session.get(_NUMBER, 0)}"
    st.data_editor(
        rows.rename_axis("row"),
        key=key,
        num_rows="fixed",
        disabled=["row"],
        on_change=_take,
        args=(key, rows.index.tolist()),
    )
    early = sum(one.row_count for one in reading.whole if one.column == TOO_EARLY)
    if reading.bad_count - early > len(rows):
        st.caption(f"{reading.bad_count - early - len(rows):,} more rows follow when these are mended.")


def _take(key: str, rows: Sequence[int]) -> None:
    session = st.session_state
    edited: dict[int, dict[str, object]] = session[key]["edited_rows"]
    file.mend(
        {
            (rows[int(place)], column): "" if pd.isna(value) else str(value).strip()
            for place, cells in edited.items()
            for column, value in cells.items()
        }
    )
    session[_NUMBER] = session.get(_NUMBER, 0) + 1
