"""Quotes: what somebody is quoted with, word for word, and who.

What stands in quotation marks is a quote where it is four words or more, or where a verb of saying governs it; names, titles of works and
words that the desk keeps at a distance are none. The speaker is who the pattern names: a pronoun names nobody, nor does a verb alone.
"""

from __future__ import annotations

from schemas.enrichment import Quote, Span
from streams.pipeline.enrich.quotes.context import Side
from streams.pipeline.enrich.quotes.marks import READ, Marked, has_marks, marked
from streams.pipeline.enrich.quotes.speakers import Governed, governed, phrase
from streams.pipeline.enrich.quotes.speech import Speech, speech
from streams.pipeline.enrich.record_text import Part, RecordText

MOST = 500
"""Quotes of a record: more are no news text."""
FEWEST_WORDS = 4
"""Fewer words in quotation marks are a name or a turn of phrase, where no verb of saying governs them."""
_ENDS = frozenset(".۔")
_GOES_ON = frozenset(",!?؟،")
_READ, _BEGINNING = 40, 64


def quotes_of(text: RecordText) -> tuple[Quote, ...]:
    """The quotes of a record, in the order in which they stand; at most `MOST`, of its first `READ` characters."""
    found: list[Quote] = []
    parts, last = text.parts, len(text.parts) - 1
    for i, part in enumerate(parts):
        if part.start > READ:
            break
        if has_marks(part.text) and (pairs := marked(part.text, parts[i + 1].text if i < last else "")):
            found += _quotes(part, pairs, speech(text.language))
            if len(found) >= MOST:
                return tuple(found[:MOST])
    return tuple(found)


def _quotes(part: Part, pairs: list[Marked], known: Speech) -> list[Quote]:
    found: list[Quote] = []
    text, behind, last = part.text, 0, len(pairs) - 1
    for i, pair in enumerate(pairs):
        if len(found) >= MOST:
            break
        words = text[pair.start : pair.end]
        if not (words[:1].isalpha() or any(map(str.isalpha, words[:_BEGINNING]))):
            continue
        before = Side(text, behind, pair.before, behind=False)
        after = Side(text, pair.after, pairs[i + 1].before if i < last else len(text), behind=True)
        if _is_title(before, after, known):
            continue
        # Behind a full stop inside the marks a new sentence begins, unless it goes on with a verb in small letters.
        if words[-1] in _ENDS and (not known.lettered or not after.words or after.words[0].capital):
            after = Side(text, pair.after, pair.after, behind=True)
        by = governed(before, after, known)
        if _is_quote(words, by, known, text[pair.after : pair.after + 2]):
            found.append(_made(part, pair, by))
            behind = pair.after
    return found


def _is_quote(words: str, by: Governed | None, known: Speech, following: str) -> bool:
    following = following.strip()
    if by is not None and ((by.near and not (by.that and following[:1].isalpha())) or words[-1] in _GOES_ON):
        return True
    first = words.split(None, _READ)[:_READ]
    if len(first) < FEWEST_WORDS or following.startswith("("):
        # An abbreviation in brackets follows: a name.
        return False
    # Names that stand in quotation marks are written with capitals; what somebody says is mostly not.
    return not known.lettered or sum(word[0].islower() for word in first) * 2 >= len(first)


def _is_title(before: Side, after: Side, known: Speech) -> bool:
    """Whether a word beside the marks says that a work, a project or a name stands in them."""
    if (words := before.words) and not words[-1].closes and words[-1].key in known.works:
        return True
    return bool(known.works_after) and phrase(known.works_after, after.words, 0) > 0


def _made(part: Part, pair: Marked, by: Governed | None) -> Quote:
    speaker = by.speaker if by is not None else None
    return Quote(
        text=part.text[pair.start : pair.end],
        start=part.start + pair.start,
        end=part.start + pair.end,
        speaker=part.text[speaker[0] : speaker[1]] if speaker else None,
        speaker_at=Span(start=part.start + speaker[0], end=part.start + speaker[1]) if speaker else None,
    )
