"""How well topics are told of texts that have one category each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from streams.pipeline.enrich.record_text import RecordText
from streams.pipeline.enrich.topics.weighed import SURE, codes, shares_of
from streams.text.match_key import words
from tests.accuracy.topics.texts import LANGUAGES, Text, texts


class Judged(msgspec.Struct, frozen=True):
    """A text, and the share of each topic; none where too little of it is known."""

    text: Text
    shares: tuple[float, ...]


class Figures(msgspec.Struct, frozen=True):
    """What a language comes to, each 0 to 1.

    `macro` is the mean F1 of the categories by the surest of the topics that the source knows, `accuracy` the share of texts whose surest
    is right; `macro_of_all` is by the surest of all 17. `precision`, `recall` and `f1` are of the topics that are told, the last the mean
    over categories. `error` is the calibration error of the surest topic's score, in ten bins.
    """

    texts: int
    macro: float
    accuracy: float
    macro_of_all: float
    precision: float
    recall: float
    f1: float
    error: float


def held() -> str:
    """The figures of the held half, by language and as their mean."""
    by_language = {language: judged(language) for language in LANGUAGES}
    lines = [named(language, of) for language, of in by_language.items()]
    found = [figures(of) for of in by_language.values()]
    means = [sum(getattr(each, name) for each in found) / len(found) for name in Figures.__struct_fields__[1:]]
    mean = Figures(sum(each.texts for each in found), *means)
    return "\n".join([*lines, _line("mean", mean)])


def named(language: str, of: Sequence[Judged]) -> str:
    """The figures of a language, for people."""
    return _line(language, figures(of))


def judged(language: str) -> list[Judged]:
    """The texts of the held half, as the program judges them."""
    return [Judged(each, shares_of(record(each.text, language))) for each in texts(language, "held")]


def record(text: str, language: str) -> RecordText:
    """A record of one paragraph."""
    return RecordText.of([("paragraph", text, words(text))], language)


def figures(of: Sequence[Judged]) -> Figures:
    """What texts of one language come to; there must be one at least."""
    gold = [each.text.topics for each in of]
    among = sorted(of[0].text.among)
    closed = [{max(among, key=each.shares.__getitem__)} if each.shares else set() for each in of]
    surest = [{max(range(len(codes())), key=each.shares.__getitem__)} if each.shares else set() for each in of]
    told = [{at for at, share in enumerate(each.shares) if share >= SURE} for each in of]
    right = [len(found & topics) for found, topics in zip(told, gold, strict=True)]
    return Figures(
        texts=len(of),
        macro=_macro(gold, closed),
        accuracy=_mean(bool(found & topics) for found, topics in zip(closed, gold, strict=True)),
        macro_of_all=_macro(gold, surest),
        precision=sum(right) / max(1, sum(map(len, told))),
        recall=_mean(map(bool, right)),
        f1=_macro(gold, told),
        error=_error([(max(each.shares), bool(found & each.text.topics)) for each, found in zip(of, surest, strict=True) if each.shares]),
    )


def _macro(gold: Sequence[frozenset[int]], found: Sequence[set[int]]) -> float:
    """The mean F1 of categories; any of a category's topics is that category."""
    scores = []
    for topics in set(gold):
        right = sum(each == topics and bool(topics & some) for each, some in zip(gold, found, strict=True))
        told = sum(bool(topics & some) for some in found)
        scores.append(2 * right / (told + sum(each == topics for each in gold)))
    return _mean(scores)


def _error(scored: Sequence[tuple[float, bool]]) -> float:
    apart = 0.0
    for low in range(10):
        within = [(score, right) for score, right in scored if low <= min(9, int(score * 10)) < low + 1]
        if within:
            apart += abs(sum(score for score, _ in within) - sum(right for _, right in within))
    return apart / max(1, len(scored))


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / max(1, len(listed))


def _line(name: str, of: Figures) -> str:
    return (
        f"{name:4} {of.texts:5} texts  surest: macro-F1 {of.macro:.3f}, accuracy {of.accuracy:.3f}, of all 17 {of.macro_of_all:.3f}   "
        f"told: precision {of.precision:.3f}, recall {of.recall:.3f}, macro-F1 {of.f1:.3f}   calibration error {of.error:.3f}"
    )
