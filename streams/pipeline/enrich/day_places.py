"""Where the words of days stand in a paragraph, and what stands between them.

Most paragraphs that name a day name one, in the spelling of the lists: it is found by searching for it, which takes a tenth of the time of
working out where every word of the paragraph is.
"""

from __future__ import annotations

import re

from streams.pipeline.enrich.day_words import DayWords
from streams.pipeline.enrich.record_text import Part

CLOSED = re.compile(r"[!?؟۔;؛:\n«»“”\"]|[.](?=\s)")
"""Ends a sentence, clause or quotation."""
RANGE = re.compile(r"\s?[-–—/]\s?|\s?[,،]\s?")
"""Stands between two days or years of a row."""
AND = "و"
"""«And» of Arabic, written onto the next word."""
_BESIDE = frozenset(' \n.,،;؛:!?؟()[]«»"“”/–—-…۔')
"""What may stand beside a word without being part of it."""

_LONG = 300
"""Words from which on a paragraph may name so many days that searching for each takes longer than placing all its words at once."""


def place(part: Part, known: DayWords, index: int) -> tuple[int, int]:
    """Where the word at `index` stands in the text of `part`."""
    if len(part.words) > _LONG:
        start, end = part.place(index, index)
        return start - part.start, end - part.start
    word = part.words[index]
    text = part.text
    spelt = known.spelt.get(word, word)
    start = text.find(spelt)
    end = start + len(spelt)
    # The one word of its kind: what is written so, with nothing of a word beside it, can be no other.
    if (
        start < 0
        or part.words.count(word) != 1
        or (start and text[start - 1] not in _BESIDE)
        or (end < len(text) and text[end] not in _BESIDE)
    ):
        start, end = part.place(index, index)
        return start - part.start, end - part.start
    return start, end


def gap(part: Part, known: DayWords, index: int) -> str:
    """What stands between the word at `index` and the next; nothing behind the last."""
    if index + 1 >= len(part.words):
        return ""
    text = part.text
    if part.words[index] in known.spelt or part.words[index].isdecimal():
        end = place(part, known, index)[1]
        if text[end : end + 1] == " " and text[end + 1 : end + 2].isalnum():
            return " "
    elif part.words[index + 1] in known.spelt or part.words[index + 1].isdecimal():
        start = place(part, known, index + 1)[0]
        if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
            return " "
    return text[part.place(index, index)[1] - part.start : part.place(index + 1, index + 1)[0] - part.start]


def capital(part: Part, known: DayWords, index: int) -> bool:
    """Whether the word at `index` begins with a capital."""
    return part.text[place(part, known, index)[0]].isupper()
