"""A view of the map as one picture to be kept, shown or printed, as SVG.

:mod:`geo.maps.pictures.painted` makes PNG of it.
The map as :mod:`geo.maps.first_paint` draws it, with names, and below it what it shows, the key to its symbols,
a scale and the credit that its licence asks for.  It needs nothing else: the ground is inside, colours are
plain values, text stays text.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from geo.basemap import mosaic, svg
from geo.basemap.borders import borders_on
from geo.basemap.svg import Camera, Window
from geo.core import templating
from geo.core.edtf import spoken
from geo.core.looks import LOOKS, at_zoom
from geo.maps.first_paint import Disc, areas_of, camera_of, symbols_of
from geo.maps.palette import colours
from geo.maps.pictures.naming import Name, names, width_px
from geo.maps.pictures.paper import DENSITY, Box
from geo.maps.pictures.plan_picture import PlanPicture, plan_at
from geo.maps.symbols import drawings
from geo.query.selection import Selection, View, chosen
from geo.record.event_names import title_in
from geo.record.tables import Dataset

__all__ = ["EDGE_PX", "Line", "Scene", "Words", "scene", "svg_text", "words_of"]

EDGE_PX = 16
_SYMBOL_PX = 40
_JPEG_QUALITY = 86
_FULL = 0.75  # of its room: a line of so much might not fit in the font of whoever opens the drawing
#: The ground of an SVG has so many pixels for each of its own, so that it can be enlarged.
_GROUND_OF_SVG = 2


@dataclass(frozen=True)
class Words:
    """What stands under the map.

    Attributes
    ----------
    title, about : what is shown, and when and where.
    credit : lines that say whose it is and where it is online.
    """

    title: str
    about: str
    credit: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line of text under the map, its base *y* pixels below the map's edge.

    Attributes
    ----------
    width : what a line that nearly fills its room takes, so that a drawing can hold it in any font; else 0.
    """

    text: str
    y: float
    size: float
    look: str
    width: float = 0


@dataclass(frozen=True)
class Scene:
    """All that a picture shows, in pixels of the window: drawn as SVG or as PNG.

    Attributes
    ----------
    height : of map and words.
    kinds : the key: each kind with where it begins in its line.
    lines : the words under the map.
    plan : the day of a battle's plan that is drawn in place of all that; ``None`` where none is.
    """

    camera: Camera
    window: Window
    height: float
    states: list[tuple[str, str, str]]
    borders: list[tuple[str, Sequence[float], float]]
    claims: list[tuple[str, bool]]
    areas: list[dict[str, Any]]
    names: list[Name]
    symbols: list[dict[str, Any]]
    discs: list[Disc]
    bar: dict[str, Any]
    kinds: list[tuple[str, float]]
    lines: list[Line]
    words: Words
    plan: PlanPicture | None = None

    @property
    def symbol_scale(self) -> float:
        """How large symbols are at this zoom."""
        return at_zoom(LOOKS["symbolScale"], self.camera.zoom)

    @property
    def edge_px(self) -> float:
        """How broad the inner edge of a state is at this zoom."""
        return at_zoom(LOOKS["stateEdgePx"], self.camera.zoom)


def scene(dataset: Dataset, selection: Selection, view: View, window: Window, words: Words) -> Scene:
    """Return what a picture of the view shows."""
    camera = camera_of(dataset, view, window)
    if plan := plan_at(dataset, view, camera, window):
        return _of_plan(plan, camera, window, words)
    day = view.on or borders_on(selection.start, selection.end, dataset.atlas.borders_turn)
    shown = chosen(dataset, selection)
    shown = shown[shown["status"] == "plotted"]
    symbols, discs = symbols_of(dataset, shown, view, camera) if len(shown) else ([], [])
    symbols = [one for one in symbols if _is_near(one["x"], one["y"], window)]
    discs = [one for one in discs if _is_near(one.x, one.y, window)]
    bar = _bar(camera, window)
    taken: list[Box] = [bar["box"], *_boxes(symbols, discs, 13 * at_zoom(LOOKS["symbolScale"], camera.zoom))]
    kinds = _side_by_side(_key(shown, camera, window), window.width)
    lines, height = _below(words, bool(kinds), window.width)
    return Scene(
        camera=camera,
        window=window,
        height=window.height + height,
        states=svg.states(camera, window, day, is_faded=True),
        borders=svg.borders(camera, window, day, is_faded=True),
        claims=svg.claims(camera, window, day),
        areas=list(areas_of(shown, camera, window)),
        names=list(names(camera, window, day, view.labels, taken)),
        symbols=symbols,
        discs=discs,
        bar=bar,
        kinds=kinds,
        lines=lines,
        words=words,
    )


def _of_plan(plan: PlanPicture, camera: Camera, window: Window, words: Words) -> Scene:
    """Return the day of a battle: a sheet of paper, light in either theme, with a lettering and a scale of its own."""
    words = replace(words, about=plan.about, credit=(*plan.key, *words.credit))
    lines, height = _below(words, False, window.width)
    return Scene(
        camera=camera,
        window=replace(window, theme="light"),
        height=window.height + height,
        states=[],
        borders=[],
        claims=[],
        areas=[],
        names=[],
        symbols=[],
        discs=[],
        bar={},
        kinds=[],
        lines=lines,
        words=words,
        plan=plan,
    )


