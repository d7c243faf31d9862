"""The inputs: each with a name, its bytes, and what must happen.

``refused`` is what the refusal must say; without it the file is read, and ``problems`` says how
many rows wait to be mended (``None``: any number) and ``shown`` which text must come out
unchanged as a title.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import openpyxl

HEADER = "title,date,place,latitude,longitude,side_a,side_b,summary,source,id,killed\n"


@dataclass(frozen=True)
class Input:
    """One hostile file."""

    name: str
    make: Callable[[], bytes]
    refused: str = ""
    problems: int | None = 0
    shown: str | None = None
    file: str = "events.csv"


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def a_row(**cells: str) -> str:
    """Return a good row but for the cells named."""
    plain = dict.fromkeys(HEADER.strip().split(","), "") | {"title": "Clash", "date": "1938-07-29", "place": "Ford"}
    plain |= {"latitude": "42.5", "longitude": "130.6", "side_a": "A", "side_b": "B", **cells}
    return ",".join(quoted(plain[name]) for name in HEADER.strip().split(",")) + "\n"


def csv(*rows: str, header: str = HEADER) -> bytes:
    return (header + "".join(rows)).encode("utf-8", "surrogatepass")


def everywhere(text: str) -> bytes:
    """Return a table with *text* in every cell that holds words."""
    return csv(a_row(title=text, place=text, side_a=text, side_b=text, summary=text, source=text, id=text))


def a_workbook(*rows: Any, merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def repacked(data: bytes, **members: bytes) -> bytes:
    """Return a workbook with some members added or replaced; ``__`` stands for ``/``, ``_xml`` for ``.xml``."""
    named = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): body for name, body in members.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, body in named.items():
            new.writestr(name, body)
    return out.getvalue()


SHEET_HEAD = ["title", "date", "latitude", "longitude"]
GOOD_BOOK = [SHEET_HEAD, ["Clash", "1938-07-29", 42.5, 130.6]]


def a_sheet(xml: str) -> bytes:
    """Return a workbook whose first sheet is *xml* inside ``sheetData``."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    body = f'<worksheet xmlns="{space}"><sheetData>{xml}</sheetData></worksheet>'
    return repacked(a_workbook(*GOOD_BOOK), xl__worksheets__sheet1_xml=body.encode())


def a_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD_XML = (
    f'<row r="1">{"".join(a_cell(f"{letter}1", name) for letter, name in zip("ABCD", SHEET_HEAD, strict=True))}</row>'
)


def geojson(*features: object, **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def a_feature(geometry: object = None, **properties: object) -> dict[str, object]:
    plain = {"title": "Clash", "date": "1938-07-29"}
    point = {"type": "Point", "coordinates": [130.6, 42.5]}
    return {"type": "Feature", "geometry": point if geometry is None else geometry, "properties": plain | properties}


def a_bomb() -> bytes:
    """Return a workbook with a sheet of 500 MB of blanks."""
    return repacked(a_workbook(*GOOD_BOOK), xl__worksheets__sheet1_xml=b" " * 500_000_000)


def a_small_bomb() -> bytes:
    return repacked(a_workbook(*GOOD_BOOK), xl__worksheets__sheet1_xml=b" " * 60_000_000)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha">'
    + "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10)).replace("&x0;", "&x;")
    + "]><worksheet><sheetData>&x9;</sheetData></worksheet>"
).encode()
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'

