"""Tours as files: one step, one tour, written into a package."""

import yaml

from geo.record.files import tour_files
from tests.builders import EVENT, SOURCE

SAY = " ".join(["word"] * 50)


def a_step(**changes):
    """Return a step at the clash; a key set to ``None`` is left out."""
    step = {
        "title": "At the ford",
        "event": EVENT,
        "view": {"lat": 42.5, "lon": 130.6, "z": 9},
        "from": "1938-07-29",
        "to": "1938-07-31",
        "say": SAY,
        "ask": "Who fired the first shot?",
        "sources": [{"id": SOURCE, "locator": "p. 3"}],
        **changes,
    }
    return {name: value for name, value in step.items() if value is not None}


def a_tour(**changes):
    """Return a tour of six steps; ``step`` changes the third of them."""
    third = changes.pop("step", {})
    steps = [a_step(), a_step(), a_step(**third) if isinstance(third, dict) else third, *[a_step()] * 3]
    tour = {
        "title": "The ford",
        "subtitle": "One clash in six steps",
        "minutes": 12,
        "audience": "ages 14 and over",
        "steps": steps,
        **changes,
    }
    return {name: value for name, value in tour.items() if value is not None}


def write_tour(folder, text, name="the-ford.yml"):
    (folder / tour_files.FOLDER).mkdir(exist_ok=True)
    if not isinstance(text, str):
        # without anchors: each step is written out
        text = yaml.dump(text, Dumper=type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True}))
    (folder / tour_files.FOLDER / name).write_text(text, encoding="utf-8")
