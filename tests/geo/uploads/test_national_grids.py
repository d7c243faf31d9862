"""Columns of metres on the grid of a country's maps, as authorities publish them."""

from __future__ import annotations

import pytest

from geo.uploads import readings
from geo.uploads.own_events import Reading
from geo.uploads.readings import Options

#: Heads of two columns, a cell of each, latitude and longitude.
NAMED = [
    ("Koord. E (LV95)", "Koord. N (LV95)", "2'600'000", "1'200'000", 46.951, 7.439),
    ("E_LV03", "N_LV03", "600000", "200000", 46.951, 7.439),
    ("RD X", "RD Y", "155000", "463000", 52.155, 5.387),
    ("x_rd", "y_rd", "155000.0", "463000.0", 52.155, 5.387),
    ("Easting (BNG)", "Northing (BNG)", "530034", "180381", 51.507, -0.128),
    ("X (Lambert 93)", "Y (Lambert 93)", "652 381", "6 862 047", 48.857, 2.351),
    ("UTM 32N East", "UTM 32N North", "691 600", "5 334 780", 48.137, 11.576),
    ("Ost (EPSG:25832)", "Nord (EPSG:25832)", "691600", "5334780", 48.137, 11.576),
    ("Rechtswert (Gauß-Krüger Zone 4)", "Hochwert (Gauß-Krüger Zone 4)", "4468000", "5334000", 48.137, 11.569),
    ("N SWEREF99 TM", "E SWEREF99 TM", "6580822", "674032", 59.325, 18.06),
    ("X SWEREF99 TM", "Y SWEREF99 TM", "6580822", "674032", 59.325, 18.06),  # x to the north, as geodesists have it
    ("X EOV", "Y EOV", "239000", "650000", 47.495, 19.042),
]


def read(east: str, north: str, *rows: tuple[str, str]) -> Reading:
    lines = [f"Event;Date;{east};{north}", *(f"Fall {n};190{n}-01-17;{x};{y}" for n, (x, y) in enumerate(rows, 1))]
    return readings.read("table.csv", "\n".join(lines).encode(), Options())


@pytest.mark.parametrize(("east", "north", "x", "y", "lat", "lon"), NAMED, ids=[one[0] for one in NAMED])
def test_they_are_turned_into_degrees_where_a_head_names_the_system(
    east: str, north: str, x: str, y: str, lat: float, lon: float
) -> None:
    found = read(east, north, (x, y), ("", ""), ("unknown", "unknown"), (x, y))
    events = found.dataset.events
    assert len(events) == 4 and found.bad_count == 0, "no event is lost"
    placed = events[events["status"] == "plotted"]
    assert len(placed) == 2
    assert placed["latitude"].tolist() == pytest.approx([lat, lat], abs=0.01)
    assert placed["longitude"].tolist() == pytest.approx([lon, lon], abs=0.01)
    (note,) = [note for note in found.notes if "degrees of WGS 84" in note]
    assert f"“{east}”" in note and f"“{north}”" in note and "EPSG:" in note


@pytest.mark.parametrize(("east", "north"), [("Koord. E", "Koord. N"), ("RW", "HW"), ("x coord (m)", "y coord (m)")])
def test_without_a_system_nothing_is_placed_and_that_is_said(east: str, north: str) -> None:
    found = read(east, north, ("2733200", "1165100"), ("2688100", "1165800"))
    assert not (found.dataset.events["status"] == "plotted").any()
    assert any("metres" in note and east in note and "EPSG" in note for note in found.notes)


def test_metres_that_lie_far_from_where_a_system_is_used_are_not_turned() -> None:
    found = read("E (LV95)", "N (LV95)", ("155000", "463000"), ("156000", "462000"))
    assert not (found.dataset.events["status"] == "plotted").any()


def test_a_table_in_degrees_is_left_as_it_is() -> None:
    found = read("x", "y", ("130.6", "42.4"), ("118.6", "47.7"))
    assert found.dataset.events["longitude"].tolist() == [130.6, 118.6]
    assert not [note for note in found.notes if "metres" in note]
