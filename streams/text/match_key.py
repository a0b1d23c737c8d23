"""The match key: text folded until what reads the same is the same. For dedupe, lexicon look-up and likeness; never shown.

Folds alef and hamza carriers, yeh, teh marbuta, kaf, tatweel, harakat, Arabic-Indic and Persian digits, case with Turkish dotless ı,
Latin diacritics, punctuation and white space. What no reader sees is nothing.

What stands between spaces is folded by itself, and once: a wire says much the same every day, and what it says it has said before.

Nearly all text of the wire is written in the letters of two alphabets, and they are folded by table. What has others (ligatures, full
width, letters of other scripts) goes the long way, by which the tables are made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import chain
from operator import itemgetter
from sys import intern

from streams.text.alphabet import Alphabet

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
# What is no letter or digit, with marks that belong to them out of the way already. Line ends stay: runs are folded many at once.
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
_REMEMBERED = 65_536
_REMEMBERED_CHARACTERS = 262_144
# What parts sentences, closes a part of a dateline or sets a signature off. A comma does so beside another only.
_SIGN = re.compile(r"[-–—ـ/|()\[\]{}:：.!?؟۔…\"»”]|^[،,]|[،,][،,]")


def fold(text: str) -> str:
    """`text` as its match key: folded words with one space between them."""
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    runs = text.split(" ")
    try:
        return _VOCABULARY.words(runs)
    except KeyError:
        _VOCABULARY.learn(runs)
        return _VOCABULARY.words(runs)


def words_of_lines(lines: Sequence[str]) -> list[tuple[tuple[str, ...], bool]]:
    """The folded words of each of the `lines`, and whether it is plain: without signs but for commas, and what its last character is.

    Folds all that is new in them at once.
    """
    runs = [line.split(" ") for line in lines]
    try:
        return [(_VOCABULARY.words(each), _VOCABULARY.is_plain(each)) for each in runs]
    except KeyError:
        _VOCABULARY.learn(chain.from_iterable(runs))
        return [(_VOCABULARY.words(each), _VOCABULARY.is_plain(each)) for each in runs]


def digest(folded: Iterable[str]) -> str:
    """32 hex digits that are equal for equal `folded` words (BLAKE2b, 128 bits)."""
    return blake2b(" ".join(folded).encode("utf-8"), digest_size=16).hexdigest()


class _Stems(dict[str, str]):
    """The stems of the words that were asked for: those of a wire are few and come again."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        # One object for equal stems: tables that are looked up by stem find it without comparing letters.
        found = self[word] = intern(_CLITICS.sub("", word)[:_STEM])
        return found


# A table and no `lru_cache`: the order of use that it keeps takes as long as the look-up.
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


class _Vocabulary:
    """The runs of characters that were met between spaces, each with its folded word.

    Of runs that hold none (a dash) or several (84-71), which are few, the words stand in a table of their own. `_with_signs` are the runs
    that have a sign in them, `_signs_within` those that have one before their last character.
    """

    __slots__ = ("_characters", "_parted", "_signs_within", "_with_signs", "_words")

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._parted: dict[str, tuple[str, ...]] = {}
        self._with_signs: set[str] = set()
        self._signs_within: set[str] = set()
        self._characters = 0

    def words(self, runs: Sequence[str]) -> tuple[str, ...]:
        """The folded words of `runs`, one or more, in their order. Raises KeyError where one of them was not learnt."""
        found: tuple[str, ...] = itemgetter(*runs)(self._words) if len(runs) > 1 else (self._words[runs[0]],)
        parted = found.count(_PARTED)
        return found if not parted else self._written_out(found, runs, parted)

    def is_plain(self, runs: Sequence[str]) -> bool:
        """Whether no sign stands in the line that these `runs` are, but for its last character. They must have been learnt."""
        return runs[-1] not in self._signs_within and self._with_signs.isdisjoint(runs[:-1])

    def learn(self, runs: Iterable[str]) -> None:
        """Fold all the `runs` that were not met before, at once."""
        met = set(runs)
        if self._characters > _REMEMBERED_CHARACTERS:
            for table in (self._words, self._parted, self._with_signs, self._signs_within):
                table.clear()
            self._characters = 0
        new = list(met - self._words.keys())
        self._characters += sum(map(len, new))
        folded = _folded_lines(new)
        # One object for equal words: tables that are looked up by word find it without comparing letters.
        self._words.update(zip(new, map(intern, folded), strict=True))
        for run, words in [(run, words) for run, words in zip(new, folded, strict=True) if " " in words or not words]:
            self._words[run] = _PARTED
            self._parted[run] = tuple(map(intern, words.split()))
        # A tatweel is a letter to Python.
        signed = [run for run in new if (not run.isalnum() or "ـ" in run) and _SIGN.search(run) is not None]
        self._with_signs.update(signed)
        self._signs_within.update([run for run in signed if _SIGN.search(run, 0, len(run) - 1) is not None])

    def _written_out(self, found: tuple[str, ...], runs: Sequence[str], parted: int) -> tuple[str, ...]:
        """The words `found`, with those of each of the `parted` runs, that hold none or several, in its place."""
        written: list[str] = []
        begin = 0
        for _ in range(parted):
            at = found.index(_PARTED, begin)
            written += found[begin:at]
            written += self._parted[runs[at]]
            begin = at + 1
        return (*written, *found[begin:])


def _folded_lines(lines: Sequence[str]) -> Sequence[str]:
    """Each of the `lines` folded, with spaces between its words only."""
    folded = _by_alphabet("\n".join(lines))
    parts = folded.split("\n") if folded is not None else ()
    # A single odd character does not send all of them the long way.
    return [part.strip() for part in parts] if len(parts) == len(lines) else [" ".join(_folded(line).split()) for line in lines]


def _folded(text: str) -> str:
    """`text` folded, with white space for what stands between its words."""
    folded = _by_alphabet(text)
    return _folded_the_long_way(text) if folded is None else folded


def _by_alphabet(text: str) -> str | None:
    folded = _ARABIC_ALPHABET.fold(text)
    return _LATIN_ALPHABET.fold(text) if folded is None else folded


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


_ARABIC_ALPHABET = Alphabet(_EVERYWHERE + _ARABIC, _folded_the_long_way)
_LATIN_ALPHABET = Alphabet(_EVERYWHERE + _LATIN, _folded_the_long_way)
_PARTED = " "
_VOCABULARY = _Vocabulary()
