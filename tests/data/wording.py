"""What the texts of this atlas must not say, and how hard they are to read."""

from __future__ import annotations

import re

__all__ = ["LOADED", "LONGEST_SENTENCE", "SHAPELESS", "flesch", "outside_quotations", "sentences", "unfit"]

#: Phrases that hide who speaks, or speak of the atlas in place of what happened.
SHAPELESS = (
    r"one account",
    r"another account",
    r"(?:some|most|other|both|all|these|those|several|various) accounts",
    r"accounts (?:say|differ|agree|of)",
    r"an? (?:work|source|account|later work|book|article) (?:says|has|gives|tells|speaks|puts|names)",
    r"(?:some|other|most|several|both) (?:works|sources) (?:say|give|have|put|tell|print|speak)",
    r"the works (?:used|read)",
    r"founding document",
    r"this atlas",
    r"the record (?:here|of this)",
    r"it is (?:said|claimed|believed|reported|thought) that",
    r"(?:is|are|was|were) said (?:by [\w ]+ )?to",
    r"said to (?:have|be|lie)",
    r"(?:Chinese|English|Japanese|Korean|Mongolian|Russian|Soviet) (?:accounts?|articles?)",
    r"(?:Chinese|Japanese|Russian|Soviet) (?:reports|sources|texts) (?:call|give|have|know|put|say|speak)",
    r"(?:is|are) given as",
    r"our reading",
    r"not found in",
    r"press account",
    r"encyclopedia text",
    r"unattributed",
)
#: Words that take a side; a text may only quote them.
LOADED = (
    "aggressors?",
    "aggression",
    "bandits?",
    "barbar(?:ic|ous|ians?)",
    "brutal(?:ly)?",
    "cowardly",
    "enem(?:y|ies)",
    "fascists?",
    "fanatic(?:s|al|ally)?",
    "glorious",
    "hero(?:es|ic|ically|ism)?",
    "hordes?",
    "invaders?",
    "liberat(?:e|ed|es|ors?|ion)",
    "militarists?",
    "peace-loving",
    "perfid(?:y|ious)",
    "puppets?",
    "samurai",
    "terrorists?",
    "treacherous(?:ly)?",
    "valiant(?:ly)?",
)
#: More words than this and a class loses the thread.
LONGEST_SENTENCE = 35
_SHAPELESS = re.compile("|".join(rf"\b(?:{phrase})\b" for phrase in SHAPELESS), re.I)
_LOADED = re.compile("|".join(rf"\b(?:{word})\b" for word in LOADED), re.I)
_VOWELS = re.compile(r"[aeiouy]+")


def outside_quotations(text: str) -> str:
    """Return *text* without what stands between double quotation marks or in a title between asterisks.

    >>> outside_quotations('TASS wrote of “samurai”, and "invaders".')
    'TASS wrote of , and .'
    """
    return re.sub(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|\*[^*]*\*", "", text)


def sentences(text: str) -> list[str]:
    """Return the sentences of *text*: parts that end in a full stop, a mark or a closing quotation mark after it.

    >>> sentences("He asked: “Why?” Nobody knew. It was 7.30 a.m. by then.")
    ['He asked: “Why?”', 'Nobody knew.', 'It was 7.30 a.m. by then.']
    """
    return re.split(r"(?<=[.!?])\s+(?=[A-Z0-9“\"])|(?<=[.!?][”\"])\s+(?=[A-Z0-9])", text)


def unfit(text: str) -> list[str]:
    """Return every shapeless phrase and loaded word of *text*.

    >>> unfit("One account says that the heroes won.")
    ['One account', 'heroes']
    >>> unfit("By the Chinese account he fled; by the Chinese Wikipedia article he stayed.")
    ['Chinese account']
    """
    return _SHAPELESS.findall(text) + _LOADED.findall(text)


def flesch(text: str) -> float:
    """Return the reading ease of an English text by Flesch (1948): 100 is very easy, 0 very hard.

    206.835 − 1.015 · words per sentence − 84.6 · syllables per word.  A syllable is a run of
    vowels; an ``e`` at the end is silent.  A number counts as one syllable.
    """
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    words = re.findall(r"[^\W_][\w’'-]*", text)
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * sum(map(_syllables, words)) / len(words)


def _syllables(word: str) -> int:
    word = word.casefold()
    runs = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and runs > 1:
        runs -= 1
    return max(1, runs)
