"""What goes between the app and the process that reads a file: JSON and Arrow tables, nothing that could run.

A message is a line of JSON, and behind it the tables that it numbers as Arrow streams.  What
comes back is believed as little as the file itself: only known kinds of columns are taken, and
Arrow checks every offset and every letter.
"""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

__all__ = ["Message", "received", "send"]

_LENGTH = struct.Struct(">Q")
_BETWEEN = "\x1f"  # of the parts of a tuple; no text that was read holds it
_TYPES = (pa.large_string(), pa.int64(), pa.float64(), pa.bool_())
_BATCH_ROWS = 20_000
_SAME = "same"  # a column of one text alone: that is sent once
_OFFSET_BYTES = 8

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
    for _, frame, one in packed:
        _write(pipe, frame, one["kinds"])
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
        if size < 0:
            raise ValueError("a message is read piece by piece")
        self.count(size)
        return self._pipe.read(size)

    def count(self, size: int) -> None:
        """Count *size* bytes more that have not come through the pipe."""
        if size > self._left:
            raise ValueError(f"a message has {size:,} bytes more where {self._left:,} are allowed")
        self._left -= size

    def all_of(self, size: int) -> bytes:
        """Return as many bytes, not fewer."""
        found = self.read(size)
        if len(found) < size:
            raise EOFError
        return found


def _columns(frame: pd.DataFrame) -> list[pd.Series]:
    return [pd.Series(frame.index.array), *(frame.iloc[:, place] for place in range(frame.shape[1]))]


def _head(frame: pd.DataFrame) -> dict[str, Any]:
    index, *columns = _columns(frame)
    kinds = [str(index.dtype), *(_kind(values) for values in columns)]
    same = {place: frame.iloc[0, place - 1] for place, kind in enumerate(kinds) if kind == _SAME}
    return {"columns": [str(name) for name in frame.columns], "index": frame.index.name, "kinds": kinds, "same": same}


def _kind(values: pd.Series) -> str:
    """Return what a column is to become again."""
    if values.dtype == object and len(values) and isinstance(values.iloc[0], tuple):
        return "tuple"
    if values.dtype == "str" and len(values) > 1 and bool((values == values.iloc[0]).all()):
        return _SAME
    return str(values.dtype)


def _write(pipe: BinaryIO, frame: pd.DataFrame, kinds: Sequence[str]) -> None:
    columns = zip(_columns(frame), kinds, strict=True)
    arrays = {str(place): _array(values, kind) for place, (values, kind) in enumerate(columns) if kind != _SAME}
    whole = pa.table(arrays)
    sink = pa.PythonFile(pipe, mode="w")
    with pa.ipc.new_stream(sink, whole.schema) as writer:
        writer.write_table(whole, max_chunksize=_BATCH_ROWS)


def _array(values: pd.Series, kind: str) -> pa.Array:
    if kind == "tuple":
        return pa.array([_BETWEEN.join(parts) for parts in values.tolist()], pa.large_string())
    if kind == "object":
        return pa.array(values.tolist(), pa.large_string(), from_pandas=True)
    if kind == "str":
        return pa.array(values).cast(pa.large_string())
    return pa.array(values.to_numpy(), from_pandas=False)


def _frame(head: Mapping[str, Any], pipe: _Limited) -> pd.DataFrame:
    with pa.ipc.open_stream(pa.PythonFile(pipe, mode="r")) as stream:
        if any(column.type not in _TYPES for column in stream.schema):
            raise ValueError(f"a table has a column of a kind that none has: {stream.schema.types}")
        whole = stream.read_all()
    whole.validate(full=True)
    sent = iter([_series(column, kind) for column, kind in zip(whole.columns, _sent(head), strict=True)])
    del whole
    first = next(sent)
    index = pd.Index(first.array, name=head["index"])
    same = {text: _repeated(text, len(first), pipe) for text in set(head["same"].values())}
    columns = [
        same[head["same"][str(place)]] if kind == _SAME else next(sent)
        for place, kind in enumerate(head["kinds"][1:], 1)
    ]
    named = {place: column.set_axis(index) for place, column in enumerate(columns)}
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
    codes, texts = pd.factorize(values.array)
    known = np.empty(len(texts), dtype=object)  # one tuple for all rows that have the same
    known[:] = [_parts(text) for text in texts.tolist()]
    return pd.Series(known.take(codes), dtype=object)


def _sent(head: Mapping[str, Any]) -> list[str]:
    return [kind for kind in head["kinds"] if kind != _SAME]


def _repeated(text: str, count: int, pipe: _Limited) -> pd.Series:
    """Return a column of one text alone; what it takes counts as if it had been sent."""
    pipe.count(count * (_OFFSET_BYTES + len(text)))
    return pd.Series([text], dtype="str").take(np.zeros(count, dtype="int64")).reset_index(drop=True)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split(_BETWEEN)) if text else ()
