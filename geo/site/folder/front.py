"""The map on the first page of a folder: the whole atlas as it opens, by day and by night."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

from geo.basemap import store, svg
from geo.maps.pictures import painted, picture
from geo.query.selection import Selection, View
from geo.record.tables import Dataset

__all__ = ["PICTURES", "SIZE_PX", "jpeg"]

#: Each picture below the assets, with the theme that it is drawn in.
PICTURES: Final[dict[str, store.Style]] = {"front.jpg": "light", "front-dark.jpg": "dark"}
SIZE_PX: Final = (760, 520)


def jpeg(dataset: Dataset, name: str) -> bytes:
    """Return one of :data:`PICTURES`, without the words under it: the page has those."""
    window = svg.Window(*SIZE_PX, theme=PICTURES[name])
    shown = picture.scene(dataset, Selection(), View(), window, picture.Words("", "", ()))
    image = Image.open(io.BytesIO(painted.png(shown))).convert("RGB").crop((0, 0, *SIZE_PX))
    raw = io.BytesIO()
    image.save(raw, "JPEG", quality=82, optimize=True)
    return raw.getvalue()
