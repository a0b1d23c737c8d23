"""Whether single decisions in a record were right, by the labels of its page.

A record belongs to the labelled item that most of its words are of. Its `kind` is right when that item is of the kind; its `headline` is
right when it is that item's. A `boundary` says where an item ends: it is right when the first record that carries it ends where its item
ends, so that nothing of the item is left for another record and nothing of another item is in it. It counts once a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from schemas import Decision, Record, Story
from streams.text.match_key import fold, words

_BELONGS, _WHOLE = 0.5, 0.8
"""Shares of a text's words that its item must hold: most of them; all but for what marks and bullets make of a few."""
WHAT = ("kind", "boundary", "headline")


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a page as it is labelled."""

    kind: str
    headline: str | None
    paragraphs: tuple[str, ...]


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A decision, whether it was right, and the evidence that its score is mapped from."""

    decision: Decision
    right: bool
    evidence: float


def judge(items: Sequence[Labelled], records: Sequence[Record]) -> Iterator[Judged]:
    """The decisions of a page about kinds, boundaries and headlines."""
    held = [_bag(" ".join((item.headline or "", *item.paragraphs))) for item in items]
    seen: set[Decision] = set()
    for record in records:
        at = _owner(_bag(" ".join((record.lead, *record.body))), held)
        item = items[at] if at is not None else None
        for decision in record.decisions:
            right = None
            if decision.what == "kind":
                right = item is not None and item.kind == ("story" if isinstance(record, Story) else "brief")
            elif decision.what == "headline" and record.headline is not None:
                right = item is not None and fold(item.headline or "") == fold(record.headline)
            elif decision.what == "boundary" and decision not in seen:
                seen.add(decision)
                right = at is not None and _is_whole(record, items[at], held, at)
            if right is not None:
                yield Judged(decision=decision, right=right, evidence=evidence(decision, record.decisions))


def evidence(decision: Decision, decisions: Sequence[Decision]) -> float:
    """What the decision's score is mapped from: its own evidence. A kind's counts times its boundary's: a wrong cut makes odd kinds."""
    if decision.what != "kind":
        return decision.score
    return decision.score * next((other.score for other in decisions if other.what == "boundary"), 1.0)


def _is_whole(record: Record, item: Labelled, held: Sequence[Counter[str]], at: int) -> bool:
    """Whether the record ends where its item, number `at`, ends, and holds no paragraph of another one."""
    last, text = _bag(item.paragraphs[-1]), _bag(" ".join((record.standfirst or "", record.lead, *record.body)))
    paragraphs = [_bag(paragraph) for paragraph in (record.lead, *record.body)]
    return _share(last, text) >= _WHOLE and all(_share(each, held[at]) >= _WHOLE or _owner(each, held) in (at, None) for each in paragraphs)


def _owner(text: Counter[str], held: Sequence[Counter[str]]) -> int | None:
    best = max(range(len(held)), key=lambda n: _share(text, held[n]), default=None)
    return best if best is not None and _share(text, held[best]) >= _BELONGS else None


def _share(text: Counter[str], other: Counter[str]) -> float:
    """Share of the words of `text` that `other` holds."""
    return (text & other).total() / text.total() if text else 0.0


def _bag(text: str) -> Counter[str]:
    return Counter(words(text))
