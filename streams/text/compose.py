"""NFC of a text, and where its characters came from."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain

from streams.text.places import PlacedText, Places

# Blocks with characters that compose or are put in order; those that are left out (ideographs, syllables, emoji) have none.
_WITH_MARKS = (
    range(0x80, 0x3400),
    range(0xA000, 0xAC00),
    range(0xF900, 0x12000),
    range(0x16000, 0x17000),
    range(0x1BC00, 0x1F000),
    range(0x2F800, 0x2FA20),
)


_LONG = 32
"""Characters of a cluster from which its marks are put in order here: Unicode's Stream-Safe Text Format (UAX 15, 13) allows 30."""


def compose(text: str) -> tuple[str, Places | None]:
    """`text` in NFC and its places in `text`; None for them where it is in NFC already."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    written, at = PlacedText(), 0
    for match in _clusters().finditer(text):
        composed = unicodedata.normalize("NFC", match[0] if len(match[0]) <= _LONG else _in_order(match[0]))
        if composed != match[0]:
            # A sign that keeps its place under its marks, a bracket say, can be told apart from them.
            same = next(i for i, (made, given) in enumerate(zip(composed, match[0], strict=False)) if made != given)
            written.copy(text, at, match.start() + same)
            written.put(composed[same:], match.start() + same, match.end())
            at = match.end()
    written.copy(text, at, len(text))
    return written.done()


def _in_order(cluster: str) -> str:
    """The cluster decomposed, with its marks in canonical order (Unicode Standard, D109): what NFC makes of it is the same.

    Python's own takes time for it that grows with the square of the marks, a minute for 100,000.
    """
    out: list[str] = []
    marks: list[str] = []
    for char in chain.from_iterable(unicodedata.normalize("NFD", each) for each in cluster):
        if unicodedata.combining(char):
            marks.append(char)
        else:
            out += (*sorted(marks, key=unicodedata.combining), char)
            marks.clear()
    return "".join((*out, *sorted(marks, key=unicodedata.combining)))


@cache
def _clusters() -> re.Pattern[str]:
    """A character with all behind it that NFC may compose or order with it, or one that NFC rewrites by itself.

    Found in the Unicode data of this Python: what has a combining class, and what stands second in a canonical decomposition.
    """
    with_others: set[int] = set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    alone: set[int] = set()
    for code in chain.from_iterable(_WITH_MARKS):
        char = chr(code)
        if unicodedata.combining(unicodedata.normalize("NFD", char)[0]):
            with_others.add(code)
        parts = unicodedata.decomposition(char).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            with_others.add(int(parts[1], 16))
        if unicodedata.normalize("NFC", char) != char:
            alone.add(code)
    marks, rewritten = ("".join(re.escape(chr(code)) for code in sorted(codes)) for codes in (with_others, alone))
    return re.compile(f"(?s:.)[{marks}]+|[{rewritten}]")
