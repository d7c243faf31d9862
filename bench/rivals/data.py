"""What the pages that the atlas is compared with draw, and where their scripts come from."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import folium
import pandas as pd
import streamlit as st
from branca.element import MacroElement

from bench import synthesis
from bench.rivals.assets import FILES

Element = TypeVar("Element", bound=MacroElement)

__all__ = ["CENTRE", "FIRST_YEAR", "LAST_YEAR", "echo", "events", "local", "marker", "years"]

FIRST_YEAR, LAST_YEAR = synthesis.FIRST_YEAR, synthesis.LAST_YEAR
CENTRE = (46.5, 128.0)


@lru_cache
def _events(folder: str) -> pd.DataFrame:
    return synthesis.events(Path(folder))


def events(first: int = FIRST_YEAR, last: int = LAST_YEAR) -> pd.DataFrame:
    """Return the events from *first* to *last* of the package that ``?n=`` names, among those in ``BENCH_DATA``."""
    table = _events(str(Path(os.environ["BENCH_DATA"]) / st.query_params["n"]))
    return table[table["year"].between(first, last)]


def years() -> tuple[int, int]:
    """Draw the slider that every one of these pages has; return its first and last year."""
    first, last = st.slider("Years", FIRST_YEAR, LAST_YEAR, (FIRST_YEAR, LAST_YEAR), key="years")
    return first, last


def echo(value: object) -> None:
    """Draw *value* where the stop-watch looks for it."""
    st.html(f'<p id="echo" data-value="{value}">{value}</p>')


def marker(event: pd.Series) -> folium.CircleMarker:
    """Return the symbol of an event as most pages with folium draw it."""
    where = (event["latitude"], event["longitude"])
    return folium.CircleMarker(where, radius=7, fill=True, tooltip=event["title"])


def local(element: Element) -> Element:
    """Make a map, or a plugin, load its scripts from ``BENCH_ASSETS``, less Bootstrap and icons."""
    base = os.environ["BENCH_ASSETS"]
    for attribute, ending in (("default_js", ".js"), ("default_css", ".css")):
        links = [(name, f"{base}/{name}{ending}") for name, _ in getattr(element, attribute, ())]
        setattr(element, attribute, [(name, url) for name, url in links if name + ending in FILES])
    return element
