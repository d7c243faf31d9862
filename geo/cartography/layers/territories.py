"""Lines and tenures → who held what (``polities``) and where it ended (``boundaries``).

The land is cut once, by all lines of all periods, into *units* that never
changed hands in part: Jehol, Karafuto, northern Korea … A tenure says who held
a unit from when to when. Polygons and border lines are both read off that one
cut, so that their edges are the same numbers.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.cartography.extent import DETAIL, Box

if TYPE_CHECKING:
    from shapely import LineString, Polygon
    from shapely.geometry.base import BaseGeometry

    from geo.cartography.layers.hydrography import Stream
    from geo.cartography.sources import Sources

STATES_BOX = Box(25.0, 14.0, 200.0, 79.0)
"""States are drawn inside; the map fades them out before its western edge."""

BORDERS_WEST = 40.0
"""West of it no border is drawn: those of 1929 to 1946 are not known here."""

SALIENT = (119.90, 46.68)
"""Where Manchukuo, Mengjiang and Mongolia met; set onto the border line."""

KHASAN_CREST = Box(130.570, 42.437, 130.660, 42.640)
"""Where only the crest is a border; the Tumen runs along its western side."""

SEEDS = {
    "manchuria": ((126.6, 45.7), (123.4, 41.9), (119.7, 49.2)),
    "jehol": ((118.0, 41.0), (119.0, 42.27)),
    "mengjiang": ((116.0, 43.9), (111.6, 40.8)),
    "kwantung": ((121.6, 38.98), (121.95, 39.2)),
    "tannu-tuva": ((94.4, 51.7),),
}
"""Points inside the units that no modern border surrounds."""

UNIT_OF_COUNTRY = {
    "RUS": "soviet-union",
    "KAZ": "soviet-union",
    "KGZ": "soviet-union",
    "TJK": "soviet-union",
    "UZB": "soviet-union",
    "TKM": "soviet-union",
    "AZE": "soviet-union",
    "ARM": "soviet-union",
    "GEO": "soviet-union",
    "UKR": "soviet-union",
    "BLR": "soviet-union",
    "KAB": "soviet-union",
    "MNG": "mongolia",
    "PRK": "korea-north",
    "KOR": "korea-south",
    "JPN": "japan",
    "CHN": "china",
    "TWN": "taiwan",
}

PARALLELS = ("fiftieth-parallel", "thirty-eighth-parallel")
HERE = Path(__file__).parent


class Edge(NamedTuple):
    """A piece of border between two units; *line_name* names the hand line it follows."""

    units: tuple[str, str]
    line_name: str
    line: LineString


class Territories:
    """The land cut into units.

    Attributes
    ----------
    units : polygon of each unit.
    edges : every border between units, or between a unit and the rest of the world.
    """

    def __init__(self, sources: Sources, streams: list[Stream]) -> None:
        self._tenures: dict[str, list[dict[str, Any]]] = json.loads((HERE / "tenures.json").read_text("utf-8"))
        land = _land(sources)
        hand = _hand_lines()
        modern = _modern(sources, land)
        border = _nearest_on(modern["China", "Mongolia"], SALIENT)
        hand = {name: _with_salient(points, border) for name, points in hand.items()}
        tuva = _tuva_line(sources, modern["Mongolia", "Russia"])
        self._faces = _faces(land, modern, [*hand.values(), tuva])
        self._owners = _owners(sources, self._faces)
        lakes = _lakes(sources)
        self.units = self._merged_units(lakes)
        self.edges = self._border_edges(hand, tuva, lakes)
        self._river_zone = _river_zone(sources, streams)

    def polities(self) -> list[dict[str, Any]]:
        """Return a feature for every unit and tenure."""
        from geo.cartography.geometry import feature

        features = []
        for unit, tenures in sorted(self._tenures.items()):
            features += [feature(self.units[unit], unit=unit, **tenure) for tenure in tenures]
        return features

    def boundaries(self) -> list[dict[str, Any]]:
        """Return a feature for every stretch of border and span of years in which it was one."""
        import shapely

        from geo.cartography.geometry import feature
        from geo.cartography.sources import lines_of

        grouped: dict[tuple[tuple[str, str], str], list[LineString]] = {}
        for edge in self.edges:
            grouped.setdefault((edge.units, edge.line_name), []).append(edge.line)
        features = []
        for (units, line_name), lines in sorted(grouped.items()):
            whole = shapely.line_merge(shapely.MultiLineString(lines))
            by_river = whole.intersection(self._river_zone)
            by_land = whole.difference(self._river_zone)
            if line_name:
                by_river, by_land = shapely.LineString(), whole
            for span in _spans(self._tenures, units, line_name):
                for river, part in ((False, by_land), (True, by_river)):
                    pieces = [line for line in lines_of(_remerged(part)) if line.length > 1e-3]
                    if pieces:
                        properties = {**span, "river": river, "units": list(units)}
                        shape = shapely.MultiLineString(pieces)
                        features.append(feature(shape, **properties))
        return features

    def _merged_units(self, lakes: BaseGeometry) -> dict[str, BaseGeometry]:
        import shapely

        from geo.cartography.geometry import area_km2
        from geo.cartography.sources import polygons_of

        parts: dict[str, list[Polygon]] = {}
        for face, owner in zip(self._faces, self._owners, strict=True):
            if owner:
                parts.setdefault(owner, []).append(face)
        units: dict[str, BaseGeometry] = {}
        for unit, faces in parts.items():
            dry = shapely.union_all(faces).difference(lakes)
            kept = [part for part in polygons_of(dry) if area_km2(part) > 0.5]
            units[unit] = shapely.orient_polygons(shapely.MultiPolygon(kept))
        return units

    def _border_edges(self, hand: dict[str, LineString], tuva: LineString, lakes: BaseGeometry) -> list[Edge]:
        import numpy as np
        import shapely

        from geo.cartography.sources import lines_of

        tree = shapely.STRtree(self._faces)
        net = shapely.union_all([face.boundary for face in self._faces])
        window = shapely.box(*STATES_BOX._replace(west=BORDERS_WEST)).buffer(-0.01)
        edges = []
        for line in lines_of(net):
            middle = line.interpolate(0.5, normalized=True)
            if not window.contains(middle):
                continue
            ahead = line.interpolate(line.project(middle) + 1e-5)
            dx, dy = ahead.x - middle.x, ahead.y - middle.y
            size = float(np.hypot(dx, dy)) or 1.0
            sides = []
            for turn in (1, -1):
                point = shapely.Point(middle.x - turn * dy / size * 2e-5, middle.y + turn * dx / size * 2e-5)
                found = tree.query(point, predicate="within")
                sides.append(self._owners[int(found[0])] if len(found) else None)
            left, right = sides
            if left is None or right is None or left == right:
                continue
            if "" in sides and lakes.contains(middle):
                continue  # the Caspian Sea
            name = next((n for n, h in hand.items() if h.distance(middle) < 1e-5), "")
            if tuva.distance(middle) < 1e-5:
                name = "tannu-tuva"
            low, high = sorted((left, right))
            edges.append(Edge((low, high), name, line))
        return edges


def _spans(tenures: dict[str, list[dict[str, Any]]], units: tuple[str, str], line_name: str) -> list[dict[str, Any]]:
    """Return kind and dates of the border between *units*, adjoining equal spans joined."""
    spans: list[dict[str, Any]] = []
    first = tenures.get(units[0]) or [_rest_of_the_world()]
    second = tenures.get(units[1]) or [_rest_of_the_world()]
    for one in first:
        for other in second:
            start, stop = max(one["from"], other["from"]), min(one["to"], other["to"])
            if start > stop or one["polity"] == other["polity"]:
                continue
            if line_name in PARALLELS:
                kind = "parallel"
            elif "kwantung" in (one["polity"], other["polity"]):
                kind = "territory"
            elif "mengjiang" in (one["polity"], other["polity"]) and line_name == "mengjiang-south":
                kind = "front"
            else:
                kind = "approximate" if line_name else "international"
            if spans and spans[-1]["kind"] == kind and _follows(spans[-1]["to"], start):
                spans[-1]["to"] = stop
            else:
                spans.append({"kind": kind, "from": start, "to": stop, "line": line_name})
    return spans


def _follows(day: str, next_day: str) -> bool:
    from datetime import date, timedelta

    if day == "9999-12-31":
        return False
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() == next_day


def _rest_of_the_world() -> dict[str, Any]:
    return {"polity": "", "from": "1900-01-01", "to": "9999-12-31"}


def _land(sources: Sources) -> BaseGeometry:
    """Return the land, detailed in the theatre and simplified everywhere."""
    import numpy as np
    import shapely

    from geo.cartography.extent import FOCUS
    from geo.cartography.geometry import area_km2, simplified
    from geo.cartography.sources import polygons_of

    detail, states = shapely.box(*DETAIL), shapely.box(*STATES_BOX)
    focus = shapely.union_all([shapely.box(*box) for box in FOCUS])

    def polygons(resolution: str, window: BaseGeometry) -> list[BaseGeometry]:
        found: list[BaseGeometry] = []
        for level, ring in sources.shores(resolution):
            if level != 1:
                continue
            for turn in (0, 360):
                moved = ring + np.array([turn, 0])
                low, high = moved.min(axis=0), moved.max(axis=0)
                if shapely.box(*low, *high).intersects(window):
                    shape = shapely.make_valid(shapely.Polygon(moved))
                    found.append(shape.intersection(window))
        return found

    inner = shapely.union_all(polygons("f", detail))
    outer = shapely.union_all(polygons("i", states)).difference(detail)
    kept = []
    for part in polygons_of(shapely.union_all([inner, outer.buffer(5e-4)])):
        near = part.intersects(detail)
        smallest = 1.0 if part.intersects(focus) else 20.0 if near else 400.0
        if area_km2(part) < smallest:
            continue
        holes = [h for h in part.interiors if area_km2(shapely.Polygon(h)) > 30]
        rings = [simplified(shapely.LineString(ring.coords)) for ring in (part.exterior, *holes)]
        rings = [ring for ring in rings if len(ring.coords) > 3]
        if rings:
            shape = shapely.Polygon(rings[0].coords, [ring.coords for ring in rings[1:]])
            kept += polygons_of(shapely.make_valid(shape))
    return shapely.union_all(kept)


def _lakes(sources: Sources) -> BaseGeometry:
    """Return the lakes large enough to stay free of a state's tint."""
    import shapely

    from geo.cartography.extent import FOCUS
    from geo.cartography.geometry import area_km2, simplified
    from geo.cartography.layers.hydrography import without_reservoirs

    detail = shapely.box(*DETAIL)
    focus = shapely.union_all([shapely.box(*box) for box in FOCUS])
    found = []
    for resolution, window in (("f", DETAIL), ("i", STATES_BOX)):
        for level, ring in without_reservoirs(sources.shores(resolution, window)):
            lake = shapely.make_valid(shapely.Polygon(ring)) if level == 2 else shapely.Polygon()
            is_inner = lake.within(detail)
            if lake.is_empty or is_inner != (resolution == "f"):
                continue
            smallest = 6 if lake.intersects(focus) else 450 if is_inner else 3000
            thin = simplified(shapely.LineString(ring), 1.3)
            if area_km2(lake) > smallest and len(thin.coords) > 3:
                found.append(shapely.make_valid(shapely.Polygon(thin.coords)))
    return shapely.union_all(found)


