"""Title, version and terms are said once, in ``geo/about.py``; everything that repeats them is held to it."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import yaml

from geo import about
from geo.citation.items import ISSUED
from tests.test_layers import GEO, PAGES, PARTS, imports_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_project_file_has_title_and_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == about.VERSION
    assert not {"dependencies", "optional-dependencies", "dynamic"} & project.keys(), "requirements.in has them"


def test_the_citation_file_says_the_same() -> None:
    assert CITATION["cff-version"] == "1.2.0"
    assert (CITATION["title"], CITATION["version"]) == (about.TITLE, about.VERSION)
    assert CITATION["license"] == about.DATA_LICENCE.id
    assert CITATION["authors"] == [{"name": about.CONTRIBUTORS}]
    assert CITATION["type"] == "dataset", "as the atlas cites itself"
    assert {"message", "abstract", "keywords"} <= CITATION.keys()


def test_the_readme_says_the_same() -> None:
    assert README.startswith(f"# {about.TITLE}\n")
    cite = re.search(r"\*\*Cite:\*\* \*(.+?)\*, version (\S+) \((\d+)\)", README)
    assert cite
    assert cite.groups() == (about.TITLE, about.VERSION, ISSUED)
    assert "data [CC BY 4.0](data/LICENSE.md), code [MIT](LICENSE)" in README


def test_the_data_package_says_the_same() -> None:
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == about.VERSION
    assert package["title"].startswith(about.TITLE)
    assert [(one["name"], one["path"]) for one in package["licenses"]] == [
        (about.DATA_LICENCE.id, about.DATA_LICENCE.url)
    ]


def test_the_licences_say_the_same() -> None:
    code = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert code.startswith(f"{about.CODE_LICENCE.title}\n\nCopyright (c) {ISSUED} {about.CONTRIBUTORS}\n")
    assert about.DATA_LICENCE.url in (ROOT / "data" / "LICENSE.md").read_text(encoding="utf-8")


def test_the_changelog_and_the_manifest_have_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (\S+) \((?:unreleased|\d{4}-\d\d-\d\d)\)$", changes, re.MULTILINE)
    assert versions[0] == about.VERSION
    assert versions == sorted(versions, key=lambda one: [*map(int, one.split("."))], reverse=True)
    image = (ROOT / "deploy" / "kubernetes.yaml").read_text(encoding="utf-8")
    assert re.findall(r"image: \S+/border-conflicts-atlas:(\S+)", image) == [about.VERSION]


def test_nothing_is_pinned_that_nothing_imports() -> None:
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    pinned = {re.split(r"[=\[]", line)[0].lower() for line in lines if line and not line.startswith("#")}
    imported = {name.split(".")[0] for path in [*GEO, *PAGES, *PARTS, ROOT / "app.py"] for _, name in imports_of(path)}
    found = packages_distributions()
    used = {one.lower() for name in imported for one in found.get(name, [])}
    assert pinned <= used, pinned - used
