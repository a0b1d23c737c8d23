"""Characters that no reader sees: which they are, and which of them do something where they stand."""

from __future__ import annotations

import re
import unicodedata

from streams.text import bidi

ZWNJ, ZWJ = "\u200c", "\u200d"

# What no reader sees: controls, format characters (but for the Arabic number signs and end of ayah, which are seen), fillers, variation
# selectors, tag characters, noncharacters. Unassigned code points stay: they may be letters and signs of a newer Unicode.
UNSEEN = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u070f\u115f\u1160\u180b-\u180e\u200b\u200d-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(rf"[{UNSEEN}\u200c]")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
_EMOJI_STYLE = "\ufe0f"
_LAST_LATIN = "\u036f"  # with the marks on Latin letters
# Arabic letters that do not join the letter behind them; a joiner there changes nothing.
_NOT_JOINING = frozenset("ءآأؤإاةدذرزوٱٲٳٵٶٷۀڈډڊڋڌڍڎڏڐڑڒړڔڕږڗژڙۃۄۅۆۇۈۉۊۋۍۏےۓەۮۯ")

_BESIDE = 6
"""How many invisible characters are looked past for what stands behind; a desk leaves one or two, more is noise."""


def does_something(before: str, text: str, at: int, two_directions: bool) -> bool:
    """Whether the joiner, bidi mark or variation selector at `at` does something behind `before`, the last character kept."""
    char = text[at]
    if char == _EMOJI_STYLE:
        return _EMOJI.match(before) is not None or (before != "" and before in "#*0123456789©®™")
    if "\ufe00" <= char < _EMOJI_STYLE:
        return _EMOJI.match(before) is not None
    if char in ZWNJ + ZWJ + bidi.MARKS:
        behind = text[at + 1 : at + 1 + _BESIDE]
        after = _INVISIBLE.sub("", behind)[:1]
        if char == ZWNJ:
            return _letter(before) and _letter(after)
        if char == ZWJ:
            return _joins(before, after)
        return two_directions and before != char and (_orders(before) or _orders(after))
    return False


def _joins(before: str, after: str) -> bool:
    """Whether a zero-width joiner between them does something.

    It makes one emoji of two, joins an Arabic letter that stands alone (the heh of a Hijri year), and forms letters of the Indic scripts.
    """
    if before == _EMOJI_STYLE or _EMOJI.match(before):
        return _EMOJI.match(after) is not None
    if _arabic(before) or _arabic(after):
        return _arabic(before) != _arabic(after) and (not _arabic(before) or before not in _NOT_JOINING)
    return _letter(before) and _letter(after) and before > _LAST_LATIN


def _arabic(char: str) -> bool:
    return "\u0620" <= char <= "\u08ff" and _letter(char)


def _orders(beside: str) -> bool:
    """Whether `beside` is a figure or a visible sign, which the letters around it put in order, or a mark."""
    return beside != "" and not beside.isspace() and not _letter(beside) and not _INVISIBLE.match(beside)


def _letter(char: str) -> bool:
    return char != "" and unicodedata.category(char)[0] in "LM" and not _INVISIBLE.match(char)
