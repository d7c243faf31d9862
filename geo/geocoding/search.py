"""A place name → places it may mean, each with its paper trail; never a bare point.

The geocoders of :mod:`geo.geocoding.services` are asked in turn, and Nominatim only where the user
agrees.  When a name becomes a pin, and when it waits for a human, is said in
:mod:`geo.geocoding.ranking`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import platformdirs
from geopy.exc import GeopyError

from geo.geocoding import geonames
from geo.geocoding.ranking import Finding, Question, ranked
from geo.geocoding.services import GeoNames, HistoricalGazetteer, Service
from geo.record.tables import Dataset

__all__ = ["cache_folder", "offline", "search"]


def cache_folder() -> Path:
    """Return where answers and indexes are kept: ``ATLAS_CACHE``, or the user's cache directory."""
    return Path(os.environ.get("ATLAS_CACHE") or platformdirs.user_cache_dir("border-conflicts-atlas"))


def offline(dataset: Dataset) -> tuple[Service, ...]:
    """Return the geocoders that need no network, in the order in which they are believed."""
    return HistoricalGazetteer(dataset), GeoNames(geonames.Towns(cache_folder()))


def search(
    asked: Iterable[Question], services: Sequence[Service], known: Mapping[Question, Finding] | None = None
) -> Iterator[Finding]:
    """Yield a finding for each question as soon as it is there; whoever stops reading, stops the search.

    Parameters
    ----------
    services : in the order in which they are believed.  One that fails is not asked again.
    known : earlier findings, to which the new candidates are added.
    """
    willing, silent = list(services), []
    for question in asked:
        before = (known or {}).get(question, Finding(question))
        candidates = list(before.candidates)
        for service in list(willing):
            try:
                answer = service.geocode(question.name, exactly_one=False, country=question.country, era=question.era)
            except GeopyError as error:
                willing.remove(service)
                silent.append(str(error))
                continue
            candidates += [location.raw for location in answer or ()]
        yield Finding(question, ranked(candidates), tuple(silent))
        if not willing:
            return
