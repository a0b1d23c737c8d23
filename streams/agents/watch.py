"""Watches a worker from beside it: whether a broker answers, how much waits on its partitions, and whether it gets any further.

In a thread and an event loop of its own, with a connection of its own: what stands still may be those of the worker.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Mapping

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from streams import metrics
from streams.agents.knobs import consumer_arguments
from streams.agents.progress import Place, Standstill
from streams.health import Health, State
from streams.security import security
from streams.settings import Settings

LOOK_SECONDS = 2.0
"""How often it looks. One request to each broker that leads one of the worker's partitions."""

ANSWER_SECONDS = 5.0
"""How long a broker may take for an answer before it counts as silent."""

_log = logging.getLogger(__name__)


class Stuck(Exception):  # noqa: N818  (named for what happened)
    """The worker takes nothing though there are items and a broker answers. The message says where it stands."""


class Watch:
    """Looks at one worker from `start` to `stop`.

    Args:
        settings: How to reach the brokers, and how long is too long.
        health: Is told whether a broker answers.
        places: Gives how far the worker is on each of its partitions; called from the watch's own thread.
        on_stuck: Is called once, from that thread, when the worker stands still.
    """

    def __init__(
        self,
        settings: Settings,
        health: Health,
        places: Callable[[], Mapping[TopicPartition, Place]],
        on_stuck: Callable[[Stuck], None],
    ) -> None:
        self._settings = settings
        self._health = health
        self._places = places
        self._on_stuck = on_stuck
        self._patience = settings.delivery_timeout_seconds + settings.stuck_seconds
        self._standstill = Standstill(self._patience, settings.batch_items)
        self._looked = time.monotonic()
        self._seconds = 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, at once where it waits, else with the next answer, which nobody waits for."""
        self._stopped.set()

    async def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                await self._watch()
            except (KafkaError, OSError, TimeoutError) as error:
                # While no broker answers nothing is expected of the worker, and when one does, it is given its time.
                self._standstill = Standstill(self._patience, self._settings.batch_items)
                self._health.broker_is_silent(str(error) or type(error).__name__)
                _log.debug("no answer from a broker: %r", error)
            await self._pause(ANSWER_SECONDS)

    async def _watch(self) -> None:
        """Look until no broker answers any more. Raises KafkaError and TimeoutError then."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._settings.bootstrap_servers,
            group_id=None,
            enable_auto_commit=False,
            # The end has to be that of what a worker reads: an open transaction would look like a standstill.
            isolation_level=consumer_arguments(self._settings)["isolation_level"],
            **security(self._settings),
        )
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await consumer.start()
            while not self._stopped.is_set():
                await self._look(consumer)
                await self._pause(LOOK_SECONDS)
        finally:
            await consumer.stop()

    async def _look(self, consumer: AIOKafkaConsumer) -> None:
        places = self._places()
        async with asyncio.timeout(ANSWER_SECONDS):
            # Where the worker has no partitions, any answer will do.
            ends = await (consumer.end_offsets(list(places)) if places else consumer.topics())
        self._health.broker_answers()
        behind = sum(place.behind(ends[partition]) for partition, place in places.items())
        metrics.LAG_ITEMS.set(behind)
        stands = self._standstill.at(places, ends if places else {}, self._seconds_watched()) or self._waits_for_partitions()
        if stands and not self._stopped.is_set():
            self._stopped.set()
            self._on_stuck(Stuck(stands))

    def _seconds_watched(self) -> float:
        """A clock that stands still when this does, with a machine that slept or a process that was stopped."""
        now = time.monotonic()
        self._seconds += min(now - self._looked, LOOK_SECONDS + ANSWER_SECONDS)
        self._looked = now
        return self._seconds

    def _waits_for_partitions(self) -> str | None:
        report = self._health.report()
        if report.state in (State.STARTING, State.REBALANCING) and report.seconds > self._patience:
            return f"the worker has been {report.state} for {report.seconds:.0f} seconds, though a broker answers"
        return None

    async def _pause(self, seconds: float) -> None:
        await asyncio.to_thread(self._stopped.wait, seconds)
