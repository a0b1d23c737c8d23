"""Whole articles of four sources, where they stand beside the checkout: each must stay one story, however its paragraphs are made.

Excepted is what is no article: digests and lists of headlines, which `excepted.toml` names, by their titles or one by one.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from schemas import Record, Story
from tests.accuracy.figures import Measured, digest, mean_by
from tests.accuracy.running import DATA, lines_of, records_of, text_event

FILES = {
    "multisource": DATA / "ar_ant_multisource" / "ant2_dev.jsonl.gz",
    "jawhara": DATA / "ar_ant_jawhara" / "ant1_dev.jsonl.gz",
    "fars": DATA / "fa_fars" / "fars_dev.jsonl.gz",
    "wikinews": DATA / "en_wikinews" / "wikinews_even.jsonl.gz",
}
STEP = 5
"""The gate scores every fifth article."""
_BRIEF_WORDS = 60
"""An article of up to so many words states its news and stops: it is a brief, whatever its site calls it."""


def measure(step: int = STEP) -> Measured:
    """`one` is the share of articles that stay whole, `source` the same by source; `story` is the share that is one story.

    The short items of `jawhara` may be either kind, so they do not count in `story`; nor does what is as short as a brief elsewhere.
    """
    groups: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    misses = []
    for source, row, records in answers(step):
        whole = float(len(records) == 1)
        groups["all"]["one"].append(whole)
        groups["source"][source].append(whole)
        if source != "jawhara" and len(row["body"].split()) > _BRIEF_WORDS:
            groups["all"]["story"].append(whole * isinstance(records[0], Story) if records else 0.0)
        if not whole:
            misses.append(f"{source} {row['id']} {len(records)}")
    figures = tuple(figure for group, values in sorted(groups.items()) for figure in mean_by(group, values))
    hashed = digest([*(path.read_bytes() for path in FILES.values()), _EXCEPTED.read_bytes(), str(step).encode()])
    return Measured(digest=hashed, figures=figures, misses=tuple(misses))


def measure_all() -> Measured:
    """Every article."""
    return measure(1)


def answers(step: int) -> Iterator[tuple[str, dict[str, Any], tuple[Record, ...]]]:
    """Every `step`-th article that is not excepted: its source, its row and its records."""
    for source, row in articles(step):
        yield source, row, records_of(article_event(row))


def articles(step: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every `step`-th article that is not excepted, with its source."""
    for source, path in FILES.items():
        for n, row in enumerate(lines_of(path)):
            if n % step == 0 and (row["title"] or row["body"].strip()) and not excepted(row):
                yield source, row


def article_event(row: dict[str, Any]) -> dict[str, Any]:
    """The article as a text: its title, and a paragraph a line."""
    return text_event(f"{row['title'] or ''}\n{row['body']}".strip(), name=row["id"])


def excepted(row: dict[str, Any]) -> bool:
    """Whether the article is a digest or a list."""
    titles, ids = _exceptions()
    return row["id"] in ids or bool(titles.search(row["title"] or ""))


_EXCEPTED = Path(__file__).parent / "excepted.toml"


@cache
def _exceptions() -> tuple[re.Pattern[str], frozenset[str]]:
    told = tomllib.loads(_EXCEPTED.read_text(encoding="utf-8"))
    return re.compile("|".join(entry["pattern"] for entry in told["title"])), frozenset(entry["id"] for entry in told["article"])
