"""`python -m tests.accuracy.leave_out`: what accuracy is left without what the lexicon knows of an agency, and of a language.

Each agency's pages are scored with its own entries left out: every phrase of the furniture lists that its own notices, labels, links,
bylines or captions begin with, and every agency word that its name holds. Then each language's pages are scored with that language's whole
file left out: no connectives, no function words, no furniture. Languages that have no file are not counted in the line of all.

    python -m tests.accuracy.leave_out                   composed pages for tuning, and the pages of real articles where they are
    python -m tests.accuracy.leave_out --split held      composed pages of the held split: an exam, figures only
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from streams.text.match_key import words
from tests.accuracy.composer.compose import compose
from tests.accuracy.composer.furniture import BEYOND
from tests.accuracy.composer.report import score
from tests.accuracy.lexicons import standing_in, without, without_language
from tests.accuracy.running import as_printed, lines_of, records_of
from tests.accuracy.sets import shared_pages

PAGES, SEED = 640, 51
FURNITURE = frozenset(
    "notice_openers related sections urgent terminators bylines sources timestamps captions agency_words".split(),
)
Row = dict[str, Any]


def main(arguments: list[str]) -> None:
    """Print a table for each set of pages."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.leave_out", description="Score without parts of the lexicon.")
    parser.add_argument("--split", choices=("tune", "held"), default="tune")
    parser.add_argument("--pages", type=int, default=PAGES, help="composed pages")
    told = parser.parse_args(arguments)
    print(table(f"{told.pages} composed pages, {told.split}", list(compose(told.split, told.pages, SEED))))
    if told.split == "tune" and shared_pages.PAGES.is_file():
        print(table("pages of real articles", list(lines_of(shared_pages.PAGES))))


def table(name: str, rows: Sequence[Row]) -> str:
    """Page F1 and leak by language: with all entries, with each agency's own left out, with the language left out."""
    known, own, none = scored(rows), without_agencies(rows), without_languages(rows)
    lines = [
        name,
        f"  {'language':8} {'pages':>5}  F1: {'all':>5} {'own out':>8} {'language out':>12}   leak: {'all':>5} {'own':>6} {'language':>8}",
    ]
    for lang in (*sorted(known), "all"):
        counts = [
            sum((of for code, of in each.items() if code not in BEYOND), Counter()) if lang == "all" else each[lang]
            for each in (known, own, none)
        ]
        f1 = [each["f1"] / 1_000_000 / each["pages"] for each in counts]
        leak = [each["leaked"] / max(1, each["spans"]) for each in counts]
        lines.append(
            f"  {lang:8} {counts[0]['pages']:5}      {f1[0]:5.3f}    {f1[1]:5.3f}        {f1[2]:5.3f}"
            f"         {leak[0]:5.3f}  {leak[1]:5.3f}    {leak[2]:5.3f}"
        )
    return "\n".join(lines)


def scored(rows: Iterable[Row]) -> dict[str, Counter[str]]:
    """Counts by language, with the lexicon as it stands."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        gold = {"furniture": [], **row["gold"]}
        counts[gold["lang"]] += score(gold, as_printed(records_of(row["event"])))
    return dict(counts)


def without_agencies(rows: Sequence[Row]) -> dict[str, Counter[str]]:
    """Counts by language, each agency's pages scored without its own entries."""
    by_agency: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_agency[row["event"]["source"]].append(row)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pages in by_agency.values():
        with standing_in(own_entries_out(pages)):
            for lang, each in scored(pages).items():
                counts[lang] += each
    return dict(counts)


def without_languages(rows: Sequence[Row]) -> dict[str, Counter[str]]:
    """Counts by language, each language's pages scored without its file."""
    counts: dict[str, Counter[str]] = {}
    for lang in sorted({row["gold"]["lang"] for row in rows}):
        with standing_in(without_language(lang)):
            counts |= scored([row for row in rows if row["gold"]["lang"] == lang])
    return counts


def own_entries_out(pages: Sequence[Row]) -> Mapping[str, dict[str, Any]]:
    """The lexicon without the entries that are the wording of the agency whose pages these are."""
    spans = [span for row in pages for span in (*row["gold"]["removed"], *row["gold"].get("furniture", ()))]
    begins = {" ".join(said[:size]) for span in spans for said in [words(span["text"])] for size in range(1, 1 + min(5, len(said)))}
    signed = {word for span in spans if span["role"] == "credit" for word in words(span["text"])}
    names = signed | {word for row in pages for word in words(f"{row['gold'].get('agency', '')} {row['event']['source']}")}

    def is_own(name: str, entry: str) -> bool:
        said = words(entry)
        return any(word in names for word in said) if name == "agency_words" else " ".join(said[:5]) in begins

    return without(FURNITURE, is_own)


if __name__ == "__main__":
    main(sys.argv[1:])
