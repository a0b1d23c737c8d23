"""Topics: which of the 17 subjects of the top level of IPTC's Media Topics a record is about.

A record's headline and its first words are weighed one by one: each says something for or against each topic, by weights that were fitted
per language (`topics.tsv`, a row a stem and a column a topic, in tenths). What is weighed of a word is its stem of five letters, its first
seven letters where it is longer, and of a German compound its last part too. The sums, scaled by how many of the words are known, are the
log-odds of the topics; as shares of 1 they are the scores. `python -m tests.accuracy.topics` fits the weights, and names their sources.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib import resources
from struct import Struct
from sys import intern

import msgspec

from schemas.enrichment import Topic
from streams.lexicon import lexicon
from streams.pipeline.enrich.language.model import softmax
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import stem
from streams.text.remembered import Remembered

SURE = 0.4
"""The least score that is told: two topics may share a record, three hardly do."""
FEWEST = 3
"""Known words or parts of words, without which nothing is told: a topic from one word is a guess."""
MOST_WORDS = 60
"""Words of a record that are weighed: news says first what it is about. Those of its headline count twice."""
EVERY_TEXT = "*"
"""The row of what is added once for a text."""
TENTHS = 10
TAIL = "-"
"""Before the last part of a compound."""
_LONGER, _SHORTEST_COMPOUND, _SHORTEST_PART = 7, 9, 4
_LONGEST = 40
_SCALE, _FEW_KNOWN = 1.82, 4
# The first row of a language is what is added for every text.
_FIRST_ROW = re.compile(r"^(\w+)\t\*\t", re.MULTILINE)
_FOLDER = resources.files("streams") / "pipeline" / "enrich" / "topics"
# The weights of a word are added all at once, as one number with a field for each topic and one that counts: 32 bits hold more than the
# sum of any record's words.
_FIELD = 32
_TOPICS = 17
_FIELDS = Struct(f"<{_TOPICS + 1}i")
# Half of what a field holds: with it in each no field is less than nothing, and none borrows from the next.
_MIDDLE = sum([1 << (_FIELD * i + _FIELD - 1) for i in range(_TOPICS + 1)])


class _Words(Remembered[int]):
    """The packed weights of each word that was asked for: those of a wire are few and come again. Most have none."""

    longest = _LONGEST

    def __init__(self, stems: dict[str, int], common: frozenset[str], tails: bool) -> None:
        super().__init__()
        self._stems = stems
        self._common = common
        self._tails = stems if tails else {}

    def work_out(self, key: str) -> int:
        parts = parts_of(key, self._tails) if is_weighed(key, self._common) else ()
        return sum([self._stems[part] for part in parts if part in self._stems])


class _Model(msgspec.Struct, frozen=True):
    """The qcodes and names of the topics, what is added once for a text, by topic, and the packed weights of words."""

    named: tuple[tuple[str, str], ...]
    biases: tuple[float, ...]
    words: _Words


def topics_of(text: RecordText) -> tuple[Topic, ...]:
    """The topics of a record, the surest first; none where nothing is sure, and none in languages that have no weights."""
    model = _model(text.language)
    odds = _odds(text, model) if model is not None else None
    if model is None or odds is None:
        return ()
    # As `softmax` has it, but for what isn't told.
    most = max(odds)
    powers = [math.exp(each - most) for each in odds]
    whole = sum(powers, 0.0)
    least = SURE * whole
    if least > 1.0:
        return ()
    sure = sorted([(power / whole, at) for at, power in enumerate(powers) if power >= least], reverse=True)
    return tuple([Topic(code=model.named[at][0], name=model.named[at][1], score=round(share, 3)) for share, at in sure])


def shares_of(text: RecordText) -> tuple[float, ...]:
    """How probable each of `codes()` is for a record, which sum to 1; none where too little of it is known."""
    model = _model(text.language)
    odds = _odds(text, model) if model is not None else None
    return softmax(odds) if odds is not None else ()


def is_weighed(word: str, common: frozenset[str]) -> bool:
    """Whether a folded word is weighed: numbers, letters and the `common` words of the language are not."""
    return len(word) > 1 and not word[0].isdigit() and word not in common


def parts_of(word: str, tails: Mapping[str, int]) -> list[str]:
    """What is weighed of a folded word: its stem, its first seven letters, and the longest last part that `tails` has."""
    word = word[:_LONGEST]
    short = stem(word)
    at = word.find(short)
    longer = word[at : at + _LONGER]
    parts = [short] if longer == short else [short, longer]
    if tails and len(word) >= _SHORTEST_COMPOUND:
        for start in range(3, len(word) - _SHORTEST_PART):
            if (tail := TAIL + word[start : start + _LONGER]) in tails:
                parts.append(tail)
                break
    return parts


def odds_of(sums: Sequence[float], known: int, biases: Sequence[float]) -> list[float]:
    """The log-odds of the topics: the `sums` of the weights in tenths, of which each counts the less the more are `known`."""
    scale = _SCALE / TENTHS * max(_FEW_KNOWN, known) ** -0.7
    return [bias + scale * total for bias, total in zip(biases, sums, strict=True)]


@cache
def codes() -> tuple[str, ...]:
    """The qcodes of the 17 topics, in the order of the columns of the weights."""
    return tuple(_names())


@cache
def version() -> str:
    """Eight hex digits that change with any weight or name."""
    hashed = blake2b(digest_size=4)
    for name in ("names.toml", "topics.tsv"):
        hashed.update((_FOLDER / name).read_bytes())
    return hashed.hexdigest()


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    """By qcode the topic's names, by language."""
    table: dict[str, dict[str, str]] = tomllib.loads((_FOLDER / "names.toml").read_text(encoding="utf-8"))
    return {f"medtop:{number}": table[number] for number in sorted(table)}


