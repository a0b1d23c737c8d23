"""Workers as a service manager runs them: one that ends by itself is started again."""

from __future__ import annotations

import random
import signal
import threading
from types import TracebackType
from typing import Self

from wire import Wire, Worker

RESTART_SECONDS = 2.0
"""The pause before a worker that ended by itself is started again."""


class Crew:
    """Workers on a wire, from `with Crew(wire, 2) as crew:` to the end of the block, where they end in order."""

    def __init__(self, wire: Wire, size: int, **changed: object) -> None:
        self.wire = wire
        self.ended: list[str] = []
        """The last line of each worker that ended by itself."""
        self._changed = changed
        self._lock = threading.Lock()
        self._workers = [wire.start_worker(**changed) for _ in range(size)]
        self._over = threading.Event()
        self._manager = threading.Thread(target=self._manage, daemon=True)

    def __enter__(self) -> Self:
        self._manager.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._manager.join()
        for worker in self._workers:
            if error is None:
                _wait_until_it_can_end(worker)
            worker.process.send_signal(signal.SIGKILL if error else signal.SIGTERM)
        statuses = [worker.ended() for worker in self._workers]
        assert error or set(statuses) <= {0}, [worker.log for worker in self._workers]

    @property
    def workers(self) -> list[Worker]:
        with self._lock:
            return list(self._workers)

    def ready(self) -> Self:
        for worker in self.workers:
            worker.ready()
        return self

    def kill_one(self, chance: random.Random) -> None:
        """kill -9 of one of them, whichever; it is started again."""
        with self._lock:
            place = chance.randrange(len(self._workers))
            self._workers[place].end(signal.SIGKILL)
            self._workers[place] = self.wire.start_worker(**self._changed)

    def join(self) -> Worker:
        """One more."""
        worker = self.wire.start_worker(**self._changed)
        with self._lock:
            self._workers.append(worker)
        return worker

    def leave(self, worker: Worker) -> int:
        """One less: SIGTERM. Gives its exit status."""
        with self._lock:
            self._workers.remove(worker)
        _wait_until_it_can_end(worker)
        return worker.end(signal.SIGTERM)

    def _manage(self) -> None:
        while not self._over.is_set():
            with self._lock:
                for place, worker in enumerate(self._workers):
                    if worker.process.poll() is not None:
                        worker.ended()
                        self.ended.append((worker.log.splitlines() or [""])[-1])
                        if not self._over.wait(RESTART_SECONDS):
                            self._workers[place] = self.wire.start_worker(**self._changed)
            self._over.wait(0.2)


def _wait_until_it_can_end(worker: Worker) -> None:
    """Before this, a signal to end ends a worker at once, as it does any program: it has nothing in hand, and its status says so."""
    worker.wait_for("metrics at")
