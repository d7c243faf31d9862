"""A package to begin with: it passes every check, becomes a dataset, and overwrites nothing."""

import pytest

from geo.__main__ import main
from geo.content.timeline import lanes, periods, rows
from geo.record import tables
from geo.record.data_dictionary import stale
from geo.record.files import starter
from geo.record.schema import TABLES


def test_a_new_package_passes_the_check(tmp_path, capsys):
    folder = tmp_path / "new" / "atlas"
    assert main(["new", str(folder)]) == 0
    assert "ATLAS_DATA=" in capsys.readouterr().out
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}: no problems\n"
    assert stale(folder) == []
    assert {"atlas.yml", *(table.file for table in TABLES)} < {path.name for path in folder.iterdir()}


def test_a_new_package_is_a_small_atlas(tmp_path):
    starter.write(tmp_path)
    data = tables.load(tmp_path)
    assert list(data.events.index) == ["fight-at-the-ford", "truce-at-the-ford"]
    assert (data.atlas.title, data.years, data.atlas.base_map) == ("Atlas of a conflict", (1900, 1905), "world")
    assert list(data.sides) == ["north", "south"]
    assert set(data.claim_sides) - set(data.sides) == {"both"}
    assert [row.lane for row in rows(data, data.events)] == lanes(data) * 2
    assert [one.event_id for one in periods(data)] == ["fight-at-the-ford"]
    assert sorted(data.claims["best"]) == [2, 20], "two rival figures of the same thing"


def test_a_folder_that_is_not_empty_is_refused(tmp_path, capsys):
    (tmp_path / "events.csv").write_text("mine", encoding="utf-8")
    assert main(["new", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path} is not empty; name a new folder\n"
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]
    assert (tmp_path / "events.csv").read_text(encoding="utf-8") == "mine"


def test_a_file_is_no_folder(tmp_path, capsys):
    file = tmp_path / "atlas"
    file.write_text("mine", encoding="utf-8")
    assert main(["new", str(file)]) == 1
    assert str(file) in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_will_do(tmp_path):
    starter.write(tmp_path)
    with pytest.raises(FileExistsError, match="is not empty"):
        starter.write(tmp_path)
