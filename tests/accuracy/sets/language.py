"""The project's own texts in 17 languages and spellings, each by itself, and some too short to tell."""

from __future__ import annotations

from collections import defaultdict

from tests.accuracy.figures import Figure, Measured, digest, mean_by
from tests.accuracy.language.own import FILE, own
from tests.accuracy.language.told import told


def measure() -> Measured:
    """The share of texts whose language and script are told, by tag, and the mean of these; `und` are those that must not be told."""
    by_tag: defaultdict[str, list[float]] = defaultdict(list)
    misses = []
    for each in told(own()):
        by_tag[each.text.tag].append(float(each.right))
        if not each.right:
            misses.append(f"{each.text.tag} told as {each.tag}: {each.text.text}")
    figures = mean_by("language", by_tag)
    macro = sum(figure.value for figure in figures) / len(figures)
    return Measured(
        digest=digest([FILE.read_bytes()]),
        figures=(Figure("all", "macro", macro, sum(figure.pages for figure in figures)), *figures),
        misses=tuple(misses),
    )
