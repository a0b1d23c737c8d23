"""The collector of reference cycles, set for a worker that makes many objects and no cycles."""

from __future__ import annotations

import gc


def spare_the_collector() -> None:
    """Have Python's collector look at what is new, and seldom. To be called when all that a worker keeps is loaded.

    A page makes thousands of objects and no cycles. By default every 700 of them are looked at, and all that the program has loaded every
    now and then: 16 µs a page in the messages that go out alone, a quarter of the time that their making takes (measured).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
