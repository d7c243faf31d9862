"""Modern border lines of the theatre, mended where they are wrong for the period.

Natural Earth ends Manchuria at 42.50°N and so loses the strip with
Changkufeng; there the lines come from DCW, which has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.cartography.extent import Box

if TYPE_CHECKING:
    from shapely import LineString
    from shapely.geometry.base import BaseGeometry

    from geo.cartography.sources import Sources

Point2 = tuple[float, float]

TRIPOINT = (130.612, 42.424)
"""Where China, Russia and Korea meet on the Tumen, after DCW."""

RUSSIA_BRANCH = (130.491, 42.78)
KOREA_BRANCH = (130.523, 42.600)
TUMEN_BRANCH = (130.655, 42.386)
"""Where the DCW lines leave the Natural Earth ones."""

SOVIET = {
    "Russia", "Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan", "Turkmenistan",
    "Ukraine", "Belarus", "Azerbaijan", "Armenia", "Georgia", "Baykonur Cosmodrome",
}  # fmt: skip
"""Modern countries that were parts of the Soviet Union, as far as the map shows them."""

PAIRS_OF_CHINA = {("China", "Russia"), ("China", "Mongolia"), ("China", "North Korea")}
"""China's other borders have gaps in Natural Earth where they are disputed."""


def modern_lines(sources: Sources, box: Box) -> dict[tuple[str, str], list[LineString]]:
    """Return the modern land borders in *box* by pair of countries, in alphabetical order."""
    import shapely

    from geo.cartography.sources import lines_of

    found: dict[tuple[str, str], list[LineString]] = {}
    window = shapely.box(*box)
    for row in sources.natural_earth("admin_0_boundary_lines_land", box=box).itertuples():
        left, right = sorted((str(row.adm0_left), str(row.adm0_right)))
        is_outer_soviet = len({left, right} & SOVIET) == 1 and "China" not in (left, right)
        if not is_outer_soviet and (left, right) not in PAIRS_OF_CHINA:
            continue
        line = row.geometry.intersection(window)
        if not line.is_empty:
            found.setdefault((left, right), []).extend(lines_of(_merged(line)))
    return _with_khasan_corner(sources, found)


def _with_khasan_corner(
    sources: Sources, lines: dict[tuple[str, str], list[LineString]]
) -> dict[tuple[str, str], list[LineString]]:
    russia = _dcw_line(sources, "RU", Box(130.30, 42.405, 130.65, 42.80))
    korea = _dcw_line(sources, "KP", Box(130.38, 42.34, 130.72, 42.63))
    ridge = _between(russia, RUSSIA_BRANCH, TRIPOINT)
    upper_tumen = _between(korea, KOREA_BRANCH, TRIPOINT)
    lower_tumen = _between(korea, TRIPOINT, TUMEN_BRANCH)
    meeting = upper_tumen[-1]
    ridge[-1] = lower_tumen[0] = meeting
    grafts = (
        (("China", "Russia"), RUSSIA_BRANCH, (131.2, 44.0), ridge),
        (("China", "North Korea"), KOREA_BRANCH, (129.8, 42.5), upper_tumen),
        (("North Korea", "Russia"), TUMEN_BRANCH, (130.69, 42.29), lower_tumen[::-1]),
    )
    for pair, branch, keep, graft in grafts:
        _graft(lines[pair], branch, keep, graft)
    return lines


def _graft(lines: list[LineString], branch: Point2, keep: Point2, graft: list[Point2]) -> None:
    """Cut the line nearest *branch* there, keep the part towards *keep*, sew *graft* on."""
    import shapely
    from shapely.ops import substring

    point = shapely.Point(branch)
    number = min(range(len(lines)), key=lambda i: float(lines[i].distance(point)))
    line = lines[number]
    cut, kept = line.project(point), line.project(shapely.Point(keep))
    part = substring(line, 0, cut) if kept < cut else substring(line, cut, line.length)
    points = [(x, y) for x, y in part.coords]
    lines[number] = shapely.LineString((points if kept < cut else points[::-1]) + graft)


def _dcw_line(sources: Sources, country: str, box: Box) -> LineString:
    import numpy as np
    import shapely

    from geo.cartography.sources import lines_of

    window, found = shapely.box(*box), []
    for ring in sources.country_rings(country):
        jumps = np.flatnonzero(np.hypot(*np.diff(ring, axis=0).T) > 0.2) + 1
        for run in np.split(ring, jumps):
            if len(run) > 1:
                found += lines_of(shapely.LineString(run).intersection(window))
    return max(found, key=lambda line: float(line.length))


def _between(line: LineString, start: Point2, stop: Point2) -> list[Point2]:
    import shapely
    from shapely.ops import substring

    first, last = shapely.Point(start), shapely.Point(stop)
    low, high = sorted((line.project(first), line.project(last)))
    points = [(x, y) for x, y in substring(line, low, high).coords]
    if shapely.Point(points[0]).distance(first) > shapely.Point(points[-1]).distance(first):
        points.reverse()
    return points


def _merged(line: BaseGeometry) -> BaseGeometry:
    import shapely

    return shapely.line_merge(line) if line.geom_type == "MultiLineString" else line
