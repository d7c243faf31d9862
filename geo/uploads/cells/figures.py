"""Numbers of people as people write them → lowest, best and highest value; words are counted and left out."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from geo.core.text import clipped, counted
from geo.uploads.cells.nothing import is_code, is_nothing_known
from geo.uploads.faults import Cells

__all__ = ["Figure", "figure_of", "figures"]


class Figure(NamedTuple):
    """A number of people; ``None`` for what is not said."""

    low: float | None = None
    best: float | None = None
    high: float | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is one number, and exact."""
        return self.best is not None and self.low is None and self.high is None


_NUMBER = r"\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3}){1,3}(?!\d)|\d{1,12}(?:[.,]\d{1,2})?"
_SIZES = {"k": 1e3, "thousand": 1e3, "тыс": 1e3, "тысяч": 1e3, "mil": 1e3, "mille": 1e3, "tausend": 1e3,
          "千": 1e3, "천": 1e3, "万": 1e4, "萬": 1e4, "만": 1e4, "million": 1e6, "млн": 1e6, "mio": 1e6}  # fmt: skip
_SIZE = "|".join(
    re.escape(size) + ("" if size in "千천万萬만" else r"(?![^\W\d_])")  # the k of “killed” is no thousand
    for size in sorted(_SIZES, key=len, reverse=True)
)
_COUNT = rf"({_NUMBER}) ?({_SIZE})?\.?"
_AFTER = r"(?: ?(?:\(?(?:est|estimated|approx|ca|at least|total)\.?\)?|[^\W\d_]{1,20}\.?)){0,3}"
_ONE = re.compile(rf"{_COUNT}{_AFTER}", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:between |from |von |de |от )?{_COUNT} ?(?:[-–—~～]|to|and|or|bis|a|à|до|至) ?{_COUNT}{_AFTER}", re.IGNORECASE
)
_MORE = re.compile(
    rf"(?:>=?|≥|over|more than|at least|min\.?|mind\.?|minimum|"
    rf"upwards of|mehr als|über|mindestens|plus de|au moins|más de|"
    rf"mas de|"
    rf"al menos|mais de|oltre|più di|meer dan|более|свыше|не менее|больше|ponad|co najmniej) ?{_COUNT}{_AFTER}|"
    rf"{_COUNT} ?(?:\+|or more|and more|plus|以上|余|餘|여|이상){_AFTER}",
    re.IGNORECASE,
)
_FEWER = re.compile(
    rf"(?:<=?|≤|under|less than|fewer than|up to|at most|max\.?|maximum|bis zu|weniger als|höchstens|moins de|"
    rf"menos de|hasta|"
    rf"meno di|fino a|менее|до|не более|do) ?{_COUNT}{_AFTER}|{_COUNT} ?(?:以下|未満|未满|이하){_AFTER}",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:~|≈|±|c\.?|ca\.?|circa|about|around|approx\.?|approximately|some|nearly|almost|roughly|etwa|ungefähr|rund|um|"
    r"environ|env\.?|ок\.?|unos|unas|бл\.?|близько|kb\.?|körülbelül|cca\.?|asi|περίπου|yaklaşık|ойролцоогоор|"
    r"نحو|حوالي|حوالى|حدود|تقريبا|בערך|sekitar|khoảng|omkring|ungefär|noin|cirka|aprox\.?|"
    r"cerca de|aproximadamente|около|примерно|ok\.|około|约|約|약) ?(?=\d)",
    re.IGNORECASE,
)
#: A total before a bracket that says whose it is; what else the bracket may count is no part of the killed.
_SPLIT = re.compile(r"([^()\[\]]{1,60}?) ?[(\[]([^()\[\]]*\d[^()\[\]]*)[)\]]\.?")
_NOT_KILLED = re.compile(
    r"wound|injur|missing|captur|prisoner|"
    r"\bpows?\b|\b[mwp]ia\b|verwund|verletz|vermisst|gefangen|bless|dispar|prisonn|"
    r"herid|desapar|ferit|dispers|prigion|ferid|gewond|vermist|ранен|пропа|плен|"
    r"ranny|rannych|zagin|yarali|負傷|伤|傷|부상",
    re.IGNORECASE,
)
#: ``12 killed, 3 wounded``
_KILLED_FIRST = re.compile(
    r"((?:[^\W\d_]{1,15}\.? |~ ?)?\d[^,;+&]{0,30}?(?:killed|dead|deaths?|fatalities|tote|gefallene?|getötete|tués|"
    r"morts|muertos|mortos|morti|caduti|doden|döda|døde|убит\w{1,3}|погиб\w{1,4}|загинул\w|"
    r"zabitych|mrtvých|ölü|死亡|戦死|사망))"
    r" ?(?:[,;+&]|and|und|et|y|e|i|и|en|och)(?: (?:and|und|et|y|e|i|и))? ?(?=[~\d]|about|some|ca)[^()]*",
    re.IGNORECASE,
)
_NOBODY = frozenset({"none", "no one", "nobody", "zero", "keine", "aucun", "ninguno", "нет"})
_PLAIN = re.compile(r"\d[\d ,.'’\u00a0\u202f]*")
_SHOWN = 3
_LONGEST = 400  # characters