def _hand_lines() -> dict[str, LineString]:
    import shapely

    table = json.loads((HERE / "lines.json").read_text("utf-8"))
    lines = {}
    for name, row in table.items():
        points = [tuple(point) for point in row["points"]]
        reach = row.get("overshoot", {}).get("end")
        if reach:
            points.append(_beyond(points[-2], points[-1], reach))
        lines[name] = shapely.LineString(points)
    return lines


def _beyond(before: tuple[float, float], end: tuple[float, float], reach: float) -> Any:
    dx, dy = end[0] - before[0], end[1] - before[1]
    size = (dx * dx + dy * dy) ** 0.5
    return (end[0] + dx / size * reach, end[1] + dy / size * reach)


def _with_salient(line: LineString, border: tuple[float, float]) -> LineString:
    import shapely

    return shapely.LineString([border if p == SALIENT else p for p in line.coords])


def _nearest_on(lines: list[LineString], point: tuple[float, float]) -> tuple[float, float]:
    import shapely
    from shapely.ops import nearest_points

    near = nearest_points(shapely.union_all(lines), shapely.Point(point))[0]
    return (near.x, near.y)


def _modern(sources: Sources, land: BaseGeometry) -> dict[tuple[str, str], list[LineString]]:
    """Return the modern borders, simplified and prolonged to our coast."""
    import shapely

    from geo.cartography.geometry import simplified
    from geo.cartography.layers.borders import TRIPOINT, modern_lines

    lines = modern_lines(sources, STATES_BOX)
    north = shapely.union_all(lines["China", "Mongolia"] + lines["China", "Russia"])
    thin = {
        pair: [_to_coast(simplified(line, 0.7), land.boundary, TRIPOINT) for line in found]
        for pair, found in lines.items()
    }
    china = _outer_china(sources, north, land)
    pamir = shapely.union_all(thin["Afghanistan", "Tajikistan"])
    thin["China", "rest"] = [china]
    thin["Pamir", "gap"] = [_bridge(pamir, china)]
    thin["Caspian Sea", "gap"] = [
        _bridge(
            shapely.union_all(thin["Azerbaijan", "Iran"]),
            shapely.union_all(thin["Iran", "Turkmenistan"]),
        )
    ]
    return thin


