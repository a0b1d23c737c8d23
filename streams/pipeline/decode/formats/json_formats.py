"""Which of the JSON formats a payload is, and how it is read.

A payload is sniffed by its first bytes, and what it is shows only in the whole: each of the formats reads what turns out to be another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from schemas import Decision
from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats import ap_json, json_fields, ninjs
from streams.pipeline.decode.formats.format import Format
from streams.pipeline.decode.formats.items import document_of
from streams.pipeline.decode.formats.json import begins_json, objects_in, read_json

_AP_NAMES = re.compile(rb'"api_version"\s*:')
_NINJS_NAMES = re.compile(
    rb'"(?:body_x?html5?|body_text|bodies|headlines|descriptions?(?:_(?:x?html|text))?|version_?[cC]reated|first_?[cC]reated|pub_?[sS]tatus'
    rb"|usage_?[tT]erms|alt[iI]ds|copyright_?(?:[hH]older|[nN]otice)|representation_?[tT]ype|ed_?[nN]ote|trust_?[iI]ndicators?|renditions"
    rb'|associations|located)"\s*:'
)


def _read(name: str, payload: bytes, declared: str | None) -> Document:
    """The items of a payload that looks like the format `name`. Raises as `Format.read`, and UnknownFormat where no item is found."""
    value, decision = read_json(payload, declared)
    if ap_json.is_ap(value):
        found, items = "ap-json", ap_json.items_of(value)
    elif objects := list(objects_in(value, ninjs.is_ninjs)):
        found, items = "ninjs", ninjs.read_items(objects)
    else:
        found, items = "json", json_fields.items_in(value)
    decisions = (decision,) if found == name else (decision, Decision(what="format", value=found, score=1.0, rule="format.fields"))
    return document_of(items, found, *decisions)


def _names(names: re.Pattern[bytes]) -> Callable[[bytes], bool]:
    return lambda head: begins_json(head) and names.search(head.replace(b"\0", b"")) is not None


AP_JSON = Format(name="ap-json", media_types=frozenset(), recognises=_names(_AP_NAMES), read=partial(_read, "ap-json"))
NINJS = Format(
    name="ninjs", media_types=frozenset({"application/ninjs+json"}), recognises=_names(_NINJS_NAMES), read=partial(_read, "ninjs")
)
JSON = Format(
    name="json",
    media_types=frozenset({"application/json", "text/json", "application/feed+json", "application/ld+json"}),
    recognises=begins_json,
    read=partial(_read, "json"),
)
FORMATS: tuple[Format, ...] = (AP_JSON, NINJS, JSON)
"""In the order in which they are tried."""
