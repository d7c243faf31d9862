"""Inputs that are small or plain to look at and would cost a reader its memory or its time; each made when asked for.

``says`` is a part of the sentence that the visit must get; without it the file is read.
"""

from __future__ import annotations

import io
import json
import math
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile.inputs import GOOD_BOOK, HEAD_XML, a_cell, a_sheet, a_workbook, repacked

_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@dataclass(frozen=True)
class Heavy:
    """One input; ``mb`` is how much memory above rest reading it may take."""

    name: str
    make: Callable[[], bytes]
    says: str = ""
    mb: int = 250
    file: str = "events.csv"


def with_part(name: str, xml: bytes) -> bytes:
    """Return a good workbook with one part replaced, made to look packed like any other."""
    return loosely(repacked(a_workbook(*GOOD_BOOK), **{name: xml}))


def loosely(data: bytes) -> bytes:
    """Return an archive packed only a little: comments of noise stand between, which no table needs.

    The ratio of each member stays under what is refused, so that its elements have to be counted.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            body = old.read(member)
            if member.file_size > 1_000_000 and member.filename.endswith(".xml"):
                noise = random.Random(5).randbytes(member.file_size // 150).hex().encode()  # noqa: S311 - no secret
                at = body.index(b">") + 1  # behind the outermost element begins
                body = body[:at] + b"<!--" + noise + b"-->" + body[at:]
            new.writestr(member.filename, body)
    return out.getvalue()


def a_row_of(cells: int) -> bytes:
    return loosely(a_sheet(HEAD_XML + '<row r="2">' + "<c/>" * cells + "</row>"))


def styles(fonts: int) -> bytes:
    body = f"<styleSheet {_SPACE}><fonts>" + "<font/>" * fonts + "</fonts><cellXfs><xf/></cellXfs></styleSheet>"
    return with_part("xl__styles_xml", body.encode())


def shared_texts(count: int, text: str = "") -> bytes:
    body = f"<sst {_SPACE}>" + f"<si><t>{text}</t></si>" * count + "</sst>"
    return with_part("xl__sharedStrings_xml", body.encode())


def defined_names(count: int) -> bytes:
    names = "".join(f'<definedName name="n{n}">A1</definedName>' for n in range(count))
    return with_part("xl__workbook_xml", f"<workbook {_SPACE}><definedNames>{names}</definedNames></workbook>".encode())


def many_members(count: int, size: int) -> bytes:
    out = io.BytesIO(a_workbook(*GOOD_BOOK))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"xl/worksheets/more{number}.xml", b" " * size)
    return out.getvalue()


def rows_of_formats(count: int) -> bytes:
    """Return a sheet formatted far below its one row, as real ones are."""
    return a_sheet(
        HEAD_XML + a_good_row(2) + "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, count))
    )


def a_good_row(number: int) -> str:
    cells = zip("ABCD", ("Clash", "1938-07-29", "42.5", "130.6"), strict=True)
    return f'<row r="{number}">' + "".join(a_cell(f"{letter}{number}", text) for letter, text in cells) + "</row>"


def unreadable_rows(count: int) -> bytes:
    head = "title,date,latitude,longitude,where_prec,approximation_km,low,best,high,geometry_wkt,date_end\n"
    return (head + ("x,x,x,x,x,x,x,x,x,x,x\n" * count)).encode()


def features_of(piece: bytes, megabytes: int) -> bytes:
    return b'{"features":["",' + piece * (megabytes * 1_000_000 // len(piece)) + b'""]}'


def nested(opening: str, depth: int, closing: str = "") -> bytes:
    return (
        b'{"features":[{"type":"Feature","properties":{"a":'
        + (opening * depth + "1" + closing * depth).encode()
        + b"}}]}"
    )


def wide_and_short(count: int) -> bytes:
    return b",".join(b"c%d" % n for n in range(500)) + b"\nx" * count


def wide_letters(count: int) -> bytes:
    """Return rows of plain letters, and one that would make each letter of the whole text four bytes long."""
    return "title,date\n🙂,1938\n".encode() + b"A,1938\n" * count


def shapes() -> bytes:
    """Return well-known texts that a parser stops at, between two rows that are good."""
    good = b'A,1938,"LINESTRING(1 2,3 4)"\n'
    deep = b"".join(b'A,1938,"%s"\n' % (b"GEOMETRYCOLLECTION(" * 5_000) for _ in range(20))
    curves = b'A,1938,"CIRCULARSTRING(0 0,1 1,2 0)"\n' * 500
    return b"title,date,wkt\n" + good + curves + deep + b'A,1938,"POINT(nan inf)"\n' * 500 + good


def a_list(entries: int) -> bytes:
    """Return a workbook whose archive lists far more parts than it has."""
    return a_workbook(*GOOD_BOOK) + b"PK\x01\x02" * entries


def long_attribute(length: int) -> bytes:
    return loosely(a_sheet(f'<row r="{"1" * length}">'))


def late_entities() -> bytes:
    return with_part("xl__styles_xml", b"<!--" + b"x" * 100_000 + b"--><!DOCTYPE a><styleSheet/>")


def wide_entities() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'
    return with_part("xl__styles_xml", text.encode("utf-16"))


def an_outline(positions: int) -> bytes:
    """Return one feature with a ring of so many positions, as of a country at the scale of a survey."""
    ring = [[round(100 + 10 * math.cos(n), 6), round(40 + 10 * math.sin(n), 6)]
            for n in (2 * math.pi * at / positions for at in range(positions))]  # fmt: skip
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    feature = {"type": "Feature", "properties": {"title": "A", "date": "1938"}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


_BOOK = "events.xlsx"
ALL = [
    Heavy("4,000,000 cells in a row", lambda: a_row_of(4_000_000), "16,384 cells", file=_BOOK),
    Heavy("the same, packed well", lambda: a_sheet("<row>" + "<c/>" * 4_000_000 + "</row>"), "unpack", file=_BOOK),
    Heavy("2,000,000 fonts", lambda: styles(2_000_000), "formats or names", file=_BOOK),
    Heavy("3,100,000 shared texts", lambda: shared_texts(3_100_000), "3,000,000 texts", file=_BOOK),
    Heavy("shared texts of a library", lambda: shared_texts(1_600, "x" * 99_000), "characters", mb=350, file=_BOOK),
    Heavy("a shared text of 20 MB", lambda: shared_texts(1, "x" * 20_000_000), "longer than", file=_BOOK),
    Heavy("400,000 defined names", lambda: defined_names(400_000), "formats or names", file=_BOOK),
    Heavy("a bomb of small members", lambda: many_members(450, 900_000), "unpack to", file=_BOOK),
    Heavy("5,000 members", lambda: many_members(5_000, 10), "parts", file=_BOOK),
    Heavy("a bomb of one member of 2 MB", lambda: many_members(1, 2_000_000), "unpack", file=_BOOK),
    Heavy("an archive's list of 60,000", lambda: a_list(60_000), "parts", file=_BOOK),
    Heavy("XML 100,000 deep", lambda: loosely(a_sheet("<row>" + "<a>" * 100_000)), "nested", file=_BOOK),
    Heavy("an attribute of 10 MB", lambda: long_attribute(10_000_000), "ends at row", file=_BOOK),
    Heavy("entities behind 100 kB of comments", late_entities, "entities", file=_BOOK),
    Heavy("entities in UTF-16", wide_entities, "entities", file=_BOOK),
    Heavy("a sheet formatted to row 200,000", lambda: rows_of_formats(200_000), file=_BOOK),
    Heavy("50 MB of empty lists", lambda: features_of(b"[],", 49), "brackets"),
    Heavy("40 MB of empty objects", lambda: features_of(b"{},", 40), "brackets"),
    Heavy("17 MB of empty lists", lambda: features_of(b"[],", 17), "feature 1 is no"),
    Heavy("30 MB of numbers", lambda: b'{"x":"","features":[' + b"1.5," * 7_500_000 + b"1]}", "feature 1 is no"),
    Heavy("lists 500,000 deep", lambda: nested("[", 500_000, "]"), "nested too deeply"),
    Heavy("objects 200,000 deep", lambda: nested('{"a":', 200_000, "}"), "nested too deeply"),
    Heavy("5 MB of unreadable rows", lambda: unreadable_rows(220_000), mb=500),
    Heavy("a header of 1,000,000 columns", lambda: b"a," * 1_000_000 + b"b\n1\n", "at most 500"),
    Heavy("a row of 25,000,000 cells", lambda: b"title,date\n" + b"," * 25_000_000, "25,000,001 cells"),
    Heavy("the same in quotes", lambda: b"title,date\n" + b'"",' * 8_000_000, "line breaks"),
    Heavy("500 columns, rows of one cell", lambda: wide_and_short(400_000), "10,000,000 cells", mb=400),
    Heavy("45 MB without a line break", lambda: b"title,date " + b"x" * 45_000_000, "line breaks", mb=450),
    Heavy("a quote left open for 40 MB", lambda: b'title,date\n"' + b"x y\n" * 10_000_000, "500,000 rows"),
    Heavy("a wide letter and too many rows", lambda: wide_letters(500_000), "500,000 rows", mb=350),
    Heavy("a NUL behind 2 MB", lambda: b"title,date\n" + b"A,1938\n" * 300_000 + b"\0", "NUL", mb=350),
    Heavy("an outline of 1,000,000 positions", lambda: an_outline(1_000_000), mb=300, file="layer.geojson"),
    Heavy("curves, deep collections, no numbers", shapes),
]
