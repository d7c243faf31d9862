"""``movements.geojson`` → the schematic arrows of the map, checked and dated.

A movement is a LineString of a few control points from where troops set out to where they
came to, dated to the day.  Its ends and days have evidence, which ``basis`` names; the
course between them is schematic and says so (``schematic: true``).  The file stands beside
the tables of a data package; a package without one has no movements.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.core.edtf import day_span, spoken
from geo.core.points import Point
from geo.core.text import unprintable
from geo.errors import CoordinateError, DatasetError, DateError
from geo.record import tables
from geo.record.files.datapackage import Package, Problem
from geo.record.files.watched import Stamp, Watched, glanced, stamp
from geo.record.schema import SLUG
from geo.record.tables import Dataset

__all__ = ["FILE", "KINDS", "collection", "damage", "digest", "of_package", "problems", "text"]

FILE = "movements.geojson"
#: Kinds by id, with what the key of the map calls them.
KINDS = {
    "advance": "advance on land",
    "envelopment": "encirclement",
    "landing": "landing from the sea",
    "airborne": "airborne detachment",
}
_TEXTS = ("title", "event_id", "side", "kind", "date_edtf", "locator", "basis")
_PROPERTIES = {*_TEXTS, "source_ids", "schematic"}


@dataclass(frozen=True)
class _Found:
    """The movements of a folder, and a text that changes with any byte of their file."""

    features: tuple[Mapping[str, Any], ...] = ()
    digest: str = ""


def digest(dataset: Dataset, folder: Path | None = None) -> str:
    """Return a text that changes with any byte of what :func:`collection` is made of; empty without movements."""
    return _found(dataset, folder).digest


def collection(dataset: Dataset, folder: Path | None = None) -> dict[str, Any]:
    """Return the movements of *folder* (:data:`geo.record.tables.DATA` by default) as a GeoJSON FeatureCollection.

    To the properties of the file are added ``colour`` (of the palette), ``date_start`` and ``date_end`` (ISO days),
    ``date_text`` and ``sources``, a short title for each of ``source_ids``.
    While the file is damaged they are the last that could be read.

    Raises
    ------
    DatasetError
        If the file has any problem and none could be read before; it carries every one.
    """
    if dataset.is_own:
        return {"type": "FeatureCollection", "features": list(dataset.movements)}
    return {"type": "FeatureCollection", "features": list(_found(dataset, folder).features)}


def of_package(dataset: Dataset, raw: bytes) -> tuple[tuple[dict[str, Any], ...], int, str]:
    """Return the movements in the bytes of somebody's own file, how many are left out, and the first complaint.

    A feature with any problem is left out; of a file that is no collection nothing is taken, and one is left out.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (), 1, f"{FILE} is no UTF-8 text"
    known = set(dataset.events.index), set(dataset.sources.index), set(dataset.claim_sides)
    found = list(_problems(text, *known))
    if any(not problem.column for problem in found):
        return (), 1, str(found[0])
    features = json.loads(text)["features"]
    bad = {int(problem.column.removeprefix("feature ")) for problem in found}
    titles = {source_id: _short(title) for source_id, title in dataset.sources["title"].items()}
    colours = dataset.parties["colour"].to_dict()
    good = [one for index, one in enumerate(features) if index not in bad]
    return tuple(_feature(one, titles, colours) for one in good), len(bad), str(found[0]) if found else ""


