"""A work, an event, the atlas or a view of it → a citation in the usual styles.

One CSL item (https://docs.citationstyles.org) is made of each; the styles are made from it by
libraries of the field: Chicago and APA in :mod:`geo.citation.csl`, BibTeX by ``bibtexparser``, RIS by
``rispy``.  A date never becomes more exact than its EDTF.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from pylatexenc.latexencode import (  # type: ignore[import-untyped]
    RULE_DICT,
    UnicodeToLatexConversionRule,
    UnicodeToLatexEncoder,
)

from geo.about import TITLE, VERSION
from geo.citation import csl
from geo.core.daterange import DateRange
from geo.core.edtf import day_span, spoken
from geo.query.selection import FIRST_YEAR, LAST_YEAR, SURE, Selection
from geo.record.schema import CHAPTERS, SIDES
from geo.record.tables import Dataset

__all__ = ["ISSUED", "STYLES", "atlas", "cite", "csl_date", "event", "source", "view", "view_title"]

ISSUED = "2026"
#: Styles by id, with their names as shown.
STYLES = {"chicago": "Chicago", "apa": "APA", "bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}

Item = Mapping[str, Any]

_BIBTEX = {
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "article-journal": "article",
    "article-newspaper": "article",
    "article-magazine": "article",
    "report": "techreport",
}
_RIS = {
    "book": "BOOK",
    "chapter": "CHAP",
    "entry-encyclopedia": "ENCYC",
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "dataset": "DATA",
}
_SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}


# --- what is cited, as CSL items ---


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
    return _item(id="soviet-japanese-border-conflicts-atlas", type="dataset", title=TITLE, **_edition(url, accessed))


def event(dataset: Dataset, event_id: str, url: str = "", accessed: dt.date | None = None) -> dict[str, Any]:
    """Return one event, an entry of the atlas, as a CSL item.

    Raises
    ------
    NotFoundError
        If there is no such event.
    """
    title = dataset.event(event_id)["title"]
    return _item(id=event_id, type="entry-encyclopedia", title=title, container_title=TITLE, **_edition(url, accessed))


def view(title: str, url: str, accessed: dt.date | None = None) -> dict[str, Any]:
    """Return one view of the atlas, a page of it, as a CSL item; *title* says what it shows."""
    return _item(id="atlas-view", type="webpage", title=title, container_title=TITLE, **_edition(url, accessed))


def view_title(selection: Selection) -> str:
    """Return what a view of *selection* shows, in a few words.

    Examples
    --------
    >>> view_title(Selection(end=dt.date(1938, 12, 31), query="Nomonhan"))
    'Map of events, 1929–1938, search “Nomonhan”'
    """
    first, last = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
    start = selection.start or min(first, selection.end or first)
    end = selection.end or max(last, start)
    parts = ["Map of events", DateRange(start, end).words, *(kind.replace("_", " ") for kind in selection.kinds)]
    parts += [CHAPTERS.get(chapter, chapter) for chapter in selection.chapters]
    parts += [SIDES.get(side, side) for side in selection.sides]
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


# --- the styles ---


def cite(item: Item, style: str) -> str:
    """Return *item* in *style*, one of :data:`STYLES`, as plain text to copy.

    Raises
    ------
    KeyError
        If there is no such style.
    """
    if style in csl.STYLES:
        return csl.text(item, style)
    return {"bibtex": _bibtex, "ris": _ris, "csl-json": _csl_json}[style](item)


def _csl_json(item: Item) -> str:
    text = json.dumps([item], ensure_ascii=False, indent=2)
    return re.sub(r"\[\n\s+([\d,\s]+?)\n\s+\]", lambda match: f"[{' '.join(match[1].split())}]", text)


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy ships no types
    """RIS without the running number that rispy 0.10.0 sets before each record."""

    def set_header(self, count: int) -> str:
        """Return no header."""
        return ""


def _ris(item: Item) -> str:
    date, container = _first_date(item), item.get("container-title")
    page = str(item.get("page", "")).replace("–", "-").split("-")
    record = {
        "type_of_reference": _RIS.get(item["type"], "GEN"),
        "id": item["id"],
        "title": item["title"],
        "authors": [_reversed(name) for name in item.get("author", ())],
        "secondary_title": container,
        "publisher": item.get("publisher"),
        "year": str(date[0]) if date else "",
        "date": "/".join(f"{part:02d}" for part in date) if len(date) > 1 else "",
        "edition": item.get("version"),
        "start_page": page[0],
        "end_page": page[1] if len(page) > 1 else "",
        "notes": [note for note in (item.get("note"), _date_note(item)) if note],
        "language": item.get("language"),
        "urls": [item["URL"]] if "URL" in item else [],
        "access_date": "/".join(f"{part:02d}" for part in _first_date(item, "accessed")),
    }
    lines = {name: _one_line(value) for name, value in record.items() if value}
    return str(rispy.dumps([lines], implementation=_Writer)).strip() + "\n"


def _date_note(item: Item) -> str:
    """Return what RIS, whose years are four digits, cannot say of the date of issue."""
    if _first_date(item):
        return "Date approximate" if "circa" in item["issued"] else ""
    return f"Date: {_date_text(item)}" if "issued" in item else ""


def _date_text(item: Item) -> str:
    """Return the date of issue where it is no single one: both ends, or words."""
    date = item.get("issued", {})
    return date.get("literal") or "/".join(
        "-".join(f"{part:02d}" for part in end) for end in date.get("date-parts", ())
    )


def _one_line(value: Any) -> Any:
    """Return text without line breaks, which would begin another field."""
    return [" ".join(text.split()) for text in value] if isinstance(value, list) else " ".join(value.split())


def _bibtex(item: Item) -> str:
    kind = _BIBTEX.get(item["type"], "misc")
    date = _first_date(item)
    circa = "ca. " if item.get("issued", {}).get("circa") else ""
    places = {
        "article": ("journal", "publisher"),
        "incollection": ("booktitle", "publisher"),
        "techreport": ("series", "institution"),
    }
    container, publisher = places.get(kind, ("howpublished", "publisher"))
    fields = {
        "title": f"{{{_tex(item['title'])}}}",  # inner braces keep capitals and other scripts as they are
        "author": " and ".join(_bibtex_name(name) for name in item.get("author", ())),
        container: _tex(item.get("container-title", "")),
        publisher: _tex(item.get("publisher", "")),
        "year": f"{circa}{date[0] if date else _date_text(item)}",
        "month": str(date[1]) if len(date) > 1 else "",
        "day": str(date[2]) if len(date) > 2 else "",
        "pages": item.get("page", "").replace("–", "--"),
        "version": item.get("version", ""),
        "note": _tex(item.get("note", "")),
        "url": "".join(item.get("URL", "").split()).translate({ord(mark): f"%{ord(mark):02X}" for mark in "{}\\"}),
        "urldate": "-".join(f"{part:02d}" for part in _first_date(item, "accessed")),
        "language": item.get("language", ""),
    }
    entry = Entry(kind, item["id"], [Field(name, value) for name, value in fields.items() if value])
    return write_string(Library([entry])).strip() + "\n"


# Only what TeX would take as a command; letters of every script stay, for biber and bibtexu read UTF-8.
_TEX = UnicodeToLatexEncoder(
    conversion_rules=[
        UnicodeToLatexConversionRule(
            RULE_DICT,
            {ord(mark): f"\\{mark}" for mark in "&%$#_{}"}
            | {ord("\\"): r"\textbackslash{}", ord("~"): r"\textasciitilde{}", ord("^"): r"\textasciicircum{}"},
        )
    ],
    unknown_char_policy="keep",
    unknown_char_warning=False,
)


def _tex(text: str) -> str:
    return str(_TEX.unicode_to_latex(" ".join(text.split())))


def _bibtex_name(name: Mapping[str, str]) -> str:
    return f"{{{_tex(name['literal'])}}}" if "literal" in name else _tex(_reversed(name))


def _reversed(name: Mapping[str, str]) -> str:
    return name.get("literal") or f"{name['family']}, {name['given']}"


def _first_date(item: Item, variable: str = "issued") -> Sequence[int]:
    """Return year, month and day of a date, as many as are known; none of an interval or a decade."""
    parts: Sequence[Sequence[int]] = item.get(variable, {}).get("date-parts", [])
    return parts[0] if len(parts) == 1 else ()
