"""Notices told by where they stand, in words that hardly tell: at the foot of a page, behind the end of an item, over a label or a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from streams.lexicon import Lexicon
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import opens_with_connective, speakers
from streams.pipeline.segment.marks import Mark, bullet_of
from streams.pipeline.segment.names import telling
from streams.pipeline.segment.notices import MOST_FOR_LOOK, MOST_FOR_PLACE, NOTICE, NoticeWeight, closer_look, place_weight
from streams.text.match_key import fold

_ENDING, _LABELS = frozenset({"terminator", "credit"}), frozenset({"section", "related", "terminator"})


def notices_by_place(
    kept: Sequence[Line],
    signatures: Sequence[Mark | None],
    seen: Sequence[NoticeWeight],
    whole: Mapping[int, Sequence[Mark]],
    lines: Sequence[Line],
    page: Lexicon,
) -> list[Line]:
    """Which of the `kept` lines, which may be news, are notices.

    `signatures` are those at the end of each, `seen` the weights of all `lines` of the page, `whole` what those are made of that are no
    news, by index.
    """
    signed = telling({fold(mark.value) for mark in _credits(signatures, whole)})
    placed: list[Line] = []
    talking = speakers(kept)
    foot = True
    for i in range(len(kept) - 1, 0, -1):
        line = kept[i]
        weight = seen[line.index].weight
        # A paragraph that a signature closes names the agency there.
        notice = signatures[i] is None and i not in talking and weight >= NOTICE - MOST_FOR_PLACE - MOST_FOR_LOOK
        # What takes the text above it up is of that text, wherever it stands.
        notice = notice and (weight >= NOTICE or not opens_with_connective(line, page))
        if notice:
            after = whole.get(line.index + 1, ())
            weight += place_weight(
                line,
                seen[line.index],
                signed,
                ended=_ended(i, kept, signatures, whole),
                foot=foot,
                over="label" if after and after[0].role in _LABELS else "list" if not after and _over_list(i, kept) else None,
            )
            if seen[line.index].hasty and weight >= NOTICE - MOST_FOR_LOOK:
                weight += closer_look(line, lines, page)
            notice = weight >= NOTICE
        if notice:
            placed.append(line)
        foot = foot and notice
    return placed


def _credits(signatures: Sequence[Mark | None], whole: Mapping[int, Sequence[Mark]]) -> Iterator[Mark]:
    yield from (mark for mark in signatures if mark is not None)
    yield from (mark for marks in whole.values() for mark in marks if mark.role == "credit")


def _ended(i: int, kept: Sequence[Line], signatures: Sequence[Mark | None], whole: Mapping[int, Sequence[Mark]]) -> bool:
    """Whether an item ends above line `i`: with a signature or an end mark, in the line above or on a line of its own below a sentence."""
    before = whole.get(kept[i].index - 1, ())
    if not before:
        return signatures[i - 1] is not None
    # What stands below a headline says who writes.
    return before[0].role in _ENDING and before[0].rule != "furniture.separator" and (kept[i - 1].ends or signatures[i - 1] is not None)


def _over_list(i: int, kept: Sequence[Line]) -> bool:
    # A colon announces the list.
    announces = kept[i].text[-1] in ":："
    return not announces and i + 1 < len(kept) and bullet_of(kept[i]) is None and bullet_of(kept[i + 1]) is not None
