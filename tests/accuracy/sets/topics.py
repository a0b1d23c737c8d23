"""Short news items in nine languages with their topics: two or three sentences under a headline, over all 17 topics."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from streams.pipeline.enrich.record_text import RecordText
from streams.pipeline.enrich.topics import topics_of
from streams.text.match_key import words
from tests.accuracy.figures import Figure, Measured, digest

LABELLED = Path(__file__).parents[2] / "fixtures" / "enrichment" / "topics.jsonl"


class Labelled(msgspec.Struct, frozen=True):
    """An item, the language it is in, and the qcodes of its topics, the foremost first."""

    lang: str
    headline: str
    text: str
    topics: tuple[str, ...]


def labelled() -> tuple[Labelled, ...]:
    """The set. Its odd lines were developed on, its even ones held back."""
    return tuple(msgspec.json.decode(line, type=Labelled) for line in LABELLED.read_bytes().splitlines())


def found_in(each: Labelled) -> tuple[str, ...]:
    """What the program tells, the surest first."""
    record = RecordText.of([("headline", each.headline, words(each.headline)), ("paragraph", each.text, words(each.text))], each.lang)
    return tuple(topic.code for topic in topics_of(record))


def measure() -> Measured:
    """F1 of topics by language, by half and by topic; over all also precision, recall, and how often the surest is right."""
    tallies: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    misses = []
    for n, each in enumerate(labelled(), 1):
        found = found_in(each)
        right = set(found) & set(each.topics)
        tally = {
            "right": len(right),
            "found": len(found),
            "labelled": len(each.topics),
            "first": int(found[:1] != () and found[0] in right),
        }
        for group in (("all", ""), ("language", each.lang), ("half", "odd" if n % 2 else "even")):
            tallies[group].update(tally, pages=1)
        for code in {*found, *each.topics}:
            told = {"right": int(code in right), "found": int(code in found), "labelled": int(code in each.topics)}
            tallies["topic", code.removeprefix("medtop:")].update(told, pages=1)
        if set(found) != set(each.topics):
            misses.append(f"{each.lang} line {n}: {', '.join(found) or 'nothing'} for {', '.join(each.topics)}")
    return Measured(digest=digest([LABELLED.read_bytes()]), figures=tuple(_figures(tallies)), misses=tuple(misses))


def _figures(tallies: Mapping[tuple[str, str], Counter[str]]) -> Iterator[Figure]:
    for (group, name), tally in sorted(tallies.items()):
        if group == "all":
            yield Figure(group, "precision", tally["right"] / max(1, tally["found"]), tally["pages"])
            yield Figure(group, "recall", tally["right"] / max(1, tally["labelled"]), tally["pages"])
            yield Figure(group, "first", tally["first"] / tally["pages"], tally["pages"])
        yield Figure(group, name or "f1", 2 * tally["right"] / max(1, tally["found"] + tally["labelled"]), tally["pages"])
