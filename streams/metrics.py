"""Every metric of the program, in one registry; `streams.endpoint` serves it.

Names are `barqiya_<noun>_<unit>`, counters end in `_total`, units are seconds and bytes. Labels have few values, never ids or addresses.
"""

from __future__ import annotations

import platform
import time
from functools import cache
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

from schemas import Reason
from streams import __version__
from streams.tally import Histogram

REGISTRY: Final = CollectorRegistry(auto_describe=True)

disable_created_metrics()  # type: ignore[no-untyped-call]  # a start time for each series would double what is scraped
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)

# Items taken from the raw topic, repeats after a crash or rebalance included. Whoever is on call looks at its rate: none while the
# topic's lag grows is a worker that hangs.
ITEMS_RECEIVED: Final = Counter("barqiya_items_received_total", "Items taken from the raw topic.", registry=REGISTRY)

# The size of items. Its sum is the bytes received. For whoever sets max_item_bytes and plans the topics' disks.
ITEM_BYTES: Final = Histogram(
    "barqiya_item_bytes",
    "Bytes of the items taken from the raw topic.",
    buckets=(256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304),
    registry=REGISTRY,
)

# Records acknowledged by the broker. Editors look at it by language: an agency that falls silent, or changes its layout, shows here as a
# ratio of briefs to stories that jumps.
RECORDS_PUBLISHED: Final = Counter(
    "barqiya_records_published_total", "Records acknowledged by the broker.", ("kind", "language"), registry=REGISTRY
)

# Items that became no record and are on the topic of rejects, acknowledged. Received = published items + rejects. Alerts watch its
# share of what is received, and `internal_error` at any rate: that one is a fault of the program.
REJECTS: Final = Counter("barqiya_rejects_total", "Items rejected, acknowledged by the broker.", ("reason",), registry=REGISTRY)

# Bytes of the values acknowledged by the broker, by topic. For whoever plans disks and network.
PUBLISHED_BYTES: Final = Counter(
    "barqiya_published_bytes_total", "Bytes of values acknowledged by the broker.", ("topic",), registry=REGISTRY
)

# Time in one stage of the work on an item: those of the pipeline, `encode` of its records, and `deliver`, which is the broker's part.
# Developers look at it first when the program is slow.
STAGE_SECONDS: Final = Histogram(
    "barqiya_stage_seconds",
    "Seconds that an item spent in one stage of the work.",
    label="stage",
    buckets=(0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)

DELIVER_SECONDS: Final = STAGE_SECONDS.of("deliver")

# From the item's arrival on the raw topic to the acknowledgement of all that came of it: the delay that this program adds, and the
# one that its service level is about.
END_TO_END_LATENCY: Final = Histogram(
    "barqiya_end_to_end_latency_seconds",
    "Seconds from an item's arrival on the raw topic to the acknowledgement of its records.",
    buckets=(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600),
    registry=REGISTRY,
)

# From the agency's own time stamp to the acknowledgement: the delay that readers feel. Editors compare it between agencies' feeds; only
# items whose event carries a time count.
AGENCY_LATENCY: Final = Histogram(
    "barqiya_agency_latency_seconds",
    "Seconds from the agency's time stamp to the acknowledgement of the records.",
    buckets=(0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3_600, 21_600, 86_400),
    registry=REGISTRY,
)

# Items taken and not yet acknowledged. Stays between 0 and batch_items; one that does not move is a delivery that hangs.
ITEMS_IN_FLIGHT: Final = Gauge("barqiya_items_in_flight", "Items taken and not yet acknowledged.", registry=REGISTRY)

# Items on the worker's partitions that are not acknowledged yet, as the broker counts them, every few seconds. Alerts watch its growth. On
# the embedded broker it is too small: that one tells the offset of the last batch for the end.
LAG_ITEMS: Final = Gauge("barqiya_lag_items", "Items on the worker's partitions that are not acknowledged yet.", registry=REGISTRY)

# Partitions that the worker has. The sum over all workers is that of the raw topic; less is a partition that nobody reads.
PARTITIONS_ASSIGNED: Final = Gauge("barqiya_partitions_assigned", "Partitions of the raw topic that the worker has.", registry=REGISTRY)

# Times that partitions were taken away to be shared out again. Whoever restarts workers sees what it costs; a rate that stays is a worker
# that the group loses again and again.
REBALANCES: Final = Counter("barqiya_rebalances_total", "Times that the group's partitions were shared out again.", registry=REGISTRY)

# What /health/ready says, for a Prometheus that does not ask it: 1 while the worker does its work.
READY: Final = Gauge("barqiya_ready", "1 while the worker does its work, else 0.", registry=REGISTRY)

# Always 1: the labels say what runs. Joined to other series when two versions run side by side.
BUILD_INFO: Final = Gauge("barqiya_build_info", "What runs, in its labels; always 1.", ("version", "ruleset", "python"), registry=REGISTRY)

LANGUAGES: Final = frozenset(("ar", "az", "ckb", "en", "fa", "kmr", "ku", "tr", "ur", "zza", "und"))
"""Languages that are a label by their own name; the detector knows 176, and a page of noise can be any of them."""

for _reason in Reason:
    REJECTS.labels(_reason.value)  # from the beginning, or the first reject of a kind would be no increase


class StageClock:
    """Times the stages of one item: called with the name of each when it is done, it counts the time since the one before."""

    def __init__(self) -> None:
        """Begin with the item."""
        self._since = time.perf_counter()

    def __call__(self, stage: str) -> None:
        """The stage of that name is done."""
        now = time.perf_counter()
        STAGE_SECONDS.of(stage).observe(now - self._since)
        self._since = now


def language_label(language: str) -> str:
    """The label for a record's BCP 47 tag: its language where that is one of LANGUAGES, else `other`."""
    primary = language.partition("-")[0]
    return primary if primary in LANGUAGES else "other"


@cache
def records_published(kind: str, language: str) -> Counter:
    """The series of a kind and a language of records. Both are of closed lists, or nearly: the detector knows 176 languages."""
    return RECORDS_PUBLISHED.labels(kind, language_label(language))


def say_what_runs(ruleset: str) -> None:
    """Set the build info."""
    BUILD_INFO.labels(__version__, ruleset, platform.python_version()).set(1)
