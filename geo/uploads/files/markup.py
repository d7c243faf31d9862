"""The XML of a visitor's file as a stream of elements: without prefixes, entities, depth or excess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from geo.errors import UploadError
from geo.uploads.files import damage

__all__ = ["Element", "attribute", "child_text", "children", "elements", "kind_of", "local", "text_of"]

_HEAD = 4000  # bytes
_TAG = re.compile(r"<([?!]?[A-Za-z][\w:.-]*)")
_KNOWN = {
    "featurecollection": "a map layer in GML",
    "rss": "a feed of news (RSS)",
    "feed": "a feed of news (Atom)",
    "osm": "data of OpenStreetMap in XML",
    "tei": "a text in TEI",
    "svg": "a picture in SVG",
    "rdf": "data in RDF",
}
_MAX_DEPTH = 64
_MAX_ELEMENTS = 20_000_000


def kind_of(data: bytes) -> str:
    """Return what a file of tags is that is neither KML nor GPX, with what to do; empty if it is none.

    Examples
    --------
    >>> kind_of(b"<html><table>")
    'a web page, whatever its ending says; open it in a spreadsheet program and save it as .xlsx or CSV'
    >>> kind_of(b"<NAME>,<DATE>")
    ''
    """
    head = data[:_HEAD].decode("utf-8", "replace").replace("\0", "").lstrip("\ufeff\ufffd \t\r\n")
    first = next((tag for tag in _TAG.finditer(head) if tag[1][0] not in "?!"), None)
    if first is None:
        return "XML without an element; a table of events is needed" if head.lower().startswith("<?xml") else ""
    name = first[1].rpartition(":")[2].lower()
    if name in ("html", "head", "body", "table", "div", "meta", "style") or "<!doctype html" in head.lower():
        return "a web page, whatever its ending says; open it in a spreadsheet program and save it as .xlsx or CSV"
    if name == "workbook":
        return "a workbook in the XML of Excel 2003; open it in a spreadsheet program and save it as .xlsx or CSV"
    is_closed = f"</{first[1].lower()}" in data[-_HEAD:].decode("utf-8", "replace").lower()
    if "xmlns" not in head and "<?xml" not in head and name not in _KNOWN and not is_closed:
        return ""
    what = _KNOWN.get(name, f"XML of a kind that is not read (its outermost element is “{name[:40]}”)")
    return f"{what}; save the table as CSV, or the map layer as GeoJSON, KML or GPX"


def elements(data: bytes, what: str) -> Iterator[tuple[Literal["start", "end"], str, Element]]:
    """Yield the start and the end of each element with its name; who has taken what it holds may clear it.

    Raises
    ------
    UploadError
        If it is no XML, declares entities, or is nested too deeply; *what* is what the file is called.
    """
    depth = count = 0
    try:
        for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                depth += 1
                count += 1
                if depth > _MAX_DEPTH:
                    raise UploadError(f"the {what} is nested more than {_MAX_DEPTH} deep; this is no list of events")
                if count > _MAX_ELEMENTS:
                    raise UploadError(f"the {what} has more than {_MAX_ELEMENTS:,} elements; load it in parts")
            else:
                depth -= 1
            yield event, local(element.tag), element
    except UploadError:
        raise  # a ValueError, too
    except DefusedXmlException:
        raise UploadError(f"the {what} declares a document type or entities, which no such file needs") from None
    except (ParseError, ValueError, LookupError) as error:  # also an encoding that nobody knows
        raise UploadError(f"the {what} cannot be read ({damage.of_xml(error)}); save it again") from None


def local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, name: str) -> list[Element]:
    """Return the children of that name."""
    return [child for child in element if local(child.tag) == name]


def child_text(element: Element, name: str) -> str:
    """Return the text of the first child of that name, without blanks at its edges."""
    return next((text_of(child) for child in element if local(child.tag) == name), "")


def text_of(element: Element) -> str:
    """Return all text in an element, without blanks at its edges."""
    return "".join(element.itertext()).strip()


def attribute(element: Element, name: str) -> str:
    """Return an attribute whatever its namespace; empty without it."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")
