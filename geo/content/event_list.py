"""What stands beside a map, as HTML: the list of the events shown, or the panel of one of them with its ways onward.

Beside the app's map a link leads to ``?event=…``; in the offline file, which has no server, to ``#event/…``.
Both come from one template of macros, ``links.html``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from markupsafe import Markup

from geo.content.outline import FEW, Entry, Heading, by_time, nested
from geo.content.panel import cited, html, panel
from geo.core import templating
from geo.core.edtf import spoken
from geo.query import search
from geo.record.event_names import by_language
from geo.record.precision import located
from geo.record.tables import Dataset

__all__ = [
    "MOST_LISTED",
    "MOST_STANDING",
    "Item",
    "Whole",
    "brief_html",
    "head_html",
    "items",
    "list_html",
    "make_ready",
    "offline_html",
    "panel_html",
    "rows_html",
    "whole",
]

#: The list of so many events stands in a page as a whole, and the page is told which of them are shown.
MOST_STANDING = 1000
#: Of more, so many of those shown are listed, on the map and not on it; the rest is counted.
MOST_LISTED = 200
#: Rendered items of a list that are kept; a few hundred bytes each.
_MOST_KEPT = 4000
_MOST_READY = 500  # works; each takes some milliseconds
_NO_STOP = ' tabindex="-1"'
_COLUMNS = ["kind", "title", "date_edtf", "place_title", "approximation_km"]


@dataclass(frozen=True)
class Item:
    """One event in a list; *place* comes with the doubt about it."""

    event_id: str
    kind: str
    title: str
    date: str
    place: str

    @property
    def caption(self) -> str:
        """Date and place in one line."""
        return " · ".join(part for part in (self.date, self.place) if part)


def items(dataset: Dataset, events: pd.DataFrame, lang: str = "en") -> list[Item]:
    """Return *events*, rows of *dataset*, as items with their titles in *lang*.

    Column by column: a row at a time, pandas takes ten times as long, on every step of every visitor.
    """
    names = {} if lang == "en" else by_language(dataset)
    cells = (events[name].tolist() for name in _COLUMNS)
    return [
        Item(event_id, kind, names.get(event_id, {}).get(lang, title), spoken(date), located(place, km))
        for event_id, kind, title, date, place, km in zip(events.index, *cells, strict=True)
    ]


@dataclass(frozen=True)
class Whole:
    """The list of all events, which stays as it is while other events of it are shown.

    Attributes
    ----------
    html : the list, a piece of a page.
    order : ids of its events as they stand in it, folded ones among them.
    """

    html: str
    order: Sequence[str]

    def flags(self, events: pd.DataFrame) -> str:
        """Return which of the list are among *events*: a bit each, in its order, as hexadecimal digits."""
        shown = set(events.index)
        return np.packbits([event_id in shown for event_id in self.order]).tobytes().hex()


def list_html(dataset: Dataset, events: pd.DataFrame, lang: str = "en", most: int = MOST_LISTED) -> str:
    """Return the list of *events* as HTML: those on the map, and below them those without a place on it.

    Parameters
    ----------
    most : so many are listed, on the map and not on it; the rest is counted.
    """
    return head_html(dataset, events) + rows_html(dataset, events, lang, most)


def head_html(dataset: Dataset, events: pd.DataFrame, query: str = "", flags: str | None = None) -> str:
    """Return what stands over the list of *events* as HTML: how many are on the map, or what to do if there are none.

    Parameters
    ----------
    query : the words that they were searched by; where that found none, the nearest names are proposed.
    flags : of the :class:`Whole` list that stands below it; ``None`` for a list of *events* alone.
    """
    count, total = events["status"].tolist().count("plotted"), len(dataset.plotted)
    return templating.html(
        "list_head.html",
        heading=f"{count:,}{'' if count == total else f' of {total:,}'} event{'' if total == 1 else 's'}",
        is_empty=not len(events),
        nearest=search.find(dataset, query).nearest if query and not len(events) and not dataset.is_own else (),
        query=query,
        flags=flags,
    )


def rows_html(dataset: Dataset, events: pd.DataFrame, lang: str = "en", most: int = MOST_LISTED) -> str:
    """Return *events* as lists in HTML, without what stands over them; *most* as for :func:`list_html`."""
    html, _ = _rows_html(dataset, events, lang, most)
    return html


def whole(dataset: Dataset, lang: str = "en") -> Whole | None:
    """Return the list of all events of *dataset*; ``None`` if they are too many to stand in a page."""
    if len(dataset.events) > MOST_STANDING:
        return None
    made = _WHOLE.setdefault(dataset, {})
    if lang not in made:
        html, order = _rows_html(dataset, dataset.events, lang, MOST_STANDING)
        made[lang] = Whole(html, order)
    return made[lang]


#: Lists by dataset and language, for as long as somebody has the dataset open.
_WHOLE: WeakKeyDictionary[Dataset, dict[str, Whole]] = WeakKeyDictionary()


def _rows_html(dataset: Dataset, events: pd.DataFrame, lang: str, most: int) -> tuple[str, list[str]]:
    """Return lists of *events* as HTML, and the ids in them in the order in which they stand there."""
    is_plotted = (events["status"] == "plotted").to_numpy()
    count = int(is_plotted.sum())
    shown = [np.flatnonzero(mask)[:most] for mask in (is_plotted, ~is_plotted)]
    on_map, elsewhere = (_headings(dataset, events, rows) for rows in shown)
    links = _linked(dataset, events, np.concatenate(shown), lang)
    for first in (_first(headings) for headings in (on_map, elsewhere)):
        if first:  # each list is one stop of the tab key
            links[first] = links[first].replace(_NO_STOP, "")
    html = templating.html(
        "list.html",
        rows=partial(_rows, links=links),
        on_map=on_map,
        elsewhere=elsewhere,
        few=FEW,
        elsewhere_count=len(events) - count,
        unlisted=max(count - most, 0),
        elsewhere_unlisted=max(len(events) - count - most, 0),
    )
    return html, [id_ for headings in (on_map, elsewhere) for one in headings for id_ in _ids(one.entries)]


def _ids(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield entry.event_id
        yield from _ids(entry.parts)


def _headings(dataset: Dataset, events: pd.DataFrame, rows: np.ndarray) -> list[Heading]:
    """Return the events in *rows* as they stand in the list: by time, and parts under their whole."""
    ids, years, wholes = (of[rows].tolist() for of in (events.index, events["year"].array, events["part_of"].array))
    return by_time(nested(ids, wholes), dict(zip(ids, years, strict=True)), dataset.years)


def offline_html(dataset: Dataset, events: pd.DataFrame, what: str, lang: str = "en") -> Markup:
    """Return the list of *events* for the offline file, as HTML: all of them, under the headings of :func:`list_html`.

    Parameters
    ----------
    what : the name of the list, for who does not see it.
    """
    links = {
        item.event_id: templating.html("list_item.html", item=item, is_offline=True)
        for item in items(dataset, events, lang)
    }
    found = templating.html(
        "export/list.html",
        headings=_headings(dataset, events, np.arange(len(events))),
        what=what,
        rows=partial(_rows, links=links, is_offline=True),
    )
    return Markup(found)  # noqa: S704 - as rendered


def _rows(entries: Iterable[Entry], links: Mapping[str, str], is_offline: bool = False) -> Markup:
    """Return *entries* as list items in HTML."""
    # joined here, since a template that calls itself for each of them takes ten times as long
    rows = (
        f"<li>{links[entry.event_id]}{_parts(entry, links, is_offline) if entry.parts else ''}</li>"
        for entry in entries
    )
    return Markup("".join(rows))  # noqa: S704 - as rendered


def _parts(entry: Entry, links: Mapping[str, str], is_offline: bool) -> str:
    rows = _rows(entry.parts, links, is_offline)
    return templating.html("list_parts.html", size=entry.size - 1, rows=rows, is_offline=is_offline)


def _first(headings: Iterable[Heading]) -> str:
    """Return the first event that is to be seen under *headings*; empty if there is none."""
    return next((heading.entries[0].event_id for heading in headings if not heading.is_folded), "")


def brief_html(listed: Iterable[Item], links: Mapping[str, str]) -> str:
    """Return a short list as HTML: titles and dates; *links* holds the address of each event's panel, or nothing."""
    return templating.html("list_brief.html", items=listed, links=links)


