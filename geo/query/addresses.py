"""What each thing of the record is called on the web: the address of its page, and its identifier everywhere.

Pages, the sitemap, JSON-LD, Turtle, citations, codes and files all name a thing by :func:`of`.  A link that opens the
map (``?event=…``) is another thing: what somebody looks at, not what something is called.
"""

from __future__ import annotations

from urllib.parse import parse_qs, quote, unquote, urlsplit

__all__ = ["KINDS", "of", "path", "thing_in"]

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


def thing_in(address: str, kind: str) -> str:
    """Return the id of the thing of a *kind* that an address names, in whatever atlas; empty if it names none.

    Two sorts of address are understood: that of its page, and a link that opens the map, by which files named events
    before.

    Examples
    --------
    >>> thing_in("https://atlas.example.org/event/fight-at-the-ford/", "event")
    'fight-at-the-ford'
    >>> thing_in("https://atlas.example.org/?event=fight-at-the-ford&from=1920", "event")
    'fight-at-the-ford'
    >>> thing_in("https://atlas.example.org/place/the-ford/", "event")
    ''
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if asked := parse_qs(parts.query).get(kind):
        return asked[0]
    before, _, last = parts.path.rstrip("/").rpartition("/")
    return unquote(last) if f"/{before}".endswith(f"/{kind}") else ""
