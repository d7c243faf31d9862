"""A QR code holds the link it was made of, and can be read in any theme."""

from __future__ import annotations

import base64
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest
import segno
import zxingcpp

from geo.core import qr

LINKS = [
    "http://localhost:8501/",
    "http://192.168.1.20:8501/classroom?exercise=order&set=4127&n=2",
    "https://atlas.example.org/?q=%E3%83%8E%E3%83%A2%E3%83%B3%E3%83%8F%E3%83%B3&from=1939-05-11&to=1939-09-16",
]


def svg_of(html: str) -> str:
    uri = re.search(r'src="([^"]+)"', html).group(1).replace("&#39;", "'").replace("&amp;", "&")
    head, _, body = uri.partition(",")
    return base64.b64decode(body).decode() if head.endswith("base64") else unquote(body)


@pytest.mark.parametrize("link", LINKS)
def test_the_drawing_is_the_code_of_the_link(link):
    matrix = [[0 if dark else 255 for dark in row] for row in qr.code(link).matrix_iter(scale=4, border=qr.QUIET_ZONE)]
    (found,) = zxingcpp.read_barcodes(np.array(matrix, dtype=np.uint8))
    assert found.text == link
    assert svg_of(qr.image(link, "x")) == svg_of_segno(link)


def svg_of_segno(link: str) -> str:
    made = segno.make_qr(link, error="m")
    return svg_of(f'src="{made.svg_data_uri(border=4, dark="#000", light="#fff", omitsize=True, title="x")}"')


def test_it_is_dark_on_light_with_its_quiet_zone_and_a_name():
    html = qr.image(LINKS[1], 'The "large" <code>')
    assert 'alt="The &#34;large&#34; &lt;code&gt;"' in html
    root = ElementTree.fromstring(svg_of(html))  # noqa: S314  # made here
    size = qr.code(LINKS[1]).symbol_size(border=0)[0] + 2 * qr.QUIET_ZONE
    assert root.attrib["viewBox"] == f"0 0 {size} {size}"
    light, dark = root.iter("{http://www.w3.org/2000/svg}path")
    assert light.attrib["fill"].lower() in {"#fff", "#ffffff"}
    assert dark.attrib["stroke"].lower() in {"#000", "#000000"}
    assert root.find("{http://www.w3.org/2000/svg}title").text == 'The "large" <code>'


def test_a_link_that_no_code_can_hold_is_refused():
    with pytest.raises(ValueError, match="Data too large"):
        qr.image("https://example.org/?q=" + "a" * 3000, "x")
