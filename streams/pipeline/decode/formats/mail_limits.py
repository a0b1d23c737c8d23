"""Limits on an e-mail, checked before it is parsed: what would cost the parser time out of proportion to its size is turned away."""

from __future__ import annotations

import re

from streams.pipeline.errors import TooComplex

MAX_LINES = 100_000
"""A 4 MiB file in base64 has 55,000 lines."""
MAX_DELIMITERS = 5_000
"""Lines that may part one part from the next."""
MAX_MATCHES = 4_000_000
"""Boundaries times lines: the parser compares each line with the boundaries of all parts that it is in (about a second)."""
MAX_FIELD = 8_192
"""Bytes of a field with parameters, which the parser splits in time that grows with the square of their number."""
MAX_DEPTH = 30
"""Parts in each other. A forwarded, signed message with pictures has six."""

# Of a payload in lower case: a pattern that begins with plain letters is looked for ten times as fast as one that ignores case.
_WITH_PARAMETERS = re.compile(rb"\ncontent-(?:type|disposition):[^\n]*+(?:\n[ \t][^\n]*+)*+")
_BOUNDARY = re.compile(rb"boundary[*0-9]*=")


def check_mail(payload: bytes) -> None:
    """Raises TooComplex over any of the limits above but the depth, which reading the parts checks."""
    lines = max(payload.count(b"\n"), payload.count(b"\r"))
    if lines > MAX_LINES:
        raise TooComplex(f"the e-mail has more than {MAX_LINES:,} lines", "decode")
    if payload.count(b"\n--") > MAX_DELIMITERS:
        raise TooComplex(f"the e-mail has more than {MAX_DELIMITERS:,} lines that part its parts", "decode")
    fields = _WITH_PARAMETERS.findall(b"\n" + payload.lower())
    if any(len(field) > MAX_FIELD for field in fields):
        raise TooComplex(f"the e-mail has a content-type of more than {MAX_FIELD:,} bytes", "decode")
    boundaries = sum(len(_BOUNDARY.findall(field)) for field in fields)
    if boundaries * lines > MAX_MATCHES:
        raise TooComplex(f"the e-mail has {boundaries:,} multipart parts in {lines:,} lines", "decode")
