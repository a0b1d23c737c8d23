"""What stands between the words of a paragraph, and how they begin."""

from __future__ import annotations

import re

from streams.pipeline.enrich.record_text import Part
from streams.pipeline.enrich.spelt_words import searched, span, span_behind

CLOSED = re.compile(r"[!?؟۔;؛:\n«»“”\"]|[.](?=\s)")
"""Ends a sentence, clause or quotation."""
RANGE = re.compile(r"\s?[-–—/]\s?|\s?[,،]\s?")
"""Stands between two days or years of a row."""
AND = "و"
"""«And» of Arabic, written onto the next word."""


def gap(part: Part, index: int) -> str:
    """What stands between the word at `index` and the next; nothing behind the last."""
    if index + 1 >= len(part.words):
        return ""
    text = part.text
    if (left := searched(part, index)) is not None:
        end = left[1]
        if text[end : end + 1] == " " and text[end + 1 : end + 2].isalnum():
            return " "
    elif (right := searched(part, index + 1)) is not None:
        start = right[0]
        if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
            return " "
    end = span(part, index)[1]
    return text[end : span_behind(part, index + 1, end)[0]]


def capital(part: Part, index: int) -> bool:
    """Whether the word at `index` begins with a capital."""
    return part.text[span(part, index)[0]].isupper()
