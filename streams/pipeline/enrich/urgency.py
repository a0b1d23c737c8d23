"""Urgency: what the desk's own label or marker says, on IPTC's scale of 1 to 9.

NewsML-G2 and IIM 2:10 (Urgency): 1 is the most urgent, 5 normal, 8 the least; 9 is for each user to define. What each word of the desks
stands for is told here as agencies use the scale: flash 1, bulletin or alert 2, urgent 3, important 4. Below that nothing is told: an item
without a label may be anything, so it has no urgency.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from streams.lexicon import LONGEST_PHRASE, Phrases
from streams.text.match_key import fold

FLASH, BULLETIN, URGENT, IMPORTANT = 1, 2, 3, 4
_SNAP = "snap"


def urgency_of(label: str | None, form: str | None = None, opening: Sequence[str] = ()) -> int | None:
    """The urgency that the `label` of an item (عاجل, SON DAKİKA, FLASH) stands for; None where nothing tells it.

    Without a label it is that of a marker which still stands in the `opening`, the folded first words of its headline or lead, and urgent
    for a `form` of `snap`: a desk sends one line alone when it can't wait for a sentence.
    """
    if label is not None:
        return _of_label(label)
    if opening and opening[0] in _openers().firsts and (count := _openers().opens(opening[:LONGEST_PHRASE])):
        return _levels().get(" ".join(opening[:count]), URGENT)
    return URGENT if form == _SNAP else None


# Labels are few and come again.
@lru_cache(maxsize=256)
def _of_label(label: str) -> int | None:
    return _levels().get(fold(label), URGENT)


@cache
def _levels() -> Mapping[str, int | None]:
    """The level of each label that is not simply urgent."""
    table = _table()
    levels = (("flash", FLASH), ("bulletin", BULLETIN), ("important", IMPORTANT), ("unsaid", None))
    return {fold(each): level for name, level in levels for each in table[name]}


@cache
def _openers() -> Phrases:
    return Phrases.of(map(fold, _table()["openers"]))


@cache
def _table() -> Mapping[str, list[str]]:
    return tomllib.loads((resources.files("streams") / "pipeline" / "enrich" / "urgency.toml").read_text(encoding="utf-8"))
