"""Works in a few words, as a figure or a sentence names them."""

from __future__ import annotations

import re

from geo.record.tables import Dataset

__all__ = ["short_title"]


_DESCRIPTION = re.compile(r" \[([^];,]+)")


def short_title(dataset: Dataset, source_id: str) -> str:
    """Return a work in a few words: its first author, or where it appeared, or its title, and the year.

    The documents that an atlas started from may have nearly one title and neither author nor year: what describes them,
    in brackets behind it, tells them apart.
    """
    work = dataset.sources.loc[source_id]
    author = work["author"].split(";")[0].split(",")[0]
    described = _DESCRIPTION.search(work["title"])
    if work["tier"] == "founding_document" and described and not (author or work["issued"]):
        return described[1][:1].upper() + described[1][1:]
    title = work["title"].split(" [")[0]
    return " ".join(part for part in (author or work["container_title"] or title, work["issued"][:4]) if part)
