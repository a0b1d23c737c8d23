"""How a language names places in running text: what it writes onto a name, what stands beside one, which names are common words too."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec

from streams.lexicon import lexicon
from streams.text.match_key import fold

_FILE = resources.files("streams") / "pipeline" / "enrich" / "places" / "places.toml"
_LEAST = 3
"""Letters of what is left of a word without its affixes."""
ARTICLE = "ال"
_VOWELS = frozenset("اوهیaeiou")


class _Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of one language in `places.toml`, which says what each list is."""

    own: tuple[str, ...]
    before: tuple[str, ...]
    town: tuple[str, ...]
    after: tuple[str, ...]
    proclitics: tuple[str, ...]
    within: tuple[str, ...]
    article: tuple[str, ...]
    endings: tuple[str, ...]
    vowel: tuple[str, ...]
    suffixes: tuple[str, ...]
    never: str
    asks: str


class Every(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds in every language, folded."""

    orgs: frozenset[str]
    states: frozenset[str]
    initials: frozenset[str]
    given: frozenset[str]
    persons: frozenset[str]
    marks: Mapping[str, Mapping[str, str]]


class Rules(msgspec.Struct, frozen=True):
    """What `places.toml` says of one language, folded; of a language that it has no table of, the words that are no places in any.

    `pairs` are the last words of those phrases of `before` and `town` that have two.
    """

    own: frozenset[str]
    before: frozenset[str]
    town: frozenset[str]
    pairs: frozenset[str]
    after: frozenset[str]
    proclitics: tuple[str, ...]
    within: frozenset[str]
    article: tuple[str, ...]
    endings: tuple[str, ...]
    vowel: tuple[str, ...]
    suffixes: frozenset[str]
    never: frozenset[str]
    asks: frozenset[str]
    function_words: frozenset[str]
    days: frozenset[str]


class Form(msgspec.Struct, frozen=True, gc=False):
    """A word without its affixes: `before` letters of it are a proclitic, which may say «in» (`within`), and `after` an ending."""

    word: str
    before: int
    after: int
    within: bool


@cache
def rules(language: str) -> Rules:
    """The rules of an ISO 639 code."""
    tables = _tables()
    if language in tables:
        return _rules(language, tables[language])
    all_rules = [rules(code) for code in sorted(tables)]
    before, town = _union(each.before for each in all_rules), _union(each.town for each in all_rules)
    return Rules(
        own=frozenset(),
        before=before,
        town=town,
        pairs=_lasts(before | town),
        after=frozenset(),
        proclitics=(),
        within=frozenset(),
        article=(),
        endings=(),
        vowel=(),
        suffixes=frozenset(),
        never=_union(each.never for each in all_rules),
        asks=_union(each.asks for each in all_rules),
        function_words=_union(each.function_words for each in all_rules),
        days=_union(each.days for each in all_rules),
    )


@cache
def ruled() -> frozenset[str]:
    """ISO 639 codes of the languages that have rules."""
    return frozenset(_tables())


@cache
def every() -> Every:
    """What holds in every language."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))["every"]
    marks = {fold(name): countries for name, countries in table.pop("marks").items()}
    return Every(marks=marks, **{name: _folded(phrases) for name, phrases in table.items()})


def forms(word: str, known: Rules) -> Iterator[Form]:
    """What a folded word may be with and without affixes of the language, as it stands first."""
    yield Form(word, 0, 0, False)
    for letters in known.article:
        if word.startswith(letters) and len(word) - len(letters) >= _LEAST:
            yield Form(ARTICLE + word[len(letters) :], len(letters) - 1, 0, True)
    for letters in known.proclitics:
        if word.startswith(letters) and len(word) - len(letters) >= _LEAST:
            yield Form(word[len(letters) :], len(letters), 0, letters in known.within)
    for bare, after in endings(word, known)[1:]:
        yield Form(bare, 0, after, False)


def endings(word: str, known: Rules) -> Sequence[tuple[str, int]]:
    """A folded word and what it may be without an ending of the language, each with the letters of that."""
    found = [(word, 0)]
    for letters in (*known.endings, *known.vowel):
        bare = word[: -len(letters)]
        if len(bare) >= _LEAST and word.endswith(letters) and (bare[-1] in _VOWELS or letters in known.endings):
            found.append((bare, len(letters)))
    return found


@cache
def _tables() -> Mapping[str, _Language]:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {code: msgspec.convert(table, _Language) for code, table in tables.items() if code != "every"}


def _rules(language: str, table: _Language) -> Rules:
    words = lexicon(language)
    before, town = _folded(table.before), _folded(table.town)
    return Rules(
        own=frozenset(table.own),
        before=before,
        town=town,
        pairs=_lasts(before | town),
        after=_folded(table.after),
        proclitics=tuple(map(fold, table.proclitics)),
        within=_folded(table.within),
        article=tuple(map(fold, table.article)),
        endings=_letters(table.endings),
        vowel=_letters(table.vowel),
        suffixes=_folded(table.suffixes),
        never=_folded(table.never.split()) | words.function_words,
        asks=_folded(table.asks.split()),
        function_words=words.function_words,
        days=words.days,
    )


def _letters(endings: Iterable[str]) -> tuple[str, ...]:
    """The longest first."""
    return tuple(sorted({fold(each) for each in endings}, key=lambda each: (-len(each), each)))


def _lasts(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset([phrase.rpartition(" ")[2] for phrase in phrases if " " in phrase])


def _folded(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, phrases)) - {""}


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
