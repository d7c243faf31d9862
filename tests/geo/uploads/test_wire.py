"""What goes between the app and the process that reads a file comes back as it was, and takes no more than allowed."""

import io
import json
import struct

import pandas as pd
import pytest

from geo.uploads.process.wire import received, send

ROWS = 1000


def a_frame():
    index = pd.Index([f"row-{number}" for number in range(ROWS)], name="id")
    parties = pd.Series([("north", "south") if number % 2 else () for number in range(ROWS)], index=index)
    return pd.DataFrame(
        {
            "title": [f"Fight {number}" for number in range(ROWS)],
            "nothing": pd.Series("", index=index, dtype="str"),
            "certainty": pd.Series("certain", index=index, dtype="str"),
            "parties": parties,
            "year": range(ROWS),
            "latitude": [number / 7 for number in range(ROWS)],
            "plotted": [number % 3 == 0 for number in range(ROWS)],
        },
        index=index,
    )


def sent(frame):
    pipe = io.BytesIO()
    send(pipe, ({"is": "done"}, {"events": frame}, {"more": b"bytes"}))
    return pipe.getvalue()


def test_a_table_comes_back_as_it_was():
    for frame in (a_frame(), a_frame().iloc[:1], a_frame().iloc[:0]):
        values, frames, blobs = received(io.BytesIO(sent(frame)), 10_000_000)
        pd.testing.assert_frame_equal(frames["events"], frame, check_dtype=len(frame) > 0, check_column_type=False)
        assert (values, blobs) == ({"is": "done"}, {"more": b"bytes"})


def test_a_column_of_one_text_is_sent_once_and_counts_as_what_it_takes():
    plain, same = a_frame()[["title"]], a_frame()[["title", "nothing", "certainty"]]
    assert len(sent(same)) - len(sent(plain)) < 200
    with pytest.raises(ValueError, match="allowed"):
        received(io.BytesIO(sent(same)), len(sent(same)) + 8 * ROWS)


def test_a_message_cannot_blow_up_what_was_sent():
    data = sent(a_frame()[["title", "certainty"]])
    (length,) = struct.unpack(">Q", data[:8])
    head = json.loads(data[8 : 8 + length])
    head["frames"][0][1]["same"] = {"2": "x" * 10_000}
    text = json.dumps(head).encode()
    with pytest.raises(ValueError, match="allowed"):
        received(io.BytesIO(struct.pack(">Q", len(text)) + text + data[8 + length :]), 1_000_000)
