"""One page of the record as HTML: what all of them share, round what each says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from geo.about import VERSION
from geo.citation import attribution
from geo.core import templating
from geo.core.json_text import dumps
from geo.query import addresses
from geo.record.atlas import Atlas
from geo.site import sheet
from geo.site.host import Host

__all__ = ["Crumb", "Page", "Way", "html", "root_of"]

_MOST_LETTERS = 300  # of a description


@dataclass(frozen=True)
class Crumb:
    """One stop of the way that leads to a page: its title, and its address from the atlas's own on."""

    title: str
    path: str


@dataclass(frozen=True)
class Way:
    """The pages before and after, each with its address from the atlas's own on, or ``None``."""

    before: Crumb | None = None
    after: Crumb | None = None


@dataclass(frozen=True)
class Page:
    """What one page says.

    Attributes
    ----------
    path : its address from the atlas's own on.
    template : of ``geo/templates/record``; it gets *values*.
    description : one sentence or two for those who list the page elsewhere.
    crumbs : the way to it, without the atlas and without the page itself.
    picture : address of a picture of it, from the atlas's own on; empty for that of the whole.
    linked : what it says for machines, as nodes of a graph of schema.org.
    tags : what reference managers read, as names and contents.
    """

    path: str
    template: str
    title: str
    description: str
    values: Mapping[str, Any]
    crumbs: Sequence[Crumb] = ()
    way: Way = field(default_factory=Way)
    picture: str = ""
    linked: Sequence[Mapping[str, Any]] = ()
    tags: Sequence[tuple[str, str]] = ()
    kind: str = "article"


def root_of(path: str) -> str:
    """Return the way from the page at *path* up to the atlas.

    Examples
    --------
    >>> root_of("event/fight-at-the-ford/"), root_of("")
    ('../../', './')
    """
    return "../" * path.count("/") or "./"


def html(page: Page, atlas: Atlas, host: Host, root: str = "") -> str:
    """Return *page* as HTML; every text in it is escaped.

    Parameters
    ----------
    root : how links to the atlas begin; by default the way up from the page.
    """
    root = root or root_of(page.path)
    graph = [*page.linked, _way_here(page, atlas, host)]
    text = dumps({"@context": "https://schema.org", "@graph": graph})
    return templating.html(
        f"record/{page.template}",
        page=page,
        atlas=atlas,
        host=host,
        root=root,
        address=host.home_url + page.path if host.home_url else "",
        description=_shortened(page.description),
        # not "picture": templates import a macro of that name, which would stand in its place
        image=host.home_url + (page.picture or "assets/icon.png"),
        kinds=addresses.KINDS,
        sheet=sheet.NAME,
        faces=sheet.faces,
        version=VERSION,
        licence=attribution.LICENCE,
        licence_url=attribution.LICENCE_URL,
        linked=Markup(text.replace("<", "\\u003c").replace("&", "\\u0026")),  # noqa: S704 - JSON that is safe in HTML
        **page.values,
    )


def _shortened(text: str) -> str:
    """Return the first sentences of *text*, to be shown elsewhere."""
    if len(text) <= _MOST_LETTERS:
        return text
    cut = text[:_MOST_LETTERS]
    return cut[: cut.rfind(". ") + 1] or f"{cut[: cut.rfind(' ')]} …"


def _way_here(page: Page, atlas: Atlas, host: Host) -> dict[str, Any]:
    """Return the way to the page for machines."""
    here = [Crumb(page.title, page.path)] if page.path else []
    stops = [Crumb(atlas.short_title, ""), *page.crumbs, *here]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": stop.title, "item": host.home_url + stop.path}
            for number, stop in enumerate(stops, 1)
        ],
    }