def text(features: Iterable[Mapping[str, Any]]) -> str:
    """Return *features*, as :func:`collection` gives them, as the file they were read from."""
    plain = [
        {**one, "properties": {name: value for name, value in one["properties"].items() if name in _PROPERTIES}}
        for one in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": plain}, ensure_ascii=False, indent=1) + "\n"


def damage(dataset: Dataset, folder: Path | None = None) -> tuple[str, ...]:
    """Return every problem of the movements of *folder* as they are now."""
    folder = folder or tables.DATA
    return _WATCHED.problems(folder, _stamps(dataset, folder), lambda: _made(dataset, folder))


_WATCHED: Watched[_Found] = Watched()


def _found(dataset: Dataset, folder: Path | None) -> _Found:
    folder = folder or tables.DATA
    return _WATCHED.good(folder, _stamps(dataset, folder), lambda: _made(dataset, folder))


def _stamps(dataset: Dataset, folder: Path) -> tuple[Stamp, str]:
    return glanced(("movements", folder), lambda: stamp(folder / FILE)), dataset.digest


def _made(dataset: Dataset, folder: Path) -> _Found:
    try:
        text = _text(folder)
    except UnicodeDecodeError as error:
        raise DatasetError([f"{FILE}: cannot be read as UTF-8 text ({error})"]) from None
    if text is None:
        return _Found()
    found = list(_problems(text, set(dataset.events.index), set(dataset.sources.index), set(dataset.claim_sides)))
    if found:
        raise DatasetError([str(problem) for problem in found])
    titles = {source_id: _short(title) for source_id, title in dataset.sources["title"].items()}
    colours = dataset.parties["colour"].to_dict()
    features = tuple(_feature(one, titles, colours) for one in json.loads(text)["features"])
    return _Found(features, hashlib.sha256(text.encode()).hexdigest()[:12])


def problems(package: Package) -> list[Problem]:
    """Return every problem of the movements of *package*, as ``movements.geojson: feature 3: date_edtf …``."""
    try:
        text = _text(package.folder)
    except (OSError, UnicodeDecodeError) as error:
        return [Problem(FILE, 0, "", f"cannot be read as UTF-8 text ({error})")]
    if text is None:
        return []
    ids = {name: {row["id"] for row in package.sheets[name]} for name in ("events", "sources", "parties")}
    return list(_problems(text, ids["events"], ids["sources"], ids["parties"]))


def _text(folder: Path) -> str | None:
    path = folder / FILE
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _short(title: str) -> str:
    return title.split(" [")[0].strip()


def _feature(feature: Mapping[str, Any], titles: Mapping[str, str], colours: Mapping[str, str]) -> dict[str, Any]:
    properties = feature["properties"]
    span = day_span(properties["date_edtf"])
    return {
        "type": "Feature",
        "id": feature["id"],
        "geometry": feature["geometry"],
        "properties": {
            **properties,
            "colour": colours[properties["side"]] or "grey",
            "date_start": span.first.isoformat(),
            "date_end": span.last.isoformat(),
            "date_text": spoken(properties["date_edtf"]),
            "sources": list(dict.fromkeys(titles[source_id] for source_id in properties["source_ids"])),
        },
    }


def _problems(text: str, events: set[str], sources: set[str], sides: set[str]) -> Iterator[Problem]:
    try:
        whole = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        yield Problem(FILE, 0, "", f"is no valid JSON ({error})")
        return
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or whole.get("type") != "FeatureCollection":
        yield Problem(FILE, 0, "", "is no GeoJSON FeatureCollection with a list of features")
        return
    seen: dict[str, int] = {}
    for index, feature in enumerate(features):
        for complaint in _complaints(feature, events, sources, sides):
            yield Problem(FILE, 0, f"feature {index}", complaint)
        name = feature.get("id") if isinstance(feature, dict) else None
        if isinstance(name, str):
            if name in seen:
                yield Problem(FILE, 0, f"feature {index}", f"id {name!r} stands already in feature {seen[name]}")
            seen.setdefault(name, index)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")


def _complaints(feature: Any, events: set[str], sources: set[str], sides: set[str]) -> Iterator[str]:
    if (
        not isinstance(feature, dict)
        or feature.get("type") != "Feature"
        or not isinstance(feature.get("properties"), dict)
    ):
        yield "is no GeoJSON Feature with properties"
        return
    properties = feature["properties"]
    if not isinstance(feature.get("id"), str) or not re.fullmatch(SLUG, feature["id"]):
        yield f"id {feature.get('id')!r} must be lower-case letters and digits joined by single hyphens"
    yield from _course(feature.get("geometry"))
    for name in properties.keys() - _PROPERTIES:
        yield f"{name} is no known property; there are {', '.join(sorted(_PROPERTIES))}"
    bad = {name for name in _TEXTS if not isinstance(properties.get(name), str) or not properties[name].strip()}
    for name in _TEXTS:
        if name in bad:
            yield f"{name} is missing or is no text"
        elif unprintable(properties[name]):
            yield f"{name} contains a control or direction-override character; remove it"
    for name, known in (("event_id", events), ("side", sides), ("kind", set(KINDS))):
        if name not in bad and properties[name] not in known:
            yield f"{name} {properties[name]!r} is not known" + (
                "" if name == "event_id" else f"; write one of {', '.join(sorted(known))}"
            )
    if "date_edtf" not in bad:
        try:
            day_span(properties["date_edtf"])
        except DateError as error:
            yield f"date_edtf {error}"
    works = properties.get("source_ids")
    if not isinstance(works, list) or not works:
        yield "source_ids is no list of works; a movement without a source is not drawn"
    else:
        for work in works:
            if not isinstance(work, str) or work not in sources:
                yield f"source_ids: {work!r} is no id in sources.csv"
    if properties.get("schematic") is not True:
        yield "schematic must be true; no course here is surveyed"


def _course(geometry: Any) -> Iterator[str]:
    points = (
        geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "LineString" else None
    )
    if not isinstance(points, list) or len(points) < 2:
        yield "geometry is no LineString of two points or more"
        return
    for point in points:
        if not isinstance(point, list) or len(point) != 2 or not all(type(number) in (int, float) for number in point):
            yield f"geometry: {point!r} is no [longitude, latitude]"
            continue
        try:
            Point(lat=point[1], lon=point[0])
        except CoordinateError as error:
            yield f"geometry: {error}"
    if all(point == points[0] for point in points):
        yield "geometry: all its points are one"
