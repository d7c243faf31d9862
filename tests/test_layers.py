"""What the import order in ``pyproject.toml`` cannot say: pages are thin, some imports come late."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: The builders of the base map, which the app never loads.
WORKSHOP = "cartography"
GEO = sorted(path for path in (ROOT / "geo").rglob("*.py") if WORKSHOP not in path.parts)
PAGES = sorted((ROOT / "pages").glob("*.py"))
PARTS = sorted((ROOT / "pages" / "parts").rglob("*.py"))
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
LONGEST_MODULE = 400
MOST_MODULES = 12  # beside each other
#: Modules that are one table.
TABLES = {"geo/record/schema.py"}


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


def test_the_workshop_is_entered_only_by_its_command():
    assert len(GEO) >= 80 and len(PAGES) >= 8 and len(PARTS) >= 40, "the searches found the modules"
    for path in [*GEO, *PAGES, *PARTS, ROOT / "app.py"]:
        at_import = [name for _, name in imports_of(path, at_import=True)]
        assert not any(name.startswith(f"geo.{WORKSHOP}") for name in at_import), path


def test_a_stranger_can_take_in_a_package_at_a_glance():
    packages = {path.parent for path in [*GEO, *PARTS]}
    counts = {
        str(folder.relative_to(ROOT)): len([path for path in folder.glob("*.py") if path.name != "__init__.py"])
        for folder in packages
    }
    assert {name: count for name, count in counts.items() if count > MOST_MODULES} == {}
    assert counts["geo"] <= 4


def test_a_module_has_one_job():
    lines = {name_of(path): path.read_text(encoding="utf-8").count("\n") for path in [*GEO, *PARTS]}
    assert {name for name, count in lines.items() if count > LONGEST_MODULE} <= TABLES


def test_a_script_has_one_job():
    scripts = [*(ROOT / "geo").rglob("*.js"), *(ROOT / "pages").rglob("*.js")]
    assert len(scripts) >= 60, "the search found the scripts"
    lines = {name_of(path): path.read_text(encoding="utf-8").count("\n") for path in scripts}
    assert {name for name, count in lines.items() if count > LONGEST_MODULE} == set()


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
    assert ROOT / "geo" / "web" / "routes.py" in seen


@pytest.mark.parametrize("path", [*PAGES, *PARTS], ids=name_of)
def test_html_with_a_value_in_it_is_a_template(path):
    """Put together by hand it would not be escaped; ``geo/templates`` does that by itself."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        assert not re.search(r"""\bf(['"]{1,3})<""", line), f"{path}:{number}: move it into geo/templates"
