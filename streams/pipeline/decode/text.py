"""Plain text to a document: lines, or paragraphs where the text is set in hard-wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from streams.pipeline.decode.charset import Text
from streams.pipeline.decode.document import Block, Document
from streams.pipeline.decode.wrapped import goes_on, opens_item, setting_of

_SAMPLE = 400
_FEWEST_FULL = 2
_BLANK = re.compile(r"(?:\r\n|[\r\n\v\f\x85\u2028\u2029])\s*?(?:\r\n|[\r\n\v\f\x85\u2028\u2029])")
_OTHER_ENDS = "\r\v\f\x85\u2028\u2029"
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")


def read_text(decoded: Text) -> Document:
    """One block a line; in text set to a width one block a paragraph."""
    lines = _lines(decoded.text)
    blocks = [Block(start=start, end=end) for start, end in _unwrap(decoded.text, lines)]
    return Document(text=decoded.text, blocks=tuple(blocks), decisions=(decoded.decision,))


def _lines(text: str) -> list[tuple[int, int]]:
    """Where the lines that show anything stand in the text. Nearly all text has one kind of line end: to split by it takes a fifth."""
    if any(map(text.__contains__, _OTHER_ENDS)):
        return [(m.start(), m.end()) for m in _LINE.finditer(text) if not m[0].isspace()]
    lines, at = [], 0
    for line in text.split("\n"):
        end = at + len(line)
        if line and not line.isspace():
            lines.append((at, end))
        at = end + 1
    return lines


def _unwrap(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines that a width broke joined into paragraphs; a blank line parts them in any case."""
    sample = _with_blank_lines(text, lines)
    setting = setting_of(sample, _FEWEST_FULL)
    if setting is None:
        return list(lines)
    parted = sample.count("") > 1
    out: list[tuple[int, int]] = []
    item, last = False, ""
    for start, end in lines:
        line = text[start:end]
        if out and not _BLANK.search(text, out[-1][1], start) and goes_on(last, line, setting, item=item, parted=parted):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
            item = opens_item(line.strip())
        last = line.rstrip()
    return out


def _with_blank_lines(text: str, lines: Sequence[tuple[int, int]]) -> list[str]:
    """The first lines of the text, an empty one where blank lines part two."""
    out: list[str] = []
    for (_, before), (start, end) in pairwise(((0, 0), *lines[:_SAMPLE])):
        if _BLANK.search(text, before, start):
            out.append("")
        out.append(text[start:end])
    return out
