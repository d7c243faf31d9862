"""A controversy kit on the page: two accounts without their names, the reveal, and the sheets to print."""

from __future__ import annotations

import streamlit as st

from geo.content.classroom import kits
from geo.core import templating
from geo.query.choices import LENGTHS, Choice
from geo.record.tables import Dataset
from pages.parts.shell import links, state
from pages.parts.shell.markdown import plain

_REVEALED = "_kit_revealed"


def draw(dataset: Dataset, choice: Choice) -> None:
    """Draw the choice of a kit and the one that is open, or the first of those that matter most."""
    titles = kits.titles(dataset)
    if not titles:
        st.markdown("This data package holds no point on which sources differ.")
        return
    session = st.session_state
    with st.container(key="exercises"):
        opened = choice.kit or next(iter(titles))
        session["kit"] = opened
        st.selectbox(
            f"{len(titles)} points on which sources differ; those that change most stand first",
            list(titles),
            key="kit",
            format_func=titles.__getitem__,
            on_change=lambda: state.set_classroom(kit=session["kit"]),
        )
        is_revealed = session.get(_REVEALED) == opened
        found = kits.kit(dataset, opened)
        st.html(templating.html("kit.html", kit=found, is_revealed=is_revealed))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Hide who says so" if is_revealed else "Reveal who says so",
                key="kit_reveal",
                type="primary",
                on_click=session.__setitem__,
                args=(_REVEALED, "" if is_revealed else opened),
            )
            st.html(templating.html("take_away.html", links=_sheets(opened)), width="content")
            if is_revealed and found.event_id:
                st.page_link(
                    "map.py",
                    label=f"{plain(found.title)}: the record",
                    icon=":material/map:",
                    query_params=links.params(found.event_id),
                )


def _sheets(kit_id: str) -> list[tuple[str, str, str]]:
    """Return address, title and note of each sheet of a kit."""
    notes = {
        "short": "The accounts, two questions and, below a fold, the reveal",
        "long": "A page for pupils, an organiser, and a page for the teacher with timings and the reveal",
    }
    return [
        (f"./api/kit.{extension}?kit={kit_id}&length={length}", f"{title}, {extension.upper()}", notes[length])
        for length, title in LENGTHS.items()
        for extension in ("pdf", "docx")
    ]
