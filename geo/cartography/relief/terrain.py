"""Relief, land tone and sea floor as rasters that can be asked anywhere.

The hillshade is the luminance of Tom Patterson's shaded relief minus its local
mean, so that it carries form but no colour; the land tone is the same image,
blurred. Depths and heights are ETOPO5, smoothed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.cartography.extent import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geo.cartography.sources import Shore, Sources

    Floats = NDArray[np.float32]

IMAGE_PPD = 30
"""Pixels per degree of the shaded relief."""


class Terrain:
    """Shade, tone and height over one box.

    Parameters
    ----------
    shores : the rings that say what is land.
    step : keep every *step*-th pixel of the image (2 halves it).
    like : take the level of the land tone from this terrain, so that both join without a seam.
    """

    def __init__(
        self, sources: Sources, shores: list[Shore], box: Box, step: int = 1, like: Terrain | None = None
    ) -> None:
        import numpy as np
        from PIL import Image
        from scipy.ndimage import gaussian_filter, grey_erosion

        Image.MAX_IMAGE_PIXELS = None
        self.box = box
        self.ppd = IMAGE_PPD // step
        with Image.open(sources.relief_image) as image:
            size = (image.width // step, image.height // step)
            picture = image.resize(size, Image.Resampling.BOX) if step > 1 else image
            world = np.asarray(picture.convert("RGB"))
        columns = np.arange(round((box.west + 180) * self.ppd), round((box.east + 180) * self.ppd)) % world.shape[1]
        rows = slice(round((90 - box.north) * self.ppd), round((90 - box.south) * self.ppd))
        rgb = world[rows][:, columns].astype(np.float32)
        del world
        # The image has a coast of its own: what it paints clearly blue is not land either.
        blue = (rgb[..., 2] - rgb[..., 0] > 18) & (rgb[..., 2] - rgb[..., 1] > 6)
        land = self._land_mask(shores, rgb.shape[1], rgb.shape[0]) * ~blue
        land = grey_erosion(land, size=(3, 3))
        blur = 16 / step
        luminance = rgb @ np.array([0.299, 0.587, 0.114], np.float32)
        shade = np.where(land > 0.5, luminance - _masked_blur(luminance, land, blur), 0)
        # Let the shading run on a little, to the true coast.
        shade = np.where(land > 0.5, shade, _masked_blur(shade, land, 2) * 0.6)
        self.shade: Floats = shade.astype(np.float32)
        tone = np.stack([_masked_blur(rgb[..., c], land, 5 / step) for c in range(3)], -1)
        tone[gaussian_filter(land, 5 / step) < 0.02] = np.nan
        grey = tone.mean(-1, keepdims=True)
        self.lift = like.lift if like else 226 - np.nanmean(grey[land > 0.5])
        tone = grey + (tone - grey) * 0.75 + self.lift
        self.tone: Floats = tone.astype(np.float32)
        self.height, self.height_ppd = sources.elevation()
        self.height = gaussian_filter(self.height, 1.1, mode=("nearest", "wrap"))

    def _land_mask(self, shores: list[Shore], width: int, height: int) -> Floats:
        import numpy as np
        from PIL import Image, ImageDraw

        image = Image.new("L", (width, height), 0)
        draw = ImageDraw.Draw(image)
        for shore in shores:
            if shore.level != 1 or shore.ring[:, 1].min() < -65:
                continue
            for turn in (0, 360):
                x = (shore.ring[:, 0] + turn - self.box.west) * self.ppd
                y = (self.box.north - shore.ring[:, 1]) * self.ppd
                if x.max() >= 0 and x.min() < width:
                    draw.polygon(np.c_[x, y].ravel().tolist(), fill=255)
        return np.asarray(image, dtype=np.float32) / np.float32(255)


class TerrainView:
    """A terrain prepared for one zoom: smoothed to its pixel size, splines ready."""

    def __init__(self, terrain: Terrain, zoom: int) -> None:
        import numpy as np
        from scipy.ndimage import gaussian_filter, spline_filter

        self._terrain = terrain
        pixel_ppd = 256 * 2**zoom / 360
        sigma = {6: 0.6, 7: 0.9}.get(zoom, max(0.45, terrain.ppd / pixel_ppd * 0.55))
        if zoom >= 8:
            # Beyond the image's own detail its JPEG blocks would show.
            sigma = {8: 1.3}.get(zoom, 2.0)
        self._shade = spline_filter(gaussian_filter(terrain.shade, sigma), order=3, output=np.float32)
        self._height = spline_filter(terrain.height, order=3, output=np.float32)

    def shade(self, lons: Floats, lats: Floats) -> Floats:
        """Return the hillshade on the grid of *lats* × *lons*, about -40 … 30."""
        return self._sample(self._shade, lons, lats, 3)

    def tone(self, lons: Floats, lats: Floats) -> Floats:
        """Return the natural land colour on the grid; not a number far from land."""
        import numpy as np

        tone = self._terrain.tone
        return np.stack([self._sample(tone[..., c], lons, lats, 1) for c in range(3)], -1)

    def height(self, lons: Floats, lats: Floats) -> Floats:
        """Return metres above the sea on the grid, negative below it."""
        import numpy as np
        from scipy.ndimage import map_coordinates

        ppd = self._terrain.height_ppd
        rows = (90 - lats) * ppd
        columns = (lons + 180) * ppd
        grid = np.meshgrid(rows, columns, indexing="ij")
        result: Floats = map_coordinates(
            self._height, grid, order=3, mode="grid-wrap", prefilter=False, output=np.float32
        )
        return result

    def _sample(self, raster: Floats, lons: Floats, lats: Floats, order: int) -> Floats:
        import numpy as np
        from scipy.ndimage import map_coordinates

        box, ppd = self._terrain.box, self._terrain.ppd
        rows = (box.north - lats) * ppd - 0.5
        columns = (lons - box.west) * ppd - 0.5
        grid = np.meshgrid(rows, columns, indexing="ij")
        result: Floats = map_coordinates(raster, grid, order=order, mode="nearest", prefilter=False, output=np.float32)
        return result


def _masked_blur(values: Floats, weight: Floats, sigma: float) -> Floats:
    import numpy as np
    from scipy.ndimage import gaussian_filter

    blurred: Floats = gaussian_filter(values * weight, sigma) / np.maximum(gaussian_filter(weight, sigma), 1e-3)
    return blurred
