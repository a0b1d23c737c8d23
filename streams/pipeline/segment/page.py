"""What segmentation gives: the items of a page, each with its running text and with what stood around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from schemas import Dateline, Decision
from streams.pipeline.clean import Line
from streams.pipeline.segment.marks import Mark

Place: TypeAlias = Literal["alone", "story", "beside", "digest"]


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A stretch of one line that is running text: `line.text[start:end]`."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """The display text."""
        return self.line.text[self.start : self.end]

    @property
    def words(self) -> Sequence[str]:
        """The folded words of the display text."""
        return self.line.words_of(self.start, self.end)

    @property
    def is_whole(self) -> bool:
        """Whether it is all of its line."""
        return self.end - self.start == len(self.line.text)

    @classmethod
    def whole(cls, line: Line) -> Passage:
        """All of `line`."""
        return cls(line, 0, len(line.text))


class Found(msgspec.Struct, frozen=True, gc=False):
    """A mark and the line that it is on."""

    line: Line
    mark: Mark


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the page.

    `place` is where it stands: `alone` on its page, the `story` of a page, `beside` a story, or in a `digest`. `aside` is everything that
    goes with the item and is not its running text, in page order.
    """

    headline: Passage | None = None
    standfirst: tuple[Passage, ...] = ()
    paragraphs: tuple[Passage, ...]
    dateline: Dateline | None = None
    aside: tuple[Found, ...] = ()
    place: Place
    decisions: tuple[Decision, ...] = ()

    def mark(self, role: str) -> Mark | None:
        """The first mark of that role, or None."""
        for found in self.aside:
            if found.mark.role == role:
                return found.mark
        return None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The items of a page, in page order; none where all of it is `furniture`, which otherwise is with its items."""

    segments: tuple[Segment, ...]
    furniture: tuple[Found, ...] = ()
