"""The match key: text folded until what reads the same is the same. For dedupe, lexicon look-up and likeness; never shown.

Folds alef and hamza carriers, yeh, teh marbuta, kaf, tatweel, harakat, Arabic-Indic and Persian digits, case with Turkish dotless ı,
Latin diacritics, punctuation and white space. What no reader sees is nothing.

Nearly all text of the wire is written in the letters of two alphabets, and they are folded by table. What has others (ligatures, full
width, letters of other scripts) goes the long way, by which the tables are made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from sys import intern

from streams.text.alphabet import Alphabet
from streams.text.remembered import Remembered

# Letters that desks, keyboards and charsets of the region exchange for one another, and their common form.
_FOLDS: tuple[tuple[str, str], ...] = (
    *((letter, "ا") for letter in "أإآٱ"),
    *((letter, "ی") for letter in "ىئيېۍێۓے"),
    *((letter, "و") for letter in "ؤۆۇۈۋ"),
    *((letter, "ه") for letter in "ةۀەہھۃۂ"),
    *((letter, "ک") for letter in "كڪګ"),
    ("ڕ", "ر"),
    ("ڵ", "ل"),
    ("ں", "ن"),
    ("ı", "i"),
    ("ß", "ss"),
    ("æ", "ae"),
    ("ø", "o"),
    ("đ", "d"),
    ("ł", "l"),
    ("ə", "e"),
)
_DIGITS: tuple[tuple[str, str], ...] = tuple((chr(base + n), str(n)) for base in (0x0660, 0x06F0) for n in range(10))
# What adds nothing to the word: lone hamza, tatweel, harakat and other marks, joiners, bidi marks and what else nobody sees.
_UNSEEN = "\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_NOTHING = re.compile(f"[\u0300-\u036f\u0610-\u061a\u0621\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed{_UNSEEN}]+")
# What has a plainer form that Unicode knows: Latin letters with diacritics, ligatures, full-width, styled and presentation forms.
_COMPOSED = re.compile(
    "[\u00aa\u00b2\u00b3\u00b9\u00ba\u00c0-\u0130\u0132-\u024f\u1e00-\u1eff\u2070-\u209f\u2100-\u214f\ufb00-\ufdff\ufe70-\ufefc\uff00-\uffef"
    "\U0001d400-\U0001d7ff]"
)
# What is no letter or digit, with marks that belong to them out of the way already. Line ends stay: lines are folded many at once.
_BETWEEN_WORDS = re.compile(r"(?:[^\w\n]|_)+")

# What the wire writes most of its pages in. Everything else goes the long way.
_EVERYWHERE = "".join(map(chr, range(0x20, 0x7F))) + "\t\n\r\xa0،؛؟۔٪«»“”‘’‚„‹›…–—•·°€©®█■▪●►→\xad\u200c\u200d\u200e\u200f"
_ARABIC = (
    "ابتثجحخدذرزسشصضطظعغفقکلمنهویءپچژڤگٹڈڑ"
    + "".join(letter for letter, _ in (*_FOLDS, *_DIGITS) if letter >= "\u0600")
    + "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670"
    + "çğıöşüâîûÇĞİÖŞÜÂÎÛ"
)
_MARKED = "çğöşüâîûêéèàëïôùäåãáíóúñõìòýčšžćńśźżěřůőűœ"
_LATIN = _MARKED + _MARKED.upper() + "İ" + "".join(letter + letter.upper() for letter, _ in _FOLDS if letter < "\u0600")

# Arabic proclitics that a noun carries: and, so, by, like, for, the, and their pairs. «And» alone only before five letters: most words that
# begin with that letter by themselves (وزارة, وفد) are shorter than that.
_CLITICS = re.compile(r"^(?:[وف]?(?:بال|کال|لل|ال)|و(?=.{5}))(?=.{3})")
_STEM = 5


def fold(text: str) -> str:
    """`text` as its match key: folded words with one space between them."""
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    return tuple(_folded(text).split())


def folded_character(character: str) -> str:
    """What becomes of it: letters, white space where it parts words, nothing where it is nothing to them."""
    return _folded_the_long_way(character)


def digest(folded: Iterable[str]) -> str:
    """32 hex digits that are equal for equal `folded` words (BLAKE2b, 128 bits)."""
    return blake2b(" ".join(folded).encode("utf-8"), digest_size=16).hexdigest()


class _Stems(Remembered[str]):
    """The stems of the words that were asked for: those of a wire are few and come again."""

    def work_out(self, key: str) -> str:
        # One object for equal stems: tables that are looked up by stem find it without comparing letters.
        return intern(_CLITICS.sub("", key)[:_STEM])


_STEMS = _Stems()


def stem(word: str) -> str:
    """What a folded word shares with its inflections: without Arabic proclitics, its first five letters.

    Crude on purpose: the languages of the wire inflect at the end, and five letters tell topics apart (Can et al., "Information retrieval
    on Turkish texts", JASIST 2008, found prefixes of five as good as a lemmatiser).
    """
    return _STEMS[word]


def stems(words: Iterable[str]) -> frozenset[str]:
    """The stems of these folded words."""
    return frozenset(map(_STEMS.__getitem__, words))


def _folded(text: str) -> str:
    """`text` folded, with white space for what stands between its words."""
    for alphabet in ALPHABETS:
        if (folded := alphabet.fold(text)) is not None:
            return folded
    return _folded_the_long_way(text)


def _folded_the_long_way(text: str) -> str:
    # İ lowers to two code points and I means ı in Turkish; both fold to i, which is what a match key wants.
    text = _COMPOSED.sub(_plain, text.replace("İ", "i").lower())
    # A form may have been of a letter that has a capital, or with a mark.
    text = _NOTHING.sub("", text.lower())
    for letter, plain in (*_FOLDS, *_DIGITS):
        text = text.replace(letter, plain)
    return _BETWEEN_WORDS.sub(" ", text)


def _plain(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKD", match[0])


ALPHABETS = (Alphabet(_EVERYWHERE + _ARABIC, _folded_the_long_way), Alphabet(_EVERYWHERE + _LATIN, _folded_the_long_way))
"""Of Arabic and of Latin script, in the order in which they are tried."""
