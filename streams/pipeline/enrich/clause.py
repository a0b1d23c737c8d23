"""The words around a place of a text, read as they are asked for: most numbers and quotes are told by the next word or two."""

from __future__ import annotations

import re

from streams.text.match_key import fold

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


class _Keys(dict[str, tuple[str, ...]]):
    """The folded words of runs without white space; those of a wire are few and come again."""

    def __missing__(self, run: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = tuple(fold(run).split())
        if len(run) <= REACH:
            self[run] = found
        return found


_KEYS = _Keys()


def key(run: str) -> str:
    """The match key of a word, or of words without white space between them."""
    return " ".join(_KEYS[run])


def keys(run: str) -> tuple[str, ...]:
    """The folded words of a run of characters without white space."""
    return _KEYS[run]


class Ahead:
    """The words from `at` on, as far as the clause goes: up to a mark that closes it."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._at = at
        self._runs = _runs(text, at, _NEAR, _FEW)
        self._all = False
        self._read = 0
        self._keys: list[str] = []
        self._of: list[int] = []

    def key(self, index: int) -> str:
        """The folded word at `index`; empty behind the last."""
        words = self._keys
        while len(words) <= index:
            at = self._read
            if at >= len(self._runs):
                # Most numbers are told by the next words; the others are read when they are asked for.
                if self._all:
                    return ""
                self._all = True
                self._runs += _runs(self._text, self._at, REACH, _MOST)[at:]
                continue
            run = self._runs[at]
            if run[0] in _STOPS:
                self._close(at)
                return ""
            found = _KEYS[run]
            if len(found) > 1 and (inner := _INNER_STOP.search(run)):
                # No space behind a comma: the clause ends there all the same.
                run = self._runs[at] = run[: inner.end()]
                found = _KEYS[run]
            words += found
            self._of += [at] * len(found)
            self._read = at + 1
            if run[-1] in _STOPS:
                self._close(at + 1)
        return words[index]

    def _close(self, at: int) -> None:
        del self._runs[at:]
        self._all = True

    def keys(self, first: int, count: int) -> list[str]:
        """Up to `count` folded words from `first` on."""
        self.key(first + count - 1)
        return self._keys[first : first + count]

    def end(self, index: int) -> int:
        """The place behind the word at `index`, which has been asked for."""
        at, of = self._at, self._of[index]
        for run in self._runs[: of + 1]:
            at = self._text.find(run, at) + len(run)
        if index + 1 < len(self._of) and self._of[index + 1] == of:
            # Not the last word of its run: three-kilometre.
            places = [match.end() for match in _PIECE.finditer(run)]
            nth = index - self._of.index(of)
            return at - len(run) + places[min(nth, len(places) - 1)]
        return at - (len(run) - len(run.rstrip(STOPS)))


def _runs(text: str, at: int, reach: int, most: int) -> list[str]:
    window = text[at : at + reach]
    runs = window.split(None, most)
    # A window that ends inside a word has no last word; what `split` leaves over is no word either.
    if len(window) == reach or len(runs) > most:
        del runs[-1:]
    return runs


def before(text: str, at: int, most: int) -> list[str]:
    """Up to `most` runs without white space before `at`, the nearest first, back to a mark that closes a clause."""
    window = text[max(0, at - REACH) : at]
    runs = window.rsplit(None, most)
    # What `rsplit` leaves over, and a word that the window begins in, are none.
    if runs and (len(runs) > most or (len(window) == REACH and not window[0].isspace())):
        del runs[0]
    runs.reverse()
    for i, run in enumerate(runs):
        if run[-1] in _STOPS:
            return runs[:i]
        if run[0] in _STOPS:
            runs[i] = run.lstrip(STOPS)
            return runs[: i + 1]
    return runs


def folded_before(text: str, at: int, most: int) -> list[str]:
    """The folded words of `before`, the nearest first."""
    return [word for run in before(text, at, most) for word in reversed(_KEYS[run])]