def _odds(text: RecordText, model: _Model) -> list[float] | None:
    """The log-odds of the topics; None where too little of a record is known."""
    weights = model.words.__getitem__
    packed, left = 0, MOST_WORDS
    heard: set[str] = set()
    for part in text.parts:
        words = part.words[:left]
        left -= len(words)
        heard.update(words)
        if part.role == "headline":
            packed += sum(map(weights, set(words)))
        if left <= 0:
            break
    packed += sum(map(weights, heard))
    # Taking the middle off again is one bit of each field.
    *sums, known = _FIELDS.unpack(((packed + _MIDDLE) ^ _MIDDLE).to_bytes(_FIELDS.size, "little"))
    return odds_of(sums, known, model.biases) if known >= FEWEST else None


@cache
def _model(language: str) -> _Model | None:
    """Of a language; None where it has no weights."""
    if language not in _sections():
        return None
    rows = dict(_rows(language))
    biases = tuple([weight / TENTHS for weight in rows.pop(EVERY_TEXT)])
    # The last field counts the parts that are known.
    stems = {
        intern(part): sum([weight << (_FIELD * i) for i, weight in enumerate([*weights, 1]) if weight]) for part, weights in rows.items()
    }
    tails = any(part.startswith(TAIL) for part in stems)
    return _Model(_named(language), biases, _Words(stems, lexicon(language).function_words, tails))


def _named(language: str) -> tuple[tuple[str, str], ...]:
    return tuple([(code, names.get(language, names["en"])) for code, names in _names().items()])


def _rows(language: str) -> Iterator[tuple[str, list[int]]]:
    for row in _sections()[language].splitlines():
        _, part, *weights = row.split("\t")
        yield part, [int(weight or 0) for weight in weights]


@cache
def _sections() -> Mapping[str, str]:
    """The rows of each language, which stand together."""
    text = (_FOLDER / "topics.tsv").read_text(encoding="utf-8").partition("\n")[2]
    starts = [(match[1], match.start()) for match in _FIRST_ROW.finditer(text)]
    ends = [*[start for _, start in starts[1:]], len(text)]
    return {language: text[start:end] for (language, start), end in zip(starts, ends, strict=True)}
