"""A work, an event, the atlas or a view of it → a CSL item (https://docs.citationstyles.org).

:mod:`geo.citation.styles` makes citations of them.  A date never becomes more exact than its EDTF.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from geo.about import VERSION
from geo.core.daterange import DateRange
from geo.core.edtf import day_span, spoken
from geo.query.selection import SURE, Selection
from geo.record import tables
from geo.record.tables import Dataset

__all__ = ["ISSUED", "atlas", "csl_date", "event", "source", "view", "view_title"]

ISSUED = "2026"
_SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}


def source(dataset: Dataset, source_id: str) -> dict[str, Any]:
    """Return one work of ``sources.csv`` as a CSL item; raise ``KeyError`` if there is none."""
    row = dataset.sources.loc[source_id]
    page = re.fullmatch(r"pp?\.\s*([\d–-]+)", row["page"])
    return _item(
        id=source_id,
        type=row["type"],
        title=row["title"],
        author=[_name(text) for text in row["author"].split("; ") if text],
        issued=csl_date(row["issued"]),
        publisher=row["publisher"],
        container_title=row["container_title"],
        page=page[1] if page else "",
        note="" if page else row["page"],
        language=row["language"],
        URL=row["url"],
        accessed=csl_date(row["accessed"]),
    )


def atlas(url: str = "", accessed: dt.date | None = None) -> dict[str, Any]:
    """Return the atlas itself, a dataset, as a CSL item."""
    return _item(id=tables.atlas().identifier, type="dataset", title=tables.atlas().title, **_edition(url, accessed))


def event(dataset: Dataset, event_id: str, url: str = "", accessed: dt.date | None = None) -> dict[str, Any]:
    """Return one event, an entry of the atlas, as a CSL item.

    Raises
    ------
    NotFoundError
        If there is no such event.
    """
    title = dataset.event(event_id)["title"]
    return _item(
        id=event_id,
        type="entry-encyclopedia",
        title=title,
        container_title=tables.atlas().title,
        **_edition(url, accessed),
    )


def view(title: str, url: str, accessed: dt.date | None = None) -> dict[str, Any]:
    """Return one view of the atlas, a page of it, as a CSL item; *title* says what it shows."""
    return _item(
        id="atlas-view", type="webpage", title=title, container_title=tables.atlas().title, **_edition(url, accessed)
    )


def view_title(dataset: Dataset, selection: Selection) -> str:
    """Return what a view of *selection* shows, in a few words, such as “Map of events, 1920–1921, search “ford””."""
    whole = dataset.atlas.span
    first, last = whole.start or dt.date.min, whole.end or dt.date.max
    start = selection.start or min(first, selection.end or first)
    end = selection.end or max(last, start)
    parts = ["Map of events", DateRange(start, end).words, *(kind.replace("_", " ") for kind in selection.kinds)]
    parts += [dataset.chapters.get(chapter, chapter) for chapter in selection.chapters]
    parts += [dataset.sides.get(side, side) for side in selection.sides]
    parts += [text for trait in dataset.traits for term, text in trait.values.items() if term in selection.traits]
    parts += [SURE[term] for term in selection.sure]
    if selection.within_km is not None:
        parts.append(f"places known to {selection.within_km:g} km")
    if selection.query:
        parts.append(f"search “{selection.query}”")
    return ", ".join(parts)


def csl_date(date_edtf: str) -> dict[str, Any] | None:
    """Return an EDTF text as a CSL date no more exact than it is written, or ``None`` if it is empty.

    Raises
    ------
    DateError
        If the text is not EDTF as :mod:`geo.core.edtf` accepts it.

    Examples
    --------
    >>> csl_date("1936-03~")
    {'date-parts': [[1936, 3]], 'circa': True}
    >>> csl_date("1938-07-XX"), csl_date("198X")
    ({'date-parts': [[1938, 7]]}, {'literal': '1980s'})
    """
    if not date_edtf:
        return None
    span = day_span(date_edtf)
    ends = [[part for part in end.strip("~?%").split("-") if not part.startswith("X")] for end in date_edtf.split("/")]
    if any("X" in end[0] for end in ends):
        return {"literal": spoken(date_edtf)}
    date: dict[str, Any] = {"date-parts": [[int(part) for part in end] for end in ends]}
    if span.precision == "season" and len(ends) == 1:
        year, season = date["date-parts"][0]
        date = {"date-parts": [[year]], "season": _SEASONS[season]}
    elif span.precision == "season":  # CSL has one season for both ends
        return {"literal": spoken(date_edtf)}
    if span.is_approximate or span.is_uncertain:
        date["circa"] = True
    return date


def _item(**variables: Any) -> dict[str, Any]:
    return {name.replace("_", "-"): value for name, value in variables.items() if value}


def _edition(url: str, accessed: dt.date | None) -> dict[str, Any]:
    day = accessed.isoformat() if accessed else ""
    return {"issued": csl_date(ISSUED), "version": VERSION, "language": "en", "URL": url, "accessed": csl_date(day)}


def _name(text: str) -> dict[str, str]:
    """Return 'Family, Given' or the name of a body as a CSL name."""
    family, comma, given = text.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": text}
