"""Where in a text its folded words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from streams.text.alphabet import Alphabet
from streams.text.match_key import ALPHABETS, words

Place: TypeAlias = tuple[int, int]
"""First code point, and the one after the last."""

_BETWEEN, _UNSEEN, _OF_A_WORD = b" ", b".", b"a"
_WORD = re.compile(rb"a[a.]*")
_RUN = re.compile(r"\S+")
_WRITTEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c\u200d\xad])*")


def word_places(text: str) -> tuple[Place, ...]:
    """The place of each of `words(text)`, in their order. Words that one character stands for have its place together."""
    for alphabet, shapes in _SHAPES:
        if (octets := alphabet.encode(text)) is not None:
            return tuple([match.span() for match in _WORD.finditer(octets.translate(shapes))])
    return tuple(_the_long_way(text))


def _the_long_way(text: str) -> Iterator[Place]:
    """White space always parts words; what else stands in a run without it has its words one by one where they can be told apart."""
    for run in _RUN.finditer(text):
        count = len(words(run[0]))
        if count == 1:
            yield run.span()
        elif count:
            written = [(run.start() + each.start(), run.start() + each.end()) for each in _WRITTEN.finditer(run[0])]
            yield from written if len(written) == count else [run.span()] * count


def _shapes(alphabet: Alphabet) -> bytes:
    """Of which of the three sorts each character of the alphabet is."""

    def sort(character: str) -> bytes:
        folded = alphabet.fold(character)
        return _UNSEEN if not folded else _OF_A_WORD if folded.strip() else _BETWEEN

    return alphabet.table(sort)


_SHAPES = tuple((alphabet, _shapes(alphabet)) for alphabet in ALPHABETS)
