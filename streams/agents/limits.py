"""How many items may be rejected before a worker stops, instead of emptying the feed into the dead letters."""

from __future__ import annotations

from collections import deque

from streams.settings import Settings


class TooManyRejects(Exception):  # noqa: N818  (named for what happened)
    """Too many items in a row, or too large a share of the last ones, were rejected. The message says how many, and the last of them."""


class RejectLimits:
    """Counts what becomes of a worker's items, in the order in which it takes them.

    The item that is one too many is not published as a reject: it is read again, by a worker that somebody has looked after.
    """

    def __init__(self, settings: Settings) -> None:
        self._in_a_row_limit = settings.max_consecutive_rejects
        self._share_limit = settings.max_reject_share
        self._in_a_row = 0
        self._last: deque[bool] = deque(maxlen=settings.reject_window_items)
        self._rejected = 0

    def published(self) -> None:
        """An item became records."""
        self._in_a_row = 0
        self._count(False)

    def rejected(self, which: str) -> None:
        """An item is to be rejected; `which` names it and its reason. Raises TooManyRejects."""
        self._in_a_row += 1
        self._count(True)
        if self._in_a_row_limit and self._in_a_row >= self._in_a_row_limit:
            raise TooManyRejects(f"{self._in_a_row:,} items in a row were to be rejected, the last of them {which}")
        if len(self._last) == self._last.maxlen and self._rejected > self._share_limit * len(self._last):
            raise TooManyRejects(f"{self._rejected:,} of the last {len(self._last):,} items were to be rejected, the last of them {which}")

    def _count(self, rejected: bool) -> None:
        if len(self._last) == self._last.maxlen:
            self._rejected -= self._last[0]
        self._last.append(rejected)
        self._rejected += rejected
