"""Made-up data packages of any size, the same on every run: for measuring, never for showing."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from geo.content.plans.plan import plan
from geo.record import atlas, tables
from geo.record.schema import KINDS, TABLES

__all__ = ["FIRST_YEAR", "LAST_YEAR", "crowded", "events", "package"]

FIRST_YEAR, LAST_YEAR = tables.atlas().years
_EVENTS_PER_PLACE = 2
#: What makes the events those of this atlas.
_OF_THE_ATLAS = ("parties", "chapters", "theatres")
_SOURCES = 20
#: Shares as in the atlas's own places: most are known to 25 km, some only to a district or a province.
_WHERE_PREC = {"1": 0.1, "2": 0.65, "3": 0.2, "4": 0.05}
_APPROXIMATION_KM = {"1": "1", "2": "10", "3": "40", "4": "100"}


def package(folder: Path, count: int) -> Path:
    """Write a valid data package of *count* plotted events into *folder* and return it.

    Every year of the atlas has about as many events as any other; every event has a name,
    a source and a figure, every second one a place of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = _rows(count)
    for name in (atlas.FILE, *(f"{table}.csv" for table in _OF_THE_ATLAS)):
        shutil.copy(tables.DATA / name, folder / name)
    for table in TABLES:
        if table.name not in rows:  # one of the atlas's own, or one that may be missing
            continue
        frame = rows[table.name].reindex(columns=list(table.header), fill_value="")
        frame.to_csv(folder / table.file, index=False)
    return folder


def crowded(folder: Path, event_id: str, units: int, days: int) -> Path:
    """Write the record into *folder*, with *units* made-up units more in a battle that stand elsewhere every day.

    They stand within its plan from its first day on, and are known as well as one of its positions.
    """
    dice = np.random.default_rng(1939)
    shutil.copytree(tables.DATA, folder, dirs_exist_ok=True)
    drawn = plan(tables.load(), event_id)
    (south, west, north, east), first = drawn["box"], dt.date.fromisoformat(drawn["from"])
    stood = _read(folder, "positions")
    pattern = stood[stood["event_id"] == event_id].iloc[0].to_dict()
    count = units * days
    names = np.array([f"made-{number}" for number in range(units)])
    begun = np.array([(first + dt.timedelta(days=number)).isoformat() for number in range(days)])
    where = zip(dice.uniform(west, east, count), dice.uniform(south, north, count), strict=True)
    made = pd.DataFrame([pattern] * count).assign(
        id=[f"made-position-{number}" for number in range(count)],
        unit_id=np.repeat(names, days),
        date_edtf=np.tile(begun, units),
        place_id="",
        geometry_wkt=[f"POINT ({lon:.4f} {lat:.4f})" for lon, lat in where],
        approximation_km="3",
    )
    parties = np.array(["soviet-union", "japan"])[np.arange(units) % 2]
    new = pd.DataFrame({"id": names, "title": [f"Unit {name}" for name in names], "party": parties})
    for table, rows in (("positions", made), ("units", new.assign(echelon="battalion"))):
        kept = _read(folder, table)
        pd.concat([kept, rows.reindex(columns=kept.columns, fill_value="")]).to_csv(
            folder / f"{table}.csv", index=False
        )
    return folder


def _read(folder: Path, table: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)


def events(folder: Path) -> pd.DataFrame:
    """Return what a map needs of a package in *folder*: ``title, kind, date, year, latitude, longitude`` of each event.

    The pages that the atlas is compared with are given this, so that all draw the same points.
    """
    table = _read(folder, "events")
    places = pd.read_csv(folder / "places.csv").set_index("id")
    where = places.loc[table["place_id"], ["latitude", "longitude"]].reset_index(drop=True)
    table["date"] = table["date_edtf"]
    table["year"] = table["date_edtf"].str[:4].astype(int)
    return pd.concat([table[["id", "title", "kind", "date", "year"]], where], axis=1)


def _rows(count: int) -> dict[str, pd.DataFrame]:
    dice = np.random.default_rng(1939)
    numbers = np.arange(count)
    ids = [f"event-{number}" for number in numbers]
    places = _places(dice, max(1, count // _EVENTS_PER_PLACE))
    sources = pd.DataFrame(
        {
            "id": [f"work-{number}" for number in range(_SOURCES)],
            "type": "report",
            "title": [f"Report {number}" for number in range(_SOURCES)],
            "issued": "1950",
            "tier": "primary",
        }
    )
    works = sources["id"].to_numpy()[numbers % _SOURCES]
    return {
        "events": _events(dice, ids, places["id"].to_numpy()),
        "places": places,
        "names": pd.DataFrame(
            {
                "subject_id": ids,
                "toponym": [f"Бой № {number}" for number in numbers],
                "lang": "ru",
                "role": "preferred",
                "source_id": works,
            }
        ),
        "claims": pd.DataFrame(
            {
                "id": [f"claim-{number}" for number in numbers],
                "event_id": ids,
                "measure": "killed",
                "side": "soviet-union",
                "best": dice.integers(0, 500, count).astype(str),
                "claimant": "A staff",
                "claimant_role": "belligerent_a",
                "source_id": works,
                "locator": "p. 1",
            }
        ),
        "disagreements": pd.DataFrame(),
        "event_sources": pd.DataFrame({"event_id": ids, "source_id": works, "locator": "p. 1", "supports": "course"}),
        "sources": sources,
    }


def _events(dice: np.random.Generator, ids: list[str], place_ids: np.ndarray) -> pd.DataFrame:
    count = len(ids)
    numbers = np.arange(count)
    years = FIRST_YEAR + numbers % (LAST_YEAR - FIRST_YEAR + 1)
    days = pd.to_datetime(pd.Series(years.astype(str))) + pd.to_timedelta(dice.integers(0, 365, count), unit="D")
    kinds, chapters = list(KINDS), list(tables.load().chapters)
    return pd.DataFrame(
        {
            "id": ids,
            "title": [f"Clash no. {number} at the ford" for number in numbers],
            "chapter": np.array(chapters)[numbers % len(chapters)],
            "kind": dice.choice(kinds, count),
            "date_edtf": days.dt.strftime("%Y-%m-%d"),
            "place_id": place_ids[dice.integers(0, len(place_ids), count)],
            "place_relation": "at",
            "side_a": "soviet-union",
            "side_b": "japan",
            "summary": "Two patrols met at the ford and fired. Both withdrew before dark.",
            "certainty": "certain",
            "status": "plotted",
        }
    )


def _places(dice: np.random.Generator, count: int) -> pd.DataFrame:
    precision = dice.choice(list(_WHERE_PREC), count, p=list(_WHERE_PREC.values()))
    return pd.DataFrame(
        {
            "id": [f"place-{number}" for number in range(count)],
            "title": [f"Ford {number}" for number in range(count)],
            "latitude": dice.uniform(42, 53, count).round(4).astype(str),
            "longitude": dice.uniform(115, 141, count).round(4).astype(str),
            "where_prec": precision,
            "approximation_km": [_APPROXIMATION_KM[one] for one in precision],
            "country_then": "a frontier",
            "ccodes": "710",
            "geo_basis": "estimate",
            "geo_note": "Made up for measuring.",
        }
    )
