"""How much each stem of a line counts where the stems of a line are weighed one by one: for the voice of the house, for a lead."""

from __future__ import annotations

import math

LEAST_STEMS = 4
"""A line of fewer stems counts as one of so many: two words tell little."""


class _Shares(dict[int, float]):
    """By the number of a line's stems what each of them counts, for all but the longest lines."""

    def __missing__(self, count: int) -> float:
        return _share(count)


def _share(count: int) -> float:
    return 1.0 / math.sqrt(max(LEAST_STEMS, count))


share_of = _Shares({count: _share(count) for count in range(128)}).__getitem__
"""What each of so many stems counts: less in a long line, but a long line as a whole says more. A look-up takes less than a call."""
