"""The further pages of an event or a work: a section, or a part of one, that does not fit on the page itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from geo.content.panel import html as panel_html
from geo.content.panel import panel
from geo.errors import NotFoundError
from geo.query import addresses
from geo.record.tables import Dataset
from geo.site import further
from geo.site.further import Section
from geo.site.host import Host
from geo.site.page import Crumb, Page, Way, root_of
from geo.site.shared import figures_of, rests_of

__all__ = ["page"]

_INDENT = re.compile(r"\n\s+")


def page(dataset: Dataset, host: Host, kind: str, thing_id: str, rest: str, whole: Page) -> Page:
    """Return the page at *rest* below that of a thing, which is *whole*.

    Raises
    ------
    NotFoundError
        If there is none.
    """
    found = further.section_at(dataset, kind, thing_id, rest)
    if found is None:
        raise NotFoundError(f"there is no page {rest!r} of the {kind} {thing_id!r}")
    section, number = found
    path = whole.path + section.address(number)
    title = further.named(whole.title, section, number)
    address = host.home_url + path
    node: dict[str, Any] = {"@type": "WebPage", "@id": address, "url": address, "name": title}
    node["isPartOf"] = {"@id": host.home_url + whole.path}
    back = Crumb(whole.title, whole.path)
    values = _VALUES[kind](dataset, thing_id, section, number, root_of(path))
    return Page(
        path=path,
        template=f"{kind}_section.html",
        title=title,
        description=f"{section.words[:1].upper()}{section.words[1:]}: {whole.title}.",
        values={"whole": back, **values},
        crumbs=[*whole.crumbs, back],
        way=_way(whole, section, number),
        picture=whole.picture,
        linked=[node],
    )


def _way(whole: Page, section: Section, number: int) -> Way:
    def at(other: int) -> Crumb | None:
        if not 1 <= other < len(section.breaks):
            return None
        return Crumb(further.named(whole.title, section, other), whole.path + section.address(other))

    return Way(at(number - 1), at(number + 1))


def _leads(root: str) -> Callable[[str, str], str]:
    return lambda kind, thing_id: root + addresses.path(kind, thing_id)


def _of_event(dataset: Dataset, event_id: str, section: Section, number: int, root: str) -> dict[str, Any]:
    said = further.only(panel(dataset, event_id), section, number)
    body = panel_html(said, _leads(root), level=1, is_part=True)
    return {"body": Markup(_INDENT.sub("\n", body))}  # noqa: S704 - made by an escaping template


def _of_source(dataset: Dataset, source_id: str, section: Section, number: int, root: str) -> dict[str, Any]:
    start, end = section.breaks[number - 1 : number + 1]
    is_figures = section.name == "figures"
    return {
        "to": _leads(root),
        "figures": figures_of(dataset, source_id)[start:end] if is_figures else [],
        "rests": [] if is_figures else rests_of(dataset, source_id)[start:end],
    }


_VALUES = {"event": _of_event, "source": _of_source}
