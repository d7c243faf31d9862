"""What goes between the app and the process that reads a file: JSON and Arrow tables, nothing that could run.

A message is a line of JSON, and behind it the tables that it numbers as Arrow streams.  What
comes back is believed as little as the file itself: only known kinds of columns are taken, and
Arrow checks every offset and every letter.
"""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

__all__ = ["Message", "received", "send"]

_LENGTH = struct.Struct(">Q")
_BETWEEN = "\x1f"  # of the parts of a tuple; no text that was read holds it
_TYPES = (pa.large_string(), pa.int64(), pa.float64(), pa.bool_())
_BATCH_ROWS = 20_000

#: Values as JSON knows them, tables by name, bytes by name.
Message = tuple[Mapping[str, Any], dict[str, pd.DataFrame], dict[str, bytes]]


def send(pipe: BinaryIO, message: Message) -> None:
    """Write *message* to *pipe*, table by table, without a second copy of any."""
    values, frames, blobs = message
    packed = [(name, frame, _head(frame)) for name, frame in frames.items()]
    sizes = {name: len(body) for name, body in blobs.items()}
    head = json.dumps({"values": values, "frames": [(name, one) for name, _, one in packed], "blobs": sizes}).encode()
    pipe.write(_LENGTH.pack(len(head)))
    pipe.write(head)
    for _, frame, _ in packed:
        _write(pipe, frame)
    for body in blobs.values():
        pipe.write(body)
    pipe.flush()


def received(pipe: BinaryIO, most_bytes: int) -> Message:
    """Return the message that comes next.

    Raises
    ------
    EOFError
        If the other side ends before it has said all.
    ValueError
        If it is longer than *most_bytes*, or no such message.
    """
    limited = _Limited(pipe, most_bytes)
    head = json.loads(limited.all_of(_LENGTH.unpack(limited.all_of(_LENGTH.size))[0]))
    frames = {name: _frame(one, limited) for name, one in head["frames"]}
    return head["values"], frames, {name: limited.all_of(int(size)) for name, size in head["blobs"].items()}


class _Limited(io.RawIOBase):
    """A pipe from which no more than so many bytes are taken."""

    def __init__(self, pipe: BinaryIO, most_bytes: int) -> None:
        super().__init__()
        self._pipe, self._left = pipe, most_bytes

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= self._left:
            raise ValueError(f"a message has {size:,} bytes more where {self._left:,} are allowed")
        self._left -= size
        return self._pipe.read(size)

    def all_of(self, size: int) -> bytes:
        """Return as many bytes, not fewer."""
        found = self.read(size)
        if len(found) < size:
            raise EOFError
        return found


def _columns(frame: pd.DataFrame) -> list[pd.Series]:
    return [pd.Series(frame.index.array), *(frame.iloc[:, place] for place in range(frame.shape[1]))]


def _head(frame: pd.DataFrame) -> dict[str, Any]:
    kinds = [_kind(values) for values in _columns(frame)]
    return {"columns": [str(name) for name in frame.columns], "index": frame.index.name, "kinds": kinds}


def _kind(values: pd.Series) -> str:
    """Return what a column is to become again."""
    is_tuple = values.dtype == object and len(values) and isinstance(values.iloc[0], tuple)
    return "tuple" if is_tuple else str(values.dtype)


def _write(pipe: BinaryIO, frame: pd.DataFrame) -> None:
    arrays = [_array(values, _kind(values)) for values in _columns(frame)]
    whole = pa.table({str(place): array for place, array in enumerate(arrays)})
    sink = pa.PythonFile(pipe, mode="w")
    with pa.ipc.new_stream(sink, whole.schema) as writer:
        writer.write_table(whole, max_chunksize=_BATCH_ROWS)


def _array(values: pd.Series, kind: str) -> pa.Array:
    if kind == "tuple":
        return pa.array([_BETWEEN.join(parts) for parts in values], pa.large_string())
    if kind == "object":
        return pa.array(list(values), pa.large_string(), from_pandas=True)
    if kind == "str":
        return pa.array(values).cast(pa.large_string())
    return pa.array(values.to_numpy(), from_pandas=False)


def _frame(head: Mapping[str, Any], pipe: _Limited) -> pd.DataFrame:
    with pa.ipc.open_stream(pa.PythonFile(pipe, mode="r")) as stream:
        if any(column.type not in _TYPES for column in stream.schema):
            raise ValueError(f"a table has a column of a kind that none has: {stream.schema.types}")
        whole = stream.read_all()
    whole.validate(full=True)
    columns = [_series(whole.column(place), kind) for place, kind in enumerate(head["kinds"])]
    del whole
    index = pd.Index(columns[0].array, name=head["index"])
    named = {place: column.set_axis(index) for place, column in enumerate(columns[1:])}
    frame = pd.DataFrame(named, index=index, copy=False)
    return frame.set_axis(pd.Index(head["columns"], dtype="str"), axis=1)


_MADE: Mapping[str, Callable[[pd.Series], pd.Series]] = {
    "str": lambda values: values.astype("str"),
    "object": lambda values: values.astype(object),
    "int64": lambda values: values.astype("int64"),
    "float64": lambda values: values.astype("float64"),
    "bool": lambda values: values.astype("bool"),
}


def _series(column: pa.ChunkedArray, kind: str) -> pd.Series:
    values = column.to_pandas()
    if kind != "tuple":
        return _MADE[kind](values)
    known: dict[str, tuple[str, ...]] = {}  # one tuple for all rows that have the same
    return pd.Series([known.setdefault(text, _parts(text)) for text in values], dtype=object)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split(_BETWEEN)) if text else ()
