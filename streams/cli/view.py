"""How arrivals are shown: a line each for people on a terminal, the JSON itself for programs."""

from __future__ import annotations

import re
import sys
from typing import BinaryIO, Protocol

from rich.console import Console
from rich.text import Text

from schemas import Reject
from schemas.codec import encode
from streams.cli import display
from streams.cli.arrivals import Arrival, UnreadableArrival, arrival, delay
from streams.cli.bidi import Order, order_of_terminal
from streams.pipeline import Message

# JSON escapes the controls below U+0020; these it lets through, and a terminal obeys them.
_OBEYED = re.compile(rb"\x7f|\xc2[\x80-\x9f]")


class View(Protocol):
    """Shows messages of the topics of stories, briefs and rejects as they arrive."""

    def show(self, message: Message) -> None:
        """Show one. Raises BrokenPipeError when nobody looks any more."""


class TerminalView:
    """A line for each arrival, in colours, cut to the width that the terminal has at that moment."""

    def __init__(self, order: Order, console: Console | None = None) -> None:
        self._order = order
        self._console = console or Console(highlight=False)

    def show(self, message: Message) -> None:
        """One line on the terminal."""
        try:
            content = arrival(message)
        except UnreadableArrival as error:
            self._print(Text(display.neutral(str(error)), style="red"))
            return
        # The last column stays free: some terminals wrap a line that fills it.
        self._print(display.line(_shown(message, content), width=self._console.width - 1, order=self._order))

    def _print(self, text: Text) -> None:
        self._console.print(text, no_wrap=True, overflow="ignore", crop=False)


class JsonView:
    """Records exactly as they stand on their topics, one a line; rejects rebuilt from their headers."""

    def __init__(self, records: BinaryIO, rejects: BinaryIO) -> None:
        self._records = records
        self._rejects = rejects

    def show(self, message: Message) -> None:
        """One line of JSON, at once."""
        try:
            content = arrival(message)
        except UnreadableArrival as error:
            sys.stderr.write(f"{error}\n")
            return
        if isinstance(content, Reject):
            self._write(self._rejects, encode(content))
        else:
            self._write(self._records, message.value or b"")

    def _write(self, out: BinaryIO, json: bytes) -> None:
        if out.isatty():
            json = _OBEYED.sub(lambda match: b"\\u00%02x" % match[0][-1], json)
        out.write(json + b"\n")
        out.flush()


def view_for(*, rtl: str, rejects: BinaryIO, as_json: bool = False) -> View:
    """JSON lines where they are asked for or standard output is no terminal, else lines for people.

    Args:
        rtl: What `--rtl` says: `auto`, `logical` or `visual`.
        rejects: Where the JSON of rejects goes.
        as_json: What `--json` says.
    """
    if as_json or not sys.stdout.isatty():
        return JsonView(sys.stdout.buffer, rejects)
    return TerminalView("logical" if rtl == "logical" else "visual" if rtl == "visual" else order_of_terminal())


def _shown(message: Message, content: Arrival) -> display.Shown:
    if isinstance(content, Reject):
        return display.of_reject(content)
    return display.of_record(content, delay(message, content))
