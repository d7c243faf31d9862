"""What stands in frames on paper: a table to write in, and two accounts beside each other."""

from __future__ import annotations

from contextlib import nullcontext

from geo.documents.paper.blocks import Account, Accounts, Grid
from geo.documents.paper.sheet import GAP_MM, INK, RULE, SOFT, TINT, Sheet

__all__ = ["draw_accounts", "draw_grid"]


def draw_grid(sheet: Sheet, block: Grid) -> None:
    """Draw a table to write in, its head shaded."""
    widths = block.widths(sheet.epw)
    for index, row in enumerate((block.head, *block.rows)):
        style = "" if index else "B"
        tall = (
            max(
                sheet.height_of(cell, "body", style, 9, 4.1, width - 3) for cell, width in zip(row, widths, strict=True)
            )
            + 2
        )
        tall = max(tall, block.row_mm if index else 0)
        sheet.keep(tall)
        top = sheet.get_y()
        sheet.set_draw_color(*RULE)
        sheet.set_line_width(0.2)
        left = sheet.l_margin
        for cell, width in zip(row, widths, strict=True):
            if not index:
                sheet.set_fill_color(*TINT)
            sheet.rect(left, top, width, tall, style="" if index else "DF")
            with sheet.tagged("TD" if index else "TH") if cell else nullcontext():
                sheet.put(cell, left + 1.5, top + 1, width - 3, ("body", style, 9), 4.1)
            left += width
        sheet.set_y(top + tall)
    sheet.ln(2)


def draw_accounts(sheet: Sheet, block: Accounts) -> None:
    """Draw two accounts beside each other, each in a frame with what is known of who gave it."""
    width = (sheet.epw - GAP_MM) / 2

    def facts(account: Account) -> list[tuple[str, str, float]]:
        return [
            (name, value, sheet.height_of(value, "body", "", 9, 4, width - 27) + 0.6) for name, value in account.facts
        ]

    tall = max(
        10.5 + sheet.height_of(one.text, "serif", "", 11.5, 5.2, width - 8) + 3 + sum(fact[2] for fact in facts(one))
        for one in block.pair
    )
    sheet.keep(tall + 3)
    top = sheet.get_y()
    for column, account in enumerate(block.pair):
        left = sheet.l_margin + column * (width + GAP_MM)
        sheet.set_draw_color(*RULE)
        sheet.set_line_width(0.3)
        sheet.rect(left, top, width, tall + 1)
        sheet.set_fill_color(*INK)
        sheet.rect(left, top, width, 0.9, style="F")
        sheet.ink()
        with sheet.tagged("H3"):
            at = top + 3 + sheet.put(f"Account {account.letter}", left + 4, top + 3, width - 8, ("body", "B", 11), 5)
        with sheet.tagged("P"):
            at += 1 + sheet.put(account.text, left + 4, at + 0.5, width - 8, ("serif", "", 11.5), 5.2)
        at += 1
        for name, value, height in facts(account):
            with sheet.tagged("P"):
                sheet.ink(SOFT)
                sheet.put(name, left + 4, at, 18, ("body", "B", 9), 4)
                sheet.ink()
                sheet.put(value, left + 22, at, width - 27, ("body", "", 9), 4)
            at += height
    sheet.set_y(top + tall + 3)
