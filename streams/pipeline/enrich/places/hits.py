"""A name of a place in a text, and what the words beside it say for it or against."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from streams.pipeline.enrich.places.names import Names, Opening, Reading
from streams.pipeline.enrich.places.rules import Rules, every
from streams.pipeline.enrich.record_text import Part
from streams.pipeline.enrich.spelt_words import span, span_behind, trimmed

# What is added to the weight of a place, which is a decimal logarithm.
_TOWN, _CUED, _AFFIXED, _SURNAME, _COMPOUND, _OPENS = 2.0, 1.2, -0.5, -2.0, -1.0, -0.5
_FAMOUS = 9.0
"""A city of such weight is meant beside a capitalised word too."""
_APOSTROPHES = frozenset("'’‘`´ʼ")
_ENDS = frozenset('.!?:»”"…')
_SHORT = 60
"""Characters of a name whose affixes are remembered."""
_JOINS = frozenset(" -")
_RUN = 40
"""Letters of a word that is looked for before a name by the space before it."""
_TATWEEL = "\u0640"


class Hit(msgspec.Struct, gc=False):
    """A name in the text: its place in the display text, without affixes, and its first and last word in its part.

    `said` is what the words beside it add to the weight of its place. Of these words one may say that a place is named (`cued`), that it is
    a town (`town`) or a country (`state`).
    """

    part: int
    first: int
    last: int
    start: int
    end: int
    reading: Reading
    said: float = 0.0
    cued: bool = False
    town: bool = False
    state: bool = False


def hit_of(names: Names, opening: Opening, part: Part, number: int, first: int, *, goes_on: bool, once: bool) -> Hit | None:
    """The place that is named from the word at `first` on, by more words if it `goes_on`, in the part of this number.

    None where none is, or a person, a paper or a club. `once` says that the part holds the word at `first` no second time.
    """
    found = names.from_here(opening, part.words, first) if goes_on else None
    if found is None:
        if opening.alone is None:
            return None
        found = opening.alone, first, opening.after
    reading, last, ending = found
    behind = part.words[last + 1] if last + 1 < len(part.words) else ""
    if behind in names.orgs or (reading.town and not _behind_town(part.words, first, names.known)):
        return None
    written = start, end = span(part, first, once=once)
    if last > first:
        written = span_behind(part, last, end) if last == first + 1 else span(part, last)
        end = written[1]
    if reading.latin and not _capital(part, start, last, written):
        return None
    begins, ends = start, end
    if opening.before or ending:
        name = part.text[start:end]
        skipped, kept = (_remembered if len(name) <= _SHORT else _without_affixes)(name, opening.before, ending)
        begins, ends = start + skipped, start + kept
    if last > first and part.text.startswith(")", ends) and "(" in part.text[begins:ends]:
        ends += 1
    hit = Hit(number, first, last, part.start + begins, part.start + ends, reading)
    if reading.plain:
        return hit
    _hear(hit, part, opening, names.known, behind)
    if opening.before or ending:
        hit.said += _AFFIXED
    return None if reading.latin and not _no_person(hit, part, names.known, start, end, behind) else hit


def _capital(part: Part, start: int, last: int, written: tuple[int, int]) -> bool:
    """Whether the name, or its last word, begins with a capital letter; initials are capitals throughout."""
    if part.words[last] in every().initials:
        return part.text[written[0] : written[1]].isupper()
    return part.text[start].isupper() or part.text[written[0]].isupper()


def _behind_town(words: Sequence[str], first: int, known: Rules) -> bool:
    """Whether a word for town stands before the word at `first`, or two that mean one."""
    if not first:
        return False
    ahead = words[first - 1]
    return ahead in known.town or (first > 1 and ahead in known.pairs and f"{words[first - 2]} {ahead}" in known.town)


def _hear(hit: Hit, part: Part, opening: Opening, known: Rules, behind: str) -> None:
    """Notes in the hit what the words beside it say."""
    words, first = part.words, hit.first
    ahead = words[first - 1] if first else ""
    hit.town = _behind_town(words, first, known)
    hit.state = ahead in every().states
    if hit.town or behind in known.after:
        hit.said, hit.cued = _TOWN, True
    elif (
        (opening.within and not hit.reading.asks)
        or ahead in known.before
        or (first > 1 and ahead in known.pairs and f"{words[first - 2]} {ahead}" in known.before)
        or (behind in known.suffixes and part.text[hit.end - part.start : hit.end - part.start + 1] in _APOSTROPHES)
    ):
        hit.said, hit.cued = _CUED, True


def _no_person(hit: Hit, part: Part, known: Rules, start: int, end: int, behind: str) -> bool:
    """Whether no capitalised word beside the name's words, from `start` to `end`, makes a person of it.

    That there is one may speak against it.
    """
    city = hit.reading.weight < _FAMOUS
    if hit.first and _capital_ahead(part, hit.first - 1, start):
        ahead = part.words[hit.first - 1]
        if ahead in every().given:
            return False
        if city and not hit.cued and not known.endings and ahead not in known.function_words:
            hit.said += _SURNAME / 2 if hit.first == 1 else _SURNAME
    elif city and not hit.cued and _opens_sentence(hit, part):
        hit.said += _OPENS
    if behind and (city or not hit.cued) and behind not in known.days and _capital_behind(part.text, end):
        if hit.reading.name in every().persons:
            return False
        if city and not hit.cued and not known.suffixes and part.role != "headline":
            hit.said += _COMPOUND
    return True


def _capital_ahead(part: Part, index: int, start: int) -> bool:
    """Whether the word at `index` begins with a capital letter and only one space stands between it and the name that begins at `start`."""
    text = part.text
    if text[start - 1 : start] not in _JOINS:
        return False
    lowest = max(0, start - 1 - _RUN)
    first = text.rfind(" ", lowest, start - 1) + 1 or lowest
    run = text[first : start - 1]
    if run.isalpha() and len(run) == len(part.words[index]):
        return run[0].isupper()
    first, end = part.place(index, index)
    return end - part.start == start - 1 and text[first - part.start].isupper()


def _capital_behind(text: str, end: int) -> bool:
    """Whether a capital letter stands behind the name that ends before `end`, with only one space between."""
    return text[end : end + 1] in _JOINS and text[end + 1 : end + 2].isupper()


def _opens_sentence(hit: Hit, part: Part) -> bool:
    ahead = part.text[max(0, hit.start - part.start - 3) : hit.start - part.start].rstrip()
    return not ahead or ahead[-1] in _ENDS


def _without_affixes(written: str, before: int, after: int) -> tuple[int, int]:
    """Where in what is written the name begins and ends without so many letters at its beginning and at its end, and the marks on these."""
    start, end = 0, len(written)
    while before:
        before -= _letter(written[start])
        start += 1
    while start < end - 1 and not _letter(written[start]):
        start += 1
    while after and end - 1 > start:
        end -= 1
        after -= _letter(written[end])
    return trimmed(written, start, end)


_remembered = lru_cache(maxsize=4096)(_without_affixes)


def _letter(character: str) -> bool:
    """Whether it is a letter of a folded word and no mark on one."""
    return character.isalpha() and character != _TATWEEL
