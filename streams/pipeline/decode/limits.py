"""Limits on markup, checked before it is parsed: what would cost the parser time out of proportion to its size is turned away."""

from __future__ import annotations

import re
from collections import Counter

from streams.pipeline.errors import TooComplex

MAX_DEPTH = 1_000
"""Open elements at once. The HTML standard's tree building looks through all of them at each block's start tag, so time grows with the
square of the depth; a browser stops at 512, publishers' pages stay under 60."""
MAX_ATTRIBUTES = 1_000
"""Attributes of one tag. Each is compared with all before it."""

# A tag with its attributes; a quoted value may hold anything. Nothing in it backtracks.
_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)""")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/]+")
# Elements that are void, or that authors leave open and the next one closes.
_NOT_NESTING = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr tbody thead tfoot".split()
)
# Blocks, at whose start tags the parser looks through what is open. For these a slash at the end closes nothing; it does in a drawing.
_BLOCKS = frozenset(
    "address article aside blockquote button center details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hgroup main menu nav ol pre section summary table ul".split()
)
_LONG_TAG = 4_096


def check_markup(markup: str) -> None:
    """Raises TooComplex for markup nested deeper than MAX_DEPTH or with a tag of more than MAX_ATTRIBUTES attributes."""
    opened: Counter[str] = Counter()
    depth = 0
    for closes, written, rest in _TAG.findall(markup):
        name = written.lower()
        if len(rest) > _LONG_TAG and len(_BETWEEN_ATTRIBUTES.split(_QUOTED.sub(" ", rest))) > MAX_ATTRIBUTES:
            raise TooComplex(f"a <{name}> tag has more than {MAX_ATTRIBUTES:,} attributes", "decode")
        if closes:
            if opened[name]:
                opened[name] -= 1
                depth -= 1
        elif name not in _NOT_NESTING and (name in _BLOCKS or not rest.endswith("/")):
            opened[name] += 1
            depth += 1
            if depth > MAX_DEPTH:
                raise TooComplex(f"the markup is nested more than {MAX_DEPTH:,} deep", "decode")
