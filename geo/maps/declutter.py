"""Pulls symbols apart that would lie on each other, as the browser does (``assets/js/core/declutter.js``)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

__all__ = ["apart"]

Spot = tuple[float, float]
_ROUNDS = 80
_GOLDEN = 2.399963
_PULL = 0.06
_REACH = 3  # of distances: what lies farther away is never pushed against
_STILL_PX = 1.0


def apart(spots: Sequence[Spot], distance: float, size: tuple[float, float] | None = None) -> list[Spot]:
    """Return where symbols stand so that any two are *distance* apart, each no farther from its spot than needed.

    Parameters
    ----------
    spots : true positions in pixels.
    size : width and height of the picture that none may leave, if it has an edge.
    """
    pairs = [
        (one, other)
        for (one, here), (other, there) in itertools.combinations(enumerate(spots), 2)
        if math.dist(here, there) < _REACH * distance
    ]
    crowded = {index for pair in pairs if math.dist(spots[pair[0]], spots[pair[1]]) < distance for index in pair}
    at = [list(spot) for spot in spots]
    for index in crowded:  # a small spiral start, so that symbols of one point leave it in different directions
        at[index][0] += math.cos(index * _GOLDEN) * distance * 0.2
        at[index][1] += math.sin(index * _GOLDEN) * distance * 0.2
    for turn in range(_ROUNDS):
        pull = _PULL * (1 - turn / _ROUNDS)
        for here, true in zip(at, spots, strict=True):
            here[0] += (true[0] - here[0]) * pull
            here[1] += (true[1] - here[1]) * pull
        for one, other in pairs:
            _push(at[one], at[other], distance, one + other)
        if size:
            for here in at:
                for axis in (0, 1):
                    here[axis] = min(max(here[axis], distance / 2), size[axis] - distance / 2)
    moved = zip(at, spots, strict=True)
    return [true if math.dist(here, true) < _STILL_PX else (here[0], here[1]) for here, true in moved]


def _push(here: list[float], there: list[float], distance: float, turn: int) -> None:
    dx, dy = there[0] - here[0], there[1] - here[1]
    gap = math.hypot(dx, dy)
    if gap >= distance:
        return
    if gap < 0.01:
        dx, dy, gap = math.cos(turn), math.sin(turn), 1.0
    push = (distance - gap) / gap / 2
    here[0] -= dx * push
    here[1] -= dy * push
    there[0] += dx * push
    there[1] += dy * push
