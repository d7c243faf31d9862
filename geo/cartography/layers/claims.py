"""The stretches the conflict was about, as each side drew them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.cartography.extent import Box

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.cartography.sources import Sources

MANCHUKUO_SPAN = {"from": "1932-03-01", "to": "1945-08-17"}

KHASAN_SOVIET = (
    (130.5880, 42.4800),
    (130.5915, 42.4660),
    (130.5935, 42.4560),
    (130.5960, 42.4475),
    (130.6000, 42.4380),
    (130.6050, 42.4290),
    (130.6095, 42.4240),
)
"""Along the crest of Changkufeng and Shatsaofeng, west of the lake: schematic."""

KHASAN_MANCHUKUO = (
    (130.5880, 42.4800),
    (130.5945, 42.4715),
    (130.6005, 42.4695),
    (130.6045, 42.4600),
    (130.6080, 42.4520),
    (130.6120, 42.4440),
    (130.6160, 42.4340),
    (130.6150, 42.4280),
    (130.6095, 42.4240),
)
"""East of the crest, so that the heights lie in Manchukuo: schematic."""

KANCHAZU_BOX = Box(127.93, 49.48, 128.36, 49.62)
"""Round the islands Bolshoi and Sennufa, between the two channels of the Amur."""


def claims(sources: Sources, border: BaseGeometry) -> list[dict[str, Any]]:
    """Return the claims as features: lines for one claimant, strips for both.

    Parameters
    ----------
    border : the line between China and Mongolia as the boundaries have it.
    """
    return [*_khalkhin_gol(sources, border), *_khasan(), *_kanchazu(sources)]


def _khalkhin_gol(sources: Sources, border: BaseGeometry) -> list[dict[str, Any]]:
    import shapely
    from shapely.ops import polygonize

    from geo.cartography.geometry import simplified
    from geo.cartography.sources import lines_of

    spot = shapely.Point(118.57, 47.73)
    (river,) = (line for _, line in sources.rivers(Box(116, 46, 121, 50)) if line.distance(spot) < 0.05)
    window = shapely.box(117.3, 46.9, 120, 48.3)
    east = max(
        lines_of(shapely.line_merge(border.intersection(window))),
        key=lambda line: float(line.length),
    )
    near = shapely.box(117, 46, 121, 48.3)
    reach = max(lines_of(river.intersection(near)), key=lambda line: float(line.length))
    river = simplified(reach, 0.8)
    strips = [
        face
        for face in polygonize(shapely.union_all([river, east]))
        if face.contains(shapely.Point(118.7, 47.75))
        or face.contains(shapely.Point(118.75, 47.62))
        or face.area > 0.004
    ]
    strip = shapely.union_all(strips)
    basis = "river WDB-II; eastern line modern border (Natural Earth), near the Mongolian claim"
    rim = strip.boundary
    river_line = _joined(rim.intersection(river.buffer(1e-4)))
    east_line = _joined(rim.intersection(east.buffer(1e-4)))
    common = {**MANCHUKUO_SPAN, "basis": basis, "schematic": False}
    return [
        _claim(strip, "Khalkhin Gol: claimed by both", "both", **common),
        _claim(river_line, "Khalkhin Gol: the river, border claimed by Manchukuo and Japan",
               "manchukuo", **common),
        _claim(east_line, "Khalkhin Gol: border claimed by Mongolia and the Soviet Union",
               "mongolia", **common),
    ]  # fmt: skip


def _khasan() -> list[dict[str, Any]]:
    import shapely

    basis = "schematic, from the position of the ridge (about 130.595°E) and of the lake"
    common = {**MANCHUKUO_SPAN, "basis": basis, "schematic": True}
    strip = shapely.Polygon([*KHASAN_SOVIET, *reversed(KHASAN_MANCHUKUO[1:-1])])
    return [
        _claim(strip, "Changkufeng heights: claimed by both", "both", **common),
        _claim(shapely.LineString(KHASAN_SOVIET),
               "Lake Khasan: crest line claimed by the Soviet Union", "soviet-union", **common),
        _claim(shapely.LineString(KHASAN_MANCHUKUO),
               "Lake Khasan: line claimed by Manchukuo and Japan", "manchukuo", **common),
    ]  # fmt: skip


def _kanchazu(sources: Sources) -> list[dict[str, Any]]:
    import shapely
    from shapely.ops import polygonize

    window = shapely.box(*KANCHAZU_BOX)
    rivers = [(level, line) for level, line in sources.rivers(KANCHAZU_BOX) if level in (1, 3)]
    main = shapely.union_all([line for level, line in rivers if level == 1]).intersection(window)
    side = shapely.union_all([line for level, line in rivers if level == 3]).intersection(window)
    islands = max(
        polygonize(shapely.union_all([main, side.union(_bridges(side, main))])),
        key=lambda face: float(face.area),
    )
    north = _joined(islands.boundary.intersection(main.buffer(1e-5)))
    south = _joined(islands.boundary.difference(main.buffer(1e-4)))
    basis = "schematic: the two channels of the Amur at the islands, after WDB-II"
    common = {**MANCHUKUO_SPAN, "basis": basis, "schematic": True}
    return [
        _claim(islands, "Amur islands at Kanchazu: claimed by both", "both", **common),
        _claim(north, "Amur: northern channel, border claimed by Manchukuo and Japan",
               "manchukuo", **common),
        _claim(south, "Amur: southern channel, border claimed by the Soviet Union",
               "soviet-union", **common),
    ]  # fmt: skip


def _bridges(side: BaseGeometry, main: BaseGeometry) -> BaseGeometry:
    """Return short lines from the loose ends of *side* onto *main*."""
    import shapely
    from shapely.ops import nearest_points

    from geo.cartography.sources import lines_of

    bridges = []
    for line in lines_of(shapely.line_merge(side) if side.geom_type != "LineString" else side):
        for at in (0, -1):
            end = shapely.Point(line.coords[at])
            near = nearest_points(main, end)[0]
            if 0 < near.distance(end) < 0.03:
                past = (near.x + (near.x - end.x) * 0.05, near.y + (near.y - end.y) * 0.05)
                bridges.append(shapely.LineString([(end.x, end.y), past]))
    return shapely.union_all(bridges)


def _claim(shape: BaseGeometry, name: str, claimant: str, **more: object) -> dict[str, Any]:
    from geo.cartography.geometry import feature

    return feature(shape, name=name, claimant=claimant, **more)


def _joined(lines: BaseGeometry) -> BaseGeometry:
    import shapely

    from geo.cartography.sources import lines_of

    merged = shapely.line_merge(shapely.MultiLineString(lines_of(lines)))
    return merged
