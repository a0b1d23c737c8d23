"""Which places a word may name in a text of one language, alone or with the words behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import exp
from typing import TypeAlias

import msgspec

from streams.pipeline.enrich.places.gazetteer import DOUBTFUL, TOWN, Naming, Site, gazetteer, grade, site
from streams.pipeline.enrich.places.rules import ARTICLE, Form, Rules, endings, every, forms, ruled, rules
from streams.text.remembered import Remembered

_LATIN_ENDS = "\u0250"
_OWN, _DOUBTFUL, _FOREIGN_ARABIC, _FOREIGN_LATIN = 0.7, -2.0, -0.7, -0.3
"""What is added to a city's weight: in the country of the language's desks; by a name of no known language; elsewhere. The names of cities
abroad are words and surnames here: in Arabic script, without capitals, more often.
"""
_PLAIN, _NAMESAKES, _SHORT_ASKS = 8.0, 2.5, 7.6
_EVEN, _STEEP = 6.9, 1.6
"""The weight at which a name stands for a place as likely as not, and how much surer one more makes it: at 7.8 it is 0.8, at 9 0.97."""
_UNAIDED, _AIDED, _JOINED, _SHORT_AFFIXED = 6.0, 4.1, 7.0, 9.0
"""A name that weighs less, with an affix or without, is not believed whatever stands beside it."""
_SHORT = 3


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What a folded name stands for in a language.

    `namings` are its places, the weightiest `first`, with `weights`; `weight` is that of the first, and `score` how likely it is meant
    when nothing else is said. A name that `asks` is a common word too; one that is for `town` counts only behind a word that says that it
    is one. No other place of the name is near as weighty as a `sole` one. What is `plain` needs nothing more, no capital letter either.
    """

    name: str
    namings: tuple[Naming, ...]
    first: Site
    weights: tuple[float, ...]
    weight: float
    score: float
    asks: bool
    town: bool
    latin: bool
    sole: bool
    plain: bool


class Opening(msgspec.Struct, frozen=True, gc=False):
    """A way in which a word begins a name: the letters of its affixes (`before`, `after`), and `within` where one says «in».

    `alone` is what it stands for by itself; `seconds` are the words that go on with a name, each with how many words it has at most.
    `quick` is `alone` where that is plain and has no affixes: it is taken as it stands.
    """

    word: str
    before: int
    after: int
    within: bool
    seconds: Mapping[str, int]
    alone: Reading | None
    quick: Reading | None


Openings: TypeAlias = tuple[Opening, ...]


class _Endings(Remembered[Sequence[tuple[str, int]]]):
    """What the words that were asked for may be without their endings."""

    def __init__(self, known: Rules) -> None:
        super().__init__()
        self._known = known

    def work_out(self, key: str) -> Sequence[tuple[str, int]]:
        return endings(key, self._known)


class Names(Remembered[Openings]):
    """The openings of the words that were asked for, in texts of one language: those of a wire are few and come again. Most have none."""

    def __init__(self, known: Rules) -> None:
        super().__init__()
        self.known = known
        self.orgs = every().orgs
        self._all = gazetteer().names
        self._firsts = gazetteer().firsts
        # Most words neither begin nor end as a word with affixes does.
        self._starts = {each[0] for each in (*known.proclitics, *known.article)}
        self._lasts = {each[-1] for each in (*known.endings, *known.vowel)}
        self.ends = bool(known.endings or known.vowel)
        self._readings: dict[str, Reading | None] = {}
        self._bare = _Endings(known)

    def work_out(self, key: str) -> Openings:
        """The openings of a word."""
        bare = not key or (key[0] not in self._starts and key[-1] not in self._lasts)
        return () if bare and key not in self._firsts else tuple(self._openings(key))

    def goes_on(self, opening: Opening, word: str) -> bool:
        """Whether `word`, with an ending or without, is the second of a name that opens so."""
        return bool(opening.seconds) and self._longest(opening.seconds, word) > 0

    def from_here(self, opening: Opening, words: Sequence[str], first: int) -> tuple[Reading, int, int] | None:
        """The longest name of several words that opens at `first`, with its last word and the letters of an ending on that."""
        longest = self._longest(opening.seconds, words[first + 1])
        for last in range(min(first + longest, len(words)) - 1, first, -1):
            between = " ".join((opening.word, *words[first + 1 : last])) if last > first + 1 else opening.word
            if not self.ends:
                if (reading := self.reading(f"{between} {words[last]}")) is not None:
                    return reading, last, 0
                continue
            for word, ending in self._bare[words[last]]:
                if (reading := self.reading(f"{between} {word}")) is not None:
                    return reading, last, ending
        return None

    def reading(self, name: str) -> Reading | None:
        """What a folded name stands for in the language; None where it names no place there."""
        found = self._readings.get(name)
        if found is None and name in self._all:
            # Either not asked for yet, or no name in this language.
            if name not in self._readings:
                self._readings[name] = _reading(name, self.known)
            found = self._readings[name]
        return found

    def _longest(self, seconds: Mapping[str, int], word: str) -> int:
        return max([seconds.get(bare, 0) for bare, _ in self._bare[word]]) if self.ends else seconds.get(word, 0)

    def _openings(self, word: str) -> Iterator[Opening]:
        firsts = self._firsts
        common = word in self.known.never
        for form in forms(word, self.known):
            if form.word not in firsts or (common and form.word != word):
                continue
            alone = self.reading(form.word)
            if alone is not None and not (_believable(alone, form, self.known) if form.word != word else alone.weight >= _AIDED):
                alone = None
            seconds = firsts[form.word] if not form.after else {}
            if alone is not None or seconds:
                quick = alone if alone is not None and alone.plain and form.word == word else None
                yield Opening(form.word, form.before, form.after, form.within, seconds, alone, quick)


