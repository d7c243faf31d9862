"""The title of a work in another language, marked as such, so that it is read out in its own voice."""

from __future__ import annotations

from markupsafe import Markup, escape

__all__ = ["marked"]


def marked(text: str, title: str, language: str) -> Markup:
    """Return a citation as HTML in which the work's own title has its language; a translation in brackets has not.

    Parameters
    ----------
    text : the citation; text is escaped, HTML of ours stays.
    language : as in ``sources.csv``; nothing is marked for English, or where the style has changed the title.

    Examples
    --------
    >>> str(marked("Ivanov. Бои [Battles]. 1940.", "Бои [Battles]", "ru"))
    'Ivanov. <span lang="ru">Бои</span> [Battles]. 1940.'
    """
    html = escape(text)
    own = title.partition(" [")[0].strip()
    if language in ("", "en") or not own or own.startswith("["):
        return html
    span = Markup('<span lang="{}">{}</span>').format(language, own)
    return html.replace(escape(own), span, 1)
