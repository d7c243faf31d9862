"""A link as a QR code (ISO/IEC 18004), to be photographed off a projected page."""

from __future__ import annotations

import segno

from geo.core import templating

__all__ = ["code", "image"]

#: Light modules around the code, which readers need to find it.
QUIET_ZONE = 4


def code(link: str) -> segno.QRCode:
    """Return *link* as a QR code that is still read with 15 % of it hidden.

    Raises
    ------
    ValueError
        If the link is too long for any code.
    """
    return segno.make_qr(link, error="m")


def image(link: str, label: str) -> str:
    """Return an HTML image of *link*: dark on light whatever the page's colours, as large as its frame.

    Parameters
    ----------
    label : what it is, for those who do not see it.

    Raises
    ------
    ValueError
        As :func:`code`.
    """
    uri = code(link).svg_data_uri(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True, title=label)
    return templating.html("qr.html", uri=uri, label=label)
