"""Pages composed of invented agencies' furniture: always of the split that rulesets are tuned on. The held one has no floors."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.accuracy.composer import texts
from tests.accuracy.composer.compose import compose
from tests.accuracy.composer.report import score
from tests.accuracy.figures import Figure, Measured, digest
from tests.accuracy.running import as_printed, records_of

PAGES, SEED = 640, 11
_RATES = {
    "right": ("pages_right", "pages"),
    "paragraphs": ("paragraphs_found", "paragraphs"),
    "headline": ("headlines_right", "headlines"),
    "credit": ("credits_found", "credits"),
    "leak": ("leaked", "spans"),
    "stray": ("strayed", "strays"),
}


def measure_own() -> Measured:
    """Pages of the project's own prose: the same on every machine."""
    with own_prose():
        return measure_rows(list(compose("tune", PAGES, SEED)))


def measure_real() -> Measured:
    """Pages of real articles, where their data stands beside the checkout."""
    return measure_rows(list(compose("tune", PAGES, SEED)))


@contextmanager
def own_prose() -> Iterator[None]:
    """Compose of the project's own texts alone, as on a machine without the real articles."""
    real, texts.SHARED = texts.SHARED, Path(__file__).parent / "absent"
    texts.library.cache_clear()
    try:
        yield
    finally:
        texts.SHARED = real
        texts.library.cache_clear()


def measure_rows(rows: list[dict[str, Any]]) -> Measured:
    """Figures of composed pages, each a row of `event` and `gold`."""
    groups: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    misses = []
    for row in rows:
        gold, kind = row["gold"], row["event"]["datacontenttype"].split(";")[0].removeprefix("text/")
        counts = score(gold, as_printed(records_of(row["event"])))
        for group in (("all", "F1_page"), ("language", gold["lang"]), ("shape", gold["shape"]), ("format", kind)):
            groups[group] += counts
        if not counts["pages_right"]:
            misses.append(f"{row['event']['id']} {gold['lang']} {gold['shape']} {gold['layout']} {counts['f1'] / 1_000_000:.2f}")
    figures = [Figure(group, name, c["f1"] / 1_000_000 / c["pages"], c["pages"]) for (group, name), c in sorted(groups.items())]
    whole = groups["all", "F1_page"]
    rates = [
        Figure("all", name, whole[part] / whole[of], whole[of] if name != "right" else whole["pages"])
        for name, (part, of) in _RATES.items()
        if whole[of]
    ]
    return Measured(
        digest=digest(json.dumps(row, ensure_ascii=False).encode() for row in rows), figures=(*rates, *figures), misses=tuple(misses)
    )
