"""Ways to take the events that are shown away, and the data as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from geo.citation import attribution
from geo.core import templating
from geo.formats import datapackage_zip, package_tables
from geo.formats.registry import FORMATS
from geo.query.choices import Link
from geo.query.link import query, to_params
from geo.query.parameters import API
from geo.record.tables import Dataset
from pages.parts.shell import events_shown, state

#: Relative to every page, so that it holds below any base path.
WHOLE_ADDRESS = "./api/datapackage.zip"


def draw(dataset: Dataset, events: pd.DataFrame) -> None:
    """Offer *events*, those shown, in every format, and the whole data package; of a visitor's own only the former."""
    if events_shown.own():
        _own(dataset, events)
        return
    with st.container(key="downloads"):
        st.html(_list(events))


def _own(dataset: Dataset, events: pd.DataFrame) -> None:
    """Offer a visitor's own *events*, those shown, in every format and as a package of its own."""
    with st.container(key="downloads_own", gap=None):
        for kind in FORMATS.values():
            _button(
                f"{kind.title} · {len(events):,} events",
                f"my-events.{kind.extension}",
                kind.media_type,
                partial(kind.build, dataset, events, ""),
                f"Opens in {kind.opens_in}",
            )
        _button(
            "Data package · all of it",
            "my-atlas.zip",
            "application/zip",
            lambda: package_tables.packed(package_tables.files(dataset)),
            "All tables in one zip archive: load it here again, or begin an atlas of your own with it",
        )


def _button(label: str, name: str, media_type: str, make: Callable[[], str | bytes], hint: str) -> None:
    st.download_button(
        label,
        make,
        name,
        media_type,
        key=f"own_{name.partition('.')[2]}",
        icon=":material/download:",
        help=hint,
        on_click="ignore",
        type="tertiary",
    )


def whole() -> None:
    """Draw the link to the whole data package."""
    st.html(
        templating.html(
            "download_whole.html", address=WHOLE_ADDRESS, name=datapackage_zip.FILE_NAME, licence=attribution.LICENCE
        )
    )


def tour(slug: str, step: int = 0) -> None:
    """Draw the links to a guided tour as one file without network and, of a step, to its handout."""
    links = [(f"./api/export.html?tour={slug}", "Offline file", "The whole tour in one HTML file; needs no network")]
    if step:
        at = f"?tour={slug}&step={step}"
        links += [
            (f"./api/handout.pdf{at}", "Lesson sheet", "This step on one or two A4 pages, PDF"),
            (f"./api/handout.pdf{at}&paper=letter", "on Letter", "The same sheet on paper of 8½ by 11 inches, PDF"),
            (f"./api/handout.docx{at}", "as DOCX", "The same sheet for Word or LibreOffice, to be edited"),
            (f"./api/handout-key.pdf{at}", "Key", "For the teacher: what each task expects, PDF"),
        ]
    st.html(templating.html("take_away.html", links=links), width="content")


def _list(events: pd.DataFrame) -> str:
    selection, view = state.selection(), replace(state.view(), present=False)
    return templating.html(
        "downloads.html",
        formats=[(kind, kind.count(events)) for kind in FORMATS.values()],
        query=query(to_params(Link(selection), API)),
        view_query=query(to_params(Link(selection, view), API)),
        whole_address=WHOLE_ADDRESS,
        whole_name=datapackage_zip.FILE_NAME,
        licence=attribution.LICENCE,
        licence_url=attribution.LICENCE_URL,
    )
