"""Display text: what the desk wrote, without what no reader was meant to see.

NFC; presentation forms back to letters; control, stray zero-width and unpaired bidi characters out; references that were escaped twice
written out; white space folded. ZWNJ between letters, harakat, digits, quotation marks and word ligatures (ﷲ, ﷺ) stay: NFKC would rewrite
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import msgspec

from streams.text import bidi
from streams.text.compose import compose
from streams.text.entities import find_entity
from streams.text.invisible import UNSEEN, ZWJ, ZWNJ, does_something
from streams.text.places import PlacedText, Places, Run

# Text of these characters is display text: composed letters, figures and marks of the scripts of the wire. Most lines are. With harakat it
# is too, as long as they stand in their order.
_PLAIN = (
    " -~\xa1-\xac\xae-\u024f\u060c\u061b\u061f\u0620-\u064a\u0660-\u066f\u0671-\u06d5\u06ee-\u06ff"
    "\u200c\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
)
NOT_PLAIN, _NOT_VOCALISED = re.compile(f"[^{_PLAIN}]"), re.compile(f"[^{_PLAIN}\u064b-\u0652]")
# A ZWNJ that does not part two letters.
_STRAY_ZWNJ = re.compile("\u200c(?:(?![^\\W\\d_])|(?<![^\\W\\d_]\u200c))")

_ODD_SPACES = r"\t\v-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACES = re.compile(rf"[\n{_ODD_SPACES}]")
# Forms that stand for letters: Arabic ones, Latin and Armenian ligatures, Hebrew wide letters. The word ligatures U+FDF0 to U+FDFD are
# signs of their own.
_FORMS = "\ufb00-\ufb06\ufb13-\ufb17\ufb20-\ufb28\ufb4f-\ufdc7\ufe70-\ufefc"
_FORM = re.compile(f"[{_FORMS}]")
_WORK = re.compile(f"[{UNSEEN}{_FORMS}]")
# A flag of a part of a country is a black flag and its code in tag characters.
_FLAG = "\U0001f3f4[\U000e0030-\U000e007a]{1,8}\U000e007f"
_EVENT = re.compile(rf"{_FLAG}|[{UNSEEN}\u200c]|  +|[{_FORMS}]")

_VISIBLE = re.compile(r"\S+")
_PASSES = 3
"""How often a line is rewritten: what was invisible may have parted a reference, and that an invisible character."""


class Clean(msgspec.Struct, frozen=True, gc=False):
    """Display text of a stretch of decoded text.

    `places` says where it came from; None where it is the stretch itself, shifted by `lead` characters of white space. `dropped` are the
    (start, end) in the stretch of what was taken out and is no white space.
    """

    text: str
    lead: int = 0
    places: Places | None = None
    dropped: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, which must not be empty, stands in the stretch."""
        if self.places is None:
            return self.lead + start, self.lead + end
        return self.places.span(start, end)


def display(text: str) -> str:
    """The display text of `text`."""
    return clean(text).text


def clean(text: str) -> Clean:
    """The display text of `text` with its places."""
    if not _is_display_text(text):
        # White space of any kind becomes a space where it stands; with it most lines are done.
        text = _SPACES.sub(" ", text)
        if _needs_work(text):
            return _rewrite(text)
    return stripped(text)


def stripped(text: str) -> Clean:
    """`text` of which nothing but spaces around it is to be taken out."""
    shown = text.strip(" ")
    return Clean(shown, len(text) - len(text.lstrip(" "))) if len(shown) < len(text) else Clean(shown)


def has_stray(text: str) -> bool:
    """Whether a ZWNJ stands in the text that parts no letters, or a reference that was escaped twice."""
    return (ZWNJ in text and _STRAY_ZWNJ.search(text) is not None) or ("&" in text and find_entity(text) is not None)


