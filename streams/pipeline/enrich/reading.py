"""Reading time: the seconds that an adult takes to read a record silently."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from streams.pipeline.enrich.record_text import RecordText

_MINUTE = 60


def reading_seconds(text: RecordText) -> int:
    """Seconds for all words of `text` at the rate of its language, rounded up; at least 1."""
    count = sum([len(part.words) for part in text.parts])
    rates = _rates()
    rate = rates.get(text.language) or rates["other"]
    return max(1, -(-count * _MINUTE // rate))


@cache
def _rates() -> Mapping[str, int]:
    """Words a minute by language; `other` for those without a figure of their own. `reading.toml` says where each is from."""
    return tomllib.loads((resources.files("streams") / "pipeline" / "enrich" / "reading.toml").read_text(encoding="utf-8"))
