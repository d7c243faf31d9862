"""Tile layers of other hosts: known, credited, over HTTPS."""

import re

import pytest

from geo.basemap.providers import HOSTS, LAYERS


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS.keys())
def test_a_layer_is_a_template_with_a_credit(layer):
    assert layer.url.startswith("https://")
    assert all(part in layer.url for part in ("{z}", "{x}", "{y}"))
    assert sorted(re.findall(r"\{(\w+)\}", layer.url)) == ["x", "y", "z"], "no key, no sub-domain"
    assert layer.attribution
    assert layer.title
    assert 1 <= layer.max_zoom <= 23
    assert "<script" not in layer.attribution


def test_hosts_are_those_of_the_layers():
    assert len(HOSTS) == len(LAYERS)
    assert all(re.fullmatch(r"https://[a-z0-9.-]+", host) for host in HOSTS)
