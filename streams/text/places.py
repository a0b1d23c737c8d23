"""Where the characters of a rewritten text came from."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

import msgspec

_AT = attrgetter("at")


class Run(msgspec.Struct, frozen=True, array_like=True):
    """`at` to `until` of a rewritten text, which came of `start` to `end` of the text before.

    `exact`: character by character. Else each of its characters came of the whole stretch.
    """

    at: int
    until: int
    start: int
    end: int
    exact: bool


class Places(msgspec.Struct, frozen=True, array_like=True):
    """The runs of a rewritten text, in order and without a gap."""

    runs: tuple[Run, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `start` to `end` of the rewritten text, which must not be empty, stood in the text before."""
        first, last = self._run(start), self._run(end - 1)
        return (
            first.start + start - first.at if first.exact else first.start,
            last.start + end - last.at if last.exact else last.end,
        )

    def through(self, before: Places) -> Places:
        """The same in the text before the one before, when `before` says where that one's characters came from."""
        runs: list[Run] = []
        for run in self.runs:
            if not run.exact:
                runs.append(Run(run.at, run.until, *before.span(run.start, run.end), False))
                continue
            at, place = run.at, run.start
            while place < run.end:
                under = before._run(place)
                size = min(run.end, under.until) - place
                start = under.start + place - under.at
                runs.append(
                    Run(at, at + size, start, start + size, True) if under.exact else Run(at, at + size, under.start, under.end, False)
                )
                at, place = at + size, place + size
        return Places(tuple(runs))

    def _run(self, at: int) -> Run:
        return self.runs[bisect_right(self.runs, at, key=_AT) - 1]


class PlacedText:
    """Writes a text and its places."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self.last = ""
        """The last character written."""

    def copy(self, text: str, start: int, end: int) -> None:
        """Write `text[start:end]` as it is."""
        if start < end:
            self._write(text[start:end], start, end, True)

    def put(self, shown: str, start: int, end: int) -> None:
        """Write `shown`, which came of `start` to `end`."""
        if shown:
            self._write(shown, start, end, False)

    def done(self) -> tuple[str, Places]:
        """The text without the spaces at its end, and its places."""
        text = "".join(self._parts)
        shown = text.rstrip(" ")
        while self._runs and self._runs[-1].until > len(shown):
            run = self._runs.pop()
            if run.at < len(shown):
                cut = run.until - len(shown)
                self._runs.append(Run(run.at, len(shown), run.start, run.end - cut if run.exact else run.end, run.exact))
        return shown, Places(tuple(self._runs))

    def _write(self, shown: str, start: int, end: int, exact: bool) -> None:
        self._parts.append(shown)
        self._runs.append(Run(self._length, self._length + len(shown), start, end, exact))
        self._length += len(shown)
        self.last = shown[-1]
