"""Where a word stands in a paragraph, by the way in which it was written when it was last met.

An agency writes the names of places and days in one way each, and a paragraph holds most of them once: there they are found by searching
for that, which takes a third of the time of telling the paragraph's words apart. Whatever is not found so is placed as all words are.
"""

from __future__ import annotations

from unicodedata import category

from streams.pipeline.enrich.record_text import Part

_LONG = 2_000
"""Characters from which on a paragraph may hold so many words to search for that placing all at once is cheaper."""
_FEW = 3
"""Times that a paragraph holds a word for which it is searched."""
_LONGEST = 40
"""Characters of a word that is remembered."""
_REMEMBERED = 65_536
_BESIDE = frozenset(("", *" \n.,،;؛:!?؟()[]«»\"“”'’‘/–—-…۔"))
"""What may stand beside a word without being part of it: the ends of the text, and signs."""
_NO_WORD = "PSZ"
"""Categories of Unicode: punctuation, symbols, separators."""

_SPELT: dict[str, str] = {}


def span(part: Part, index: int, *, once: bool = False) -> tuple[int, int]:
    """First code point in the text of `part` of the word at `index`, and the one after its last, without punctuation at its ends.

    `once` says that the paragraph is known to hold the word no second time.
    """
    return searched(part, index, once=once) or _placed(part, index)


def searched(part: Part, index: int, *, once: bool = False) -> tuple[int, int] | None:
    """The same where it is found by searching for it; else None."""
    words, text = part.words, part.text
    word = words[index]
    spelling = _SPELT.get(word)
    if spelling is None or len(text) > _LONG:
        return None
    if not once and (times := words.count(word)) > 1:
        return _nth(text, spelling, words[:index].count(word), times) if times <= _FEW else None
    # What is written so, with nothing of a word beside it, can be no other.
    start = text.find(spelling)
    end = start + len(spelling)
    return (start, end) if start >= 0 and text[end : end + 1] in _BESIDE and text[start - 1 : start] in _BESIDE else None


def _nth(text: str, spelling: str, nth: int, times: int) -> tuple[int, int] | None:
    """Where it stands after so many times before, if it is written so all the times that the text holds it."""
    place, end = None, 0
    for time in range(times):
        start = text.find(spelling, end)
        end = start + len(spelling)
        if start < 0 or text[end : end + 1] not in _BESIDE or text[start - 1 : start] not in _BESIDE:
            return None
        if time == nth:
            place = start, end
    return place


def _placed(part: Part, index: int) -> tuple[int, int]:
    """The same as all words are placed; the way in which it is written is remembered."""
    text, word = part.text, part.words[index]
    start, end = part.place(index, index)
    start, end = trimmed(text, start - part.start, end - part.start)
    written = text[start:end]
    # Letters and figures alone: marks at a word's end belong to it or not by what stands around it, and what is found must not depend on
    # what was met before.
    if len(written) <= _LONGEST and written.isalnum() and _SPELT.get(word) != written:
        if len(_SPELT) >= _REMEMBERED:
            _SPELT.clear()
        _SPELT[word] = written
    return start, end


def span_behind(part: Part, index: int, end: int) -> tuple[int, int]:
    """The same of the word at `index`, the one before which ends before `end`."""
    spelling, text = _SPELT.get(part.words[index]), part.text
    if spelling is not None and text.startswith(spelling, end + 1) and text[end] == " ":
        stop = end + 1 + len(spelling)
        if text[stop : stop + 1] in _BESIDE:
            return end + 1, stop
    return span(part, index)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without punctuation at its ends: a word's place may be that of all between two spaces."""
    if text[start].isalnum() and text[end - 1].isalnum():
        return start, end
    while end - start > 1 and category(text[end - 1])[0] in _NO_WORD:
        end -= 1
    while end - start > 1 and category(text[start])[0] in _NO_WORD:
        start += 1
    return start, end
