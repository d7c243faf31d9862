"""A selection, or a guided tour, as one HTML file that works without server and network.

The file is made of the app's own parts: Leaflet, the scripts of :mod:`geo.maps.bundle`, the
panels of :mod:`geo.content.panel`, tiles and layers of the base map.  Its Content-Security-Policy allows
exactly the scripts and styles it brings, by their digests, and images and fonts inside it; no
request can leave it.  Text from the data is escaped by the templates or travels as JSON, packed:
panels repeat themselves, so that they take a tenth of their length.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from geo.basemap import store, subset
from geo.basemap.store import MAX_ZOOM, MIN_ZOOM
from geo.basemap.subset import Look
from geo.citation import attribution, items, styles
from geo.content import event_list
from geo.content.classroom import tours
from geo.content.panel import html as panel_html
from geo.content.panel import panel
from geo.content.plans.plan import plan, summaries
from geo.core import templating
from geo.core.edtf import spoken
from geo.core.points import Point
from geo.documents.offline_exercises import SET, exercises
from geo.documents.request import Order, events_of
from geo.formats.layers import features
from geo.maps import bundle
from geo.maps.live import js, kinds, selection_state
from geo.query.selection import Selection, View
from geo.record.files import movements
from geo.record.tables import Dataset

__all__ = ["MAX_BYTES", "html"]

#: No file is larger: it is carried on a stick and sent by mail.
MAX_BYTES = 5_000_000
_FACE = re.compile(r'@font-face \{.*?url\("(?P<file>[^"]+)"\).*?unicode-range: (?P<ranges>[^;]+);\s*\}', re.DOTALL)
#: On lines of its own; what a licence asks to keep is marked so.
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?! @preserve)(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
_EMPTY_BASE_MAP = '{"light":{},"dark":{}}'


def html(dataset: Dataset, wanted: Order, most_bytes: int = MAX_BYTES) -> str:
    """Return the whole file, smaller than *most_bytes* unless the events alone are larger; of a tour all steps."""
    if wanted.tour:
        days = [day for step in wanted.tour.steps for day in (step.start, step.end)]
        selection = Selection().with_days(min(days), max(days), dataset.years)
        wanted = replace(wanted, selection=selection, shows=items.view_title(dataset, selection))
    page = _Page(dataset, wanted)
    bare = page.with_tiles(_EMPTY_BASE_MAP)
    left = most_bytes - len(bare.encode())
    return page.with_tiles(js(subset.tiles(_places(page.events), _looks(wanted), max(0, left))))


def title(wanted: Order) -> str:
    """Return what the file shows, in a few words."""
    return wanted.tour.title if wanted.tour else wanted.shows


class _Page:
    """The file but for the tiles, which take what room is left."""

    def __init__(self, dataset: Dataset, wanted: Order) -> None:
        self.events = events_of(dataset, wanted.selection, wanted.tour.steps if wanted.tour else ())
        scripts = [*_scripts()]
        asked = [] if wanted.tour else exercises(dataset, frozenset(self.events.index))
        body = templating.html(
            "export/body.html",
            **_content(dataset, wanted, self.events),
            has_exercises=bool(asked),
            exercise_set=SET,
        )
        texts = _texts(dataset, wanted, self.events) | {"exercises": asked}
        read = (body, *texts["panels"].values(), *texts["stepTexts"], json.dumps(asked, ensure_ascii=False))
        style = _style("".join(read))
        self.values = {
            "policy": _policy(scripts, style),
            "wanted": wanted,
            "title": title(wanted),
            "atlas": dataset.atlas.title,
            "licence": attribution.LICENCE,
            "licence_url": attribution.LICENCE_URL,
            "live_url": wanted.live_url.replace("--", "-%2D"),  # an HTML comment must not hold two hyphens
            "citation": _citation(wanted),
            "style": Markup(style),  # noqa: S704 - files of ours
            "scripts": [Markup(script) for script in scripts],  # noqa: S704 - files of ours
            "body": Markup(body),  # noqa: S704 - made by an escaping template
            "data": _packed(_data(dataset, wanted, self.events) | texts),
        }

    def with_tiles(self, tiles: str) -> str:
        return templating.html("export/page.html", **self.values, tiles=Markup(tiles))  # noqa: S704 - base64


def _places(events: pd.DataFrame) -> list[Point]:
    plotted = events[events["status"] == "plotted"].drop_duplicates("place_id")
    return [Point(lat, lon) for lat, lon in zip(plotted["latitude"], plotted["longitude"], strict=True)]


def _looks(wanted: Order) -> list[Look]:
    if wanted.tour:
        return [Look(Point(step.lat, step.lon), step.zoom) for step in wanted.tour.steps]
    view = wanted.view
    if view.lat is None or view.lon is None or view.zoom is None:
        return []
    return [Look(Point(view.lat, view.lon), view.zoom)]


def _data(dataset: Dataset, wanted: Order, events: pd.DataFrame) -> dict[str, Any]:
    """Return what the scripts of the file need, but for the base map."""
    ids = set(events.index)
    arrows = movements.collection(dataset)
    arrows["features"] = [one for one in arrows["features"] if one["properties"]["event_id"] in ids]
    south, west, north, east = dataset.atlas.bounds
    lat, lon, zoom = dataset.atlas.view
    # the years still count: an event may reach beyond them, and time runs in the file
    dates = Selection(start=wanted.selection.start, end=wanted.selection.end, sure=wanted.selection.sure)
    return {
        "title": title(wanted),
        "map": {
            "center": (lat, lon),
            "zoom": zoom,
            "minZoom": MIN_ZOOM,
            "maxZoom": MAX_ZOOM,
            "maxBounds": [[south, west], [north, east]],
        },
        "layer": {
            "collection": features.collection(dataset, events),
            "movementCollection": arrows,
            "kinds": kinds(),
            "online": {},
            "years": list(dataset.years),
            "parties": dataset.parties["side"].to_dict(),
            "label": f"Map: {dataset.atlas.short_title}",
            **_plans(dataset, ids),
        },
        "others": [
            {"id": event_id, "start": row["date_start"], "end": row["date_end"]}
            for event_id, row in events[events["status"] != "plotted"].iterrows()
        ],
        "state": selection_state(dates, replace(wanted.view, tour="", present=False, tiles=""), 1),
        "steps": [
            selection_state(*tours.open_at(wanted.tour, number, View(lang=wanted.view.lang)), number)
            for number in range(1, len(wanted.tour.steps) + 1)
        ]
        if wanted.tour
        else [],
        "first": max(wanted.view.step, 1),
        "layers": subset.layers(wanted.selection.start, wanted.selection.end),
    }


def _plans(dataset: Dataset, ids: Collection[str]) -> dict[str, Any]:
    """Return the plans of the battles among the events of the file; nothing if there are none."""
    battles = [battle for battle in summaries(dataset) if battle["event"] in ids]
    if not battles:
        return {}
    return {"plans": battles, "planData": {battle["event"]: plan(dataset, battle["event"]) for battle in battles}}


def _content(dataset: Dataset, wanted: Order, events: pd.DataFrame) -> dict[str, Any]:
    is_plotted = events["status"] == "plotted"
    return {
        "wanted": wanted,
        "title": title(wanted),
        "atlas": dataset.atlas.title,
        "licence": attribution.LICENCE,
        "licence_url": attribution.LICENCE_URL,
        "count": len(events),
        "made_on": spoken(wanted.made_on.isoformat()),
        "on_map": event_list.offline_html(dataset, events[is_plotted], "Events on the map", wanted.view.lang),
        "elsewhere": event_list.offline_html(
            dataset, events[~is_plotted], "Events that are not on the map", wanted.view.lang
        ),
        "citation": _citation(wanted),
        "works": _works(dataset, events.index),
        "base_map": store.ATTRIBUTION,
    }


def _texts(dataset: Dataset, wanted: Order, events: pd.DataFrame) -> dict[str, Any]:
    """Return what is read beside the map, as HTML from escaping templates: panels by event, and the steps of a tour."""
    known = set(events.index)

    def inside(kind: str, name: str) -> str:
        return f"#event/{quote(name)}" if kind == "event" and name in known else ""

    panels = {}
    for event_id in events.index:
        content = panel(dataset, event_id, events, wanted.view.lang)
        body = Markup(panel_html(content, inside))  # noqa: S704 - made by an escaping template
        panels[event_id] = templating.html("export/panel.html", panel=content, body=body, known=known)
    steps = range(1, len(wanted.tour.steps) + 1) if wanted.tour else ()
    return {
        "panels": panels,
        "stepTexts": [tours.step_html(dataset, wanted.tour, number) for number in steps if wanted.tour],
    }


def _packed(value: Any) -> str:
    """Return *value* as JSON, packed by gzip and written in base64: a fifth of what it takes in plain text."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode("ascii")


