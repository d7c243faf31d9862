"""What stands in a sheet beside the rows of its table: heads said again, totals, footnotes, a second table below."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from geo.core.text import clipped, counted
from geo.uploads.cells.month_words import plain

__all__ = ["without_the_rest"]

_LAST_ROWS = 3  # among which totals may stand
_MOST_GAPS, _LOOKED_AT = 20, 20
_SHOWN = 60
_COUNTED = re.compile(r"\(?[\d,]+ (?:rows?|records?)(?: affected| selected)?[.)]?", re.IGNORECASE)  # of databases
_LAST_NOTES, _LEAST_COLUMNS = 12, 3
#: How a line below a table begins, in letters without accents.
_FOOTNOTE = re.compile(
    r"(?:sources?|notes?|remarks?|references?|data|see also|quellen?|anmerkung(?:en)?|hinweis|stand|legende|remarques?|"
    r"fuentes?|notas?|fontes?|fonti|bron(?:nen)?|opmerkingen?|источники?|примечани[ея]|джерел[ао]|примітк[аи]|zrodl[ao]|"
    r"uwagi|przypisy|zdroje?|poznamk[ay]|kaynak(?:lar)?|notlar|forras(?:ok)?|megjegyzes(?:ek)?|kallor|kilder?|lahteet|"
    r"surse|izvori?|saltiniai|avoti|πηγη|πηγες|эх сурвалж|тайлбар|注|註|注記|备注|備註|備考|出典|出所|来源|來源|"
    r"资料来源|資料來源|비고|출처|주) ?(?:\d{1,2})?[:：.]|[*†‡§¹²³⁴※]|\(?\d{1,2}\) [^\W\d]|© ?\w"
)
_TOTALS = frozenset(
    plain(word)
    for word in (
        "total|totals|grand total|sum|sums|in all|summe|gesamt|gesamtsumme|insgesamt|somme|total general|totaal|"
        "suma|suma total|soma|totale|totali|ogolem|razem|celkem|spolu|osszesen|toplam|yhteensa|summa|i alt|"
        "итого|всего|сумма|разом|усього|всього|общо|укупно|ukupno|skupaj|iš viso|viso|kopā|kokku|σύνολο|"
        "合計|総計|小計|总计|合计|總計|总数|합계|총계|계|нийт|нийт дүн|المجموع|الإجمالي|סך הכל|tổng|tổng cộng|tổng số"
    ).split("|")
)


def without_the_rest(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the table without the rows that are none of it, and what was left out.

    Parameters
    ----------
    frame : text cells, indexed by the number of the row, blank rows left out.
    """
    notes: list[str] = []
    for leave in (_second_table, _repeated_heads, _apart, _footnotes, _totals):
        is_left, said = leave(frame)
        if is_left.any() and not is_left.all():
            frame = frame[~is_left]
            notes.append(said)
    return frame, notes


def _second_table(frame: pd.DataFrame) -> tuple[np.ndarray, str]:
    """Return which rows belong to another table: below a blank row a row of names, and rows no wider than that."""
    numbers = frame.index.to_numpy()
    after_blank = numbers[1:][np.diff(numbers) > 1]
    for number in after_blank[:_MOST_GAPS].tolist():
        below = frame[frame.index >= number]
        first = _filled(below.head(1))[0]
        if len(first) < 2 or len(below) < 2 or _has_digit(first):
            continue
        others = [column for column in frame if column not in first]
        is_narrower = any((frame.loc[: number - 1, column] != "").any() for column in others)
        is_apart = all((below[column] == "").all() for column in others)
        if is_narrower and is_apart and any(map(_has_digit, _filled(below.iloc[1:_LOOKED_AT]))):
            shown = clipped(" · ".join(first.values()), _SHOWN)
            return frame.index >= number, f"a second table begins in row {number:,} (“{shown}”) and is left out"
    return np.zeros(len(frame), dtype=bool), ""


def _repeated_heads(frame: pd.DataFrame) -> tuple[np.ndarray, str]:
    """Return which rows say the names of the columns again, as in tables printed over several pages."""
    is_left = np.ones(len(frame), dtype=bool)
    for column in frame:
        is_left &= (frame[column] == column).to_numpy()
        if not is_left.any():
            break
    return is_left, f"the names of the columns stand again in {counted(int(is_left.sum()), 'row')}, left out"


def _apart(frame: pd.DataFrame) -> tuple[np.ndarray, str]:
    """Return whether the first row fills only columns that all others leave empty: how the table was asked for."""
    is_left = np.zeros(len(frame), dtype=bool)
    first = _filled(frame.head(1))[0]
    if len(frame) > 2 and all((frame[column].iloc[1:] == "").all() for column in first):
        is_left[0] = True
    shown = clipped(" · ".join(f"{name}: {text}" for name, text in first.items()), _SHOWN)
    return is_left, f"row {int(frame.index[0]):,} fills a column that no other row does (“{shown}”) and is left out"


def _footnotes(frame: pd.DataFrame) -> tuple[np.ndarray, str]:
    """Return which of the last rows say in their first cell alone where the table is from, or what a mark means."""
    is_left = np.zeros(len(frame), dtype=bool)
    if len(frame.columns) < _LEAST_COLUMNS:
        return is_left, ""
    for back, row in enumerate(reversed(_filled(frame.tail(_LAST_NOTES))), 1):
        if list(row) != [frame.columns[0]] or not _FOOTNOTE.match(plain(row[frame.columns[0]])):
            break
        is_left[-back] = True
    rows = frame[is_left]
    if rows.empty:
        return is_left, ""
    shown = clipped(str(rows.iloc[0, 0]), _SHOWN)
    count = counted(len(rows), "footnote")
    return is_left, f"{count} below the table, from row {int(rows.index[0]):,} on (“{shown}”), left out"


def _totals(frame: pd.DataFrame) -> tuple[np.ndarray, str]:
    """Return which of the last rows add up others: they say so first, and leave most of the columns empty."""
    is_left = np.zeros(len(frame), dtype=bool)
    said = ""
    for back, row in enumerate(reversed(_filled(frame.tail(_LAST_ROWS))), 1):
        texts = list(row.values())
        if len(texts) == 1 and _COUNTED.fullmatch(texts[0]):
            is_left[-back] = True
            said = f"row {int(frame.index[-back]):,}, “{clipped(texts[0], _SHOWN)}”, counts the others and is left out"
        if texts and plain(texts[0]).strip(" :.=") in _TOTALS and len(texts) * 2 <= len(frame.columns) + 1:
            is_left[-back] = True
            said = f"row {int(frame.index[-back]):,}, “{clipped(texts[0], _SHOWN)}”, adds up others and is left out"
    return is_left, said


def _filled(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the cells of each row that are not empty."""
    return [{name: text for name, text in row.items() if text} for row in frame.to_dict("records")]


def _has_digit(row: dict[str, str]) -> bool:
    return any(letter.isdecimal() for text in row.values() for letter in text)
