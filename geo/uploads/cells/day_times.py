"""The time of day beside a date, as a clock tells it or in words: it is no part of the date, and the clock is kept."""

from __future__ import annotations

import re

__all__ = ["clock_of", "without_time"]

_WORDS = (
    r"(?:(?:early |late )?(?:in the |at |by |the )?(?:early |late )?(?:morning|forenoon|afternoon|evening|"
    r"nightfall|night|dawn|dusk|noon|midday|midnight|sunrise|sunset|daybreak)|"
    r"(?:am |in der |gegen )?(?:fruhmorgens|morgens?|vormittags?|mittags?|nachmittags?|abends?|nachts?|fruh|"
    r"mitternacht)|"
    r"(?:au |du |le |la |dans la |en |a l'|l')?(?:matinee|matin|soiree|soir|nuit|midi|minuit|aube|apres-midi)|"
    r"(?:por la |por el |de la |en la |al |a la |pela |de |a )?(?:manana|tarde|noche|madrugada|amanecer|anochecer|"
    r"mediodia|medianoche|manha|noite)|"
    r"(?:di |all'|nella |in )?(?:mattina|mattino|sera|notte|alba|pomeriggio)|"
    r"(?:рано )?(?:утром|вечером|ночью|днем|на рассвете|в полдень|в полночь|вранці|ввечері|увечері|вночі|утро|"
    r"вечер|ночь)|"
    r"rano|wieczorem|w nocy|o swicie|w poludnie|po poludniu|vecer|v noci|gece|sabah|aksam|[ap]\.?m\.?)"
)
_BEHIND = re.compile(rf"(?<=[\d.гр]),? \(?{_WORDS}\)?\Z|(?<=\d),? ?\({_WORDS}\)\Z")
_IN_FRONT = re.compile(
    rf"\A(?:on the |in the |at |am |le |la |en la )?{_WORDS}(?: of| on| des| vom| du| del| de|,)? (?:the )?(?=\d)"
)
_LATE = re.compile(
    r"вечера|дня|вечером|abends|nachmittags|soir|apres-midi|tarde|noche|noite|sera|evening|afternoon|wieczorem"
)
_AT = r"(?:,? (?:um|at|a las|alle|a|в|o godz\.?|kl\.?|klo|om|ore|saat)|,)? "
_ZONE = r"(?: ?(?:local time|local|utc|gmt|[a-z]{2,3}t)(?: ?[+-]\d{1,2}(?::?\d\d)?)?| ?[+-]\d{1,2}:?\d\d)?"
_HOUR = re.compile(
    rf"(?<=[\d.гр]){_AT}(?:(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::\d\d)?(?: ?(?P<half>[ap])\.?m\.?)?|"
    r"(?P<hour_h>\d{1,2})(?:(?:h|[.:](?=\d\d ?uhr))(?P<minute_h>\d\d)?(?: ?uhr| ?min)?|"
    r" ?(?:uhr|hrs?|часов|часа|час|ч\.?)(?: ?(?P<minute_w>\d\d) ?(?:minuten|мин\.?|минут)?)?)|"
    r"(?P<hour_m>\d\d)(?P<minute_m>\d\d) ?(?:hrs?\.?|hours|h|z|uhr)|(?P<hour_p>\d{1,2}) ?(?P<half_p>[ap])\.?m\.?)"
    rf"(?: (?:утра|дня|вечера|ночи|{_WORDS}))?{_ZONE}\Z"
)
_MILITARY_IN_FRONT = re.compile(r"\A(?P<hour>\d\d)(?P<minute>\d\d) ?(?:hrs?\.?|hours)?, (?=\d)")
_EAST_AFTER = "午後|下午|傍晚|夕方|夕刻|晚上|晚间|晚|夜间|夜|오후|저녁|밤"
_EAST = re.compile(
    rf"(?<=[日号號일]) ?の? ?(?:(?P<part>{_EAST_AFTER}|午前|上午|中午|正午|未明|早朝|早晨|凌晨|拂晓|拂曉|清晨|黎明|"
    r"明け方|深夜|夜半|半夜|朝|오전|정오|새벽|아침|심야) ?)?(?:(?P<hour>\d{1,2})(?: ?[時时点點시]"
    r"(?: ?(?:(?P<minute>\d{1,2}) ?[分분]|(?P<thirty>半|반)))?|:(?P<minute_c>\d\d)(?::\d\d)?))?(?:頃|ごろ|경)?\Z"
)


def without_time(text: str) -> str:
    """Return a date in lower case and without accents, and without the time of day that stands with it.

    Examples
    --------
    >>> without_time("1937年7月7日夜"), without_time("7 july 1937, at dawn"), without_time("7. juli 1937 um 4 uhr")
    ('1937年7月7日', '7 july 1937', '7. juli 1937')
    """
    for form in (_EAST, _HOUR, _BEHIND, _MILITARY_IN_FRONT, _IN_FRONT):
        if (match := form.search(text)) and match[0].strip():
            return (text[: match.start()] + text[match.end() :]).strip(" ,")
    return text


def clock_of(text: str) -> str:
    """Return the time of day of a date in lower case and without accents, as ``HH:MM``; empty without one.

    Examples
    --------
    >>> clock_of("昭和16年12月8日午前3時半"), clock_of("7 july 1937, 0430 hrs"), clock_of("7 july 1937")
    ('03:30', '04:30', '')
    """
    match = _EAST.search(text) or _HOUR.search(text) or _MILITARY_IN_FRONT.search(text)
    found = match.groupdict() if match else {}
    hour = next((found[name] for name in ("hour", "hour_h", "hour_m", "hour_p") if found.get(name)), "")
    if not hour:
        return ""
    minute = next((text for name, text in found.items() if name.startswith("minute") and text), "0")
    minutes = 30 if found.get("thirty") else int(minute)
    is_late = found.get("part") in _EAST_AFTER.split("|") or (match is not None and _LATE.search(match[0]))
    half = found.get("half") or found.get("half_p") or ("p" if is_late else "")
    hours = int(hour) % 12 + (12 if half == "p" else 0) if half and int(hour) <= 12 else int(hour)
    return f"{hours:02d}:{minutes:02d}" if hours < 24 and minutes < 60 and (hours or minutes) else ""
