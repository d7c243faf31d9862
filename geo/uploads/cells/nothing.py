"""What programs and people write into a cell that holds nothing."""

from __future__ import annotations

import re

__all__ = ["is_code", "is_nothing", "is_nothing_known"]

#: Of programs: R, pandas, SQL, Excel and their kin.
_MADE = re.compile(
    r"\s*|n/?a|<na>|#n/a|#n/?v|#null!?|null|nan|nil|none|nat|\\n|\(null\)|\[null\]|#ref!|#value!|#div/0!|#name\?|#num!|"
    r"undefined|missing|\.",
    re.IGNORECASE,
)
#: Of data sets of political science: not known, not applicable.
_CODE = re.compile(r"-(?:8{1,4}|9{1,4})(?:\.0+)?", re.ASCII)
#: Of people, where a date, a number or a position would stand.
_WRITTEN = re.compile(
    r"[-–—―?.…*/]+|n\.? ?d\.?|n\.? ?k\.?|s\.? ?d\.?|unknown|unkn\.?|not known|not available|not stated|tbd|"
    r"unbekannt|[ok]\.? ?a\.?|s\.?/?f\.?|sin fecha|s/d|sem data|senza data|ohne datum|sans date|б/д|без даты|"
    r"inconnue?|desconocid[oa]|sin datos|desconhecid[oa]|sconosciut[oa]|onbekend|неизвестно|н/д|нет данных|"
    r"nieznan[aey]|"
    r"neznám[oýá]|bilinmiyor|不明|不详|不詳|未詳|미상|불명|тодорхойгүй",
    re.IGNORECASE,
)


def is_nothing(text: str) -> bool:
    """Whether a cell is empty, or says so as programs do.

    Examples
    --------
    >>> is_nothing("#N/A"), is_nothing("NULL"), is_nothing("–"), is_nothing("0")
    (True, True, False, False)
    """
    return len(text) < 12 and _MADE.fullmatch(text) is not None


def is_nothing_known(text: str) -> bool:
    """Whether a cell of a date, a number or a position says that nothing is known.

    Examples
    --------
    >>> is_nothing_known("–"), is_nothing_known("unknown"), is_nothing_known("不明"), is_nothing_known("5+")
    (True, True, True, False)
    """
    return len(text) < 20 and (_MADE.fullmatch(text) is not None or _WRITTEN.fullmatch(text.strip()) is not None)


def is_code(text: str) -> bool:
    """Whether a number stands for nothing where all others are above zero.

    Examples
    --------
    >>> is_code("-9"), is_code("-88"), is_code("-99.0"), is_code("-90"), is_code("9")
    (True, True, True, False, False)
    """
    return _CODE.fullmatch(text) is not None
