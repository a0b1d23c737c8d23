"""The budget of an item: what keeps one from holding up all others where no limit on its size or its shape does.

Every stage takes time in proportion to its input, and has limits on what it takes in; the budget is the net under them. The pipeline has
no clock: whoever has one says whether the item is within its budget, and the stages ask, between them and in loops that grow with the item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

_T = TypeVar("_T")

WithinBudget: TypeAlias = Callable[[], bool]
"""Whether an item may take more work, asked again and again while it is worked on."""

Check: TypeAlias = Callable[[], None]
"""Raises TooComplex, with the stage that the item is in, where it is over its budget."""

EVERY = 256
"""Lines, blocks or items after which a loop asks: some milliseconds of work, and asking takes less than a thousandth of it."""


def unlimited() -> None:
    """The check of an item without a budget."""


def checked(things: Sequence[_T], check: Check) -> Iterable[_T]:
    """`things`, with a check before the first and then at each EVERY of them."""
    if len(things) > EVERY:
        return _checked(things, check)
    check()
    return things


def _checked(things: Sequence[_T], check: Check) -> Iterator[_T]:
    for start in range(0, len(things), EVERY):
        check()
        yield from things[start : start + EVERY]
