"""What each enrichment costs: microseconds for the records of a page.

    python -m bench.enrichment [--rounds N]

The page that the project's speed is judged by (`bench.stages`): a story with its notice and the briefs below it. Each enrichment is called
on the texts of the page's records, whose words are folded already, as the pipeline calls it; language is told for each record of a page
whose language is known. CPU time of this process, the median of the rounds, of which the first, in which data are loaded, does not count.
`in the pipeline` is what taking a page apart costs with all of them beyond what it costs with none: between its other stages, which drive
their tables out of the processor's caches, each is dearer than again and again by itself.
A page that comes again and again has its words in every table already: `--fresh` takes the sample pages of every language in turn, each
of them once a round, and says what a record costs there.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TypeAlias

from bench.stages import PAGE
from schemas import Record
from streams import FORM
from streams.compiled import SAYS
from streams.intake.samples import sample_messages
from streams.pipeline import Message, Published, process_message
from streams.pipeline.enrich import ENRICHMENTS, Enrichments, Language, RecordText, Role, declared, reads_as, urgency_of
from streams.pipeline.enrich.days import days_of
from streams.pipeline.enrich.figures import figures_of
from streams.pipeline.enrich.places import places_of
from streams.pipeline.enrich.quotes import quotes_of
from streams.pipeline.enrich.reading import reading_seconds
from streams.pipeline.enrich.topics import topics_of
from streams.text.match_key import words

ISSUED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
MOST = 150.0
"""Microseconds that all of them together may cost for the page."""

Parts: TypeAlias = list[tuple[Role, str, tuple[str, ...]]]
"""The text of a record, in its parts."""
Texts: TypeAlias = Sequence[tuple[str, Parts]]
"""The texts of records, with their languages."""


def main(arguments: list[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.enrichment")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--fresh", action="store_true", help="the sample pages of all languages, and what a record costs")
    options = parser.parse_args(arguments or [])
    messages = [message for message in sample_messages() if options.fresh or message.topic == PAGE]
    texts = [each for message in messages for each in _texts(message)]
    count = sum(len(folded) for _, parts in texts for _, _, folded in parts)
    over = len(texts) if options.fresh else 1
    print(f"Python {sys.version.split()[0]}, pipeline: {SAYS[FORM]}, {options.rounds} rounds; {len(texts)} records of {count:,} words")
    costs = {name: cost(each, texts, options.rounds, 1 if options.fresh else 20) / over for name, each in _BY_NAME.items()}
    for name, micros in costs.items():
        print(f"{name:10} {micros:8.1f} µs")
    print(f"{'sum':10} {sum(costs.values()):8.1f} µs{' a record' if options.fresh else f' of {MOST:.0f}'}")
    together = cost(lambda text: [each(text) for each in _BY_NAME.values()], texts, options.rounds, 1 if options.fresh else 20) / over
    print(f"{'together':10} {together:8.1f} µs, one after the other on each record")
    sets: tuple[Enrichments, ...] = (ENRICHMENTS, frozenset())
    whole, without = (pipeline(messages, wanted, options.rounds) * len(messages) / over for wanted in sets)
    print(f"in the pipeline {whole - without:5.0f} µs of {whole:,.0f}")


def cost(enrichment: Callable[[RecordText], object], texts: Texts, rounds: int, repeats: int) -> float:
    """Microseconds that the enrichment takes for all the texts."""
    spent = []
    for turn in range(rounds + 1):
        # Anew each time: a text remembers what it was asked.
        fresh = [RecordText.of(parts, language) for _ in range(repeats) for language, parts in texts]
        began = time.process_time()
        for text in fresh:
            enrichment(text)
        if turn:
            spent.append((time.process_time() - began) / repeats * 1e6)
    return statistics.median(spent)


def pipeline(messages: Sequence[Message], wanted: Enrichments, rounds: int) -> float:
    """Microseconds that a page takes with these enrichments, from the message to its records."""
    spent = []
    for turn in range(rounds + 1):
        began = time.process_time()
        for message in messages:
            for _ in range(max(1, 20 // len(messages))):
                process_message(message, enrichments=wanted)
        if turn:
            spent.append((time.process_time() - began) / max(1, 20 // len(messages)) / len(messages) * 1e6)
    return statistics.median(spent)


def _language(text: RecordText) -> bool:
    return reads_as([part.words for part in text.parts], _page(text.language))


@cache
def _page(language: str) -> Language:
    """A page in the language, as its markup may declare it."""
    found = declared(language)
    if found is None:
        raise SystemExit(f"a record of the sample pages is in no language: {language}")
    return found


_BY_NAME: Mapping[str, Callable[[RecordText], object]] = {
    "language": _language,
    "topics": topics_of,
    "places": places_of,
    "days": lambda text: days_of(text, ISSUED),
    "figures": figures_of,
    "quotes": quotes_of,
    "urgency": lambda text: urgency_of(None, None, text.parts[0].words[:3]),
    "reading": reading_seconds,
}


def _texts(message: Message) -> Texts:
    outcome = process_message(message)
    if not isinstance(outcome, Published):
        raise SystemExit(f"{message.topic}: {outcome}")
    return [(record.language.partition("-")[0], _parts(record)) for record in outcome.records]


def _parts(record: Record) -> Parts:
    texts: list[tuple[Role, str | None]] = [("headline", record.headline), ("standfirst", record.standfirst), ("paragraph", record.lead)]
    texts += [("paragraph", text) for text in record.body]
    return [(role, text, words(text)) for role, text in texts if text]


if __name__ == "__main__":
    main(sys.argv[1:])
