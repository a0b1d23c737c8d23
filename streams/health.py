"""What a worker says of itself: the state it is in, whether it is to be started again (live), and whether it does its work (ready).

| state | live | ready | when |
|---|---|---|---|
| `starting` | yes | no | from the start to the first partitions |
| `rebalancing` | yes | no | partitions were taken away, and what comes instead is not known yet |
| `running` | yes | yes | at work, or idle with no partition to work on |
| `no_broker` | yes | no | no broker answers: starting again would not help |
| `stuck` | no | no | there are items, a broker answers, and nothing is taken |
| `stopping` | yes | no | told to end; finishes what is in hand |
| `failed` | no | no | ends because it can't go on |
"""

from __future__ import annotations

import threading
import time
from enum import StrEnum

import msgspec


class State(StrEnum):
    """The states of the table above."""

    STARTING = "starting"
    REBALANCING = "rebalancing"
    RUNNING = "running"
    NO_BROKER = "no_broker"
    STUCK = "stuck"
    STOPPING = "stopping"
    FAILED = "failed"

    @property
    def live(self) -> bool:
        """Whether the worker is to be left alone."""
        return self not in (State.STUCK, State.FAILED)

    @property
    def ready(self) -> bool:
        """Whether it does its work."""
        return self is State.RUNNING


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The state, since when in seconds, and why, where there is a reason to tell."""

    state: State
    seconds: float
    reason: str = ""


_ENDS = (State.STUCK, State.STOPPING, State.FAILED)
"""No way leads back from these; the later ones win."""


class Health:
    """The state of one worker. Written where things happen, read by the thread that serves it: safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._step = State.STARTING
        self._reason = ""
        self._silent = ""
        self._since = time.monotonic()

    def became(self, state: State, reason: str = "") -> None:
        """The worker took a step. After one that leads to its end, others don't count."""
        with self._lock:
            if self._step in _ENDS and (state not in _ENDS or _ENDS.index(state) < _ENDS.index(self._step)):
                return
            self._change(state, reason, self._silent)

    def broker_answers(self) -> None:
        """A broker gave an answer."""
        with self._lock:
            self._change(self._step, self._reason, "")

    def broker_is_silent(self, why: str) -> None:
        """No broker gave one, `why` in a line."""
        with self._lock:
            self._change(self._step, self._reason, why or "no answer")

    def report(self) -> Report:
        """The state as it is now."""
        with self._lock:
            reason = self._silent if self._state is State.NO_BROKER else self._reason
            return Report(state=self._state, seconds=round(time.monotonic() - self._since, 3), reason=reason)

    @property
    def _state(self) -> State:
        return State.NO_BROKER if self._silent and self._step not in _ENDS else self._step

    def _change(self, step: State, reason: str, silent: str) -> None:
        before = self._state
        self._step, self._reason, self._silent = step, reason, silent
        if self._state is not before:
            self._since = time.monotonic()
