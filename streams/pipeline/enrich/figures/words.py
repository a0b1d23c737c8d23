"""The words of figures by language: what `figures.toml` says, made ready for looking up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

import msgspec

from streams.pipeline.enrich.clause import Ahead
from streams.pipeline.enrich.figures.numbers import Numerals
from streams.text.match_key import words

_FILE = resources.files("streams") / "pipeline" / "enrich" / "figures" / "figures.toml"
Rests: TypeAlias = tuple[tuple[tuple[str, ...], str], ...]
"""What phrases go on with behind their first word, and what they stand for, the longest first."""
Phrases: TypeAlias = Mapping[str, Rests]
"""By the first folded word of a phrase."""
_ANYWHERE = frozenset({"fates", "before"})


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """What a word behind a number may be, or may begin.

    `joins`: an «and»; `money`: a currency or its country; `strength`: that of an earthquake, for which `sure` stands alone; `other`: a word
    between a number and its noun (30 other people).
    """

    joins: bool = False
    units: Rests = ()
    money: bool = False
    persons: Rests = ()
    counted: Rests = ()
    strength: bool = False
    sure: Rests = ()
    other: bool = False


NOTHING = Behind()
"""A word that tells nothing of the number before it."""


class FigureWords(msgspec.Struct, frozen=True, kw_only=True):
    """What one language calls what figures are of.

    `numbers` are the words that a number may begin with; one of them in a paragraph is worth a look. `written`: words whose match key is
    another's too, and the letter that they are written with. `persons` are counted by what befell them (`fates`), everything else that is
    `counted` by itself. `before` are units that stand before their number, `magnitude_before` and `magnitude_after` words for the strength
    of an earthquake, `sure` those that no other strength has. `leads` are the last words of what may stand before a number and say what it
    is of, `scaling` those that digits go on with (30 million), `follows` the first words of all that may stand behind one. `telling` are
    those that may be anywhere in a part and are looked for first: `numbers`, `leads` and `fate_words`.
    `parting` are words behind which nothing tells of the number before them: numbers themselves, and «and».
    """

    numerals: Numerals
    numbers: frozenset[str] = frozenset()
    some: frozenset[str] = frozenset()
    written: Mapping[str, str] = {}
    counted_duals: Mapping[str, str] = {}
    counted: Phrases = {}
    persons: Phrases = {}
    fates: Phrases = {}
    behind_only: frozenset[str] = frozenset()
    units: Phrases = {}
    before: Phrases = {}
    currencies: Phrases = {}
    currency_of: Mapping[str, str] = {}
    nations: Phrases = {}
    fillers: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    ranges: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    quakes: frozenset[str] = frozenset()
    degrees: frozenset[str] = frozenset()
    hourly: frozenset[str] = frozenset()
    magnitude_before: frozenset[str] = frozenset()
    magnitude_after: frozenset[str] = frozenset()
    sure: Phrases = {}
    leads: frozenset[str] = frozenset()
    scaling: frozenset[str] = frozenset()
    follows: Mapping[str, Behind] = {}
    fate_words: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    parting: frozenset[str] = frozenset()
    reach_before: int = 0
    reach_after: int = 0
    looks_back_first: bool = False
    inflects: bool = False


@cache
def figure_words(language: str) -> FigureWords:
    """Those of a language (ISO 639 code); of one that has none, nothing but the marks in digits that every language reads alike."""
    table = _file().get(language)
    return FigureWords(numerals=Numerals()) if table is None else _made(table)


def signs() -> Mapping[str, str]:
    """Signs and short forms that every language writes behind a number, and their units."""
    return dict(_file()["signs"])


def signs_before() -> Mapping[str, str]:
    """Signs that stand right before a number, and their units."""
    return dict(_file()["signs_before"])


@cache
def currencies() -> Mapping[str, Mapping[str, str]]:
    """The ISO 4217 code of a currency by the country that the text names with it, or by `any`."""
    return dict(_file()["currencies"])


def phrase(phrases: Phrases, ahead: Ahead, at: int) -> tuple[str, int, int] | None:
    """What the phrase at a word stands for, its end in the text, and the word behind it."""
    return phrase_of(phrases.get(ahead.key(at), ()), ahead, at)


def phrase_of(rests: Rests, ahead: Ahead, at: int) -> tuple[str, int, int] | None:
    """The same of phrases that have the word at `at` for their first."""
    for rest, of in rests:
        if not rest:
            return of, ahead.end(at), at + 1
        if ahead.key(at + 1) == rest[0] and (len(rest) == 1 or tuple(ahead.keys(at + 1, len(rest))) == rest):
            return of, ahead.end(at + len(rest)), at + len(rest) + 1
    return None


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _made(table: Mapping[str, Any]) -> FigureWords:
    affixes = (("", *map(_folded, table["beginnings"])), ("", *map(_folded, table["endings"])))

    def flat(name: str) -> frozenset[str]:
        return frozenset(word for entry in table.get(name, ()) for word in words(entry))

    def phrases(name: str) -> Phrases:
        # Behind a number a noun has no article and nothing else before it; what befalls people stands anywhere.
        return _phrases(table.get(name, {}), affixes[0] if name in _ANYWHERE else ("",), affixes[1])

    def forms(name: str) -> dict[str, float]:
        # The Arabic article and its like go before the words of numbers too; nothing is written onto them.
        lists: Mapping[str, Sequence[str]] = table.get(name, {})
        return {before + _folded(entry): float(n) for before in affixes[0] for n, entries in lists.items() for entry in entries}

    adding = forms("numbers")
    adding |= _joint(table.get("joint", ""), adding)
    hundreds = frozenset(forms("hundreds"))
    scales, duals = forms("scales"), forms("duals")
    magnitude: Mapping[str, Sequence[str]] = table["magnitude"]
    magnitude_before = frozenset(_folded(entry).split()[-1] for entry in magnitude["before"]) - flat("fillers")
    before = phrases("before")
    units, nations, money = phrases("units"), phrases("nations"), phrases("currencies")
    counted, persons, fates = phrases("counted"), phrases("persons"), phrases("fates")
    sure = _phrases({"magnitude": magnitude["sure"]}, ("",), affixes[1])
    magnitude_after = frozenset(map(_folded, magnitude["after"]))
    pairs = {name: frozenset(map(_folded, table.get(name, ()))) for name in ("alone", "ones", "halves", "hourly")}
    counted_duals = {
        start + _folded(entry): of
        for start in affixes[0]
        if "ال" not in start and "لل" not in start
        for of, entries in table.get("counted_duals", {}).items()
        for entry in entries
    }
    numbers = frozenset(word.split()[0] for word in adding) | hundreds | frozenset(scales) | frozenset(duals) | frozenset(counted_duals)
    leads = magnitude_before | pairs["hourly"] | frozenset((first, *rest)[-1] for first, of in before.items() for rest, _ in of)
    ands, others = flat("and"), flat("others")
    follows = frozenset().union(units, nations, money, counted, persons, fates, sure, magnitude_after, flat("fillers"), others, ands)
    follows |= flat("ranges").union(scales, hundreds, pairs["halves"])

    def behind(word: str) -> Behind:
        return Behind(
            joins=word in ands,
            units=units.get(word, ()),
            money=word in money or word in nations,
            persons=persons.get(word, ()),
            counted=counted.get(word, ()),
            strength=word in magnitude_after or word in sure,
            sure=sure.get(word, ()),
            other=word in others,
        )

    return FigureWords(
        numerals=Numerals(
            thousands="".join(table["thousands"]),
            decimals="".join(table["decimals"]),
            adding=adding,
            hundreds=hundreds,
            scales=scales,
            duals=duals,
            ones=pairs["ones"],
            ands=ands,
            halves=pairs["halves"],
            alone=frozenset(start + word for start in affixes[0] for word in pairs["alone"]),
            words=frozenset(word for entry in adding for word in entry.split())
            | hundreds
            | frozenset(scales)
            | frozenset(duals)
            | ands
            | pairs["halves"],
            teens=table.get("teens", False),
            spaced=table.get("spaced", False),
        ),
        numbers=numbers,
        some=flat("some"),
        written=table.get("written", {}),
        counted_duals=counted_duals,
        counted=counted,
        persons=persons,
        fates=fates,
        behind_only=flat("behind_only"),
        units=units,
        before=before,
        currencies=money,
        currency_of=table.get("currency_of", {}),
        nations=nations,
        fillers=flat("fillers"),
        others=others,
        ranges=flat("ranges"),
        between=flat("between"),
        quakes=frozenset(_folded(word) + end for word in table["quakes"] for end in affixes[1]),
        degrees=frozenset(_folded(word) + end for word in table["degrees"] for end in affixes[1]),
        hourly=pairs["hourly"],
        magnitude_before=magnitude_before,
        magnitude_after=magnitude_after,
        sure=sure,
        leads=leads,
        fate_words=frozenset(fates),
        scaling=frozenset(scales) | hundreds | pairs["halves"],
        follows={word: behind(word) for word in follows},
        telling=numbers | leads | frozenset(fates),
        parting=numbers | ands,
        reach_before=table["reach"]["before"],
        reach_after=table["reach"]["after"],
        looks_back_first=table["first"] == "before",
        inflects=bool(table["endings"]),
    )


def _folded(text: str) -> str:
    return " ".join(words(text))


def _joint(joint: str, adding: Mapping[str, float]) -> dict[str, float]:
    """Units and tens in one word: fünfundzwanzig, einunddreißig."""
    if not joint:
        return {}
    units = {"ein": 1.0} | {word: n for word, n in adding.items() if n < 10}
    return {unit + joint + ten: a + b for unit, a in units.items() for ten, b in adding.items() if 20 <= b < 100}


def _phrases(lists: Mapping[str, Sequence[str]], beginnings: Iterable[str], endings: Iterable[str]) -> Phrases:
    found: dict[str, dict[tuple[str, ...], str]] = {}
    endings = tuple(endings)
    for before in beginnings:
        for of, entries in lists.items():
            for entry in entries:
                *most, last = words(entry)
                for end in endings:
                    first, *rest = *most, last + end
                    # What is written first stands: the plain words of a list before the forms that are made of another's.
                    found.setdefault(before + first, {}).setdefault(tuple(rest), of)
    return {first: tuple(sorted(of.items(), key=lambda each: -len(each[0]))) for first, of in found.items()}
