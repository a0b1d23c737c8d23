"""Lines of a wire inside one element of markup: a text that was set for a teleprinter and put into a paragraph as it came."""

from __future__ import annotations

import re

from streams.text.sentences import ends_sentence

# A wire's column is 60 to 80 characters wide; a line that wraps is not much shorter than the column.
_WRAP_MIN, _WRAP_MAX = 40, 90
_INDENT = 2
_MAX_LINES = 20_000
_BETWEEN_TAGS = re.compile(r"(?<=>)[^<>]++(?=<)")
_COLUMNS = re.compile(r"\S {2,}\S")


def wrapped(lines: list[str]) -> bool:
    """Whether `lines` are one text, broken where the column ended: about equally long, and most of them end inside a sentence."""
    broken = [" ".join(line.split()) for line in lines[:-1]]
    if not broken or not all(_WRAP_MIN <= len(line) <= _WRAP_MAX for line in broken) or len(lines[-1].strip()) > _WRAP_MAX:
        return False
    return sum(map(ends_sentence, broken)) <= len(broken) / 3


def paragraphs(text: str) -> list[str] | None:
    """The paragraphs of `text`, or None where its line breaks are white space as everywhere in markup.

    Paragraphs are set apart by blank lines, or by their indent where other lines have none. How markup is indented itself says nothing: all
    lines but the first are indented alike, or as it came. A table set with spaces is given line by line. White space at the ends stays, so
    that what stands around the text stays apart from it.
    """
    if text.count("\n") > _MAX_LINES:
        return None
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    if len(filled) < 2:
        return None
    tabular = sum(_COLUMNS.search(line) is not None for line in filled) * 2 > len(filled)
    base = min(_indent(line) for line in lines[1:] if line.strip()) if any(line.strip() for line in lines[1:]) else 0
    flush = base < _INDENT
    found: list[list[str]] = [[]]
    blank = False
    for line in lines:
        if not line.strip():
            blank = True
            continue
        begins = _indent(line) >= base + _INDENT and found[-1] and (flush or ends_sentence(found[-1][-1].rstrip()))
        if found[-1] and (blank or tabular or begins):
            found.append([])
        found[-1].append(line)
        blank = False
    if len(found) < 2:
        return None
    whole = ["\n".join(group) for group in found]
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return [lead + whole[0].lstrip(), *whole[1:-1], whole[-1].rstrip() + trail]


def with_breaks(markup: str) -> str:
    """HTML in which the paragraphs of such a text are set apart by `<br>`. Preformatted text keeps its lines by itself."""
    if "\n" not in markup or "<pre" in markup.lower():
        return markup
    return _BETWEEN_TAGS.sub(lambda text: "<br>".join(paragraphs(text[0]) or (text[0],)), markup)


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())
