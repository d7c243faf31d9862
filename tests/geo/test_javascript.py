"""The browser's half in Deno: its own tests, and the same filter as Python's on random selections."""

import datetime as dt
import json
import os
import random
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from geo.core.json_text import dumps
from geo.formats import columnar
from geo.formats.layers import features
from geo.maps.live import selection_state
from geo.query.selection import Selection, View, chosen
from geo.record.schema import KINDS
from tests import javascript
from tests.builders import CHAPTERS, SIDES, a_place, an_event

ROOT = Path(__file__).parents[2]
TESTS = sorted((ROOT / "tests" / "js").glob("*.test.mjs"))
SELECTIONS = 300
OWN_COLUMNS = {"Terrain": ["Hills", "Marsh"], "Source of it": ["A letter", "A map", "Сводка"]}


def run(*files, **environment):
    """Run *files* under ``deno test`` and return what it said."""
    done = subprocess.run(
        [*javascript.command(javascript.TEST), *map(str, files)],
        cwd=ROOT,
        env={**os.environ, **javascript.ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def test_there_are_tests():
    assert len(TESTS) > 5


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_script(path):
    said = run(path)
    assert re.search(r"\b[1-9]\d* passed", said), f"a file without tests passes too: {said}"


def random_dates(chance):
    """Return a date text: a day, a month, a year, a decade or an interval, mostly of the slider's years."""
    first = dt.date(1928, 1, 1) + dt.timedelta(days=chance.randrange(365 * 19))
    last = first + dt.timedelta(days=chance.choice([0, 1, 5, 40, 400]))
    return chance.choice(
        [
            first.isoformat(),
            f"{first:%Y-%m}~",
            f"{first:%Y-%m}-XX",
            f"{first:%Y}?",
            f"{first:%Y}"[:3] + "X",
            f"{first}/{last}",
        ]
    )


def some(chance, terms):
    return tuple(chance.sample(list(terms), chance.choice([0, 0, 1, 2, 3])))


def test_python_and_javascript_choose_the_same_events(dataset, tmp_path):
    chance = random.Random(1938)  # noqa: S311
    words = ["Khasan", "Халхин-Гол", "ノモンハン", "Clash", "Bridge", "Ford"]
    places = [
        a_place(
            id=f"place-{i}", title=chance.choice(words), approximation_km=str(chance.choice([0, 0.5, 3, 20, 25, 200]))
        )
        for i in range(12)
    ]
    data = dataset(
        places=places,
        events=[
            an_event(
                id=f"event-{i}",
                title=f"{chance.choice(words)} {chance.choice(words)}",
                kind=chance.choice(list(KINDS)),
                chapter=chance.choice(list(CHAPTERS)),
                date_edtf=random_dates(chance),
                place_id=f"place-{chance.randrange(12)}",
                side_a=chance.choice([*SIDES, ""]),
                side_a_2nd=", ".join(some(chance, SIDES)),
                status=chance.choice(["plotted", "plotted", "plotted", "panel-only"]),
            )
            for i in range(150)
        ],
    )
    more = {name: [chance.choice(["", *texts]) for _ in data.events.index] for name, texts in OWN_COLUMNS.items()}
    data = replace(data, more=pd.DataFrame(more, index=data.events.index))
    terms = [term for trait in data.traits for term in trait.values]
    assert len(terms) == 5, "both columns are filters"
    cases, plotted = [], data.events["status"] == "plotted"
    for _ in range(SELECTIONS):
        days = sorted(dt.date(1928, 1, 1) + dt.timedelta(days=chance.randrange(365 * 19)) for _ in range(2))
        selection = Selection(
            start=chance.choice([None, days[0]]),
            end=chance.choice([None, days[1]]),
            kinds=some(chance, KINDS),
            chapters=some(chance, CHAPTERS),
            sides=some(chance, SIDES),
            query=chance.choice(["", "", "", "hasan", "khalkhin gol", "nomonhan", "clash ford", "xyzzy"]),
            sure=chance.choice([(), (), ("date",)]),
            within_km=chance.choice([None, None, 0, 3, 25, 24.9]),
            traits=chance.choice([(), some(chance, terms)]),
        )
        found = chosen(data, selection)
        expect = list(found.index[plotted[found.index]])
        cases.append({"selection": selection_state(selection, View()), "expect": expect})
    sizes = {len(case["expect"]) for case in cases}
    assert min(sizes) == 0, "the cases choose nothing, something and much"
    assert len(sizes) > 10
    assert max(sizes) > 50
    path = tmp_path / "random.json"
    together = {
        "features": features.collection(data, data.events)["features"],
        "columns": json.loads(columnar.columns(data, data.events)),
        "cases": cases,
    }
    path.write_text(dumps(together), "utf-8")
    for script in ("selection", "event_columns"):
        said = run(ROOT / "tests" / "js" / f"{script}.test.mjs", ATLAS_RANDOM_CASES=path.as_uri())
        assert re.search(r"\b0 failed\b", said)
        assert "ignored" not in said, said
