"""Lines that the voice of the house is learned from: what the house says against what news says, each as the stems of its words."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from streams.text.match_key import stem, words
from tests.accuracy.composer import texts
from tests.accuracy.composer.furniture import Agency, fill, pack

HERE = Path(__file__).parent
HOUSE, NEWS = frozenset({"notice", "promotion", "desk"}), frozenset({"news"})
MOST_NEWS = 4_000
"""News texts of a language at most."""
_LANGID = {
    "ar": ("arb-Arab",), "fa": ("pes-Arab",), "ur": ("urd-Arab",), "tr": ("tur-Latn",), "kmr": ("kmr-Latn",), "ckb": ("ckb-Arab",),
    "en": ("eng-Latn",), "fr": ("fra-Latn",), "de": ("deu-Latn",),
}  # fmt: skip


class Example(msgspec.Struct, frozen=True):
    """The stems of a line, in order of the alphabet, and whether the house speaks in it."""

    stems: tuple[str, ...]
    house: bool


def examples(language: str, agencies: Iterable[Agency] | None = None) -> Iterator[Example]:
    """The lines written for this, those of the agencies that composed pages for tuning come from, and news.

    Where only some `agencies` are named, pages of the others say how well unknown agencies are heard.
    """
    for row in (HERE / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        role, _, text = row.partition("\t")
        if role in HOUSE | NEWS:
            yield _example(text, house=role in HOUSE)
    for text in dict.fromkeys(_agency_lines(language, pack("tune").agencies if agencies is None else agencies)):
        yield _example(text, house=True)
    news = _news(language)
    random.Random(3).shuffle(news)
    for text in news[:MOST_NEWS]:
        yield _example(text, house=False)


def _example(text: str, *, house: bool) -> Example:
    return Example(tuple(sorted({stem(word) for word in words(text)})), house)


def _agency_lines(language: str, agencies: Iterable[Agency]) -> Iterator[str]:
    """The notices, footers, promotion and widgets of the agencies, with names, cities and people in them."""
    chance = random.Random(5)
    for agency in agencies:
        if agency.lang == language:
            for template in _templates(agency):
                yield from fill(chance, template, agency, words="412", serial="2045").splitlines()


def _templates(agency: Agency) -> Iterator[str]:
    desk = agency.desk
    yield from (*agency.notices, *agency.footers, *desk.copyright, *desk.promos, *desk.cookie)
    # Of a link the words before the title: the title is news.
    yield from (template.partition("{title}")[0].rstrip("\n") for template in agency.related)


def _news(language: str) -> list[str]:
    """Texts that composed pages for tuning are made of, first sentences of news, and sentences of any kind where there is little else."""
    library = texts.library(language, "tune")
    found = [line for story in library.stories for line in (story.headline, *story.paragraphs)] + [brief.text for brief in library.briefs]
    file = texts.SHARED / "topics_mewsc16" / f"{language}.jsonl"
    if file.is_file():
        found += [json.loads(row)["text"] for row in file.read_text(encoding="utf-8").splitlines()]
    rows = map(json.loads, (texts.SHARED / "langid" / "langid_dev.jsonl").read_text(encoding="utf-8").splitlines())
    return found + [row["text"] for row in rows if row["lang"] in _LANGID[language]]
