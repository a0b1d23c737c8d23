"""Files, folders and standard input, as messages of the raw topic.

Nothing is judged here: a line that is no event and a page in an unknown charset are passed on as they are, so that the
desk rejects them with a reason instead of their being dropped on the way in.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from streams.intake.event import binary_event, structured_event
from streams.pipeline import Message

STDIN = "-"

# What a suffix says is less than what a sender declares: XML is `application/xml`, whatever its name, so that its root tells the format.
_PAGES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".xml": "application/xml",
    ".newsml": "application/xml",
    ".nitf": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".json": "application/json",
    ".ninjs": "application/json",
    ".eml": "message/rfc822",
    ".iptc": "text/plain",
    ".anpa": "text/plain",
    ".tst": "text/plain",
}
_JSON = ".json"
_EVENT_LINES = frozenset((".jsonl", ".ndjson"))
SUFFIXES = (*_PAGES, *sorted(_EVENT_LINES))

# The attribute that every event has and no news format does.
_IS_EVENT = re.compile(rb'"specversion"\s*:')

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class PathError(Exception):
    """A path that was asked for is not there or can't be read."""


class _Sourced(msgspec.Struct):
    """The one attribute of an event that is needed before the desk reads it: the key."""

    source: str


_sourced = msgspec.json.Decoder(_Sourced)


def read_messages(paths: Sequence[str | Path], source: str | None = None) -> Iterator[Message]:
    """What stands in `paths`, in their order, one message a page or event, read when it is asked for.

    | path | is |
    |---|---|
    | `.txt`, `.text`, `.html`, `.htm`, `.xhtml` | a page, its bytes untouched, without a charset: the desk detects it |
    | `.xml`, `.newsml`, `.nitf`, `.rss`, `.atom`, `.ninjs`, `.eml`, `.iptc`, `.anpa`, `.tst` | an item in a format, its bytes untouched |
    | `.json` | one CloudEvents event where it has a `specversion`, else an item in a format |
    | `.jsonl`, `.ndjson`, `-` (standard input) | one CloudEvents event a line; blank lines count but are no items |
    | a folder | all of the above in it and below, by name; files that begin with a dot and other suffixes are passed over |
    | another suffix, or none | a page of the type that its suffix names, else plain text |

    A page's `topic` is its file name; the line of an event, from 0, is its `offset`.
    A page's id is its path below `source`, with a digest of its bytes: the same page read again is the same item.

    Args:
        paths: Files and folders, or `-`.
        source: CloudEvents source of pages. Default: the `file:` URI of the folder that was named, or that holds the file.

    Raises:
        PathError: At once, when one of `paths` is missing, so that nothing is read before a typing error is noticed;
            later, when one can't be read.
    """
    for path in paths:
        if str(path) != STDIN and not Path(path).exists():
            raise PathError(f"{path}: no such file or folder")
    return _messages(paths, source)


def _messages(paths: Sequence[str | Path], source: str | None) -> Iterator[Message]:
    for given in paths:
        if str(given) == STDIN:
            yield from _lines(sys.stdin.buffer, STDIN)
            continue
        path = Path(given)
        root = path if path.is_dir() else path.parent
        for file in _walk(path) if path.is_dir() else (path,):
            try:
                yield from _file(file, root, source)
            except OSError as error:
                raise PathError(f"{file}: {error.strerror or error}") from error


def _walk(folder: Path) -> Iterator[Path]:
    """Files with a known suffix in `folder` and below, in the order of their names."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(parent, name)


def _file(file: Path, root: Path, source: str | None) -> Iterator[Message]:
    suffix = file.suffix.lower()
    if suffix in _EVENT_LINES:
        with file.open("rb") as stream:
            yield from _lines(stream, _text(file.name))
        return
    content = file.read_bytes()
    if suffix == _JSON and _IS_EVENT.search(content):
        yield _event(content, _text(file.name), 0)
        return
    digest = hashlib.blake2b(content, digest_size=8).hexdigest()
    yield binary_event(
        content,
        id=f"{_text(file.relative_to(root).as_posix())}@{digest}",
        source=source or root.resolve().as_uri(),
        content_type=_PAGES.get(suffix) or mimetypes.guess_type(file.name)[0] or "text/plain",
        place=_text(file.name),
    )


def _lines(stream: BinaryIO, place: str) -> Iterator[Message]:
    for number, line in enumerate(stream):
        event = line.rstrip(b"\r\n")
        if number == 0:
            event = event.removeprefix(_BYTE_ORDER_MARK)
        if event.strip():
            yield _event(event, place, number)


def _event(content: bytes, place: str, line: int) -> Message:
    """A structured-mode event. One whose source can't be read has no key: it is rejected wherever it lands."""
    try:
        key = _sourced.decode(content).source.encode() or None
    except (msgspec.DecodeError, UnicodeError):
        key = None
    return structured_event(content, key=key, place=place, line=line)


def _text(name: str) -> str:
    """A file name as text that has a UTF-8 form, which names on disk need not have."""
    return os.fsencode(name).decode("utf-8", "replace")