def _to_coast(line: LineString, coast: BaseGeometry, tripoint: tuple[float, float]) -> LineString:
    import shapely
    from shapely.ops import nearest_points

    points = list(line.coords)
    for at in (0, -1):
        end = shapely.Point(points[at])
        if end.distance(coast) > 0.12 or end.distance(shapely.Point(tripoint)) < 0.03:
            continue
        shore = nearest_points(coast, end)[0]
        if shore.distance(end) < 1e-9:
            continue
        past = _beyond((end.x, end.y), (shore.x, shore.y), 0.02)
        points.insert(0, past) if at == 0 else points.append(past)
    return shapely.LineString(points)


def _tuva_line(sources: Sources, border: list[LineString]) -> LineString:
    """Return the northern outline of Tuva, both ends run into the Mongolian border."""
    import shapely

    from geo.cartography.sources import lines_of

    (tuva,) = (shape for name, code, shape in sources.provinces() if (name, code) == ("Tuva", "RUS"))
    south = shapely.union_all(border)
    rest = shapely.line_merge(tuva.boundary.difference(south.buffer(0.14)))
    line = max(lines_of(rest), key=lambda part: float(part.length))
    return _run_into(line, south)


def _outer_china(sources: Sources, north: BaseGeometry, land: BaseGeometry) -> LineString:
    """Return China's border from the Altai round the west and south to the Gulf of Tonkin.

    Taken from province outlines: Natural Earth leaves out the disputed stretches.
    """
    import shapely

    from geo.cartography.geometry import simplified
    from geo.cartography.sources import lines_of

    country = shapely.union_all([shape for _, code, shape in sources.provinces() if code == "CHN"], grid_size=1e-4)
    inland = shapely.box(70.0, 20.0, 108.3, 50.0)
    outline = country.boundary.intersection(inland).difference(north.buffer(0.12))
    inland_only = outline.difference(land.boundary.buffer(0.06))
    line = max(lines_of(_remerged(inland_only)), key=lambda part: float(part.length))
    return _run_into(simplified(line, 0.7), north, land.boundary)


