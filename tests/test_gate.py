"""The command that runs all of this: what it makes of pytest's words, of failures and of missing programs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests import __main__ as gate
from tests import programs
from tests.__main__ import Result
from tests.conftest import pytest_runtest_setup


@pytest.mark.parametrize(
    ("said", "closing"),
    [
        ("....  [100%]\n12 passed in 3.45s\n", "12 passed in 3.45s"),
        (
            "12 passed in 3.45s\n=== 1 failed, 2 passed in 62.01s (0:01:02) ===\n",
            "1 failed, 2 passed in 62.01s (0:01:02)",
        ),
        ("FAILED tests/x.py - in 3.4s\n2 errors in 0.12s\n", "2 errors in 0.12s"),
        ("Killed\n", "ended without a result"),
    ],
)
def test_the_closing_line_is_pytests_own(said: str, closing: str) -> None:
    assert gate._closing(said.splitlines(keepends=True)) == closing


def test_everything_is_told_in_the_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    good = [Result("style", 0), Result("tests", 0, "12 passed in 3.45s"), Result("browser", 0, "3 passed in 6.00s")]
    assert gate._told(good) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "tests: 12 passed in 3.45s · browser: 3 passed in 6.00s · All checks passed."
    )
    assert gate._told([Result("style", 1), *good[1:], Result("types", -9)]) == 1
    assert capsys.readouterr().out.splitlines()[-1].endswith(" · Failed: style, types")


@pytest.mark.parametrize("costs_little", [True, False])
def test_every_test_without_a_browser_runs_once(monkeypatch: pytest.MonkeyPatch, costs_little: bool) -> None:
    runs: list[list[str]] = []
    monkeypatch.setattr(gate, "_CAN_MONITOR", costs_little)
    monkeypatch.setattr(gate, "_started", lambda arguments, **_: SimpleNamespace(wait=lambda: 0))
    monkeypatch.setattr(gate, "_units", lambda name, arguments, **_: runs.append(arguments) or Result(name, 0))
    names = [result.name for result in gate._all_units()]
    assert ("coverage" in names) is costs_little
    folders = {folder for run in runs for folder in run if folder.startswith("tests")}
    left_out = {word.partition("=")[2] for run in runs for word in run if word.startswith("--ignore=tests/")}
    assert folders - {"tests"} == left_out - {"tests/browser"}
    assert len(runs) == (2 if costs_little else 1)
    assert not any(word.startswith("tests") for word in runs[-1]), "which leaves out the examples of docstrings"


def needing(program: str) -> Any:
    """A test that needs a program."""
    return SimpleNamespace(iter_markers=lambda name: [pytest.mark.needs(program).mark] if name == "needs" else [])


@pytest.mark.parametrize(
    ("setting", "outcome"),
    [
        ("true", pytest.fail.Exception),
        ("1", pytest.fail.Exception),
        ("", pytest.skip.Exception),
        ("false", pytest.skip.Exception),
    ],
)
def test_a_missing_program_is_a_failure_in_ci_alone(
    monkeypatch: pytest.MonkeyPatch, setting: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", setting)
    with pytest.raises(outcome, match="no-such-program is not installed"):
        pytest_runtest_setup(needing("no-such-program"))


def test_a_program_that_is_there_is_no_hindrance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    pytest_runtest_setup(needing("python"))
    assert programs.find("python")
