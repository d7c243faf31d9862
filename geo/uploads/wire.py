"""What goes between the app and the process that reads a file: JSON and Arrow tables, nothing that could run.

A message is a line of JSON, and behind it the tables that it numbers as Arrow streams.  What
comes back is believed as little as the file itself: only known kinds of columns are taken, and
Arrow checks every offset and every letter.
"""

from __future__ import annotations

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
_PIECE_BYTES = 1 << 20

#: Values as JSON knows them, tables by name, bytes by name.
Message = tuple[Mapping[str, Any], Mapping[str, pd.DataFrame], Mapping[str, bytes]]


def send(pipe: BinaryIO, message: Message) -> None:
    """Write *message* to *pipe*."""
    values, frames, blobs = message
    heads, bodies = {}, []
    for name, frame in frames.items():
        heads[name], body = _packed(frame)
        bodies.append(body)
    bodies += blobs.values()
    head = json.dumps({"values": values, "frames": heads, "blobs": list(blobs), "sizes": [len(one) for one in bodies]})
    pipe.write(_LENGTH.pack(len(head)))
    for part in (head.encode("utf-8", "surrogatepass"), *bodies):
        view = memoryview(part)
        for start in range(0, len(view), _PIECE_BYTES):
            pipe.write(view[start : start + _PIECE_BYTES])
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
    left = most_bytes
    head_size = _LENGTH.unpack(_read(pipe, _LENGTH.size))[0]
    left = _spent(left, head_size)
    head = json.loads(_read(pipe, head_size))
    bodies = []
    for size in head["sizes"]:
        left = _spent(left, int(size))
        bodies.append(_read(pipe, int(size)))
    frames = {name: _unpacked(one, body) for (name, one), body in zip(head["frames"].items(), bodies, strict=False)}
    blobs = dict(zip(head["blobs"], bodies[len(frames) :], strict=True))
    return head["values"], frames, blobs


def _spent(left: int, size: int) -> int:
    if not 0 <= size <= left:
        raise ValueError(f"a message has {size:,} bytes where {left:,} are allowed")
    return left - size


def _read(pipe: BinaryIO, size: int) -> bytes:
    found = pipe.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _packed(frame: pd.DataFrame) -> tuple[dict[str, Any], pa.Buffer]:
    arrays, kinds = [], []
    for values in (frame.index.to_series(), *(frame.iloc[:, place] for place in range(frame.shape[1]))):
        array, kind = _array(values)
        arrays.append(array)
        kinds.append(kind)
    names = [str(place) for place in range(len(arrays))]
    batch = pa.table(dict(zip(names, arrays, strict=True)))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_table(batch)
    head = {"columns": [str(name) for name in frame.columns], "index": frame.index.name, "kinds": kinds}
    return head, sink.getvalue()


def _array(values: pd.Series) -> tuple[pa.Array, str]:
    """Return a column as Arrow has it, and what it is to become again."""
    if values.dtype == object and len(values) and isinstance(values.iloc[0], tuple):
        return pa.array([_BETWEEN.join(parts) for parts in values], pa.large_string()), "tuple"
    if values.dtype == object:
        return pa.array(list(values), pa.large_string(), from_pandas=True), "object"
    if str(values.dtype) == "str":
        found = pa.array(values)
        found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
        return found.cast(pa.large_string()), "str"
    return pa.array(values.to_numpy(), from_pandas=False), str(values.dtype)


def _unpacked(head: Mapping[str, Any], body: bytes) -> pd.DataFrame:
    with pa.ipc.open_stream(body) as stream:
        if any(column.type not in _TYPES for column in stream.schema):
            raise ValueError(f"a table has a column of a kind that none has: {stream.schema.types}")
        whole = stream.read_all()
    whole.validate(full=True)
    columns = [_series(whole.column(place), kind) for place, kind in enumerate(head["kinds"])]
    index = pd.Index(columns[0].array, name=head["index"])
    frame = pd.DataFrame({place: column.set_axis(index) for place, column in enumerate(columns[1:])}, index=index)
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
