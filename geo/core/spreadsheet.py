"""Cells of tables that people open in a spreadsheet (OWASP: CSV injection)."""

from __future__ import annotations

__all__ = ["harmless"]

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # the wide ones count in East Asian spreadsheets


def harmless(text: str) -> str:
    """Return a cell of a table with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
