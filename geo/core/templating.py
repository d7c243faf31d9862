"""HTML from our templates: every value is escaped, and a missing one is an error, never a gap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from geo.core.text import counted

__all__ = ["ENVIRONMENT", "html"]

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["counted"] = counted


def html(template: str, **values: Any) -> str:
    """Return *template*, a file of ``geo/templates``, filled with *values*."""
    return ENVIRONMENT.get_template(template).render(**values)
