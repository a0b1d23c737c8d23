"""The news formats, one module each. Each has a `FORMAT`: how it is called, how it is recognised, and how it is read."""

from __future__ import annotations

from streams.pipeline.decode.formats.format import Format

__all__ = ["FORMATS", "Format", "format_of"]

FORMATS: tuple[Format, ...] = ()
"""In the order in which they are tried: what looks like several is the first."""


def format_of(media_type: str, head: bytes) -> Format | None:
    """The format of a payload by its declared media type (lower case, without parameters), else by its first 4,096 bytes.

    A declared type that several formats share (`application/xml`, `application/json`, `text/plain`) is decided by the bytes.
    """
    for each in FORMATS:
        if media_type in each.media_types:
            return each
    return next((each for each in FORMATS if each.recognises(head)), None)
