"""A record or a reject as one line on a terminal: what it is, language, source, delay, headline.

The headline comes last, so that a text whose width the terminal sees differently moves nothing beside it. What an agency wrote
can't reach the terminal as anything but text: see `neutral`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import unquote

import msgspec
from rich.cells import cell_len
from rich.text import Text

from schemas import Direction, Record, Reject
from streams.cli.bidi import Order, arrange

ELLIPSIS = "…"

_WHAT, _LANGUAGE, _SOURCE, _DELAY = 13, 9, 24, 11
# Below this the source's column would leave a headline no room.
_NARROW = 90

# Control characters become the pictures of themselves (U+2400 …), so that an escape sequence is seen and does nothing.
_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_SPACES = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
# Marks that turn the order of a line; a page's own pairs are not known to be closed within what is shown of it.
_BIDI_CONTROLS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_NEUTRAL = _PICTURES | _SPACES | _BIDI_CONTROLS
_SURROGATE = re.compile("[\ud800-\udfff]")

_JOINER = "\u200d"
_EXTENDING = frozenset(("Mn", "Mc", "Me", "Cf"))

_STYLES = {"story": "bold green", "brief": "cyan", "reject": "bold red"}


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown of a record or reject."""

    kind: str
    what: str
    language: str
    direction: Direction
    source: str
    delay: timedelta | None
    text: str


def of_record(record: Record, delay: timedelta | None = None) -> Shown:
    """A story by its headline, a brief by its headline or else its text; `delay` is from its page's arrival to its own."""
    kind = str(record.__struct_config__.tag)
    return Shown(
        kind=kind,
        what=kind if kind == "story" else f"{kind} {record.form}",
        language=record.language,
        direction=record.direction,
        source=record.source,
        delay=delay,
        text=record.headline or record.lead,
    )


def of_reject(reject: Reject) -> Shown:
    """A reject by its reason, with its place."""
    place = "/".join(str(part) for part in (reject.topic, reject.partition, reject.offset) if part is not None)
    return Shown(
        kind="reject",
        what="reject",
        language="",
        direction="ltr",
        source=reject.source or "",
        delay=None,
        text=f"{reject.reason}: {reject.message} ({place})",
    )


def line(shown: Shown, *, width: int, order: Order) -> Text:
    """One line of at most `width` cells; right-to-left text stands at its right edge."""
    style = _STYLES[shown.kind]
    columns = [(fit(shown.what, _WHAT), style), (fit(shown.language, _LANGUAGE), "dim")]
    if width >= _NARROW:
        columns.append((fit(short_source(shown.source), _SOURCE), "dim"))
    columns.append((delay_text(shown.delay).rjust(_DELAY - 2) + "  ", "yellow"))
    room = max(width - sum(cells(column) for column, _ in columns), 10)
    rtl = shown.direction == "rtl"
    arranged = arrange(cut(neutral(shown.text), room), order, rtl=rtl, language=shown.language)
    padding = " " * (room - cells(arranged)) if rtl else ""
    return Text.assemble(*columns, padding, (arranged, "bold" if shown.kind == "story" else ""))


def neutral(text: str) -> str:
    """`text` in one line, without anything that a terminal obeys: controls are seen as pictures, bidi marks are left out."""
    return " ".join(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).translate(_NEUTRAL).split())


def cut(text: str, width: int) -> str:
    """The beginning of `text` that fits `width` cells, with an ellipsis where something is left out.

    Cuts between clusters: no letter loses its marks, nothing that is joined by U+200D is taken apart.
    """
    if cells(text) <= width:
        return text
    kept, used = [], 0
    for cluster in _clusters(text):
        used += cells(cluster)
        if used > width - 1:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + ELLIPSIS


def cells(text: str) -> int:
    """Cells that `text` takes at most: what U+200D joins is drawn in one piece by some terminals and side by side by others."""
    return cell_len(text.replace(_JOINER, ""))


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells, the last of them a blank."""
    shown = cut(neutral(text), width - 1)
    return shown + " " * (width - cells(shown))


def short_source(source: str) -> str:
    """A source's URI without what every source begins with; of a folder, its name."""
    if source.startswith("file:"):
        return unquote(source.rstrip("/").rsplit("/", 1)[-1]) + "/"
    return source.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def delay_text(delay: timedelta | None) -> str:
    """A delay in milliseconds, from a hundred seconds on in seconds."""
    if delay is None:
        return ""
    seconds = delay.total_seconds()
    return f"{seconds * 1000:,.0f} ms" if seconds < 100 else f"{seconds:,.0f} s"


def items(number: int) -> str:
    """So many items."""
    return f"{number:,} item{'' if number == 1 else 's'}"


def _clusters(text: str) -> Iterator[str]:
    start = 0
    for index in range(1, len(text)):
        if unicodedata.category(text[index]) not in _EXTENDING and text[index - 1] != _JOINER:
            yield text[start:index]
            start = index
    yield text[start:]
