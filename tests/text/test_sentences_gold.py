"""Sentence boundaries scored on labelled paragraphs of all languages of the wire; a language that falls under its floor fails."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from streams.text.sentences import count_sentences, sentences, spans

LANGUAGES = ("ar", "fa", "ur", "ckb", "kmr", "tr", "en", "fr", "de")
# F1 of the boundaries between sentences. All stand at 1.0; one boundary of the twenty to forty of a language may go before this fails.
FLOOR = 0.97


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph as its sentences."""

    language: str
    sentences: list[str]
    between: str = " "

    @property
    def text(self) -> str:
        return self.between.join(self.sentences)


def _paragraphs() -> list[Paragraph]:
    table = tomllib.loads(Path(__file__).with_name("sentences_gold.toml").read_text("utf-8"))
    return msgspec.convert(table["paragraph"], list[Paragraph])


GOLD = _paragraphs()


def _boundaries(parts: Iterable[str]) -> set[int]:
    """Where a next sentence begins, counted in visible characters."""
    ends, at = [], 0
    for part in parts:
        at += len("".join(part.split()))
        ends.append(at)
    return set(ends[:-1])


def _f1(language: str, *, told: bool) -> float:
    counts: Counter[str] = Counter()
    for paragraph in GOLD:
        if paragraph.language == language:
            wanted = _boundaries(paragraph.sentences)
            found = _boundaries(sentences(paragraph.text, language if told else None))
            counts.update(right=len(wanted & found), wrong=len(found - wanted), missed=len(wanted - found))
    return 2 * counts["right"] / (2 * counts["right"] + counts["wrong"] + counts["missed"])


def test_the_corpus_is_of_every_language_and_size() -> None:
    assert {paragraph.language for paragraph in GOLD} == set(LANGUAGES)
    assert len(GOLD) >= 40
    assert sum(len(paragraph.sentences) for paragraph in GOLD) >= 250
    per_language = Counter(dict.fromkeys(LANGUAGES, 0))
    for paragraph in GOLD:
        per_language[paragraph.language] += len(paragraph.sentences)
    assert min(per_language.values()) >= 20


@pytest.mark.parametrize("told", [False, True], ids=["language-not-told", "language-told"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_boundaries(language: str, told: bool) -> None:
    assert _f1(language, told=told) >= FLOOR


@pytest.mark.parametrize("paragraph", GOLD, ids=lambda paragraph: f"{paragraph.language}-{paragraph.sentences[0][:12]}")
def test_spans_are_the_sentences_in_order_and_nothing_visible_stands_between(paragraph: Paragraph) -> None:
    text = f"  {paragraph.text}\n"
    found = spans(text)
    assert [text[start:end] for start, end in found] == sentences(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert all(first[1] <= second[0] and not text[first[1] : second[0]].strip() for first, second in pairwise(found))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert count_sentences(text) == len(found)
