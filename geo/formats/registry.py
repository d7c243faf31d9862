"""The formats in which the chosen events can be taken away: one table, read by the routes and the pages.

Another format is another line of :data:`FORMATS` and a builder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from geo.citation import attribution
from geo.core.json_text import dumps
from geo.formats import spreadsheet, taken_away
from geo.formats.layers import geopackage, kml, linked_places
from geo.record.tables import Dataset

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes
    ----------
    extension : how the address ``/api/events.…`` and the name of the file end.
    title : what it is called.
    opens_in : a few programs that read it.
    build : ``build(dataset, events, home_url)`` returns the file; *home_url* is the address of the atlas.
    is_plotted_only : of the atlas it holds the events on the map; else those without a place on it as well.  Of a
        visitor's own events none is left out, and licence, citation and links, which are the atlas's, are.
    """

    extension: str
    title: str
    opens_in: str
    media_type: str
    build: Callable[[Dataset, pd.DataFrame, str], str | bytes]
    is_plotted_only: bool = True

    @property
    def file_name(self) -> str:
        """The name under which a browser keeps it, in ASCII."""
        return f"border-conflicts-events.{self.extension}"

    def count(self, events: pd.DataFrame) -> int:
        """Return how many of *events* it will hold."""
        return int((events["status"] == "plotted").sum()) if self.is_plotted_only else len(events)


def _geojson(dataset: Dataset, events: pd.DataFrame, home_url: str) -> str:
    """Return GeoJSON; licence and citation are foreign members, which RFC 7946 (6.1) allows."""
    about = {} if dataset.is_own else {"license": attribution.LICENCE_URL, "citation": attribution.citation(home_url)}
    return dumps({**taken_away.collection(dataset, events, home_url), **about})


def _csv(dataset: Dataset, events: pd.DataFrame, home_url: str) -> str:
    """Return CSV after the mark by which a spreadsheet knows UTF-8."""
    return f"\ufeff{taken_away.csv_text(dataset, events, home_url)}"


#: Every format by its extension, the most common first.
FORMATS = {
    kind.extension: kind
    for kind in (
        Format("csv", "CSV", "Excel, R, pandas", "text/csv; charset=utf-8", _csv, is_plotted_only=False),
        Format(
            "xlsx",
            "Excel workbook",
            "Excel, LibreOffice; dates stay text",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            spreadsheet.packed,
            is_plotted_only=False,
        ),
        Format("geojson", "GeoJSON", "QGIS, web maps", "application/geo+json", _geojson),
        Format("gpkg", "GeoPackage", "QGIS, ArcGIS, R", "application/geopackage+sqlite3", geopackage.packed),
        Format("kml", "KML", "Google Earth", "application/vnd.google-earth.kml+xml", kml.text),
        Format(
            "lpf.json",
            "Linked Places",
            "World Historical Gazetteer, Peripleo",
            "application/ld+json",
            linked_places.json_text,
        ),
        Format(
            "lp.tsv",
            "Linked Places table",
            "World Historical Gazetteer",
            "text/tab-separated-values; charset=utf-8",
            linked_places.tsv_text,
        ),
    )
}
