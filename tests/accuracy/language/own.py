"""The project's own labelled texts: a dozen for each language and script, and some that are too short to tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.accuracy.language.texts import Half, Text
from tests.accuracy.running import lines_of

FILE = Path(__file__).parents[2] / "fixtures" / "enrichment" / "language.jsonl"


def own(half: Half | None = None) -> Iterator[Text]:
    """All of them, or a half: the program was developed on the odd lines."""
    for at, row in enumerate(lines_of(FILE), 1):
        if half is None or (half == "fit") == (at % 2 == 1):
            yield Text(row["text"], row["tag"], len(row["text"].split()))
