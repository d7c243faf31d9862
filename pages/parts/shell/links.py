"""Ways from any page to the panel of an event on the map."""

from __future__ import annotations

from dataclasses import replace

from geo.query import selection
from pages.parts.shell import events_shown, state


def params(event_id: str) -> dict[str, str]:
    """Return the query parameters of the map with the panel of an event open and all else as it is."""
    return selection.to_params(state.selection(), replace(state.view(), event=event_id)) | events_shown.params()


def address(event_id: str) -> str:
    """Return the address of the same, relative to any other page, for a link inside HTML."""
    return f"./{selection.query(params(event_id))}"


def query() -> str:
    """Return the query of the present view of the map, question mark included; empty if nothing is chosen."""
    return selection.query(selection.to_params(state.selection(), state.view()) | events_shown.params())
