"""A CSL item → a citation in one of the usual styles.

Each is made by a library of the field: Chicago and APA in :mod:`geo.citation.csl`, BibTeX by
``bibtexparser``, RIS by ``rispy``.  A date never becomes more exact than its EDTF.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from geo.citation import csl

__all__ = ["STYLES", "cite"]

#: Styles by id, with their names as shown.
STYLES = {"chicago": "Chicago", "apa": "APA", "bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}

Item = Mapping[str, Any]

_BIBTEX = {
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "misc",  # of an entry of a collection biber wants an editor
    "article-journal": "article",
    "article-newspaper": "article",
    "article-magazine": "article",
    "report": "techreport",
}
#: The fields of a sort of entry that hold what contains a work and who published it; what has none is noted.
_FIELDS_OF = {
    "article": ("journal", ""),
    "book": ("series", "publisher"),
    "incollection": ("booktitle", "publisher"),
    "techreport": ("", "institution"),
    "misc": ("howpublished", "organization"),
}
_PLACES = (("container-title", 0), ("publisher", 1))
#: Without which an entry of a sort is none.
_LEAST = {"article": "container-title", "techreport": "publisher"}
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
#: How those are named who are not named.
_OTHERS = frozenset(("et al", "others", "and others", "и др", "и другие", "u. a", "ほか", "他", "等"))
#: A decade as it is said; one that ends in two noughts may be a century.
_DECADE = re.compile(r"(\d\d[1-9])0s")
_SEASON_OF_EDTF = 20
#: Only what TeX would take as a command; letters of every script stay, for biber and bibtexu read UTF-8.
_TEX = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


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
    if _LEAST.get(kind, "title") not in item:
        kind = "misc"  # an article of no journal and a report of no body are none to BibTeX
    date = _first_date(item)
    doubtful = _edtf(item)
    container, publisher = _FIELDS_OF[kind]
    notes = [item.get("note", "")]
    notes += [item.get(name, "") for name, field in _PLACES if not (container, publisher)[field]]
    fields = {
        "title": f"{{{_tex(item['title'])}}}",  # inner braces keep capitals and other scripts as they are
        "author": " and ".join(_bibtex_name(name) for name in item.get("author", ())),
        container: _tex(item.get("container-title", "")),
        publisher: _tex(item.get("publisher", "")),
        "date": doubtful,
        "year": "" if doubtful else str(date[0]) if date else _date_text(item),
        "month": "" if doubtful or len(date) < 2 else str(date[1]),
        "day": "" if doubtful or len(date) < 3 else str(date[2]),
        "pages": item.get("page", "").replace("–", "--"),
        "version": item.get("version", ""),
        "note": _tex("; ".join(note for note in notes if note)),
        "url": "".join(item.get("URL", "").split()).translate({ord(mark): f"%{ord(mark):02X}" for mark in "{}\\"}),
        "urldate": "-".join(f"{part:02d}" for part in _first_date(item, "accessed")),
        "language": item.get("language", ""),
    }
    entry = Entry(kind, item["id"], [Field(name, value) for name, value in fields.items() if name and value])
    return write_string(Library([entry])).strip() + "\n"


def _edtf(item: Item) -> str:
    """Return a date that is no plain one as biblatex reads it, EDTF of levels 0 and 1; empty for any other."""
    date = item.get("issued", {})
    if decade := _DECADE.fullmatch(date.get("literal", "")):
        return f"{decade[1]}X"
    ends = ["-".join(f"{part:02d}" for part in end) for end in date.get("date-parts", ())]
    if "season" in date:
        ends = [f"{ends[0]}-{_SEASON_OF_EDTF + int(date['season'])}"]
    elif len(ends) < 2 and not date.get("circa"):
        return ""
    return "/".join(end + "~" if date.get("circa") else end for end in ends)


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)


def _bibtex_name(name: Mapping[str, str]) -> str:
    if name.get("literal", "").strip(".").lower() in _OTHERS:
        return "others"
    return f"{{{_tex(name['literal'])}}}" if "literal" in name else _tex(_reversed(name))


def _reversed(name: Mapping[str, str]) -> str:
    return name.get("literal") or f"{name['family']}, {name['given']}"


def _first_date(item: Item, variable: str = "issued") -> Sequence[int]:
    """Return year, month and day of a date, as many as are known; none of an interval or a decade."""
    parts: Sequence[Sequence[int]] = item.get(variable, {}).get("date-parts", [])
    return parts[0] if len(parts) == 1 else ()
