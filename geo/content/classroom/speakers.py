"""Who speaks in a sentence of the record, blacked out: for readers who are to judge it without names.

A reading of a disagreement says who says so in one of few ways: before a colon, before a verb of saying, in brackets,
or at the end.  What these leave is gone over once more with the names that the record has for the works behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geo.citation.short_titles import short_title
from geo.core.edtf import MONTHS
from geo.record.tables import Dataset

__all__ = ["BLANK", "blacked", "names", "said", "unnamed"]

BLANK = "■■■■"
_VERBS = (
    "said|says|say|saying|held|holds|hold|has|have|had|gives|give|gave|writes|write|wrote|claims|claimed|counted|counts|"
    "reported|reports|told|tells|tell|names|name|named|calls|call|called|found|finds|puts|put|adds|added|speaks|speak|"
    "credits|quotes|quoted|lists|lets|admitted|protested|asked|suggest|suggests|states|stated|sees|see|lasts|repeats|"
    "announced|dated|dates|tied|notes|noted|reckoned|reckons|knew|count|uses|use|show|shows|runs|add|agree|agrees|"
    "begins|note|printed|credit"
)
_PURE = (
    "said|says|held|wrote|writes|claimed|reported|told|protested|adds|added|found|called|admitted|notes|dated|reckons"
)
_THAT = re.compile(rf"^(?P<who>[A-Z][^:;]{{2,90}}?) (?:{_PURE}|states?|stated|answered) that (?P<what>.+)$")
#: What is written instead of a name for somebody who says something.
_ROLES = (
    r"\b(?:captain|reports?|editors?|authors?|articles?|communiqué|observers|correspondents?|counsellor|survivors|"
    r"features?|texts?|museum|page|historians?|accounts?|histories|history|papers|books?|memoirs?|study|thesis|view|"
    r"figures?|consul|embassy|officers|officials|staff|side|newspapers?|press|records?|sources?|website|site|returnees)\b"
)
#: Kinds of work whose name alone would say who speaks.
_WORKS = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?) )?(?:\b(?:translated|older|newer|present|same) )*(?:\b[A-Z]\w+ )*"
    r"\b(?:Wikipedia|WordPress|[Ee]ncyclop\w+)(?: encyclop\w+)?(?: (?:articles?|texts?|translations?))?"
)
#: A work named by its owner, or a second time.
_OWNED = re.compile(
    r"(?:\b(?:[Tt]he )?(?:[A-Z][\w.]+ )*[A-Z][\w.]+|■+)[’']s (?:article|note|feature|memoirs?|report|entry)\b"
    rf"(?: (?:on|of) [^,;:■]+?)?(?=,|;|:|\.(?!\w)| and | (?:{_VERBS}) )"
)
_AGAIN = re.compile(r"\b[Tt]he same (?:article|feature|text|book|author|page)s?\b")
_ABBREVIATED = r"\b(?:pp?|no|vol|chs?|St|[A-Z])\."
_LEAD = re.compile(rf"^(?:[^:;.]|(?:{_ABBREVIATED})|\.(?=\w)){{2,190}}?:(?=\s)")
_SPEAKER = re.compile(
    rf"^(?:(?:The|A|An|In|By|To|After)\s)?(?:[^\s:;,.]+\s|[^\s:;,.]+,\s|\([^)]*\)\s){{1,9}}?(?=(?:{_VERBS})\b\s)"
)
#: A name, something about it between commas, and then the verb.
_TOLD_OF = re.compile(
    rf"^[^:;,]{{2,70}}, (?:[^:;,.]|(?:{_ABBREVIATED})){{3,110}}, (?=(?:{_VERBS})\b\s)"
    r"(?!(?:says?|said) (?:the |an? )?[A-Z])"
)
_ALONE = re.compile(rf"^(?!It |They |He |She |Both |One |This |That )[A-Z][\w-]+ (?=(?:{_PURE})\b)")
_BRACKET = re.compile(r"\s?\((?=[^()]*(?:[^\W\d_a-z]|\bpp?\.|\w\.[a-z]))[^()]*\)")
_END = r"(?=[:;,]|\.(?!\w)|$)"
_INSIDE = r"(?:[^:;.,]|\.(?=\w))*"
#: What ends a clause and says who speaks.
_TAIL = re.compile(
    r"(?:,\ssays?(?! that\b)|,?\s(?:as (?:given|quoted|told|described|named|printed|passed on|cabled) by"
    r"|according to|quoted by)"
    r"|,\s(?:as|after|through|from|by|in)(?= [A-Z]| the [A-Z]| an? [A-Z])"
    rf"|\s(?:by|in|through)(?= (?:the |an? )?(?:[\w’'-]+ ){{0,4}}(?:articles?|Wikipedia|thesis|statement|WordPress)\b))"
    rf"\s{_INSIDE}{_END}|:\s[A-Z][^:;.]*\(\d{{4}}\)(?=\.?$)"
)
_SAYS_LAST = re.compile(rf",\s[^,;:]{{2,70}}\s(?:says?|said|has it|have it){_END}")
#: A citation in brackets behind a name.
_CITED = re.compile(r"\b[A-Z][\w’'-]+(?:(?:,| and| &) [A-Z][\w’'-]+)* \((?:c\. )?(?:1[89]|20)\d\d[^()]*\)")
#: How a clause begins that says first what, and after a colon who.
_WHAT_FIRST = re.compile(r"(?:\d|About |Because |They |Some |Many |[A-Z][a-z]+(?:teen|ty)\b)")
_BY_SOMEBODY = re.compile(r"\b(?:through|as given|quoted|according) |\bafter (?:the )?(?=[A-Z])")
_MONTH = re.compile(rf"\((?:about )?(?:\d{{1,2}}(?:[–-]\d{{1,2}})? )?(?:{'|'.join(MONTHS)})(?: \d{{4}})?\)|\(\d{{4}}\)")
_CLAIMANT_END = re.compile(
    r",? (?:as given|through|by way|no (?:author|historian|record)|in (?:the|a)|quoted|from) .*|, .*"
)


def names(dataset: Dataset, event_id: str, works: Iterable[str]) -> list[str]:
    """Return what would tell who speaks in *works*: authors, containers, short titles, claimants of the event.

    The longest stand first.  Names of parties are left out: they tell who fought.
    """
    chosen, found = list(dict.fromkeys(works)), set()
    for work in chosen:
        row = dataset.sources.loc[work]
        found |= {author.split(",")[0].strip() for author in row["author"].split(";")}
        found |= {row["container_title"], re.sub(r"\s?[(\[].*", "", short_title(dataset, work))}
    for table in (dataset.claims, dataset.lines, dataset.positions):
        is_of = (table["event_id"] == event_id) & table["source_id"].isin(chosen)
        found |= {_CLAIMANT_END.sub("", claimant) for claimant in table[is_of]["claimant"]}
    fought = {word for title in dataset.parties["title"] for word in (title, *title.split())}
    told = {name for name in found - fought if len(name) > 2 or name.isupper()}
    return sorted((name for name in told if not name.islower()), key=lambda name: (-len(name), name))


def blacked(text: str, known: Iterable[str] = ()) -> str:
    """Return *text* with its speakers blacked out; *known* are names that must not stand in it."""
    listed = list(known)
    hidden = _names_out(" ".join(_clause(clause, listed) for clause in _clauses(text)), listed, _CITED, _AGAIN, _WORKS)
    return _tidy(_OWNED.sub(BLANK, hidden))


def unnamed(text: str, known: Iterable[str] = ()) -> str:
    """Return a text that tells what happened, with nothing blacked out but the names of works and of who speaks."""
    hidden = _names_out(text, list(known), _CITED, _WORKS)
    return text if hidden == text else _tidy(hidden)


def _names_out(hidden: str, listed: list[str], *patterns: re.Pattern[str]) -> str:
    for work in patterns:
        hidden = work.sub(BLANK, hidden)
    for name in listed:
        hidden = re.sub(rf"(?<!\w){re.escape(name)}(?:[’']s)?(?!\w)", BLANK, hidden)
    return hidden


def _tidy(hidden: str) -> str:
    """Return a text with one blank for names that stood together, and no gap before a sign."""
    hidden = re.sub(rf"(?:\b(?:[A-Z]\w+|[Tt]he|[Aa]n?)(?:, | and | or | ))+(?={BLANK})", _kept_article, hidden)
    hidden = re.sub(rf"{BLANK}(?:(?:,? and |; |, | in | on |’s | ){BLANK})+", BLANK, hidden)
    hidden = re.sub(rf"{BLANK}(?=\w)", f"{BLANK} ", hidden)
    return re.sub(r"([:,]),", r"\1", re.sub(r"\s+([,.;:])", r"\1", hidden))


def _kept_article(found: re.Match[str]) -> str:
    """Return the words before a name that stay: all but articles and other names joined to it."""
    return "" if re.search(r"\b(?:and|or|[Tt]he|[Aa]n?)\b", found[0]) else found[0]


def said(text: str, known: Iterable[str] = ()) -> tuple[str, str] | None:
    """Return (who, what) of a text in which one speaks, first and alone; ``None`` where it is not so plain.

    The speaker stands before the only colon, or before a verb of saying and *that*.
    """
    lead, that, listed = _LEAD.match(text), _THAT.match(text), list(known)
    if lead and not _is_what_first(text, lead, listed):
        who, what = lead[0][:-1], text[lead.end() :].strip()
    elif that and not lead:
        who, what = that["who"], that["what"]
    else:
        return None
    if ":" in what or blacked(what, listed) != what or not _names_somebody(f"{who} ", listed):
        return None
    return who, what[0].upper() + what[1:]


def _clauses(text: str) -> Iterator[str]:
    """Yield the clauses of *text*: it is cut after full stops and semicolons outside brackets."""
    begin = depth = 0
    for at, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        ends = sign in ".;" and not depth and text[at + 1 : at + 2].isspace()
        if ends and not re.search(rf"{_ABBREVIATED}$", text[begin : at + 1]):
            yield text[begin : at + 1].strip()
            begin = at + 1
    if rest := text[begin:].strip():
        yield rest


def _clause(clause: str, known: list[str]) -> str:
    """Return a clause without who says so."""
    if lead := _LEAD.match(clause):
        if _is_what_first(clause, lead, known):
            return f"{_tails(lead[0])} {BLANK}{clause[-1] if clause[-1] in '.;' else ''}"
        return f"{BLANK}:{_tails(clause[lead.end() :])}"
    clause = _SAYS_LAST.sub(f", {BLANK}", clause)
    for speaker in (_TOLD_OF.match(clause), _SPEAKER.match(clause), _ALONE.match(clause)):
        if speaker and _names_somebody(speaker[0], known):
            return f"{BLANK} {_tails(clause[speaker.end() :])}"
    return _tails(clause)


def _is_what_first(clause: str, lead: re.Match[str], known: list[str]) -> bool:
    before, after = lead[0], clause[lead.end() :]
    if _sounds_like_work(before, known) or _BY_SOMEBODY.search(before):
        return False
    return bool(_WHAT_FIRST.match(clause)) or (_sounds_like_work(after, known) and not re.search(_ROLES, before))


def _sounds_like_work(text: str, known: list[str]) -> bool:
    return any(one.search(text) for one in (_WORKS, _CITED, _AGAIN, _OWNED)) or any(name in text for name in known)


def _names_somebody(phrase: str, known: list[str]) -> bool:
    """Whether what stands before a verb of saying is a speaker, and no part of what is told."""
    if phrase[0].isdigit() or (phrase.endswith(", ") and phrase.count(",") == 1):
        return False  # “it began, says X, …”: the verb is not of what stands before
    has_name = re.search(r"[A-Z]", phrase[1:]) or re.match(r"[A-Z]\w+, ", phrase) or _sounds_like_work(phrase, known)
    return bool(has_name or re.search(_ROLES, phrase) or _ALONE.match(phrase + "said "))


def _tails(text: str) -> str:
    def bracket(found: re.Match[str]) -> str:
        return found[0] if _MONTH.fullmatch(found[0].strip()) else f" ({BLANK})"

    return _TAIL.sub(f", {BLANK}", _BRACKET.sub(bracket, text))
