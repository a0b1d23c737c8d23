"""Words of the trade by topic, as a desk would list them: `seeds/` has a file for each language.

They are the prior of the weights where there are labelled texts, and all there is in Urdu, Sorani and Kurmanji.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache

from streams.lexicon import lexicon
from streams.pipeline.enrich.topics.weighed import TAIL, codes, is_weighed, parts_of
from streams.text.match_key import words
from tests.accuracy.topics.texts import HERE

FOLDER = HERE / "seeds"
_COMPOUNDING = frozenset({"de"})
"""Languages that write compounds as one word."""
_SHORTEST_PART, _LONGEST_PART = 4, 7


@cache
def seeds(language: str) -> dict[str, frozenset[int]]:
    """What is weighed of the words that are listed, each with its topics, and with those of compounds that end in it."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for topic, listed in _listed(language).items():
        for word in listed:
            for part in parts_of(word, {}):
                found[part].add(topic)
            if language in _COMPOUNDING and len(word) >= _SHORTEST_PART:
                found[TAIL + word[:_LONGEST_PART]].add(topic)
    return {part: frozenset(topics) for part, topics in found.items()}


@cache
def tails(language: str) -> dict[str, int]:
    """The parts that a compound may end in."""
    return {part: 0 for part in seeds(language) if part.startswith(TAIL)}


@cache
def _listed(language: str) -> dict[int, frozenset[str]]:
    table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    common = lexicon(language).function_words
    return {
        codes().index(f"medtop:{number}000000"): frozenset(word for word in words(text) if is_weighed(word, common))
        for number, text in table.items()
    }
