"""GeoJSON → rows of text: the properties of each feature, its point, and its line or area as well-known text.

The features are taken from the text one after the other, so that never more than one of them
is in memory as objects.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from geo.core.points import GEOMETRIES
from geo.errors import UploadError
from geo.uploads.cells import shapes
from geo.uploads.cells.geojson_shapes import shape_of
from geo.uploads.cells.projections import Change, as_it_is, change_of
from geo.uploads.files import damage, json_records
from geo.uploads.layers import linked_places
from geo.uploads.limits import MAX_COLUMNS, MAX_ROWS
from geo.uploads.raw_table import NumberedRows, free_name

__all__ = ["rows"]

_POINT = shapes.COLUMNS
_SYSTEM_NAME = re.compile(r"(?:EPSG|ESRI):(?:[\d.]*:)?(\d{4,6})")
_SHOWN_OF_SHAPE = 200  # characters
_SHAPES = {*GEOMETRIES, "GeometryCollection"}
_MAX_LISTS = 6_000_000  # of a country's outline, two numbers make one
_KEPT = {"names"}  # an object in what the atlas gives out, which goes home as it came
_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def rows(text: str, notes: list[str]) -> NumberedRows:
    """Yield a header and one row a feature.

    A geometry that cannot be read is put as it stands into ``geometry_wkt``, where it is
    complained of with its row.

    Parameters
    ----------
    notes : takes what the visitor should know, in words, before the header comes.

    Raises
    ------
    UploadError
        If it is no GeoJSON, in coordinates that cannot be turned into degrees, or larger than allowed.
    """
    if (lists := text.count("[") + text.count("{")) > _MAX_LISTS:
        raise UploadError(
            f"the GeoJSON has {lists:,} brackets; at most {_MAX_LISTS:,} can be read. "
            "Simplify the outlines, or load the features in parts"
        )
    document = _Document(text)
    seen = _looked_over(document, notes)
    if document.twice:
        notes.append(f"{document.twice:,} times a name stands twice in one object; the last of its values is kept")
    header, own = _header(seen, notes)
    yield 1, header
    for number, feature in enumerate(document.features(), 2):
        yield number, _row(feature, own, seen)


@dataclass
class _Seen:
    """What the features have, all together."""

    names: dict[str, None] = field(default_factory=dict)
    has_id: bool = False
    has_point: bool = False
    change: Change = as_it_is


def _looked_over(document: _Document, notes: list[str]) -> _Seen:
    seen, number = _Seen(), 0
    for number, feature in enumerate(document.features(), 1):
        if number > MAX_ROWS:
            raise UploadError(f"the file has more than {MAX_ROWS:,} features; load them in parts")
        if not isinstance(feature, Mapping) or not isinstance(feature.get("properties") or {}, Mapping):
            shown = str(feature)[:60] if not isinstance(feature, (list, dict)) else json.dumps(feature)[:60]
            raise UploadError(f"feature {number:,} is no GeoJSON Feature with properties; found {shown!r}")
        seen.names |= dict.fromkeys(feature.get("properties") or {})
        seen.has_id = seen.has_id or feature.get("id") is not None
        seen.has_point = seen.has_point or feature.get("geometry") is not None
        if len(seen.names) > MAX_COLUMNS:
            raise UploadError(f"the features have more than {MAX_COLUMNS} different properties; leave some out")
    if not number:
        raise UploadError("the JSON is no GeoJSON FeatureCollection with features; this is what can be read")
    seen.change = _change(document.rest.get("crs"), notes)
    return seen


def _change(crs: Any, notes: list[str]) -> Change:
    """Return what turns the shapes of a file into degrees, whose coordinate system it may name in the old way."""
    said = json.dumps(crs or "", default=str)[:300]
    if not crs or "CRS84" in said:
        return as_it_is
    named = _SYSTEM_NAME.search(said)
    where = f"EPSG:{named[1]}" if named else said[:80]
    return change_of([where], where, "file", notes)


def _header(seen: _Seen, notes: list[str]) -> tuple[list[str], list[str]]:
    """Return the header, and the properties in their order; one that is called as a part of a feature gets a name."""
    taken = {*seen.names, *_POINT, "id"}
    header, own = (["id"] if seen.has_id else []), list(seen.names)
    for name in own:
        shown = name
        if (name in _POINT and seen.has_point) or (name == "id" and seen.has_id):
            shown = free_name(name, taken)
            taken.add(shown)
            part = "feature has no id" if name == "id" else "feature has no geometry"
            notes.append(f"the property {name!r} is called {shown}; it stands in where a {part} of its own")
        header.append(shown)
    if not seen.has_point:  # all that is known of places is in the properties
        return [*header, *(name for name in _POINT if name not in seen.names)], own
    return [*header, *_POINT], own


def _row(feature: Mapping[str, Any], own: list[str], seen: _Seen) -> list[str]:
    properties = feature.get("properties") or {}
    start = []
    if seen.has_id:
        given = feature.get("id")
        start = [_cell(properties.get("id") if given is None else given)]
    cells = [_cell(properties.get(name)) for name in own]
    if not seen.has_point:
        return [*start, *cells, *("" for name in _POINT if name not in seen.names)]
    if feature.get("geometry") is None:
        return [*start, *cells, *(_cell(properties.get(name)) for name in _POINT)]
    place = _place(feature["geometry"], seen.change)
    if "_point" in feature and place[0]:
        place[:2] = map(_cell, feature["_point"])
    return [*start, *cells, *place]


class _Document:
    """A GeoJSON text whose features can be gone through, as often as is needed, without keeping any.

    Attributes
    ----------
    rest : the other members of the outermost object; whole when the features have been gone through.
    twice : how many members stood in an object that had one of that name already.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._decode = json.JSONDecoder(object_pairs_hook=self._object).raw_decode
        self.rest: dict[str, Any] = {}
        self.twice = 0

    def features(self) -> Iterator[Any]:
        """Yield the features.

        Raises
        ------
        UploadError
            If this is no valid JSON.
        """
        self.rest, self.twice = {}, 0
        try:
            for feature in self._features():
                yield _pointed(
                    _flattened(linked_places.plain(feature) if linked_places.is_record(feature) else feature)
                )
        except RecursionError:
            raise UploadError("the GeoJSON is nested too deeply; this is no list of features") from None
        except UploadError:
            raise
        except ValueError as error:  # json.JSONDecodeError, and numbers of thousands of digits
            raise UploadError(f"the file begins like GeoJSON, but is no valid JSON ({damage.of_json(error)})") from None

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        self.twice += len(pairs) - len(found)
        return found

    def _features(self) -> Iterator[Any]:
        at = self._blank(0)
        if self._next(at) == "[":
            at = yield from self._items(at)
        else:
            at, is_list = self._members(at + 1, is_first=True)
            if is_list:
                at = yield from self._items(at)
                at, is_list = self._members(at, is_first=False)
                if is_list:
                    raise UploadError("the GeoJSON has two lists of features; save them as two files")
            elif self.rest.get("type") == "Feature":
                yield self.rest
            else:
                yield from _of_layers(self.rest.get("layers"))
        if self._blank(at) < len(self._text):
            raise self._wrong("Extra data", at)

    def _members(self, at: int, is_first: bool) -> tuple[int, bool]:
        """Keep members of the object that is open at *at*; return where its features begin, or where it ends."""
        while True:
            at = self._blank(at)
            if self._next(at) == "}":
                return at + 1, False
            if not is_first:
                at = self._after(",", at)
            is_first = False
            match = _STRING.match(self._text, at)
            if not match:
                raise self._wrong("Expecting property name enclosed in double quotes", at)
            name, at = json.loads(match[0], strict=False), self._after(":", self._blank(match.end()))
            if name == "features" and self._next(at) == "[":
                return at, True
            self.twice += name in self.rest
            self.rest[name], at = self._decode(self._text, at)

    def _items(self, at: int) -> Generator[Any, None, int]:
        """Yield the items of the list at *at* and return where it ends."""
        at = self._blank(at + 1)
        if self._next(at) == "]":
            return at + 1
        while True:
            value, at = self._decode(self._text, at)
            yield value
            at = self._blank(at)
            if self._next(at) == "]":
                return at + 1
            at = self._after(",", at)

    def _next(self, at: int) -> str:
        return self._text[at : at + 1]

    def _after(self, mark: str, at: int) -> int:
        if self._next(at) != mark:
            raise self._wrong(f"Expecting {mark!r} delimiter", at)
        return self._blank(at + 1)

    def _blank(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return match.end() if match else at

    def _wrong(self, what: str, at: int) -> json.JSONDecodeError:
        return json.JSONDecodeError(what, self._text, at)


def _of_layers(layers: Any) -> Iterator[Any]:
    """Yield the features of several layers in one file, as uMap saves a map, each with the name of its layer."""
    for layer in layers if isinstance(layers, list) else []:
        features = layer.get("features") if isinstance(layer, Mapping) else None
        options = layer.get("_umap_options", layer) if isinstance(layer, Mapping) else None
        name = options.get("name") if isinstance(options, Mapping) else None
        for feature in features if isinstance(features, list) else []:
            own = feature.get("properties") if isinstance(feature, Mapping) else None
            if isinstance(own, Mapping) and isinstance(name, str) and "folder" not in own:
                yield {**feature, "properties": {**own, "folder": name}}
            else:
                yield feature


def _flattened(feature: Any) -> Any:
    """Return a feature whose properties have no objects in them: what those hold is named by the way to it."""
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(properties, Mapping) or not any(
        isinstance(value, dict) and name not in _KEPT for name, value in properties.items()
    ):
        return feature
    found: dict[str, Any] = {}
    for name, value in properties.items():
        inner = json_records.flat({name: value}) if isinstance(value, dict) and name not in _KEPT else {name: value}
        found |= {
            key: text for key, text in inner.items() if key not in found and (key not in properties or key == name)
        }
    return {**feature, "properties": found}


def _pointed(feature: Any) -> Any:
    """Return a feature with a place whose properties repeat its point, or say the point of its line, without them."""
    geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(geometry, Mapping) or not isinstance(properties, Mapping):
        return feature
    lon, lat = (properties.get(name, "") for name in ("longitude", "latitude"))
    if not (_is_number(lon) and _is_number(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        return feature
    if geometry.get("type") == "Point":  # the same with more digits
        at = geometry.get("coordinates")
        if not isinstance(at, list) or not all(map(_is_number, at[:2])) or len(at) < 2:
            return feature
        if abs(at[0] - lon) >= 1e-6 or abs(at[1] - lat) >= 1e-6:
            return feature
    rest = {name: value for name, value in properties.items() if name not in ("longitude", "latitude")}
    return {**feature, "properties": rest, "_point": [lon, lat]}


def _place(geometry: Any, change: Change) -> list[str]:
    """Return longitude, latitude and well-known text; the text only where a point would lie."""
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if not isinstance(kind, str) or kind not in _SHAPES:
        return _as_found(geometry)
    if geometry.get("geometries" if kind == "GeometryCollection" else "coordinates") in ([], [[]]):
        return ["", "", ""]  # a shape without any point is no place
    if kind == "Point":
        at = geometry.get("coordinates")
        if not isinstance(at, list) or len(at) < 2 or not all(_is_number(number) for number in at[:2]):
            return _as_found(geometry)
        if change is as_it_is:
            return [_cell(at[0]), _cell(at[1]), ""]
    try:
        found = shapes.located(change(shape_of(geometry)))
    except Exception:  # GEOSException, RecursionError: whatever a shape made to harm brings about
        found = {}
    return [found.get(name, "") for name in _POINT] if found else _as_found(geometry)


def _as_found(geometry: Any) -> list[str]:
    """Return the beginning of what stands where a shape would, to be complained of; nothing for nothing."""
    if not isinstance(geometry, (dict, list)):
        return ["", "", _cell(geometry)[:_SHOWN_OF_SHAPE]]
    try:
        pieces = json.JSONEncoder(ensure_ascii=False).iterencode(geometry)
        return ["", "", "".join(islice(pieces, _SHOWN_OF_SHAPE))[:_SHOWN_OF_SHAPE]]
    except (RecursionError, ValueError):
        return ["", "", "(too deep to show)"]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _cell(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:.10g}" if abs(value) < 1e15 else repr(value)
    try:
        return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
    except (RecursionError, ValueError):  # a number of thousands of digits among them
        return "(too deep to show)"