def _bridge(one: BaseGeometry, other: BaseGeometry) -> LineString:
    """Return a short line that surely crosses both."""
    import shapely
    from shapely.ops import nearest_points

    start, stop = ((point.x, point.y) for point in nearest_points(one, other))
    if shapely.Point(start).distance(shapely.Point(stop)) < 1e-3:
        (x, y), (u, v) = start, stop
        return shapely.LineString([(x, y - 0.01), start, stop, (u, v + 0.01)])
    return shapely.LineString([_beyond(stop, start, 0.01), start, stop, _beyond(start, stop, 0.01)])


def _run_into(line: LineString, *targets: BaseGeometry) -> LineString:
    """Prolong both ends of *line* a little beyond the nearest of *targets*."""
    import shapely
    from shapely.ops import nearest_points

    points = list(line.coords)
    for at in (0, -1):
        end = shapely.Point(points[at])
        near = min(
            (nearest_points(target, end)[0] for target in targets),
            key=lambda point: float(point.distance(end)),
        )
        meeting = (near.x, near.y)
        tail = [meeting, _beyond((end.x, end.y), meeting, 0.03)]
        points = [*reversed(tail), *points] if at == 0 else [*points, *tail]
    return shapely.LineString(points)


def _faces(
    land: BaseGeometry, modern: dict[tuple[str, str], list[LineString]], hand: list[LineString]
) -> list[Polygon]:
    """Return the pieces into which all lines cut the land."""
    import shapely
    from shapely.ops import polygonize

    frame = shapely.box(*STATES_BOX).exterior
    lines = [land.boundary, frame, *hand, *(line for found in modern.values() for line in found)]
    net = shapely.union_all(lines, grid_size=1e-6)
    solid = land.buffer(1e-4)
    shapely.prepare(solid)
    return [face for face in polygonize(net) if solid.contains(face.representative_point())]


