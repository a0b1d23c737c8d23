"""Where in a text its folded words stand.

For all of them at once, or for a few that are asked for one by one: most that ask want two or three words of a paragraph.
"""

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
_FEW = 6
"""Words of a text after which, one by one, the rest is dearer than all at once: on paragraphs of 25 words one takes a tenth of all."""
_RUN = re.compile(r"\S+")
_WRITTEN = re.compile(r"[^\W_\u0640\u0621](?:[^\W_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c\u200d\xad])*")


class WordPlaces:
    """The places of the words of one text, worked out when they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._shape: bytes | None = None
        self._asked = 0
        self._all: tuple[Place, ...] | None = None

    def of(self, index: int) -> Place:
        """The place of the word at `index` of `words(text)`, which has to have so many."""
        if self._all is not None:
            return self._all[index]
        if self._asked == _FEW or not (self._asked or self._shaped()):
            self._all = word_places(self._text)
            return self._all[index]
        self._asked += 1
        shape = self._shape or b""
        behind = shape.split(None, index)[-1]
        start, size = len(shape) - len(behind), behind.find(_BETWEEN)
        return start, start + size if size >= 0 else len(shape)

    def _shaped(self) -> bool:
        """Whether words can be told by the spaces between them: not where what is unseen stands by itself."""
        self._shape = _shape_of(self._text)
        return self._shape is not None and not (self._shape.startswith(_UNSEEN) or _BETWEEN + _UNSEEN in self._shape)


def word_places(text: str) -> tuple[Place, ...]:
    """The place of each of `words(text)`, in their order. Words that one character stands for have its place together."""
    shape = _shape_of(text)
    return tuple(_the_long_way(text)) if shape is None else tuple([match.span() for match in _WORD.finditer(shape)])


def _shape_of(text: str) -> bytes | None:
    """An octet for each character: what it is of; None where one is of no known alphabet."""
    for alphabet, shapes in _SHAPES:
        if (octets := alphabet.encode(text)) is not None:
            return octets.translate(shapes)
    return None


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
