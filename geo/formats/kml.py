"""Chosen events → KML 2.2, for Google Earth and other globes: a placemark each, with its span of time.

Units, lines and ground that belong to them stand in folders of their own.

A description is HTML to whoever reads KML, so text is escaped twice: once in the description,
once in the XML.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pygeoif
import shapely
from fastkml import Data, Document, ExtendedData, Folder, Placemark, TimeSpan
from fastkml.kml import KML
from fastkml.times import KmlDateTime

from geo.citation import attribution
from geo.content.panel import where_text
from geo.core import templating
from geo.core.edtf import spoken
from geo.core.json_text import dumps
from geo.formats import attested
from geo.formats.features import featured
from geo.record.tables import Dataset

__all__ = ["text"]

_COPIED = (
    "chapter kind date_edtf date_start date_end place_title where_prec approximation_km certainty number_of_sources"
).split()


def text(dataset: Dataset, events: pd.DataFrame, home_url: str) -> str:
    """Return the plotted ones among *events* as KML; *home_url* begins the links back."""
    document = Document(
        name="Events" if dataset.is_own else dataset.atlas.title,
        description=None if dataset.is_own else _origin(home_url),
        features=[
            _placemark(feature, row, "" if dataset.is_own else f"{home_url}?event={feature['id']}")
            for feature, row in featured(dataset, events)
        ]
        + list(_folders(dataset, events)),
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{KML(features=[document]).to_string(prettyprint=False)}'


def _folders(dataset: Dataset, events: pd.DataFrame) -> Iterator[Folder]:
    """Yield a folder for units, lines and ground, where the record has any; a globe shows it when it is ticked."""
    for layer in attested.LAYERS:
        if told := attested.rows(dataset, events, layer):
            placemarks = [_attested(row, shape) for row, shape in told]
            yield Folder(name=layer.capitalize(), visibility=False, features=placemarks)


def _attested(row: Mapping[str, Any], shape: shapely.Geometry) -> Placemark:
    data = {name: value for name, value in row.items() if value not in (None, "")}
    return Placemark(
        name=row["title"],
        visibility=False,
        description=templating.html("balloon_claim.html", row=row),
        times=TimeSpan(begin=_day(row["date_start"]), end=_day(row["date_end"])) if "date_start" in row else None,
        extended_data=ExtendedData(elements=[Data(name=name, value=_written(value)) for name, value in data.items()]),
        geometry=pygeoif.shape(json.loads(shapely.to_geojson(shape))),
    )


def _origin(home_url: str) -> str:
    citation = attribution.citation(home_url)
    return templating.html("credit.html", citation=citation, licence=attribution.LICENCE, url=attribution.LICENCE_URL)


def _placemark(feature: Mapping[str, Any], row: Mapping[str, Any], url: str) -> Placemark:
    properties = feature["properties"]
    data = {"event_id": feature["id"], **{word: properties[word] for word in _COPIED}, **({"url": url} if url else {})}
    data |= {f"name_{language}": name for language, name in properties["names"].items()}
    return Placemark(
        name=row["title"],
        description=templating.html(
            "balloon.html",
            when=spoken(row["date_edtf"]),
            where=row["place_title"],
            precision=where_text(row),
            summary=row["summary"],
            result=row["result"],
            url=url,
        ),
        times=TimeSpan(begin=_day(row["date_start"]), end=_day(row["date_end"])),
        extended_data=ExtendedData(elements=[Data(name=word, value=_written(value)) for word, value in data.items()]),
        geometry=pygeoif.shape(json.loads(dumps(feature["geometry"]))),
    )


def _day(iso: str) -> KmlDateTime:
    return KmlDateTime(dt.date.fromisoformat(iso))


def _written(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
