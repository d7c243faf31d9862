"""Hypothesis strategies: EDTF texts inside the accepted subset, selections, hostile text."""

from __future__ import annotations

from hypothesis import strategies as st

from geo.core.edtf import day_span
from geo.query.selection import SURE, Selection
from geo.record.schema import KINDS
from tests.builders import CHAPTERS, SIDES

#: Text that is code somewhere: Jinja, JavaScript, HTML, Markdown, a spreadsheet, a terminal.
HOSTILE = {
    "jinja expression": "{{7*7}}",
    "jinja blocks": "{% raw %}{% for x in () %}",
    "jinja comment": "{# gone #}",
    "jinja reaching out": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "template literal": "${1+1}",
    "back-tick": "`+alert(1)+`",
    "end of script": "</script><script>alert(1)</script>",
    "end of style": "</style><img src=x>",
    "image": "<img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)',
    "single quote": "' onmouseover='alert(1)",
    "entity": "&lt;b&gt;&#x27;",
    "comment": "<!-- --!> -->",
    "markdown": "[click](javascript:alert(1)) **bold** :material/warning: $x$",
    "backslash": "\\u003cscript\\u003e \\",
    "line separators": "a\u2028b\u2029c",
    "formula": '=HYPERLINK("https://example.org")',
    "percent": "100% {%",
    "many braces": "{{{{{%{%{#",
}

_YEARS = st.integers(1, 9999).map("{:04d}".format)
_MONTHS = st.integers(1, 12).map("{:02d}".format)


@st.composite
def edtf_dates(draw: st.DrawFn, marks: str = "~?%") -> str:
    """One date that may also be an end of an interval."""
    year = draw(_YEARS)
    bare = draw(
        st.one_of(
            st.dates().map(lambda day: day.isoformat()),
            st.just(year),
            _MONTHS.map(f"{year}-{{}}".format),
            _MONTHS.map(f"{year}-{{}}-XX".format),
            st.integers(1, 999).map("{:03d}X".format),
            st.integers(1, 99).map("{:02d}XX".format),
        )
    )
    return bare + draw(st.sampled_from(["", *marks]))


@st.composite
def edtf_intervals(draw: st.DrawFn) -> tuple[str, str]:
    """Two ends of an interval in order; marks and unknown digits together would be level 2."""
    ends = [draw(edtf_dates()), draw(edtf_dates())]
    if any("X" in end for end in ends):
        ends = [end.rstrip("~?%") for end in ends]
    first, second = sorted(ends, key=lambda text: (day_span(text).first, day_span(text).last))
    return first, second


def edtf_texts() -> st.SearchStrategy[str]:
    """Any text of the subset: a date, a season (the library reads no mark there) or an interval."""
    alone = st.tuples(_YEARS, st.sampled_from(["21", "22", "23", "24", "XX", "XX-XX"])).map("-".join)
    return edtf_dates() | alone | edtf_intervals().map("/".join)


def _some(vocabulary: object) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(vocabulary)), unique=True, max_size=4).map(tuple)  # type: ignore[call-overload]


@st.composite
def selections(draw: st.DrawFn, queries: st.SearchStrategy[str] | None = None) -> Selection:
    """Any selection that a link can hold."""
    days = sorted((draw(st.dates()), draw(st.dates())))
    words = st.text(max_size=100).map(str.strip) if queries is None else queries
    return Selection(
        start=draw(st.sampled_from([None, days[0], days[0].replace(month=1, day=1)])),
        end=draw(st.sampled_from([None, days[1], days[1].replace(month=12, day=31)])),
        kinds=draw(_some(KINDS)),
        chapters=draw(_some(CHAPTERS)),
        sides=draw(_some(SIDES)),
        query=draw(words),
        sure=draw(_some(SURE)),
        within_km=draw(st.none() | st.integers(0, 2000)),
    )
