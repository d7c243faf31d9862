"""A small record that has one of everything."""

import pytest

from geo.record import tables
from geo.record.files import prose
from tests.builders import a_claim, a_disagreement, a_name, a_place, a_position, a_unit, an_event
from tests.geo.site.reading import EVIL
from tests.tour_builders import a_tour, write_tour

CHANGES = """\
# Changes of the data

## 2.0.0 (2026-03-01)

### Lake Khasan

- `the-clash`: on 28 July → on 29 July, <as> “the report” says
  on its third page.
- `gone`: nobody knows.

## 1.0.0

### Undated

- Not in the feed.
"""


@pytest.fixture
def record(tmp_path, monkeypatch, dataset):
    """Return the dataset of a package with one of each kind of thing, and texts that want to be markup."""
    captain = {"id": "the-captain", "name": "I. Ivanov", "born": "1900", "died": "", "party": "soviet-union"}
    served = {"event_id": "the-clash", "person_id": "the-captain", "role": "captain", "unit_id": "the-regiment"}
    talks = {"kind": "diplomatic", "status": "panel-only", "place_id": "", "place_relation": "", "date_edtf": "1940"}
    made = dataset(
        events=[
            an_event(significance="It began the quarrel.", result="Nobody won."),
            an_event(id="second", title=EVIL, summary=EVIL, date_edtf="1939-05~", part_of="the-clash"),
            an_event(id="talks", **talks),
        ],
        places=[a_place(), a_place(id="the-hill", title="The hill", where_prec="3", approximation_km="40")],
        names=[a_name()],
        claims=[a_claim(), a_claim(id="rival", best="37", claimant="The other staff", claimant_role="belligerent_b")],
        disagreements=[a_disagreement(), a_disagreement(id="of-all", event_id="", topic=EVIL, weight="high")],
        people=[captain | {"about": EVIL}],
        event_people=[served | {"source_id": "the-report", "locator": "p. 3"}],
        units=[a_unit(), a_unit(id="the-company", title="1st Company", echelon="company", part_of="the-regiment")],
        positions=[a_position()],
    )
    folder = tmp_path / "package-0"
    monkeypatch.setattr(tables, "DATA", folder)
    write_tour(folder, a_tour())
    (folder / prose.CHANGES).write_text(CHANGES, encoding="utf-8")
    return made
