"""The word lists of days: `days.toml`, read and folded, one language at a time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from schemas import Calendar
from streams.lexicon import Phrases
from streams.pipeline.enrich.days.words import YEARS, DayWords, Entry, Sign
from streams.text.match_key import fold

_CALENDARS: tuple[Calendar, ...] = ("gregorian", "persian", "hijri")
_TELLING = 5
"""Letters from which on the first word of a relative day is its key, and not the last."""


@cache
def day_words(language: str) -> DayWords | None:
    """The words of the language (ISO 639 code), None where it has none."""
    table = _tables().get(language)
    return None if table is None else _built(table)


@cache
def no_words() -> DayWords:
    """Of a language without lists: it has years alone."""
    return _built({"weekdays": (), "relative": {}})


@cache
def _tables() -> Mapping[str, dict[str, Any]]:
    return tomllib.loads((resources.files("streams") / "pipeline" / "enrich" / "days" / "days.toml").read_text(encoding="utf-8"))


def _built(table: dict[str, Any]) -> DayWords:
    prefixes: list[str] = ["", *table.get("prefix", ())]
    signs: dict[str, Sign] = {}
    for prefix in reversed(prefixes):
        for name, sign in _signs(table):
            signs[fold(prefix + name)] = msgspec.structs.replace(sign, affixed=bool(prefix))
    phrases = Phrases.of(signs)
    keyed = _keyed(signs)
    endings: list[str] = ["", *table.get("number_endings", ())]
    numbers = {
        fold(f"{prefix}{figures}{ending}"): number
        for number in range(1, 32)
        for figures in (str(number), f"{number:02}")
        for prefix in prefixes
        for ending in endings
    }
    ordinals = {fold(each): number for number, each in enumerate(table.get("ordinals", ()), 1)}
    before_ordinal = table.get("before_ordinal", ())
    return DayWords(
        signals=frozenset(keyed) | frozenset(YEARS),
        keyed=keyed,
        phrases=phrases,
        signs=signs,
        numbers=numbers,
        ordinals=ordinals,
        ordinal_lasts=frozenset([each.rpartition(" ")[2] for each in ordinals]),
        before_ordinal=frozenset() if before_ordinal == "any" else _folded(before_ordinal),
        any_before_ordinal=before_ordinal == "any",
        month_first=table.get("month_first", False),
        latin=any(name.isascii() for name in signs),
        capital=table.get("capital", False),
        day_of=_folded(table.get("day_of", ())),
        article=table.get("article", ""),
        known=frozenset(table.get("known", ())),
        future_behind=table.get("future_behind", False),
        future_endings=tuple(map(fold, table.get("future_endings", ()))),
        of=_phrases(table, "of"),
        year_of=_phrases(table, "year_of"),
        before_date=_phrases(table, "before_date"),
        joins=_phrases(table, "joins"),
        not_before=_phrases(table, "not_before"),
        years=_words(table, "years"),
        before_year=_words(table, "before_year"),
        weak_year=_words(table, "weak_year"),
        behind_year=_words(table, "behind_year"),
        not_after=_words(table, "not_after"),
        last=_words(table, "last"),
        next=_words(table, "next"),
        this=_words(table, "this"),
        weeks=_words(table, "weeks"),
        beside=_words(table, "weeks") | _words(table, "last") | _words(table, "next") | _words(table, "this"),
        future=_words(table, "future"),
        future_written=frozenset(table.get("future", ())),
        events=_words(table, "events"),
        lower=_words(table, "lower"),
    )


def _keyed(signs: Mapping[str, Sign]) -> dict[str, tuple[Entry, ...]]:
    """The phrases by the word that tells most: one that is a sign by itself, the first of a month, the last where the first is short."""
    entries: dict[str, list[Entry]] = {}
    for phrase, sign in signs.items():
        parts = phrase.split(" ")
        alone = [at for at, word in enumerate(parts) if word in signs]
        first = sign.sort == "month" or len(parts[0]) >= _TELLING
        key = alone[0] if alone else 0 if first else len(parts) - 1
        entries.setdefault(parts[key], []).append(Entry(tuple(parts), len(parts), key, sign))
    return {key: tuple(sorted(of, key=_shortness)) for key, of in entries.items()}


def _shortness(entry: Entry) -> int:
    return -entry.size


def _words(table: dict[str, Any], name: str) -> frozenset[str]:
    """The words of a list, with what joins them written onto them as well."""
    prefixes = ("", *table.get("prefix", ()))
    return _folded([prefix + word for word in table.get(name, ()) for prefix in prefixes])


def _phrases(table: dict[str, Any], name: str) -> Phrases:
    return Phrases.of(_folded(table.get(name, ())))


def _folded(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, entries))


def _signs(table: dict[str, Any]) -> Iterator[tuple[str, Sign]]:
    """Every name with its sign; a later one of the same name counts."""
    with_year = _folded(table.get("with_year", ()))
    for calendar in reversed(_CALENDARS):
        for number, names in enumerate(table.get(calendar, ()), 1):
            for name in names:
                yield name, Sign("month", number, calendar, needs_year=fold(name) in with_year)
                for ending in table.get("month_endings", ()):
                    yield name + ending, Sign("month", number, calendar)
    weekday_with = {fold(name): _folded(words) for name, words in table.get("weekday_with", {}).items()}
    for number, names in enumerate(table["weekdays"]):
        for name in names:
            for ending in ("", *table.get("weekday_endings", ())):
                yield name + ending, Sign("weekday", number, companions=weekday_with.get(fold(name), frozenset()))
    for away, names in table["relative"].items():
        for name in names:
            yield name, Sign("relative", int(away))
