"""How much each stem of a line counts where the stems of a line are weighed one by one: for the voice of the house, for a lead."""

from __future__ import annotations

import math

LEAST_STEMS = 4
"""A line of fewer stems counts as one of so many: two words tell little."""


def share_of(count: int) -> float:
    """What each of `count` stems counts: less in a long line, but a long line as a whole says more."""
    return _SHARES[count] if count < len(_SHARES) else 1.0 / math.sqrt(count)


_SHARES = tuple(1.0 / math.sqrt(max(LEAST_STEMS, count)) for count in range(128))
