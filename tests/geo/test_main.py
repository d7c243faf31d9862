"""The commands: exit status 0 or 1, problems one a line on stderr."""

import subprocess
import sys
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.geocoding import search
from geo.geocoding.services import HistoricalGazetteer
from tests.builders import a_claim, a_package, an_event

ROOT = Path(__file__).parents[2]


def test_check_of_a_good_package(tmp_path, capsys):
    a_package(tmp_path)
    assert main(["check", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "no problems" in said.out


def test_check_names_every_problem_one_a_line(tmp_path, capsys):
    a_package(tmp_path, events=[an_event(title="", date_edtf="soon\x85\u2028now")], claims=[a_claim(best="-1")])
    assert main(["check", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(": ")[:2] for line in said.err.splitlines()] == [
        ["claims.csv:2", "best"],
        ["events.csv:2", "date_edtf"],
        ["events.csv:2", "title"],
    ]


def test_check_of_a_missing_folder(tmp_path, capsys):
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert "events.csv: is missing" in capsys.readouterr().err


def test_dictionary_is_written_and_checked(tmp_path, capsys):
    assert main(["dictionary", str(tmp_path), "--check"]) == 1
    assert "DICTIONARY.md: is stale; run python -m geo dictionary" in capsys.readouterr().err
    assert not list(tmp_path.iterdir()), "a check writes nothing"
    assert main(["dictionary", str(tmp_path)]) == 0
    assert main(["dictionary", str(tmp_path), "--check"]) == 0
    assert "all is current" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "status", "out", "err"),
    [
        (["The ford"], 0, "1.00  42.500, 130.600 ± 1 km", ""),
        (["The ford", "--country", "Japan", "--date", "1938"], 1, "0.50", "but not in Japan"),
        (["Nowhere"], 1, "", "Nowhere: no service knows this name"),
    ],
    ids=["sure", "doubtful", "unknown"],
)
def test_geocode_ranks_what_a_name_may_mean(dataset, monkeypatch, capsys, arguments, status, out, err):
    monkeypatch.setattr(search, "offline", lambda _: (HistoricalGazetteer(dataset()),))
    assert main(["geocode", *arguments]) == status
    said = capsys.readouterr()
    assert out in said.out
    assert err in said.err


@pytest.mark.parametrize("arguments", [[], ["explode"], ["check", "a", "b"], ["check", "--zzz"]], ids=str)
def test_a_wrong_command_is_explained(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m geo" in capsys.readouterr().err


@pytest.mark.parametrize(("cells", "status"), [({}, 0), ({"title": ""}, 1)], ids=["good", "bad"])
def test_the_process_ends_with_that_status(tmp_path, cells, status):
    a_package(tmp_path, events=[an_event(**cells)])
    done = subprocess.run(
        [sys.executable, "-m", "geo", "check", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == status
    assert bool(done.stderr) == bool(status)
