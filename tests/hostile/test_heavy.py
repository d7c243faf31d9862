"""What would cost a reader its memory or its time is refused in words, and the process that met it stayed small."""

from __future__ import annotations

import pytest

from geo.errors import UploadError
from geo.uploads.process import errand
from geo.uploads.readings import Options
from tests.hostile.heavy import ALL, Heavy

MEGABYTE = 1_000_000


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the work be counted alone, which is the same on a busy machine; the clock is held in test_errand."""
    monkeypatch.setattr(errand, "_BY_THE_CLOCK", 1_000)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_it_costs_little_and_is_answered_in_words(one: Heavy) -> None:
    under_way = errand.start(one.file, one.make(), Options())
    if one.says:
        with pytest.raises(UploadError) as caught:
            under_way.result()
        assert one.says in str(caught.value)
        assert len(str(caught.value)) < 400 and str(caught.value).isprintable()
    else:
        found = under_way.result()
        assert len(found.dataset.events) + found.bad_count == len(found.raw.frame), "no row is lost"
    assert under_way.peak_bytes <= one.mb * MEGABYTE


def test_there_are_enough_of_them_and_each_has_a_name() -> None:
    assert len(ALL) >= 20
    assert len({one.name for one in ALL}) == len(ALL)
