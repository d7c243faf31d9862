"""A guided tour beside the map, before a class, and as a card to choose it by."""

from __future__ import annotations

import streamlit as st

from geo.content.classroom import tours
from geo.content.panel import html
from geo.content.panel import panel as panel_of
from geo.core import templating
from geo.record.event_names import title_in
from geo.record.files import prose, tour_files
from geo.record.files.tour_files import Step, Tour
from geo.record.tables import Dataset
from geo.web.assets import version
from pages.parts.classroom import stepper
from pages.parts.map import map_frame
from pages.parts.shell import state
from pages.parts.shell.markdown import plain
from pages.parts.toolbar import downloads

Here = tuple[Tour, int, Step]


def here(dataset: Dataset) -> Here | None:
    """Return the tour that is open, the number of its step and the step; ``None`` outside a tour."""
    return tours.step_of(tour_files.load(dataset), state.view())


def panel(dataset: Dataset, at: Here) -> None:
    """Draw the step beside the map: what to say, what to ask, the works, the event's record, the way onward."""
    tour, number, step = at
    with st.container(key="tour_head", horizontal=True, vertical_alignment="center"):
        _leave()
        st.space("stretch")
        _steps(tour, number)
    st.html(tours.step_html(dataset, tour, number))
    with st.container(horizontal=True, key="tour_actions"):
        st.button(
            "Present",
            key="tour_present",
            icon=":material/slideshow:",
            help="Map, title and question in large type. Page Up and Page Down step, s shows the story, "
            "t the time; b blanks, Escape ends.",
            on_click=state.look,
            kwargs={"present": True},
        )
        with st.popover("All steps"), st.container(key="tour_all_steps", gap=None):
            for index, one in enumerate(tour.steps, 1):
                label = f"{index}\\. {plain(one.title)}"
                st.page_link(
                    "map.py",
                    label=f"**{label}**" if index == number else label,
                    query_params={"tour": tour.slug, "step": str(index)},
                )
        if not dataset.is_own:  # those are made of the atlas
            downloads.tour(tour.slug, number)
    opened = state.view().event
    if opened:
        is_other = opened != step.event
        title = plain(title_in(dataset, opened, state.view().lang))
        with st.expander(title if is_other else f"More about {title}", expanded=is_other):
            st.html(html(panel_of(dataset, opened, None, state.view().lang)))


def presented(dataset: Dataset, at: Here) -> None:
    """Draw the step for a class: the map over the whole window, and under it a band with title and question."""
    tour, number, _ = at
    with st.container(key="presenter"):
        with map_frame.place():
            map_frame.draw(dataset)
        with st.container(key="tour_band", horizontal=True, vertical_alignment="center"):
            st.html(tours.step_html(dataset, tour, number, is_presented=True), width="stretch")
            with st.container(key="tour_band_actions", horizontal=True, width="content"):
                _steps(tour, number)
                st.button(
                    "End",
                    key="tour_end_present",
                    icon=":material/close:",
                    type="tertiary",
                    help="Back to the step with its text (Escape)",
                    on_click=state.look,
                    kwargs={"present": False},
                )


def today(dataset: Dataset) -> None:
    """Draw what to do today: one lesson that is ready, and the sheets it needs."""
    first = next(iter(tours.in_teaching_order(tour_files.load(dataset))), None)
    if first is None:
        return
    with st.container(key="today"):
        st.html(templating.html("today.html", tour=first))
        with st.container(key="today_ways", horizontal=True, vertical_alignment="center"):
            st.page_link(
                "map.py",
                label="Present it to a class",
                icon=":material/slideshow:",
                query_params={"tour": first.slug, "step": "1", "present": "1"},
            )
            st.page_link(
                "map.py",
                label="Walk through it first",
                icon=":material/route:",
                query_params={"tour": first.slug, "step": "1"},
            )
            downloads.tour(first.slug, 1)


def intro() -> None:
    """Draw what a tour is, in two sentences."""
    st.html(
        '<h2 class="part">All tours</h2><p class="lead">A tour moves the map and the years step by step, with a text '
        "to read out, a question for the class and the works behind both. Every step has a link and a sheet of its "
        "own.</p>"
    )


def cards(dataset: Dataset) -> None:
    """Draw the tours to choose from."""
    found = tour_files.load(dataset)
    if not found:
        st.markdown("This data package has no guided tours.")
        return
    with st.container(key="tour_cards"):
        for tour in tours.in_teaching_order(found):
            with st.container(key=f"tour_card_{tour.slug}", gap="small"):
                st.html(tours.card_html(tour, version()))
                with st.container(horizontal=True):
                    start = {"tour": tour.slug, "step": "1"}
                    st.page_link("map.py", label="Start the tour", icon=":material/route:", query_params=start)
                    st.page_link(
                        "map.py",
                        label="Present to a class",
                        icon=":material/slideshow:",
                        query_params=start | {"present": "1"},
                    )
                    downloads.tour(tour.slug)


def lesson() -> None:
    """Draw the plan of a lesson for teachers."""
    with st.container(key="prose_lesson"):
        st.markdown(prose.text(prose.LESSON) or "This data package has no plan of a lesson.")


def _steps(tour: Tour, number: int) -> None:
    stepper.draw("tour", number, len(tour.steps), lambda to: _go_on(tour, to - number), is_main=True)


def _go_on(tour: Tour, by: int) -> None:
    """Open the step so many steps from the one that is open now: a button may be pressed before it is drawn anew."""
    number = min(max(state.view().step + by, 1), len(tour.steps))
    state.show(*tours.open_at(tour, number, state.view()))


def _leave() -> None:
    st.button(
        "Leave tour",
        key="tour_leave",
        icon=":material/close:",
        type="tertiary",
        on_click=state.look,
        kwargs={"tour": "", "step": 0, "present": False},
    )
