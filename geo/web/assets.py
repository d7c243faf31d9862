"""Scripts, styles, fonts and the base map as files, and the version that their addresses carry.

A long life is promised only under the version of this very process: while an update is rolled out two
versions stand side by side, and what one of them says under the other's address must not be kept.
"""

from __future__ import annotations

import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from geo.basemap import store
from geo.errors import DatasetError
from geo.maps import bundle
from geo.record import tables
from geo.record.files import movements
from geo.web.responses import ASK, LONG, NEVER, kept, problem

__all__ = ["ASSETS", "TYPES", "basemap", "file", "found", "life", "script", "style", "tile", "version"]

ASSETS = Path(__file__).parents[1] / "assets"
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".geojson": "application/geo+json",
}


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a text that changes with any byte of scripts, styles or base map."""
    digest = hashlib.sha256()
    for path in (*sorted(ASSETS.rglob("*")), *sorted(store.FOLDER.iterdir())):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def version() -> str:
    """Return the version of this process for addresses: it changes with scripts, base map or data.

    Raises
    ------
    DatasetError
        If no data could be read yet.
    """
    dataset = tables.load()
    return hashlib.sha256(f"{code_digest()}{dataset.digest}{movements.digest(dataset)}".encode()).hexdigest()[:12]


def life(request: Request) -> str:
    """Return how long an answer may live: long under this process's version, not at all under another one."""
    asked = request.query_params.get("v")
    if asked is None:
        return ASK
    try:
        return LONG if asked == version() else NEVER
    except DatasetError:
        return NEVER


def script(request: Request) -> Response:
    """Answer with all scripts of the map as one file."""
    return kept(request, bundle.text(".js"), TYPES[".js"], life=life(request))


def style(request: Request) -> Response:
    """Answer with all styles of the map as one file."""
    return kept(request, bundle.text(".css"), TYPES[".css"], life=life(request))


def file(request: Request) -> Response:
    """Answer with a file of the atlas's own."""
    return _file(request, ASSETS)


def basemap(request: Request) -> Response:
    """Answer with a file of the base map but its tiles, which are asked for one by one."""
    return _file(request, store.FOLDER)


def found(folder: Path, name: str) -> Path | None:
    """Return the file *name* in *folder*, or ``None``: links and dots that lead out of it lead nowhere."""
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, ValueError):  # a NUL, or a name too long for the file system
        return None


def _file(request: Request, folder: Path) -> Response:
    path = found(folder, request.path_params["path"])
    if path is None or path.suffix == ".mbtiles":
        return problem(404, "Not found", f"there is no asset {request.path_params['path']!r}")
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    # a font is asked for by the style sheet, without a version, and never changes under its name
    return kept(request, path.read_bytes(), kind, life=LONG if path.suffix == ".woff2" else life(request))


def tile(request: Request) -> Response:
    """Answer with one tile of the base map; 204 where there is none, since open water needs no picture."""
    params = request.path_params
    if params["style"] not in store.STYLES:
        return problem(
            404, "Not found", f"there is no map style {params['style']!r}; there are {', '.join(store.STYLES)}"
        )
    image = store.tile(params["style"], params["z"], params["x"], params["y"])
    if image is None:
        return Response(status_code=204, headers={"Cache-Control": life(request)})
    return kept(request, image, "image/webp", life=life(request))
