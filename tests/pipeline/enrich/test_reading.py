"""How long a record takes to read."""

from __future__ import annotations

import pytest

from streams.pipeline.enrich.reading import reading_seconds
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import words


def seconds(language: str, *lines: str) -> int:
    return reading_seconds(RecordText.of([("paragraph", line, words(line)) for line in lines], language))


@pytest.mark.parametrize(("language", "expected"), [("en", 60), ("de", 77), ("fr", 70), ("tr", 83), ("ar", 100), ("ur", 75), ("und", 75)])
def test_the_rate_is_that_of_the_language(language: str, expected: int) -> None:
    assert seconds(language, "word " * 238) == expected


def test_headline_and_paragraphs_count_together() -> None:
    assert seconds("en", "Bridge opens after repairs", "It had been closed since the spring.") == 3


def test_nothing_takes_less_than_a_second() -> None:
    assert seconds("en", "Fire") == 1
    assert seconds("en") == 1
