"""Sign-offs: what closes an item behind its last sentence.

Agencies end the last paragraph with their name, and with more: who reported and edited the item, its source, an end mark and initials.
"""

from __future__ import annotations

import re

from streams.lexicon import Lexicon, everywhere
from streams.pipeline.clean import Line
from streams.pipeline.segment.marks import Mark, after_words, credit_of, label_follows
from streams.text.match_key import words
from streams.text.sentences import ends_sentence

# Behind the last sentence's end, and no sentence itself.
_BEHIND = re.compile(r"(?<=[.!?؟۔…\"»”])\s+([^.!?؟۔؛;…]{3,64})$")
_WINDOW = 80
"""Characters at the end of a line in which what `_BEHIND` finds stands."""
_LONGEST_BRACKET = 240
"""Characters of `(Reporting by …; additional reporting by …; editing by …)`."""
_MOST_WORDS, _LONGEST_PART = 5, 3
_AFTER_END = ")]}/|–—-:"
_EDGES = " ([{«‹<>›»}])/|–—-:.·"


def signature_of(line: Line, known: frozenset[str], *, closes: bool) -> Mark | None:
    """What signs the line at its end: a sign-off that a listed word opens, the agency's credit (`credit_of`), or two names and a stroke."""
    if line.plain:
        # Each has a sign in it, or stands behind a sentence's end.
        return None
    text = line.text
    match = _BEHIND.search(text, max(0, len(text) - _WINDOW))
    told = None if match is None else _told(match[1], match.start(1), everywhere())
    if told is None and text[-1] == ")":
        told = _reported(text, everywhere())
    if told is not None or (signed := credit_of(line, known, closes=closes)) is not None:
        return told or signed
    if match is None or not _is_two_names(match[1]):
        return None
    return Mark(role="credit", start=match.start(1), end=len(text), value=match[1].strip(), rule="mark.credit_stroke")


def _told(said: str, start: int, lexicon: Lexicon) -> Mark | None:
    """The agency behind the word for a source, or behind an end mark; an end mark alone."""
    folded = words(said)
    if (count := lexicon.sources.opens(folded)) and label_follows(said, count):
        return _signed(said, count, start, "mark.credit_source")
    if count := lexicon.terminators.opens(folded):
        behind = said[after_words(said, count) :].lstrip()
        return _signed(said, count, start, "mark.credit_behind_end") if not behind or behind[0] in _AFTER_END else None
    return None


def _reported(text: str, lexicon: Lexicon) -> Mark | None:
    """Who reported and edited, in brackets, stops of its own allowed."""
    start = text.rfind("(", max(0, len(text) - _LONGEST_BRACKET))
    if start <= 0 or not ends_sentence(text[:start].rstrip()):
        return None
    said = text[start + 1 : -1]
    folded = words(said)
    if not 0 < lexicon.bylines.opens(folded) < len(folded):
        return None
    return Mark(role="byline", start=start, end=len(text), value=said.strip(), rule="mark.byline_bracket")


def _signed(said: str, count: int, start: int, rule: str) -> Mark | None:
    """What stands behind the first `count` words: the agency where it has letters, or else all of it an end mark."""
    value = said[after_words(said, count) :].strip(_EDGES)
    if len(words(value)) > _MOST_WORDS:
        return None
    if any(map(str.isalpha, value)):
        return Mark(role="credit", start=start, end=start + len(said), value=value, rule=rule)
    return Mark(role="terminator", start=start, end=start + len(said), value=said.strip(), rule="mark.end")


def _is_two_names(said: str) -> bool:
    """Whether a stroke parts two names, the agency's and its writer's: a few words, none beginning small where the script has capitals."""
    parts = [part.split() for part in said.split("/")]
    if len(parts) != 2 or not all(1 <= len(part) <= _LONGEST_PART for part in parts):
        return False
    return all(word[0].isalpha() and not word[0].islower() for part in parts for word in part) and not any(map(str.isdigit, said))
