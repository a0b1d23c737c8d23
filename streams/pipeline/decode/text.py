"""Plain text to a document: lines, or paragraphs where the text is set in hard-wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from streams.pipeline.decode.charset import Text
from streams.pipeline.decode.document import Block, Document
from streams.pipeline.decode.wrapped import WIDEST, goes_on, opens_item, setting_of

_SAMPLE = 400
_FEWEST_FULL = 2
_BLANK = re.compile(r"(?:\r\n|[\r\n\v\f\x85\u2028\u2029])\s*?(?:\r\n|[\r\n\v\f\x85\u2028\u2029])")
# An end of two characters, and those that Python takes for line ends and a browser does not.
_ODD_ENDS = "\r\x1c\x1d\x1e"
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")

_Line: TypeAlias = tuple[int, int, bool]
"""Where a line that shows anything starts and ends, and whether a blank one stands before it."""


def read_text(decoded: Text) -> Document:
    """One block a line; in text set to a width one block a paragraph."""
    blocks = [Block(start=start, end=end) for start, end in _unwrap(decoded.text, _lines(decoded.text))]
    return Document(text=decoded.text, blocks=tuple(blocks), decisions=(decoded.decision,))


def _lines(text: str) -> list[_Line]:
    """The lines that show anything. Nearly all text has line ends of one character: to split by them takes a fifth."""
    if any(map(text.__contains__, _ODD_ENDS)):
        return list(_lines_by_pattern(text))
    lines: list[_Line] = []
    at = ends = 0
    for line in text.splitlines():
        end = at + len(line)
        if line and not line.isspace():
            lines.append((at, end, ends > 1))
            ends = 0
        at = end + 1
        ends += 1
    return lines


def _lines_by_pattern(text: str) -> Iterator[_Line]:
    shown = [match.span() for match in _LINE.finditer(text) if not match[0].isspace()]
    for (_, before), (start, end) in pairwise(((0, 0), *shown)):
        yield start, end, _BLANK.search(text, before, start) is not None


def _unwrap(text: str, lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """Lines that a width broke joined into paragraphs; a blank line parts them in any case."""
    sample = _with_blank_lines(text, lines) if not _run_on(text, lines) else []
    setting = setting_of(sample, _FEWEST_FULL) if sample else None
    if setting is None:
        return [(start, end) for start, end, _ in lines]
    parted = sample.count("") > 1
    out: list[tuple[int, int]] = []
    item, last = False, ""
    for start, end, apart in lines:
        line = text[start:end]
        if out and not apart and goes_on(last, line, setting, item=item, parted=parted):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
            item = opens_item(line.strip())
        last = line.rstrip()
    return out


def _run_on(text: str, lines: Sequence[_Line]) -> bool:
    """Whether so many lines are longer than any width that `setting_of` need not look at them: it finds none for these."""
    if 2 * len(lines) > _SAMPLE:
        return False
    return len([end for start, end, _ in lines if end - start > WIDEST and not text[end - 1].isspace()]) > len(lines) // 10


def _with_blank_lines(text: str, lines: Sequence[_Line]) -> list[str]:
    """The first lines of the text, an empty one where blank lines part two."""
    out: list[str] = []
    for start, end, apart in lines[:_SAMPLE]:
        if apart:
            out.append("")
        out.append(text[start:end])
    return out
