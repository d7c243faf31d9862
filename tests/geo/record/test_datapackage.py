"""Files as text: what cannot be read becomes a problem with its file and line, never an error."""

import codecs

import pytest

from geo.record.files import datapackage
from geo.record.files.datapackage import Problem, read
from geo.record.schema import EVENTS, TABLES
from tests.builders import a_package, an_event


def complaints(folder):
    return [str(problem) for problem in read(folder).problems]


def test_a_whole_package_has_no_problem(tmp_path):
    found = read(a_package(tmp_path, events=[an_event(), an_event(id="second")]))
    assert found.problems == ()
    assert [row["id"] for row in found.sheets["events"]] == ["the-clash", "second"]
    assert [row.line for row in found.sheets["events"]] == [2, 3]


def test_a_missing_folder_names_every_file(tmp_path):
    found = read(tmp_path / "nowhere")
    assert [problem.file for problem in found.problems] == [table.file for table in TABLES if not table.is_optional]
    assert all("is missing; a data package needs all of events.csv, places.csv" in str(p) for p in found.problems)


def test_a_folder_in_place_of_a_table(tmp_path):
    a_package(tmp_path)
    (tmp_path / "claims.csv").unlink()
    (tmp_path / "claims.csv").mkdir()
    assert complaints(tmp_path)[0].startswith("claims.csv: cannot be read")


N = len(EVENTS.header)
HEADER = ",".join(EVENTS.header).encode()
ROW = b"the-clash" + b",x" * (len(EVENTS.header) - 1)
DAMAGED = {
    "nothing in it": (b"", "events.csv: is empty; the first line must name the columns id, title"),
    "only a byte order mark": (codecs.BOM_UTF8, "events.csv: is empty"),
    "only blank lines": (b"\n\n\n", "events.csv: is empty"),
    "another encoding": (HEADER + b"\n" + ROW + b"\n\xd1e\n", "events.csv:3: byte 0xd1 is not UTF-8; save the file"),
    "UTF-16": ("id,title\n".encode("utf-16"), "events.csv:1: byte 0xff is not UTF-8"),
    "a NUL": (HEADER + b"\na\0b\n", "events.csv:2: contains a NUL byte"),
    "a ragged row": (
        HEADER + b"\n" + ROW + b",x,x\n",
        f"events.csv:2: has {N + 2} fields, the header has {N}; is a comma",
    ),
    "a short row": (HEADER + b"\nonly,two\n", f"events.csv:2: has 2 fields, the header has {N}"),
    "an open quote": (HEADER + b'\n"the-clash,', "events.csv:2: is no valid CSV"),
    "text after a quote": (HEADER + b'\n"a"b,\n', "events.csv:2: is no valid CSV"),
    "an extra column": (HEADER + b",colour\n", "events.csv:1: colour: column is not known; the columns are id, title"),
    "an unnamed column": (HEADER + b",\n", "events.csv:1: (empty): column is not known"),
    "a column twice": (HEADER + b",kind\n", "events.csv:1: kind: column stands 2 times"),
    "a missing column": (HEADER.replace(b",kind", b"") + b"\n", "events.csv:1: kind: column is missing"),
    "a line break in a column name": (HEADER + b',"a\nb"\n', "events.csv:1: 'a\\nb': column is not known"),
    "an escape code in a column name": (HEADER + b",\x1b[31m\n", "events.csv:1: '\\x1b[31m': column is not known"),
}


@pytest.mark.parametrize(("raw", "complaint"), DAMAGED.values(), ids=DAMAGED.keys())
def test_damage_is_told_with_its_line(tmp_path, raw, complaint):
    (a_package(tmp_path) / "events.csv").write_bytes(raw)
    found = complaints(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(complaint)
    assert found[0].isprintable(), "one problem stays one line, and no code reaches a terminal"


def test_too_large_a_file_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(datapackage, "MAX_FILE_BYTES", 100)
    found = complaints(a_package(tmp_path))
    assert "events.csv: is larger than 0 MB" in found


def test_a_byte_order_mark_windows_lines_and_blank_lines_are_welcome(tmp_path):
    path = a_package(tmp_path) / "events.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(codecs.BOM_UTF8 + text.replace("\n", "\r\n\r\n").encode())
    found = read(tmp_path)
    assert found.problems == ()
    assert [row.line for row in found.sheets["events"]] == [3]


def test_a_row_is_named_by_the_line_it_starts_on(tmp_path):
    a_package(tmp_path, events=[an_event(summary="One.\nTwo.\nThree."), an_event(id="second")])
    assert [row.line for row in read(tmp_path).sheets["events"]] == [2, 5]


def test_cells_lose_the_blanks_at_their_edges(tmp_path):
    a_package(tmp_path, events=[an_event(title="  Clash at the ford\u00a0")])
    assert read(tmp_path).sheets["events"].rows[0]["title"] == "Clash at the ford"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_digest_changes_with_any_table(tmp_path, table):
    path = a_package(tmp_path) / table.file
    before = read(tmp_path).digest
    assert read(tmp_path).digest == before
    path.write_bytes(path.read_bytes() + b"\n")
    assert read(tmp_path).digest != before
    assert len(before) == 12


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("places.csv", 3, "latitude", "is wrong"), "places.csv:3: latitude: is wrong"),
        (Problem("places.csv", 3, "", "is wrong"), "places.csv:3: is wrong"),
        (Problem("places.csv", 0, "", "is missing"), "places.csv: is missing"),
    ],
    ids=["cell", "line", "file"],
)
def test_a_problem_reads_as_a_place_and_a_complaint(problem, text):
    assert str(problem) == text
