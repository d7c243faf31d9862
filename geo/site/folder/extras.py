"""What stands beside the pages: the search and its names, the feed of changes, the list of all addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from geo.about import CONTRIBUTORS
from geo.core import templating
from geo.core.edtf import spoken
from geo.core.folding import fold
from geo.core.json_text import dumps
from geo.query import addresses
from geo.record.files import prose
from geo.record.tables import Dataset
from geo.site import site
from geo.site.host import Host
from geo.site.listed import things
from geo.site.page import Page, html

__all__ = ["FILES"]

_SINGULAR = {
    "event": "event", "place": "place", "person": "person", "unit": "unit", "source": "work",
    "disagreement": "disagreement", "tour": "guided tour",
}  # fmt: skip


def _search(dataset: Dataset, host: Host) -> str:
    """Return the page of the search."""
    lead = "Search the events, places, people, units and works of the atlas, in any recorded spelling."
    return html(Page("search/", "search.html", "Search", lead, {}, kind="website"), dataset.atlas, host)


def _names(dataset: Dataset, _: Host) -> str:
    """Return every name as a script, which a page opened from a disk may load as well."""
    kinds = list(_SINGULAR.items())
    rows = [row for number, (kind, _title) in enumerate(kinds) for row in _rows(dataset, number, kind)]
    return f"self.atlasNames={dumps({'kinds': kinds, 'rows': rows})};\n"


def _rows(dataset: Dataset, number: int, kind: str) -> Iterator[list[Any]]:
    names = dataset.names.groupby("subject_id")["toponym"].agg(list).to_dict()
    for thing_id, title in things(dataset, kind).items():
        own = [title, *names.get(thing_id, ())]
        if kind == "source":
            own.append(dataset.sources.at[thing_id, "title"])
        text = dataset.events.at[thing_id, "search"] if kind == "event" else " ".join(map(fold, own))
        foreign = " ".join(name.lower() for name in own if not name.isascii())
        note = spoken(dataset.events.at[thing_id, "date_edtf"]) if kind == "event" else ""
        yield [number, thing_id, title, note, f"{text} {foreign}".strip()]


def _feed(dataset: Dataset, host: Host) -> str:
    """Return the changes of the data, version by version, as an Atom feed."""
    entries = list(_changes(dataset, host))
    return templating.html(
        "record/feed.xml",
        atlas=dataset.atlas,
        home_url=host.home_url,
        author=CONTRIBUTORS,
        updated=max((entry["day"] for entry in entries), default="1970-01-01"),
        entries=entries,
    )


def _changes(dataset: Dataset, host: Host) -> Iterator[dict[str, str]]:
    """Yield a note for each part of each dated version of the change log, the newest version first."""
    text = prose.text(prose.CHANGES)
    for section in re.split(r"^(?=## )", text, flags=re.MULTILINE):
        one = prose.VERSION.match(section)
        if one is None:
            continue
        for part in re.split(r"^### ", section, flags=re.MULTILINE)[1:]:
            heading, _, lines = part.partition("\n")
            points = [" ".join(line.split()) for line in re.split(r"^- ", lines, flags=re.MULTILINE)[1:]]
            yield {
                "version": one["version"],
                "day": one["day"],
                "title": f"{one['version']}: {heading.strip()}",
                "body": "".join(f"<li>{_linked(dataset, host, point)}</li>" for point in points),
            }


def _linked(dataset: Dataset, host: Host, text: str) -> str:
    """Return a line of the change log as HTML, its ids of events as links."""

    def link(match: re.Match[str]) -> str:
        event_id = match[1]
        if event_id not in dataset.events.index:
            return f"<code>{event_id}</code>"
        return f'<a href="{escape(addresses.of(host.home_url, "event", event_id))}">{event_id}</a>'

    return re.sub(r"`([^`]+)`", link, escape(text))


def _sitemap(dataset: Dataset, host: Host) -> str:
    """Return the addresses of all pages."""
    urls = "".join(f"<url><loc>{escape(host.home_url + path)}</loc></url>\n" for path in ("", *site.paths(dataset)))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{urls}</urlset>\n"


def _robots(_: Dataset, host: Host) -> str:
    """Return that everything may be read, and where the list of addresses is."""
    return f"User-agent: *\nAllow: /\nSitemap: {host.home_url}sitemap.xml\n"


#: Media type and maker of each file, by its address.
FILES: dict[str, tuple[str, Callable[[Dataset, Host], str]]] = {
    "search/": ("text/html; charset=utf-8", _search),
    "search/names.js": ("text/javascript", _names),
    "feed.xml": ("application/atom+xml", _feed),
    "sitemap.xml": ("application/xml", _sitemap),
    "robots.txt": ("text/plain", _robots),
}
