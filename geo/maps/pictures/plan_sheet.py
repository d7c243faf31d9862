"""One day of a battle's plan, drawn on a picture of its ground: lines, ways, disputed ground, units, names, scale."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from geo.basemap import store
from geo.content.plans.day import PlanDay
from geo.core.looks import LOOKS
from geo.maps.pictures.paper import INK, PAPER, SOFT, Box, Frame, Spot, box_round, face, overlap
from geo.maps.pictures.shapes import unit_signs
from geo.query.selection import View

__all__ = ["GROUND", "Sheet"]

RULES = LOOKS["plan"]
GROUND = (246, 240, 226)
_HALO = ((1.0, 18), (0.7, 22), (0.4, 30))
_SIGNS = {"army": "XXXX", "corps": "XXX", "division": "XX", "brigade": "X", "regiment": "III", "battalion": "II"}
_RANKS = ["front", "army_group", "fleet", "army", "corps", "division", "brigade", "regiment"]
_MOST_UNITS = 12
_GREAT = ("height", "crossing", "fort", "settlement")
_NAMED = 9
_TURNS = 16
_DOUBT_PX = 190  # a place known no better has no sharp mark


@lru_cache(maxsize=1)
def _colours() -> dict[str, tuple[int, int, int]]:
    """Return the colours of parties as the page has them on a light ground."""
    sheet = (store.ASSETS / "css" / "palette.css").read_text(encoding="utf-8")
    found = re.findall(r"--party-(\w+): light-dark\(#(\w\w)(\w\w)(\w\w)", sheet)
    return {name: (int(red, 16), int(green, 16), int(blue, 16)) for name, red, green, blue in found}


class Sheet:
    """A picture that is being drawn, and where its lettering has room."""

    def __init__(self, image: Image.Image, frame: Frame, made: Mapping[str, Any], view: View) -> None:
        self.image, self.frame, self.made = image, frame, made
        self.is_signed, self.chosen = view.symbols == "app6", view.unit
        self.draw = ImageDraw.Draw(image, "RGBA")
        self.density = frame.density
        self.taken: list[Box] = []
        self.on_lines: list[Spot] = []

    def draw_day(self, day: PlanDay) -> None:
        """Draw lines, disputed ground, ways, units and names, in that order."""
        for one in day.claims:
            self._dashed(self._spots(one), self._ink(one["party"]), 1.6, (7, 3, 2, 3))
        for one in day.disputed:
            if one["what"] == "both":
                self._hatched([self.frame.spots(one["ring"])])
        for one in day.contested:
            self._hatched([_disc(self._at(one["at"]), 13 * self.density)])
        for one in day.stale:
            self._dashed(self._spots(one), self._ink(one["party"]), 2.6, (2, 5))
        for one in day.lines:
            self._front(one)
        for one in day.ways:
            self._way(one)
        self._scale(day)
        self._signs()
        self._names(great=True)
        self._units(day)
        self._names(great=False)
        edge = round(0.8 * self.density)
        self.draw.rectangle((0, 0, self.frame.size[0] - 1, self.frame.size[1] - 1), outline=INK, width=edge)

    def _ink(self, party: str) -> tuple[int, int, int]:
        return _colours().get(self.made["parties"][party]["colour"], SOFT)

    def _face(self, name: str, size_px: float) -> ImageFont.FreeTypeFont:
        return face(name, size_px, self.density)

    def _at(self, lonlat: Sequence[float]) -> Spot:
        return self.frame.spot(lonlat[1], lonlat[0])

    def _spots(self, line: Mapping[str, Any]) -> list[Spot]:
        return self.frame.spots(line["path"])

    def _px(self, km: float) -> float:
        """Return a length in pixels of a screen."""
        return self.frame.pixels(km, self.frame.middle.lat) / self.density

    def _front(self, line: Mapping[str, Any]) -> None:
        spots, ink, px = self._spots(line), self._ink(line["party"]), self._px(line["km"])
        core = min(
            max(RULES["core"]["px"] + RULES["core"]["perPx"] * px, RULES["core"]["least"]), RULES["core"]["most"]
        )
        fade = RULES["coreOpacity"]
        opacity = min(max(fade["full"] - px / fade["gonePx"], fade["least"]), 1.0)
        halo = min(RULES["halo"]["perPx"] * px, RULES["halo"]["most"], px)
        self._washed(spots, ink, halo, core)
        self.draw.line(spots, fill=(*ink, round(255 * opacity)), width=round(core * self.density), joint="curve")
        if line["side"] == "b":
            self.draw.line(
                spots, fill=(*PAPER, round(190 * opacity)), width=round(core * 0.3 * self.density), joint="curve"
            )
        if own := line.get("own", 0):
            long = (6 + core * 0.9) * self.density * own
            for x, y, ux, uy in _paced(spots, 15 * self.density):
                ends = [(x, y), (x + uy * long, y - ux * long)]
                self.draw.line(
                    ends, fill=(*ink, round(255 * opacity)), width=round(max(2.0, core * 0.55) * self.density)
                )
        self.on_lines += [(x, y) for x, y, *_ in _paced(spots, 12 * self.density)]

    def _washed(self, spots: Sequence[Spot], ink: tuple[int, int, int], halo: float, core: float) -> None:
        layer = Image.new("RGBA", self.image.size, (*ink, 0))
        pen = ImageDraw.Draw(layer)
        for part, alpha in _HALO:  # from the outside in, each stronger
            width, fill = round((halo * 2 * part + core) * self.density), (*ink, alpha + (0 if part == 1 else 14))
            pen.line(spots, fill=fill, width=width, joint="curve")
            for end in (spots[0], spots[-1]):
                pen.ellipse(box_round(end, width / 2), fill=fill)
        self.image.paste(layer, (0, 0), layer)

    def _dashed(self, spots: Sequence[Spot], ink: tuple[int, int, int], width: float, dashes: Sequence[float]) -> None:
        at, is_drawn, left = 0, True, dashes[0] * self.density
        for x, y, ux, uy in _paced(spots, self.density):
            if is_drawn:
                ends = [(x, y), (x + ux * self.density, y + uy * self.density)]
                self.draw.line(ends, fill=ink, width=max(1, round(width * self.density)))
            left -= self.density
            if left <= 0:
                at, is_drawn = (at + 1) % len(dashes), not is_drawn
                left = dashes[at] * self.density

    def _hatched(self, rings: Sequence[Sequence[Spot]]) -> None:
        """Hatch a ground in the colours of both sides."""
        mask = Image.new("L", self.image.size, 0)
        for ring in rings:
            ImageDraw.Draw(mask).polygon([(float(x), float(y)) for x, y in ring], fill=165)
        hatch = Image.new("RGB", self.image.size, GROUND)
        pen = ImageDraw.Draw(hatch)
        wide, high = self.image.size
        inks = [self._side_ink("a"), self._side_ink("b")]
        step = 5 * self.density
        for number in range(math.ceil((wide + high) / step)):
            ends = [(number * step, 0), (number * step - high, high)]
            pen.line(ends, fill=inks[number % 2], width=round(2.2 * self.density))
        self.image.paste(hatch, (0, 0), mask)

    def _side_ink(self, side: str) -> tuple[int, int, int]:
        return next((self._ink(party) for party, row in self.made["parties"].items() if row["side"] == side), SOFT)

    def _way(self, way: Mapping[str, Any]) -> None:
        spots, ink = self._spots(way), self._ink(way["party"])
        paced = list(_paced(spots, 3 * self.density))
        if len(paced) < 4:
            return
        for number, (x, y, ux, uy) in enumerate(paced):
            part = number / len(paced)
            ends = [(x, y), (x + ux * 3.4 * self.density, y + uy * 3.4 * self.density)]
            self.draw.line(ends, fill=(*ink, round(60 + 180 * part)), width=round((2.5 + 6 * part) * self.density))
        (x, y), (_, _, ux, uy), size = spots[-1], paced[-1], 9 * self.density
        wings = [(x - ux * size + uy * size * sign, y - uy * size - ux * size * sign) for sign in (1, -1)]
        self.draw.polygon([(x + ux * 3, y + uy * 3), *wings], fill=ink)
        self.on_lines += [(x, y) for x, y, *_ in paced]
        words = f"{way.get('unit') or self.made['parties'][way['party']]['title']}"
        at = paced[len(paced) // 3][:2]
        self._write(words, at, ("source-sans-3-semibold", 12.5), ink, radii=(9, 16, 26, 40))

    # --- lettering ---

    def _units(self, day: PlanDay) -> None:
        stacks: dict[tuple[str, float, float], list[Mapping[str, Any]]] = {}
        walkers = {way.get("unit") for way in day.ways}
        for unit in sorted(day.units, key=self._order):
            is_seen = self.frame.holds(self._at(unit["at"]))
            same = stacks.setdefault((unit["party"], *unit["at"]), []) if is_seen else []
            if is_seen and unit["short"] not in walkers and all(one["unit"] != unit["unit"] for one in same):
                same.append(unit)
        left = _MOST_UNITS
        for stack in sorted((one for one in stacks.values() if one), key=lambda units: self._order(units[0])):
            if left > 0 and self._stack(stack):
                left -= len(stack)

    def _stack(self, units: Sequence[Mapping[str, Any]]) -> bool:
        font, row = self._face("source-sans-3-semibold", 11.5), 15.5 * self.density
        at, ink = self._at(units[0]["at"]), self._ink(units[0]["party"])
        is_sharp = self._px(units[0]["km"]) <= _DOUBT_PX
        plain = 6 * self.density if len(units) == 1 and units[0]["echelon"] in _SIGNS else 0
        signs = row * unit_signs.ABOVE if self.is_signed else plain
        frame = row * unit_signs.WIDE if self.is_signed else 0.0
        step = row + (signs if self.is_signed else 0)
        wide = max(font.getlength(unit["short"]) for unit in units) + 8 * self.density + frame
        box = self._room(at, wide, step * (len(units) - 1) + row + signs, radii=(14, 24, 36, 52, 72, 95))
        if box is None:
            return False
        left, top = box[0], box[1] + signs
        foot = top + step * (len(units) - 1) + row
        near = (min(max(at[0], left), left + wide), min(max(at[1], top), foot))
        self.draw.line([near, at], fill=ink, width=round(1.2 * self.density))
        if is_sharp:
            self.draw.ellipse(
                box_round(at, 2.4 * self.density), fill=ink, outline=PAPER, width=round(0.8 * self.density)
            )
        for number, unit in enumerate(units):
            high = top + number * step
            place = (left + frame, high, left + wide, high + row - self.density)
            is_full = is_sharp and not self.is_signed
            fill, text = ((*ink, 235), PAPER) if is_full else ((*GROUND, 225), ink)
            self.draw.rounded_rectangle(place, 2 * self.density, fill=fill, outline=PAPER if is_full else ink, width=2)
            if self.made["parties"][unit["party"]]["side"] == "b":  # as the thread along its lines
                self._framed(place, text)
            middle = ((place[0] + place[2]) / 2, (place[1] + place[3]) / 2)
            self.draw.text(middle, unit["short"], font=font, fill=text, anchor="mm")
            if self.is_signed:
                unit_signs.draw(self.draw, unit, (left, high), row - self.density, (ink, PAPER))
            if unit["unit"] == self.chosen:
                self._marked((left, high, *place[2:]))
        if plain and not self.is_signed:
            self._sign(_SIGNS[units[0]["echelon"]], left + wide / 2, top - self.density, ink)
        return True

    def _order(self, unit: Mapping[str, Any]) -> tuple[bool, int]:
        """Return the order in which units take their room: the one looked up, then the larger ones."""
        return unit["unit"] != self.chosen, _rank(unit)

    def _marked(self, place: Box) -> None:
        """Draw a strong edge round the label of the unit that is looked up."""
        gap = 1.6 * self.density
        edge = (place[0] - gap, place[1] - gap, place[2] + gap, place[3] + gap)
        self.draw.rounded_rectangle(edge, 3 * self.density, outline=INK, width=round(1.8 * self.density))

    def _framed(self, place: Box, ink: tuple[int, ...]) -> None:
        """Draw a thin frame inside a label, by which a grey print tells the sides apart."""
        edge = 1.7 * self.density
        inner = (place[0] + edge, place[1] + edge, place[2] - edge, place[3] - edge)
        self.draw.rounded_rectangle(inner, self.density, outline=ink, width=round(0.7 * self.density))

    def _sign(self, signs: str, x: float, bottom: float, ink: tuple[int, int, int]) -> None:
        high, step = 4.6 * self.density, 5 * self.density
        for number, sign in enumerate(signs):
            left = x + (number - (len(signs) - 1) / 2) * step
            ends = [[(left - high / 2, bottom - high), (left + high / 2, bottom)]] if sign == "X" else []
            ends += [[(left + high / 2, bottom - high), (left - high / 2, bottom)]] if sign == "X" else []
            for line in ends or [[(left, bottom - high), (left, bottom)]]:
                self.draw.line(line, fill=ink, width=round(1.3 * self.density))

    @property
    def _places(self) -> list[Mapping[str, Any]]:
        named = [one for one in self.made["features"] if not one.get("course") and one["kind"] in _GREAT]
        return [one for one in named[: _NAMED * 2] if self.frame.holds(self._at(one["at"]))]

    def _signs(self) -> None:
        for place in self._places:
            at = self._at(place["at"])
            if place["kind"] != "height":
                self.draw.rectangle(
                    box_round(at, 2.4 * self.density), fill=PAPER, outline=INK, width=round(self.density)
                )
            self.taken.append(box_round(at, 3 * self.density))

    def _names(self, great: bool) -> None:
        places = self._places
        half = _NAMED // 2
        for place in places[:half] if great else places[half:]:
            height = place.get("m")
            is_told = height is not None and str(int(height)) not in place["name"]
            name = f"{place['name']} {height:g} m" if is_told else place["name"]
            at = self._at(place["at"])
            how = ("alegreya-medium", 13.5) if great else ("alegreya-italic", 12)
            self._write(name, at, how, INK, radii=(9, 13, 18) if great else (9, 13))

    def _write(
        self, words: str, at: Spot, how: tuple[str, float], ink: tuple[int, ...], radii: Sequence[float]
    ) -> None:
        font = self._face(*how)
        box = self._room(at, font.getlength(words), how[1] * self.density, radii)
        if box is None:
            return
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        rim = round(1.5 * self.density)
        self.draw.text(middle, words, font=font, fill=ink, anchor="mm", stroke_width=rim, stroke_fill=(*GROUND, 225))

    def _room(self, at: Spot, wide: float, high: float, radii: Sequence[float]) -> Box | None:
        """Take the best free box near a spot, in pixels of the picture; ``None`` where there is none."""
        best: tuple[float, Box] | None = None
        for radius in radii:
            for turn in range(_TURNS):
                angle = turn / _TURNS * 2 * math.pi
                x = at[0] + math.cos(angle) * (radius * self.density + wide / 2 * abs(math.cos(angle)))
                y = at[1] + math.sin(angle) * (radius * self.density + high / 2 * abs(math.sin(angle)))
                box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
                is_in = self.frame.holds(box[:2], 3 * self.density) and self.frame.holds(box[2:], 3 * self.density)
                if not is_in or any(overlap(box, other) for other in self.taken):
                    continue
                covered = sum(box[0] < x < box[2] and box[1] < y < box[3] for x, y in self.on_lines)
                cost = radius + 14 * covered
                if best is None or cost < best[0]:
                    best = (cost, box)
        if best is None:
            return None
        gap = 1.5 * self.density
        left, top, right, bottom = best[1]
        self.taken.append((left - gap, top - gap, right + gap, bottom + gap))
        return best[1]

    def _scale(self, day: PlanDay) -> None:
        """Draw a bar of a round length, and one as long as the day's best line may be off."""
        per_km = self.frame.pixels(1, self.frame.middle.lat)
        power = 10 ** math.floor(math.log10(self.frame.size[0] * 0.25 / per_km))
        km = max(step * power for step in (1, 2, 3, 5) if step * power * per_km <= self.frame.size[0] * 0.25)
        font = self._face("source-sans-3-semibold", 11)
        bars = [(km, f"{km:g} km", False)]
        if day.doubt_km is not None and day.doubt_km * per_km < self.frame.size[0] * 0.5:
            bars.append((day.doubt_km, f"± {day.doubt_km:g} km", True))
        for number, (length, words, is_doubt) in enumerate(bars):
            left, base = 9 * self.density, self.frame.size[1] - (9 + 15 * (len(bars) - 1 - number)) * self.density
            right = left + max(length * per_km, 3 * self.density)
            end = right + 5 * self.density + font.getlength(words)
            box = (left - 4 * self.density, base - 10 * self.density, end + 4 * self.density, base + 5 * self.density)
            self.draw.rectangle(box, fill=(*GROUND, 215))
            if is_doubt:
                self._dashed([(left, base), (right, base)], INK, 1.5, (3, 2))
            else:
                self.draw.line([(left, base), (right, base)], fill=INK, width=round(1.5 * self.density))
            for x in (left, right):
                self.draw.line([(x, base - 4 * self.density), (x, base)], fill=INK, width=round(1.5 * self.density))
            self.draw.text((right + 5 * self.density, base), words, font=font, fill=INK, anchor="lm")
            self.taken.append(box)


def _rank(unit: Mapping[str, Any]) -> int:
    return _RANKS.index(unit["echelon"]) if unit["echelon"] in _RANKS else len(_RANKS)


def _disc(spot: Spot, radius: float) -> list[Spot]:
    turns = (at / 40 * 2 * math.pi for at in range(40))
    return [(spot[0] + radius * math.cos(at), spot[1] + radius * math.sin(at)) for at in turns]


def _paced(spots: Sequence[Spot], step: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield points at even steps along a line, each with the line's direction there."""
    carry = step / 2
    for (x, y), (to_x, to_y) in itertools.pairwise(spots):
        length = math.dist((x, y), (to_x, to_y))
        while length and carry < length:
            part = carry / length
            yield x + (to_x - x) * part, y + (to_y - y) * part, (to_x - x) / length, (to_y - y) / length
            carry += step
        carry -= length
