"""What is known of the languages of the wire: one readable file each, loaded once.

Words and phrases are compared by their match key. Furniture (notices, labels, credits) is looked up in all languages at once, since an
agency's page shell is often in another language than its text; words of running text in the language of the page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib import resources
from sys import intern
from typing import Any, TypeAlias

import msgspec

from streams.text.match_key import stem, words
from streams.text.remembered import Remembered

# By the name of the package above: this one, once it is compiled, is not beside its files.
_FOLDER = resources.files("streams") / "lexicon"
LONGEST_PHRASE = 5
"""Words in the longest phrase of any list; a longer one is cut to it when it is loaded."""

Following: TypeAlias = dict[str, "Following"]


class Phrases(msgspec.Struct, frozen=True):
    """Folded phrases, looked up at the beginning of a line.

    `firsts` are their first words, most lines begin with none of them; each leads to the words that may follow, and so on. What follows the
    last word of a phrase is, among others, nothing: the empty word.
    """

    phrases: frozenset[str]
    firsts: Following

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Phrases:
        """The list of these folded phrases."""
        kept = frozenset(phrases) - {""}
        firsts: Following = {}
        for phrase in kept:
            following = firsts
            for word in (*phrase.split(" "), ""):
                following = following.setdefault(word, {})
        return cls(kept, firsts)

    def opens(self, line: Sequence[str]) -> int:
        """How many of the first words of `line` (folded) are a phrase of the list, the longest one; 0 for none."""
        following = self.firsts
        if not line or line[0] not in following:
            return 0
        longest = 0
        for size, word in enumerate(line, 1):
            if word not in following:
                break
            following = following[word]
            if "" in following:
                longest = size
        return longest

    def begins_in(self, line: Sequence[str], within: int) -> bool:
        """Whether a phrase of the list begins with one of the first words of `line` (folded), of which `within` are looked at."""
        firsts = self.firsts
        starts = [i for i, word in enumerate(line[:within]) if word in firsts]
        return any(self.opens(line[i : i + LONGEST_PHRASE]) for i in starts)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.phrases


class Topics(Remembered[str]):
    """By folded word the stem that carries a topic, worked out when it is first asked for; empty for words that carry none.

    These have fewer than three letters, are numbers, or function words of the language.
    """

    most = 16_384

    def __init__(self, function_words: frozenset[str]) -> None:
        super().__init__()
        self._function_words = function_words

    def work_out(self, key: str) -> str:
        """The stem of a word."""
        telling = len(key) > 2 and key not in self._function_words and not key.isdigit()
        return stem(key) if telling else ""


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """The lists of one language, or of several together; `connective_share` is then the mean.

    `listed` are the words of all lists that are looked for anywhere in a line: a line is compared with it once, and what of it is there
    with each list. `topics` are the stems that carry a topic.
    """

    connectives: Phrases
    connective_share: float
    prefixes: tuple[str, ...]
    unprefixed: frozenset[str]
    function_words: frozenset[str]
    rights: frozenset[str]
    notice: frozenset[str]
    modals: frozenset[str]
    notice_openers: Phrases
    promotion: frozenset[str]
    related: Phrases
    sections: Phrases
    urgent: Phrases
    terminators: Phrases
    bylines: Phrases
    sources: Phrases
    widgets: Phrases
    agency_words: frozenset[str]
    timestamps: Phrases
    captions: Phrases
    months: Phrases
    days: frozenset[str]
    voice: Mapping[str, float]
    lead: Mapping[str, float]
    listed: frozenset[str]
    topics: Topics


_WORD_LISTS = frozenset({"days", "function_words", "agency_words", "prefixes", "unprefixed", "modals"})
_FIGURES = frozenset({"connective_share"})
_WEIGHED = frozenset({"voice", "lead"})
# Word by word, in all the forms that a language's `beginnings` and `endings` make: a stem of five letters says the same of republish and
# republic, of authorised and authorities.
_INFLECTED = frozenset({"rights", "notice", "promotion"})
_MADE = frozenset({"listed", "topics"})
_ANYWHERE = ("rights", "notice", "promotion", "modals", "days", "agency_words")


@cache
def languages() -> tuple[str, ...]:
    """ISO 639 codes of the languages that have a file."""
    return tuple(sorted(_files()))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language` (ISO 639 code); of all languages together where it is not known."""
    return _build((language,)) if language in languages() else everywhere()


@cache
def everywhere() -> Lexicon:
    """The lists of all languages together."""
    return _build(languages())


@cache
def every_language() -> tuple[Lexicon, ...]:
    """The lexicon of each language, in the order of `languages`."""
    return tuple(map(lexicon, languages()))


@cache
def version() -> str:
    """Eight hex digits that change with any file, those of weighed words among them."""
    hashed = blake2b(digest_size=4)
    for name in sorted(_files()):
        hashed.update(_files()[name])
    for name in sorted(_WEIGHED):
        hashed.update((_FOLDER / f"{name}.tsv").read_bytes())
    return hashed.hexdigest()


@cache
def _files() -> Mapping[str, bytes]:
    return {entry.name.removesuffix(".toml"): entry.read_bytes() for entry in _FOLDER.iterdir() if entry.name.endswith(".toml")}


def _build(codes: tuple[str, ...]) -> Lexicon:
    tables = [tomllib.loads(_files()[code].decode("utf-8")) for code in codes]
    lists: dict[str, Any] = {}
    for name in Lexicon.__struct_fields__:
        if name in _MADE:
            continue
        if name in _WEIGHED:
            # Of several languages it is none, where the page's is not known: its stems are all unheard of.
            lists[name] = _weights(name).get(codes[0], {}) if len(codes) == 1 else {}
            continue
        if name in _FIGURES:
            lists[name] = sum(table[name] for table in tables) / len(tables)
            continue
        entries = [entry for table in tables for entry in table.get(name, ())]
        if name in _WORD_LISTS:
            lists[name] = frozenset(word for entry in entries for word in words(entry))
        elif name in _INFLECTED:
            common = {word for table in tables for entry in (*table["function_words"], *table["modals"]) for word in words(entry)}
            lists[name] = frozenset(form for table in tables for form in _forms(table, name)) - (common if name == "notice" else set())
        else:
            lists[name] = Phrases.of(" ".join(words(entry)[:LONGEST_PHRASE]) for entry in entries)
    lists["prefixes"] = tuple(lists["prefixes"])
    lists["listed"] = frozenset().union(*(lists[name] for name in _ANYWHERE))
    lists["topics"] = Topics(lists["function_words"])
    return Lexicon(**lists)


def _forms(table: Mapping[str, Sequence[str]], name: str) -> Iterator[str]:
    """The folded words of a list of one language's file, each with what that language writes before it and onto it."""
    entries = [word for entry in table.get(name, ()) for word in words(entry)]
    before = ["", *(folded for each in table.get("beginnings", ()) for folded in words(each))]
    onto = ["", *(folded for each in table.get("endings", ()) for folded in words(each))]
    for entry in entries:
        for first in before:
            for last in onto:
                if len(entry) > 2 or not first + last:
                    yield first + entry + last


@cache
def _weights(name: str) -> Mapping[str, Mapping[str, float]]:
    """What each stem says, by language: for the house speaking (`voice`), for a line that opens a piece of news (`lead`)."""
    found: dict[str, dict[str, float]] = {}
    for row in (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        code, word, weight = row.split("\t")
        found.setdefault(code, {})[intern(word)] = float(weight)
    return found
