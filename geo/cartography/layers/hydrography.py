"""Coast, lakes and rivers, as they are drawn at a zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.cartography.extent import DETAIL, Box

if TYPE_CHECKING:
    from shapely import LineString

    from geo.cartography.sources import Shore, Sources

FINE_ZOOM = 6
"""From here on coast and rivers come from the most detailed sources."""

FINE_BOX = Box(88.0, 24.0, 176.0, 66.0)
WEST_BOX = Box(16.0, 46.0, 62.0, 66.0)
"""Where the waters are known in detail: the theatre, and round Moscow."""

RESERVOIRS = (
    Box(105.5, 61.0, 115.0, 64.5),  # Vilyuy
    Box(90.0, 53.0, 93.0, 56.5),  # Krasnoyarsk, Sayano-Shushenskoye
    Box(126.5, 53.6, 129.5, 55.0),  # Zeya
    Box(100.8, 52.7, 104.6, 58.8),  # Bratsk, Ust-Ilimsk
    Box(126.6, 43.3, 127.3, 43.95),  # Fengman
    Box(124.7, 40.35, 125.6, 41.2),  # Supung
    Box(129.8, 49.7, 131.6, 51.3),  # Bureya
    Box(126.85, 42.2, 127.5, 42.8),  # Baishan
    Box(124.0, 41.8, 124.4, 42.0),  # Dahuofang
    Box(122.2, 46.7, 123.2, 47.5),
    Box(125.6, 40.6, 126.4, 41.3),
    Box(37.0, 57.9, 39.2, 59.3),  # Rybinsk
    Box(42.5, 56.5, 43.8, 57.8),  # Gorky
    Box(48.2, 53.0, 52.1, 56.0),  # Kuibyshev
    Box(47.6, 51.9, 48.7, 53.0),  # Saratov
    Box(44.3, 48.4, 47.1, 52.0),  # Stalingrad
    Box(42.0, 47.4, 44.1, 49.6),  # Tsimlyansk
    Box(31.3, 46.5, 35.4, 49.9),  # Kremenchug to Kakhovka
    Box(30.2, 50.5, 30.7, 51.3),  # Kiev
    Box(54.0, 56.6, 57.2, 60.0),  # Kama, Votkinsk
    Box(46.3, 40.6, 47.2, 41.2),  # Mingechaur
)
"""Where lakes stand behind dams that were finished after 1939."""

LAKE_KHASAN = (
    (130.5955, 42.4690),
    (130.5985, 42.4680),
    (130.6015, 42.4600),
    (130.6050, 42.4530),
    (130.6085, 42.4450),
    (130.6125, 42.4370),
    (130.6150, 42.4300),
    (130.6120, 42.4290),
    (130.6085, 42.4340),
    (130.6045, 42.4400),
    (130.6005, 42.4480),
    (130.5975, 42.4560),
    (130.5950, 42.4630),
    (130.5955, 42.4690),
)
"""Lake Khasan by hand from its position and size: schematic, for no package has it."""

HOLSTEN = (
    (119.02, 47.672),
    (118.93, 47.690),
    (118.85, 47.686),
    (118.77, 47.697),
    (118.69, 47.712),
    (118.63, 47.724),
    (118.575, 47.731),
)
"""The Holsten (Khailastyn Gol), mouth last: schematic."""

BIG_RIVERS = (
    "Amur",
    "Heilong",
    "Argun",
    "Ussuri",
    "Songhua",
    "Huang",
    "Khalkhin",
    "Tumen",
    "Yalu",
    "Shilka",
    "Liao",
)


class Stream(NamedTuple):
    """A river piece with its rank: 1 the greatest, 10 a brook."""

    rank: float
    line: LineString


class Waters(NamedTuple):
    """The waters of one level of detail."""

    shores: list[Shore]
    streams: list[Stream]


def coarse(sources: Sources) -> Waters:
    """Return the waters of the world for zooms before :data:`FINE_ZOOM`."""
    from geo.cartography.sources import lines_of

    streams = []
    rivers = sources.natural_earth("rivers_lake_centerlines")
    for row in rivers.itertuples():
        rank = int(row.scalerank) - (1 if _is_big(row.name) else 0)
        streams += [Stream(rank, line) for line in lines_of(row.geometry)]
    return Waters(without_reservoirs(sources.shores("i")), streams)


def fine(sources: Sources) -> Waters:
    """Return the waters of the theatre, with the streams drawn by hand."""
    import numpy as np
    import shapely

    from geo.cartography.sources import Shore

    shores = without_reservoirs(sources.shores("f", FINE_BOX))
    shores.append(Shore(2, np.array(LAKE_KHASAN)))
    streams = ranked_rivers(sources)
    streams.append(Stream(9, shapely.LineString(HOLSTEN)))
    return Waters(shores, streams)


def western(sources: Sources) -> Waters:
    """Return the waters round Moscow for the same zooms as :func:`fine`.

    WDB-II has no rivers under the lakes behind dams; Natural Earth lends its own.
    """
    import shapely

    from geo.cartography.sources import lines_of

    shores = sources.shores("f", WEST_BOX)
    kept = without_reservoirs(shores)
    streams = ranked_rivers(sources, WEST_BOX, WEST_BOX)
    is_kept = {id(shore) for shore in kept}
    gone = [shapely.make_valid(shapely.Polygon(shore.ring)) for shore in shores if id(shore) not in is_kept]
    beds = shapely.union_all(gone).buffer(0.04)
    drawn = shapely.union_all([stream.line for stream in streams]).buffer(0.02)
    for row in sources.natural_earth("rivers_lake_centerlines", box=WEST_BOX).itertuples():
        lent = row.geometry.intersection(beds).difference(drawn)
        streams += [Stream(int(row.scalerank), line) for line in lines_of(lent)]
    return Waters(kept, streams)


def ranked_rivers(sources: Sources, box: Box = FINE_BOX, known_in: Box = DETAIL) -> list[Stream]:
    """Return the WDB-II rivers in *box*, ranked by Natural Earth where it knows them."""
    import shapely

    known = sources.natural_earth("rivers_lake_centerlines", box=known_in)
    corridors = [(row.name, int(row.scalerank), row.geometry.buffer(0.035)) for row in known.itertuples()]
    tree = shapely.STRtree([corridor for _, _, corridor in corridors])
    halha = shapely.Point(118.57, 47.73)
    streams = []
    for level, line in sources.rivers(box):
        if level > 4:
            continue
        rank: float = {0: 5, 1: 6, 2: 8, 3: 9, 4: 10}[level]
        best = 0.6
        for number in tree.query(line, predicate="intersects"):
            name, scale_rank, corridor = corridors[int(number)]
            share = line.intersection(corridor).length / line.length
            if share > best:
                best = share
                rank = min(scale_rank, 9) - (2 if _is_big(name) else 0)
        if line.distance(halha) < 0.05:
            rank = 6
        streams.append(Stream(rank, line))
    return streams


def _is_big(name: object) -> bool:
    return isinstance(name, str) and name.startswith(BIG_RIVERS)


def without_reservoirs(shores: list[Shore]) -> list[Shore]:
    """Return *shores* without the lakes that dams made after 1939."""

    def is_reservoir(shore: Shore) -> bool:
        lon, lat = shore.ring.mean(axis=0)
        return shore.level == 2 and any(box.west < lon < box.east and box.south < lat < box.north for box in RESERVOIRS)

    return [shore for shore in shores if not is_reservoir(shore)]
