"""A worker that rejects too much stops, instead of emptying the feed into the dead letters."""

from __future__ import annotations

import pytest

from streams.agents.limits import RejectLimits, TooManyRejects
from streams.settings import Settings


def work(limits: RejectLimits, outcomes: str) -> int:
    """`p`: an item is published, `r`: it is rejected. How many items were gone through before the limit, if it was reached."""
    for number, outcome in enumerate(outcomes):
        try:
            limits.published() if outcome == "p" else limits.rejected(f"wire.raw/0/{number} (empty)")
        except TooManyRejects:
            return number
    return len(outcomes)


def test_so_many_rejects_in_a_row_are_too_many() -> None:
    limits = RejectLimits(Settings(max_consecutive_rejects=3, max_reject_share=1))
    assert work(limits, "rrprrprr") == 8
    with pytest.raises(TooManyRejects, match=r"^3 items in a row were to be rejected, the last of them wire.raw/2/17 \(binary\)$"):
        limits.rejected("wire.raw/2/17 (binary)")


def test_more_than_the_share_of_the_last_items_is_too_much() -> None:
    settings = Settings(max_consecutive_rejects=0, max_reject_share=0.25, reject_window_items=8)
    assert work(RejectLimits(settings), "rrppppppppprrppr") == 15
    assert work(RejectLimits(settings), "pprppprppprppprppprppprp") == 24, "a quarter is not more than a quarter"


def test_a_share_is_no_share_until_there_are_enough_items() -> None:
    settings = Settings(max_consecutive_rejects=0, max_reject_share=0.5, reject_window_items=10)
    assert work(RejectLimits(settings), "rrrrrrrrr") == 9
    assert work(RejectLimits(settings), "rrrrrrrrrr") == 9


def test_without_limits_everything_may_be_rejected() -> None:
    assert work(RejectLimits(Settings(max_consecutive_rejects=0, max_reject_share=1, reject_window_items=5)), "r" * 50) == 50
