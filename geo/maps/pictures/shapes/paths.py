"""The path of an SVG → straight lines, as Pillow draws them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from fontTools.pens.recordingPen import RecordingPen  # type: ignore[import-untyped]
from fontTools.svgLib.path import parse_path  # type: ignore[import-untyped]

from geo.maps.pictures.paper import Spot

__all__ = ["flat"]

_STEPS = 14  # straight pieces of a curve


@lru_cache(maxsize=128)
def flat(path: str) -> list[list[Spot]]:
    """Return the lines of an SVG path, its curves in straight pieces."""
    record, lines = RecordingPen(), []
    parse_path(path, record)
    for step, points in record.value:
        if step == "moveTo":
            lines.append([points[0]])
        elif step in ("closePath", "endPath"):
            if step == "closePath" and lines[-1][0] != lines[-1][-1]:
                lines[-1].append(lines[-1][0])
        else:
            lines[-1] += _curve([lines[-1][-1], *points])
    return lines


def _curve(points: Sequence[Spot]) -> list[Spot]:
    """Return the pieces of a line or a Bézier curve of any degree, without its beginning."""
    if len(points) == 2:
        return [points[1]]
    found = []
    for step in range(1, _STEPS + 1):
        now, part = [np.array(one, dtype=float) for one in points], step / _STEPS
        while len(now) > 1:
            now = [a + (b - a) * part for a, b in itertools.pairwise(now)]
        found.append((float(now[0][0]), float(now[0][1])))
    return found
