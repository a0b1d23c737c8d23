"""The words of quoting by language: what `quotes.toml` says, made ready for looking up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Literal, TypeAlias

import msgspec

from streams.text.match_key import words

_FILE = resources.files("streams") / "pipeline" / "enrich" / "quotes" / "quotes.toml"
Phrases: TypeAlias = Mapping[str, tuple[tuple[str, ...], ...]]
"""By the first folded word of a phrase: its other words, the longest first."""
Subject: TypeAlias = Literal["before", "after", "both", "capitals", "none"]


_ENDING = ("that", "stops", "says", "according_after")


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """How one language says who is quoted; `quotes.toml` says what each list holds.

    `says_alone` are the verbs without «and» written onto them, `governing` the first words of all that may govern a quote from before it,
    `following` from right behind it, `ending` those of all that may end a speaker's name;
    `begins` are determiners and titles together. `lettered`: the language writes names with capitals.
    """

    subject: Subject = "none"
    says: Phrases = {}
    says_alone: Phrases = {}
    says_of: Phrases = {}
    impersonal: Phrases = {}
    according: Phrases = {}
    according_after: Phrases = {}
    governing: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    stops: Phrases = {}
    ending: frozenset[str] = frozenset()
    following: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    dangling: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    placed: frozenset[str] = frozenset()
    article: str = ""
    clausal: frozenset[str] = frozenset()
    clausal_endings: tuple[str, ...] = ()
    addressing: frozenset[str] = frozenset()
    elided: Phrases = {}
    openers: frozenset[str] = frozenset()
    works: frozenset[str] = frozenset()
    works_after: Phrases = {}
    begins: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    lettered: bool = False


@cache
def speech(language: str) -> Speech:
    """That of a language (ISO 639 code); of one that is not known, nothing."""
    table: Mapping[str, Any] | None = _file().get(language)
    if table is None:
        return Speech()
    before = ("", *table["beginnings"])
    return Speech(
        subject=table["subject"],
        says=_phrases(table["says"], before),
        says_alone=_phrases(table["says"], ("",)),
        says_of=_phrases(table.get("says_of", ()), before),
        impersonal=_phrases(table.get("impersonal", ()), before),
        according=_phrases(table["according"], before),
        according_after=_phrases(table.get("according_after", ()), before),
        governing=frozenset(word for name in ("says", "according", "according_after") for word in _phrases(table.get(name, ()), before)),
        that=frozenset(_phrases(table["that"], before)),
        stops=_phrases(table["stops"], before),
        following=frozenset(_phrases(table["says"], ("",))) | frozenset(_phrases((*table["according"], *table["elided"]), before)),
        ending=frozenset(word for name in _ENDING for word in _phrases(table.get(name, ()), before)),
        pronouns=frozenset(_phrases(table["pronouns"], before)),
        joining=frozenset(_phrases(table["joining"], ("",))),
        dangling=frozenset(_phrases(table["dangling"], ("",))),
        placed=frozenset(_phrases(table.get("placed", ()), ("",))),
        article="".join(words(table.get("article", ""))),
        clausal=frozenset(_phrases(table.get("clausal", ()), ("",))),
        clausal_endings=tuple(table.get("clausal_endings", ())),
        addressing=frozenset(_phrases(table.get("addressing", ()), ("",))),
        elided=_phrases(table["elided"], before),
        openers=frozenset(_phrases(table["openers"], before)),
        works=frozenset(_phrases(table["works"], before)),
        works_after=_phrases(table["works_after"], before),
        begins=frozenset(word for entry in (*table.get("determiners", ()), *table.get("titles", ())) for word in words(entry)),
        titles=frozenset(word for entry in table.get("titles", ()) for word in words(entry)),
        lettered="titles" in table,
    )


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _phrases(entries: Sequence[str], before: Iterable[str]) -> Phrases:
    found: dict[str, set[tuple[str, ...]]] = {}
    for beginning in before:
        for entry in entries:
            if folded := words(beginning + entry):
                found.setdefault(folded[0], set()).add(folded[1:])
    return {first: tuple(sorted(rest, key=lambda each: (-len(each), each))) for first, rest in found.items()}
