"""A page read strictly: every parse error of the HTML standard fails, and what the page holds can be asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import html5lib

#: Addresses of an atlas that exists nowhere but here.
HOME = "https://atlas.example.org/below/"
#: A text that wants to be markup.
EVIL = "<script>alert(1)</script> & “quoted”"


class Read:
    """One page as a tree."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.tree: ElementTree.Element = parser.parse(text)

    def links(self) -> Iterator[str]:
        """Yield every address that the page names, as it is written."""
        for element in self.tree.iter():
            for name in ("href", "src"):
                if name in element.attrib:
                    yield element.attrib[name]

    def inner(self, path: str) -> Iterator[str]:
        """Yield where links lead that stay in the atlas, from the atlas's own address on, without their fragments."""
        for link in self.links():
            address = urljoin(HOME + path, link)
            if address.startswith(HOME):
                parts = urlsplit(address.removeprefix(HOME))
                yield unquote(parts.path) + (f"?{parts.query}" if parts.query else "")

    def graph(self) -> list[dict[str, Any]]:
        """Return the nodes that the page holds for machines."""
        (script,) = (one for one in self.tree.iter("script") if one.get("type") == "application/ld+json")
        found = json.loads(script.text or "")
        assert found["@context"] == "https://schema.org"
        return list(found["@graph"])

    def meta(self) -> dict[str, str]:
        """Return the contents of the meta elements by name or property."""
        elements = [*self.tree.iter("meta")]
        return {one.get("name") or one.get("property") or "": one.get("content", "") for one in elements}

    def words(self) -> str:
        """Return the text of the page but its head."""
        body = self.tree.find("body")
        assert body is not None
        return " ".join(" ".join(body.itertext()).split())
