"""Exercises with sources for a class: one task at a time, large, with a set's number to read out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from geo.content.exercises import accounts, chronology, location, new_set
from geo.content.exercises.accounts import WRITERS, Rivals
from geo.content.exercises.chronology import Event
from geo.content.exercises.location import Spot
from geo.core import templating
from geo.core.points import Point
from geo.maps import live
from geo.query.choices import EXERCISES, LAST_SET, Choice
from geo.record.tables import Dataset
from pages.parts.map import map_frame
from pages.parts.shell import choose, links, state, stepper
from pages.parts.shell.markdown import plain

_ANSWER = "_exercise_answer"
_MAP = "place_map"
_HEIGHT_PX = 560  # only until the page's style sheet gives the frame its height
_HOW = {
    "accounts": "Two accounts of one thing. Decide before you see who gave them: which do you trust more, and why?",
    "order": "Move the events until the earliest stands at the top. No two of them may have happened at the same time.",
    "place": "An event without its place. Mark on the map where it was.",
}
_RELIABLE = ("Account A", "Account B", "Cannot tell")


def draw(dataset: Dataset, choice: Choice) -> None:
    """Draw the exercise that is open, the number of its set, and the ways to others."""
    make, show = _DRAWN[choice.exercise]
    tasks = make(dataset, choice.set_number)
    number = min(choice.number, max(len(tasks), 1))
    with st.container(key="exercises"):
        _head(choice, number, len(tasks))
        if tasks:
            show(dataset, tasks[number - 1])
        else:
            st.markdown("This data package holds too little for this exercise. Choose another one above.")
        st.html('<p class="promise">Nothing about pupils or their answers is stored, here or anywhere.</p>')


def _head(choice: Choice, number: int, count: int) -> None:
    session = st.session_state
    with st.container(key="exercise_head", horizontal=True, vertical_alignment="bottom"):
        choose.one(
            "Exercise",
            EXERCISES,
            choice.exercise,
            "exercise",
            lambda exercise: state.set_classroom(exercise=exercise, number=1),
        )
        session["set_number"] = choice.set_number
        st.number_input(
            "Set",
            min_value=1,
            max_value=LAST_SET,
            key="set_number",
            width=140,
            help="The same number gives the same tasks on every device. Read it out, or share the link.",
            on_change=lambda: state.set_classroom(set_number=session["set_number"], number=1),
        )
        st.button(
            "New set",
            key="new_set",
            icon=":material/casino:",
            on_click=lambda: state.set_classroom(set_number=new_set(), number=1),
        )
        st.space("stretch")
        stepper.draw("task", number, count, lambda to: state.set_classroom(number=to))
    st.html(
        templating.html(
            "page/exercise_head.html",
            title=EXERCISES[choice.exercise],
            set_number=choice.set_number,
            number=number,
            count=count,
            how=_HOW[choice.exercise],
        )
    )


def _answer() -> dict[str, Any]:
    """Return what was answered to the task that is open; the answers to another one are forgotten."""
    choice, session = state.classroom(), st.session_state
    task = f"{choice.exercise} {choice.set_number} {choice.number}"
    if session.get(_ANSWER, {}).get("task") != task:
        session[_ANSWER] = {"task": task}
    return session[_ANSWER]  # type: ignore[no-any-return]


def _take(**given: Any) -> None:
    _answer().update(given)


def _accounts(dataset: Dataset, task: Rivals) -> None:
    answer = _answer()
    is_revealed = answer.get("is_revealed", False)
    st.html(accounts.html(task, is_revealed))
    if is_revealed:
        said = accounts.verdicts(task, [answer.get(f"writer_{letter}") for letter in "AB"])
        trusted = answer.get("reliable")
        if trusted:
            said = (f"You chose: {trusted.lower() if trusted == _RELIABLE[-1] else trusted}.", *said)
        st.html(templating.html("page/feedback.html", words=" ".join(said)))
        _to_panel(dataset, task.event_id)
        return
    with st.container(key="exercise_questions", horizontal=True, vertical_alignment="top"):
        _question("reliable", "Which seems more reliable?", {one: one for one in _RELIABLE})
        for letter in "AB":
            _question(f"writer_{letter}", f"Who wrote account {letter}?", WRITERS)
    st.button("Reveal who says so", key="reveal", type="primary", on_click=_take, kwargs={"is_revealed": True})


def _question(name: str, label: str, choices: dict[str, str]) -> None:
    st.session_state[name] = _answer().get(name)
    st.radio(
        label,
        list(choices),
        key=name,
        format_func=lambda one: choices[one][0].upper() + choices[one][1:],
        on_change=lambda: _take(**{name: st.session_state[name]}),
    )


def _to_panel(dataset: Dataset, event_id: str) -> None:
    title = plain(dataset.events.at[event_id, "title"])
    st.page_link("map.py", label=f"{title}: the record", icon=":material/map:", query_params=links.params(event_id))


def _order(_: Dataset, task: tuple[Event, ...]) -> None:
    answer = _answer()
    by_id = {event.id: event for event in task}
    now = [by_id[one] for one in answer.get("order", by_id)]
    if answer.get("is_revealed"):
        if "order" in answer:
            st.html(templating.html("page/feedback.html", words=chronology.in_place_words(now)))
        st.html(chronology.html(task, {event.id: links.address(event.id) for event in task}))
        return
    with st.container(key="order_rows", gap="small"):
        for index, event in enumerate(now):
            _row(now, index, event)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Check", key="check", type="primary", on_click=_take, kwargs={"is_checked": True})
        st.button("Show the dates", key="reveal", on_click=_take, kwargs={"is_revealed": True})
        if answer.get("is_checked"):
            st.html(templating.html("page/feedback.html", words=chronology.in_place_words(now)), width="content")


def _row(now: list[Event], index: int, event: Event) -> None:
    """Draw an event with the buttons that move it; the buttons keep their place, so that the focus does."""
    with st.container(key=f"order_row_{index}", horizontal=True, vertical_alignment="center"):
        st.html(chronology.row_html(event, index + 1), width="stretch")
        for way, to in (("up", index - 1), ("down", index + 1)):
            st.button(
                f"Move {plain(event.title)} {way}",
                key=f"{way}_{index}",
                icon=f":material/arrow_{way}ward:",
                disabled=not 0 <= to < len(now),
                on_click=_move,
                args=([one.id for one in now], index, to),
            )


def _move(ids: list[str], index: int, to: int) -> None:
    ids[index], ids[to] = ids[to], ids[index]
    _take(order=ids, is_checked=False)


def _place(dataset: Dataset, spot: Spot) -> None:
    answer = _answer()
    guess, is_revealed = answer.get("guess"), answer.get("is_revealed", False)
    left, right = st.columns([62, 38], gap="medium")
    with left, st.container(key="place_frame"):
        map_frame.mount(
            _MAP,
            live.place_map(
                map_frame.assets(dataset),
                "Map to mark a place on. Arrow keys move it, Enter marks the cross in the middle",
            ),
            live.place_commands(answer["task"], spot.day, guess, spot.point if is_revealed else None, spot.radius_km),
            _HEIGHT_PX,
            _listen,
        )
    with right:
        if is_revealed and guess:
            words = location.distance(spot, guess)
            st.html(location.html(spot, words, links.address(spot.event_id)))
            return
        st.html(location.html(spot))
        st.html('<p class="how">Click, or move the map with the arrow keys and press Enter.</p>')
        _coordinates()
        st.button(
            "Check the answer",
            key="reveal",
            type="primary",
            disabled=guess is None,
            on_click=_take,
            kwargs={"is_revealed": True},
        )


def _coordinates() -> None:
    """Draw the mark as two numbers, which can be typed instead."""
    session = st.session_state
    session["guess_lat"], session["guess_lon"] = _answer().get("typed", (None, None))
    with st.container(horizontal=True, key="guess"):
        for name, label, most in (("guess_lat", "Degrees north", 90.0), ("guess_lon", "Degrees east", 180.0)):
            st.number_input(label, -most, most, key=name, format="%.2f", width=150, on_change=_typed)


def _typed() -> None:
    lat, lon = (st.session_state[name] for name in ("guess_lat", "guess_lon"))
    _take(typed=(lat, lon), guess=None if lat is None or lon is None else Point(lat, lon))


def _listen() -> None:
    """Take over the point that was chosen on the map."""
    said = map_frame.heard(_MAP)
    if said is None or said.kind != "pick":
        return
    if not _answer().get("is_revealed") and said.lat is not None and said.lon is not None:
        _take(typed=(said.lat, said.lon), guess=Point(said.lat, said.lon))


_DRAWN: dict[str, tuple[Callable[[Dataset, int], tuple[Any, ...]], Callable[[Dataset, Any], None]]] = {
    "accounts": (accounts.tasks, _accounts),
    "order": (chronology.tasks, _order),
    "place": (location.tasks, _place),
}
