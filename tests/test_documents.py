"""What the documents name is there: files, commands, packages, decisions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.test_layers import imports_of

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").glob("*.md")],
    key=lambda path: path.as_posix(),
)
TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
#: Folders of the repository: a name in code font that begins with one of them is meant as a path.
FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._")
_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
_CODE = re.compile(r"`([\w./@-]+)`")


def named(document: Path) -> set[str]:
    """Return the paths that a document names, from the root of the repository; of the changelog only its links."""
    text = document.read_text(encoding="utf-8")
    links = {link for link in _LINK.findall(text) if "://" not in link}
    paths = {(document.parent / link).resolve().relative_to(ROOT).as_posix() for link in links}
    if document.name == "CHANGELOG.md":
        return paths
    return paths | {code for code in _CODE.findall(text) if code.split("/")[0] in FOLDERS and "/" in code}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_that_is_named_is_there(document: Path) -> None:
    missing = [path for path in named(document) if not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists()]
    assert not missing


def test_paths_are_found() -> None:
    found = named(ROOT / "CONTRIBUTING.md")
    assert {"geo/record/schema.py", "SECURITY.md", "docs/decisions/README.md"} <= found


def test_every_arrow_of_the_drawing_is_an_import() -> None:
    drawing = re.search(r"```mermaid\n(.+?)```", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.S)
    assert drawing
    arrows = re.findall(r"^ +(\w+)(?:\[.*?\])? --> (\w+)", drawing[1], re.M)
    assert len(arrows) >= 12
    for start, end in arrows:
        files = [ROOT / "app.py"] if start == "app" else [ROOT / "geo" / "__main__.py"] if start == "main" else None
        folder = ROOT / start if start == "pages" else ROOT / "geo" / start
        names = [name for path in files or folder.rglob("*.py") for _, name in imports_of(path)]
        wanted = ("geo.about", "geo.errors") if end == "about" else ("pages",) if end == "pages" else (f"geo.{end}",)
        assert any(name.startswith(wanted) for name in names), f"{start} --> {end}"


@pytest.mark.parametrize("document", ["README.md", "docs/architecture.md"])
def test_every_package_has_its_place_in_the_drawing(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    packages = {path.parent.name for path in (ROOT / "geo").glob("*/__init__.py")}
    assert packages, "the search found them"
    assert not {name for name in packages if not re.search(rf"`(geo/)?{name}`|\bgeo/{name}\b", text)}


def test_the_first_test_of_a_newcomer_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (first,) = set(re.findall(r"pytest -q (tests/geo\S+\.py)", text))
    assert (ROOT / first).is_file()


def test_every_decision_is_listed_and_numbered_in_turn() -> None:
    folder = ROOT / "docs" / "decisions"
    records = sorted(path.name for path in folder.glob("0*.md"))
    assert re.findall(r"^\| \[\d+\]\((\S+)\)", (folder / "README.md").read_text(encoding="utf-8"), re.M) == records
    assert [int(name[:4]) for name in records] == [*range(1, len(records) + 1)]
    for name in records:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.startswith(f"# {name[:4]}: ")
        assert re.findall(r"^\*\*(.+?)\.\*\*", text, re.M) == ["Situation", "Decision", "What follows"], name


def test_the_checks_before_a_commit_are_those_of_the_gate() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    (ruff,) = (repo["rev"] for repo in hooks if repo["repo"].endswith("/ruff-pre-commit"))
    assert f"ruff=={ruff.removeprefix('v')}\n" in (ROOT / "requirements-dev.in").read_text(encoding="utf-8")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_report_asks_for_what_is_needed(template: Path) -> None:
    content = yaml.safe_load(template.read_text(encoding="utf-8"))
    if template.stem == "config":
        assert content == {"blank_issues_enabled": True}
        return
    assert {"name", "description", "body"} <= content.keys()
    ids = [field["id"] for field in content["body"]]
    assert len(ids) == len(set(ids)) >= 3
    for field in content["body"]:
        assert field["type"] in {"input", "textarea", "dropdown"}
        assert field["attributes"]["label"]
        assert field["type"] != "dropdown" or len(field["attributes"]["options"]) > 1
    assert [field for field in content["body"] if field.get("validations", {}).get("required")]
