"""The program knows no war: names, years and ids of this one stand in the data package alone.

Code is searched without its docstrings and comments, where an example may come from anywhere.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("geo", "pages")
#: Where the program does know states, years and shores, and why.
ELSEWHERE = {
    "geo/about.py": "the project's own name, on which README and CITATION.cff stand too",
    "geo/cartography": "draws the base map of the theatre, whose borders, rivers and names it has to know",
    "geo/core/eras.py": "a table of the eras by which years were counted, for dates of any time",
    "geo/geocoding/states_then.py": "a table of which state held a land, for places of any atlas of that time",
    "geo/basemap/countries_today.py": "a table of the states of today with the names that they have in other tables",
}
#: Single texts that are about something else.
ALLOWED = {
    **{
        f"Japanese ({encoding})": "the language that a character encoding is for"
        for encoding in ("Shift-JIS", "EUC-JP", "ISO-2022-JP")
    },
}
#: Keys of ``looks.json`` that describe the base map: the tints of its states, and the days its borders are drawn for.
OF_THE_BASE_MAP = {"side", "firstBorders", "lastBorders"}

WORDS = re.compile(r"soviet|japan|manchu|mongol|khalkhin|khasan|nomonhan|kanchazu", re.IGNORECASE)
YEARS = re.compile(r"(?<!\d)19(?:29|3\d|4[0-5])(?!\d)")
#: Kinds of file that are searched as text, and what of them is no code.  A comment of HTML is sent, and counts.
COMMENTS = {
    ".js": re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL),
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".html": re.compile(r"\{#.*?#\}", re.DOTALL),
    ".json": re.compile(r"(?!)"),
}


def _ids() -> frozenset[str]:
    with (ROOT / "data" / "events.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["id"] for row in csv.DictReader(file))


EVENT_IDS = _ids()
_SLUGS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def files() -> list[Path]:
    return sorted(
        path
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", *COMMENTS} and not is_elsewhere(path)
    )


def is_elsewhere(path: Path) -> bool:
    return any((ROOT / one) in (path, *path.parents) for one in ELSEWHERE)


def found_in(text: str) -> list[str]:
    """Return what of this war stands in *text*."""
    ids = [slug for slug in _SLUGS.findall(text) if slug in EVENT_IDS]
    return [*WORDS.findall(text), *YEARS.findall(text), *ids]


def of_python(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of every name and constant of a module, docstrings left out."""
    tree = ast.parse(source)
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            if id(node) not in told and isinstance(node.value, str | int | bytes):
                yield node.lineno, str(node.value)
            continue
        for field in ("id", "attr", "name", "arg", "module", "asname"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield getattr(node, "lineno", 0), name


def without_the_base_map(value: object) -> object:
    """Return parsed JSON without the keys that describe the base map."""
    if isinstance(value, dict):
        return {key: without_the_base_map(one) for key, one in value.items() if key not in OF_THE_BASE_MAP}
    return [without_the_base_map(one) for one in value] if isinstance(value, list) else value


def of_file(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of every piece of code in a file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from of_python(source)
        return
    if path.name == "looks.json":
        source = json.dumps(without_the_base_map(json.loads(source)), indent=1)
    bare = COMMENTS[path.suffix].sub(lambda found: "\n" * found[0].count("\n"), source)
    yield from enumerate(bare.splitlines(), 1)


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_of_this_war_stands_in_code(path: Path) -> None:
    said = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {', '.join(found)} in {text.strip()[:80]!r}"
        for line, text in of_file(path)
        if text not in ALLOWED and (found := found_in(text))
    ]
    assert not said, "\n".join(["this belongs into the data package, or the example is to be neutral:", *said])


def test_every_exception_is_needed() -> None:
    """What is passed over has something of the war in it; else it is passed over no longer."""
    for name in ELSEWHERE:
        place = ROOT / name
        paths = list(place.rglob("*.py")) if place.is_dir() else [place]
        assert any(found_in(text) for path in paths for _, text in of_file(path)), name
    texts = {text for path in files() if path.suffix == ".py" for _, text in of_file(path)}
    assert set(ALLOWED) <= texts
    looks = json.loads((ROOT / "geo" / "assets" / "looks.json").read_text(encoding="utf-8"))
    assert found_in(json.dumps(looks)) and not found_in(json.dumps(without_the_base_map(looks)))


@pytest.mark.parametrize(
    ("name", "source", "lines"),
    [
        ("a.py", '"""Nomonhan, 1939."""\n# Khasan\nx = "at Khasan"\n', [3]),
        ("a.py", 'def f():\n    """Of 1938."""\n    return 1938\n', [3]),
        ("a.py", 'from a import soviet_staff\nx = f"{1} in 1945-08-08"\n', [1, 2]),
        ("a.py", "def japan(mongolia=None):\n    return x.manchukuo\n", [1, 1, 2]),
        ("a.py", 'X = {"kanchazu-1937": 21929, "y": "19390"}\n', [1]),
        ("a.py", 'X = "island-war"\nY = "hunchun-treaty-1886"\n', [2]),
        ("a.js", '/* Khasan\n 1938 */\nconst a = "1938"; // 1939\nconst b = "https://japan.example";\n', [3, 4]),
        ("a.css", "/* Japan */\n.party-japan { color: red }\n", [2]),
        ("a.html", "{# Soviet #}\n<p>Soviet</p>\n", [2]),
        ("a.json", '{"a": 1938}', [1]),
    ],
)
def test_the_search_finds_code_and_passes_over_words_about_it(
    tmp_path: Path, name: str, source: str, lines: list[int]
) -> None:
    (tmp_path / name).write_text(source, encoding="utf-8")
    assert sorted(line for line, text in of_file(tmp_path / name) if found_in(text)) == lines
