"""What the files of a published atlas are, for repositories: an RO-Crate (https://w3id.org/ro/crate/1.1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from geo.about import CONTRIBUTORS, DATA_LICENCE, VERSION
from geo.record.atlas import Atlas

__all__ = ["FILE_NAME", "text"]

FILE_NAME = "ro-crate-metadata.json"


def text(atlas: Atlas, home_url: str, day: str, files: Mapping[str, tuple[str, str, bytes]]) -> str:
    """Return the crate.

    Parameters
    ----------
    day : on which the data were published.
    files : title, media type and bytes of each file by its path.
    """
    about = {"@type": "CreativeWork", "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}, "about": {"@id": "./"}}
    whole = {
        "@id": "./",
        "@type": "Dataset",
        "name": atlas.title,
        "description": atlas.introduction,
        "identifier": home_url,
        "url": home_url,
        "version": VERSION,
        "datePublished": day,
        "license": {"@id": DATA_LICENCE.url},
        "author": {"@id": "#contributors"},
        "temporalCoverage": f"{atlas.years[0]}/{atlas.years[1]}",
        "hasPart": [{"@id": path} for path in files],
    }
    licence = {"@id": DATA_LICENCE.url, "@type": "CreativeWork", "name": DATA_LICENCE.title}
    authors = {"@id": "#contributors", "@type": "Organization", "name": CONTRIBUTORS}
    graph = [{"@id": FILE_NAME, **about}, whole, licence, authors, *(_file(path, *one) for path, one in files.items())]
    crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return json.dumps(crate, ensure_ascii=False, indent=1) + "\n"


def _file(path: str, title: str, media_type: str, raw: bytes) -> dict[str, Any]:
    return {
        "@id": path,
        "@type": "File",
        "name": title,
        "encodingFormat": media_type.partition(";")[0],
        "contentSize": str(len(raw)),
        "sha256": hashlib.sha256(raw).hexdigest(),
    }
