"""Plain text to a document: lines, or paragraphs where the text is set in hard-wrapped lines."""

from __future__ import annotations

import re

from streams.pipeline.decode.charset import Text
from streams.pipeline.decode.document import Block, Document
from streams.text.sentences import ends_sentence

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
# A wire printed for a teleprinter or a mail is wrapped at 60 to 80 columns; a paragraph that an editor typed has no common width.
_WRAP_MIN, _WRAP_MAX = 45, 90


def read_text(decoded: Text) -> Document:
    """One block a line; in hard-wrapped text one block a paragraph, as blank lines part them."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(decoded.text) if not m[0].isspace()]
    blocks = [Block(start=start, end=end) for start, end in _unwrap(decoded.text, lines)]
    return Document(text=decoded.text, blocks=tuple(blocks), decisions=(decoded.decision,))


def _unwrap(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    groups = _groups(text, lines)
    broken = [text[start:end] for group in groups for start, end in group[:-1]]
    if len(groups) < 2 or not broken or not all(_wrapped(group) for group in groups):
        return lines
    # Where lines are paragraphs nearly all end a sentence; where they are wrapped few do, by chance.
    if sum(ends_sentence(line) for line in broken) > len(broken) / 3:
        return lines
    return [(group[0][0], group[-1][1]) for group in groups]


def _groups(text: str, lines: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Lines with no blank line between them."""
    groups: list[list[tuple[int, int]]] = []
    for line in lines:
        gap = text[groups[-1][-1][1] : line[0]] if groups else ""
        if groups and gap.replace("\r\n", "\n").count("\n") <= 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _wrapped(group: list[tuple[int, int]]) -> bool:
    """Whether all lines but the last are about as long as a column is wide."""
    widths = [end - start for start, end in group]
    return max(widths) <= _WRAP_MAX and all(width >= _WRAP_MIN for width in widths[:-1])
