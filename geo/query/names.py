"""Every name that something of the record goes by, folded, ready to be searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from geo.core.folding import fold
from geo.record.schema import KINDS
from geo.record.tables import Dataset

__all__ = ["Names", "Subject", "names"]

_SHORTEST = 4  # letters; of a shorter word every other is a near spelling
#: Per cent of letters alike, of a word and of a whole name.
_WORD_ALIKE, _NAME_ALIKE, _LEAST_ALIKE = 78, 76, 45


@dataclass(frozen=True)
class Subject:
    """Something that has a name.

    Attributes
    ----------
    group : ``event``, ``period``, ``place``, ``person``, ``unit``, ``side``, ``kind`` or ``chapter``.
    called : each name as it is written and folded, the title first.
    parts : of an event, how many others belong to it.
    """

    group: str
    id: str
    title: str
    called: tuple[tuple[str, str], ...]
    parts: int = 0


@dataclass(frozen=True, eq=False)
class Names:
    """All subjects of a dataset, and the words of their names.

    Attributes
    ----------
    words : folded word → the word as it is written somewhere.
    """

    subjects: tuple[Subject, ...]
    words: dict[str, str]
    _whole: dict[str, str] = field(default_factory=dict)

    def respelled(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Return folded words with each that occurs nowhere in its nearest known spelling; empty if one has none."""
        found = []
        for token in tokens:
            if any(token in word for word in self.words):
                found.append(token)
                continue
            near = process.extractOne(token, self.words.keys(), scorer=fuzz.ratio, score_cutoff=_WORD_ALIKE)
            if near is None or len(token) < _SHORTEST:
                return ()
            found.append(near[0])
        return tuple(found)

    def nearest(self, folded: str, most: int, is_likely: bool = True) -> list[str]:
        """Return the names, as written, that are most like a folded text; all that are *is_likely*, or any at all."""
        least = _NAME_ALIKE if is_likely else _LEAST_ALIKE
        near = process.extract(folded, self._whole.keys(), scorer=fuzz.ratio, score_cutoff=least, limit=most)
        return [self._whole[key] for key, _, _ in near]


@lru_cache(maxsize=2)
def names(dataset: Dataset) -> Names:
    """Return the names of *dataset*, which is the atlas's: a visitor's own are not to be kept."""
    subjects = tuple(_subjects(dataset))
    words: dict[str, str] = {}
    whole: dict[str, str] = {}
    for subject in subjects:
        for name, folded in subject.called:
            whole.setdefault(folded, name)
            for written in name.replace("-", " ").replace("/", " ").split():
                for word in fold(written).split():
                    if len(word) >= _SHORTEST:
                        words.setdefault(word, written.strip("(),.;:’'\""))
    return Names(subjects, words, whole)


def _subjects(dataset: Dataset) -> Iterator[Subject]:
    given: dict[str, list[str]] = {}
    for subject_id, toponym in zip(dataset.names["subject_id"], dataset.names["toponym"], strict=True):
        given.setdefault(subject_id, []).append(toponym)

    def one(group: str, id_: str, title: str, parts: int = 0) -> Subject:
        called = dict.fromkeys((title, *given.get(id_, ())))
        folded = {name: text for name in called if (text := fold(name))}
        return Subject(group, id_, title, tuple(folded.items()), parts)

    parts = Counter(dataset.events["part_of"])
    for event_id, title in dataset.events["title"].items():
        yield one("event", str(event_id), title, parts[str(event_id)])
    for group, table, column in (
        ("period", dataset.periods, "title"),
        ("place", dataset.places, "title"),
        ("person", dataset.people, "name"),
        ("unit", dataset.units, "title"),
    ):
        for id_, title in table[column].items():
            yield one(group, str(id_), title)
    for group, terms in (("side", dataset.sides), ("chapter", dataset.chapters)):
        for id_, title in terms.items():
            yield one(group, id_, title)
    for kind in KINDS:
        yield one("kind", kind, kind.replace("_", " ").capitalize())
