"""Figures as bars by who gives them, on paper: told apart by filling, so that a grey copy says the same."""

from __future__ import annotations

from geo.documents.paper.blocks import Bar, Bars, Standing
from geo.documents.paper.sheet import INK, SOFT, Sheet, printable

__all__ = ["bars_mm", "draw_bars"]

_LABEL_MM, _TEXT_MM, _ROW_MM, _THICK_MM, _TITLE_MM = 62.0, 34.0, 8.2, 4.6, 4.6
#: Of a label of one line and of two, whose figure it is must not be cut where two begin alike: type, line, note below.
_TIGHT = ((9.0, 3.7, 7.5, 0.0), (8.5, 3.2, 7.0, 1.6))
_GREYS: dict[Standing, tuple[int, int, int]] = {
    "a": INK,
    "b": (255, 255, 255),
    "witness": (255, 255, 255),
    "later": (196, 190, 182),
}


def bars_mm(sheet: Sheet, block: Bars) -> float:
    """Return how high the bars get with their title; of more than a page holds, the first three."""
    rows = [_ROW_MM + _TIGHT[len(_lines(sheet, bar.label)) - 1][-1] for bar in block.bars]
    whole = _TITLE_MM + sum(rows)
    return whole if whole < sheet.eph / 2 else _TITLE_MM + sum(rows[:3])


def draw_bars(sheet: Sheet, block: Bars) -> None:
    """Draw the bars under their title, on a new page where not all have room: they are there to be compared."""
    sheet.keep(bars_mm(sheet, block))
    sheet.ink()
    with sheet.tagged("H3"):
        sheet.say(block.title, "body", "B", 10, _TITLE_MM)
    most = max((bar.high for bar in block.bars), default=0) or 1
    room = sheet.epw - _LABEL_MM - _TEXT_MM
    for bar in block.bars:
        _row(sheet, bar, room / most)
    sheet.ln(1.2)


def _row(sheet: Sheet, bar: Bar, scale: float) -> None:
    lines = _lines(sheet, bar.label)
    size, line_mm, note_size, more = _TIGHT[len(lines) - 1]
    sheet.keep(_ROW_MM + more)
    top, left = sheet.get_y(), sheet.l_margin
    with sheet.tagged("P"):
        sheet.ink()
        sheet.set_font("body", "", size)
        for number, line in enumerate(lines):
            sheet.set_xy(left, top + number * line_mm)
            sheet.cell(_LABEL_MM - 2, line_mm, line)
        sheet.ink(SOFT)
        sheet.set_xy(left, top + len(lines) * line_mm)
        sheet.set_font("body", "", note_size)
        sheet.cell(_LABEL_MM - 2, 3.2, _short(sheet, bar.note))
        start = left + _LABEL_MM
        _filled(sheet, bar, start, top + 1, max(bar.high * scale, 0.4))
        if bar.low < bar.high:  # from where it is only "up to"
            at = start + bar.low * scale
            sheet.set_draw_color(*SOFT)
            sheet.line(at, top + 0.2, at, top + _THICK_MM + 1.8)
        sheet.ink()
        sheet.set_xy(start + bar.high * scale + 1.5, top + 1.2)
        sheet.set_font("body", "B", 9)
        sheet.cell(_TEXT_MM, 4, printable(bar.text))
    sheet.set_y(top + _ROW_MM + more)


def _lines(sheet: Sheet, text: str) -> list[str]:
    """Return *text* in one line beside the bar, or in two, the second shortened if that is not enough."""
    for size, *_ in _TIGHT:
        sheet.set_font("body", "", size)
        lines = [""]
        for word in printable(text).split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and sheet.get_string_width(longer) > _LABEL_MM - 3:
                lines.append(word)
            else:
                lines[-1] = longer
        if len(lines) == 1:
            break
    return [_short(sheet, lines[0]), *([_short(sheet, " ".join(lines[1:]))] if lines[1:] else [])]


def _short(sheet: Sheet, text: str) -> str:
    """Return *text* as far as it fits beside the bar, with dots where something is missing."""
    line = printable(text)
    while line and sheet.get_string_width(line) > _LABEL_MM - 3:
        line = line.rstrip("…")[:-1].rstrip() + "…"
    return line


def _filled(sheet: Sheet, bar: Bar, left: float, top: float, width: float) -> None:
    sheet.set_draw_color(*INK)
    sheet.set_line_width(0.25)
    sheet.set_fill_color(*_GREYS[bar.standing])
    sheet.rect(left, top, width, _THICK_MM, style="DF")
    if bar.standing == "b":
        step, at = 1.6, 0.0
        while at < width + _THICK_MM:
            low, high = max(at - _THICK_MM, 0), min(at, width)
            if low < high:
                sheet.line(left + low, top + (at - low), left + high, top + (at - high))
            at += step
