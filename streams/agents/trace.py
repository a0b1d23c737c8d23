"""W3C Trace Context: an item's trace goes on in its records. https://www.w3.org/TR/trace-context/ (Recommendation of 2021)."""

from __future__ import annotations

import re
from hashlib import blake2b

# Section 3.2: version "ff" is invalid; a later version may have more fields behind the flags, this one may not.
_TRACEPARENT = re.compile(r"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?", re.ASCII)

_SAMPLED = "00"
"""Flags of a trace that begins here: nobody has recorded it yet."""

# A copy is made in half the time of a new one.
_EMPTY = blake2b(digest_size=24, person=b"barqiya-trace")
_ZEROS = frozenset(("0" * 16, "0" * 32))


def continue_trace(traceparent: str | None, seed: str) -> str:
    """The `traceparent` of what comes of an item: the item's trace with a span of its own, or a new trace.

    Ids are digests, not random, so that an item that is read again after a crash gives the same messages.

    Args:
        traceparent: The item's own; None or malformed begins a new trace (section 4.3), as it does for every service in between.
        seed: What tells this span from all others: the id of the record, or the place of the rejected item.
    """
    match = _TRACEPARENT.fullmatch(traceparent.strip()) if traceparent else None
    hashed = _EMPTY.copy()
    hashed.update(seed.encode("utf-8", "surrogatepass"))
    digest = hashed.hexdigest()
    span = _not_zero(digest[32:])
    if match is None or (match[1] == "00" and match[5]):
        return f"00-{_not_zero(digest[:32])}-{span}-{_SAMPLED}"
    return f"00-{match[2]}-{span}-{match[4]}"


def continues(traceparent: str | None, continued: str) -> bool:
    """Whether `continued` is of the trace of `traceparent`, so that a `tracestate` still holds for it."""
    return traceparent is not None and traceparent.strip()[3:35] == continued[3:35]


def _not_zero(digits: str) -> str:
    """An id of nothing but zeros is invalid."""
    return f"8{digits[1:]}" if digits in _ZEROS else digits
