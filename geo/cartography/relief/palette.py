"""The two styles of the physical map: parchment by day, slate by night.

Colours are sRGB triples 0–255. Bands of the sea run from the shore outwards;
:data:`DEPTHS_M` names the depths at which one gives way to the next.
"""

from __future__ import annotations

from dataclasses import dataclass

Rgb = tuple[int, int, int]

DEPTHS_M = (50.0, 200.0, 1000.0, 2500.0, 4500.0, 6500.0)


MORE_QUALITY = {9: 10, 10: 13}
"""Added to a style's WebP quality where the tones are so even that blocks would show."""


@dataclass(frozen=True)
class Palette:
    """Everything that differs between the styles.

    Attributes
    ----------
    name : also the name of the tile set.
    land, land_high : tone of flat land, and of land at 2,500 m and above.
    natural_share : how much of the relief's own natural colour shows, 0–1.
    shade_gain, light_gain : strength of shadows and of lit slopes.
    shade_floor, light_ceiling : limits of both, as shares of the land tone.
    sea : one colour for each band of :data:`DEPTHS_M`, and one before the first.
    glow, glow_strength : colour and strength of the rim of light along coasts.
    lake, coast, river, brook : water on land and its outlines.
    brook_opacity : of the smallest rivers, 0–1.
    webp_quality : 0–100.
    """

    name: str
    land: Rgb
    land_high: Rgb
    natural_share: float
    shade_gain: float
    light_gain: float
    shade_floor: float
    light_ceiling: float
    sea: tuple[Rgb, ...]
    glow: Rgb
    glow_strength: float
    lake: Rgb
    coast: Rgb
    river: Rgb
    brook: Rgb
    brook_opacity: float
    webp_quality: int


LIGHT = Palette(
    name="light",
    land=(238, 229, 209),
    land_high=(238, 229, 209),
    natural_share=0.42,
    shade_gain=1.0,
    light_gain=1.0,
    shade_floor=-0.36,
    light_ceiling=0.07,
    sea=(
        (211, 226, 228),
        (205, 222, 226),
        (198, 217, 223),
        (191, 212, 219),
        (184, 206, 215),
        (177, 201, 211),
        (168, 193, 205),
    ),
    glow=(228, 237, 235),
    glow_strength=0.85,
    lake=(204, 223, 227),
    coast=(111, 151, 166),
    river=(108, 156, 178),
    brook=(146, 181, 196),
    brook_opacity=0.9,
    webp_quality=76,
)

DARK = Palette(
    name="dark",
    land=(35, 43, 48),
    land_high=(47, 54, 58),
    natural_share=0.0,
    shade_gain=1.1,
    light_gain=2.8,
    shade_floor=-0.42,
    light_ceiling=0.8,
    sea=(
        (30, 46, 57),
        (28, 43, 54),
        (26, 40, 50),
        (24, 37, 47),
        (22, 34, 43),
        (20, 31, 40),
        (17, 27, 35),
    ),
    glow=(44, 66, 78),
    glow_strength=0.75,
    lake=(27, 45, 57),
    coast=(74, 100, 113),
    river=(70, 105, 123),
    brook=(58, 84, 98),
    brook_opacity=0.85,
    webp_quality=80,
)

STYLES = (LIGHT, DARK)
