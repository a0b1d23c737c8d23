"""How well pages are taken apart: records against the labels of a page.

A record matches a labelled item of its kind when the token F1 of their running texts is at least 0.9, as articles are scored in the
content-extraction literature. A page's F1 is that of its matched items; a score is the mean over pages, so that a long digest does not
count for more than a story.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from schemas import Record, Story
from streams.text.match_key import fold, words
from tests.fixtures import GoldItem, GoldPage

MATCH = 0.9
_TELLING = 3


@dataclass(frozen=True)
class PageScore:
    """One page's figures; a rate that the page has nothing for is None."""

    f1: float
    headlines: float | None
    credits: float | None
    forms: float | None
    languages: float | None
    leaked: float | None


def score(page: GoldPage, records: tuple[Record, ...]) -> PageScore:
    """How `records` compare with the labels of `page`."""
    pairs = _match(page.items, records)
    return PageScore(
        f1=2 * len(pairs) / (len(page.items) + len(records)),
        headlines=_rate([fold(item.headline or "") == fold(record.headline or "") for item, record in pairs]),
        credits=_rate([fold(item.credit or "") == fold(record.credit or "") for item, record in pairs if item.credit]),
        forms=_rate([item.form == record.form for item, record in pairs]),
        languages=_rate([item.language == record.language for item, record in pairs]),
        leaked=_rate([_leaks(span.text, records) for span in page.removed if span.role in ("notice", "related", "section")]),
    )


def mean(values: list[float | None]) -> float | None:
    """The mean of the values that are there."""
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else None


def variants(record: Record) -> list[list[str]]:
    """The words of the record's text, first alone, then with what was lifted out of it: dateline, credit, standfirst."""
    dateline = record.dateline.text if record.dateline else ""
    text, credit, summary = " ".join((record.lead, *record.body)), record.credit or "", record.standfirst or ""
    lifted = ("", f"{dateline} ", f"{summary} ", f"{summary} {dateline} ")
    forms = (*(before + text for before in lifted), f"{text} {credit}", f"{dateline} {text} {credit}")
    return [words(variant) for variant in dict.fromkeys(forms)]


def _match(items: tuple[GoldItem, ...], records: tuple[Record, ...]) -> list[tuple[GoldItem, Record]]:
    left = list(records)
    pairs = []
    for item in items:
        want = words(" ".join(item.paragraphs))
        best = max(
            (record for record in left if isinstance(record, Story) == (item.kind == "story")),
            key=lambda record: token_f1(want, _text(record)),
            default=None,
        )
        if best is not None and token_f1(want, _text(best)) >= MATCH:
            left.remove(best)
            pairs.append((item, best))
    return pairs


def _text(record: Record) -> list[str]:
    return words(" ".join((record.lead, *record.body)))


def token_f1(want: list[str], got: list[str]) -> float:
    """Likeness of two texts, 0 to 1, by the words that they share, whatever their order."""
    common = sum((Counter(want) & Counter(got)).values())
    return 2 * common / (len(want) + len(got)) if want or got else 1.0


def _leaks(text: str, records: tuple[Record, ...]) -> bool:
    """Whether a span's words stand in a record's text; of a word or two, which any text may use, whether they are a paragraph."""
    said = fold(text)
    if len(said.split()) < _TELLING:
        return any(said == fold(paragraph) for record in records for paragraph in (record.headline or "", record.lead, *record.body))
    return any(f" {said} " in f" {' '.join(_text(record))} " for record in records)


def _rate(hits: list[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None
