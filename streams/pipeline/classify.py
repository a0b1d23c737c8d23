"""Classify: what a segment is, a story or a brief, and of which form, by what it is made of."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from schemas import BriefForm, Decision
from streams.pipeline.segment import Segment
from streams.text.sentences import count_sentences, ends_sentence

# An agency's short item runs to two sentences; what says more develops its news. Fits 30–60 words, where both kinds exist.
_BRIEF_SENTENCES = 2
_BRIEF_WORDS = 60
_STORY_PARAGRAPHS = 3
_SNAP_WORDS = 30
# One paragraph under a headline of its own: the desk set it as a story once it is this long.
_STORY_WORDS = 90


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, `form` None for a story, and the decision that goes into the record."""

    kind: Literal["story", "brief"]
    form: BriefForm | None
    decision: Decision


def classify(segment: Segment) -> Kind:
    """What the segment is."""
    place, paragraphs = segment.place, segment.paragraphs
    if len(paragraphs) >= _STORY_PARAGRAPHS:
        return _story(0.9, "classify.develops_beside") if place in ("beside", "digest") else _story(0.99, "classify.paragraphs")
    if place == "beside":
        return _brief("teaser", 0.95, "classify.beside_story")
    if place == "digest":
        return _brief("item", 0.95, "classify.in_digest")
    size = sum([len(paragraph.words) for paragraph in paragraphs])
    sentences = sum([count_sentences(paragraph.text) for paragraph in paragraphs])
    if _is_snap(segment, size, sentences):
        return _brief("snap", 0.95 if segment.mark("label") else 0.8, "classify.snap")
    if sentences <= _BRIEF_SENTENCES and size <= _BRIEF_WORDS:
        return _brief("short", 0.95 if sentences == 1 else 0.8, "classify.short")
    if sentences > _BRIEF_SENTENCES + 1 or size >= _STORY_WORDS:
        return _story(0.9, "classify.develops")
    # The grey zone: two or three sentences in up to 90 words. A second paragraph tips it, and a headline over more than 60 words.
    if len(paragraphs) == 2 or (segment.headline is not None and size > _BRIEF_WORDS):
        return _story(0.6, "classify.grey_headed")
    return _brief("short", 0.6, "classify.grey_bare")


def _is_snap(segment: Segment, size: int, sentences: int) -> bool:
    """A flash: one line, marked urgent or set like a headline, with no text behind it."""
    if len(segment.paragraphs) != 1 or segment.headline is not None or size > _SNAP_WORDS or sentences > 1:
        return False
    return segment.mark("label") is not None or not ends_sentence(segment.paragraphs[0].text)


@cache
def _story(score: float, rule: str) -> Kind:
    return Kind(kind="story", form=None, decision=Decision(what="kind", value="story", score=score, rule=rule))


@cache
def _brief(form: BriefForm, score: float, rule: str) -> Kind:
    return Kind(kind="brief", form=form, decision=Decision(what="kind", value=f"brief/{form}", score=score, rule=rule))
