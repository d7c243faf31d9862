"""Works in a few words, as a figure or a sentence names them."""

from __future__ import annotations

import re

from geo.record.tables import Dataset

__all__ = ["short_title"]


_DESCRIPTION = re.compile(r" \[([^];,]+)")
_MOST_LETTERS = 75  # of a title; an official one may be a sentence
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
    title = _shortened(work["container_title"] or work["title"].split(" [")[0])
    return " ".join(part for part in (author or title, work["issued"][:4]) if part)


def _shortened(title: str) -> str:
    """Return *title* up to its last pause within the letters that there may be, else its last word with dots."""
    if len(title) <= _MOST_LETTERS:
        return title
    ends = [found.start() for found in _PAUSE.finditer(title, 0, _MOST_LETTERS) if len(found[0]) > 1]
    return title[: ends[-1]] if ends else f"{title[: title.rfind(' ', 0, _MOST_LETTERS)]} …"
