"""The names of events by language: what an event is called when a reader chooses a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from geo.record.tables import Dataset

__all__ = ["by_language", "title_in"]


def by_language(dataset: Dataset) -> Mapping[str, Mapping[str, str]]:
    """Return ``{event_id: {language: its first name in that language}}``.

    Left out are English names, which the title is, transliterations, and the name of a whole
    that its parts are known by as well: it would not tell them apart.
    """
    if dataset.is_own:  # they have no other names, and are not to be kept
        return {}
    return _by_language(dataset)


def title_in(dataset: Dataset, event_id: str, lang: str) -> str:
    """Return what the event is called in *lang*, or its English title where no such name is recorded."""
    english = str(dataset.events.at[event_id, "title"])
    return english if lang == "en" else by_language(dataset).get(event_id, {}).get(lang, english)


@lru_cache(maxsize=4)
def _by_language(dataset: Dataset) -> Mapping[str, Mapping[str, str]]:
    names: dict[str, dict[str, str]] = {}
    given = dataset.names[dataset.names["role"] != "transliteration"]
    wholes = dataset.events["part_of"].to_dict()
    borne = set(zip(given["subject_id"], given["toponym"], strict=True))
    for row in given.itertuples(index=False):
        language = row.lang.split("-")[0]
        if language != "en" and (wholes.get(row.subject_id), row.toponym) not in borne:
            names.setdefault(row.subject_id, {}).setdefault(language, row.toponym)
    return names
