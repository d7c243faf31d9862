"""folium's two plugins for events in time, as pages that play by themselves from the middle of the time span on."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import folium
import pandas as pd
from folium.plugins import Timeline, TimelineSlider, TimestampedGeoJson

from bench.rivals.data import CENTRE, local

__all__ = ["PLAYING_JS", "PLUGINS", "TO_THE_MIDDLE_JS"]

_MIDDLE = pd.Timestamp("1937-07-01")
_DURATION_MS = 75_000  # of the whole, as long as the atlas takes
#: TimestampedGeoJson sorts milliseconds as text: right only while all have as many digits, which is from 2001-09-09 on.
_SHIFT_YEARS = 76
_CIRCLE = {"radius": 7, "fillOpacity": 0.4}


def _features(events: pd.DataFrame, properties: Callable[[pd.Timestamp], dict[str, Any]]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            # [lon, lat], as GeoJSON has it
            "geometry": {"type": "Point", "coordinates": [event.longitude, event.latitude]},
            "properties": {"title": event.title, **properties(pd.Timestamp(event.date))},
        }
        for event in events.itertuples()
    ]
    return {"type": "FeatureCollection", "features": features}


def _page(base: folium.Map) -> str:
    return str(base.get_root().render())


def timeline(events: pd.DataFrame, assets: str) -> str:
    """Return the page of ``Timeline``: every event stays from its day on."""
    os.environ["BENCH_ASSETS"] = assets
    last_ms = pd.Timestamp("1946-01-01").timestamp() * 1000
    base = local(folium.Map(CENTRE, zoom_start=5))
    features = _features(events, lambda day: {"start": day.timestamp() * 1000, "end": last_ms})
    layer = local(Timeline(features, point_to_layer=folium.JsCode("(_, at) => L.circleMarker(at, {radius: 7})")))
    layer.add_to(base)
    middle_ms = _MIDDLE.timestamp() * 1000
    slider = local(TimelineSlider(start=middle_ms, playback_duration=_DURATION_MS // 2, show_ticks=False, steps=2250))
    slider.add_timelines(layer).add_to(base)
    return _page(base)


def timestamped(events: pd.DataFrame, assets: str) -> str:
    """Return the page of ``TimestampedGeoJson``, a month a step."""
    os.environ["BENCH_ASSETS"] = assets
    base = local(folium.Map(CENTRE, zoom_start=5))
    features = _features(
        events,
        lambda day: {
            "times": [(day + pd.DateOffset(years=_SHIFT_YEARS)).isoformat()],
            "icon": "circle",
            "iconstyle": _CIRCLE,
        },
    )
    months = (events["year"].max() - events["year"].min() + 1) * 12
    plugin = TimestampedGeoJson(features, period="P1M", transition_time=_DURATION_MS // months, auto_play=True)
    local(plugin).add_to(base)
    return _page(base)


PLUGINS: dict[str, Callable[[pd.DataFrame, str], str]] = {"Timeline": timeline, "TimestampedGeoJson": timestamped}
#: True as soon as the page plays.
PLAYING_JS = "document.querySelectorAll('path.leaflet-interactive').length > 1"
#: TimestampedGeoJson can only be told so once it runs; the other is built so.
TO_THE_MIDDLE_JS = """
() => {
    const time = Object.values(window).find((one) => one instanceof L.Map).timeDimension;
    if (time) time.setCurrentTimeIndex(Math.floor(time.getAvailableTimes().length / 2));
}
"""
