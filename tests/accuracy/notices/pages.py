"""The pages whose lines are weighed, and the voices that they are heard with, none of which has learned from the agencies of its pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from schemas.codec import encode
from streams.lexicon import languages
from tests.accuracy.composer import texts
from tests.accuracy.composer.compose import compose
from tests.accuracy.composer.furniture import families
from tests.accuracy.lexicons import voiced
from tests.accuracy.notices.lines import Labels, Weighed, weighed
from tests.accuracy.running import lines_of
from tests.accuracy.sets import articles, shared_pages
from tests.accuracy.sets.composed import own_prose
from tests.accuracy.voice.examples import examples
from tests.accuracy.voice.fitting import fit
from tests.fixtures import gold_pages

Voice = Mapping[str, Mapping[str, float]]
PAGES, SEEDS = 270, (41, 42)
"""Pages of each family of the project's own prose, and of real articles."""
STEP = 24
"""One article in so many."""
SET_COUNTS = {"composed": 1.0, "shared": 0.5, "fixtures": 4.0, "articles": 0.5}
"""How much a line counts by its set."""


def voices() -> dict[str, Voice]:
    """By family, a voice that was fitted on every other one, this left out, and on half of the texts; by the empty name one of the two."""
    names = list(families())
    halves = [_voice(names[1::2]), _voice(names[::2])]
    return {name: halves[i % 2] for i, name in enumerate(names)} | {"": halves[0]}


def _voice(names: Sequence[str]) -> Voice:
    known = [agency for name in names for agency in families()[name].agencies]
    with texts.halved(0):
        return {language: fit(list(examples(language, known))) for language in languages()}


def all_lines(heard: Mapping[str, Voice]) -> Iterator[Weighed]:
    """The lines of every page to fit on."""
    for name, pack in families().items():
        with voiced(heard[name]), texts.halved(1):
            with own_prose():
                own = list(compose("tune", PAGES, SEEDS[0], beyond=True, of=pack))
            rows = [*own, *compose("tune", PAGES, SEEDS[1], beyond=True, of=pack)]
            yield from weighed(((row["event"], Labels.of_row(row["gold"])) for row in rows), name, SET_COUNTS["composed"])
    with voiced(heard[""]):
        pages = [(row["event"], Labels.of_row(row["gold"])) for row in lines_of(shared_pages.PAGES)]
        yield from weighed(pages, "shared", SET_COUNTS["shared"])
        labelled = [(json.loads(encode(gold.raw())), Labels.of_row(msgspec.to_builtins(gold))) for gold in gold_pages()]
        yield from weighed(labelled, "fixtures", SET_COUNTS["fixtures"])
        whole = [(articles.article_event(row), None) for _, row in articles.articles(STEP)]
        yield from weighed(whole, "articles", SET_COUNTS["articles"])