def figure_of(text: str) -> Figure | None:
    """Return what a cell says; ``None`` if it holds no number.

    Examples
    --------
    >>> figure_of("1,200"), figure_of("5–10")
    (Figure(low=None, best=1200.0, high=None), Figure(low=5.0, best=None, high=10.0))
    >>> figure_of("5+"), figure_of("under 40"), figure_of("many")
    (Figure(low=5.0, best=None, high=None), Figure(low=None, best=None, high=40.0), None)
    >>> figure_of("24,000 total (US 14,000, UK 10,000)"), figure_of("90 (40 killed, 50 wounded)")
    (Figure(low=None, best=24000.0, high=None), None)
    >>> figure_of("~42 killed, 4 tanks destroyed"), figure_of("~1,500 killed or wounded")
    (Figure(low=None, best=42.0, high=None), None)
    """
    text = " ".join(text[:_LONGEST].split())
    split = _SPLIT.fullmatch(text)
    if first := _KILLED_FIRST.fullmatch(text) or (split if split and not _NOT_KILLED.search(split[2]) else None):
        text = first[1]
    if len(text) > 60 or _NOT_KILLED.search(text):
        return None
    if (plain := _plain(text)) is not None:
        return Figure(best=plain)
    if text.casefold() in _NOBODY:
        return Figure(best=0.0)
    for pattern, end in ((_MORE, "low"), (_FEWER, "high")):
        if match := pattern.fullmatch(text):
            number, size = next(pair for pair in zip(match.groups()[::2], match.groups()[1::2], strict=True) if pair[0])
            return Figure(**{end: _value(number, size)})
    bare = _ABOUT.sub("", text, count=1)
    if match := _RANGE.fullmatch(bare):
        low, high = _value(match[1], match[2] or match[4]), _value(match[3], match[4])
        return Figure(low=low, high=high) if low <= high else None
    if match := _ONE.fullmatch(bare):
        return Figure(best=_value(match[1], match[2]))
    return None


def _plain(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdecimal() and len(text) <= 12 else None


def _value(number: str, size: str | None) -> float:
    """Return a number written with marks between thousands, or with a fraction."""
    by = _SIZES[size.lower()] if size else 1.0
    fraction = re.fullmatch(r"(\d+)[.,](\d{1,2})", number)
    if fraction:
        return round(float(f"{fraction[1]}.{fraction[2]}") * by)
    return float(re.sub(r"\D", "", number)) * by


def figures(cells: Cells, columns: dict[str, str], notes: list[str]) -> pd.DataFrame:
    """Return ``low``, ``best`` and ``high`` as numbers, ``NaN`` where nothing is given, and ``note``: as it is written.

    A figure never keeps an event away: what is no number is left out and counted in *notes*.

    Parameters
    ----------
    columns : the column of each field.
    """
    read = {name: _read(cells[name]) for name in ("low", "best", "high")}
    best = read["best"]
    found = best[["low", "best", "high"]].copy()
    for name in ("low", "high"):
        own = read[name]
        found[name] = own["best"].fillna(own["low"]).fillna(own["high"]).fillna(found[name])
    found["note"] = ("written: " + cells["best"]).where(best["is_loose"], "").str.slice(0, 200)
    if count := int(best["is_loose"].sum()):
        example = str(cells["best"][best["is_loose"]].iloc[0])
        notes.append(
            f"{counted(count, 'figure')} with limits or in words, such as “{clipped(example, 30)}”: kept as lowest, "
            "best and highest"
        )
    for name, one in read.items():
        wrong = cells[name][one["is_wrong"]]
        if len(wrong):
            shown = ", ".join(f"“{clipped(text, 30)}”" for text in wrong.unique()[:_SHOWN])
            column = columns.get(name) or name
            notes.append(f"no number in {counted(len(wrong), 'cell')} of {column}, left out: {shown}")
    _crossed(found, notes)
    return found


def _read(column: pd.Series) -> pd.DataFrame:
    """Return the three numbers of each cell, whether it is more than one plain number, and whether it is none."""
    codes, texts = pd.factorize(column.array)
    rows = []
    for text in texts:
        is_nothing = is_nothing_known(text) or is_code(text)
        found = Figure() if is_nothing else figure_of(text)
        is_loose = found is not None and not is_nothing and (not found.is_plain or not _PLAIN.fullmatch(text))
        rows.append((*(found or Figure()), is_loose, found is None))
    table = pd.DataFrame(rows, columns=["low", "best", "high", "is_loose", "is_wrong"])
    numbers = ("low", "best", "high")
    kinds = {**dict.fromkeys(numbers, "float64"), "is_loose": bool, "is_wrong": bool}
    return table.astype(kinds).iloc[codes].set_axis(column.index)


def _crossed(found: pd.DataFrame, notes: list[str]) -> None:
    """Take out figures whose lowest value is above the highest."""
    wrong = (found["low"] > found["best"]) | (found["best"] > found["high"]) | (found["low"] > found["high"])
    if wrong.any():
        rows = ", ".join(f"{row:,}" for row in found.index[wrong][:5])
        more = " …" if int(wrong.sum()) > 5 else ""
        notes.append(
            f"the lowest number of killed is above the best or the highest one in {counted(int(wrong.sum()), 'row')} "
            f"({rows}{more}); their figures are left out"
        )
        found.loc[wrong, ["low", "best", "high"]] = np.nan
        found.loc[wrong, "note"] = ""
