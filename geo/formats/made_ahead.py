"""What the map loads of a visitor's own events: of many it is made while the visitor still reads how many they are.

It takes seconds for hundreds of thousands, and one thread for all visitors; between its pieces others go on.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from weakref import WeakKeyDictionary, ref

from geo.core.json_text import dumps
from geo.formats import columnar
from geo.formats.layers import features
from geo.record.tables import Dataset

__all__ = ["Body", "begin", "body"]

#: Bytes and their media type.
Body = tuple[bytes, str]
_MANY = 10_000
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="made-ahead")
_begun: WeakKeyDictionary[Dataset, Future[Body | None]] = WeakKeyDictionary()


def begin(dataset: Dataset) -> None:
    """Begin to make what the map will load of *dataset*, if it is large; nothing is made once that is let go."""
    if len(dataset.events) < _MANY or dataset in _begun:
        return
    held = ref(dataset)

    def make() -> Body | None:
        found = held()
        return None if found is None else _made(found)

    _begun[dataset] = _thread.submit(make)


def body(dataset: Dataset) -> Body:
    """Return what the map loads of *dataset*, and forget it: it is the visit's from now on."""
    begun = _begun.pop(dataset, None)
    return (begun.result() if begun else None) or _made(dataset)


def _made(dataset: Dataset) -> Body:
    events = dataset.events
    if columnar.address(dataset).endswith(".geojson"):
        return dumps(features.collection(dataset, events)).encode(), "application/geo+json"
    return columnar.columns(dataset, events).encode(), "application/json"
