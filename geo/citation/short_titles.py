"""Works in a few words, as a figure or a sentence names them."""

from __future__ import annotations

import re

from geo.record.tables import Dataset

__all__ = ["short_title"]


_DESCRIPTION = re.compile(r" \[([^];,]+)")
_MOST_LETTERS = 80  # of a name; an official title may be a sentence
_PAUSE = re.compile(r"[,.:;]? ")


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
    name, year = author or work["container_title"] or work["title"].split(" [")[0], work["issued"][:4]
    return " ".join(part for part in (name if author else _shortened(name, _MOST_LETTERS - len(year)), year) if part)


def _shortened(title: str, most: int) -> str:
    """Return *title* up to its last pause within *most* letters, else to its last word; a bracket is closed again."""
    if len(title) <= most:
        return title
    end = "]" if title.startswith("[") else ""
    ends = [found.start() for found in _PAUSE.finditer(title, 0, most - 1) if len(found[0]) > 1]
    return (title[: ends[-1]] if ends else f"{title[: title.rfind(' ', 0, most - 2)]} …") + end
