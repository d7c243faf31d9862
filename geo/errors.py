"""Every error this project raises on purpose.

::

    AtlasError
    ├── DateError(ValueError)          a date is not EDTF level 0 or 1, or is impossible
    │   ├── AmbiguousDateError         it may be two days
    │   ├── ShortYearError             its year has two digits
    │   └── TooEarlyError              it lies before the year 1, where the calendar begins
    ├── CoordinateError(ValueError)    a point is off the globe or not a number
    ├── DatasetError(ValueError)       a data package cannot be used; carries all problems
    ├── UploadError(ValueError)        a visitor's file cannot be read as a table of events
    ├── SelectionError(ValueError)     a URL parameter cannot be understood
    └── NotFoundError(KeyError)        an identifier names nothing in the dataset

Each leaf is also a builtin, so that a caller who knows nothing of this project
can catch it.
"""

from __future__ import annotations

from collections.abc import Sequence


class AtlasError(Exception):
    """Root of all deliberate errors; catching it catches nothing unexpected."""


class DateError(AtlasError, ValueError):
    """A date text is outside the accepted EDTF subset; whoever wrote the text can mend it."""


class AmbiguousDateError(DateError):
    """A date may be two days: which of its numbers is the month is not told."""


class TooEarlyError(DateError):
    """A date lies before the year 1, where the days of the calendar begin to be counted."""


class ShortYearError(DateError):
    """A date has a year of two digits, whose century only its author knows."""


class CoordinateError(AtlasError, ValueError):
    """A latitude, longitude or radius is impossible; the message says which and why."""


class DatasetError(AtlasError, ValueError):
    """A data package cannot be used as it is.

    Attributes
    ----------
    problems : every complaint found, each as ``file:line: column: complaint``.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems: tuple[str, ...] = tuple(problems)
        super().__init__("\n".join(self.problems))


class UploadError(AtlasError, ValueError):
    """A visitor's file cannot be used at all; the message says where, what was found and what would be right."""


class SelectionError(AtlasError, ValueError):
    """A query parameter cannot be understood.

    Attributes
    ----------
    parameter : its name as it stands in the URL.
    """

    def __init__(self, parameter: str, message: str) -> None:
        self.parameter = parameter
        super().__init__(message)


class NotFoundError(AtlasError, KeyError):
    """An identifier names nothing in the dataset."""

    def __str__(self) -> str:
        """Return the message itself; ``KeyError`` would show its ``repr``."""
        return str(self.args[0]) if self.args else ""
