"""The Faust app: `faust -A streams.app worker -l info`, or `barqiya worker`.

Settings come from the environment (`BARQIYA_…`, see `streams.settings`). Run as many workers as the raw topic has partitions: they are one
consumer group and share it. Faust's tables, web server and leader election are off; nothing here needs them.
"""

from __future__ import annotations

import logging
from typing import Any

import click
import faust
import faust.app.base
import faust.transport.base
import msgspec
from aiokafka import AIOKafkaProducer, TopicPartition
from mode.supervisors import CrashingSupervisor

from streams import metrics
from streams.agents.desk import Desk
from streams.agents.failure import end_failed, end_overdue
from streams.agents.knobs import faust_settings
from streams.agents.polls import Offsets
from streams.agents.progress import Place
from streams.agents.transport import Consumer, Producer, Transport
from streams.agents.watch import Stuck, Watch
from streams.endpoint import Endpoint
from streams.health import Health, State
from streams.pipeline.assemble import RULESET
from streams.settings import Settings, SettingsError, load
from streams.topics import Topics, batch_bytes, create_topics

_log = logging.getLogger(__name__)


class App(faust.App):
    """A Faust app that works on the raw topic of `settings`."""

    def __init__(self, settings: Settings) -> None:
        """Raises SettingsError where no brokers are set."""
        servers = [server.strip() for server in settings.bootstrap_servers.split(",") if server.strip()]
        if not servers:
            raise SettingsError(
                "no Kafka broker is set: BARQIYA_BOOTSTRAP_SERVERS=host:port,host:port names them; `barqiya up` starts a broker of its own"
            )
        self.settings = settings
        self.wire = Topics.of(settings)
        """The topics; with the sizes that they take, once the broker was asked."""
        self.health = Health()
        self.desk = Desk(settings, self.kafka_producer, lambda: self.wire, self.offsets)
        self._endpoint: Endpoint | None = None
        self._watch: Watch | None = None
        super().__init__(settings.group_id, broker=[f"kafka://{server}" for server in servers], **faust_settings(settings))
        self.on_partitions_assigned.connect(_say_partitions)  # type: ignore[arg-type]  # it wants a parameter that none needs

    async def on_first_start(self) -> None:
        """Serve metrics and health, see to it that the topics are there, and have the worker watched.

        Raises EndpointError and TopicsError. Faust's own first step, a folder for tables in the working directory, is left out.
        """
        self._endpoint = Endpoint(self.settings.metrics_host, self.settings.metrics_port, self.health)
        metrics.say_what_runs(RULESET)
        metrics.READY.set_function(lambda: self.health.report().state.ready)
        self.wire = await create_topics(self.settings.bootstrap_servers, self.settings)
        self.producer.max_batch_size = batch_bytes(self.wire.stories, self.wire.briefs, self.wire.rejects)
        _log.info("metrics at %s", self._endpoint.url)
        self._watch = Watch(self.settings, self.health, self.places, self._stuck)
        self._watch.start()

    def on_rebalance_start(self) -> None:
        """The group's partitions are shared out again; what this worker had is finished first."""
        self.health.became(State.REBALANCING)
        metrics.REBALANCES.inc()
        super().on_rebalance_start()

    def on_rebalance_end(self) -> None:
        """The worker reads from its partitions, or has been left without."""
        super().on_rebalance_end()
        self.health.became(State.RUNNING)

    async def on_stop(self) -> None:
        """Finish what is in hand and commit it; a worker that can't do so in time ends without."""
        self.health.became(State.STOPPING)
        if self._watch is not None:
            self._watch.stop()
        if self.in_worker:
            end_overdue()
        await super().on_stop()

    async def on_shutdown(self) -> None:
        """Serve metrics and health to the very end."""
        await super().on_shutdown()
        if self._endpoint is not None:
            self._endpoint.close()
            self._endpoint = None

    def places(self) -> dict[TopicPartition, Place]:
        """How far the worker is on each of its partitions. Safe from any thread."""
        consumer = self._consumer
        if not isinstance(consumer, Consumer):
            return {}
        return {
            partition: msgspec.structs.replace(place, taken=self.desk.taken.get(partition))
            for partition, place in consumer.places().items()
        }

    def offsets(self) -> Offsets:
        """Who commits: the running consumer."""
        assert isinstance(self.consumer, Consumer)  # noqa: S101  (our transport makes no other)
        return self.consumer

    def kafka_producer(self) -> AIOKafkaProducer:
        """The running producer."""
        assert isinstance(self.producer, Producer)  # noqa: S101  (our transport makes no other)
        return self.producer.kafka

    async def _on_agent_error(self, _agent: Any, exc: BaseException) -> None:
        """End the worker. Faust commits first, and waits for that as long as the broker is silent: which may be why the agent failed."""
        await self.crash(exc)

    def _crash(self, reason: BaseException) -> None:
        """Called on every service of a worker, whichever of them crashed. An app that is part of another program leaves it running."""
        self.health.became(State.FAILED, str(reason))
        super()._crash(reason)
        if self.in_worker:
            end_failed(reason)

    def _stuck(self, reason: Stuck) -> None:
        """Called from the thread of the watch: the worker's own may never get to it."""
        self.health.became(State.STUCK, str(reason))
        if self.in_worker:
            end_failed(reason)

    def _new_transport(self) -> faust.transport.base.Transport:
        return Transport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> faust.transport.base.Transport:
        return Transport(self.conf.broker_producer, self)


# Each of Faust's classes logs under the name of its module, a subclass under its own; levels are set for Faust's names.
App.logger = faust.app.base.logger


def create_app(settings: Settings) -> App:
    """The app with its desk agent. Raises SettingsError where `settings` name no brokers."""
    app = App(settings)
    # Keys and values stay bytes: a value that Faust could not decode would be skipped, and lost.
    raw = app.topic(app.wire.raw.name, key_type=bytes, key_serializer="raw", value_type=bytes, value_serializer="raw")
    # Any other supervisor restarts an agent that failed at the next item.
    app.agent(raw, name="desk", supervisor_strategy=CrashingSupervisor)(app.desk.run)
    return app


def __getattr__(name: str) -> Any:
    """`app`, made from the environment when it is asked for, so that importing this module needs no settings."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        globals()["app"] = created = create_app(load())
    except SettingsError as error:
        # Faust's command line shows this as a line, and any other exception as a traceback.
        raise click.UsageError(str(error)) from error
    return created


async def _say_partitions(app: Any, *arguments: Any, **_: Any) -> None:
    assigned: set[faust.types.TP] = arguments[0]
    partitions = ", ".join(str(tp.partition) for tp in sorted(assigned)) or "none"
    metrics.PARTITIONS_ASSIGNED.set(len(assigned))
    _log.info("working on %s, partitions: %s", app.wire.raw.name, partitions)
