"""Where in a text its folded words stand.

For all of them at once, or for a few that are asked for one by one: most that ask want two or three words of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from streams.text.match_key import ALPHABETS, folded_character
from streams.text.remembered import Remembered

Place: TypeAlias = tuple[int, int]
"""First code point, and the one after the last."""

_BETWEEN, _UNSEEN, _OF_A_WORD = b" ", b".", b"a"
_WORD = re.compile(rb"a[a.]*")
_FEW = 6
"""Words of a text after which, one by one, the rest is dearer than all at once: on paragraphs of 25 words one takes a tenth of all."""
_RUN = re.compile(r"\S+")


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
    return tuple(_of_ligatures(text)) if shape is None else tuple([match.span() for match in _WORD.finditer(shape)])


def _shape_of(text: str) -> bytes | None:
    """An octet for each character: what it is of; None where one is several words."""
    for alphabet, shapes in _SHAPES:
        if (octets := alphabet.encode(text)) is not None:
            return octets.translate(shapes)
    shape = b"".join(map(_SORTS.__getitem__, text))
    return None if _SEVERAL in shape else shape


def _of_ligatures(text: str) -> Iterator[Place]:
    """With characters that are several words, as ﷺ is: each place in the folded text is led back to its character."""
    folded = [folded_character(character) for character in text]
    joined = "".join(folded)
    came_of = [index for index, letters in enumerate(folded) for _ in letters]
    for word in _RUN.finditer(joined):
        start, end = came_of[word.start()], came_of[word.end() - 1] + 1
        while end < len(text) and not folded[end]:
            end += 1
        yield start, end


class _Sorts(Remembered[bytes]):
    """Which sort a character of any alphabet is of."""

    def work_out(self, key: str) -> bytes:
        letters = folded_character(key)
        several = len(letters.split()) > 1 or (letters.strip() != letters and letters.strip() != "")
        return _SEVERAL if several else _sort(letters)


def _sort(letters: str) -> bytes:
    return _UNSEEN if not letters else _OF_A_WORD if letters.strip() else _BETWEEN


_SEVERAL = b"s"
_SORTS = _Sorts()
_SHAPES = tuple((alphabet, alphabet.table(lambda character: _sort(folded_character(character)))) for alphabet in ALPHABETS)
