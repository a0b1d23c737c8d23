"""The words before and behind a quote, in its sentence."""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

from streams.pipeline.enrich.clause import STOPS, keys
from streams.text.remembered import Remembered

Span: TypeAlias = tuple[int, int]
REACH, REACH_BEHIND = 240, 120
"""Characters before and behind a quote that are looked at."""
# No space behind a comma: the words are parted all the same.
_PIECE = re.compile(r"[^,،;؛:]+[,،;؛:]*|[,،;؛:]+")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:[^\W\d_]{1,2}|\d+|[Pp]rof|[Ss]en|[Gg]en|[Gg]ov|[Cc]ol|[Mm]rs|[Ss]gt|[Rr]ep|[Cc]apt)\.\s$")
_LONGEST_ABBREVIATION = 7
_ENDS, _ENDS_ALL, _CLOSING = ".!?؟۔…", frozenset(".!?۔؟"), '"»”“’'
"""Marks that end a sentence, those of them that do so right behind a quote, and those that may stand behind them."""
_TITLES = frozenset({"Prof", "Sen", "Gen", "Gov", "Col", "Mrs", "Sgt", "Rep", "Capt"})
_SHORT = 3
"""A word of fewer letters before a full stop is mostly short for another (Dr., Mr., J.)."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """A folded word; `closes` where a mark follows that closes a clause, `capital` where it is written with one."""

    key: str
    closes: str
    capital: bool


class Side:
    """The words on one side of a quote in its sentence, which are read when they are asked for.

    Before it between `first` and the mark at `last`, where `behind` is false, else between `first`, behind the mark, and `last`.
    """

    def __init__(self, text: str, first: int, last: int, behind: bool) -> None:
        self._text, self._first, self._last, self._behind = text, first, last, behind
        self._runs: list[str] = []
        self._forms: list[_Form] = []
        self._words: list[Word] | None = None

    @property
    def words(self) -> list[Word]:
        """They all, in their order."""
        if self._words is None:
            self._words = self._behind_it() if self._behind else self._before_it()
        return self._words

    @property
    def first(self) -> str:
        """The key of the first of them, empty where there is none; behind a quote, mostly without reading the others."""
        text, start = self._text, self._first
        if self._words is None and self._behind and text[start : start + 1] not in _ENDS_ALL:
            for run in text[start : min(self._last, start + REACH_BEHIND)].split(None, 2)[:2]:
                form = _FORMS[run]
                if form.words:
                    return form.words[0].key
                if form.ends:
                    break
        words = self.words
        return words[0].key if words else ""

    @property
    def trailing(self) -> str:
        """What stands behind the last word."""
        return self._text[self._place(len(self.words) - 1)[1] : self._last]

    def span(self, first: int, last: int) -> Span:
        """The place of the words from `first` to `last`. Words of one run have it together: l'adjoint, Yılmaz'ın."""
        begin, end = self._place(first)
        return begin, self._place(last)[1] if last > first else end

    def _before_it(self) -> list[Word]:
        text, start, last = self._text, self._first, self._last
        first = max(start, last - REACH)
        runs = text[first:last].split()
        forms = list(map(_FORMS.__getitem__, runs))
        at, spaced = len(runs), text[last - 1 : last].isspace()
        while at:
            if forms[at - 1].ends and (spaced or at < len(runs)):
                end = self._end(runs, at)
                if not _ABBREVIATED.search(text, max(start, end - _LONGEST_ABBREVIATION), end):
                    first = end
                    break
            at -= 1
        if not at and first > start:
            # The beginning of a sentence that is longer than that is not known, nor who is its subject.
            return []
        self._first, self._runs, self._forms = first, runs[at:], forms[at:]
        return _words(self._forms)

    def _end(self, runs: list[str], count: int) -> int:
        """The place behind the space behind the first `count` of the runs before a quote."""
        at = self._last
        for run in reversed(runs[count - 1 :]):
            at = self._text.rfind(run, 0, at)
        return at + len(runs[count - 1]) + 1

    def _behind_it(self) -> list[Word]:
        text, start = self._text, self._first
        last = min(self._last, start + REACH_BEHIND)
        if text[start : start + 1] in _ENDS_ALL:
            return []
        runs = text[start:last].split()
        forms = list(map(_FORMS.__getitem__, runs))
        spaced = text[last - 1 : last].isspace()
        for count, form in enumerate(forms, 1):
            if form.ends and (spaced or count < len(forms)):
                at = start
                for run in runs[:count]:
                    at = text.find(run, at) + len(run)
                if not _ABBREVIATED.search(text, max(start, at + 1 - _LONGEST_ABBREVIATION), at + 1):
                    del runs[count:], forms[count:]
                    break
        self._runs, self._forms = runs, forms
        return _words(forms)

    def _place(self, index: int) -> Span:
        """That of a word, read from the nearer end."""
        text, runs, forms, count = self._text, self._runs, self._forms, len(self.words)
        if index * 2 < count or self._behind:
            nth, at = 0, text.find(runs[0], self._first)
            while index >= (taken := len(forms[nth].words)):
                index -= taken
                at = text.find(runs[nth + 1], at + len(runs[nth]))
                nth += 1
        else:
            nth, at, index = len(runs), self._last, index - count
            while index < 0:
                nth -= 1
                at = text.rfind(runs[nth], 0, at)
                index += len(forms[nth].words)
        begin, end = forms[nth].places[index]
        return at + begin, at + end


class _Form(msgspec.Struct, frozen=True, gc=False):
    """A run of characters without white space: its words with their places in it; whether a sentence may end with it.

    `marks` are those before the first word, which close the one before: in pieces, and whether each stands by itself.
    """

    words: tuple[Word, ...]
    places: tuple[Span, ...]
    marks: tuple[tuple[str, bool], ...]
    ends: bool


class _Forms(Remembered[_Form]):
    """The forms of runs; those of a wire are few and come again."""

    most = 16_384
    longest = 64

    def work_out(self, key: str) -> _Form:
        return _form(key)


_FORMS = _Forms()


def _words(forms: list[_Form]) -> list[Word]:
    found: list[Word] = []
    for form in forms:
        if form.marks and found:
            for marks, alone in form.marks:
                found[-1] = _closed(found[-1], marks, alone)
        found += form.words
    return found


def _form(run: str) -> _Form:
    words: list[Word] = []
    places: list[Span] = []
    leading: list[tuple[str, bool]] = []
    for piece in _PIECE.finditer(run):
        written = piece[0]
        bare = written.strip(STOPS)
        alone = not bare or bare == "-"
        start = 0 if alone else written.index(bare)
        if alone or start:
            marks = written if alone else written[0]
            if words:
                words[-1] = _closed(words[-1], marks, alone)
            else:
                leading.append((marks, alone))
        if alone:
            continue
        end = start + len(bare)
        closes = written[end:]
        if closes == "." and (len(bare) < _SHORT or bare in _TITLES):
            closes = ""
        folded = keys(bare)
        for i, word in enumerate(folded, 1):
            words.append(Word(word, closes if i == len(folded) else "", bare[0].isupper()))
            places.append((piece.start() + start, piece.start() + end))
    ends = run[-1] in _ENDS or (run[-1] in _CLOSING and run[-2:-1] != "" and run[-2:-1] in _ENDS)
    return _Form(tuple(words), tuple(places), tuple(leading), ends)


def _closed(word: Word, marks: str, alone: bool) -> Word:
    """The word with marks behind it that stand by themselves, or that the next word begins with."""
    if alone:
        return Word(word.key, word.closes + marks, word.capital)
    return word if word.closes else Word(word.key, marks, word.capital)
