"""Notices told by where they stand, in words that hardly tell: at the foot of a page, behind the end of an item, over a label or a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from streams.lexicon import Lexicon
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import interview, opens_with_connective, speakers
from streams.pipeline.segment.marks import Mark, bullet_of
from streams.pipeline.segment.names import telling
from streams.pipeline.segment.notices import NOTICE, NoticeWeight, look_closer, weigh
from streams.pipeline.segment.weights import fitted_notices
from streams.text.match_key import fold

_ENDING, _LABELS = frozenset({"terminator", "credit"}), frozenset({"section", "related", "terminator"})


class Around(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What stands around the lines of a page that may be news.

    `kept` are those lines, `signatures` those at the end of each, `whole` what the other `lines` are made of, by index.
    """

    kept: Sequence[Line]
    signatures: Sequence[Mark | None]
    whole: Mapping[int, Sequence[Mark]]
    lines: Sequence[Line]

    @classmethod
    def of(
        cls, kept: Sequence[Line], signatures: Sequence[Mark | None], whole: Mapping[int, Sequence[Mark]], lines: Sequence[Line]
    ) -> Around:
        """What stands around `kept`."""
        return cls(kept=kept, signatures=signatures, whole=whole, lines=lines)

    @cached_property
    def signed(self) -> frozenset[frozenset[str]]:
        """The stems of the names in the page's signatures, which are most likely the agency's."""
        return telling({fold(mark.value) for mark in _credits(self.signatures, self.whole)})

    @cached_property
    def talking(self) -> frozenset[int]:
        """The lines of speakers, and of who asks and who answers."""
        return speakers(self.kept) | interview(self.kept)


def notices_by_place(around: Around, seen: Sequence[NoticeWeight], page: Lexicon) -> list[Line]:
    """Which of the lines that may be news are notices. `seen` are the weights of all lines of the page, by themselves."""
    table = fitted_notices()
    placed: list[Line] = []
    least = NOTICE - table.most_for_place - table.most_for_look
    foot = True
    for i in range(len(around.kept) - 1, 0, -1):
        line = around.kept[i]
        by_itself = seen[line.index]
        weight = by_itself.weight
        if weight < least:
            foot = False
            continue
        notice = may_be_placed(i, around)
        # What takes the text above it up is of that text, wherever it stands.
        notice = notice and (weight >= NOTICE or not opens_with_connective(line, page))
        if notice:
            weight += weigh(place_evidence(i, around, by_itself, foot=foot), table.place)
            if by_itself.hasty and weight >= NOTICE - table.most_for_look:
                weight = look_closer(weight, line, around.lines, page)
            notice = weight >= NOTICE
        if notice:
            placed.append(line)
        foot = foot and notice
    return placed


def may_be_placed(i: int, around: Around) -> bool:
    """Whether line `i` may be a notice at all: a paragraph that a signature closes names the agency there, and speakers are heard out."""
    return around.signatures[i] is None and i not in around.talking


def place_evidence(i: int, around: Around, seen: NoticeWeight, *, foot: bool) -> Iterator[tuple[str, float]]:
    """What it says where line `i` stands; `foot` says that nothing but notices stands below it."""
    line = around.kept[i]
    if _ended(i, around):
        yield "behind_end", 1.0
    before = around.whole.get(line.index - 1, ())
    if before and before[0].role == "notice":
        yield "behind_notice", 1.0
    if foot:
        yield "at_foot", 1.0
    after = around.whole.get(line.index + 1, ())
    if after and after[0].role in _LABELS:
        yield "over_label", 1.0
    elif not after and _over_list(i, around.kept):
        yield "over_list", 1.0
    if not seen.named and any(name <= line.stems for name in around.signed):
        yield "names_signature", 1.0


def _credits(signatures: Sequence[Mark | None], whole: Mapping[int, Sequence[Mark]]) -> Iterator[Mark]:
    yield from (mark for mark in signatures if mark is not None)
    yield from (mark for marks in whole.values() for mark in marks if mark.role == "credit")


def _ended(i: int, around: Around) -> bool:
    """Whether an item ends above line `i`: with a signature or an end mark, in the line above or on a line of its own below a sentence."""
    kept, signatures = around.kept, around.signatures
    before = around.whole.get(kept[i].index - 1, ())
    if not before:
        return signatures[i - 1] is not None
    # What stands below a headline says who writes.
    return before[0].role in _ENDING and before[0].rule != "furniture.separator" and (kept[i - 1].ends or signatures[i - 1] is not None)


def _over_list(i: int, kept: Sequence[Line]) -> bool:
    # A colon announces the list.
    announces = kept[i].text[-1] in ":："
    return not announces and i + 1 < len(kept) and bullet_of(kept[i]) is None and bullet_of(kept[i + 1]) is not None
