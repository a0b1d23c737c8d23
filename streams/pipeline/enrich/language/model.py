"""What letters and words say for each language of a script, by weights that were fitted on short news texts.

A text's log-odds of a language are the sum of the weights of what its words are made of: runs of one to three letters, the word's
beginning and end counted as letters (`·`), and the whole word. They are sums over words, so each word's is worked out once and kept: the
words of a wire are few and come again.

The weights stand in `arab.tsv` and `latn.tsv`, a row a run of letters and a column a language, in tenths. They are a
softmax regression with a quadratic penalty, fitted by `python -m tests.accuracy.language` on half of the test sentences of lingua-py
(Apache-2.0; Leipzig corpora, CC BY) and of KurdishLID (MIT), headlines of ANT, Fars and Reuters, translations of Django's messages
(BSD-3-Clause), and prose of this project. Only the weights are shipped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import repeat
from unicodedata import normalize

import msgspec

from streams.text.remembered import Remembered

OTHER = "other"
"""The last column: any language that has none of its own."""
BIAS = "*"
"""The row of what is added once for a text."""
TENTHS = 10
EDGE = "·"
_RUN = 3
_FEWEST_WORDS = 4
"""A text of fewer words counts as one of so many: two words tell little."""
MOST_WORDS = 60
_LONGEST = 40
_FILES = {"Arab": "arab.tsv", "Latn": "latn.tsv"}
_FOLDER = resources.files("streams") / "pipeline" / "enrich" / "language"
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]+")
# Letters of Pashto and Sindhi that no weighed language writes: none stands in the 1,700 sentences in Arabic script that were fitted on.
_FOREIGN = re.compile("[ټډړښځڅڼۍٻڀٿٺڄڃڇڏڌڍڊڙڳڱڻڦ۾]")
_FOREIGN_COUNTS, _MOST_FOREIGN = 3.0, 2
"""Log-odds of another language for each, one of which may be a name's."""
# The weights of a row are added all at once, as one number with a field for each: 32 bits hold more than any text's sum.
_FIELD = 32
_NOTHING = repeat(0)
_SIGN = 1 << (_FIELD - 1)
_MASK = (1 << _FIELD) - 1


class _Words(Remembered[int]):
    """The weights of each word that was asked for, packed."""

    def __init__(self, runs: dict[str, int]) -> None:
        super().__init__()
        self._runs = runs

    def work_out(self, key: str) -> int:
        return sum(map(self._runs.get, runs_of(key), _NOTHING))


class _Model(msgspec.Struct, frozen=True):
    """The languages of a script, their biases in tenths, and the packed weights of words."""

    codes: tuple[str, ...]
    biases: tuple[int, ...]
    words: _Words


def codes(script: str) -> tuple[str, ...]:
    """The ISO 639 codes of the languages that are weighed in `script`, and last `OTHER`; none where its letters are not weighed."""
    return _models()[script].codes if script in _FILES else ()


def shares(text: str, script: str) -> tuple[float, ...]:
    """How probable each of `codes(script)` is for `text`, of which the first 60 words are read. They sum to 1."""
    model = _models()[script]
    words = words_of(text)
    packed = sum(map(model.words.__getitem__, words))
    scale = 1.0 / (TENTHS * math.sqrt(max(_FEWEST_WORDS, len(words))))
    odds = [bias / TENTHS + scale * total for bias, total in zip(model.biases, _unpacked(packed, len(model.codes)), strict=True)]
    odds[-1] += _FOREIGN_COUNTS * min(_MOST_FOREIGN, len(_FOREIGN.findall(text)))
    return softmax(odds)


def softmax(odds: Sequence[float]) -> tuple[float, ...]:
    """Log-odds as shares of 1."""
    most = max(odds)
    powers = [math.exp(each - most) for each in odds]
    whole = sum(powers, 0.0)
    return tuple([power / whole for power in powers])


def words_of(text: str) -> list[str]:
    """The words of `text` as they are weighed: in lower case, with their diacritics, without vowel signs, at most 60."""
    # İ lowers to two code points, of which the second is no letter.
    return _WORD.findall(without_marks(normalize("NFC", text)).replace("İ", "i").lower())[:MOST_WORDS]


def without_marks(text: str) -> str:
    """`text` without vowel signs and tatweel, which hardly any text has and no model has seen."""
    return _MARKS.sub("", text)


def runs_of(word: str) -> list[str]:
    """What is weighed of a word: its runs of letters, with repetitions, and the word itself where it is longer than these."""
    word = word[:_LONGEST]
    marked = f"{EDGE}{word}{EDGE}"
    size = len(marked)
    runs = [*word, *[marked[i : i + 2] for i in range(size - 1)], *[marked[i : i + 3] for i in range(size - 2)]]
    if size > _RUN:
        runs.append(marked)
    return runs


@cache
def _models() -> dict[str, _Model]:
    """By script; all are loaded at once, so that no text has to wait later."""
    return {script: _load(name) for script, name in _FILES.items()}


def _load(name: str) -> _Model:
    head, *rows = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    known = tuple(head.split("\t")[1:])
    biases: tuple[int, ...] = (0,) * len(known)
    runs: dict[str, int] = {}
    for row in rows:
        run, *weights = row.split("\t")
        tenths = [int(weight or 0) for weight in weights]
        if run == BIAS:
            biases = tuple(tenths)
        else:
            runs[run] = sum([weight << (_FIELD * i) for i, weight in enumerate(tenths)])
    return _Model(known, biases, _Words(runs))


def _unpacked(packed: int, count: int) -> list[int]:
    """The sums of the fields. A field that is less than nothing has borrowed from the next, which gets it back."""
    sums = []
    for _ in range(count):
        field = packed & _MASK
        if field & _SIGN:
            field -= _MASK + 1
        sums.append(field)
        packed = (packed - field) >> _FIELD
    return sums
