"""Sentences: where one ends, in the scripts of the wire."""

from __future__ import annotations

import re

SENTENCE_END = frozenset(".!?؟۔…")
CLOSERS = "\"'»”’)]›"
# A stop behind one letter is an initial or an abbreviation (U.S., د.), behind a digit and before one a decimal. Nothing here backtracks: a
# run of stops is taken as one, or a line of leaders (....) would cost the square of its length.
_INSIDE_WORD = r"\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_END = re.compile(rf"(?<!(?<![{_INSIDE_WORD}])[^\W\d_])(?<![.!?؟۔…])[.!?؟۔…]++[\"'»”’)\]›]*+(?=\s|$)")


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with a sentence's end; closing quotes and brackets may stand behind it."""
    return text.rstrip(CLOSERS + " ")[-1:] in SENTENCE_END


def count_sentences(text: str) -> int:
    """How many sentences `text` holds, a last one without a full stop among them."""
    ends = len(_END.findall(text))
    return ends if ends_sentence(text) else ends + 1
