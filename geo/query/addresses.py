"""What each thing of the record is called on the web: the address of its page, and its identifier everywhere.

Pages, the sitemap, JSON-LD, Turtle, citations and files all name a thing by :func:`of`.
"""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["KINDS", "of", "path"]

#: What has a page of its own, with what it is called where many of it are listed.
KINDS = {
    "event": "Events",
    "place": "Places",
    "person": "People",
    "unit": "Units",
    "source": "Sources",
    "disagreement": "Disagreements",
    "tour": "Guided tours",
}


def path(kind: str, thing_id: str = "") -> str:
    """Return where the page of a thing stands below the atlas; without an id, the list of all of its *kind*.

    The slash at the end is a part of it: a folder of files and the app's own server then answer alike.

    Examples
    --------
    >>> path("event", "fight-at-the-ford"), path("place")
    ('event/fight-at-the-ford/', 'place/')
    """
    return f"{kind}/{quote(thing_id, safe='')}/" if thing_id else f"{kind}/"


def of(home_url: str, kind: str, thing_id: str) -> str:
    """Return the address of a thing, which is its identifier; *home_url* is that of the atlas, with a slash at its end.

    Examples
    --------
    >>> of("https://atlas.example.org/", "event", "fight-at-the-ford")
    'https://atlas.example.org/event/fight-at-the-ford/'
    """
    return home_url + path(kind, thing_id)
