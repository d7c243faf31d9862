"""A battle day by day, or a span of time event by event, as an animated WebP: a picture with a caption and the credit.

It plays wherever a picture does, in a slide or a message, without a player.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from PIL import Image, ImageDraw, ImageFont

from geo.basemap import store
from geo.citation import attribution
from geo.content.plans.day import telling_days
from geo.content.plans.plan import battle_of, plan
from geo.core.edtf import spoken
from geo.core.points import Point
from geo.documents.request import Order, events_of
from geo.errors import NotFoundError
from geo.maps.pictures import on_paper
from geo.maps.pictures.on_paper import Pin
from geo.maps.pictures.paper import DENSITY, INK, PAPER, SOFT, face
from geo.maps.pictures.plan_on_paper import plates
from geo.query.selection import View
from geo.record.precision import is_vague
from geo.record.tables import Dataset

__all__ = ["MAX_BYTES", "MAX_MS", "MEDIA_TYPE", "webp"]

MEDIA_TYPE = "image/webp"
#: No film is larger or longer: it is sent in messages and plays in a lesson.
MAX_BYTES, MAX_MS = 5_000_000, 20_000
_MOST_FRAMES = 16
_FRAME_MS = 2_000
_WIDTH = 960  # pixels of the film
_PLATE_PX = (640, 430)  # of a battle, in pixels of a screen
_BAND_PX = 92  # below the picture
_QUALITIES = (78, 60, 42, 25)


@dataclass(frozen=True)
class _Frame:
    picture: Image.Image
    when: str
    words: str


def webp(dataset: Dataset, wanted: Order) -> bytes:
    """Return the battle of the open event, or the events of the selection, as a film of at most :data:`MAX_MS`.

    Raises
    ------
    NotFoundError
        If there is nothing to show: no plan of the event, and no event of the selection on the map.
    """
    view = wanted.view
    battle = battle_of(dataset, view.event) if view.event else ""
    frames = [*(_of_battle(dataset, battle, view) if battle else _of_span(dataset, wanted))]
    if not frames:
        raise NotFoundError("nothing of this lies on the map: choose a battle with a plan, or other days")
    title = dataset.events.at[battle, "title"] if battle else wanted.shows
    pictures = [_titled(frame, f"{title} · {dataset.atlas.short_title}, {attribution.LICENCE}") for frame in frames]
    pace = min(_FRAME_MS, MAX_MS // len(pictures))
    for quality in _QUALITIES:
        raw = io.BytesIO()
        first, *rest = pictures
        first.save(raw, "WEBP", save_all=True, append_images=rest, duration=pace, loop=0, quality=quality, method=2)
        if raw.tell() <= MAX_BYTES:
            break
    return raw.getvalue()


def _of_battle(dataset: Dataset, battle: str, view: View) -> Iterator[_Frame]:
    days = telling_days(plan(dataset, battle), _MOST_FRAMES)
    for plate in plates(dataset, battle, days, _PLATE_PX, view):
        yield _Frame(plate.image, spoken(plate.day.isoformat()), plate.caption)


def _of_span(dataset: Dataset, wanted: Order) -> Iterator[_Frame]:
    events = events_of(dataset, wanted.selection)
    told = _spread(events[(events["status"] == "plotted") & (events["date_prec"] <= 2)], _MOST_FRAMES)
    pins = [_pin(number, row) for number, (_, row) in enumerate(told.iterrows(), 1)]
    look = on_paper.look_at(pins)
    for number, (_, row) in enumerate(told.iterrows()):
        day = dt.date.fromordinal(row["first_day"])
        shown = [*pins[:number], _pin(number + 1, row, is_marked=True)]
        yield _Frame(on_paper.picture(shown, day, look), spoken(day.isoformat()), row["caption"] or row["title"])


def _spread(events: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return at most so many events, evenly spread over those in order of time."""
    count = len(events)
    return events if count <= most else events.iloc[[round(at * (count - 1) / (most - 1)) for at in range(most)]]


def _pin(number: int, row: pd.Series[object], is_marked: bool = False) -> Pin:
    place = Point(float(row["latitude"]), float(row["longitude"]))
    return Pin(number, place, float(row["approximation_km"]), is_vague(row["where_prec"]), is_marked)


def _titled(frame: _Frame, credit: str) -> Image.Image:
    """Return the picture with its day, its caption and the credit below, in the size of the film."""
    wide, high = frame.picture.size
    sheet = Image.new("RGB", (wide, high + round(_BAND_PX * DENSITY)), PAPER)
    sheet.paste(frame.picture.convert("RGB"), (0, 0))
    draw = ImageDraw.Draw(sheet)
    left, top = 14 * DENSITY, high + 8 * DENSITY
    when, words = face("alegreya-medium", 24), face("alegreya-regular", 20)
    draw.text((left, top), frame.when, font=when, fill=INK)
    start = left + when.getlength(frame.when) + 16 * DENSITY
    for number, line in enumerate(_wrapped(frame.words, words, wide - start - left)[:2]):
        draw.text((start, top + (2 + 23 * number) * DENSITY), line, font=words, fill=INK)
    bottom = sheet.size[1] - 5 * DENSITY
    for number, line in enumerate((store.ATTRIBUTION, credit)):
        place = (left, bottom - 13 * number * DENSITY)
        draw.text(place, line, font=face("source-sans-3-regular", 11.5), fill=SOFT, anchor="ls")
    return sheet.resize((_WIDTH, round(sheet.size[1] * _WIDTH / wide)), Image.Resampling.LANCZOS)


def _wrapped(words: str, font: ImageFont.FreeTypeFont, wide: float) -> Sequence[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        lines[1] = f"{lines[1].rstrip(' ·')} …"
    return lines
