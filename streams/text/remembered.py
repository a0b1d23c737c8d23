"""What is worked out once for each word and kept: the words of a wire are few and come again."""

from __future__ import annotations

import sys
from typing import ClassVar, Generic, TypeVar

V = TypeVar("V")


class Remembered(dict[str, V], Generic[V]):
    """By key what `work_out` gives for it, worked out when it is first asked for.

    A table and no `lru_cache`: the order of use that it keeps takes as long as the look-up. At `most` so many are kept, then all are
    forgotten; keys of more than `longest` characters, which a wire has no words of, are not kept at all.
    """

    most: ClassVar[int] = 65_536
    longest: ClassVar[int] = sys.maxsize

    def __missing__(self, key: str) -> V:
        if len(self) >= self.most:
            self.clear()
        found = self.work_out(key)
        if len(key) <= self.longest:
            self[key] = found
        return found

    def work_out(self, key: str) -> V:
        """What the table holds for the key."""
        raise NotImplementedError
