"""Who answers in the tests of the geocoder, and how it is asked."""

from urllib.parse import parse_qs, urlsplit

from geopy.adapters import BaseSyncAdapter

from geo.geocoding.ranking import Wanted, questions
from geo.geocoding.search import search
from geo.geocoding.services import CachedNominatim

FORD = {"subject_id": "the-ford", "source_id": ""}
#: Number, name, point, country, people, other names.
TOWNS = [
    (1, "Brod", 42.51, 130.61, "CN", 900, ["Брод", "=cmd"]),
    (2, "Brod", 56.0, 60.0, "RU", 600_000, []),
    (3, "Kita", 35.0, 135.0, "JP", 20_000, ["北", "\u5317 \u8857"]),
    (4, "Vadum Magnum", 10.0, 20.0, "TD", 0, []),
]


class Adapter(BaseSyncAdapter):
    """Answers as told instead of asking anybody, and remembers what it was asked."""

    def __init__(self, answer):
        super().__init__(proxies=None, ssl_context=None)
        self.answer, self.asked, self.headers = answer, [], []

    def get_json(self, url, *, timeout, headers):
        self.asked.append({name: values[0] for name, values in parse_qs(urlsplit(url).query).items()})
        self.headers.append(headers)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def get_text(self, url, *, timeout, headers):
        raise AssertionError("JSON is asked for")


def an_answer(**values):
    return {
        "osm_type": "node",
        "osm_id": 7,
        "lat": "42.52",
        "lon": "130.62",
        "boundingbox": ["42.50", "42.54", "130.60", "130.64"],
        "display_name": "Brod, Jilin, China",
        "class": "place",
        "type": "village",
        "place_rank": 19,
        **values,
    }


def nominatim(folder, answer=()):
    return CachedNominatim(folder, adapter_factory=lambda **_: Adapter(answer))


def one(name, *services, country="", date="", known=None):
    (finding,) = search(questions([Wanted("r1", name, country, date)]), services, known)
    return finding
