"""The data package as one zip file: its tables, documents and tours, without the base map."""

from __future__ import annotations

import hashlib
import io
import json
import textwrap
import zipfile
from collections.abc import Mapping
from pathlib import Path

from geo.about import VERSION
from geo.citation import attribution
from geo.citation.items import atlas
from geo.citation.styles import cite
from geo.record import tables
from geo.record.atlas import FILE
from geo.record.data_dictionary import documents
from geo.record.files import movements, prose, tour_files
from geo.record.files.watched import Stamp, files, stamp
from geo.record.schema import TABLES

__all__ = ["FILE_NAME", "packed", "stamps"]

FILE_NAME = "border-conflicts-data.zip"
_LICENCE_FILE, _CHANGES_FILE = "LICENSE.md", "CHANGES.md"
#: What a zip file can say of the time of a file; a fixed one makes the same data the same bytes.
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_README = """\
{title}
version {version}, data {digest}

A Frictionless Data Package (https://datapackage.org): datapackage.json declares the tables,
atlas.yml says what the atlas is, DICTIONARY.md explains every column, CHANGES.md what changed from
one version to the next. Text is UTF-8; dates are EDTF (ISO 8601-2); an empty cell means not
reported, 0 that a source reports none. Rival figures stand side by side in claims.csv; a whole
and its parts (events.part_of) are not to be added together.

Licence: {licence}
{licence_url}

How to cite
-----------
{citation}

{bibtex}
Files
-----
{files}
"""


def packed() -> bytes:
    """Return the data package that the app shows as a zip file; the same data give the same bytes.

    Raises
    ------
    DatasetError
        If the package has any problem; it carries every one.
    """
    digest = tables.load().digest
    contents = _contents(tables.DATA)
    contents["datapackage.json"] = _with_digests(contents)
    contents["README.txt"] = _readme(digest, list(contents)).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(contents):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system, info.external_attr = 3, 0o644 << 16  # Unix, also where it is made on Windows
            archive.writestr(info, contents[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _with_digests(contents: Mapping[str, bytes]) -> bytes:
    """Return the declaration of the tables with the size and the digest of each."""
    package = json.loads(contents["datapackage.json"])
    for resource in package["resources"]:
        if resource["path"] in contents:
            raw = contents[resource["path"]]
            resource |= {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def stamps() -> tuple[Stamp, ...]:
    """Return what changes whenever :func:`packed` would return something else."""
    return tuple(stamp(tables.DATA / name) for name in _names(tables.DATA))


def _names(folder: Path) -> list[str]:
    tours = files(folder / tour_files.FOLDER, ".yml")
    names = [table.file for table in TABLES if not table.is_optional or (folder / table.file).is_file()]
    names += [f"{tour_files.FOLDER}/{path.name}" for path in tours]
    others = (FILE, _LICENCE_FILE, _CHANGES_FILE, prose.UNCERTAIN, prose.LESSON, movements.FILE)
    return names + [name for name in others if (folder / name).is_file()]


def _contents(folder: Path) -> dict[str, bytes]:
    """Return the files of the package in *folder* by name; the generated documents are never stale."""
    return {name: (folder / name).read_bytes() for name in _names(folder)} | {
        name: text.encode() for name, text in documents().items()
    }


def _readme(digest: str, names: list[str]) -> str:
    return _README.format(
        title=tables.atlas().title,
        version=VERSION,
        digest=digest,
        licence=attribution.LICENCE,
        licence_url=attribution.LICENCE_URL,
        citation="\n".join(textwrap.wrap(attribution.citation(), 95)),
        bibtex=cite(atlas(), "bibtex"),
        files="\n".join(names),
    )
