"""What an event is called in a language."""

from pathlib import Path

import pytest

from geo.record.event_names import title_in
from geo.record.files import datapackage
from geo.record.tables import Dataset, build
from tests.builders import a_package, an_event


def a_dataset(folder: Path) -> Dataset:
    names = [
        {"subject_id": "whole", "toponym": "ノモンハン事件", "lang": "ja", "role": "preferred"},
        {"subject_id": "whole", "toponym": "Nomonhan jiken", "lang": "ja-Latn", "role": "transliteration"},
        {"subject_id": "part", "toponym": "ノモンハン事件", "lang": "ja", "role": "preferred"},
        {"subject_id": "part", "toponym": "Баин-Цаган", "lang": "ru", "role": "preferred"},
    ]
    events = [an_event(id="whole", title="Battle"), an_event(id="part", title="July attack", part_of="whole")]
    return build(datapackage.read(a_package(folder, events=events, names=names)))


@pytest.mark.parametrize(
    ("event_id", "lang", "title"),
    [
        ("whole", "ja", "ノモンハン事件"),
        ("whole", "en", "Battle"),
        ("whole", "ko", "Battle"),
        ("part", "ja", "July attack"),
        ("part", "ru", "Баин-Цаган"),
    ],
)
def test_title_in(tmp_path: Path, event_id: str, lang: str, title: str) -> None:
    assert title_in(a_dataset(tmp_path), event_id, lang) == title
