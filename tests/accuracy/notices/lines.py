"""Lines of labelled pages as the program weighs them: the evidence for a notice in each, and whether it is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from unittest.mock import patch

import msgspec

from streams.lexicon import Lexicon
from streams.pipeline.clean import Line
from streams.pipeline.segment import content, set_aside
from streams.pipeline.segment.marks import Mark
from streams.pipeline.segment.notice_places import Around, may_be_placed, notices_by_place, place_evidence
from streams.pipeline.segment.notices import (
    NEWS_VOICE,
    NoticeWeight,
    Seen,
    look_evidence,
    may_be_notice,
    names_in,
    notice_weight,
    own_evidence,
    voiced_evidence,
)
from streams.pipeline.segment.voice import voice_of
from streams.text.match_key import words
from tests.accuracy.running import records_of

HOUSE = frozenset({"notice", "header", "footer", "promo", "cookie", "copyright"})
"""Roles of composed pages in which the house speaks."""
_TOLD_BY_WORDS = frozenset({"furniture.notice", "furniture.notice_by_place"})


class Weighed(msgspec.Struct, frozen=True):
    """The evidence of a line, by table and name, whether it is a notice, and the family of agencies that its page is of."""

    evidence: tuple[tuple[tuple[str, str], float], ...]
    notice: bool
    family: str
    counts: float


class Labels(msgspec.Struct, frozen=True):
    """The folded text of what the house says on a page, and of its news, a paragraph each."""

    house: frozenset[str]
    news: tuple[str, ...]

    @classmethod
    def of_row(cls, gold: dict[str, Any]) -> Labels:
        """Those of a composed page."""
        spans = [*gold["removed"], *gold.get("furniture", ())]
        told = [text for item in gold["items"] for text in (item["headline"], item.get("standfirst"), *item["paragraphs"]) if text]
        return cls(frozenset(_folded(span["text"]) for span in spans if span["role"] in HOUSE), tuple(map(_folded, told)))

    def notice(self, line: Line) -> bool | None:
        """Whether the line is of the house; None where it is neither of that nor of the news: labels, links, captions."""
        text = " ".join(line.words)
        if text in self.house:
            return True
        return False if any(text in paragraph for paragraph in self.news) else None


def weighed(pages: Iterable[tuple[dict[str, Any], Labels | None]], family: str, counts: float) -> Iterator[Weighed]:
    """The lines of pages, each an event with its labels, None where all of it is news."""
    for event, labels in pages:
        seen: dict[int, Seen] = {}
        parts: list[tuple[Around, Sequence[NoticeWeight], Lexicon, list[Line], dict[int, Seen]]] = []

        def looked_at(line: Line, known: Seen) -> NoticeWeight:
            seen[line.index] = known  # noqa: B023 - called in this round of the loop alone
            return notice_weight(line, known)

        def placed(around: Around, weights: Sequence[NoticeWeight], page: Lexicon) -> list[Line]:
            found = notices_by_place(around, weights, page)
            parts.append((around, weights, page, found, dict(seen)))  # noqa: B023
            return found

        with patch.object(set_aside, "notice_weight", looked_at), patch.object(content, "notices_by_place", placed):
            records_of(event)
        for around, weights, page, found, known in parts:
            below = {line.index for line in found} | {line.index for line in around.kept if labels is not None and labels.notice(line)}
            last = max((line.index for line in around.kept if line.index not in below), default=-1)
            for line in _asked_about(around):
                notice = False if labels is None else labels.notice(line)
                if notice is not None:
                    evidence = tuple(_evidence(line, around, weights[line.index], page, known[line.index], foot=line.index >= last))
                    yield Weighed(evidence, notice, family, counts)


def _asked_about(around: Around) -> Iterator[Line]:
    """The lines that words and places decide on: those that may be news, and those that were taken for notices by their words."""
    may_be_news = {line.index for line in around.kept}
    for line in around.lines:
        by_words = any(mark.rule in _TOLD_BY_WORDS for mark in around.whole.get(line.index, ()))
        if line.block.zone == "main" and may_be_notice(line) and (by_words or line.index in may_be_news):
            yield line


def _evidence(
    line: Line, around: Around, weight: NoticeWeight, page: Lexicon, known: Seen, *, foot: bool
) -> Iterator[tuple[tuple[str, str], float]]:
    found = names_in(line, known)
    voice = voice_of(line, page, known.news.union(*found) if found else known.news)
    if voice < NEWS_VOICE and "©" not in line.text and (known.small or not line.block.print):
        yield from ((("own", name), value) for name, value in voiced_evidence(line, voice, page))
    else:
        yield from ((("own", name), value) for name, value in own_evidence(line, known, voice, found))
        yield from ((("look", name), value) for name, value in look_evidence(line, around.lines, page))
    around, i = _with(line, around)
    if i and may_be_placed(i, around):
        yield from ((("place", name), value) for name, value in place_evidence(i, around, weight, foot=foot))


def _with(line: Line, around: Around) -> tuple[Around, int]:
    """The page as if `line` may be news, and its number among such lines."""
    at = next((i for i, each in enumerate(around.kept) if each.index >= line.index), len(around.kept))
    if at < len(around.kept) and around.kept[at] is line:
        return around, at
    kept = [*around.kept[:at], line, *around.kept[at:]]
    signatures: list[Mark | None] = [*around.signatures[:at], None, *around.signatures[at:]]
    whole = {index: marks for index, marks in around.whole.items() if index != line.index}
    return Around.of(kept, signatures, whole, around.lines), at


def _folded(text: str) -> str:
    return " ".join(words(text))
