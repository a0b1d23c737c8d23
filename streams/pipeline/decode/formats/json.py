"""JSON as the JSON formats read it: one parser, and the fields of an object by names that writers spell in many ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import islice

import orjson

from schemas import Decision
from streams.pipeline.decode.charset import to_text
from streams.pipeline.decode.formats.times import time_of
from streams.pipeline.errors import Malformed, TooComplex

MAX_OBJECTS = 20_000
"""Objects that are looked at for items: of a wire's answer some hundreds are items, and some wrap them."""
MAX_FIELDS = 5_000
"""Fields of one object; news has some tens."""
MAX_LISTED = 1_001
"""Values of one list within an item that are looked at: one more than a message may have items."""

# How JSON that holds an object or a list of objects begins. NUL bytes, which UTF-16 and UTF-32 put between, are taken out before.
_BEGIN = re.compile(rb"""(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[ \t\r\n]*(?:\[[ \t\r\n]*)?\{[ \t\r\n]*(?:["}]|\Z)""")
# A string's escapes, of which half a pair of surrogates is no character.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)
_BETWEEN_WORDS = re.compile(r"[\s_.:@-]+")
_MAX_NUMBER = 2**53
# What a field that is not there may be written as.
_NOTHING: tuple[object, ...] = (None, "", [], {})
# What APIs wrap their items in, and how deep.
_WRAPPERS = tuple(
    "items item data articles article results result news stories story entries entry posts post response feed docs records hits source "
    "content payload list rows graph edges node attributes rss channel".split()
)
_MAX_WRAPPERS = 5


def begins_json(head: bytes) -> bool:
    """Whether a payload that begins with `head` is a JSON object or a list of them, in any charset that JSON is written in."""
    return _BEGIN.match(head.replace(b"\0", b"")) is not None


def read_json(payload: bytes, declared: str | None) -> tuple[object, Decision]:
    """The value that `payload` is, and how its charset was found. Of a name that an object has twice, the last counts, as with all readers.

    Raises Malformed, UnknownCharset, and TooComplex for what is nested more than 1,024 deep.
    """
    decoded = to_text(payload, declared, markup=False)
    text = decoded.text.removeprefix("\ufeff")
    try:
        return orjson.loads(text), decoded.decision
    except orjson.JSONDecodeError as error:
        if "depth limit" in error.msg or "recursion" in error.msg.lower():
            raise TooComplex("the JSON is nested too deep", "decode") from error
        fault = error
    except UnicodeEncodeError as error:
        raise Malformed("the JSON has characters that are none (lone surrogates)") from error
    if fault.msg.endswith("escape") or "surrogate" in fault.msg:
        # A headline that was cut in the middle of an emoji: the rest of the item can be read.
        try:
            return orjson.loads(_ESCAPE.sub(_whole, text)), decoded.decision
        except orjson.JSONDecodeError as error:
            fault = error
    raise Malformed(f"not JSON: {fault.msg} at line {fault.lineno}, column {fault.colno}") from fault


def objects_in(value: object, is_item: Callable[[Fields], bool]) -> Iterator[Fields]:
    """The objects in a JSON value that are items, in order: itself, those of a list, and those under the names that APIs wrap them in.

    Raises TooComplex where more than MAX_OBJECTS have to be looked at.
    """
    waiting: list[tuple[object, int]] = [(value, 0)]
    looked_at = 0
    while waiting:
        value, depth = waiting.pop()
        looked_at += len(value) if isinstance(value, list) else 1
        if looked_at > MAX_OBJECTS:
            raise TooComplex(f"the JSON has more than {MAX_OBJECTS:,} objects in its lists", "decode")
        if isinstance(value, list):
            waiting += ((each, depth) for each in reversed(value) if isinstance(each, dict))
        elif isinstance(value, dict):
            fields = Fields(value)
            if is_item(fields):
                yield fields
            elif depth < _MAX_WRAPPERS:
                waiting += ((each, depth + 1) for name in reversed(_WRAPPERS) if isinstance(each := fields.value(name), list | dict))


def wraps(fields: Fields) -> bool:
    """Whether an object has a list of objects under a name that APIs wrap their items in."""
    return any(isinstance(value := fields.value(name), list) and isinstance(value[0], dict) for name in _WRAPPERS)


