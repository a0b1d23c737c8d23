"""A name of a place in a text, and what the words beside it say for it or against."""

from __future__ import annotations

from unicodedata import category

import msgspec

from streams.pipeline.enrich.place_names import Names, Opening, Reading
from streams.pipeline.enrich.place_rules import Rules, every
from streams.pipeline.enrich.record_text import Part

# What is added to the weight of a place, which is a decimal logarithm.
_TOWN, _CUED, _AFFIXED, _SURNAME, _COMPOUND, _OPENS = 2.0, 1.2, -0.5, -2.0, -1.0, -0.5
_FAMOUS = 9.0
"""A city of such weight is meant beside a capitalised word too."""
_APOSTROPHES = frozenset("'’‘`´ʼ")
_ENDS = frozenset('.!?:»”"…')
_NO_WORD = "PSZ"
"""Categories of Unicode: punctuation, symbols, separators."""
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


def hit_of(names: Names, opening: Opening, part: Part, number: int, first: int, *, goes_on: bool) -> Hit | None:
    """The place that is named from the word at `first` on, by more words if it `goes_on`, in the part of this number.

    None where none is, or a person, a paper or a club.
    """
    found = names.from_here(opening, part.words, first) if goes_on else None
    if found is None:
        if opening.alone is None:
            return None
        found = opening.alone, first, opening.after
    reading, last, ending = found
    start, end = part.place(first, last)
    if opening.before or ending:
        start, end = _without_affixes(part, start, end, opening.before, ending)
    start, end = trimmed(part, start, end)
    if (
        last > first
        and part.text[end - part.start : end - part.start + 1] == ")"
        and "(" in part.text[start - part.start : end - part.start]
    ):
        end += 1
    hit = Hit(number, first, last, start, end, reading)
    behind = part.words[last + 1] if last + 1 < len(part.words) else ""
    if behind in names.orgs or (not reading.plain and not _stands(hit, part, opening, names.known, behind, ending)):
        return None
    return hit


def trimmed(part: Part, start: int, end: int) -> tuple[int, int]:
    """The place without punctuation at its ends: a word's place may be that of all between two spaces."""
    text, offset = part.text, part.start
    if text[start - offset].isalnum() and text[end - 1 - offset].isalnum():
        return start, end
    while end - start > 1 and category(text[end - 1 - offset])[0] in _NO_WORD:
        end -= 1
    while end - start > 1 and category(text[start - offset])[0] in _NO_WORD:
        start += 1
    return start, end


def _stands(hit: Hit, part: Part, opening: Opening, known: Rules, behind: str, ending: int) -> bool:
    """Whether it is written as a name and belongs to no other name. What the words beside it say is noted in the hit."""
    reading = hit.reading
    if reading.latin and not _capital(hit, part):
        return False
    _hear(hit, part, opening, known, behind)
    if reading.town and not hit.town:
        return False
    if opening.before or ending:
        hit.said += _AFFIXED
    return not reading.latin or _no_person(hit, part, known, behind)


def _hear(hit: Hit, part: Part, opening: Opening, known: Rules, behind: str) -> None:
    words, first = part.words, hit.first
    ahead = words[first - 1] if first else ""
    pair = f"{words[first - 2]} {ahead}" if first > 1 else ""
    hit.town = ahead in known.town or pair in known.town
    hit.state = ahead in every().states
    suffixed = behind in known.suffixes and part.text[hit.end - part.start : hit.end - part.start + 1] in _APOSTROPHES
    if hit.town or behind in known.after:
        hit.said, hit.cued = _TOWN, True
    elif (opening.within and not hit.reading.asks) or suffixed or ahead in known.before or pair in known.before:
        hit.said, hit.cued = _CUED, True


def _capital(hit: Hit, part: Part) -> bool:
    """Whether the name, or its last word, begins with a capital letter; initials are capitals throughout."""
    last, end = part.place(hit.last, hit.last)
    last, end = last - part.start, end - part.start
    if part.words[hit.last] in every().initials:
        return part.text[last:end].isupper()
    return part.text[last].isupper() or part.text[hit.start - part.start].isupper()


def _no_person(hit: Hit, part: Part, known: Rules, behind: str) -> bool:
    """Whether no capitalised word beside the name makes a person of it; that there is one may speak against it."""
    city = hit.reading.weight < _FAMOUS
    ahead = part.words[hit.first - 1] if hit.first else ""
    if ahead and _capital_beside(part, hit.first - 1, hit.first):
        if ahead in every().given:
            return False
        if city and not hit.cued and not known.endings and ahead not in known.function_words:
            hit.said += _SURNAME / 2 if hit.first == 1 else _SURNAME
    elif city and not hit.cued and _opens_sentence(hit, part):
        hit.said += _OPENS
    if behind and (city or not hit.cued) and behind not in known.days and _capital_beside(part, hit.last + 1, hit.last):
        if hit.reading.name in every().persons:
            return False
        if city and not hit.cued and not known.suffixes and part.role != "headline":
            hit.said += _COMPOUND
    return True


def _capital_beside(part: Part, other: int, name: int) -> bool:
    """Whether the word at `other` begins with a capital letter and only one space stands between it and the name's word beside it."""
    start, end = part.place(other, other)
    first, last = part.place(name, name)
    gap = part.text[end - part.start : first - part.start] if other < name else part.text[last - part.start : start - part.start]
    return gap in (" ", "-") and part.text[start - part.start].isupper()


def _opens_sentence(hit: Hit, part: Part) -> bool:
    ahead = part.text[max(0, hit.start - part.start - 3) : hit.start - part.start].rstrip()
    return not ahead or ahead[-1] in _ENDS


def _without_affixes(part: Part, start: int, end: int, before: int, after: int) -> tuple[int, int]:
    """The place without so many letters at its beginning and at its end, and without the marks on these."""
    text, offset = part.text, part.start
    while before:
        before -= _letter(text[start - offset])
        start += 1
    while start < end - 1 and not _letter(text[start - offset]):
        start += 1
    while after and end - 1 > start:
        end -= 1
        after -= _letter(text[end - offset])
    return start, end


def _letter(character: str) -> bool:
    """Whether it is a letter of a folded word and no mark on one."""
    return character.isalpha() and character != _TATWEEL
