"""A record of Linked Places → the properties that a table has: when, what it is called, of what kind, by whom.

Linked Places Format 1.1 to 2.0 (https://github.com/LinkedPasts/linked-places-format).  What
stands in ``properties`` already is left as it is.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from typing import Any

from geo.query import addresses

__all__ = ["is_record", "plain"]

_MEMBERS = ("when", "names", "types", "descriptions", "@id", "relations", "links", "depictions")
_DAY = re.compile(r"(-?\d{1,6})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", re.ASCII)
_OWN = "event:"  # begins the identifiers of events that have no address
_DOUBTS = {"less-certain": "~", "uncertain": "?"}


def is_record(feature: Any) -> bool:
    """Whether a feature says things in the way of Linked Places."""
    return isinstance(feature, Mapping) and any(isinstance(feature.get(name), list | dict | str) for name in _MEMBERS)


def plain(feature: Mapping[str, Any]) -> dict[str, Any]:
    """Return the feature with all that a table can hold among its properties."""
    given = feature.get("properties")
    properties = dict(given) if isinstance(given, Mapping) else {}
    for name, value in _said(feature).items():
        if value and not properties.get(name):
            properties[name] = value
    found = dict(feature) | {"properties": properties}
    identifier = feature.get("@id")
    if isinstance(identifier, str) and found.get("id") is None:
        found["id"] = _short(identifier)
    return found


def _said(feature: Mapping[str, Any]) -> dict[str, str]:
    names = _dicts(feature.get("names"))
    toponyms = [str(name["toponym"]) for name in names if isinstance(name.get("toponym"), str)]
    title = (feature.get("properties") or {}).get("title") if isinstance(feature.get("properties"), Mapping) else ""
    kinds = [_label(kind) for kind in _dicts(feature.get("types"))]
    told = [str(one.get("value") or "") for one in _dicts(feature.get("descriptions"))]
    links = [str(one.get("identifier") or one.get("@id") or "") for one in _dicts(feature.get("links"))]
    return {
        "title": title if isinstance(title, str) and title else next(iter(toponyms), ""),
        "date_edtf": when(feature),
        "variants": "; ".join(dict.fromkeys(name for name in toponyms if name != title)),
        "type": "; ".join(filter(None, kinds)),
        "description": "\n".join(filter(None, told)),
        "link": next(filter(None, links), ""),
    }


def when(feature: Mapping[str, Any]) -> str:
    """Return the time of a record as EDTF: that of its whole, else of its geometry, else of its first name."""
    geometry = feature.get("geometry")
    inner = _dicts(geometry.get("geometries")) if isinstance(geometry, Mapping) else []
    for one in (feature, geometry, *inner, *_dicts(feature.get("names")), *_dicts(feature.get("types"))):
        if isinstance(one, Mapping) and (found := _time(one.get("when"))):
            return found
    return ""


def _time(moment: Any) -> str:
    if not isinstance(moment, Mapping):
        return ""
    spans = _dicts(moment.get("timespans"))
    starts = [text for span in spans if (text := _end(span.get("start"), "earliest"))]
    ends = [text for span in spans if (text := _end(span.get("end"), "earliest"))]
    if not starts and not ends:
        return ""
    first, last = starts[0] if starts else "..", ends[-1] if ends else ".."
    if not ends and all("end" not in span for span in spans):
        last = first if len(spans) == 1 else last
    doubt = _DOUBTS.get(str(moment.get("certainty") or ""), "")
    return first + doubt if first == last else f"{first}{doubt if starts else ''}/{last}{doubt if ends else ''}"


def _end(end: Any, prefer: str) -> str:
    """Return one end of a span: as exact as it is said to be, which is a month or a year where those are its bounds."""
    if isinstance(end, str | int):
        return _edtf(str(end))
    if not isinstance(end, Mapping):
        return ""
    if end.get("in") not in (None, ""):
        return _edtf(str(end["in"]))
    earliest, latest = (_edtf(str(end[name])) if end.get(name) else "" for name in ("earliest", "latest"))
    if whole := _unit(earliest, latest):
        return whole
    return earliest or latest if prefer == "earliest" else latest or earliest


def _unit(earliest: str, latest: str) -> str:
    """Return the month or the year whose first and last day these are; empty if there is none."""
    if len(earliest) != 10 or len(latest) != 10 or earliest[:4] != latest[:4]:
        return earliest if earliest and earliest == latest else ""
    year, month = int(earliest[:4]), int(earliest[5:7])
    if earliest[4:] == "-01-01" and latest[4:] == "-12-31":
        return earliest[:4]
    is_month = earliest[:7] == latest[:7] and earliest[8:] == "01" and 1 <= month <= 12 and year > 0
    return earliest[:7] if is_month and int(latest[8:]) == calendar.monthrange(year, month)[1] else ""


def _edtf(text: str) -> str:
    """Return an ISO date as EDTF, whose years have four digits; anything else as it is, to be complained of."""
    text = text.strip()
    match = _DAY.fullmatch(text)
    if not match:
        return text
    year, month, day = match.groups()
    sign = "-" if year.startswith("-") else ""
    return "-".join(filter(None, [f"{sign}{int(year.lstrip('-')):04d}", month, day]))


def _label(kind: Mapping[str, Any]) -> str:
    labels = _dicts(kind.get("sourceLabels"))
    return str(kind.get("label") or kind.get("sourceLabel") or next((one.get("label") for one in labels), "") or "")


def _short(identifier: str) -> str:
    """Return the part of an address that names the record: the id of an event of an atlas, else all of it."""
    if identifier.startswith(_OWN):
        return identifier.removeprefix(_OWN)
    return addresses.thing_in(identifier, "event") or identifier


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    found: Iterator[Any] = iter(value if isinstance(value, list) else [value] if isinstance(value, Mapping) else [])
    return [one for one in found if isinstance(one, Mapping)]
