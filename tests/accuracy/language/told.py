"""Which language is told for texts whose language is known, as the pipeline tells it for a text by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from streams.pipeline.enrich.language import by_letters, identify
from streams.text.match_key import words
from tests.accuracy.language.texts import Text

_BINS = 10


class Told(msgspec.Struct, frozen=True):
    """A text, the tag that was told, and how sure the program was."""

    text: Text
    tag: str
    score: float

    @property
    def right(self) -> bool:
        """Whether it is the text's."""
        return self.tag == self.text.tag


def told(texts: Iterable[Text]) -> list[Told]:
    """The language of each."""
    found = []
    for each in texts:
        language = by_letters(each.text, words(each.text)) or identify(each.text)
        found.append(Told(each, language.tag, language.decision.score))
    return found


def calibration_error(of: Sequence[Told]) -> float:
    """The expected calibration error of what was told: how far the mean score is from the share that is right, in ten bins by score."""
    sure = [each for each in of if each.tag != "und"]
    bins: dict[int, list[Told]] = {}
    for each in sure:
        bins.setdefault(min(_BINS - 1, int(each.score * _BINS)), []).append(each)
    gaps = (abs(sum(each.right - each.score for each in members)) for members in bins.values())
    return sum(gaps) / max(1, len(sure))
