"""The words of a text that want explaining: terms of the glossary, and the people it names."""

from __future__ import annotations

import re
from collections.abc import Collection

from geo.record.tables import Dataset

__all__ = ["words"]

_MOST_PEOPLE = 3
_LEAST_NAME = 4  # letters of a name that is looked for alone


def words(dataset: Dataset, text: str, event_ids: Collection[str], most: int = 6) -> tuple[tuple[str, str], ...]:
    """Return up to *most* words of *text* with their meanings, terms first; the first rows of the glossary fill up.

    Parameters
    ----------
    event_ids : events whose people may be named in it.
    """
    people = _people(dataset, text, event_ids)[:_MOST_PEOPLE]
    rows = [(row["term"], row["meaning"], row["forms"]) for row in dataset.glossary.reset_index().to_dict("records")]
    found = [(term, meaning) for term, meaning, forms in rows if _is_named(text, [term, *forms.split(", ")])]
    chosen = [*found[: most - len(people)], *people]
    rest = [*found[most - len(people) :], *((term, meaning) for term, meaning, _ in rows)]
    for one in rest:
        if len(chosen) < most and one not in chosen:
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda one: one[0].casefold()))


def _is_named(text: str, forms: list[str]) -> bool:
    wanted = "|".join(re.escape(form) for form in forms if form)
    return bool(wanted and re.search(rf"(?<!\w)(?:{wanted})(?!\w)", text, re.IGNORECASE))


def _people(dataset: Dataset, text: str, event_ids: Collection[str]) -> list[tuple[str, str]]:
    """Return who of *event_ids* is named in *text* and of whom the record says something, in the order of the text."""
    rows = dataset.event_people[dataset.event_people["event_id"].isin(list(event_ids))]
    found: dict[str, tuple[int, str]] = {}
    for person in dict.fromkeys(rows["person_id"]):
        name, about = dataset.people.loc[person, ["name", "about"]]
        parts = [part for part in re.split(r"[\s.]+", name) if len(part) >= _LEAST_NAME] or [name]
        places = [at.start() for part in parts if (at := re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text))]
        if about and places:
            found[name] = (min(places), about)
    return [(name, about) for name, (_, about) in sorted(found.items(), key=lambda one: one[1])]
