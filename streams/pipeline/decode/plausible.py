"""Whether what a charset made of some bytes reads as text, and which of two charsets reads better."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from streams.lexicon import lexicon
from streams.text.match_key import words

# What is looked at: more of the text says nothing more.
SAMPLE = 2048
_TURKISH = frozenset("ğışĞİŞ")
_LETTER_KINDS = frozenset({"Latin", "ASCII", "Arabic", "Other"})


def plausible(text: str) -> bool:
    """Whether text that some charset made of the bytes reads as words.

    A wrong charset gives itself away: control characters, signs inside words, words of two scripts, a western text that has more accented
    letters than others, few letters at all.
    """
    visible = letters = accented = latin = inside = controls = mixed = count = 0
    for word in text[:SAMPLE].split():
        scripts: set[str] = set()
        for i, char in enumerate(word):
            kind = _kind(char)
            # Figures and ASCII marks are alike in all charsets and say nothing: a table of prices is text too.
            visible += kind != "none" or not char.isascii()
            if kind in _LETTER_KINDS:
                letters += 1
                latin += kind in ("Latin", "ASCII")
                accented += kind == "Latin"
                scripts.add("Latin" if kind == "ASCII" else kind)
            elif kind == "control":
                controls += 1
            elif kind == "sign" and 0 < i < len(word) - 1:
                inside += _kind(word[i - 1]) in _LETTER_KINDS and _kind(word[i + 1]) in _LETTER_KINDS
        count += bool(scripts)
        mixed += len(scripts) > 1
    return (
        controls <= visible * 0.02
        and letters >= visible * 0.5
        and inside <= letters * 0.03
        and mixed <= count * 0.2
        and accented <= max(1.0, latin * 0.5)
    )


def arabic_likeness(text: str) -> float:
    """Share of words that are Arabic or Persian function words or carry the article: the two Arabic charsets swap half of the letters."""
    known = lexicon("ar").function_words | lexicon("fa").function_words
    sample = words(text[:SAMPLE])
    return sum(word in known or word.startswith("ال") for word in sample) / max(1, len(sample))


def turkish_likeness(text: str) -> float:
    """Share of words with a letter that Turkish has and western languages have not.

    Where charsets have those of Icelandic instead, ı is ý, the rarest of them, and ğ is ð, the most frequent.
    """
    sample = text[:SAMPLE]
    if sample.count("ı") <= sample.count("ğ") // 2:
        return 0.0
    found = sample.split()
    return sum(not _TURKISH.isdisjoint(word) for word in found) / max(1, len(found))


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    """A letter by its script, a sign that does not stand inside words, a control, or none of them."""
    category = unicodedata.category(char)
    if category[0] in "LM":
        if char.isascii():
            return "ASCII"
        name = unicodedata.name(char, "")
        return "Latin" if name.startswith("LATIN") else "Arabic" if "ARABIC" in name else "Other"
    if category in ("Cc", "Cn", "Co", "Cs"):
        return "control"
    # The apostrophe and the dash do stand inside words, and so do the marks of Arabic and of math in names.
    return "sign" if not char.isascii() and (category[0] == "S" or category in ("No", "Pi", "Ps", "Po")) and char not in "·،؛" else "none"
