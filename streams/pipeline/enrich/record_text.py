"""What the enrichments read: a record's display text, in its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from streams.text.word_places import WordPlaces

Role: TypeAlias = Literal["headline", "standfirst", "paragraph"]


class Part(msgspec.Struct):
    """A headline, a standfirst or a paragraph: its `text`, the folded `words` of that, and its `start` in the record's display text.

    Where each word stands is worked out when it is first asked for: most parts hold nothing that an enrichment looks for.
    """

    role: Role
    text: str
    words: Sequence[str]
    start: int
    _places: WordPlaces | None = None

    def place(self, first: int, last: int) -> tuple[int, int]:
        """First code point in the display text of the word at `first`, and the one after the word at `last`, which is part of it."""
        places = self._places
        if places is None:
            places = self._places = WordPlaces(self.text)
        start, end = places.of(first)
        return self.start + start, self.start + (end if first == last else places.of(last)[1])


class RecordText(msgspec.Struct, frozen=True):
    """The parts of a record in their order, and the ISO 639 code of its language, `und` where that can't be told."""

    parts: tuple[Part, ...]
    language: str

    @property
    def text(self) -> str:
        """The display text that offsets count in; `schemas.display_text` is the same of the record."""
        return "\n".join([part.text for part in self.parts])

    @classmethod
    def of(cls, parts: Sequence[tuple[Role, str, Sequence[str]]], language: str) -> RecordText:
        """The text of these parts, each with its role, its text and the folded words of that."""
        return cls(tuple(_placed(parts)), language)


def _placed(parts: Sequence[tuple[Role, str, Sequence[str]]]) -> Iterator[Part]:
    start = 0
    for role, text, words in parts:
        yield Part(role, text, words, start)
        start += len(text) + 1
