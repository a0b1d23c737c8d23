"""Ctrl-C and SIGTERM as the ordinary end of a command that otherwise runs on."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

_T = TypeVar("_T")


class Interrupted(Exception):  # noqa: N818  (named for what happened, which is no error)
    """SIGINT or SIGTERM came; what was running has been cancelled and has cleaned up."""


def run_interruptible(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """Run `coroutine` to its end. The first SIGINT or SIGTERM cancels it, so that its `finally` blocks run.

    Raises:
        Interrupted: A signal ended it.
    """
    return asyncio.run(_run(coroutine))


async def _run(coroutine: Coroutine[Any, Any, _T]) -> _T:
    task = asyncio.ensure_future(coroutine)
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    signalled = False

    def cancel() -> None:
        nonlocal signalled
        signalled = True
        task.cancel()

    for number in signals:
        loop.add_signal_handler(number, cancel)
    try:
        return await task
    except asyncio.CancelledError as error:
        if signalled:
            raise Interrupted from error
        raise
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
