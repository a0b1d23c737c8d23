"""Display text: what the desk wrote, without what no reader was meant to see.

NFC; Arabic presentation forms back to letters; control, stray zero-width and unpaired bidi characters out; white space folded.
ZWNJ between letters, harakat, digits, quotation marks and word ligatures (ﷲ, ﷺ) stay: NFKC would rewrite them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import msgspec

_LRM_RLM_ALM = "\u200e\u200f\u061c"
_EMBEDDINGS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_PDF, _PDI = "\u202c", "\u2069"
_ZWNJ, _ZWJ = "\u200c", "\u200d"

# What no reader sees: controls, format characters (but for the Arabic number signs and end of ayah, which are seen), fillers, variation
# selectors, tag characters, noncharacters. Unassigned code points stay: they may be letters and signs of a newer Unicode.
_UNSEEN = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u070f\u115f\u1160\u180b-\u180e\u200b\u200d-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(rf"[{_UNSEEN}\u200c]")
# Anything that might need work. Most lines have none of it and are display text already; ZWNJ between letters is nothing to work on.
_SPACES = r"\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_DIRTY = re.compile(rf"[{_UNSEEN}{_SPACES}\ufb50-\ufdff\ufe70-\ufefc]|\s\s|(?<!\w)\u200c|\u200c(?!\w)")
# A base character with what combines with it, conjoining jamo among them: the unit that NFC composes within.
_CLUSTER = re.compile(
    "(?s).[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed\u0711\u0730-\u074a\u08d3-\u08e1\u08e3-\u08ff"
    "\u1161-\u11ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]*"
)
# Presentation forms that stand for a letter or a letter pair; the word ligatures U+FDF0–FDFD are signs of their own.
_FORMS = re.compile("[\ufb50-\ufdc7\ufe70-\ufefc]")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
_EMOJI_STYLE = "\ufe0f"


_BESIDE = 6
"""How many characters beside a ZWNJ are looked through; a desk leaves one or two, more is noise."""
_INVISIBLES_BESIDE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad\ufe0f\u061c"


class Clean(msgspec.Struct, frozen=True):
    """Display text of a stretch of decoded text.

    `places[i]` is the (start, end) in the stretch of what character `i` of `text` came of; None where the two are the same, shifted by
    `lead` characters of white space. `dropped` are the (start, end) of what was taken out and is no white space.
    """

    text: str
    lead: int = 0
    places: tuple[tuple[int, int], ...] | None = None
    dropped: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, which must not be empty, stands in the stretch."""
        if self.places is None:
            return self.lead + start, self.lead + end
        return self.places[start][0], self.places[end - 1][1]


def display(text: str) -> str:
    """The display text of `text`."""
    return clean(text).text


def clean(text: str) -> Clean:
    """The display text of `text` with its places."""
    if not _DIRTY.search(text) and unicodedata.is_normalized("NFC", text):
        stripped = text.strip()
        return Clean(stripped, lead=len(text) - len(text.lstrip()))
    return _rewrite(text)


def _rewrite(text: str) -> Clean:
    keep = _kept_bidi(text)
    out: list[str] = []
    places: list[tuple[int, int]] = []
    dropped: list[tuple[int, int]] = []
    for match in _CLUSTER.finditer(text):
        start, end = match.span()
        head = text[start]
        if head.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                places.append((start, start + 1))
            start += 1
        elif _INVISIBLE.match(head) and start not in keep and not _joins(text, start):
            _drop(dropped, start)
            start += 1
        for char in unicodedata.normalize("NFC", _FORMS.sub(_letters, text[start:end])):
            out.append(char)
            places.append((start, end))
    while out and out[-1] == " ":
        out.pop()
        places.pop()
    shown = "".join(out)
    if not unicodedata.is_normalized("NFC", shown):
        shown, places = _compose(shown, places)
    return Clean(shown, places=tuple(places), dropped=tuple(dropped))


def _compose(text: str, places: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """NFC once more, for marks that stood behind something invisible and now stand behind the letter before it."""
    out: list[str] = []
    composed: list[tuple[int, int]] = []
    for match in _CLUSTER.finditer(text):
        start, end = match.span()
        for char in unicodedata.normalize("NFC", match[0]):
            out.append(char)
            composed.append((places[start][0], places[end - 1][1]))
    return "".join(out), composed


def _drop(dropped: list[tuple[int, int]], at: int) -> None:
    if dropped and dropped[-1][1] == at:
        dropped[-1] = (dropped[-1][0], at + 1)
    else:
        dropped.append((at, at + 1))


@lru_cache(maxsize=1024)
def _letters_of(form: str) -> str:
    return unicodedata.normalize("NFKC", form).strip()


def _letters(match: re.Match[str]) -> str:
    # A form whose compatibility mapping starts with a space (isolated harakat) is the mark alone.
    return _letters_of(match[0]) or match[0]


def _joins(text: str, at: int) -> bool:
    """Whether the joiner, bidi mark or variation selector at `at` does something where it stands."""
    char = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if char == _ZWNJ:
        return _parts_letters(text, at)
    if char == _ZWJ:
        # An emoji may have its variation selector between itself and the joiner (❤️‍🔥).
        emoji = text[at - 2] if before == _EMOJI_STYLE and at > 1 else before
        return (_letter(before) and _letter(after)) or bool(_EMOJI.match(emoji) and _EMOJI.match(after))
    if char in _LRM_RLM_ALM:
        # A mark at an end, or beside white space or something as invisible as itself, orders nothing.
        return not any(beside.isspace() or _INVISIBLE.match(beside) for beside in (before, after))
    if "\ufe00" <= char <= "\ufe0f":
        return bool(_EMOJI.match(before)) or before in "#*0123456789©®™"
    return False


def _parts_letters(text: str, at: int) -> bool:
    """Whether the ZWNJ at `at` parts two letters, and is the first to do so there; a few characters that go may stand beside it."""
    left, right = text[max(0, at - _BESIDE) : at], text[at + 1 : at + 1 + _BESIDE]
    before, after = left.rstrip(_INVISIBLES_BESIDE), right.lstrip(_INVISIBLES_BESIDE)
    return bool(before and after) and _letter(before[-1]) and _letter(after[0]) and _ZWNJ not in left[len(before) :]


def _letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" and not _INVISIBLE.match(char)


def _kept_bidi(text: str) -> frozenset[int]:
    """Places of embeddings and isolates that are closed in the order they were opened; all others are unpaired."""
    stack: list[tuple[int, str]] = []
    kept: set[int] = set()
    for at, char in enumerate(text):
        if char in _EMBEDDINGS:
            stack.append((at, _PDF))
        elif char in _ISOLATES:
            stack.append((at, _PDI))
        elif char in (_PDF, _PDI) and stack and stack[-1][1] == char:
            kept.update((stack.pop()[0], at))
    return frozenset(kept)
