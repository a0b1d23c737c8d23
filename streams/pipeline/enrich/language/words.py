"""Languages told by letters and function words alone, where a text has enough of both: a tenth of the time, and surer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import islice, repeat

from streams.lexicon import languages, lexicon

_SAME = 0.1
"""Share of function words of the page's language that shows a text to be in it: those shared with other languages count for less, and what
is common in others against it (`words.tsv`)."""
_FEWEST = 2
_NOTHING = repeat(0.0)
_FOLDER = resources.files("streams") / "pipeline" / "enrich" / "language"
_TOLD_WORDS, _TOLD_FEWEST = 60, 3
# Letters of which a text in the language has one, letters that it has none of, and the least share of its function words. On 9,200 texts
# of 8 to 30 words in 20 languages and spellings these told 864 to be in one of the three, none wrongly but for
# two that are Persian and labelled Urdu.
_TOLD = (
    ("ar", re.compile("[ةىأإ]"), re.compile("[پچژگکیڤڨەۆڵڕێٹڈڑںےھہټډړښځڅېۍۇۈۋۀ]"), 0.10),
    ("fa", re.compile("[پچژگ]"), re.compile("[ڤەۆڵڕێٹڈڑںےھہټډړښځڅېۍۇۈۋڭى]"), 0.20),
    ("ur", re.compile("[ںےٹڈڑہھ]"), re.compile("[ەڵڕێټډړښځڅېۍۇۈۋڭ]"), 0.25),
)


def told_by_letters(text: str, words: Iterable[str]) -> str | None:
    """The ISO 639 code of the language of `text`, of whose folded `words` the first 60 are read; None where they leave doubt."""
    known = list(islice(words, _TOLD_WORDS))
    for code, own, foreign, share in _TOLD:
        if own.search(text) and not foreign.search(text):
            found = sum(map(lexicon(code).function_words.__contains__, known))
            if found >= _TOLD_FEWEST and found >= share * len(known):
                return code
    return None


def reads_in(paragraphs: Sequence[Sequence[str]], code: str) -> bool:
    """Whether the folded words of the `paragraphs` show that they are in the language with that ISO 639 code."""
    counts = _page_words().get(code)
    if counts is None:
        return False
    enough = max(_FEWEST, _SAME * sum(map(len, paragraphs)))
    found = 0.0
    for words in paragraphs:
        found += sum(map(counts.get, words, _NOTHING), 0.0)
        if found >= enough:
            return True
    return False


@cache
def _page_words() -> Mapping[str, Mapping[str, float]]:
    """By language what its function words count, and what those of others count against it."""
    found = {code: dict.fromkeys(lexicon(code).function_words, 1.0) for code in languages()}
    for row in (_FOLDER / "words.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        code, word, weight = row.split("\t")
        found[code][word] = float(weight)
    return found
