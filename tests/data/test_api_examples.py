"""Every example in the description of the interface answers, with the data as they are."""

import re

import pytest
from starlette.testclient import TestClient

from geo.web import api_docs
from tests.geo.web.test_routes import an_app

CLIENT = TestClient(an_app())
PUBLIC = [address for address in api_docs.ADDRESSES if not address.is_private]


@pytest.mark.parametrize("address", PUBLIC, ids=lambda address: address.path)
def test_an_address_answers_to_its_example_and_to_those_of_its_parameters(address):
    """All examples in one request, as a handout takes its time."""
    answer = CLIENT.get(f"/api/{address.below_api}")
    assert answer.status_code == 200, answer.text
    assert answer.content
    if address.path == "/api/events.geojson":
        assert answer.json()["features"]
    answer = CLIENT.get(address.path, params={one.name: api_docs.example(one) for one in address.parameters})
    assert answer.status_code == 200, answer.text


def test_the_links_of_the_page_lead_somewhere():
    links = re.findall(r'href="([^"#]+)"', api_docs.page_html().replace("&amp;", "&"))
    assert {address.below_api for address in PUBLIC} <= set(links)
    for link in links:
        if link != "../" and "://" not in link and not link.startswith(("export", "handout")):
            assert CLIENT.get(f"/api/{link}").status_code == 200, link
