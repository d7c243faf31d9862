"""What is said where there is no page: that the id names nothing, and which may have been meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geo.core.folding import slug
from geo.query import addresses
from geo.query.nearest import nearest
from geo.record.tables import Dataset
from geo.site.host import Host
from geo.site.listed import crumb, things
from geo.site.page import Page, html

__all__ = ["everywhere", "html_of", "outside", "page"]


def page(dataset: Dataset, kind: str, thing_id: str) -> Page:
    """Return the page for an id of *kind* that names nothing; another kind than those with pages has no proposals."""
    has_pages = kind in addresses.KINDS
    titles = things(dataset, kind) if has_pages else {}
    rows = [(addresses.path(kind, one), titles[one], one) for one in nearest(slug(thing_id[:100]), titles)]
    return Page(
        path=addresses.path(kind, "unknown"),
        template="missing.html",
        title="There is no such page",
        description="This address leads to nothing in the atlas.",
        crumbs=[crumb(kind)] if has_pages else [],
        values={"kind": kind, "wanted": thing_id[:100], "rows": rows},
    )


def html_of(dataset: Dataset, kind: str, thing_id: str) -> str:
    """Return the same as HTML, without an address of its own."""
    return html(page(dataset, kind, thing_id), dataset.atlas, Host())


def outside(dataset: Dataset, name: str, pages: Mapping[str, str]) -> str:
    """Return what is said, at the atlas's own address, of a name that is none of the app's pages, as HTML.

    Parameters
    ----------
    pages : titles of those pages by address.
    """
    found = page(dataset, "page", name)
    rows = [(one, pages[one], one) for one in nearest(slug(name[:100]), filter(None, pages))]
    return html(replace(found, values={**found.values, "rows": rows}), dataset.atlas, Host(), root="./")


def everywhere(dataset: Dataset, host: Host) -> str:
    """Return what a host of files answers where it has none, at any depth: its links begin with the atlas's address."""
    found = Page(
        path="",
        template="missing.html",
        title="There is no such page",
        description="This address leads to nothing in the atlas.",
        values={"kind": "", "wanted": "", "rows": []},
    )
    return html(found, dataset.atlas, host, root=host.home_url)
