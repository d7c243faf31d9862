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
from fastkml import Data, Document, ExtendedData, Folder, Placemark, StyleUrl, TimeSpan
from fastkml.kml import KML
from fastkml.styles import IconStyle, LineStyle, PolyStyle, Style
from fastkml.times import KmlDateTime

from geo.citation import attribution
from geo.content.panel import where_text
from geo.core import templating
from geo.core.edtf import spoken
from geo.core.json_text import dumps
from geo.formats import event_table
from geo.formats.layers import attested
from geo.formats.layers.features import featured
from geo.formats.layers.kind_colours import KIND_COLOURS
from geo.record.schema import KINDS
from geo.record.tables import Dataset

__all__ = ["text"]

_WIDTH_PX, _AREA = 3.0, "55"


def text(dataset: Dataset, events: pd.DataFrame, home_url: str) -> str:
    """Return the plotted ones among *events* as KML, a visitor's own all; *home_url* begins the links back.

    A folder is a chapter; the look of a placemark says its kind, in one colour for symbol, line and area.
    """
    folders: dict[str, list[Placemark]] = {}
    features = {feature["id"]: feature for feature, _ in featured(dataset, events)}
    rows = event_table.rows(dataset, events, home_url)
    for row, event in zip(rows, events.reset_index().to_dict("records"), strict=True):
        feature = features.get(row["id"] if not dataset.is_own else event["id"])
        if feature is None and not dataset.is_own:
            continue
        chapter = dataset.chapters.get(event["chapter"], event["chapter"]) or "Events"
        folders.setdefault(chapter, []).append(_placemark(dataset, feature, row, event))
    names = [name for name in dataset.chapters.values() if name in folders]
    document = Document(
        name="Events" if dataset.is_own else dataset.atlas.title,
        description=None if dataset.is_own else _origin(home_url),
        styles=[_style(kind) for kind in KINDS],
        features=[
            *(
                Folder(name=name, features=folders[name])
                for name in dict.fromkeys([*names, *folders])
                if name in folders
            ),
            *_folders(dataset, events),
        ],
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{KML(features=[document]).to_string(prettyprint=False)}'


def _folders(dataset: Dataset, events: pd.DataFrame) -> Iterator[Folder]:
    """Yield a folder for units, lines and ground, where the record has any; a globe shows it when it is ticked."""
    for layer in attested.LAYERS:
        if told := attested.rows(dataset, events, layer):
            placemarks = [_attested({"layer": layer, **row}, shape) for row, shape in told]
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


def _style(kind: str) -> Style:
    colour = "ff" + bytes.fromhex(KIND_COLOURS[kind])[::-1].hex()  # opacity, blue, green, red
    return Style(
        id=kind,
        styles=[
            IconStyle(color=colour, scale=1.0),
            LineStyle(color=colour, width=_WIDTH_PX),
            PolyStyle(color=_AREA + colour[2:]),
        ],
    )


def _origin(home_url: str) -> str:
    citation = attribution.citation(home_url)
    return templating.html("credit.html", citation=citation, licence=attribution.LICENCE, url=attribution.LICENCE_URL)


def _placemark(
    dataset: Dataset, feature: Mapping[str, Any] | None, row: Mapping[str, Any], event: Mapping[str, Any]
) -> Placemark:
    """Return an event with all cells of its row as data; ``event_id`` is what its id was called before."""
    data = dict(row) if dataset.is_own else {"event_id": row["id"], **row}
    if feature:
        data |= {f"name_{language}": name for language, name in feature["properties"]["names"].items()}
    return Placemark(
        name=event["title"],
        description=templating.html(
            "balloon.html",
            when=spoken(event["date_edtf"]),
            where=event["place_title"],
            precision=where_text(event),
            summary=event["summary"],
            result=event["result"],
            url=row.get("url") if not dataset.is_own else "",
        ),
        style_url=StyleUrl(url=f"#{event['kind']}"),
        times=TimeSpan(begin=_day(event["date_start"]), end=_day(event["date_end"])),
        extended_data=ExtendedData(
            elements=[Data(name=word, value=_written(value)) for word, value in data.items() if value is not None]
        ),
        geometry=pygeoif.shape(json.loads(dumps(feature["geometry"]))) if feature else None,
    )


def _day(iso: str) -> KmlDateTime:
    return KmlDateTime(dt.date.fromisoformat(iso))


def _written(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)
