"""What the axis of time in the browser is made of: when events began, and which of them are shown."""

from __future__ import annotations

import datetime as dt
import re
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from geo.record.tables import Dataset

__all__ = ["flags", "starts"]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_DAY_KNOWN = re.compile(r"\d{4}-\d{2}-\d{2}(?:/|$)")


#: What has been made of a dataset, for as long as somebody has that open.
_STARTS: WeakKeyDictionary[Dataset, str] = WeakKeyDictionary()


def starts(dataset: Dataset) -> str:
    """Return the earliest day of each event of *dataset*, in order: days since the one before, to base 36.

    The first counts from 1 January of the first year.  A ``~`` follows where the day on which an event
    began is not known.
    """
    if dataset not in _STARTS:
        _STARTS[dataset] = _written(dataset)
    return _STARTS[dataset]


def _written(dataset: Dataset) -> str:
    days = dataset.events["first_day"].to_numpy(dtype="int64")
    first = dt.date(dataset.years[0], 1, 1).toordinal()
    steps, which = np.unique(np.diff(days, prepend=first), return_inverse=True)  # of many events most are small
    dates, texts = pd.factorize(dataset.events["date_edtf"].array)
    doubts = np.array(["" if _DAY_KNOWN.match(text) else "~" for text in texts.tolist()], dtype=object)
    words = np.array([_base_36(step) for step in steps.tolist()], dtype=object)
    return ",".join((words[which] + doubts[dates]).tolist())


def flags(dataset: Dataset, chosen: pd.DataFrame) -> str:
    """Return which events of *dataset*, in order, are among the *chosen*: a bit each as hexadecimal digits.

    It is empty if all are.
    """
    if len(chosen) == len(dataset.events):
        return ""
    return np.packbits(dataset.events.index.isin(chosen.index)).tobytes().hex()


def _base_36(number: int) -> str:
    if number < 0:
        return f"-{_base_36(-number)}"
    rest = number // 36
    return (_base_36(rest) if rest else "") + _DIGITS[number % 36]
