"""Tile layers of other hosts, for comparison, that a reader may switch on; all are off by default.

Addresses and credit lines are those of ``xyzservices``.  Only these hosts, and only their
images, are let through the Content-Security-Policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

import xyzservices.providers as providers
from xyzservices import TileProvider

__all__ = ["HOSTS", "LAYERS", "OnlineLayer"]

_DEFAULT_MAX_ZOOM = 18


@dataclass(frozen=True)
class OnlineLayer:
    """One tile layer of another host.

    Attributes
    ----------
    url : template with ``{z}``, ``{x}`` and ``{y}``.
    attribution : credit line as HTML, written by the ``xyzservices`` project.
    """

    title: str
    url: str
    attribution: str
    max_zoom: int


def _layer(title: str, provider: TileProvider) -> OnlineLayer:
    return OnlineLayer(
        title, provider.build_url(), provider.html_attribution, int(provider.get("max_zoom", _DEFAULT_MAX_ZOOM))
    )


#: The layers by the name they have in a link.
LAYERS: Mapping[str, OnlineLayer] = MappingProxyType(
    {
        "osm": _layer("OpenStreetMap", providers.OpenStreetMap.Mapnik),
        "topo": _layer("OpenTopoMap", providers.OpenTopoMap),
        "imagery": _layer("Esri imagery", providers.Esri.WorldImagery),
    }
)
HOSTS: tuple[str, ...] = tuple(f"https://{urlsplit(layer.url).netloc}" for layer in LAYERS.values())
