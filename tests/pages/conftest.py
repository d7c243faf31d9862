"""The frame under test, with the map replaced by a recorder: what it is told is what counts here."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.content import event_list
from geo.record import tables
from pages.parts.map import map_frame, wire

#: What a page has that is filled only when it is opened.
POPOVERS = ("filters", "periods", "map", "download", "link")
#: Their address is not the name of their file, so that they are found only after a first run.
_ELSEWHERE = ("your_events.py",)
_LINE = "the_line"
_COUNTER = itertools.count(1)
FRAME = str(Path(__file__).parents[2] / "pages" / "frame.py")


def bodies(at: AppTest) -> str:
    """All HTML of the page, and of the list that it asks for."""
    html = "\n".join(element.proto.body for element in at.get("html"))
    asked = re.search(r'class="list-whole" data-from="\./api/list\.html\?lang=(\w+)&amp;', html)
    whole = event_list.whole(tables.load(), asked[1]) if asked else None
    return html + (whole.html if whole else "")


def in_url(at: AppTest) -> dict[str, str]:
    """The parameters of the page's address."""
    return {name: values if isinstance(values, str) else values[-1] for name, values in at.query_params.items()}


def last_state(told: list[dict[str, Any]]) -> dict[str, Any]:
    """What the map was told last."""
    command = next(iter(told[-1]["feature_group_to_add"]._children.values()))
    return json.loads(command.state)  # type: ignore[no-any-return]


def open_event(at: AppTest, event_id: str) -> AppTest:
    """Press the link to an event; with an empty id the one back to the list."""
    assert f'data-event="{event_id}"' in bodies(at)
    return say(at, "open", {"event": event_id})


def say(at: AppTest, what: str, value: object) -> AppTest:
    """Say to the page what our scripts would."""
    at.session_state["_said"] = (what, value)
    return at.button(key=_LINE).click().run()


def axis(at: AppTest, name: str = "years") -> dict[str, str]:
    """What an axis of time is told: its first and last year, and the days that are chosen."""
    (itself,) = re.findall(rf'data-name="{name}"[^>]* data-first="(\d+)" data-last="(\d+)"', bodies(at))
    (now,) = re.findall(rf'data-name="{name}" data-from="([^"]*)" data-to="([^"]*)" data-sent="(\d+)"', bodies(at))
    return dict(zip(("first", "last", "from", "to", "sent"), (*itself, *now), strict=True))


def choose(at: AppTest, start: str, end: str, name: str = "years", sent: int | None = None) -> AppTest:
    """Choose days on an axis of time; an empty text means no limit; *sent* is the view before it, by default this."""
    seen = int(axis(at, name)["sent"]) if sent is None else sent
    chosen = {"name": name, "from": start or None, "to": end or None, "n": next(_COUNTER), "sent": seen}
    return say(at, "days", chosen)


@pytest.fixture(autouse=True)
def line() -> Iterator[None]:
    """In place of the line to our scripts: one that says what :func:`open_event` and :func:`choose` have pressed."""

    def listen(key: str, on_open_change: Callable[[], None], on_days_change: Callable[[], None], **_: Any) -> None:
        def said() -> None:
            what, value = st.session_state["_said"]
            st.session_state[key] = {what: value}
            (on_open_change if what == "open" else on_days_change)()

        st.button("The line", key=_LINE, on_click=said)

    with mock.patch.object(wire, "_listen", listen), mock.patch.object(wire, "_listen_for_steps"):
        yield


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    """What the map was told, run by run: the keyword arguments of ``st_folium``."""
    calls: list[dict[str, Any]] = []

    def record(_map: object, **arguments: Any) -> dict[str, Any]:
        calls.append(arguments)
        return {}

    with mock.patch.object(map_frame, "st_folium", record):
        yield calls


@pytest.fixture
def visit(told: list[dict[str, Any]]) -> Callable[..., AppTest]:
    """Open the app: ``visit("losses.py", event="kanchazu-1937")``; the first page is the map.

    *opened* are the popovers that are open from the start, so that what is in them can be found.
    """

    def start(page: str = "", opened: Collection[str] = (), **params: str) -> AppTest:
        at = AppTest.from_file(FRAME, default_timeout=60)
        for name in opened:
            at.session_state[f"{name}_popover"] = True
        for name, text in params.items():
            at.query_params[name.rstrip("_")] = text
        if page in _ELSEWHERE:
            at.run()
        if page:
            at.switch_page(page)
        at.run()
        assert not at.exception, at.exception[0].value if at.exception else ""
        return at

    return start
