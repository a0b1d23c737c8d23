"""Pages whose answers are character offsets, where they stand beside the checkout: the seed's layout, and real press digests.

An item's text is what its segments of running text span. A record matches an item of its kind at a token F1 of 0.9, what was lifted out of
the record's text counting as text where that helps, since the real articles carry datelines of their own. Of an item of a press digest
nothing says which kind it is. A page's F1 is that of its matched items; a record of what the answers leave open, the line that introduces a
digest, is neither right nor wrong.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from schemas import Record, Story
from streams.text.match_key import fold, words
from tests.accuracy.figures import Measured, digest, mean_by
from tests.accuracy.running import DATA, lines_of, records_of, text_event
from tests.accuracy.scoring import MATCH, token_f1, variants

COMPOSED = (DATA / "pages_composed" / "ar.jsonl", DATA / "pages_composed" / "fa.jsonl")
DIGESTS = (DATA / "multi_item" / "fa_fars_press_digests.jsonl",)
_RUNNING = {"body": "story", "brief": "brief", "headline_item": "any"}
"""The roles of running text, and the kind of the items that they make."""
_OPEN = frozenset({"lead", "unlabelled"})


def measure_composed() -> Measured:
    """The seed's layout, notices and credits sometimes absent."""
    return _measure(COMPOSED)


def measure_digests() -> Measured:
    """Real press digests."""
    return _measure(DIGESTS)


def _measure(paths: tuple[Path, ...]) -> Measured:
    groups: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    misses = []
    for page in (page for path in paths for page in lines_of(path)):
        records = records_of(page_event(page))
        f1 = page_f1(page, records)
        groups["all"]["F1_page"].append(f1)
        groups["all"]["right"].append(float(f1 == 1))
        groups["language"][page["lang"]].append(f1)
        groups["shape"][_SHAPES[page["kind"]]].append(f1)
        texts = [text for record in records for text in (record.headline or "", record.lead, *record.body)]
        told = " \n ".join(f" {' '.join(words(text))} " for text in texts)
        groups["all"]["leak"] += [float(f" {' '.join(words(text))} " in told) for role, text in _spans(page) if role == "notice"]
        titles = [text for role, text in _spans(page) if role == "title"]
        groups["all"]["headline"] += [float(any(fold(title) == fold(record.headline or "") for record in records)) for title in titles]
        if f1 < 1:
            misses.append(f"{page['id']} {page['kind']} {f1:.2f}")
    figures = tuple(figure for group, values in sorted(groups.items()) for figure in mean_by(group, values))
    return Measured(digest=digest(path.read_bytes() for path in paths), figures=figures, misses=tuple(misses))


_SHAPES = {"story+briefs": "story_briefs", "briefs_only": "briefs", "press-digest/headline list": "press_digest"}


def page_event(page: dict[str, Any]) -> dict[str, Any]:
    """The page as its agency would send it."""
    return text_event(page["text"], source=f"https://{'-'.join(words(page['source']))}.example", name=page["id"])


def items_of(page: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The items of the page in order, each its kind (`story`, `brief` or `any`) and its paragraphs."""
    items: dict[int, tuple[str, list[str]]] = {}
    for segment in page["segments"]:
        if segment["role"] in _RUNNING:
            items.setdefault(segment["item"], (_RUNNING[segment["role"]], []))[1].append(page["text"][segment["start"] : segment["end"]])
    return list(items.values())


def page_f1(page: dict[str, Any], records: tuple[Record, ...]) -> float:
    left = [(record, variants(record)) for record in records]
    items, matched = items_of(page), 0
    for kind, paragraphs in items:
        want = words(" ".join(paragraphs))
        scored = [
            (max(token_f1(want, got) for got in gots), n)
            for n, (record, gots) in enumerate(left)
            if kind in ("any", "story" if isinstance(record, Story) else "brief")
        ]
        best, at = max(scored, default=(0.0, -1))
        if best >= MATCH:
            matched += 1
            del left[at]
    unsaid = [words(text) for role, text in _spans(page) if role in _OPEN]
    judged = matched + sum(not any(token_f1(text, gots[0]) >= MATCH for text in unsaid) for _, gots in left)
    return 2 * matched / (len(items) + judged)


def _spans(page: dict[str, Any]) -> list[tuple[str, str]]:
    return [(segment["role"], page["text"][segment["start"] : segment["end"]]) for segment in page["segments"]]