def _owners(sources: Sources, faces: list[Polygon]) -> list[str]:
    """Return the unit of every face; an empty text for the rest of the world."""
    import shapely

    provinces = sources.provinces()
    tree = shapely.STRtree([shape for _, _, shape in provinces])
    seeds = {unit: shapely.MultiPoint(points) for unit, points in SEEDS.items()}
    owners: list[str] = []
    for face in faces:
        point = face.representative_point()
        owner = next((unit for unit, spots in seeds.items() if face.intersects(spots)), "")
        if not owner and point.x > 180:
            owner = "soviet-union" if point.x < 191.5 else ""
        elif not owner:
            inside = tree.query(point, predicate="within")
            nearest = int(inside[0]) if len(inside) else int(tree.nearest(point))
            name, country, shape = provinces[nearest]
            if shape.distance(point) < 0.6:
                owner = _unit(name, country, point.x, point.y)
        owners.append(owner)
    _adopt_slivers(faces, owners)
    return owners


def _unit(province: str, country: str, lon: float, lat: float) -> str:
    """Return the unit of a place from its modern province."""
    unit = UNIT_OF_COUNTRY.get(country, "")
    if unit == "soviet-union" and province == "Sakhalin" and lat < 51:
        if lon >= 145.2 and not (lon > 156.55 and lat > 50.84):
            return "kurils"
        if lat < 50 and lon < 145.2:
            return "karafuto"
    if unit == "japan" and lon < 146 and lat > 45.88:
        return "karafuto"  # Moneron and the like, nearest to Hokkaido in the coarse map
    if unit == "korea-south" and lat > 38:
        return "korea-north"
    if unit == "korea-north" and lat < 38:
        return "korea-south"
    return unit


def _adopt_slivers(faces: list[Polygon], owners: list[str]) -> None:
    """Give small faces of China that hold no seed to the unit beside them."""
    seeded = {unit: [f for f, o in zip(faces, owners, strict=True) if o == unit] for unit in SEEDS}
    mainland = max((f for f, o in zip(faces, owners, strict=True) if o == "china"), key=lambda f: float(f.area))
    neighbours = {**seeded, "china": [mainland]}
    for number, face in enumerate(faces):
        if owners[number] == "china" and face is not mainland and face.area < 0.4:
            owners[number] = min(neighbours, key=lambda unit: min(float(f.distance(face)) for f in neighbours[unit]))


def _river_zone(sources: Sources, streams: list[Stream]) -> BaseGeometry:
    """Return where a border is carried by the river: near one, or on one drawn with two banks."""
    import shapely

    near = [stream.line.buffer(0.026) for stream in streams if stream.rank <= 9]
    for level, ring in sources.shores("f", DETAIL):
        shape = shapely.make_valid(shapely.Polygon(ring)) if level == 2 else shapely.Polygon()
        if shape.area > 0.002 and shape.area / shape.length < 0.02:
            near.append(shape.buffer(0.01))
    # The crest west of Lake Khasan runs near the Tumen, but it is no river border.
    return shapely.union_all(near).difference(shapely.box(*KHASAN_CREST))


def _remerged(geometry: BaseGeometry) -> BaseGeometry:
    import shapely

    return shapely.line_merge(geometry) if geometry.geom_type == "MultiLineString" else geometry
