"""Elements and their values as the XML formats write them: children by name, text, numbers, status, kinds of media."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

import msgspec
from lxml import etree

from schemas import Dateline, MediaKind, Status
from streams.pipeline.decode.document import Metadata
from streams.pipeline.decode.formats.items import MAX_NAMED
from streams.pipeline.errors import TooComplex

MAX_FIELD = 100_000
"""Characters of a headline, a caption, a note. Fields may stand in fields, and each is read for itself: the limit keeps that linear."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_LOCAL = re.compile(r"[^/#:]*\Z")
_BEFORE_COMMA = re.compile(r" +(?=[,;:.])")
_MAX_VERSION = 2**53
_MAX_NOTES = 50
_PLACE_WORDS = 3
_NO_PLACE = re.compile(r"[\d()\[\]/:–—]|-(?!\w)")
_STATUSES: dict[str, Status] = {
    "usable": "usable",
    "withheld": "withheld",
    "hold": "withheld",
    **dict.fromkeys("canceled cancelled cancel kill killed mandatorykill withdrawn deleted".split(), "canceled"),
}
_KINDS: tuple[tuple[tuple[str, ...], MediaKind], ...] = (
    (("image", "picture", "photo", "still", "jpeg", "jpg", "png", "gif", "tiff"), "picture"),
    (("graphic", "infographic", "logo", "svg", "chart"), "graphic"),
    (("video", "animation", "mpeg4", "mp4"), "video"),
    (("audio", "sound", "mp3"), "audio"),
)

_Value = TypeVar("_Value")


def name_of(element: etree._Element) -> str:
    """The element's name without its namespace, which vendors get wrong too often to go by."""
    tag = str(element.tag)
    return tag[tag.rfind("}") + 1 :]


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """The child elements with one of `names`, in order; without names all of them."""
    if element is not None:
        for child in element:
            if not names or name_of(child) in names:
                yield child


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element that is found by going down `path`, one name a level."""
    if not path or element is None:
        return element
    for step in children(element, path[0]):
        if (found := child(step, *path[1:])) is not None:
            return found
    return None


def attribute(element: etree._Element | None, *names: str) -> str | None:
    """The first attribute of `names` that is there and not blank, without white space around it."""
    if element is not None:
        for name in names:
            if shown := (element.get(name) or "").strip():
                return shown
    return None


def text(element: etree._Element | None, *, apart: bool = False) -> str | None:
    """The text in the element as one line, None where there is none.

    Inline elements are joined as they stand in the source; with `apart` each part is a word of its own, for lines such as a byline that
    are put together from fields. Raises TooComplex for a text that is too long for a field.
    """
    if element is None:
        return None
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(str(part))
        length += len(part)
        if length > MAX_FIELD:
            raise TooComplex(f"<{name_of(element)}> has more than {MAX_FIELD:,} characters", "decode")
    line = " ".join((" " if apart else "").join(parts).split())
    return (_BEFORE_COMMA.sub("", line) if apart else line) or None


def language_of(element: etree._Element | None) -> str | None:
    """What `xml:lang` says about the element."""
    return attribute(element, XML_LANG, "lang")


def number_of(value: str | None, most: int = _MAX_VERSION) -> int | None:
    """A whole number from 1 to `most`, else None."""
    if value is None or not (value.isascii() and value.isdecimal()) or len(value) > 16:
        return None
    return number if 1 <= (number := int(value)) <= most else None


def urgency_of(value: str | None) -> int | None:
    """An urgency of IPTC, 1 to 9, else None."""
    return number_of(value, 9)


def status_of(value: str | None) -> Status | None:
    """The publishing status that `value` names, as a word, a qcode (`stat:usable`) or a URI; None for another word."""
    return _STATUSES.get(local_of(value).lower()) if value else None


def local_of(code: str) -> str:
    """The last part of a qcode or URI: `text` of `ninat:text`."""
    found = _LOCAL.search(code.strip())
    return found[0] if found else code


def dateline_of(line: str, place: str | None, date: str | None = None) -> Dateline:
    """A dateline written as `line`. Where its place is not told apart, a line of a few words and no more is the place."""
    bare = len(line.split()) <= _PLACE_WORDS and not _NO_PLACE.search(line)
    return Dateline(text=line, place=place or (line if bare else None), date=date)


def media_kind(*hints: str | None) -> MediaKind:
    """What kind of media it is by the first of `hints` that tells: a media type, the name of a class or a role."""
    for hint in filter(None, hints):
        lower = hint.lower()
        for words, kind in _KINDS:
            if any(word in lower for word in words):
                return kind
    return "file"


def unique(values: Iterable[_Value | None]) -> tuple[_Value, ...]:
    """The values without None and repeats, in order, at most MAX_NAMED."""
    return tuple(islice(dict.fromkeys(each for each in values if each is not None), MAX_NAMED))


def joined(notes: Iterable[str | None]) -> str | None:
    """The first notes, one a line, without those that one before says too; None where there is none."""
    found: list[str] = []
    for note in islice(notes, _MAX_NOTES):
        if note is not None and not any(note in each for each in found):
            found.append(note)
    return "\n".join(found) or None


def filled(metadata: Metadata, other: Metadata) -> Metadata:
    """`metadata`, with what it leaves open as `other` says."""
    open_fields = {each: getattr(other, each) for each in metadata.__struct_fields__ if getattr(metadata, each) in (None, ())}
    return msgspec.structs.replace(metadata, **open_fields)
