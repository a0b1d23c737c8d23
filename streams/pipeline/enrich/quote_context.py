"""The words before and behind a quote, in its sentence."""

from __future__ import annotations

import re

import msgspec

from streams.pipeline.enrich.clause import STOPS, keys

REACH, REACH_BEHIND = 240, 120
"""Characters before and behind a quote that are looked at."""
# No space behind a comma: the words are parted all the same.
_RUN = re.compile(r"[^\s,،;؛:]+[,،;؛:]*|[,،;؛:]+")
_SENTENCE_END = re.compile(r"[.!?؟۔…][\"»”“’]?\s")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:[^\W\d_]{1,2}|\d+|[Pp]rof|[Ss]en|[Gg]en|[Gg]ov|[Cc]ol|[Mm]rs|[Ss]gt|[Rr]ep|[Cc]apt)\.\s$")
_TITLES = frozenset({"Prof", "Sen", "Gen", "Gov", "Col", "Mrs", "Sgt", "Rep", "Capt"})
_SHORT = 3
"""A word of fewer letters before a full stop is mostly short for another (Dr., Mr., J.)."""
_CLOSING = frozenset(STOPS)


class Word(msgspec.Struct, frozen=True, gc=False):
    """A folded word at its place; `closes` where a mark follows that closes a clause, `capital` where it is written with one."""

    key: str
    start: int
    end: int
    closes: str
    capital: bool


def words_before(text: str, start: int, end: int) -> list[Word]:
    """The words before a quote that opens at `end`, back to the beginning of its sentence, or to `start`."""
    first = max(start, end - REACH)
    cut = first > start
    for match in _SENTENCE_END.finditer(text, first, end):
        if not _ABBREVIATED.search(text, max(start, match.end() - 7), match.end()):
            first, cut = match.end(), False
    found = _words(text, first, end)
    # The beginning of a sentence that is longer than that is not known, nor who is its subject.
    return found if not cut else []


def words_after(text: str, start: int, end: int) -> list[Word]:
    """The words behind a quote that closes at `start`, to the end of its sentence, or to `end`."""
    last = min(end, start + REACH_BEHIND)
    if text[start : start + 1] in (".", "!", "?", "۔", "؟"):
        return []
    for match in _SENTENCE_END.finditer(text, start, last):
        if not _ABBREVIATED.search(text, max(start, match.end() - 7), match.end()):
            last = match.end()
            break
    return _words(text, start, last)


def _words(text: str, first: int, last: int) -> list[Word]:
    found: list[Word] = []
    for run in _RUN.finditer(text, first, last):
        written = run[0]
        start, end = run.span()
        if written.isalnum():
            found += [Word(word, start, end, "", written[0].isupper()) for word in keys(written)]
            continue
        bare = written.strip(STOPS)
        if not bare or bare == "-":
            if found:
                found[-1] = msgspec.structs.replace(found[-1], closes=found[-1].closes + written)
            continue
        closes = ""
        if bare != written:
            start += written.index(bare)
            closes = written[start - run.start() + len(bare) :]
            if closes == "." and (len(bare) < _SHORT or bare in _TITLES):
                closes = ""
            end = start + len(bare)
            if written[0] in _CLOSING and found and not found[-1].closes:
                found[-1] = msgspec.structs.replace(found[-1], closes=written[0])
        # Words of one run have its place together: l'adjoint, Yılmaz'ın.
        folded = keys(bare)
        for i, word in enumerate(folded, 1):
            found.append(Word(word, start, end, closes if i == len(folded) else "", bare[0].isupper()))
    return found
