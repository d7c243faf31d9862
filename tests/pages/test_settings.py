"""Settings that the speed and the quiet of the app rest on; some are hidden and could vanish with an update."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from streamlit import config

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["runner.postScriptGC", "global.maxCachedMessageAge"])
def test_the_hidden_options_still_exist(name: str) -> None:
    assert name in config._config_options_template, "Streamlit has dropped it; measure again and adapt"


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("runner", "postScriptGC", False),
        ("global", "maxCachedMessageAge", 40),
        ("browser", "gatherUsageStats", False),
        ("browser", "serverAddress", "localhost"),
        ("server", "fileWatcherType", "none"),
    ],
)
def test_settings_are_made(section: str, name: str, value: object) -> None:
    assert CONFIG[section][name] == value


def test_the_frame_lies_among_the_pages() -> None:
    source = (ROOT / "app.py").read_text(encoding="utf-8")
    assert '"pages/frame.py"' in source
    assert (ROOT / "pages" / "frame.py").is_file()
