"""Takes the README's pictures again: ``python -m docs.pictures [NAME …]``.

Needs what the benchmarks need (``bench/requirements.txt``): the app is started, opened in
headless Chromium at each of these addresses, and what stands on the screen is saved.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from bench import browser, servers

IMAGES = Path(__file__).parent / "images"
SETTLE_MS = 4000
QUALITY = 82
LAPTOP, PROJECTOR = (1280, 800), (1920, 1080)


class Picture(NamedTuple):
    """One picture: what is opened, in which theme, in a window of how many pixels."""

    address: str
    theme: str = "light"
    size: tuple[int, int] = LAPTOP


PICTURES = {
    "map": Picture("/?event=khalkhin-gol-1939&on=1939-08-20"),
    "theatre": Picture("/?lat=46&lon=129&z=4&from=1945-08-08&to=1945-09-03", size=PROJECTOR),
    "theatre-dark": Picture("/?lat=46.5&lon=125&z=4&from=1933&to=1936", "dark"),
    "manchuria": Picture("/?lat=46&lon=126&z=6&from=1935&to=1939"),
    "khalkhin-gol": Picture("/?from=1939-05-11&to=1939-09-16&lat=47.75&lon=118.4&z=8"),
    "khalkhin-gol-near": Picture("/?event=khalkhin-gol-1939&on=1939-08-24&symbols=app6", "dark", PROJECTOR),
    "lake-khasan": Picture("/?event=khasan-1938&on=1938-07-31"),
    "lake-khasan-dark": Picture("/?event=khasan-1938&on=1938-08-07", "dark"),
    "kanchazu": Picture("/?event=kanchazu-1937", "dark"),
    "kurils": Picture("/?from=1945-08-08&to=1945-09-05&lat=47.5&lon=150&z=6", size=PROJECTOR),
    "original-script": Picture("/?labels=original&lang=ja&from=1935&to=1939"),
    "timeline": Picture("/timeline?from=1935&to=1939"),
    "presenter": Picture("/?tour=lake-khasan&step=2&present=1", size=PROJECTOR),
}


def main(names: list[str]) -> None:
    """Take the pictures of these names, or all."""
    with servers.atlas() as server, browser.chromium() as chromium:
        for name in names or PICTURES:
            picture = PICTURES[name]
            width, height = picture.size
            page = chromium.new_context(
                viewport={"width": width, "height": height}, color_scheme=picture.theme
            ).new_page()
            page.goto(server.url + picture.address)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(SETTLE_MS)
            Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(
                IMAGES / f"{name}.webp", quality=QUALITY, method=6
            )
            page.context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
