"""Events enough for whole sets."""

from __future__ import annotations

import pytest

from tests.builders import a_place, an_event


@pytest.fixture
def many(dataset):
    """Twelve events a month apart, each at a place of its own, and a year that may coincide with all of them."""
    words = "Amber Birch Cedar Delta Ember Flint Grove Heath Islet Jetty Knoll Larch".split()
    places = [
        a_place(id=f"place-{n}", title=f"{word} Ford", latitude=str(40 + n), approximation_km="10")
        for n, word in enumerate(words)
    ]
    events = [
        an_event(
            id=f"event-{n}",
            title=f"Clash at {word} Ford",
            date_edtf=f"1938-{n + 1:02}-10",
            place_id=f"place-{n}",
            summary=f"Two patrols met at {word} Ford in April. They fired. Nobody was hurt.",
        )
        for n, word in enumerate(words)
    ]
    vague = an_event(id="some-day", title="Some day", kind="diplomatic", date_edtf="1938", place_id="place-0")
    return dataset(events=[*events, vague], places=places)
