"""The lines of a page at once: what each of them shows, its folded words, and whether signs or figures stand in it.

A page in the letters of an alphabet is an octet a character, and the sorts of its characters are an octet each too: what stands in a line
is found by looking for an octet, which takes a fraction of the time of looking for a set of characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeAlias

from streams.text.display import NOT_PLAIN, Clean, clean, has_stray, stripped
from streams.text.match_key import ALPHABETS, fold, words

Shown: TypeAlias = tuple[Clean, tuple[str, ...], bool, bool]
"""The display text of a line, its folded words, whether no sign but commas stands in it before its last character, and whether its words
are of letters alone."""
_Encoded: TypeAlias = tuple[list[str], list[str], str]
"""The folded text of each line of a page, the sorts of its characters, and those of the whole page."""

# What parts sentences, closes a part of a dateline or sets a signature off; so do two commas, or one at the head.
_SIGN = re.compile(r"[-–—ـ/|()\[\]{}:：.!?؟۔…\"»”]")
_COMMAS = "،,"
_TWO_COMMAS = re.compile("[،,] ?[،,]")
_HARAKAT = re.compile("[\u064b-\u0652]")


def show(stretches: Sequence[str]) -> list[Shown]:
    """What each of the `stretches` of a text shows. Line ends in them are spaces, as in all display text."""
    page = "\n".join(stretches)
    encoded = _encoded(page)
    if encoded is None or not stretches:
        # A single odd character does not send a whole page the long way.
        return [_shown_alone(clean(text)) for text in stretches]
    folded, sorts, of_page = encoded
    if len(sorts) > len(stretches):
        return show([text.replace("\n", " ") for text in stretches])
    done = _is_display_text(page, of_page)
    return [
        _shown(stripped(text), of_line, sorts_of_line) if done or _is_display_text(text, sorts_of_line) else _shown_alone(clean(text))
        for text, of_line, sorts_of_line in zip(stretches, folded, sorts, strict=True)
    ]


def is_plain(line: str) -> bool:
    """Whether no sign stands in the display text `line`, but for commas and its last character."""
    last = len(line) - 1
    return _SIGN.search(line, 0, last) is None and line[:1] not in _COMMAS and _TWO_COMMAS.search(line, 0, last) is None


def _encoded(page: str) -> _Encoded | None:
    """None where the page is in no alphabet."""
    for alphabet, sorts in _SORTS:
        if (octets := alphabet.encode(page)) is not None:
            of_page = octets.translate(sorts).decode("ascii")
            return alphabet.folded(octets).split("\n"), of_page.split("\n"), of_page
    return None


def _is_display_text(text: str, sorts: str) -> bool:
    """Whether nothing is to be done on any line of these `sorts` but to strip it."""
    return not (
        "?" in sorts
        or "  " in sorts
        # Marks one by one on their letters are in their order, and nothing composes with them.
        or ("^^" in sorts and not unicodedata.is_normalized("NFC", text))
        or has_stray(text)
    )


def _shown(cleaned: Clean, folded: str, sorts: str) -> Shown:
    inner = sorts.strip(" ")[:-1]
    plain = not ("." in inner or ("," in sorts and (sorts.lstrip(" ")[:1] == "," or ",," in inner or ", ," in inner)))
    return cleaned, tuple(folded.split()), plain, "0" not in sorts


def _shown_alone(cleaned: Clean) -> Shown:
    found = words(cleaned.text)
    return cleaned, found, is_plain(cleaned.text), "".join(found).isalpha()


def _sort(char: str) -> bytes:
    """The octet that stands for what `char` is."""
    if char in " \n":
        return char.encode()
    if _HARAKAT.match(char):
        return b"^"
    if NOT_PLAIN.match(char):
        return b"?"
    if char in _COMMAS:
        return b","
    if _SIGN.match(char):
        return b"."
    folded = fold(char)
    return b"a" if not folded or folded.isalpha() else b"0"


_SORTS = tuple((alphabet, alphabet.table(_sort)) for alphabet in ALPHABETS)
