"""What the pages of things share: how each is cited, where its map looks, how rows speak of events and works.

And what rests on a work: the figures read in it, and the events that cite it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from geo.citation import items, styles
from geo.citation.short_titles import short_title
from geo.content.figures import losses
from geo.content.figures.losses import Figure
from geo.content.panel import where_text
from geo.core.edtf import spoken
from geo.query import addresses
from geo.record.tables import Dataset
from geo.site import machine
from geo.site.listed import way
from geo.site.page import Crumb, Page

__all__ = ["by_time", "figures_of", "mention", "names", "rests_of", "thing_page", "to", "works"]

_ROOT = "../../"


def to(kind: str, thing_id: str) -> str:
    """Return the way from the page of a thing to that of another."""
    return _ROOT + addresses.path(kind, thing_id)


def thing_page(
    dataset: Dataset,
    home_url: str,
    kind: str,
    thing_id: str,
    *,
    title: str,
    description: str,
    crumbs: list[Crumb],
    node: dict[str, Any],
    values: dict[str, Any],
    place_id: str = "",
    item: Any = None,
    is_ours: bool = True,
) -> Page:
    """Return a page with how to cite it; *place_id* is where its map looks, *item* what is cited, by default the page.

    Parameters
    ----------
    is_ours : what is cited is an entry of the atlas, so that the page is its own and tags describe it.
    """
    address = addresses.of(home_url, kind, thing_id) if home_url else ""
    cited = item or items.view(title, address)
    return Page(
        path=addresses.path(kind, thing_id),
        template=f"{kind}.html",
        title=title,
        description=description,
        crumbs=crumbs,
        way=way(dataset, kind, thing_id),
        picture=f"{addresses.path('place', place_id)}map.jpg" if place_id else "",
        linked=[node],
        tags=machine.tags(cited) if is_ours else (),
        values={
            **values,
            "to": to,
            "map": _map(dataset, place_id),
            "cited": cited,
            "coins": machine.coins(cited),
            "cite": partial(styles.cite, cited),
            "is_ours": is_ours,
        },
    )


def _map(dataset: Dataset, place_id: str) -> dict[str, str] | None:
    """Return what a page says of its map picture."""
    if not place_id:
        return None
    row = dataset.places.loc[place_id]
    return {
        "path": f"{addresses.path('place', place_id)}map.svg",
        "place_id": place_id,
        "title": row["title"],
        "country": row["country_then"],
        "known": where_text({**row.to_dict(), "place_id": place_id}),
    }


def mention(dataset: Dataset, row: dict[str, Any]) -> dict[str, Any]:
    """Return what a row says of its event and its source."""
    event = dataset.events.loc[row["event_id"]]
    return {
        "event_id": row["event_id"],
        "event": event["title"],
        "date": spoken(event["date_edtf"]),
        "source_id": row["source_id"],
        "source": short_title(dataset, row["source_id"]),
        "locator": row["locator"],
    }


def by_time(dataset: Dataset, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return *rows* in the order of time of their events."""
    return sorted(rows, key=lambda row: dataset.events.index.get_loc(row["event_id"]))


def names(dataset: Dataset, subject_id: str, title: str) -> list[tuple[str, str]]:
    """Return language and name of each other name of a thing, once."""
    rows = dataset.rows("names", "subject_id", subject_id)
    return list(dict.fromkeys((row["lang"], row["toponym"]) for row in rows if row["toponym"] != title))


def works(dataset: Dataset, ids: str) -> list[tuple[str, str]]:
    """Return id and short title of the works that a cell names."""
    return [(one, short_title(dataset, one)) for one in dict.fromkeys(ids.split(", ")) if one]


def figures_of(dataset: Dataset, source_id: str) -> list[tuple[str, str, Figure]]:
    """Return id and title of the event of each figure that the atlas takes from a work, and the figure."""
    return [
        (one["event_id"], dataset.events.at[one["event_id"], "title"], figure)
        for one in by_time(dataset, dataset.rows("claims", "source_id", source_id))
        for figure in losses.figures(dataset, dataset.event(one["event_id"]), [one])
    ]


def rests_of(dataset: Dataset, source_id: str) -> list[tuple[str, str, str, str]]:
    """Return id, title and date of each event that rests on a work, and where in the work."""
    where: dict[str, list[str]] = {}
    for one in by_time(dataset, dataset.rows("event_sources", "source_id", source_id)):
        where.setdefault(one["event_id"], []).append(one["locator"])
    events = dataset.events
    return [
        (one, events.at[one, "title"], spoken(events.at[one, "date_edtf"]), "; ".join(dict.fromkeys(locators)))
        for one, locators in where.items()
    ]
