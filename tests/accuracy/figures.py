"""Figures of accuracy, and what a set of pages comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

import msgspec

CEILINGS = frozenset({"leak", "stray", "leaked"})
"""Figures that must stay low. All others must stay high."""


class Figure(msgspec.Struct, frozen=True):
    """One figure, 0 to 1: `group` is what it is over (`all`, `language` …), `name` the member of the group, or the measure over all."""

    group: str
    name: str
    value: float
    pages: int

    @property
    def key(self) -> str:
        """Its name within the set."""
        return f"{self.group}.{self.name}"

    @property
    def ceiling(self) -> bool:
        """Whether the figure must stay low."""
        return self.name in CEILINGS


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured on one set. `digest` changes with its pages and with their labels; `misses` name what was not wholly right."""

    digest: str
    figures: tuple[Figure, ...]
    misses: tuple[str, ...] = ()


def mean_by(group: str, values: Mapping[str, Iterable[float]]) -> tuple[Figure, ...]:
    """The mean of each member's values, by the member's name; members without values are left out."""
    lists = {name: list(of) for name, of in sorted(values.items())}
    return tuple(Figure(group, name, sum(of) / len(of), len(of)) for name, of in lists.items() if of)


def digest(parts: Iterable[bytes]) -> str:
    """The digest of pages and labels, 32 hex digits."""
    hashed = blake2b(digest_size=16)
    for part in parts:
        hashed.update(part)
    return hashed.hexdigest()