#: Text that is code somewhere, or moves a terminal or a line; shown letter by letter.
TEXTS = {
    "end of script": "</script><script>window.pwned=1</script>",
    "image with onerror": "<img src=x onerror=window.pwned=1>",
    "svg onload": "<svg/onload=window.pwned=1>",
    "iframe": "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "end of style": "</style><b>x",
    "end of textarea": "</textarea><script>window.pwned=1</script>",
    "attribute": '" onmouseover="window.pwned=1',
    "single quotes": "' onmouseover='window.pwned=1",
    "entity": "&lt;script&gt;&#x27;",
    "comment": "<!-- --!> -->",
    "CDATA": "]]><![CDATA[ <b>",
    "back-ticks": "`+window.alert(1)+`",
    "template literal": "${window.pwned=1}",
    "Jinja expression": "{{7*7}}",
    "Jinja reaching out": "{{ ''.__class__.__mro__ }}",
    "Jinja block": "{% for x in () %}{% endfor %}",
    "Jinja comment": "{# gone #}",
    "Python format": "{0.__class__} %(x)s %n",
    "shell": "$(touch /tmp/x); `id` | cat & > y",
    "SQL": "'; DROP TABLE events; --",
    "javascript address": "javascript:window.pwned=1",
    "data address": "data:text/html,<script>window.pwned=1</script>",
    "Markdown link": "[x](javascript:window.pwned=1)",
    "Markdown image": "![x](https://example.org/x.png)",
    "Markdown of Streamlit": ":material/warning: :red[x] $x^2$ **b**",
    "Markdown heading": "# h1\\n---",
    "formula =": '=HYPERLINK("https://example.org","x")',
    "formula +": "+1+cmd|' /C calc'!A0",
    "formula -": "-2+3+cmd|' /C calc'!A0",
    "formula @": "@SUM(1)",
    "formula, wide": "＝1+1",
    "path": "../../../../etc/passwd",
    "path of Windows": "C:\\Windows\\system32\\x",
    "file address": "file:///etc/passwd",
    "emoji": "🙂👩‍👩‍👧‍👦🇯🇵",
    "combining marks": "Z" + "\u0301" * 100,
    "Arabic": "معركة خالخين غول",
    "Hebrew and Latin": "קרב Nomonhan 1939",
    "four scripts": "Халхин-Гол ノモンハン 诺门罕 Халхын",
    "line separators": "a\u2028b\u2029c",
    "zero width": "a\u200bb\u200dc",
    "JSON": '{"a": [1, "b"]}',
    "backslashes": "\\u003cscript\\u003e \\x3c \\",
    "prototype": "__proto__",
    "constructor": "constructor",
    "null": "null",
    "NaN": "NaN",
    "true": "TRUE",
    "a number": "1e309",
    "only marks": "!!! ???",
}
#: Cells in which programs write that there is nothing; a title is then made.
NOTHING = {"null": "Row 2", "NaN": "Row 2"}
#: Shown without the marks, and said to be.
STRIPPED = {
    "right-to-left override": ("gpj\u202eexe", "gpjexe"),
    "isolates": ("a\u2066b\u2069c", "abc"),
    "bell and escape": ("a\x07b\x1b[31mc", "ab[31mc"),
    "C1 control": ("a\x9bb", "ab"),
    "mark of byte order inside": ("a\ufeffb", "ab"),
}

