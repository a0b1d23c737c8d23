"""Invisible characters that order text of two directions: which of them do something where they stand."""

from __future__ import annotations

import re

MARKS = "\u200e\u200f\u061c"
_EMBEDDINGS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_PDF, _PDI = "\u202c", "\u2069"
_OPENS_OR_CLOSES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u061b\u061d-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile("[0-9A-Za-z\u0660-\u0669\u06f0-\u06f9\u00c0-\u02af\u0370-\u058f\u0900-\u1fff]")


def paired(text: str) -> frozenset[int]:
    """Places of embeddings and isolates that are closed in the order they were opened; all others are unpaired."""
    stack: list[tuple[int, str]] = []
    kept: set[int] = set()
    for match in _OPENS_OR_CLOSES.finditer(text):
        at, char = match.start(), match[0]
        if char in _EMBEDDINGS:
            stack.append((at, _PDF))
        elif char in _ISOLATES:
            stack.append((at, _PDI))
        elif stack and stack[-1][1] == char:
            kept.update((stack.pop()[0], at))
    return frozenset(kept)


def two_directions(text: str) -> bool:
    """Whether `text` has letters of the one direction, and letters or figures of the other: in any other text a mark orders nothing."""
    return _RIGHT_TO_LEFT.search(text) is not None and _LEFT_TO_RIGHT.search(text) is not None
