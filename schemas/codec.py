"""Structs to the bytes on the topics and back: JSON written by orjson, read into typed structs by msgspec.

orjson writes; msgspec checks types on the way in, so that nothing untyped passes between two modules.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
import orjson

from schemas.raw import RawItem
from schemas.record import Record
from schemas.reject import Reject

_records: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
_raw_items = msgspec.json.Decoder(RawItem)


def encode(value: Record | Reject | RawItem) -> bytes:
    """One struct as compact JSON in UTF-8, fields in the order of the struct, times in RFC 3339."""
    return orjson.dumps(to_builtins(value), option=orjson.OPT_UTC_Z)


def to_builtins(value: Record | Reject | RawItem) -> dict[str, Any]:
    """The JSON object as plain Python values; times stay `datetime`, which orjson writes itself."""
    plain: dict[str, Any] = msgspec.to_builtins(value, builtin_types=(datetime,))
    return plain


def decode_record(data: bytes) -> Record:
    """The record in `data`. Raises msgspec.ValidationError or msgspec.DecodeError where it is none."""
    return _records.decode(data)


def decode_raw_item(data: bytes | str) -> RawItem:
    """The structured-mode event in `data`. Raises msgspec.ValidationError or msgspec.DecodeError where it is none."""
    return _raw_items.decode(data)
