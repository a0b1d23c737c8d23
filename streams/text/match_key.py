"""The match key: text folded until what reads the same is the same. For dedupe, lexicon look-up and likeness; never shown.

Folds alef and hamza carriers, yeh, teh marbuta, kaf, tatweel, harakat, Arabic-Indic and Persian digits, case with Turkish dotless ı,
Latin diacritics, punctuation and white space.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

# Letters that desks, keyboards and charsets of the region exchange for one another.
_FOLDS = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىئيېۍێۓے", "ی"),
    **dict.fromkeys("ؤۆۇۈۋ", "و"),
    **dict.fromkeys("ةۀەہھۃ", "ه"),
    **dict.fromkeys("كڪګ", "ک"),
    "ء": "",
    "ڕ": "ر",
    "ڵ": "ل",
    "ں": "ن",
    "ـ": "",
    "\u200c": "",
    "\u200d": "",
    "ı": "i",
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ə": "e",
    **{chr(0x0660 + n): str(n) for n in range(10)},
    **{chr(0x06F0 + n): str(n) for n in range(10)},
}
_TABLE = str.maketrans(_FOLDS)
# Letters and digits, with marks that belong to them out of the way already.
_WORD = re.compile(r"[^\W_]+")

# Arabic proclitics that a noun carries: and, so, by, like, for, the, and their pairs.
_CLITICS = re.compile(r"^(?:[وف]?(?:بال|کال|لل|ال)|[وف](?=.{4}))(?=.{3})")
_STEM = 5


def fold(text: str) -> str:
    """`text` as its match key: folded words with one space between them."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The folded words of `text`."""
    return _WORD.findall(_fold_letters(text))


def digest(text: str) -> str:
    """32 hex digits that are equal for texts with the same match key (BLAKE2b, 128 bits)."""
    return blake2b(fold(text).encode("utf-8"), digest_size=16).hexdigest()


def stem(word: str) -> str:
    """What a folded word shares with its inflections: without Arabic proclitics, its first five letters.

    Crude on purpose: the languages of the wire inflect at the end, and five letters tell topics apart (Can et al., "Information retrieval
    on Turkish texts", JASIST 2008, found prefixes of five as good as a lemmatiser).
    """
    return _CLITICS.sub("", word)[:_STEM]


def _fold_letters(text: str) -> str:
    if text.isascii():
        return text.lower()
    # İ lowers to two code points and I means ı in Turkish; both fold to i, which is what a match key wants.
    return _bare(text.replace("İ", "i").lower()).translate(_TABLE)


def _bare(text: str) -> str:
    """`text` without marks: harakat, Latin diacritics."""
    if not _needs_stripping(text):
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


_MARKED = re.compile(
    "[\u00c0-\u0130\u0132-\u024f\u0300-\u036f\u0610-\u061a\u0622-\u0626\u064b-\u065f\u0670\u06c0\u06c2\u06d3\u06d6-\u06ed\u1e00-\u1eff\ufb00-\ufdff\ufe70-\ufefc\uff00-\uffef]"
)


def _needs_stripping(text: str) -> bool:
    return _MARKED.search(text) is not None


@lru_cache(maxsize=65536)
def cached_stem(word: str) -> str:
    """`stem`, remembered: the words of a wire are few and come again."""
    return stem(word)
