"""Sentences: where one ends, in the scripts of the wire.

A stop with white space behind it ends a sentence unless what stands before it or behind says otherwise: an abbreviation, an initial, an
ordinal, a small letter. What those are is data (abbreviations.toml). Libraries that were tried do not know the languages of the wire: on
this project's labelled sentences their boundary F1 is 0.79 (pysbd 0.3.4), 0.81 (nupunkt 0.8), 0.84 (syntok 1.4.4) and 0.84 (sentencex
1.0.32, told the language), at 330 to 8,800 ns a character.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

import msgspec

SENTENCE_END = frozenset(".!?؟۔…")
CLOSERS = "\"'»”’)]›"
_BEHIND_END = CLOSERS + " "

# A run of stops is taken as one, or a line of leaders (....) would cost the square of its length. Closing marks belong to the sentence: in
# German and Urdu they look like the opening ones of others, in French a space stands before them. What begins with one character of a set
# is searched for by the set, which takes a third of the time of trying the pattern at each character.
_STOPS = re.compile("[.!?؟۔…][.!?؟۔…]*+(?:[\"'»”’)\\]›“‘«]|[ \xa0\u202f]»)*+")
# What stands before a stop, of which an abbreviation may be made; and behind it: a word, a figure, or something else.
_BEFORE_TOKEN = re.compile(r"(?s:.*)[\s(\[«“”„\"'’‘/]")
_AHEAD = re.compile(r"\s*+[\"'«“„‘’(\[¿¡–—•*-]*+\s*+(?:([^\W\d_]+)|(\d+\.?)|(\S))")
_ARABIC = re.compile("[\u0620-\u06d3]")
_FIGURE = re.compile(r"(?:\d{1,3}|[IVXLC]{2,})\Z")
_DAY_OR_MONTH = re.compile(r"\d{1,2}\.\Z")
_AFTER_DAY = re.compile(r"\d\.\s*\Z")
# Letters with stops between them: U.S, a.m, J.-P, A.Ş, ق.م.
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}\Z")
_INVISIBLE = str.maketrans("", "", "ـ\u200c\u200d\u200e\u200f")
_LONGEST_TOKEN = 24
_LONGEST_COUNTED = 20_000


_PAUSE = 2


class _Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The lists of abbreviations.toml for a language, or of all together. `all` are the abbreviations of all lists."""

    titles: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    suffixes: tuple[str, ...] = ()
    initials: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    continues: frozenset[str] = frozenset()
    ordinals: bool = False
    letters: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with a sentence's end; closing quotes and brackets may stand behind it."""
    return text[-1:] in SENTENCE_END or text.rstrip(_BEHIND_END)[-1:] in SENTENCE_END


def count_sentences(text: str) -> int:
    """How many sentences `text` holds, a last one without a full stop among them; 0 where it holds nothing.

    Only the first 20,000 characters are looked at: in a paragraph longer than that nobody asks whether it has three sentences or more.
    """
    return len(_ends(text[:_LONGEST_COUNTED], _rules(None))) + 1 if text and not text.isspace() else 0


def sentences(text: str, language: str | None = None) -> list[str]:
    """The sentences of `text`, in order. `language` (ISO 639) makes it surer which stops are those of abbreviations."""
    return [text[start:end] for start, end in spans(text, language)]