def _is_display_text(text: str) -> bool:
    """Whether a quick look shows that there is nothing to do but to strip."""
    # The heh of a Persian genitive and its hamza are two characters that nothing composes, which Unicode finds out at length.
    return _is_plain(text) or ("\u0654" in text and _is_plain(text.replace("ه\u0654 ", "ه ")))


def _is_plain(text: str) -> bool:
    return ((odd := NOT_PLAIN.search(text)) is None or _is_vocalised(text, odd.start())) and "  " not in text and not has_stray(text)


def _is_vocalised(text: str, at: int) -> bool:
    """Whether harakat in their order are all that is odd from `at` on."""
    return _NOT_VOCALISED.search(text, at) is None and unicodedata.is_normalized("NFC", text)


def _needs_work(text: str) -> bool:
    return _WORK.search(text) is not None or "  " in text.strip(" ") or has_stray(text) or not unicodedata.is_normalized("NFC", text)


def _rewrite(text: str) -> Clean:
    shown = text
    places = Places((Run(0, len(text), 0, len(text), True),))
    for _ in range(_PASSES):
        for step in (_write_out, _take_out, compose):
            shown, made = step(shown)
            places = places if made is None else made.through(places)
        # A letter that took its mark in may be one that joins nothing behind it.
        joined = made is not None and ZWJ in shown
        if not joined and ("&" not in shown or find_entity(shown) is None):
            break
    return Clean(shown, places=places, dropped=tuple(_dropped(text, places)))


def _dropped(text: str, places: Places) -> Iterator[tuple[int, int]]:
    """What stands between the runs and is no white space."""
    at = 0
    for start, end in (*((run.start, run.end) for run in places.runs), (len(text), len(text))):
        if at < start:
            yield from (match.span() for match in _VISIBLE.finditer(text, at, start))
        at = max(at, end)


# The steps give the text that they make and where it stood in theirs; None where it stands there still.


def _write_out(text: str) -> tuple[str, Places | None]:
    """Characters in place of references to them."""
    found = find_entity(text) if "&" in text else None
    if found is None:
        return text, None
    written, at = PlacedText(), 0
    while found is not None:
        start, end, character = found
        written.copy(text, at, start)
        written.put(_SPACES.sub(" ", character), start, end)
        at = end
        found = find_entity(text, at)
    written.copy(text, at, len(text))
    return written.done()


def _take_out(text: str) -> tuple[str, Places | None]:
    """Without invisible characters that do nothing, and with one space for many and letters for forms."""
    if _FORM.search(text):
        text = text.translate(_letter_for_form())
    paired, written, at = bidi.paired(text), PlacedText(), 0
    two_directions = bidi.two_directions(text)
    for match in _EVENT.finditer(text):
        start, end = match.span()
        _copy(written, text, at, start)
        at, char = end, text[start]
        if char == " ":
            _copy(written, text, start, start + 1)
        elif end - start > 1 or start in paired or does_something(written.last, text, start, two_directions):
            written.copy(text, start, end)
        elif _FORM.match(char):
            written.put(_letters_of(char), start, end)
    _copy(written, text, at, len(text))
    return written.done()


def _copy(written: PlacedText, text: str, start: int, end: int) -> None:
    """Copy, but for a space where there is one already, or at the beginning."""
    if start < end:
        written.copy(text, start + (text[start] == " " and written.last in ("", " ")), end)


@cache
def _letters_of(form: str) -> str:
    # A form whose compatibility mapping starts with a space (isolated harakat) is the mark alone.
    return unicodedata.normalize("NFKC", form).strip() or form


@cache
def _letter_for_form() -> dict[int, str]:
    """Forms that stand for one letter: all but those of lam with alef, a few ligatures and marks on tatweel."""
    forms = (chr(code) for first, last in ((0xFB00, 0xFDC7), (0xFE70, 0xFEFC)) for code in range(first, last + 1))
    return {ord(form): _letters_of(form) for form in forms if _FORM.match(form) and len(_letters_of(form)) == 1}
