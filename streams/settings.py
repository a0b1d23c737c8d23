"""One typed object for all that can be set, from the environment (`BARQIYA_…`) and the command line's flags."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated, Any, get_args

import msgspec
from msgspec import Meta

from schemas import Enrichment

PREFIX = "BARQIYA_"

Positive = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(gt=0)]
_ENRICHMENT = "|".join(get_args(Enrichment))


class SettingsError(ValueError):
    """A setting has a value that it can't have. The message names the variable and what it takes."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting, its default, and what it means; `BARQIYA_GROUP_ID=desk` sets `group_id`."""

    bootstrap_servers: Annotated[str, Meta(description="Kafka brokers, `host:port,host:port`. Empty: the embedded broker.")] = ""
    security_protocol: Annotated[
        str, Meta(description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.", pattern="^(SASL_)?(PLAINTEXT|SSL)$")
    ] = "PLAINTEXT"
    tls_ca_file: Annotated[
        str, Meta(description="PEM file of the authorities that brokers' certificates are checked by. Empty: the system's.")
    ] = ""
    tls_certificate_file: Annotated[str, Meta(description="PEM file of the certificate that this client shows, if it is to show one.")] = ""
    tls_key_file: Annotated[str, Meta(description="PEM file of its private key, where the certificate's file does not hold it.")] = ""
    tls_key_password_file: Annotated[str, Meta(description="File that holds the password of that key, where it is encrypted.")] = ""
    sasl_mechanism: Annotated[
        str,
        Meta(description="SCRAM-SHA-512, SCRAM-SHA-256, PLAIN or OAUTHBEARER.", pattern="^(SCRAM-SHA-(256|512)|PLAIN|OAUTHBEARER)$"),
    ] = "SCRAM-SHA-512"
    sasl_username: Annotated[str, Meta(description="User of SCRAM and PLAIN.")] = ""
    sasl_password_file: Annotated[str, Meta(description="File that holds the password of SCRAM and PLAIN.")] = ""
    sasl_token_file: Annotated[str, Meta(description="File that holds the token of OAUTHBEARER; read anew for each connection.")] = ""
    group_id: Annotated[str, Meta(description="Consumer group of the desk agent.", min_length=1)] = "barqiya-desk"
    group_instance_id: Annotated[
        str,
        Meta(
            description="A name that no other member of the group has: a worker that comes back under it within the session time-out"
            " gets its partitions again without a rebalance. Several workers add -1, -2 and so on."
        ),
    ] = ""
    topic_prefix: Annotated[str, Meta(description="First part of every topic's name.", min_length=1)] = "wire"
    partitions: Annotated[Positive, Meta(description="Partitions of the topics that Barqiya creates.")] = 4
    replication_factor: Annotated[Positive, Meta(description="Replicas of the topics that Barqiya creates.")] = 1
    retention_hours: Annotated[Positive, Meta(description="Hours that raw items and records are kept.")] = 168
    reject_retention_hours: Annotated[Positive, Meta(description="Hours that rejects are kept.")] = 720
    max_item_bytes: Annotated[Positive, Meta(description="Largest payload that is taken apart; a larger one is rejected.")] = 4_194_304
    max_item_seconds: Annotated[
        Seconds, Meta(description="Processor time after which an item that is still being taken apart is rejected.")
    ] = 1.5
    enrichments: Annotated[
        str,
        Meta(
            description="What records are enriched with: `all`, `none`, or some of language, topics, places, days, figures, quotes, urgency"
            " and reading, with commas between them.",
            pattern=f"^(all|none|({_ENRICHMENT})(,({_ENRICHMENT}))*)$",
        ),
    ] = "all"
    max_consecutive_rejects: Annotated[int, Meta(description="Items in a row whose rejection stops the worker; 0: no limit.", ge=0)] = 100
    max_reject_share: Annotated[
        float,
        Meta(
            description="Share of the last items, `reject_window_items` of them, above which rejects stop the worker; 1: no limit.",
            ge=0,
            le=1,
        ),
    ] = 0.5
    reject_window_items: Annotated[Positive, Meta(description="Items over which the share of rejects is taken.")] = 1_000
    max_message_bytes: Annotated[
        Positive, Meta(description="Largest message on the topics that Barqiya creates; a larger record is rejected.")
    ] = 8_388_608
    batch_items: Annotated[Positive, Meta(description="Most items that a worker has in hand, taken and not yet acknowledged.")] = 500
    batch_seconds: Annotated[
        Seconds, Meta(description="How long records wait for more of their batch while there are more items at hand.")
    ] = 0.05
    fetch_wait_seconds: Annotated[
        Seconds, Meta(description="How long a broker may hold a fetch that has nothing to give; Apache Kafka answers as soon as it has.")
    ] = 0.05
    delivery_timeout_seconds: Annotated[
        Seconds, Meta(description="How long a broker may take to acknowledge a batch before the worker stops.")
    ] = 60.0
    stuck_seconds: Annotated[
        Seconds,
        Meta(
            description="How long, beyond the delivery time-out, a worker may take nothing while there are items, before it stops as stuck."
        ),
    ] = 30.0
    session_timeout_seconds: Annotated[
        Seconds, Meta(description="How long the consumer group waits for a silent worker before it takes its partitions away.")
    ] = 6.0
    workers: Annotated[Positive, Meta(description="Worker processes that `barqiya worker` runs.")] = 1
    metrics_host: Annotated[str, Meta(description="Address that serves /metrics and /health.", min_length=1)] = "127.0.0.1"
    metrics_port: Annotated[
        int, Meta(description="Port of /metrics and /health, of the first worker; 0 takes a free one.", ge=0, le=65535)
    ] = 9464
    log_level: Annotated[str, Meta(description="DEBUG, INFO, WARNING or ERROR.", pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"


def load(environ: Mapping[str, str] = os.environ, **flags: Any) -> Settings:
    """Settings from the environment, then from `flags` that are not None.

    Raises SettingsError on a value out of its range and on a `BARQIYA_` variable that names no setting, which is a typing error
    that would otherwise go unnoticed (variables of the tests, `BARQIYA_TEST_…`, excepted).
    """
    known = {field.name: field for field in msgspec.structs.fields(Settings)}
    values: dict[str, Any] = {}
    for variable, text in environ.items():
        if variable.startswith(PREFIX) and not variable.startswith(PREFIX + "TEST_"):
            name = variable.removeprefix(PREFIX).lower()
            if name not in known:
                raise SettingsError(f"{variable} names no setting; the settings are {', '.join(PREFIX + k.upper() for k in known)}")
            values[name] = text
    values |= {name: value for name, value in flags.items() if value is not None}
    for name, value in values.items():
        try:
            values[name] = msgspec.convert(value, known[name].type, strict=False)
        except msgspec.ValidationError as error:
            raise SettingsError(f"{PREFIX}{name.upper()}={value}: {error}") from error
    return Settings(**values)
