"""The parts of what may be a dateline: places, dates and agencies, and the marks that part them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from streams.lexicon import everywhere
from streams.text.match_key import words

WINDOW = 90
"""A dateline ends within so many characters or there is none."""
# What closes a part: a comma, slash, bar, bracket, a dash with space on a side, a colon, a stop with space behind it. To look ahead for the
# mark saves trying every form of it at every letter: the search takes a fifteenth of the time.
_CLOSE = re.compile(
    r"(?=\s*+[-–—ـ/|،,:：()\[\].])(?:"
    r"\s*[-–—ـ]{2,3}\s*|\s+[-–—ـ]\s*|\s*[-–—ـ]\s+|\s*[–—]\s*|\s*[/|]\s*|\s*[،,]\s*|\s*[:：]\s*|"
    r"\s*[(\[]\s*|\s*[)\]]\s*|\.[-–—]\s*|\.(?=\s))"
)
_STOP = frozenset(';!?؟«»"“”؛')
_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:[^\W\d_]|[^\W\d_][a-z]{1,3}|ST|MT|FT)$|\d$")
_INFLECTED = 5
"""Letters from which on a month may carry an ending."""


class Part(msgspec.Struct, frozen=True):
    """A part of what may be a dateline: its text, which begins at `start`, what stood before it and what closed it up to `end`."""

    text: str
    start: int
    opened: str
    closed: str
    end: int

    @property
    def bracketed(self) -> bool:
        """Whether it stands in brackets, or between slashes."""
        return self.opened + self.closed[0] in ("()", "[]", "//")


def parts_of(text: str) -> Iterator[Part]:
    """The parts at the head of `text`, as long as it reads like a row of them."""
    at, opened = 0, ""
    while at < WINDOW:
        start = at
        while (match := _CLOSE.search(text, at, WINDOW + 30)) is not None and _inside(text, start, match, opened):
            at = match.end()
        if match is None or not _STOP.isdisjoint(text[start : match.start()]):
            return
        piece, closed = text[start : match.start()].strip(), match[0].strip() or "-"
        end = match.end()
        # Marks in a row close one part: `(AP) —`, `/بردى/`.
        while (more := _CLOSE.match(text, end)) is not None and more.end() > end and closed[-1] not in "([":
            closed += more[0].strip() or "-"
            end = more.end()
        while end < len(text) and text[end] == " ":
            end += 1
        if piece:
            yield Part(piece, start + len(text[start : match.start()]) - len(text[start : match.start()].lstrip()), opened, closed, end)
        elif closed[0] not in "([/|":
            return
        opened, at = closed[-1], end
        if at == start:
            return


def _inside(text: str, start: int, match: re.Match[str], opened: str) -> bool:
    """Whether the mark stands inside a part: the stop of an abbreviation or of a day, a slash or dash between figures or two months.

    In brackets only commas part anything: (tca/dpa).
    """
    if opened in ("(", "[") and match[0].strip() not in (")", "]", "،", ","):
        return True
    before, mark = text[start : match.start()], match[0].strip()
    after = text[match.end() : match.end() + 24]
    if mark == ".":
        return bool(_ABBREVIATED.search(before)) or before.lower().endswith("sept")
    if mark in ("/", "-", ".") and before[-1:].isdigit() and after[:1].isdigit():
        return True
    if mark == "/":
        last, following = words(before), words(after)[:1]
        return bool(last and following) and (is_month(last[-1]) or is_month(" ".join(last[-2:]))) and is_month(following[0])
    return False


def is_month(word: str) -> bool:
    """Whether the folded word names a month, with up to two letters of an ending."""
    months = everywhere().months
    return word in months or (len(word) > _INFLECTED and (word[:-1] in months or word[:-2] in months))
