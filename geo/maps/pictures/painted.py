"""A picture of the map as PNG, drawn with Pillow from the scene of :mod:`geo.maps.pictures.picture`, as the SVG is."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from geo.basemap import mosaic, svg
from geo.core.looks import LOOKS
from geo.maps.first_paint import Disc
from geo.maps.palette import colours
from geo.maps.pictures.naming import Name
from geo.maps.pictures.paper import FACES, Spot, box_round, dashed
from geo.maps.pictures.picture import EDGE_PX, Scene
from geo.maps.pictures.shapes.paths import flat
from geo.maps.symbols import drawings

__all__ = ["png"]

_MOST_DENSITY = 4
_FINER = 4  # a symbol is drawn so many times as large, and made smaller
_BODY, _STRONG = "source-sans-3-regular", "source-sans-3-semibold"
_FACE_OF = {"title": "alegreya-medium", "about": _BODY, "credit": _BODY}
_NUMBERS = re.compile(r"-?\d+")


def png(shown: Scene) -> bytes:
    """Return *shown* as PNG, ``window.scale`` times as many pixels wide as the window."""
    raw = io.BytesIO()
    _Painter(shown).picture().save(raw, "PNG", compress_level=6)
    return raw.getvalue()


class _Painter:
    """One picture while it is drawn: finer than it is to be where that can be afforded, so that edges are smooth."""

    def __init__(self, shown: Scene) -> None:
        window, scale = shown.window, shown.window.scale
        self.shown, self.scale = shown, scale
        self.density = 2 * scale if 2 * scale <= _MOST_DENSITY else scale
        self.colours = colours(window.theme)
        self.look = LOOKS["ground"][window.theme]
        self.map_size = (window.width * self.density, window.height * self.density)
        size = (self.map_size[0], round(shown.height * self.density))
        self.image = Image.new("RGB", size, self.colours["paper"])
        self.draw = ImageDraw.Draw(self.image, "RGBA")
        if shown.plan:
            self.image.paste(shown.plan.drawn(self.density), (0, 0))
            return
        camera = shown.camera
        corner = (camera.left * self.density, camera.top * self.density)
        ground = mosaic.ground(window.theme, corner, float(camera.world_px * self.density), self.map_size)
        self._states(ground)
        self.image.paste(ground, (0, 0))

    def picture(self) -> Image.Image:
        """Return the whole."""
        if not self.shown.plan:
            self._map()
        self._below()
        size = (self.shown.window.width * self.scale, round(self.shown.height * self.scale))
        return self.image if self.image.size == size else self.image.resize(size, Image.Resampling.LANCZOS)

    def _map(self) -> None:
        for path, dash, width in self.shown.borders:
            self._lines(path, dash, self._ink("line", self.look["lineOpacity"], self.look), width)
        self._claims()
        self._areas()
        for name in self.shown.names:
            self._name(name)
        for symbol in self.shown.symbols:
            self._symbol(symbol)
        for disc in self.shown.discs:
            self._disc(disc)
        self._bar()

    # --- ground ---

    def _states(self, ground: Image.Image) -> None:
        west = self._west()
        breadth = self.shown.edge_px * self.density
        for tint, area, edge in self.shown.states:
            mask = self._filled(area)
            if west is not None:
                mask = ImageChops.multiply(mask, west)
            ground.paste(tint, (0, 0), mask.point(lambda at: round(at * self.look["fill"])))
            for part in LOOKS["stateEdgeParts"]:
                line = Image.new("L", self.map_size)
                pen = ImageDraw.Draw(line)
                for spots, _ in self._rings(edge):
                    pen.line(spots, fill=255, width=round(part * breadth), joint="curve")
                inner = ImageChops.multiply(line, mask).point(lambda at: round(at * self.look["edge"]))
                ground.paste(tint, (0, 0), inner)

    def _west(self) -> Image.Image | None:
        """Return how far states are seen in the west, where they fade out; ``None`` where they do not."""
        x1, y1, x2, y2 = svg.fade(self.shown.camera)
        width, height = self.shown.window.width, self.shown.window.height
        across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        share = ((across - x1) * (x2 - x1) + (down - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)
        if share.min() >= 1:
            return None
        share = share.clip(0, 1)
        seen = (255 * share * share * (3 - 2 * share)).astype(np.uint8)
        return Image.fromarray(seen).resize(self.map_size, Image.Resampling.BILINEAR)

    def _filled(self, path: str) -> Image.Image:
        """Return an area as a mask; a ring within a ring is a hole, one within a hole is filled again."""
        mask = Image.new("L", self.map_size)
        pen = ImageDraw.Draw(mask)
        rings = [shapely.Polygon(spots) for spots, is_closed in self._rings(path) if is_closed and len(spots) > 2]
        for ring in sorted(rings, key=lambda one: -one.area):
            x, y = ring.representative_point().coords[0]
            spot = (min(max(round(x), 0), self.map_size[0] - 1), min(max(round(y), 0), self.map_size[1] - 1))
            inside = 0 <= x < self.map_size[0] and 0 <= y < self.map_size[1] and mask.getpixel(spot)
            pen.polygon(list(ring.exterior.coords), fill=0 if inside else 255)
        return mask

    def _rings(self, path: str) -> Iterator[tuple[list[Spot], bool]]:
        """Yield the lines of a path of :func:`geo.basemap.svg.path`, and whether each is closed."""
        for part in path.split("M")[1:]:
            numbers = [int(one) for one in _NUMBERS.findall(part)]
            steps = np.array(list(zip(numbers[::2], numbers[1::2], strict=True))).cumsum(axis=0) * self.density
            spots = [(float(x), float(y)) for x, y in steps]
            is_closed = part.endswith("z")
            yield ([*spots, spots[0]] if is_closed else spots), is_closed

    def _lines(self, path: str, dash: Sequence[float], ink: tuple[int, ...], width: float) -> None:
        lengths = [length * self.density for length in dash]
        for spots, _ in self._rings(path):
            dashed(self.draw, self.map_size, spots, lengths, ink, max(1, round(width * self.density)))

    def _claims(self) -> None:
        ink = self._ink("claim", 1, self.look)
        for path, is_ground in self.shown.claims:
            if not is_ground:
                self._lines(path, (4, 3), ink, 1.6)
                continue
            mask, hatch = self._filled(path), Image.new("L", self.map_size)
            pen = ImageDraw.Draw(hatch)
            step, (width, height) = round(LOOKS["hatch"]["px"] * 1.414 * self.density), self.map_size
            for left in range(-height, width, step):
                pen.line([(left, height), (left + height, 0)], fill=170, width=round(1.6 * self.density))
            self.image.paste(ink[:3], (0, 0), ImageChops.multiply(mask, hatch).crop((0, 0, *self.image.size)))

    def _areas(self) -> None:
        ink, edge = self._ink("ink", 0.07), self._ink("ink-2", 0.75)
        for area in self.shown.areas:
            if "path" in area:
                if not area["is_line"]:
                    self._shade(area["path"], ink)
                self._lines(area["path"], (2, 5), edge, 1.3)
                continue
            spot, radius = self._at(area["x"], area["y"]), area["radius"] * self.density
            if not area["is_vast"] and radius < 4 * max(self.map_size):
                self._veil(lambda pen, spot=spot, radius=radius: pen.ellipse(box_round(spot, radius), fill=255), ink)
            count = max(60, min(720, round(radius)))
            turns = (2 * math.pi * step / count for step in range(count + 1))
            ring = [(spot[0] + radius * math.cos(at), spot[1] + radius * math.sin(at)) for at in turns]
            lengths = [length * self.density for length in (3, 4)]
            dashed(self.draw, self.map_size, ring, lengths, edge, round(1.3 * self.density))

    def _shade(self, path: str, ink: tuple[int, ...]) -> None:
        self.image.paste(ink[:3], (0, 0), self._padded(self._filled(path), ink[3]))

    def _veil(self, shape: Any, ink: tuple[int, ...]) -> None:
        mask = Image.new("L", self.map_size)
        shape(ImageDraw.Draw(mask))
        self.image.paste(ink[:3], (0, 0), self._padded(mask, ink[3]))

    def _padded(self, mask: Image.Image, opacity: int) -> Image.Image:
        """Return a mask of the map as one of the whole picture, as opaque as *opacity* of 255."""
        return mask.point(lambda at: at * opacity // 255).crop((0, 0, *self.image.size))

    # --- names and symbols ---

    def _name(self, name: Name) -> None:
        kind = "water" if name.is_water else name.kind if name.kind in ("state", "town") else "range"
        face = "alegreya-italic" if name.is_italic else "alegreya-medium"
        colour = self.colours["name-ink" if kind == "town" else f"name-{kind}"]
        if name.dot:
            dot = box_round(self._at(*name.dot), 2.4 * self.density)
            width = round(1.1 * self.density)
            self.draw.ellipse(dot, fill=self.colours["halo"], outline=self.colours["name-ink"], width=width)
        text = self._lettering(name.text, face, name.size, name.spacing, colour)
        if name.angle_deg:
            text = text.rotate(-name.angle_deg, Image.Resampling.BICUBIC, expand=True)
        x, y = self._at(name.x, name.y)
        self.image.paste(text, (round(x - text.width / 2), round(y - text.height / 2)), text)

    def _lettering(self, text: str, face: str, size: float, spacing: float, colour: str) -> Image.Image:
        """Return a line of text with a pale rim on nothing, its middle where the middle of its small letters is."""
        font = _font(face, size * self.density, text)
        rim, gap = round(1.7 * self.density), spacing * self.density
        lefts = [0.0]
        for letter in text:
            lefts.append(lefts[-1] + font.getlength(letter) + gap)
        if not gap:
            lefts[-1] = font.getlength(text)
        high = round(size * self.density * 1.6)
        image = Image.new("RGBA", (math.ceil(lefts[-1] - gap) + 4 * rim, high), (*ImageColor.getrgb(colour), 0))
        pen, base = ImageDraw.Draw(image), high / 2 + size * self.density * 0.3
        parts = list(zip(lefts, text, strict=False)) if gap else [(0.0, text)]
        halo = (*ImageColor.getrgb(self.colours["name-paper"]), 215)
        for left, part in parts:
            pen.text((2 * rim + left, base), part, halo, font, anchor="ls", stroke_width=rim, stroke_fill=halo)
        for left, part in parts:
            pen.text((2 * rim + left, base), part, colour, font, anchor="ls")
        return image

    def _symbol(self, symbol: dict[str, Any]) -> None:
        kind = symbol["kind"]
        here, colour = self._at(symbol["x"], symbol["y"]), self.colours[f"kind-{kind}"]
        scale = self.shown.symbol_scale
        if symbol["back"]:
            there = self._at(symbol["x"] + symbol["back"][0], symbol["y"] + symbol["back"][1])
            self.draw.line([here, there], fill=colour, width=round(1.2 * self.density))
            self.draw.ellipse(box_round(there, LOOKS["originPx"] * self.density), fill=colour)
        if symbol["is_open"]:
            ring, width = LOOKS["ringPx"] * scale * self.density, round(2.5 * self.density)
            self.draw.ellipse(box_round(here, ring), self._ink("halo", 0.75), self.colours["ink"], width)
        self._badge(kind, here, scale * (1.32 if symbol["is_open"] else 1), symbol["is_vague"])
        if symbol["count"] > 1:
            unit = scale * self.density
            spot = (here[0] + 9 * unit, here[1] - 9 * unit)
            self.draw.ellipse(box_round(spot, 7 * unit), self.colours["paper"], colour, round(1.3 * unit))
            self._number(symbol["count"], spot, 9.5 * scale)

    def _badge(self, kind: str, spot: Spot, scale: float, is_vague: bool = False) -> None:
        sprite = _sprite(kind, self.shown.window.theme, is_vague, round(28 * scale * self.density))
        self.image.paste(sprite, (round(spot[0] - sprite.width / 2), round(spot[1] - sprite.height / 2)), sprite)

    def _disc(self, disc: Disc) -> None:
        unit = self.shown.symbol_scale * self.density
        spot = self._at(disc.x, disc.y)
        self.draw.ellipse(box_round(spot, 14 * unit), fill=self.colours["halo"])
        for side, start, length in disc.arcs:
            ends = (start * 3.6 - 90, (start + length) * 3.6 - 90)
            colour = self.colours[{"a": "party-a", "b": "party-b"}.get(side, "ink-2")]
            self.draw.arc(box_round(spot, 12.5 * unit), *ends, fill=colour, width=round(3 * unit))
        self.draw.ellipse(box_round(spot, 9.5 * unit), fill=self.colours["paper"])
        self._number(disc.count, spot, 11.5 * self.shown.symbol_scale)

    def _number(self, number: int, spot: Spot, size: float) -> None:
        font = _font(_STRONG, size * self.density)
        self.draw.text(spot, str(number), self.colours["ink"], font, anchor="mm")

    # --- words ---

    def _bar(self) -> None:
        bar = self.shown.bar
        left, base, right = bar["left"], bar["base"], bar["left"] + bar["width"]
        box = (*self._at(left - 6, base - 26), *self._at(right + 6, base + 6))
        self.draw.rectangle(box, fill=self._ink("paper", 0.85))
        line = [self._at(*spot) for spot in ((left, base - 6), (left, base), (right, base), (right, base - 6))]
        self.draw.line(line, fill=self.colours["ink"], width=round(1.5 * self.density))
        font = _font(_BODY, 13 * self.density)
        self.draw.text(self._at((left + right) / 2, base - 6), bar["text"], self.colours["ink"], font, anchor="ms")

    def _below(self) -> None:
        top = self.shown.window.height
        self.draw.rectangle((*self._at(0, top), *self.image.size), fill=self.colours["paper"])  # over cut symbols
        self.draw.line([self._at(0, top), self._at(self.shown.window.width, top)], self.colours["rule"], self.density)
        for line in self.shown.lines:
            y = top + line.y
            if line.look == "key":
                font = _font(_BODY, 14 * self.density)
                for kind, left in self.shown.kinds:
                    self._badge(kind, self._at(EDGE_PX + left + 9, y - 5), 0.72)
                    said = kind.replace("_", " ").capitalize()
                    self.draw.text(self._at(EDGE_PX + left + 23, y), said, self.colours["ink"], font, anchor="ls")
                continue
            font = _font(_FACE_OF[line.look], line.size * self.density, line.text)
            colour = self.colours["ink" if line.look == "title" else "ink-2"]
            self.draw.text(self._at(EDGE_PX, y), line.text, colour, font, anchor="ls")

    def _at(self, x: float, y: float) -> Spot:
        return x * self.density, y * self.density

    def _ink(self, name: str, opacity: float, among: dict[str, Any] | None = None) -> tuple[int, ...]:
        return (*ImageColor.getrgb((among or self.colours)[name]), round(255 * opacity))


@lru_cache(maxsize=64)
def _face(name: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACES / f"{name}.ttf", size)


@lru_cache(maxsize=8)
def _letters(name: str) -> frozenset[int]:
    with TTFont(FACES / f"{name}.ttf") as font:
        return frozenset(font.getBestCmap())


def _font(name: str, size: float, text: str = "") -> ImageFont.FreeTypeFont:
    """Return a face in which all of *text* can be written, if there is one."""
    isolated = any(ord(letter) not in _letters(name) for letter in text)
    return _face("noto-sans-cjk-subset" if isolated else name, size)


@lru_cache(maxsize=128)
def _sprite(kind: str, theme: svg.Style, is_vague: bool, size: int) -> Image.Image:
    """Return the symbol of a kind on nothing, *size* pixels wide."""
    inks, drawing, unit = colours(theme), drawings()[kind], size * _FINER / 28
    own, paper = inks[f"kind-{kind}"], inks["paper"]
    image = Image.new("RGBA", (size * _FINER, size * _FINER), (*ImageColor.getrgb(inks["halo"]), 0))
    pen = ImageDraw.Draw(image)
    middle = size * _FINER / 2

    def placed(path: str) -> list[list[Spot]]:
        return [[(middle + x * unit, middle + y * unit) for x, y in line] for line in flat(path)]

    for line in placed(drawing["badge"]):
        pen.line([*line, line[0]], fill=inks["halo"], width=round(2.6 * unit), joint="curve")
        pen.polygon(line, fill=paper if is_vague else own)
        if is_vague:
            dashed(pen, image.size, [*line, line[0]], [3.2 * unit, 2 * unit], (*ImageColor.getrgb(own), 255),
                   round(2 * unit))  # fmt: skip
    ink = own if is_vague else inks["glyph"]
    for line in placed(drawing["glyph"]):
        if drawing["filled"]:
            pen.polygon(line, fill=ink)
            continue
        pen.line(line, fill=ink, width=round(2 * unit), joint="curve")
        for spot in (line[0], line[-1]):
            pen.ellipse(box_round(spot, unit), fill=ink)
    return image.resize((size, size), Image.Resampling.LANCZOS)
