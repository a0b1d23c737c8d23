"""How a worker ends that can't go on: it says why, and is gone.

A way out in order would need the broker, to commit and to leave the consumer group, and a broker that does not answer is why most
workers fail: measured, it takes from seconds to for ever. Nothing depends on it. What is not committed is read again, and the group
notices after its session time-out, as it does when a worker is killed.
"""

from __future__ import annotations

import logging
import os
import threading

from streams.agents.limits import TooManyRejects

STOP_SECONDS = 15.0
"""How long a worker that is told to stop may take for what it has in hand."""

FAILED = 1
"""The exit status of a worker that another start may help."""

REFUSED = 3
"""The exit status of a worker that would meet the same items again, and reject them."""

_log = logging.getLogger(__name__)


def end_failed(reason: BaseException) -> None:
    """End the process. The reason is the last thing that it says."""
    _end(f"the worker stopped, so that no item is lost: {reason}", REFUSED if isinstance(reason, TooManyRejects) else FAILED)


def end_overdue() -> None:
    """End the process after STOP_SECONDS, if it is still there then."""
    why = f"the worker could not finish within {STOP_SECONDS:g} seconds what it had in hand; it will be read again"
    timer = threading.Timer(STOP_SECONDS, _end, (why, FAILED))
    timer.daemon = True
    timer.start()


def _end(why: str, status: int) -> None:
    # Faust's consumer has a thread of its own, which logs what it can't reach: it waits from here on, so that the reason stays last.
    for handler in logging.getLogger().handlers:
        handler.acquire()
    _log.critical(why)
    logging.shutdown()
    os._exit(status)