INPUTS = [
    *(
        Input(f"text: {name}", lambda text=text: everywhere(text), shown=NOTHING.get(text, text))
        for name, text in TEXTS.items()
    ),
    *(Input(f"marks: {name}", lambda text=text: everywhere(text), shown=out) for name, (text, out) in STRIPPED.items()),
    # nothing, or no table
    Input("no byte", lambda: b"", "is empty"),
    Input("only blanks", lambda: b" \r\n\t\n", "is empty"),
    Input("only a mark of byte order", lambda: b"\xef\xbb\xbf", "is empty"),
    Input("only separators", lambda: b",,,\n,,,\n", "is empty"),
    Input("only a header", lambda: csv(), "header but no rows"),
    Input("a header and blanks", lambda: csv("\n\n   \n"), "header but no rows"),
    Input("one word", lambda: b"hello", "header but no rows"),
    Input("no known column", lambda: b"a,b\n1,2\n", problems=1),
    Input("a PDF", lambda: b"%PDF-1.7\n\0\0", "a PDF"),
    Input("an old workbook", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or locked Excel"),
    Input("a picture", lambda: b"\x89PNG\r\n\x1a\n", "a picture"),
    Input("gzip", lambda: b"\x1f\x8b\x08\0", "unpack it first"),
    Input("chance bytes", lambda: bytes(range(256)) * 20, "encoding UTF-8"),
    Input("a NUL in a cell", lambda: csv(a_row(title="a\0b")), "NUL"),
    Input("half of a character", lambda: csv(a_row(title="x")) + b"\xe3\x83", problems=None),
    Input("path as file name", lambda: csv(a_row()), file="../../../etc/passwd"),
    Input("path of Windows as file name", lambda: csv(a_row()), file="C:\\temp\\<b>x</b>.csv"),
    Input("file name with override", lambda: csv(a_row()), file="a\u202evsc.exe"),
    # encodings
    Input("UTF-8 with its mark", lambda: b"\xef\xbb\xbf" + csv(a_row(title="ノモンハン")), shown="ノモンハン"),
    Input(
        "UTF-16 little", lambda: b"\xff\xfe" + csv(a_row(title="Халхин")).decode().encode("utf-16-le"), shown="Халхин"
    ),
    Input("UTF-16 big", lambda: b"\xfe\xff" + csv(a_row(title="Халхин")).decode().encode("utf-16-be"), shown="Халхин"),
    Input("UTF-16 without its mark", lambda: csv(a_row(title="Clash 2")).decode().encode("utf-16-le"), shown="Clash 2"),
    Input("UTF-32", lambda: csv(a_row(title="Халхин")).decode().encode("utf-32"), shown="Халхин"),
    Input("UTF-16 cut off", lambda: b"\xff\xfe" + csv(a_row()).decode().encode("utf-16-le")[:-1], "encoding"),
    # lines and quotes
    Input("Windows lines", lambda: csv(a_row(), a_row()).replace(b"\n", b"\r\n")),
    Input("old Mac lines", lambda: csv(a_row(), a_row()).replace(b"\n", b"\r")),
    Input(
        "mixed lines",
        lambda: HEADER.encode() + a_row().encode().replace(b"\n", b"\r\n") + a_row().encode().replace(b"\n", b"\r"),
    ),
    Input("a quote left open", lambda: csv(a_row(), '"open,1938\n', a_row()), problems=1),
    Input("a quote inside", lambda: csv('"a"b,1938\n'), problems=1),
    Input("a line break in a cell", lambda: csv(a_row(title="two\nlines")), shown="two lines"),
    Input("a cell too few", lambda: csv("Clash,1938\n", a_row()), problems=1),
    Input("cells too many", lambda: csv(a_row().strip() + ",x,y,z\n", a_row()), problems=1),
    Input("blank rows between", lambda: csv(a_row(), "\n", ",,,,,,,,,,\n", a_row())),
    Input("sep= in the first row", lambda: b"sep=;\n" + csv(a_row()).replace(b",", b";")),
    Input("a header twice", lambda: b"title,title,date,date\na,b,1938,1939\n"),
    Input("an empty header", lambda: b"title,,date\na,b,1938\n"),
    Input("a header of markup", lambda: b"title,date,<script>x</script>\na,1938,c\n"),
    Input("a header of a formula", lambda: b"title,date,=1+1\na,1938,c\n"),
    # too much
    Input("200 MB", lambda: bytes(200_000_000).replace(b"\0", b"x"), "at most 50 MB"),
    Input("a million columns", lambda: b"a," * 1_000_000 + b"b\n1\n", "at most 500"),
    Input("501 columns", lambda: (",".join(f"c{n}" for n in range(501)) + "\n1\n").encode(), "at most 500"),
    Input("too many rows", lambda: b"title,date\n" + b"a,1938\n" * 500_001, "500,000"),
    Input("a cell of 1 MB", lambda: csv(a_row(summary="x" * 1_000_000)), "longer than"),
    Input("a cell of 120 kB", lambda: csv(a_row(summary="x" * 120_000)), "longer than"),
    Input("a title of a page", lambda: csv(a_row(title="x" * 5000)), shown="x" * 299 + "…"),
    Input("a header of 10 kB", lambda: b"x" * 10_000 + b",title,date\n1,a,1938\n"),
    # numbers
    Input("huge latitude", lambda: csv(a_row(latitude="9" * 400)), problems=1),
    Input("latitude inf", lambda: csv(a_row(latitude="inf")), problems=1),
    Input("latitude NaN", lambda: csv(a_row(latitude="NaN")), problems=1),
    Input("latitude 1e5", lambda: csv(a_row(latitude="1e5")), problems=1),
    Input("Arabic digits", lambda: csv(a_row(latitude="٤٢"))),
    Input("underscores in digits", lambda: csv(a_row(latitude="4_2")), problems=1),
    Input("degrees and minutes", lambda: csv(a_row(latitude="42°30'N"))),
    Input("swapped", lambda: csv(a_row(latitude="130.6", longitude="42.5")), problems=1),
    Input("only a latitude", lambda: csv(a_row(longitude="")), problems=1),
    Input("no coordinates", lambda: csv(a_row(latitude="", longitude=""))),
    Input("null island", lambda: csv(a_row(latitude="0", longitude="0"))),
    Input("the pole", lambda: csv(a_row(latitude="-90", longitude="180"))),
    Input("negative dead", lambda: csv(a_row(killed="-5"))),
    Input("uncountable dead", lambda: csv(a_row(killed="9" * 30))),
    # dates
    *(
        Input(f"date {date!r}", lambda date=date: csv(a_row(date=date)), problems=1)
        for date in (
            "",
            "0000-00-00",
            "0000",
            "31/02/1938",
            "29/02/1939",
            "99999",
            "10000-01-01",
            "-500",
            "1938-13",
            "32.1.1938",
            "7/29/38",
            "yesterday",
            "Friday 1938",
            "1938-08-11/1938-07-29",
            "..",
            "1" * 5000,
            "{{7*7}}",
            "1938-07-29; DROP TABLE",
        )
    ),
    *(Input(f"date {date!r}", lambda date=date: csv(a_row(date=date))) for date in ("1938/..", "٢٠٢٠")),
    Input("an ambiguous date", lambda: csv(a_row(date="5/6/1938")), problems=1),
    # workbooks
    Input("a plain workbook", lambda: a_workbook(*GOOD_BOOK), shown="Clash"),
    Input("merged cells", lambda: a_workbook(*GOOD_BOOK, ["Next", "1939", 42, 130], merged="A2:A3"), problems=None),
    Input("formulas in cells", lambda: a_workbook(SHEET_HEAD, ["=1+1", "1938", 42.5, 130.6]), shown="Row 2"),
    Input("an empty workbook", lambda: a_workbook(), "is empty"),
    Input(
        "macros", lambda: repacked(a_workbook(*GOOD_BOOK), xl__vbaProject_bin=b"\xd0\xcf\x11\xe0" * 100), shown="Clash"
    ),
    Input("a zip bomb", a_bomb, "unpack"),
    Input("a smaller zip bomb", a_small_bomb, "unpack"),
    Input("a billion laughs", lambda: repacked(a_workbook(*GOOD_BOOK), xl__worksheets__sheet1_xml=LAUGHS), "entities"),
    Input(
        "an entity that reads a file",
        lambda: repacked(a_workbook(*GOOD_BOOK), xl__sharedStrings_xml=OUTSIDE),
        "entities",
    ),
    Input("nested XML", lambda: a_sheet("<row>" * 150_000), "nested"),
    Input(
        "a row far below",
        lambda: a_sheet(HEAD_XML + '<row r="99999999">' + a_cell("A99999999", "x") + "</row>"),
        "1,048,576",
    ),
    Input(
        "a column far right",
        lambda: a_sheet(HEAD_XML + '<row r="2">' + a_cell("A2", "x") + a_cell("ZZZ2", "y") + "</row>"),
        "18,278 columns",
    ),
    Input(
        "a column without end",
        lambda: a_sheet(HEAD_XML + '<row r="2">' + a_cell("A2", "x") + a_cell("ZZZZZZZZ2", "y") + "</row>"),
        "cannot be read",
    ),
    Input("a workbook cut off", lambda: a_workbook(*GOOD_BOOK)[:-400], "damaged"),
    Input("an archive that is no workbook", lambda: repacked(a_workbook(*GOOD_BOOK))[:4] + b"rest", "damaged"),
    Input(
        "a path in the archive",
        lambda: repacked(a_workbook(*GOOD_BOOK), **{"..__..__evil_xml": b"<x/>"}),
        shown="Clash",
    ),
    # GeoJSON
    Input("a plain feature", lambda: geojson(a_feature()), shown="Clash"),
    Input("no features", lambda: geojson(), "features"),
    Input("a number of features", lambda: b'{"type": "FeatureCollection", "features": 7}', "features"),
    Input("text as a feature", lambda: geojson("x"), "feature 1"),
    Input("properties a list", lambda: geojson({"type": "Feature", "properties": [1]}), "feature 1"),
    Input(
        "no geometry",
        lambda: geojson({"type": "Feature", "geometry": None, "properties": {"title": "Clash", "date": "1938"}}),
    ),
    Input("coordinates of text", lambda: geojson(a_feature({"type": "Point", "coordinates": ["x", "y"]})), problems=1),
    Input("coordinates true", lambda: geojson(a_feature({"type": "Point", "coordinates": [True, False]})), problems=1),
    Input(
        "coordinates NaN", lambda: geojson(a_feature({"type": "Point", "coordinates": [float("nan"), 1]})), problems=1
    ),
    Input("huge coordinates", lambda: geojson(a_feature({"type": "Point", "coordinates": [1e308, 1e308]})), problems=1),
    Input("an unknown geometry", lambda: geojson(a_feature({"type": "Circle", "coordinates": [1, 2]})), problems=1),
    Input("an empty line", lambda: geojson(a_feature({"type": "LineString", "coordinates": []})), problems=0),
    Input(
        "an area", lambda: geojson(a_feature({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}))
    ),
    Input(
        "an open ring",
        lambda: geojson(a_feature({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]})),
        problems=1,
    ),
    Input(
        "other coordinates",
        lambda: geojson(a_feature(), crs={"type": "name", "properties": {"name": "EPSG:1"}}),
        "WGS 84",
    ),
    Input("deep nesting", lambda: b'{"features":' + b"[" * 200_000, "nested too deeply"),
    Input("a deep property", lambda: geojson(a_feature(note={"a": [[[[1]]]]})), shown="Clash"),
    Input("broken JSON", lambda: b'{"type": "FeatureCollection", ', "no valid JSON"),
    Input(
        "half of a character in JSON",
        lambda: b'{"features":[{"properties":{"title":"a\\ud800b","date":"1938"}}]}',
        shown="ab",
    ),
    Input("a NUL in JSON", lambda: b'{"features":[{"properties":{"title":"a\\u0000b","date":"1938"}}]}', shown="ab"),
    Input(
        "a number of 5,000 digits",
        lambda: b'{"features":[{"properties":{"title":' + b"9" * 5000 + b"}}]}",
        "no valid JSON",
    ),
]
