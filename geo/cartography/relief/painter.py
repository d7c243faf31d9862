"""Paint one block of tiles: land with relief, sea with its floor, lakes, rivers.

Drawing is Skia's CPU rasteriser, whose result does not depend on the machine.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geo.cartography.extent import TILE_PX, Box, tile_x, tile_y
from geo.cartography.relief.palette import DEPTHS_M, Palette

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geo.cartography.layers.hydrography import Waters
    from geo.cartography.relief.terrain import TerrainView

    Floats = NDArray[np.float32]

MARGIN_PX = 64
"""Painted round a block and thrown away, so that no blur ends at its edge."""

SHADE_GAIN = {3: 0.34, 4: 0.40, 5: 0.46, 6: 0.48, 7: 0.40, 8: 0.29, 9: 0.24, 10: 0.19}
"""Percent of tone per unit of shade; the relief has no detail beyond zoom 7 and fades."""

RIVER_RANKS = {3: 2, 4: 4, 5: 6, 6: 8, 7: 9}
"""The lowest rank still drawn at a zoom; all of them later."""

RIVER_WIDTH = {3: 0.5, 4: 0.65, 5: 0.78, 6: 0.9, 7: 1.05, 8: 1.35, 9: 1.8, 10: 2.3}
LAKE_MIN_PX = 7.0


class ZoomPaths:
    """The waters of one zoom as Skia paths, in pixels from the north-west corner of *box*."""

    def __init__(self, waters: Waters, zoom: int, box: Box) -> None:
        import skia

        self.zoom = zoom
        self.origin_x = math.floor(tile_x(box.west, zoom)) * TILE_PX
        self.origin_y = math.floor(tile_y(box.north, zoom)) * TILE_PX
        self._limits = (
            -512.0,
            -512.0,
            tile_x(box.east, zoom) * TILE_PX - self.origin_x + 512,
            tile_y(box.south, zoom) * TILE_PX - self.origin_y + 512,
        )
        self.land, self.coast = skia.Path(), skia.Path()
        self.lakes, self.islands = skia.Path(), skia.Path()
        for shore in waters.shores:
            for points in self._turns(shore.ring[:, 0], shore.ring[:, 1]):
                self._add_shore(shore.level, points, shore.ring[:, 0])
        self.rivers: dict[float, Any] = {}
        for rank, line in waters.streams:
            if rank > RIVER_RANKS.get(zoom, 10):
                continue
            x, y = line.xy
            path = self.rivers.setdefault(rank, skia.Path())
            for points in self._turns(_array(x), _array(y)):
                path.addPoly(_skia_points(_thinned(points)), False)

    def _turns(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> list[Any]:
        import numpy as np

        world = TILE_PX * 2**self.zoom
        y = (1 - np.arcsinh(np.tan(np.radians(np.clip(lat, -84.9, 84.9)))) / np.pi) / 2 * world
        y -= self.origin_y
        west, north, east, south = self._limits
        if y.max() < north or y.min() > south:
            return []
        turns = []
        for turn in (-world, 0, world):
            x = (lon + 180) / 360 * world + turn - self.origin_x
            if x.max() >= west and x.min() <= east:
                turns.append(np.c_[x, y])
        return turns

    def _add_shore(self, level: int, points: Any, lon: NDArray[np.float64]) -> None:
        import numpy as np

        extent = np.ptp(points, axis=0)
        if level == 1:
            if extent.max() < 0.8:
                return
            self.land.addPoly(_skia_points(_thinned(points)), True)
            # The continents are cut at the antimeridian; that cut is not a coast.
            cut = np.flatnonzero(np.abs(lon) > 179.99)
            for run in np.split(points, cut + 1) if len(cut) else [points]:
                if len(run) > 2:
                    self.coast.addPoly(_skia_points(_thinned(run)), not len(cut))
        elif level == 2:
            if extent.max() >= LAKE_MIN_PX and extent.min() > 1.2:
                self.lakes.addPoly(_skia_points(_thinned(points)), True)
        elif level == 3 and extent.max() > 2:
            self.islands.addPoly(_skia_points(_thinned(points)), True)


class Painter:
    """Paints blocks of one zoom in one style."""

    def __init__(self, palette: Palette, paths: ZoomPaths, view: TerrainView) -> None:
        self._palette = palette
        self._paths = paths
        self._view = view

    def block(self, column: int, row: int, columns: int, rows: int) -> NDArray[np.uint8]:
        """Return the pixels of a block of tiles as an array ``[y, x, rgb]``."""
        import numpy as np
        import skia

        width = columns * TILE_PX + 2 * MARGIN_PX
        height = rows * TILE_PX + 2 * MARGIN_PX
        left, top = column * TILE_PX - MARGIN_PX, row * TILE_PX - MARGIN_PX
        world = TILE_PX * 2**self._paths.zoom
        lons = (left + np.arange(width) + 0.5) / world * 360 - 180
        angle = np.pi * (1 - 2 * (top + np.arange(height) + 0.5) / world)
        lats = np.degrees(np.arctan(np.sinh(angle)))
        shift = (self._paths.origin_x - left, self._paths.origin_y - top)

        land = self._mask(self._paths.land, width, height, shift)
        if land.min() == 1:
            rgb = self._land(lons, lats)
        elif land.max() == 0:
            rgb = self._sea(lons, lats, land)
        else:
            share = land[..., None]
            rgb = self._land(lons, lats) * share + self._sea(lons, lats, land) * (1 - share)

        pixels = np.full((height, width, 4), 255, np.uint8)
        pixels[..., :3] = np.clip(rgb + 0.5, 0, 255)
        dry = pixels.copy()
        surface = skia.Surface(pixels)
        canvas = surface.getCanvas()
        canvas.translate(*shift)
        self._draw_waters(canvas)
        surface.flushAndSubmit()
        if self._paths.islands.countPoints():
            isles = self._mask(self._paths.islands, width, height, shift)[..., None]
            pixels = (pixels * (1 - isles) + dry * isles + 0.5).astype(np.uint8)
        inner = slice(MARGIN_PX, -MARGIN_PX)
        return pixels[inner, inner, :3]

    def _land(self, lons: Floats, lats: Floats) -> Floats:
        import numpy as np

        look = self._palette
        flat = np.array(look.land, np.float32)
        high = np.array(look.land_high, np.float32)
        if look.natural_share:
            tone = self._view.tone(lons, lats)
            tone = np.minimum(np.where(np.isnan(tone), flat, tone), 238)
            base = flat * (1 - look.natural_share) + tone * look.natural_share
        elif look.land_high != look.land:
            rise = np.clip(self._view.height(lons, lats) / 2500, 0, 1)[..., None]
            base = flat + (high - flat) * rise
        else:
            base = np.broadcast_to(flat, (len(lats), len(lons), 3))
        slope = self._view.shade(lons, lats) * (SHADE_GAIN[self._paths.zoom] / 100)
        slope = np.where(
            slope < 0,
            np.maximum(slope * look.shade_gain, look.shade_floor),
            np.minimum(slope * look.light_gain, look.light_ceiling),
        )
        shaded: Floats = base * (1 + slope[..., None] * np.array([1.0, 1.0, 0.97], np.float32))
        return shaded

    def _sea(self, lons: Floats, lats: Floats, land: Floats) -> Floats:
        import numpy as np
        from scipy.ndimage import gaussian_filter

        look = self._palette
        depth = np.maximum(-self._view.height(lons, lats), 0)
        gradient = np.hypot(*np.gradient(depth))
        rgb = np.broadcast_to(np.array(look.sea[0], np.float32), (*depth.shape, 3))
        for limit, colour in zip(DEPTHS_M, look.sea[1:], strict=True):
            edge = 0.5 + (depth - limit) / np.maximum(gradient * 3.0, limit * 0.01)
            share = np.clip(edge, 0, 1)[..., None]
            rgb = rgb + (np.array(colour, np.float32) - rgb) * share
        if land.max() > 0:
            rim = 0.65 * gaussian_filter(land, 2.2) + 0.75 * gaussian_filter(land, 7.0)
            share = np.clip(rim * look.glow_strength, 0, 1)[..., None]
            rgb = rgb + (np.array(look.glow, np.float32) - rgb) * share
        return rgb

    def _mask(self, path: Any, width: int, height: int, shift: tuple[int, int]) -> Floats:
        import numpy as np
        import skia

        pixels = np.zeros((height, width, 4), np.uint8)
        surface = skia.Surface(pixels)
        canvas = surface.getCanvas()
        canvas.translate(*shift)
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=skia.ColorWHITE))
        surface.flushAndSubmit()
        return pixels[..., 3].astype(np.float32) / np.float32(255)

    def _draw_waters(self, canvas: Any) -> None:
        import skia

        look, zoom = self._palette, self._paths.zoom
        thin = {3: 0.45, 4: 0.6, 5: 0.75}.get(zoom, 0.9)
        for rank in sorted(self._paths.rivers, reverse=True):
            is_brook = rank > 8
            weight = 1.9 if rank <= 3 else 1.5 if rank <= 5 else 1.15 if rank <= 7 else 0.85 if rank <= 8 else 0.65
            paint = _pen(
                look.brook if is_brook else look.river,
                max(0.5, weight * RIVER_WIDTH[zoom]),
                look.brook_opacity if is_brook else 0.95,
            )
            canvas.drawPath(self._paths.rivers[rank], paint)
        fill = skia.Paint(AntiAlias=True, Color=skia.Color(*look.lake))
        canvas.drawPath(self._paths.lakes, fill)
        canvas.drawPath(self._paths.lakes, _pen(look.coast, thin * 0.8, 0.85))
        canvas.drawPath(self._paths.coast, _pen(look.coast, thin, 0.95))


def _pen(colour: tuple[int, int, int], width_px: float, opacity: float) -> Any:
    import skia

    return skia.Paint(
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width_px,
        StrokeJoin=skia.Paint.kRound_Join,
        StrokeCap=skia.Paint.kRound_Cap,
        Color=skia.Color(*colour, round(255 * opacity)),
    )


def _array(values: Any) -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(values, dtype=float)


def _thinned(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Drop what a quarter of a pixel cannot show."""
    import numpy as np
    import shapely

    if len(points) < 5:
        return points
    line = shapely.simplify(shapely.LineString(points), 0.25, preserve_topology=False)
    return np.asarray(line.coords)


def _skia_points(points: NDArray[np.float64]) -> list[Any]:
    import skia

    return [skia.Point(x, y) for x, y in points.tolist()]
