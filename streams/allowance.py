"""The time that an item is given: the clock that the pure pipeline does not have."""

from __future__ import annotations

import time
from collections.abc import Callable


def allowance(seconds: float) -> Callable[[], bool]:
    """Says, from now on, whether `seconds` of this thread's processor time are not used up.

    Processor time and not the wall clock's, which goes on while the machine does other work: what is too much for an item must not depend
    on how busy the machine is, or an item that is read again would be rejected once and published another time.
    """
    end = time.thread_time() + seconds
    return lambda: time.thread_time() <= end
