"""Works in a few words, as a figure or a sentence names them."""

from __future__ import annotations

from geo.record.tables import Dataset

__all__ = ["short_title"]


def short_title(dataset: Dataset, source_id: str) -> str:
    """Return a work in a few words: its first author, or where it appeared, or its title, and the year."""
    work = dataset.sources.loc[source_id]
    if work["tier"] == "founding_document":  # four texts with nearly one title; their number tells them apart
        return f"Founding document {source_id.rsplit('-', 1)[-1]}"
    author = work["author"].split(";")[0].split(",")[0]
    title = work["title"].split(" [")[0]  # what follows in brackets describes the work
    return " ".join(part for part in (author or work["container_title"] or title, work["issued"][:4]) if part)