class Fields:
    """The fields of one JSON object.

    Names are compared without case and without the signs between their words: `versioncreated`, `versionCreated` and `version_created` are
    one name, and are asked for in the first spelling. A field that is null, blank, or of another type than it is asked for is not there.
    """

    __slots__ = ("_values",)

    def __init__(self, value: Mapping[str, object]) -> None:
        """Raises TooComplex for an object of more than MAX_FIELDS fields."""
        if len(value) > MAX_FIELDS:
            raise TooComplex(f"the JSON has an object of more than {MAX_FIELDS:,} fields", "decode")
        self._values = {_plain(name): each for name, each in value.items()}

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) not in _NOTHING

    def names(self) -> Iterator[str]:
        """The names of all fields, as they are asked for."""
        return iter(self._values)

    def value(self, *names: str) -> object:
        """The first field of `names` that is there, as it is; else None."""
        return next(self.values(*names), None)

    def values(self, *names: str) -> Iterator[object]:
        """The fields of `names` that are there, as they are."""
        return (value for name in self._present(names) if (value := self._values[name]) not in _NOTHING)

    def text(self, *names: str) -> str | None:
        """The first field of `names` that is text, without white space around it. A whole number is text too: ids are often numbers."""
        for name in self._present(names):
            value = self._values[name]
            if isinstance(value, str) and (shown := value.strip()):
                return shown
            if isinstance(value, int) and not isinstance(value, bool):
                return str(value)
        return None

    def texts(self, *names: str) -> tuple[str, ...]:
        """All texts of the first field of `names` that holds any: a list of strings, of objects with a name, or one string."""
        for name in self._present(names):
            found = dict.fromkeys(filter(None, map(_named, _listed(self._values[name]))))
            if found:
                return tuple(found)
        return ()

    def number(self, *names: str) -> int | None:
        """The first field of `names` that is a whole number, also in a string."""
        for name in self._present(names):
            text = self.text(name)
            if text is not None and text.removeprefix("-").isdecimal() and len(text) < 16 and abs(int(text)) < _MAX_NUMBER:
                return int(text)
        return None

    def time(self, *names: str) -> datetime | None:
        """The first field of `names` that is a point in time: see `time_of`."""
        return next((found for name in self._present(names) if (found := time_of(self._values[name])) is not None), None)

    def object(self, *names: str) -> Fields | None:
        """The first field of `names` that is an object."""
        return next((Fields(value) for name in self._present(names) if isinstance(value := self._values[name], dict)), None)

    def objects(self, *names: str) -> tuple[Fields, ...]:
        """The objects in the first field of `names` that holds any: a list of them, or one."""
        for name in self._present(names):
            found = tuple(Fields(each) for each in _listed(self._values[name]) if isinstance(each, dict))
            if found:
                return found
        return ()

    def named_objects(self, *names: str) -> tuple[tuple[str, Fields], ...]:
        """The objects in the first field of `names` that holds any, with their names: an object of objects, or a list of named ones."""
        for name in self._present(names):
            value = self._values[name]
            if isinstance(value, dict):
                found = tuple((key, Fields(each)) for key, each in islice(value.items(), MAX_LISTED) if isinstance(each, dict))
            else:
                found = tuple((each.text("name", "role", "id") or "", each) for each in self.objects(name))
            if found:
                return found
        return ()

    def _present(self, names: tuple[str, ...]) -> list[str]:
        """Those of `names` that the object has, in their order. Of the names to look through it is the fewer that are: the object's."""
        if len(names) <= len(self._values):
            return [name for name in names if name in self._values]
        ranks = _ranks(names)
        found = [name for name in self._values if name in ranks]
        return sorted(found, key=ranks.__getitem__) if len(found) > 1 else found


@lru_cache(maxsize=256)
def _ranks(names: tuple[str, ...]) -> dict[str, int]:
    return {name: rank for rank, name in reversed(list(enumerate(names)))}


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return _BETWEEN_WORDS.sub("", name).casefold()


def _whole(escape: re.Match[str]) -> str:
    return "\\ufffd" if escape[1] else escape[0]


def _listed(value: object) -> list[object]:
    return value[:MAX_LISTED] if isinstance(value, list) else [value]


def _named(value: object) -> str | None:
    if isinstance(value, dict):
        return Fields(value).text("name", "title", "label", "value", "term", "slug")
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None
