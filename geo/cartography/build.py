"""Build every file of ``data/basemap/`` and the web fonts, or check that they are unchanged."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geo.basemap import store
from geo.cartography import extent, fetch
from geo.cartography.layers import hydrography
from geo.cartography.relief import palette
from geo.cartography.tileset import Tile

if TYPE_CHECKING:
    from geo.cartography.sources import Sources

CHECKSUMS = "checksums.txt"
VECTORS = ("polities.geojson", "boundaries.geojson", "claims.geojson", "labels.json")
WORLD = extent.Box(-180.0, -72.0, 180.0, 85.0)


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``python -m geo basemap``; return 0, or 1 with one complaint a line on stderr."""
    parser = argparse.ArgumentParser(
        prog="python -m geo basemap", description="Rebuild the offline base map, or check it."
    )
    parser.add_argument("--check", action="store_true", help="compare the files with checksums.txt")
    parser.add_argument("--work", type=Path, default=Path("build/basemap"), help="folder for the source packages")
    parser.add_argument("--only", choices=("tiles", "vectors", "fonts"), help="rebuild one part and keep the rest")
    options = parser.parse_args(argv)
    if options.check:
        complaints = problems()
        for complaint in complaints:
            print(complaint, file=sys.stderr)
        return 1 if complaints else 0
    build(options.work, options.only)
    return 0


def build(work_dir: Path, only: str | None = None) -> None:
    """Fetch the sources into *work_dir*, build, and write outputs and checksums.

    Parameters
    ----------
    only : ``"tiles"``, ``"vectors"`` or ``"fonts"``; all of them if not given.
    """
    from geo.cartography import fonts
    from geo.cartography.sources import Sources

    fetch.fetch(work_dir)
    sources = Sources(work_dir)
    store.FOLDER.mkdir(parents=True, exist_ok=True)
    if only in (None, "vectors"):
        _vectors(sources, store.FOLDER)
    if only in (None, "tiles"):
        _tiles(sources, store.FOLDER)
    if only in (None, "fonts"):
        fonts.install(work_dir / "npm", store.ASSETS)
    lines = [f"{digest}  {name}" for name, digest in sorted(_digests().items())]
    (store.FOLDER / CHECKSUMS).write_text("\n".join(lines) + "\n", encoding="ascii")


def problems() -> list[str]:
    """Return what differs between the outputs and ``checksums.txt``, one complaint a line."""
    listing = store.FOLDER / CHECKSUMS
    if not listing.is_file():
        return [f"{listing}: not found; run python -m geo basemap"]
    found, complaints = _digests(), []
    listed = {}
    for line in listing.read_text("ascii").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    for name in sorted(listed.keys() | found.keys()):
        if name not in found:
            complaints.append(f"{name}: listed in {CHECKSUMS} but missing")
        elif name not in listed:
            complaints.append(f"{name}: not listed in {CHECKSUMS}")
        elif listed[name] != found[name]:
            complaints.append(f"{name}: content differs from {CHECKSUMS}; rebuild or restore it")
    return complaints


def _digests() -> dict[str, str]:
    files = [store.FOLDER / name for name in VECTORS]
    files += sorted(store.FOLDER.glob("*.mbtiles"))
    files += [store.ASSETS / "fonts.css", *sorted((store.ASSETS / "fonts").iterdir())]
    return {
        path.relative_to(store.ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def _vectors(sources: Sources, folder: Path) -> None:
    import shapely

    from geo.cartography import geometry
    from geo.cartography.layers import claims, labels
    from geo.cartography.layers.territories import Territories

    territories = Territories(sources, hydrography.ranked_rivers(sources))
    border = shapely.union_all(
        [edge.line for edge in territories.edges if "mongolia" in edge.units and "soviet-union" not in edge.units]
    )
    geometry.write_features(folder / "polities.geojson", territories.polities())
    geometry.write_features(folder / "boundaries.geojson", territories.boundaries())
    geometry.write_features(folder / "claims.geojson", claims.claims(sources, border))
    geometry.write_json(folder / "labels.json", labels.labels(sources))


def _tiles(sources: Sources, folder: Path) -> None:
    from geo.cartography import tileset

    tiles: dict[str, list[Tile]] = {look.name: [] for look in palette.STYLES}
    for zoom, style, tile in _painted(sources):
        tiles[style].append((zoom, *tile))
    for look in palette.STYLES:
        zooms = sorted(extent.TILE_WINDOWS)
        metadata = {
            "name": f"Atlas base map, {look.name}",
            "format": "webp",
            "type": "baselayer",
            "version": "1",
            "description": "Relief, sea floor, lakes and rivers of north-east Asia",
            "attribution": store.ATTRIBUTION,
            "bounds": "-180,-70,180,84",
            "center": "129,46,5",
            "minzoom": str(zooms[0]),
            "maxzoom": str(zooms[-1]),
        }
        tileset.write(folder / f"{look.name}.mbtiles", metadata, tiles[look.name])


def _painted(sources: Sources) -> Iterator[tuple[int, str, tuple[int, int, bytes]]]:
    """Yield zoom, style and (column, row, WebP) of every tile."""
    from geo.cartography import tileset
    from geo.cartography.relief.painter import Painter, ZoomPaths
    from geo.cartography.relief.terrain import Terrain, TerrainView

    coarse = hydrography.coarse(sources)
    world = Terrain(sources, coarse.shores, WORLD, step=2)
    theatre = Terrain(sources, coarse.shores, extent.CONTEXT)
    west = Terrain(sources, coarse.shores, extent.WEST, like=theatre)
    fine = {theatre: hydrography.fine(sources), west: hydrography.western(sources)}
    for zoom, windows in sorted(extent.TILE_WINDOWS.items()):
        views: dict[Terrain, TerrainView] = {}
        for window in windows:
            terrain = world if zoom < 4 else west if window.east < extent.WEST.east else theatre
            if terrain not in views:
                views[terrain] = TerrainView(terrain, zoom)
            view = views[terrain]
            waters = fine[terrain] if zoom >= hydrography.FINE_ZOOM else coarse
            paths = ZoomPaths(waters, zoom, window)
            for look in palette.STYLES:
                painter = Painter(look, paths, view)
                quality = look.webp_quality + palette.MORE_QUALITY.get(zoom, 0)
                for column, row, columns, rows in tileset.blocks(window, zoom):
                    pixels = painter.block(column, row, columns, rows)
                    for tile in tileset.encoded(pixels, zoom, column, row, quality):
                        yield zoom, look.name, tile[1:]
        print(f"zoom {zoom}: painted", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
