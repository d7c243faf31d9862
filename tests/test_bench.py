"""The measurements: how they are written down, and what they are taken on; nothing is measured here."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import soak, synthesis
from bench.__main__ import PARTS, main
from bench.report import Report, quantile
from geo.content.plans.plan import plan
from geo.record import tables
from geo.record.files import datapackage
from geo.record.validate import problems

BASELINE = "bare round trip"


@pytest.fixture
def report() -> Report:
    report = Report()
    report.section("Year step", "How it was measured.")
    report.times(BASELINE, [50, 40, 60])
    return report


def last_row(report: Report) -> str:
    return report.markdown().strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("samples", "part", "expected"),
    [
        ([7], 0.95, 7),
        ([1, 2, 3], 0.5, 2),
        ([1, 2, 3, 4], 0.5, 2),
        ([4, 3, 2, 1], 1, 4),
        (list(range(1, 101)), 0.95, 95),
    ],
)
def test_a_quantile_is_one_of_the_samples(samples: list[float], part: float, expected: float) -> None:
    assert quantile(samples, part) == expected


@pytest.mark.parametrize(
    ("samples", "verdict"), [([60], "≤ 1.25 ×: kept"), ([62.5], "≤ 1.25 ×: kept"), ([63], "≤ 1.25 ×: **not kept**")]
)
def test_a_ratio_is_that_of_the_medians_and_is_held_to_its_promise(
    report: Report, samples: list[float], verdict: str
) -> None:
    report.times("ours", samples, baseline=BASELINE, at_most_ratio=1.25)
    assert last_row(report).split(" | ")[-1].rstrip("| ") == verdict
    assert f" {samples[0] / 50:.2f} " in last_row(report)
    assert report.broken() == (["Year step: ours"] if "not" in verdict else [])


def test_a_ratio_without_its_baseline_is_no_promise_kept(report: Report) -> None:
    report.times("ours", [60], baseline="never measured", at_most_ratio=1.25)
    assert "kept" not in last_row(report)
    report.section("Click")
    report.times("ours", [60], baseline=BASELINE, at_most_ratio=1.25)
    assert "kept" not in last_row(report), "a baseline of another section was taken at another time"


def test_what_failed_is_a_row_with_the_reason(report: Report) -> None:
    report.failure("st.map", "needs WebGL | more\nTraceback …")
    report.times("nothing", [])
    rows = report.markdown().splitlines()
    assert "needs WebGL / more" in rows[-2]
    assert "nothing was measured" in rows[-1]
    assert "Traceback" not in report.markdown()
    assert report.broken() == []


def test_a_table_has_every_column_that_a_row_fills(report: Report) -> None:
    report.row("ours", {"kB": "412"}, promise="≤ 1,000 kB", kept=True)
    heading = next(line for line in report.markdown().splitlines() if line.startswith("| case"))
    assert [cell.strip() for cell in heading.strip("|").split("|")] == [
        *("case", "runs", "median ms", "p95 ms", "kB", "promise")
    ]
    assert len({line.count("|") for line in report.markdown().splitlines() if line.startswith("|")}) == 1


def test_a_made_up_package_is_valid_and_the_same_every_time(tmp_path: Path) -> None:
    folder, again = synthesis.package(tmp_path / "60", 60), synthesis.package(tmp_path / "again", 60)
    assert problems(datapackage.read(folder)) == []
    dataset = tables.load(folder)
    assert (dataset.events["status"] == "plotted").sum() == len(dataset.events) == 60
    assert set(dataset.events["year"]) == set(range(synthesis.FIRST_YEAR, synthesis.LAST_YEAR + 1))
    assert datapackage.read(again).digest == datapackage.read(folder).digest
    drawn = synthesis.events(folder).set_index("id")
    assert drawn["latitude"].to_dict() == dataset.events["latitude"].to_dict()


def test_an_unknown_part_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["years"])
    said = capsys.readouterr().err
    assert "'years'" in said
    assert all(part in said for part in PARTS)


@pytest.mark.parametrize(
    ("points", "grown"), [([(0, 300), (60, 300)], 0), ([(0, 300), (60, 302), (120, 304)], 2), ([(0, 9), (30, 8)], -2)]
)
def test_growth_is_told_by_the_minute(points: list[tuple[float, float]], grown: float) -> None:
    assert soak.slope(points) == pytest.approx(grown)


def test_processes_that_come_and_go_do_not_count_as_growth():
    samples = [(float(second), {1: 100.0} | ({2: 40.0} if second >= 4 else {})) for second in range(20)]
    samples[-1] = (19.0, {1: 100.0, 2: 40.0, 77: 300.0})
    assert soak.lasting(samples) == [(float(second), 140.0 if second >= 4 else 100.0) for second in range(20)]


def test_a_crowded_battle_is_valid_and_in_its_plan(tmp_path: Path) -> None:
    folder = synthesis.crowded(tmp_path, "khalkhin-gol-1939", 3, 4)
    assert problems(datapackage.read(folder)) == []
    drawn = [one["unit"] for one in plan(tables.load(folder), "khalkhin-gol-1939")["units"]]
    assert [drawn.count(f"made-{number}") for number in range(3)] == [4, 4, 4]
