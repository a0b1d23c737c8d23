"""Texts whose language is known, for fitting and for measuring.

- `langid`: sentences in 20 languages and spellings, 400 or 800 each, beside the checkout: the test sentences of lingua-py (Apache-2.0,
  taken from the Leipzig corpora, CC BY), the KurdishLID corpus (MIT), and headlines of ANT, Fars and Reuters. Half of them, by a hash of
  the text, are for fitting; nothing is fitted on the other half. No text is shipped, only weights are.
- the project's own prose (`composer/prose/tune`), and `others.tsv`, sentences in other languages: their odd lines are fitted on.
- the translations of Django's messages (BSD-3-Clause), of which only weights come from here: what more than 30 other languages in Latin
  script look like, and that menus and errors are no language of their own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from streams.pipeline.enrich.language.model import OTHER, words_of
from tests.accuracy.running import DATA, lines_of

HERE = Path(__file__).parent
LANGID = DATA / "langid" / "langid_dev.jsonl"
PROSE = HERE.parent / "composer" / "prose" / "tune"

Half: TypeAlias = Literal["fit", "test"]

LANGUAGES = {"Arab": ("ar", "fa", "ur", "ckb", "kmr", "sdh", "hac"), "Latn": ("tr", "az", "kmr", "ckb", "zza", "en", "de", "fr", "es")}
"""Which are weighed, by script. Southern Kurdish, Hawrami and Zazaki are, since they would be taken for Sorani and Kurmanji else."""

# ISO 639-3 as the data set has it, and what the records say.
_CODES = {"arb": "ar", "pes": "fa", "urd": "ur", "tur": "tr", "azj": "az", "eng": "en", "deu": "de", "fra": "fr", "rus": "ru", "spa": "es"}
_CODES |= {"heb": "he", "kaz": "kk", "hye": "hy"}
_OTHERS = "it nl pt pt_BR ro pl uz tk sq hr cs sv da id fi hu lt lv sk sl ca gl eu af nb sw et cy ga vi sr_Latn ms"
_PROSE = {"Arab": "ar fa ur ckb", "Latn": "tr kmr en de fr es it pl pt id"}
_MESSAGES = {"Arab": "ar fa ur ckb ug", "Latn": f"tr az en de fr es {_OTHERS}"}
# Of the Latin script, the translations of messages are enough.
_OTHERS_FITTED = frozenset({"Arab"})
_MESSAGES_EACH = 100
# What ı comes to in lower case where a headline is in capitals and nobody knows yet that it is Turkish; and the Arabic letters that desks
# with Arabic keyboards write Persian and Kurdish in.
_CAPITALS = str.maketrans("ı", "i")
_TYPED_OTHERWISE = _CAPITALS | str.maketrans("یک", "يك")
_LONG, _PIECE, _SHORTEST = 30, 20, 4
# Words that Sorani and Kurmanji never share: prepositions, the ezafe, pronouns.
_KURMANJI = frozenset("ل ژ ب د کو یێن یێت ئەڤ ئەڤێ ئەڤی خو خوە هاتە هاتنە دگەل ئەڤرۆ".split())
_SORANI = frozenset("لە بە کە لەگەڵ لەو لەم بەم دەکات لەسەر دەکرێت هەیە نییە ئەوەی".split())
_TRANSLATED = re.compile(r'msgstr(?:\[\d\])? "(.*)"')
_CODE = re.compile(r"%\([^)]*\)[sd]|%[sd]|\{[^}]*\}|<[^>]*>|\\n|&\w+;")


class Text(msgspec.Struct, frozen=True):
    """A text, the tag of its language, how many words its source says that it has, and how much it counts in fitting."""

    text: str
    tag: str
    words: int = 0
    counts: float = 1.0


def langid(half: Half) -> Iterator[Text]:
    """That half of the data set."""
    for row in lines_of(LANGID):
        code, script = row["lang"].split("-")
        if (half == "test") == bool(blake2b(row["text"].encode(), digest_size=4).digest()[0] & 1):
            yield Text(row["text"], f"{_CODES.get(code, code)}-{script}", row["n_words"])


def others(half: Half) -> Iterator[Text]:
    """Sentences in languages that have no weights, written for this."""
    rows = (HERE / "others.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for at, row in enumerate(rows, 1):
        tag, text = row.split("\t")
        if (half == "fit") == (at % 2 == 1):
            yield Text(text, tag)


def known(script: str, django: Path) -> list[Text]:
    """All texts in that script to fit on."""
    found = [each for each in langid("fit") if each.tag.endswith(script) and not mislabelled(each.tag, each.text)]
    found += [Text(line, f"{code}-{script}", counts=0.5) for code in _PROSE[script].split() for line in _prose(code)]
    for code in _MESSAGES[script].split():
        found += [Text(each, f"{code.split('_')[0]}-{script}", counts=0.5) for each in _messages(django, code)]
    return found + [each for each in others("fit") if each.tag.endswith(script) and script in _OTHERS_FITTED]


def in_pieces(texts: Iterable[Text], script: str) -> Iterator[Text]:
    """Long texts in pieces, and a few words of each, tagged by code; languages without weights as `other`."""
    chance = random.Random(3)
    for each in texts:
        code = each.tag.split("-")[0]
        tag = code if code in LANGUAGES[script] else OTHER
        for piece in _pieces(each.text):
            yield Text(piece, tag, counts=each.counts)
            typed_otherwise = piece.translate(_TYPED_OTHERWISE if tag != "ar" else _CAPITALS)
            if typed_otherwise != piece:
                yield Text(typed_otherwise, tag, counts=each.counts / 4)
            words = piece.split()
            if len(words) >= _PIECE // 2:
                size = chance.randrange(3, 8)
                at = chance.randrange(len(words) - size)
                yield Text(" ".join(words[at : at + size]), tag, counts=each.counts / 2)


def mislabelled(tag: str, text: str) -> bool:
    """Whether a text labelled Sorani is Kurmanji in Arabic letters, or the other way, as its prepositions say.

    The data set has some 3 % of these. They are not fitted on, but they do count where the set is measured.
    """
    words = words_of(text.translate(str.maketrans("يىك", "ییک")))
    kurmanji, sorani = sum(word in _KURMANJI for word in words), sum(word in _SORANI for word in words)
    own, foreign = {"ckb-Arab": (sorani, kurmanji), "kmr-Arab": (kurmanji, sorani)}.get(tag, (0, 0))
    return foreign > max(1, 2 * own)


def _pieces(text: str) -> Iterable[str]:
    words = text.split()
    if len(words) <= _LONG:
        return [text]
    parts = [words[i : i + _PIECE] for i in range(0, len(words), _PIECE)]
    return [" ".join(part) for part in parts if len(part) >= _SHORTEST]


def _prose(code: str) -> Iterator[str]:
    for line in (PROSE / f"{code}.txt").read_text(encoding="utf-8").splitlines():
        if len(line.split()) >= _SHORTEST and not line.startswith("#"):
            yield line.removeprefix("== ")


def _messages(django: Path, code: str) -> list[str]:
    """Some of the messages of three words or more in that language, without their placeholders."""
    found = set()
    for path in sorted(django.rglob(f"locale/{code}/LC_MESSAGES/django.po")):
        entries: list[list[str]] = []
        reading = False
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := _TRANSLATED.match(line):
                entries.append([match[1]])
                reading = True
            elif reading and line.startswith('"'):
                entries[-1].append(line[1:-1])
            else:
                reading = False
        found |= {" ".join(_CODE.sub(" ", "".join(entry)).replace('\\"', '"').split()) for entry in entries[1:]}
    messages = sorted(each for each in found if len(words_of(each)) > 2)
    return random.Random(1).sample(messages, min(_MESSAGES_EACH, len(messages)))
