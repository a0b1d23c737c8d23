"""The words around a place of a text, read as they are asked for: most numbers and quotes are told by the next word or two."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from streams.text.match_key import words
from streams.text.remembered import Remembered

REACH = 100
"""Characters that are looked at on either side: some sixteen words, more than any pattern is long."""
_MOST = 12
_NEAR, _FEW = 36, 3
_REMEMBERED = 16_384
STOPS = '.,;:!?…()[]{}«»"“”„‹›؛،؟۔|–—•'
"""Marks that close a clause."""
_STOPS = frozenset(STOPS)
_INNER_STOP = re.compile(r"[^\W\d_][.,;:!?…()\[\]«»\"“”؛،؟۔](?=[^\W\d_]{2})")
_PIECE = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c\u200d\xad])*")


class _Keys(Remembered[tuple[str, ...]]):
    """The folded words of runs without white space; those of a wire are few and come again."""

    most = _REMEMBERED
    longest = REACH

    def work_out(self, key: str) -> tuple[str, ...]:
        return words(key)


_KEYS = _Keys()


class Run(msgspec.Struct, frozen=True, gc=False):
    """A run of characters without white space, as far as its clause goes: its folded words, and whether a mark in or behind it ends that.

    `written` goes up to that mark; `marks` is how many there are at its end. A run that begins with one has no words.
    """

    words: tuple[str, ...]
    written: str
    marks: int
    closes: bool


class _Runs(Remembered[Run]):
    """The runs that were met, like `_Keys`."""

    most = _REMEMBERED
    longest = REACH

    def work_out(self, key: str) -> Run:
        return _run(key)


_RUNS = _Runs()


def _run(run: str) -> Run:
    if run[0] in _STOPS:
        return Run((), "", 0, True)
    folded = _KEYS[run]
    if len(folded) > 1 and (inner := _INNER_STOP.search(run)):
        # No space behind a comma: the clause ends there all the same.
        run = run[: inner.end()]
        folded = _KEYS[run]
    return Run(folded, run, len(run) - len(run.rstrip(STOPS)), run[-1] in _STOPS)


def key(run: str) -> str:
    """The match key of a word, or of words without white space between them."""
    return " ".join(_KEYS[run])


def keys(run: str) -> tuple[str, ...]:
    """The folded words of a run of characters without white space."""
    return _KEYS[run]


class Ahead:
    """The words from `at` on, as far as the clause goes: up to a mark that closes it.

    The `first` run of them is given where it is known, so that the text is looked at only for more.
    """

    def __init__(self, text: str, at: int, first: str = "") -> None:
        self._text = text
        self._at = at
        self._reach = 0
        self._waiting: list[str] = []
        self._words: list[str] = []
        self._read: list[Run] = []
        if first:
            self._take(_RUNS[first])

    def key(self, index: int) -> str:
        """The folded word at `index`; empty behind the last."""
        words = self._words
        return words[index] if index < len(words) or self._reads(index) else ""

    def keys(self, first: int, count: int) -> list[str]:
        """Up to `count` folded words from `first` on."""
        self._reads(first + count - 1)
        return self._words[first : first + count]

    def end(self, index: int) -> int:
        """The place behind the word at `index`, which has been asked for."""
        at = self._at
        for run in self._read:
            at = self._text.find(run.written, at) + len(run.written)
            if index < len(run.words) - 1:
                # Not the last word of its run: three-kilometre.
                places = [match.end() for match in _PIECE.finditer(run.written)]
                return at - len(run.written) + places[min(index, len(places) - 1)]
            index -= len(run.words)
            if index < 0:
                return at - run.marks
        return at

    def _reads(self, index: int) -> bool:
        """Read on up to the word at `index`; whether there is one."""
        words = self._words
        while len(words) <= index:
            at = len(self._read)
            if at < len(self._waiting):
                self._take(_RUNS[self._waiting[at]])
            elif self._reach == REACH:
                return False
            elif self._reach:
                # Most numbers are told by the next words; the others are read when they are asked for.
                self._reach, self._waiting = REACH, _runs(self._text, self._at, REACH, _MOST)
            else:
                self._reach, self._waiting = _NEAR, _runs(self._text, self._at, _NEAR, _FEW)
        return True

    def _take(self, run: Run) -> None:
        self._read.append(run)
        self._words += run.words
        if run.closes:
            self._reach, self._waiting = REACH, []


def _runs(text: str, at: int, reach: int, most: int) -> list[str]:
    window = text[at : at + reach]
    runs = window.split(None, most)
    # A window that ends inside a word has no last word; what `split` leaves over is no word either.
    if len(window) == reach or len(runs) > most:
        del runs[-1:]
    return runs


def before(text: str, at: int, most: int) -> Iterator[str]:
    """Up to `most` runs without white space before `at`, the nearest first, back to a mark that closes a clause."""
    window = text[max(0, at - REACH) : at]
    runs = window.rsplit(None, most)
    # What `rsplit` leaves over, and a word that the window begins in, are none.
    if runs and (len(runs) > most or (len(window) == REACH and not window[0].isspace())):
        del runs[0]
    while runs:
        run = runs.pop()
        if run[-1] in _STOPS:
            return
        if run[0] in _STOPS:
            yield run.lstrip(STOPS)
            return
        yield run


def folded_before(text: str, at: int, most: int) -> Iterator[str]:
    """The folded words of `before`, the nearest first."""
    for run in before(text, at, most):
        yield from reversed(_KEYS[run])
