"""Clean: from the blocks of a document to lines of display text, each with its places in the decoded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from schemas import Removed
from streams.lexicon import Lexicon, everywhere
from streams.pipeline.budget import Check, checked, unlimited
from streams.pipeline.decode import NOTHING_TOLD, Block, Document, Metadata, Part
from streams.pipeline.errors import TooComplex
from streams.text.display import Clean
from streams.text.invisible import UNSEEN, ZWNJ
from streams.text.match_key import stems, words
from streams.text.page import show
from streams.text.sentences import SENTENCE_END, count_sentences, ends_sentence

if TYPE_CHECKING:
    from streams.pipeline.segment.dateline import Opening

_LOOKED_AT = re.compile(f"[{UNSEEN}{ZWNJ}&\u0300-\u036f\u064b-\u065f\ufb00-\ufdff\ufe70-\ufefc]|  ")
MAX_DROPPED = 10_000
"""Runs of invisible characters in one item. Desks leave a few hundred at most; more is noise made to grow the record."""
MAX_LOOKED_AT = 100_000
"""Places in the text of one item that cleaning looks at one by one, some microseconds each: characters that no reader sees, marks and
ligatures that may have to be rewritten, doubled spaces, references that were escaped twice. A long page of any language has a thousand."""
MAX_LINES = 10_000
"""Lines of text in one item: three times the longest transcript that a wire carries."""


_NO_TOPIC = frozenset({""})


@dataclass(slots=True, eq=False)
class Line:
    """One line of display text.

    `words` are its folded words, `ends` says that it ends with a sentence's end, `plain` that no sign but commas stands in it before its
    last character, as in most lines, `lettered` that its words are of letters alone: folding keeps every figure, so that none is in its
    text either. `opening` is what at its head may be a dateline, once it was asked for. `span(start, end)` gives the
    places in the decoded text of a stretch of `text`. What is asked of a line again and again is worked out once.
    """

    index: int
    block: Block
    text: str
    words: tuple[str, ...]
    cleaned: Clean
    ends: bool
    plain: bool
    lettered: bool
    opening: Opening | None = None
    _stems: frozenset[str] | None = None
    _topic: frozenset[str] | None = None
    _listed: frozenset[str] | None = None
    _sentences: int = 0
    _part: tuple[int, int, tuple[str, ...]] | None = None

    def words_of(self, start: int, end: int) -> tuple[str, ...]:
        """The folded words of `text[start:end]`; a line has one stretch of running text, which is asked for several times."""
        if end - start == len(self.text):
            return self.words
        part = self._part
        if part is None or part[0] != start or part[1] != end:
            part = self._part = start, end, self._words_of(start, end)
        return part[2]

    def _words_of(self, start: int, end: int) -> tuple[str, ...]:
        before, behind = self.text[:start], self.text[end:]
        if (before and before[-1] != " ") or (behind and behind[0] != " "):
            return words(self.text[start:end])
        # A space parts words whatever stands beside it: what was cut off is short, and is folded in less time than the rest.
        return self.words[len(words(before)) : len(self.words) - len(words(behind))]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        if self._stems is None:
            self._stems = stems(self.words)
        return self._stems

    def topic(self, lexicon: Lexicon) -> frozenset[str]:
        """The stems that carry a topic, by the `lexicon` of the page's language."""
        topic = self._topic
        if topic is None:
            topic = self._topic = frozenset(map(lexicon.topics.__getitem__, self.words)) - _NO_TOPIC
        return topic

    @property
    def listed(self) -> frozenset[str]:
        """Those of its words that a list of any language has which is looked for anywhere in a line."""
        if self._listed is None:
            self._listed = everywhere().listed.intersection(self.words)
        return self._listed

    @property
    def sentences(self) -> int:
        """How many sentences it holds."""
        if not self._sentences:
            self._sentences = 1 if self.plain else count_sentences(self.text)
        return self._sentences

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points in the decoded text of `text[start:end]`, which must not be empty."""
        first, last = self.cleaned.span(start, end)
        return self.block.start + first, self.block.start + last


class CleanPart(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a part of an item that hold any visible character, numbered from 0, and what its format says about it."""

    lines: tuple[Line, ...]
    metadata: Metadata
    page: bool


class Cleaned(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of an item, one where its format sets none apart, and what cleaning took out of it."""

    parts: tuple[CleanPart, ...]
    dropped: tuple[Removed, ...]


def read_lines(document: Document, check: Check = unlimited) -> Cleaned:
    """The lines of `document`. Raises TooComplex over MAX_LINES, MAX_LOOKED_AT and MAX_DROPPED, and where `check` does."""
    if len(document.blocks) > MAX_LINES:
        raise TooComplex(f"the item has {len(document.blocks):,} lines, the limit is {MAX_LINES:,}", "clean")
    if len(document.text) > MAX_LOOKED_AT and len(_LOOKED_AT.findall(document.text)) > MAX_LOOKED_AT:
        raise TooComplex(f"the item has more than {MAX_LOOKED_AT:,} invisible characters, marks, double spaces and references", "clean")
    dropped: list[Removed] = []
    parts = document.parts or (Part(first=0, end=len(document.blocks), metadata=NOTHING_TOLD, page=True),)
    cleaned = tuple(_part(document, part, dropped, check) for part in parts)
    return Cleaned(parts=cleaned, dropped=tuple(dropped))


def _part(document: Document, part: Part, dropped: list[Removed], check: Check) -> CleanPart:
    of_part = document.blocks[part.first : part.end]
    text = document.text
    lines: list[Line] = []
    shown = show([text[block.start : block.end] for block in of_part])
    for block, (cleaned, folded, plain, lettered) in zip(checked(of_part, check), shown, strict=True):
        if cleaned.dropped:
            dropped += _dropped(text, block, cleaned)
            if len(dropped) > MAX_DROPPED:
                raise TooComplex(f"the item has more than {MAX_DROPPED:,} runs of invisible characters", "clean")
        if shows := cleaned.text:
            ends = shows[-1] in SENTENCE_END or ends_sentence(shows)
            lines.append(Line(len(lines), block, shows, folded, cleaned, ends, plain, lettered))
    return CleanPart(lines=tuple(lines), metadata=part.metadata, page=part.page)


def _dropped(text: str, block: Block, cleaned: Clean) -> Iterator[Removed]:
    for start, end in cleaned.dropped:
        first, last = block.start + start, block.start + end
        yield Removed(role="control", text=text[first:last], start=first, end=last, rule="display.invisible")
