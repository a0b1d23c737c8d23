"""Display text: what the desk wrote, without what no reader was meant to see.

NFC; presentation forms back to letters; control, stray zero-width and unpaired bidi characters out; references that were escaped twice
written out; white space folded. ZWNJ between letters, harakat, digits, quotation marks and word ligatures (ﷲ, ﷺ) stay: NFKC would rewrite
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from streams.text import bidi
from streams.text.entities import find_entity
from streams.text.places import PlacedText, Places, Run

_ZWNJ, _ZWJ = "\u200c", "\u200d"

# Text of these characters is display text: composed letters, figures and marks of the scripts of the wire. Most lines are.
_NOT_PLAIN = re.compile(
    "[^ -~\xa1-\xac\xae-\u024f\u060c\u061b\u061f\u0620-\u064a\u0660-\u066f\u0671-\u06d5\u06ee-\u06ff"
    "\u200c\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]"
)
# A ZWNJ that does not part two letters.
_STRAY_ZWNJ = re.compile("\u200c(?:(?![^\\W\\d_])|(?<![^\\W\\d_]\u200c))")

# What no reader sees: controls, format characters (but for the Arabic number signs and end of ayah, which are seen), fillers, variation
# selectors, tag characters, noncharacters. Unassigned code points stay: they may be letters and signs of a newer Unicode.
_UNSEEN = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u070f\u115f\u1160\u180b-\u180e\u200b\u200d-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(rf"[{_UNSEEN}\u200c]")
_SPACES = re.compile(r"[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
# Forms that stand for letters: Arabic ones, Latin and Armenian ligatures, Hebrew wide letters. The word ligatures U+FDF0 to U+FDFD are
# signs of their own.
_FORMS = "\ufb00-\ufb06\ufb13-\ufb17\ufb20-\ufb28\ufb4f-\ufdc7\ufe70-\ufefc"
_FORM = re.compile(f"[{_FORMS}]")
_WORK = re.compile(f"[{_UNSEEN}{_FORMS}]")
# A flag of a part of a country is a black flag and its code in tag characters.
_FLAG = "\U0001f3f4[\U000e0030-\U000e007a]{1,8}\U000e007f"
_EVENT = re.compile(rf"{_FLAG}|[{_UNSEEN}\u200c]|  +|[{_FORMS}]")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
_EMOJI_STYLE = "\ufe0f"
# Arabic letters that do not join the letter behind them; a joiner there changes nothing.
_NOT_JOINING = frozenset("ءآأؤإاةدذرزوٱٲٳٵٶٷۀڈډڊڋڌڍڎڏڐڑڒړڔڕږڗژڙۃۄۅۆۇۈۉۊۋۍۏےۓەۮۯ")

_BESIDE = 6
"""How many invisible characters are looked past for what stands behind; a desk leaves one or two, more is noise."""
_VISIBLE = re.compile(r"\S+")
_PASSES = 3
"""How often a line is rewritten: what was invisible may have parted a reference, and that an invisible character."""


class Clean(msgspec.Struct, frozen=True):
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
    # The heh of a Persian genitive and its hamza are two characters that nothing composes, which Unicode finds out at length.
    if not _is_plain(text) and not ("\u0654" in text and _is_plain(text.replace("ه\u0654 ", "ه "))):
        # White space of any kind becomes a space where it stands; with it most lines are done.
        text = _SPACES.sub(" ", text)
        if _needs_work(text):
            return _rewrite(text)
    return _stripped(text)


def clean_all(stretches: Sequence[str]) -> list[Clean]:
    """`clean` of each of the `stretches`, looking at all of them at once first: a page is clean as a rule."""
    if _is_plain(" ".join(stretches)):
        return [_stripped(each) for each in stretches]
    return [clean(each) for each in stretches]


def _stripped(text: str) -> Clean:
    shown = text.strip(" ")
    return Clean(shown, len(text) - len(text.lstrip(" "))) if len(shown) < len(text) else Clean(shown)


def _is_plain(text: str) -> bool:
    return (
        _NOT_PLAIN.search(text) is None
        and "  " not in text
        and not (_ZWNJ in text and _STRAY_ZWNJ.search(text))
        and not ("&" in text and find_entity(text))
    )


def _needs_work(text: str) -> bool:
    return (
        _WORK.search(text) is not None
        or "  " in text.strip(" ")
        or (_ZWNJ in text and _STRAY_ZWNJ.search(text) is not None)
        or ("&" in text and find_entity(text) is not None)
        or not unicodedata.is_normalized("NFC", text)
    )


def _rewrite(text: str) -> Clean:
    shown = text
    places = Places((Run(0, len(text), 0, len(text), True),))
    for _ in range(_PASSES):
        for step in (_write_out, _take_out, _compose):
            shown, made = step(shown)
            places = places if made is None else made.through(places)
        if "&" not in shown or find_entity(shown) is None:
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
        elif end - start > 1 or start in paired or _does_something(written.last, text, start, two_directions):
            written.copy(text, start, end)
        elif _FORM.match(char):
            written.put(_letters_of(char), start, end)
    _copy(written, text, at, len(text))
    return written.done()


def _compose(text: str) -> tuple[str, Places | None]:
    """NFC."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    written, at = PlacedText(), 0
    for match in _clusters().finditer(text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            written.copy(text, at, match.start())
            written.put(composed, *match.span())
            at = match.end()
    written.copy(text, at, len(text))
    return written.done()


def _copy(written: PlacedText, text: str, start: int, end: int) -> None:
    """Copy, but for a space where there is one already, or at the beginning."""
    if start < end:
        written.copy(text, start + (text[start] == " " and written.last in ("", " ")), end)


def _does_something(before: str, text: str, at: int, two_directions: bool) -> bool:
    """Whether the joiner, bidi mark or variation selector at `at` does something behind `before`, the last character kept."""
    char = text[at]
    if char == _EMOJI_STYLE:
        return _EMOJI.match(before) is not None or (before != "" and before in "#*0123456789©®™")
    if "\ufe00" <= char < _EMOJI_STYLE:
        return _EMOJI.match(before) is not None
    if char in _ZWNJ + _ZWJ + bidi.MARKS:
        behind = text[at + 1 : at + 1 + _BESIDE]
        after = _INVISIBLE.sub("", behind)[:1]
        if char == _ZWNJ:
            return _letter(before) and _letter(after)
        if char == _ZWJ:
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
    return _letter(before) and _letter(after) and before > "\u024f"


def _arabic(char: str) -> bool:
    return "\u0620" <= char <= "\u08ff" and _letter(char)


def _orders(beside: str) -> bool:
    """Whether `beside` is a figure or a visible sign, which the letters around it put in order, or a mark."""
    return beside != "" and not beside.isspace() and not _letter(beside) and not _INVISIBLE.match(beside)


def _letter(char: str) -> bool:
    return char != "" and unicodedata.category(char)[0] in "LM" and not _INVISIBLE.match(char)


@cache
def _letters_of(form: str) -> str:
    # A form whose compatibility mapping starts with a space (isolated harakat) is the mark alone.
    return unicodedata.normalize("NFKC", form).strip() or form


@cache
def _letter_for_form() -> dict[int, str]:
    """Forms that stand for one letter: all but those of lam with alef, a few ligatures and marks on tatweel."""
    forms = (chr(code) for first, last in ((0xFB00, 0xFDC7), (0xFE70, 0xFEFC)) for code in range(first, last + 1))
    return {ord(form): _letters_of(form) for form in forms if _FORM.match(form) and len(_letters_of(form)) == 1}


@cache
def _clusters() -> re.Pattern[str]:
    """A character with all behind it that NFC may compose or order with it, or one that NFC rewrites by itself.

    Found in the Unicode data of this Python: what has a combining class, and what stands second in a canonical decomposition. Planes above
    the first hold no others that a wire carries.
    """
    with_others: set[int] = set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    alone: set[int] = set()
    for code in (*range(0x80, 0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x10000)):
        char = chr(code)
        if unicodedata.combining(char):
            with_others.add(code)
        parts = unicodedata.decomposition(char).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            with_others.add(int(parts[1], 16))
        if unicodedata.normalize("NFC", char) != char:
            alone.add(code)
    marks, rewritten = ("".join(re.escape(chr(code)) for code in sorted(codes)) for codes in (with_others, alone))
    return re.compile(f"(?s:.)[{marks}]+|[{rewritten}]")
