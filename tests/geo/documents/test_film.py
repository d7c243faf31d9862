"""The film: one caption a day, the credit on each frame, small and short enough."""

import datetime as dt
import io

import pytest
from PIL import Image, ImageDraw

from geo.documents import film
from geo.documents.request import order
from geo.errors import NotFoundError
from geo.query.selection import Selection, View
from geo.record import tables
from tests.builders import EVENT, a_line, a_position, a_unit, an_event
from tests.geo.maps.test_plan_on_paper import OTHER, WEST


@pytest.fixture(autouse=True)
def _no_tours(monkeypatch, tmp_path):
    monkeypatch.setattr(tables, "DATA", tmp_path)


@pytest.fixture
def written(monkeypatch):
    """Return the list of all that is written on pictures."""
    found = []
    text = ImageDraw.ImageDraw.text

    def note(self, xy, words, *more, **how):
        found.append(words)
        return text(self, xy, words, *more, **how)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", note)
    return found


def played(raw):
    """Return size, number of frames and length in milliseconds of a film."""
    picture = Image.open(io.BytesIO(raw))
    length = 0
    for number in range(picture.n_frames):
        picture.seek(number)
        picture.load()
        length += picture.info["duration"]
    return picture.size, picture.n_frames, length


def test_a_battle_has_a_frame_a_day_with_its_caption_and_the_credit(dataset, written):
    data = dataset(
        events=[an_event(caption="Two patrols meet at the ford", date_edtf="1938-07-29/1938-07-31")],
        units=[a_unit()],
        positions=[a_position()],
        lines=[a_line(), a_line(id="other", geometry_wkt=WEST, **OTHER), a_line(id="later", date_edtf="1938-07-31")],
    )
    raw = film.webp(data, order(data, Selection(), View(event=EVENT)))
    (wide, _), frames, length = played(raw)
    assert (wide, frames) == (960, 2)
    assert len(raw) < film.MAX_BYTES
    assert length <= film.MAX_MS
    for words in ("29 July 1938", "31 July 1938", "Two patrols meet at the ford"):
        assert words in written
    assert sum("Natural Earth" in words for words in written) == frames
    assert sum("Creative Commons" in words for words in written) == frames


def test_a_span_shows_its_events_one_after_the_other(dataset, written):
    events = [an_event(id=f"event-{day}", date_edtf=f"1938-07-{day}", caption=f"Clash {day}") for day in range(10, 31)]
    data = dataset(events=[*events, an_event(id="elsewhen", date_edtf="1939-07-01", caption="Not this one")])
    days = Selection(start=dt.date(1938, 7, 1), end=dt.date(1938, 7, 31))
    _, frames, length = played(film.webp(data, order(data, days, View())))
    assert (frames, length) == (16, film.MAX_MS)
    assert {"Clash 10", "Clash 30"} <= set(written)
    assert "Not this one" not in written


def test_where_nothing_lies_on_the_map_there_is_no_film(dataset):
    data = dataset(events=[an_event(status="panel-only", place_id="", place_relation="")])
    with pytest.raises(NotFoundError):
        film.webp(data, order(data, Selection(), View()))
