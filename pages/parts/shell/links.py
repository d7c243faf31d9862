"""Ways from any page to the panel of an event on the map."""

from __future__ import annotations

from dataclasses import replace

from geo.query import link
from pages.parts.shell import state


def params(event_id: str) -> dict[str, str]:
    """Return the query parameters of the map with the panel of an event open and all else as it is."""
    asked = state.asked()
    return link.to_params(replace(asked, view=asked.view.opened(event_id)))


def address(event_id: str) -> str:
    """Return the address of the same, relative to any other page, for a link inside HTML."""
    return f"./{link.query(params(event_id))}"


def query() -> str:
    """Return the query of the present view of the map, question mark included; empty if nothing is chosen."""
    return link.query(link.to_params(state.asked()))
