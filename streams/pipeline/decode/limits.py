"""Limits on markup, checked before it is parsed: what would cost the parser time out of proportion to its size is turned away."""

from __future__ import annotations

import re

from streams.pipeline.errors import TooComplex

MAX_DEPTH = 1_000
"""Open elements at once. The HTML standard's tree building looks through all of them at each block's start tag, so time grows with the
square of the depth; a browser stops at 512, publishers' pages stay under 60."""
MAX_ATTRIBUTES = 1_000
"""Attributes of one tag. Each is compared with all before it."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)([^<>]*)")
# Elements that are void, or that authors leave open and the next one closes.
_NOT_NESTING = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "dd",
        "dt",
        "embed",
        "hr",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "option",
        "p",
        "source",
        "td",
        "th",
        "tr",
    ]
)
_LONG_TAG = 4_096


def check_markup(markup: str) -> None:
    """Raises TooComplex for markup nested deeper than MAX_DEPTH or with a tag of more than MAX_ATTRIBUTES attributes."""
    depth = 0
    for closes, name, rest in _TAG.findall(markup):
        if len(rest) > _LONG_TAG and len(rest.split()) > MAX_ATTRIBUTES:
            raise TooComplex(f"a <{name}> tag has more than {MAX_ATTRIBUTES:,} attributes", "decode")
        if closes:
            depth = max(0, depth - 1)
        elif name.lower() not in _NOT_NESTING and not rest.endswith("/"):
            depth += 1
            if depth > MAX_DEPTH:
                raise TooComplex(f"the markup is nested more than {MAX_DEPTH:,} deep", "decode")