def _works(dataset: Dataset, event_ids: Sequence[str]) -> list[str]:
    """Return the works that any of the events rests on, in the order of the alphabet."""
    rows = dataset.event_sources[dataset.event_sources["event_id"].isin(list(event_ids))]
    return sorted(
        {styles.cite(items.source(dataset, source_id), "chicago") for source_id in rows["source_id"].unique()},
        key=str.casefold,
    )


def _citation(wanted: Order) -> str:
    return styles.cite(items.view(title(wanted), wanted.live_url, wanted.made_on), "chicago")


def _scripts() -> Iterator[str]:
    """Yield the scripts in the order in which they must load; none may close its element early.

    Comments on lines of their own stay behind, but for those of a licence: their room is the ground's.
    """
    own = ((store.ASSETS / name).read_text(encoding="utf-8") for name in bundle.OFFLINE_SCRIPTS)
    for text in (*bundle.scripts(), *own):
        bare = _COMMENT.sub("", text.replace("//# sourceMappingURL=leaflet.js.map", ""))
        yield bare.replace("</script", r"<\/script")


def _style(body: str) -> str:
    sheets = [re.sub(r"url\([^)]*\)", "none", (bundle.LEAFLET / "leaflet.css").read_text(encoding="utf-8"))]
    names = (*(name for name in bundle.STYLES if name != "fonts.css"), *bundle.OFFLINE_STYLES)
    sheets += [(store.ASSETS / name).read_text(encoding="utf-8") for name in names]
    return "\n".join((_fonts(frozenset(body)), *sheets))


@lru_cache(maxsize=4)
def _fonts(characters: frozenset[str]) -> str:
    """Return the font rules of the app whose file holds any of *characters*, with the file inside."""
    rules = []
    for face in _FACE.finditer((store.ASSETS / "fonts.css").read_text(encoding="utf-8")):
        if not any(_covers(face["ranges"], ord(character)) for character in characters):
            continue
        raw = base64.b64encode((store.ASSETS / face["file"]).read_bytes()).decode("ascii")
        rules.append(face[0].replace(face["file"], f"data:font/woff2;base64,{raw}"))
    return "\n".join(rules)


def _covers(ranges: str, code: int) -> bool:
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        if int(first, 16) <= code <= int(last or first, 16):
            return True
    return False


def _policy(scripts: Sequence[str], style: str) -> str:
    """Return the Content-Security-Policy: nothing but the scripts and the sheet of this file, by their digests."""
    digests = " ".join(_digest(script) for script in scripts)
    return f"default-src 'none'; script-src {digests}; style-src {_digest(style)}; img-src data:; font-src data:"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"
