"""KML and GPX → rows: a placemark, way point, route or track each, with its time, its data and its shape.

KML 2.2 (OGC 07-147r2) and GPX 1.0 and 1.1.  Addresses in them (network links, pictures,
styles, schemas elsewhere) are never followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import shapely

from geo.errors import UploadError
from geo.uploads.cells import shapes
from geo.uploads.files.markup import Element, attribute, child_text, children, elements, local, text_of
from geo.uploads.files.records import rows
from geo.uploads.layers import times
from geo.uploads.raw_table import NumberedRows, free_name

__all__ = ["gpx", "is_gpx", "is_kml", "kml"]

_HEAD = 4000  # bytes in which the outermost element stands
_MAX_NUMBERS = 5_000_000  # of one file
_FIRST = ("id", "name", "description", "date_start", "date_end", "folder")
_TIMES = {"TimeSpan": ("begin", "end"), "TimeStamp": ("when", "when")}
_SHAPES = {"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack", "Model"}
_WITHOUT_EVENTS = {
    "NetworkLink": "links to other files",
    "GroundOverlay": "pictures laid on the ground",
    "positions": "positions of units",
    "lines": "lines on the ground",
    "features": "features of the ground",
}


def is_kml(data: bytes) -> bool:
    """Whether the file says that it is KML."""
    head = data[:_HEAD]
    return b"<kml" in head or b":kml" in head


def is_gpx(data: bytes) -> bool:
    """Whether the file says that it is GPX."""
    head = data[:_HEAD]
    return b"<gpx" in head or b":gpx" in head


def kml(data: bytes, notes: list[str]) -> NumberedRows:
    """Return a header and a row for each placemark.

    Raises
    ------
    UploadError
        If it is damaged, made to harm or larger than allowed; also while rows are taken.
    """
    found = list(_placemarks(data, notes))
    times.timed_alike(found)
    times.dated(found, "placemark", "TimeStamp or TimeSpan in each placemark", notes)
    return rows(found, _FIRST, shapes.COLUMNS, "placemarks")


def gpx(data: bytes, notes: list[str]) -> NumberedRows:
    """Return a header and a row for each way point, route and track.

    Raises
    ------
    UploadError
        As :func:`kml`.
    """
    found = list(_ways(data, notes))
    times.timed_alike(found)
    times.dated(found, "way point, route or track", "a <time> in each way point or in the points of a track", notes)
    return rows(found, _FIRST, shapes.COLUMNS, "way points")


# --- KML ---


def _placemarks(data: bytes, notes: list[str]) -> Iterator[dict[str, str]]:
    folders: list[str] = []
    left_out: dict[str, int] = {}
    budget = _Budget()
    parents: list[str] = []
    for event, name, element in elements(data, "KML"):
        if event == "start":
            parents.append(name)
            if name == "Folder":
                folders.append("")
            continue
        parents.pop()
        if name == "name" and parents[-1:] == ["Folder"]:
            folders[-1] = text_of(element)
        elif name == "Folder":
            folders.pop()
            element.clear()
        elif name == "Placemark":
            found = _placemark(element, " / ".join(filter(None, folders)), budget)
            element.clear()
            layer = found.get("layer", "")
            if layer in _WITHOUT_EVENTS and _is_attested(found):
                left_out[layer] = left_out.get(layer, 0) + 1
            else:
                yield found
        elif name in _WITHOUT_EVENTS:
            left_out[name] = left_out.get(name, 0) + 1
            element.clear()
    for name, count in left_out.items():
        notes.append(f"{count:,} {_WITHOUT_EVENTS[name]} in the KML are not read or followed")


def _is_attested(cells: dict[str, str]) -> bool:
    """Whether a placemark is what an atlas gives beside its events, which have a status."""
    return "status" not in cells and ("claimant" in cells or "approximation_km" in cells)


def _placemark(element: Element, folder: str, budget: _Budget) -> dict[str, str]:
    cells = {
        "id": attribute(element, "id"),
        "name": child_text(element, "name"),
        "description": child_text(element, "description"),
    }
    found: list[Any] = []
    for child in element:
        name = local(child.tag)
        if name in _TIMES:
            begin, end = (child_text(child, part) for part in _TIMES[name])
            cells |= {"date_start": begin, "date_end": end}
        elif name == "ExtendedData":
            _add(cells, _extended(child))
        elif name in ("address", "snippet", "Snippet", "phoneNumber"):
            _add(cells, {name.lower(): text_of(child)})
        elif name in _SHAPES:
            found += _shapes(child, budget)
    if "date_edtf" in cells:  # a table of this atlas, whose description and folder say what its data say
        cells["description"] = ""
    else:
        cells["folder"] = folder
    place = shapes.located(_together(found))
    if "geometry_wkt" in place:
        place["geometry_wkt"] = cells.get("geometry_wkt") or place["geometry_wkt"]
    if _is_said(cells, place):
        place = {name: text for name, text in place.items() if name == "geometry_wkt"}
    cells |= place
    return {name: text for name, text in cells.items() if text}


def _is_said(cells: dict[str, str], place: dict[str, str]) -> bool:
    """Whether the data of a placemark say its point: that of its line or area, or the same with more digits."""
    try:
        lon, lat = float(cells["longitude"]), float(cells["latitude"])
    except (KeyError, ValueError):
        return False
    if "geometry_wkt" in place:
        return abs(lon) <= 180 and abs(lat) <= 90
    return all(abs(one - float(place.get(name, "inf"))) < 1e-6 for one, name in ((lon, "longitude"), (lat, "latitude")))


def _add(cells: dict[str, str], more: dict[str, str]) -> None:
    """Take in *more*; what is called as a part of the placemark gets a name, unless both say the same."""
    for name, text in more.items():
        if name in cells and cells[name] and cells[name] != text:
            name = free_name(name, cells)
        cells[name] = text


def _extended(element: Element) -> dict[str, str]:
    cells: dict[str, str] = {}
    for child in element:
        if local(child.tag) == "Data":
            cells[attribute(child, "name").strip()] = child_text(child, "value")
        elif local(child.tag) == "SchemaData":
            cells |= {attribute(one, "name").strip(): text_of(one) for one in children(child, "SimpleData")}
    return {name: text for name, text in cells.items() if name}


def _shapes(element: Element, budget: _Budget) -> list[Any]:
    """Return the shapes in a geometry of KML; what is broken is left out, and its row says that a place is missing."""
    name = local(element.tag)
    if name in ("MultiGeometry", "MultiTrack"):
        return [shape for child in element if local(child.tag) in _SHAPES for shape in _shapes(child, budget)]
    if name == "Track":
        points = [_numbers(text_of(child), " ", budget) for child in children(element, "coord")]
        return [_line([point for point in points if point])]
    if name == "Model":
        return [shape for place in children(element, "Location") for shape in _model(place)]
    if name == "Polygon":
        rings = [
            _positions(child_text(ring, "coordinates"), budget)
            for border in ("outerBoundaryIs", "innerBoundaryIs")
            for edge in children(element, border)
            for ring in children(edge, "LinearRing")
        ]
        return [_tried(shapely.Polygon, rings[0], rings[1:])] if rings else []
    positions = _positions(child_text(element, "coordinates"), budget)
    if name == "Point":
        return [_tried(shapely.Point, positions[0])] if positions else []
    return [_line(positions)]


def _model(place: Element) -> list[Any]:
    try:
        return [shapely.Point(float(child_text(place, "longitude")), float(child_text(place, "latitude")))]
    except ValueError:
        return []


def _line(positions: list[tuple[float, float]]) -> Any:
    if len(positions) == 1:
        return _tried(shapely.Point, positions[0])
    return _tried(shapely.LineString, positions) if positions else None


def _tried(make: Any, *parts: Any) -> Any:
    """Return the shape, or ``None`` where such a one cannot be."""
    try:
        return make(*parts)
    except Exception:  # GEOSException, ValueError: a ring of two points, numbers that are none
        return None


def _together(found: list[Any]) -> Any:
    whole = [shape for shape in found if shape is not None]
    if len(whole) <= 1:
        return whole[0] if whole else None
    return shapely.geometrycollections(whole)


class _Budget:
    """How many positions of a file have been read."""

    def __init__(self) -> None:
        self._left = _MAX_NUMBERS

    def spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise UploadError(
                f"the outlines have more than {_MAX_NUMBERS:,} positions; simplify them, or load the file in parts"
            )


def _positions(text: str, budget: _Budget) -> list[tuple[float, float]]:
    """Return ``(longitude, latitude)`` pairs, as KML writes them."""
    pairs = [_numbers(part, ",", budget) for part in text.replace(", ", ",").split()]
    return [pair for pair in pairs if pair]


def _numbers(text: str, separator: str, budget: _Budget) -> tuple[float, float] | None:
    budget.spend(1)
    parts = text.strip().split(separator)
    try:
        return float(parts[0]), float(parts[1])
    except (ValueError, IndexError):
        return None


# --- GPX ---


def _ways(data: bytes, notes: list[str]) -> Iterator[dict[str, str]]:
    budget = _Budget()
    inside = 0  # of a route or track, whose points are no events of their own
    empty = 0
    for event, name, element in elements(data, "GPX"):
        if name in ("rte", "trk"):
            inside += 1 if event == "start" else -1
        if event == "start":
            continue
        if name == "wpt" and not inside:
            yield _described(element) | _moment(child_text(element, "time")) | _spot(element)
            element.clear()
        elif name in ("rte", "trk"):
            parts = [element] if name == "rte" else children(element, "trkseg")
            points = [[point for point in part if local(point.tag) in ("rtept", "trkpt")] for part in parts]
            budget.spend(sum(map(len, points)))
            lines = [_line([pair for pair in map(_pair, part) if pair]) for part in points]
            moments = [text for part in points for point in part if (text := child_text(point, "time"))]
            place = shapes.located(_together(lines))
            empty += not place
            span = {"date_start": moments[0], "date_end": moments[-1]} if moments else {}
            yield _described(element) | span | place
            element.clear()
    if empty:
        notes.append(f"{empty:,} routes or tracks of the GPX have no points")


def _described(element: Element) -> dict[str, str]:
    cells = {name: child_text(element, name) for name in ("name", "cmt", "src", "type", "sym", "ele")}
    cells["description"] = child_text(element, "desc")
    for child in children(element, "link"):
        cells["link"] = attribute(child, "href")
    cells["link"] = cells.get("link") or child_text(element, "url")
    return {name: text for name, text in cells.items() if text}


def _moment(text: str) -> dict[str, str]:
    return {"date_start": text, "date_end": text} if text else {}


def _spot(element: Element) -> dict[str, str]:
    pair = _pair(element)
    if pair is None:  # as it stands, so that its row is complained of
        return {"longitude": attribute(element, "lon"), "latitude": attribute(element, "lat")}
    return shapes.located(_tried(shapely.Point, pair))


def _pair(element: Element) -> tuple[float, float] | None:
    try:
        return float(attribute(element, "lon")), float(attribute(element, "lat"))
    except ValueError:
        return None
