"""The words for days in a language: months, weekdays, relative days, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from schemas import Calendar
from streams.lexicon import LONGEST_PHRASE, Phrases

MOST = 2000
"""Signs that are looked at in one paragraph."""
LAST_YEAR = 2199
"""From 1000 to this a year of four figures beside a month is one of the Gregorian calendar, where no other calendar's month says else."""
_YEAR_ENDINGS = frozenset(("", "م", "ه", "ی", "an", "a", "e"))
"""What is written onto a year: Arabic for CE and AH, Sorani and Kurmanji endings."""
_GATE_YEARS = (*range(1343, 1501), *range(1900, 2101))
"""Years that are looked for without a month: in a date of figures, or behind a word for year."""

Sort: TypeAlias = Literal["month", "weekday", "relative"]


class Sign(msgspec.Struct, frozen=True):
    """What a phrase names: month `value` (1 to 12) of a calendar, weekday `value` (0 Monday), or the day `value` away from the item's own.

    `companions` are words of which one must stand beside it; `affixed` says that it is written onto the word «and»; `needs_year` that it
    is a month with a year alone.
    """

    sort: Sort
    value: int
    calendar: Calendar = "gregorian"
    companions: frozenset[str] = frozenset()
    affixed: bool = False
    needs_year: bool = False


class Entry(msgspec.Struct, frozen=True):
    """A phrase of `size` words by its key word, of which `before` stand before that."""

    words: tuple[str, ...]
    size: int
    before: int
    sign: Sign


Hit: TypeAlias = tuple[int, int, Sign | None]
"""The first word of a sign in a text, the one behind it, and the sign; None for a year in figures."""


class DayWords(msgspec.Struct, frozen=True, kw_only=True):
    """The lists of one language, folded; what each is stands at the head of `days.toml`.

    Text without any of the `signals` names no day: these are years, and the key of each phrase, by which `keyed` has them, the longest
    first. `phrases` finds a sign at a word, `signs` says which it is; `numbers` are the days of a month in figures, `ordinals` in words, of
    which `ordinal_lasts` are the last ones.
    `beside` are the words that say which weekday is meant; `future_written` are those of `future`, not folded.
    """

    signals: frozenset[str]
    keyed: Mapping[str, tuple[Entry, ...]]
    phrases: Phrases
    signs: Mapping[str, Sign]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    ordinal_lasts: frozenset[str]
    before_ordinal: frozenset[str]
    any_before_ordinal: bool
    of: Phrases
    year_of: Phrases
    before_date: Phrases
    joins: Phrases
    years: frozenset[str]
    before_year: frozenset[str]
    weak_year: frozenset[str]
    behind_year: frozenset[str]
    not_after: frozenset[str]
    not_before: Phrases
    article: str
    last: frozenset[str]
    next: frozenset[str]
    this: frozenset[str]
    weeks: frozenset[str]
    beside: frozenset[str]
    future: frozenset[str]
    future_written: frozenset[str]
    future_endings: tuple[str, ...]
    future_behind: bool
    events: frozenset[str]
    known: frozenset[str]
    capital: bool
    day_of: frozenset[str]
    latin: bool
    lower: frozenset[str]
    month_first: bool

    def hits(self, words: Sequence[str], there: frozenset[str]) -> list[Hit]:
        """Where in the folded `words`, of which these signals are `there`, a sign or a year stands, in order."""
        found: list[Hit] = []
        if len(there) == 1:
            first = words.index(next(iter(there)))
            indexes = [first] if words[first] not in words[first + 1 :] else [at for at, word in enumerate(words) if word in there]
        else:
            indexes = [at for at, word in enumerate(words) if word in there]
        for index in indexes[:MOST]:
            entries = self.keyed.get(words[index])
            if entries is None:
                found.append((index, index + 1, None))
                continue
            for entry in entries:
                start, size = index - entry.before, entry.size
                if size == 1 or (start >= 0 and tuple(words[start : start + size]) == entry.words):
                    found.append((start, start + size, entry.sign))
                    break
        if len(found) > 1:
            found.sort(key=_start)
        return found

    def at(self, words: Sequence[str], index: int) -> tuple[Sign, int] | None:
        """The sign that begins at this word, and the index behind it."""
        if index >= len(words) or words[index] not in self.phrases.firsts:
            return None
        count = self.phrases.opens(words[index : index + LONGEST_PHRASE])
        if not count:
            return None
        phrase = words[index] if count == 1 else " ".join(words[index : index + count])
        return self.signs[phrase], index + count

    def before(self, words: Sequence[str], index: int) -> tuple[Sign, int] | None:
        """The sign that ends before this word, and where it begins."""
        for start in range(max(0, index - 2), index):
            found = self.at(words, start)
            if found is not None and found[1] == index:
                return found[0], start
        return None


def _start(hit: Hit) -> int:
    return hit[0]


YEARS: Mapping[str, int] = {f"{year}{ending}": year for year in _GATE_YEARS for ending in ("", "م", "ه", "an")}
"""Years as folded words, of those that are looked for without a month."""


def year_in(word: str) -> int | None:
    """The year that a folded word is: four figures, and what is written onto them."""
    figures = word[:4]
    return int(figures) if len(figures) == 4 and figures.isdecimal() and word[4:] in _YEAR_ENDINGS else None