def spans(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Where the sentences of `text` stand in it, without the white space around them."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*_ends(text, _rules(language)), len(text)):
        sentence = text[start:end]
        if shown := sentence.strip():
            first = start + len(sentence) - len(sentence.lstrip())
            found.append((first, first + len(shown)))
        start = end
    return found


def _ends(text: str, rules: _Rules) -> list[int]:
    """Where sentences end that another follows."""
    ends: list[int] = []
    inner = text[1:-1]
    # Most paragraphs of the wire are one sentence, and to look for six characters one by one takes a seventh of a search for their set.
    if not ("." in inner or "!" in inner or "?" in inner or "؟" in inner or "۔" in inner or "…" in inner):
        return ends
    begin = 0
    last = len(text.rstrip())
    for stop in _STOPS.finditer(text, 1):
        start, end = stop.span()
        if end >= last:
            break
        if _ends_here(text, begin, start, end, rules):
            ends.append(end)
            begin = end
    return ends


def _ends_here(text: str, begin: int, start: int, end: int, rules: _Rules) -> bool:
    """Whether the stop from `start` to `end` ends the sentence that begins at `begin`, where more text follows."""
    if _is_plain_end(text, begin, start, end, rules):
        return True
    char = text[start]
    # In Urdu, and where a desk hurries, no space stands behind the stop.
    if not (text[end].isspace() or (char in "۔؟!" and _ARABIC.match(text, end))):
        return False
    ahead = _AHEAD.match(text, end)
    if ahead is None:
        return False
    word, figure, other = ahead.groups()
    if word[0].islower() if word is not None else other is not None and other in ",;:،؛)":
        return False
    if end - start == _PAUSE and text.startswith("..", start):
        # Two dots are a pause, as headlines and flashes in Arabic set it.
        return False
    if char == "…" or text.startswith("..", start):
        return word not in rules.continues
    if char in "!?؟":
        return True
    first = max(begin, start - _LONGEST_TOKEN)
    parted = _BEFORE_TOKEN.match(text, first, start)
    before = text[first if parted is None else parted.end() : start].translate(_INVISIBLE)
    if not before:
        return True
    sentence = text[max(begin, start - len(before) - _LONGEST_TOKEN) : start - len(before)]
    opens = word in rules.starters and not (len(word) == 1 and text.startswith(".", ahead.end()))
    if char == "۔":
        return not _is_letter(before, sentence, text[ahead.start(1) : ahead.start(1) + _LONGEST_TOKEN], rules)
    if _FIGURE.match(before):
        return not _is_ordinal(sentence, word, figure, opens, text, rules)
    return not _abbreviates(before, opens, figure is not None, rules)


def _is_plain_end(text: str, begin: int, start: int, end: int, rules: _Rules) -> bool:
    """Whether it is as most are: a word that is no abbreviation, a full stop, a space, and a letter that is not small."""
    first = text[end + 1 : end + 2]
    if text[start:end] != "." or text[end] != " " or not first.isalpha() or first.islower():
        return False
    before = text[text.rfind(" ", max(begin, start - _LONGEST_TOKEN), start) + 1 : start]
    return len(before) > 2 and before.isalpha() and not before.isupper() and before not in rules.all and not before.endswith(rules.suffixes)


def _abbreviates(before: str, opens: bool, figure: bool, rules: _Rules) -> bool:
    """Whether the stop behind `before` is that of an abbreviation or an initial.

    `opens`: the word behind it is one that opens sentences. `figure`: a figure stands behind it.
    """
    if before in rules.titles or (before[0] == "و" and before[1:] in rules.titles):
        return True
    if figure and (before in rules.numbered or before.endswith(rules.suffixes)):
        return True
    initial = len(before) == 1 and not before.islower()
    return not opens and (initial or before in rules.others or _DOTTED.match(before) is not None)


def _is_ordinal(sentence: str, word: str | None, figure: str | None, opens: bool, text: str, rules: _Rules) -> bool:
    """Whether a figure of one to three digits, or a Roman one, with a stop is an ordinal. `sentence` is what stands right before it."""
    if not sentence.strip():
        return True  # the number of a point in a list
    if figure is not None:
        # A date: 14. 3. 2025.
        return _DAY_OR_MONTH.match(figure) is not None or (len(figure) == 4 and _AFTER_DAY.search(sentence) is not None)
    if word is None:
        return False
    return word in rules.months or (not opens and rules.ordinals and (not rules.letters or _has_any(text, rules.letters)))


# A text is looked through once, however many figures it has.
@lru_cache(maxsize=16)
def _has_any(text: str, letters: frozenset[str]) -> bool:
    return not letters.isdisjoint(text)


def _is_letter(before: str, sentence: str, ahead: str, rules: _Rules) -> bool:
    """Whether the Urdu stop behind `before` is that of an initial: a letter, or the name of one next to another (ایم۔ اے۔ خان)."""
    if len(before) == 1:
        return True
    if before not in rules.initials:
        return False
    behind, stop, _ = ahead.partition("۔")
    previous = sentence.rstrip().removesuffix("۔").split()[-1:]
    return bool(stop and behind in rules.initials) or (sentence.rstrip().endswith("۔") and previous != [] and previous[0] in rules.initials)


@cache
def _rules(language: str | None) -> _Rules:
    """The rules of `language`; of all together where it is None or has none of its own."""
    tables = tomllib.loads(resources.files(__package__).joinpath("abbreviations.toml").read_text("utf-8"))
    chosen = [tables[language]] if language in tables else list(tables.values())
    lists = {name: [entry for table in chosen for entry in table.get(name, ())] for name in _LISTS}
    if language in tables:
        lists["letters"] = []  # they tell such languages from others, and this one is told
    known = lists["titles"] + lists["numbered"] + lists["others"]
    return msgspec.convert({**lists, "ordinals": any(table.get("ordinals") for table in chosen), "all": known}, _Rules)


_LISTS = tuple(name for name in _Rules.__struct_fields__ if name not in ("ordinals", "all"))
