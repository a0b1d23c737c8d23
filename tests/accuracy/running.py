"""The pipeline run on the pages of a set, within this process, and the data beside the checkout."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from schemas import RawItem, Record
from schemas.codec import encode
from streams.pipeline import Published, process

SHARED = Path(__file__).parents[3] / "shared"
"""Real data for measuring, beside the checkout; absent from a bare clone."""
DATA = SHARED / "data"


def records_of(event: dict[str, Any]) -> tuple[Record, ...]:
    """The records of a CloudEvents event; none where it was refused."""
    outcome = process(msgspec.convert(event, RawItem))
    return outcome.records if isinstance(outcome, Published) else ()


def text_event(text: str, source: str = "https://wire.example", name: str = "1") -> dict[str, Any]:
    """An event that carries `text` as it stands."""
    known = {"specversion": "1.0", "id": name, "source": source, "type": "wire.raw"}
    return known | {"datacontenttype": "text/plain; charset=utf-8", "data": text}


def as_printed(records: Iterable[Record]) -> list[dict[str, Any]]:
    """The records as the command line prints them."""
    return [json.loads(encode(record)) for record in records]


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, packed or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
