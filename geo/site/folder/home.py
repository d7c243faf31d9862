"""The first page of an atlas that is a folder of files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from geo.basemap.store import ATTRIBUTION
from geo.citation import items, styles
from geo.core.text import counted
from geo.query import addresses
from geo.record.tables import Dataset
from geo.site import machine
from geo.site.folder import front
from geo.site.host import Host
from geo.site.listed import things
from geo.site.page import Page

__all__ = ["page"]


def page(dataset: Dataset, host: Host, data: Mapping[str, tuple[str, str, bytes]]) -> Page:
    """Return the first page; *data* are title, media type and bytes of each file of data by its path."""
    atlas = dataset.atlas
    node: dict[str, Any] = machine.atlas_node(atlas, host.home_url, dataset.digest)
    node["distribution"] = [
        {
            "@type": "DataDownload",
            "name": title,
            "encodingFormat": kind.partition(";")[0],
            "contentUrl": host.home_url + path,
        }
        for path, (title, kind, _) in data.items()
    ]
    cited = items.atlas(host.home_url)
    return Page(
        path="",
        template="home.html",
        title=atlas.title,
        description=atlas.introduction,
        picture=f"assets/{next(iter(front.PICTURES))}",
        values={
            "pictures": [f"assets/{name}" for name in front.PICTURES],
            "size": front.SIZE_PX,
            "credit": ATTRIBUTION,
            "lists": [
                (addresses.path(kind), title, len(things(dataset, kind))) for kind, title in addresses.KINDS.items()
            ],
            "chapters": [
                (f"chapter/{one}/", title, counted(int((dataset.events["chapter"] == one).sum()), "event"))
                for one, title in dataset.chapters.items()
                if (dataset.events["chapter"] == one).any()
            ],
            "data": [
                (path, title, f"{max(len(raw) / 1_000_000, 0.1):.1f} MB") for path, (title, _, raw) in data.items()
            ],
            "coins": machine.coins(cited),
            "cite": partial(styles.cite, cited),
        },
        linked=[node],
        kind="website",
    )
