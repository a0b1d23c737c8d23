"""`python -m tests.accuracy.lead`: fit the weights of `streams/lexicon/lead.tsv`, a language at a time.

Leads of stories and whole briefs against the paragraphs that follow a lead. Needs the real articles of `../shared/data`. `--half` fits on
every other text and prints how well the rest is told apart; the weights that it writes are those to fit the boundary with, on pages of the
rest (`python -m tests.accuracy.boundary`): weights that have seen the texts of a page are surer there than they are of news.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

import msgspec

from streams.lexicon import languages
from streams.pipeline.segment.lead import EVERY_LINE, openings
from streams.pipeline.segment.stem_share import share_of
from streams.text.match_key import stem, words
from tests.accuracy import needs
from tests.accuracy.composer import texts
from tests.accuracy.logistic import Example, Row, area, fit, score

WEIGHTS = Path(__file__).parents[3] / "streams" / "lexicon" / "lead.tsv"
MOST = 9_000
"""Lines of a language at most."""
EPOCHS, RATE, SHRINK = 12, 0.5, 1.0
FEWEST = 3
"""Lines that a stem must be in to be weighed."""
KEPT = 0.08
"""Smaller weights are left out."""
_SHORTEST = 5


class _Line(msgspec.Struct, frozen=True):
    """The stems of a line with its marked openings, whether it is a lead, and for how many lines it counts."""

    stems: tuple[str, ...]
    lead: bool
    counts: float


def main(arguments: list[str]) -> int:
    """Fit and write; 1 where the real articles are not there."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.lead", description="Weigh the words of leads.")
    parser.add_argument("--half", action="store_true", help="fit on every other text, and score the rest")
    half = parser.parse_args(arguments).half
    if lacking := needs.missing(numpy=False):
        print(lacking, file=sys.stderr)
        return 1
    lines = ["language\tstem\tweight\n"]
    for language in languages():
        with texts.halved(0 if half else None):
            known = list(_lines(language))
        counts = Counter(name for line in known for name in line.stems)
        heard = {name for name, count in counts.items() if count >= FEWEST}
        examples = [Example(_row(line.stems, heard), line.lead, line.counts) for line in known]
        weights = fit(examples, epochs=EPOCHS, rate=RATE, shrink=SHRINK, free=EVERY_LINE)
        kept = {name: weight for name, weight in weights.items() if name == EVERY_LINE or abs(weight) >= KEPT}
        told = ""
        if half:
            with texts.halved(1):
                told = f", area {area((score(kept, _row(each.stems, heard)), each.lead) for each in _lines(language)):.3f}"
        print(f"{language}: {sum(each.lead for each in known)} leads, {len(known)} lines, {len(kept):,} weights{told}", flush=True)
        lines += [f"{language}\t{name}\t{weight:.2f}\n" for name, weight in sorted(kept.items())]
    WEIGHTS.write_text("".join(lines), encoding="utf-8")
    return 0


def _lines(language: str) -> Iterator[_Line]:
    """Leads and briefs, and later paragraphs, as many of both."""
    library = texts.library(language, "tune")
    leads = [story.paragraphs[0] for story in library.stories] + [brief.text for brief in library.briefs]
    later = [paragraph for story in library.stories for paragraph in story.paragraphs[1:] if paragraph[:2] not in ("# ", "- ", "| ")]
    later = [paragraph for paragraph in later if len(paragraph.split()) >= _SHORTEST]
    chance = random.Random(5)
    for found, lines in ((True, leads), (False, later)):
        chance.shuffle(lines)
        kept = lines[: MOST // 2]
        weight = MOST / 2 / max(1, len(kept)) if len(kept) < MOST // 2 else 1.0
        for line in kept:
            yield _Line(_stems(line), found, min(weight, 2.0))


def _stems(text: str) -> tuple[str, ...]:
    folded = words(text)
    return tuple(sorted({*map(stem, folded), *openings(folded)}))


def _row(stems: Sequence[str], heard: Set[str]) -> Row:
    """What is in a line, with how much each counts there, as `lead_of` counts it."""
    share = share_of(len(stems))
    return ((EVERY_LINE, 1.0), *((name, share) for name in stems if name in heard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
