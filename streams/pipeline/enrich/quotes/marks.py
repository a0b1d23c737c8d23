"""What stands in quotation marks, of all the forms that the desks of these languages use."""

from __future__ import annotations

import re
from itertools import islice

import msgspec

# What may close each opening mark. Urdu writes ”…“ and ’’…‘‘, German „…“ and »…«, and many desks whatever their keyboard has.
_CLOSERS = {
    '"': '"',
    "«": "»",
    "»": "«",
    "“": "”“",
    "”": "“”",
    "„": '“”"',
    "‘": "’",
    "’’": "‘‘’’",
    "‘‘": "’’‘‘",
}
_MARKS = re.compile('["«»“”„‹›‘’](?:(?<=’)’|(?<=‘)‘)?')
READ, _MOST = 200_000, 4_000
"""Characters of a part in which marks are looked for, and marks: no news text has more."""
_RETRIES = 8
"""Marks that nothing closes, in one part, behind which quotes are still looked for."""


class Marked(msgspec.Struct, frozen=True, gc=False):
    """What stands between two marks: places of the opening mark, of the words inside, and behind the closing mark; whether there is one."""

    before: int
    start: int
    end: int
    after: int
    closed: bool
    mark: str


def has_marks(text: str) -> bool:
    """Whether a part has quotation marks at all: one of each pair is enough to look for."""
    return '"' in text or "«" in text or "“" in text or "„" in text or "‘" in text


def marked(text: str, following: str) -> list[Marked]:
    """What stands in quotation marks in a part, outermost marks only.

    A quote of several paragraphs is opened in each and closed in the last: a mark that nothing closes is a quote where the `following` part
    begins with the same, else a stray.
    """
    marks = [(match[0], match.start(), match.end()) for match in islice(_MARKS.finditer(text, 0, READ), _MOST)]
    found: list[Marked] = []
    at, retries = 0, 0
    while at < len(marks):
        mark, start, end = marks[at]
        if not _opens(text, mark, start, end):
            at += 1
            continue
        closing = _closing(text, marks, at)
        if closing is not None:
            found.append(_made(text, mark, start, end, marks[closing][1], marks[closing][2], True))
            at = closing + 1
            continue
        if following.startswith(mark):
            found.append(_made(text, mark, start, end, len(text), len(text), False))
            break
        retries += 1
        if retries > _RETRIES:
            break
        at += 1
    return found


def _closing(text: str, marks: list[tuple[str, int, int]], opened: int) -> int | None:
    """Which mark closes that one; the same marks inside are paired off."""
    opener, closers, depth = marks[opened][0], _CLOSERS[marks[opened][0]], 0
    for at in range(opened + 1, len(marks)):
        mark, start, end = marks[at]
        if mark == opener and mark not in '"’’‘‘' and _opens(text, mark, start, end) and text[start - 1 : start].isspace():
            depth += 1
        elif mark == opener == '"' and _only_opens(text, start, end):
            return None
        elif mark in closers and (mark != "’" or not text[end : end + 1].isalpha()):
            if depth == 0:
                return at
            depth -= 1
    return None


def _opens(text: str, mark: str, start: int, end: int) -> bool:
    if mark not in _CLOSERS:
        return False
    before, behind = text[start - 1 : start], text[end : end + 1]
    if mark == "«" or mark == "„":
        return True
    if mark == '"':
        return not before.isdigit()
    return not before.isalnum() and bool(behind) and not behind.isspace()


def _only_opens(text: str, start: int, end: int) -> bool:
    """A straight mark behind a space and before a letter opens: the one before it was never closed."""
    return text[start - 1 : start].isspace() and text[end : end + 1].isalnum()


def _made(text: str, mark: str, before: int, start: int, end: int, after: int, closed: bool) -> Marked:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Marked(before, start, max(start, start + len(words.strip())), after, closed, mark)
