"""What was measured, as rows: printed as a table while it comes in, written as Markdown at the end.

A measurement starts a section and adds one row per case::

    def run(report: Report, quick: bool) -> None:
        report.section("Year step", "key press → next frame; 20 steps each, in turn")
        report.times("bare round trip", samples_ms)
        report.times("ours, 60 events", samples_ms, baseline="bare round trip", at_most_ratio=1.25)
        report.times("thumb → map", samples_ms, at_most_ms=33)
        report.row("ours, before the first map", {"kB": "412"}, promise="≤ 1,000 kB", kept=True)
        report.failure("st.map, 500 events", "needs WebGL, which this browser has not")

A ratio is always that of two medians taken in the same run.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Report", "Row", "Section", "figure", "quantile"]

_CASE = "case"
_PROMISE = "promise"
_VERDICTS = {True: "kept", False: "**not kept**", None: ""}


def quantile(samples: Sequence[float], part: float) -> float:
    """Return the smallest sample that at least *part* (0–1) of all do not exceed.

    Examples
    --------
    >>> quantile([10, 20, 30, 40], 0.95), quantile([10, 20, 30, 40], 0.5)
    (40, 20)
    """
    return sorted(samples)[max(0, math.ceil(part * len(samples)) - 1)]


def figure(number: float) -> str:
    """Return *number* with about three digits, as the tables print it.

    Examples
    --------
    >>> figure(0.1234), figure(12.34), figure(12345.6)
    ('0.12', '12.3', '12,346')
    """
    if abs(number) < 10:
        return f"{number:.2f}"
    return f"{number:.1f}" if abs(number) < 100 else f"{number:,.0f}"


@dataclass(frozen=True)
class Row:
    """One case: its figures by column, what was promised, and whether that was kept (``None``: no promise)."""

    case: str
    figures: Mapping[str, str] = field(default_factory=dict)
    promise: str = ""
    kept: bool | None = None

    def cell(self, column: str) -> str:
        """Return what stands in *column*."""
        if column == _CASE:
            return self.case
        if column == _PROMISE:
            return f"{self.promise}: {_VERDICTS[self.kept]}" if self.kept is not None else self.promise
        return self.figures.get(column, "")


@dataclass
class Section:
    """One table: a heading, a sentence on how it was measured, and rows in order."""

    title: str
    note: str = ""
    rows: list[Row] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """The columns that any row fills, the case first and the promise last."""
        found = dict.fromkeys(column for row in self.rows for column in row.figures)
        promised = [_PROMISE] if any(row.promise for row in self.rows) else []
        return [_CASE, *found, *promised]

    def markdown(self) -> str:
        """Return the section as Markdown."""
        parts = [f"## {self.title}"]
        if self.note:
            parts.append(self.note)
        if self.rows:
            cells = [self.columns, *([row.cell(column) for column in self.columns] for row in self.rows)]
            widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
            lines = [_line(row, widths) for row in cells]
            rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
            parts.append("\n".join([lines[0], rule, *lines[1:]]))
        return "\n\n".join(parts) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


class Report:
    """All sections of one run; every row is printed as soon as it is known."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._medians: dict[str, float] = {}

    def section(self, title: str, note: str = "") -> None:
        """Start a table; baselines of earlier ones are forgotten.

        Parameters
        ----------
        note : what was measured and how, in a sentence or two of Markdown.
        """
        self.sections.append(Section(title, note))
        self._medians.clear()
        print(f"\n{title}", flush=True)

    def times(
        self,
        case: str,
        samples_ms: Sequence[float],
        *,
        baseline: str = "",
        at_most_ratio: float | None = None,
        at_most_ms: float | None = None,
    ) -> None:
        """Add a row of times.

        Parameters
        ----------
        samples_ms : milliseconds, one per repetition; none is a failure.
        baseline : a case of this section to whose median the median is compared.
        at_most_ratio : promised ratio to the baseline.
        at_most_ms : promised median in milliseconds.
        """
        if not samples_ms:
            self.failure(case, "nothing was measured")
            return
        median = self._medians[case] = statistics.median(samples_ms)
        figures = {
            "runs": str(len(samples_ms)),
            "median ms": figure(median),
            "p95 ms": figure(quantile(samples_ms, 0.95)),
        }
        ratio = median / self._medians[baseline] if self._medians.get(baseline) else None
        if ratio is not None:
            figures["× baseline"] = f"{ratio:.2f}"
        promise, kept = "", None
        if at_most_ratio is not None:
            promise, kept = f"≤ {at_most_ratio:g} ×", None if ratio is None else ratio <= at_most_ratio
        elif at_most_ms is not None:
            promise, kept = f"≤ {at_most_ms:g} ms", median <= at_most_ms
        self.row(case, figures, promise=promise, kept=kept)

    def row(self, case: str, figures: Mapping[str, str], *, promise: str = "", kept: bool | None = None) -> None:
        """Add a row of figures that are no times; they are named by their columns, units included."""
        row = Row(case, dict(figures), promise, kept)
        self.sections[-1].rows.append(row)
        shown = [f"{column} {text}" for column, text in figures.items()]
        if promise:
            shown.append(row.cell(_PROMISE).replace("*", ""))
        print(f"  {case:<52} {' · '.join(shown)}", flush=True)

    def failure(self, case: str, reason: str) -> None:
        """Add a row for what could not be measured, with the reason."""
        first_line = reason.strip().splitlines()[0] if reason.strip() else "no reason given"
        self.row(case, {"why not": first_line[:160].replace("|", "/")})

    def broken(self) -> list[str]:
        """Return the cases whose promise was not kept."""
        return [f"{part.title}: {row.case}" for part in self.sections for row in part.rows if row.kept is False]

    def markdown(self) -> str:
        """Return all sections as Markdown."""
        return "\n".join(section.markdown() for section in self.sections)