def _believable(reading: Reading, form: Form, known: Rules) -> bool:
    """Whether a word with affixes may be the name at all: the shorter it is, the more words begin or end so."""
    least = _SHORT_AFFIXED if len(form.word) <= _SHORT and site(reading.namings[0]).country not in known.own else _UNAIDED
    return not reading.town and reading.weight >= (least if form.within or form.after else max(least, _JOINED))


@lru_cache(maxsize=64)
def names(language: str) -> Names:
    """What words may name in texts of an ISO 639 code; those of all languages that have no rules have one table."""
    return _names(language if language in ruled() else "und")


@cache
def _names(language: str) -> Names:
    return Names(rules(language))


def _weight(naming: Naming, name: str, known: Rules) -> float:
    """The weight of a place by this name, as the language sees it."""
    place = site(naming)
    found = place.weight + (_DOUBTFUL if grade(naming) == DOUBTFUL else 0.0)
    if place.kind != "city":
        return found
    if place.country in known.own:
        return found + _OWN
    return found + (_FOREIGN_LATIN if name[0] < _LATIN_ENDS else _FOREIGN_ARABIC)


def likelihood(weight: float) -> float:
    """How likely a name that weighs so much, with all that is said for and against it, stands for a place; 0 to 1."""
    return 1.0 / (1.0 + exp(-_STEEP * (weight - _EVEN)))


def _reading(name: str, known: Rules) -> Reading | None:
    namings = gazetteer().names[name]
    alone = " " not in name
    if alone and (name in known.never or (len(name) < _SHORT and name not in every().initials and name not in known.asks)):
        namings = tuple([naming for naming in namings if grade(naming) == TOWN and name not in known.function_words])
    words = name.split(" ")
    if not alone and known.function_words.issuperset(words):
        return None
    if known.article:
        # In Arabic a name with the article is none without it: ورقة is paper and not «and Raqqa», as Persian calls it.
        with_article = [site(naming).row for naming in gazetteer().names.get(ARTICLE + name, ())]
        namings = tuple([naming for naming in namings if grade(naming) == TOWN or site(naming).row not in with_article])
    surely = [site(naming).row for naming in namings if grade(naming) != TOWN]
    namings = tuple([naming for naming in namings if grade(naming) != TOWN or site(naming).row not in surely])
    if not namings:
        return None
    weighed = sorted([(_weight(naming, name, known), naming) for naming in namings], key=lambda each: -each[0])
    heaviest, following = weighed[0][0], weighed[1][0] if len(weighed) > 1 else 0.0
    latin, sole = name[0] < _LATIN_ENDS, following <= heaviest - _NAMESAKES
    # A short one is a word somewhere, and a doubtful one is of any language.
    short = max(map(len, words)) <= _SHORT and heaviest < _SHORT_ASKS
    first = weighed[0][1]
    asks = name in known.asks or short or grade(first) == DOUBTFUL
    town = all(grade(naming) == TOWN for naming in namings)
    plain = sole and not latin and not asks and not town and heaviest >= _PLAIN
    return Reading(
        name=name,
        namings=tuple([naming for _, naming in weighed]),
        first=site(first),
        weights=tuple([each for each, _ in weighed]),
        weight=heaviest,
        score=likelihood(heaviest),
        asks=asks,
        town=town,
        latin=latin,
        sole=sole,
        plain=plain,
    )
