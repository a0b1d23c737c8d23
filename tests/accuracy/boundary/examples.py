"""What each place where the briefs may begin is worth: the pipeline run on the page with the boundary put there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from unittest.mock import patch

import msgspec

from streams.lexicon import Lexicon
from streams.pipeline.budget import Check, unlimited
from streams.pipeline.clean import Line
from streams.pipeline.segment import drafts
from streams.pipeline.segment.boundary import Boundary, Layout, find_boundary, split_scores
from streams.pipeline.segment.gaps import Gap
from streams.pipeline.segment.weights import fitted
from tests.accuracy.boundary.pages import LabelledPage
from tests.accuracy.running import records_of

MOST_LINES = 150


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A page as the boundary sees it, and the worth of its records by where the briefs begin."""

    set: str
    source: str
    name: str
    asked: tuple[Sequence[Line], Sequence[Gap], Lexicon, Layout]
    worth: dict[int, float]


def examples(pages: Iterable[LabelledPage]) -> Iterator[Example]:
    """The pages that can be taken apart in more than one way; not those of several parts, nor very long ones."""
    for page in pages:
        asked: list[tuple[Sequence[Line], Sequence[Gap], Lexicon, Layout]] = []

        def seen(lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, layout: Layout, check: Check = unlimited) -> Boundary:
            # What stands under a second headline is asked about again, as a page of its own.
            if not (asked and any(line is lines[0] for line in asked[0][0])):  # noqa: B023 - called in this round of the loop alone
                asked.append((lines, gaps, lexicon, layout))  # noqa: B023
            return find_boundary(lines, gaps, lexicon, layout, check)

        with patch.object(drafts, "find_boundary", seen):
            records_of(page.event)
        if len(asked) != 1 or len(asked[0][0]) > MOST_LINES:
            continue
        places = list(split_scores(*asked[0], fitted()))
        if len(places) > 1:
            end = len(asked[0][0])
            worth = {at: float(at == end) if page.whole else page.worth(_cut(page.event, at, end, asked[0][3])) for at in places}
            if len(set(worth.values())) > 1:
                yield Example(set=page.set, source=page.source, name=page.event["id"], asked=asked[0], worth=worth)


def _cut(event: dict[str, Any], at: int, end: int, layout: Layout) -> Any:
    """The records of the page, its briefs beginning at line `at` of `end`."""
    rule = "none" if at == end else "digest" if at == layout.headline else "cohesion"

    def placed(lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, layout: Layout, check: Check = unlimited) -> Boundary:
        if len(lines) == end:
            return Boundary(at=at, score=1.0, rule=f"boundary.{rule}")
        return find_boundary(lines, gaps, lexicon, layout, check)

    with patch.object(drafts, "find_boundary", placed):
        return records_of(event)