def svg_text(shown: Scene) -> str:
    """Return a picture as SVG; ``window.scale`` sets the size at which it opens."""
    window = shown.window
    return templating.html(
        "map_picture.svg",
        **vars(shown),
        ground=_ground(shown),
        fade=svg.fade(shown.camera),
        scale=shown.symbol_scale,
        drawings=drawings(),
        looks=LOOKS,
        look=LOOKS["ground"][window.theme],
        breadth=shown.edge_px,
        colours=colours(window.theme),
        edge=EDGE_PX,
    )


def _ground(shown: Scene) -> Markup:
    """Return the tiles, or the plan, as the address of a picture that holds itself."""
    camera, window, scale = shown.camera, shown.window, _GROUND_OF_SVG
    size = (window.width * scale, window.height * scale)
    corner = (camera.left * scale, camera.top * scale)
    raw = io.BytesIO()
    if shown.plan:
        image = shown.plan.drawn(DENSITY)
    else:
        image = mosaic.ground(window.theme, corner, float(camera.world_px * scale), size)
    image.save(raw, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return Markup("data:image/jpeg;base64," + base64.b64encode(raw.getvalue()).decode())  # noqa: S704 - made here


def _is_near(x: float, y: float, window: Window) -> bool:
    """Whether something of a symbol may lie in the window."""
    return -_SYMBOL_PX <= x <= window.width + _SYMBOL_PX and -_SYMBOL_PX <= y <= window.height + _SYMBOL_PX


def _boxes(symbols: Sequence[dict[str, Any]], discs: Sequence[Disc], radius: float) -> Iterator[Box]:
    """Yield what symbols take; the open event's is larger."""
    for symbol in symbols:
        reach = radius * (1.5 if symbol["is_open"] else 1)
        yield symbol["x"] - reach, symbol["y"] - reach, symbol["x"] + reach, symbol["y"] + reach
    for disc in discs:
        yield disc.x - radius, disc.y - radius, disc.x + radius, disc.y + radius


def _bar(camera: Camera, window: Window) -> dict[str, Any]:
    """Return the bar of the scale, a round length measured at the middle of the window."""
    lat = camera.place(window.width / 2, window.height / 2)[0]
    most_km = 0.18 * window.width / camera.length(1, lat)
    power = 10 ** math.floor(math.log10(most_km))
    km = max(step * power for step in (1, 2, 3, 5) if step * power <= most_km)
    width = camera.length(km, lat)
    left, base = 14, window.height - 14
    return {
        "left": left,
        "base": base,
        "width": round(width, 1),
        "text": f"{km:g} km",
        "box": (left - 8, base - 28, left + width + 8, base + 8),
    }


def _key(events: pd.DataFrame, camera: Camera, window: Window) -> Iterator[str]:
    """Yield the kinds of the events inside the window, most frequent first."""
    spots = [camera.spot(lat, lon) for lat, lon in events[["latitude", "longitude"]].itertuples(index=False)]
    inside = [0 <= x <= window.width and 0 <= y <= window.height for x, y in spots]
    yield from events.loc[inside, "kind"].value_counts().index


def _side_by_side(kinds: Iterator[str], width: int) -> list[tuple[str, float]]:
    """Return the kinds that find room in one line, each with where it begins."""
    found, left = [], 0.0
    for kind in kinds:
        long = width_px(kind, "source-sans-3-regular", 14) + 48
        if left + long > width - 2 * EDGE_PX:
            break
        found.append((kind, round(left, 1)))
        left += long
    return found


def _below(words: Words, has_key: bool, width: int) -> tuple[list[Line], float]:
    """Return the lines of text under the map, and how high all of it is."""
    room, y, lines = width - 2 * EDGE_PX, 10.0, []
    for text, face, size, look in (
        (words.title, "alegreya-medium", 23.0, "title"),
        (words.about, "source-sans-3-regular", 15.0, "about"),
    ):
        for part in _folded(text, face, size, room):
            y += size * 1.22
            lines.append(Line(part, y, size, look, _held(part, face, size, room)))
    if has_key:
        y += 30
        lines.append(Line("", y, 14, "key"))
    y += 8
    for text in words.credit:
        for part in _folded(text, "source-sans-3-regular", 12, room):
            y += 16
            lines.append(Line(part, y, 12, "credit", _held(part, "source-sans-3-regular", 12, room)))
    return lines, round(y + 12)


def _held(text: str, face: str, size: float, room: float) -> float:
    width = width_px(text, face, size)
    return round(width, 1) if width > _FULL * room else 0


def _folded(text: str, face: str, size: float, room: float) -> Iterator[str]:
    """Yield *text* in lines that are no wider than *room*."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_px(longer, face, size) > room:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def words_of(dataset: Dataset, view: View, shows: str, credit: tuple[str, ...]) -> Words:
    """Return what stands under the map: the open event with its date and place, or what the view *shows*."""
    if not view.event:
        return Words(shows, "", credit)
    row = dataset.event(view.event)
    about = (spoken(row["date_edtf"]), str(row["place_title"] or ""))
    return Words(title_in(dataset, view.event, view.lang), " · ".join(part for part in about if part), credit)
