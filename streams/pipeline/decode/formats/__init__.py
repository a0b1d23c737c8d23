"""The news formats. Each has a `FORMAT`: how it is called, how it is recognised, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence

from streams.pipeline.decode.formats import (
    anpa1312,
    feeds,
    iptc7901,
    json_formats,
    mail,
    newsml_1,
    newsml_g2,
    nitf,
    xml_other,
)
from streams.pipeline.decode.formats.format import Format

__all__ = ["FORMATS", "Format", "format_of"]

_INSIDE_MAIL: tuple[Format, ...] = (
    newsml_g2.FORMAT,
    newsml_1.FORMAT,
    nitf.FORMAT,
    feeds.FORMAT,
    *json_formats.FORMATS,
    iptc7901.FORMAT,
    anpa1312.FORMAT,
    xml_other.FORMAT,
)


def format_of(media_type: str, head: bytes) -> Format | None:
    """The format of a payload by its media type (lower case, without parameters), else by its first 4,096 bytes; None for a page.

    The bytes outweigh a declared type that several formats share, such as `application/json`.
    """
    return _found(FORMATS, media_type, head)


def _found(formats: Sequence[Format], media_type: str, head: bytes) -> Format | None:
    recognised = None if head[:1] in _LETTERS else next((each for each in formats if each.recognises(head)), None)
    if media_type not in _MEDIA_TYPES:
        return recognised
    declared = [each for each in formats if media_type in each.media_types]
    return recognised if recognised in declared or not declared else declared[0]


# A letter beyond ASCII in UTF-8, with which no format begins, but most pages in plain text do.
_LETTERS = frozenset(bytes((octet,)) for octet in range(0xC3, 0xEF))
FORMATS: tuple[Format, ...] = (*_INSIDE_MAIL, mail.carrying(lambda media_type, head: _found(_INSIDE_MAIL, media_type, head)))
"""In the order in which they are tried: what looks like several is the first."""
_MEDIA_TYPES = frozenset().union(*(each.media_types for each in FORMATS))