def _linked(dataset: Dataset, events: pd.DataFrame, rows: np.ndarray, lang: str) -> dict[str, str]:
    """Return the link to each event in *rows* as HTML, by id."""
    ids = events.index[rows].tolist()
    kept = {} if dataset.is_own else _kept(dataset, lang)  # a visitor's own events are not to be kept
    known = {event_id: text for event_id in ids if (text := kept.get(event_id)) is not None}
    missing = [event_id for event_id in ids if event_id not in known]
    new = items(dataset, events.loc[missing, _COLUMNS], lang) if missing else []
    made = {item.event_id: templating.html("list_item.html", item=item, is_offline=False) for item in new}
    if len(kept) + len(made) > _MOST_KEPT:  # of a large package; another visitor may read it at this moment
        kept.clear()
    kept.update(made)
    known |= made
    return known


@lru_cache(maxsize=4)
def _kept(_dataset: Dataset, _lang: str) -> dict[str, str]:
    """Return what has been rendered of the atlas's events in a language, to be added to; at most :data:`_MOST_KEPT`."""
    return {}


def panel_html(dataset: Dataset, events: pd.DataFrame, event_id: str, lang: str = "en") -> str:
    """Return the panel of an event as HTML, between the ways back and along *events* and those to related events."""
    content = panel(dataset, event_id, events, lang)
    return templating.html("way.html", panel=content) + html(content) + templating.html("onward.html", panel=content)


def make_ready(dataset: Dataset) -> None:
    """Make what the first visitors would wait for: the works as they are cited, the tables by event, the templates."""
    for source_id in dataset.sources.index[:_MOST_READY]:
        cited(dataset, source_id)
    list_html(dataset, dataset.events)
    whole(dataset)
    for event_id in dataset.events.index[:1]:
        panel_html(dataset, dataset.events, event_id)
