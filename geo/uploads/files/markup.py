"""The XML of a visitor's file as a stream of elements: without prefixes, entities, depth or excess."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from geo.errors import UploadError

__all__ = ["Element", "attribute", "child_text", "children", "elements", "local", "text_of"]

_MAX_DEPTH = 64
_MAX_ELEMENTS = 20_000_000


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
    except DefusedXmlException:
        raise UploadError(f"the {what} declares a document type or entities, which no such file needs") from None
    except (ParseError, ValueError, LookupError) as error:  # also an encoding that nobody knows
        raise UploadError(f"the {what} cannot be read ({str(error)[:100]}); save it again") from None


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
