"""The pages that the boundary's weights are fitted on, each with its answers: all that may be tuned on, and nothing held.

Whole articles are among them, because most of what a desk sends is one story.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import msgspec

from schemas import Record, Story
from schemas.codec import encode
from streams.text.match_key import words
from tests.accuracy.composer import texts
from tests.accuracy.composer.compose import compose
from tests.accuracy.running import DATA, lines_of, text_event
from tests.accuracy.scoring import MATCH, token_f1, variants
from tests.accuracy.sets import articles, offsets, shared_pages
from tests.accuracy.sets.composed import own_prose
from tests.fixtures import gold_pages

Worth: TypeAlias = Callable[[tuple[Record, ...]], float]
"""How right the records of a page are, 0 to 1."""

COMPOSED, SEEDS = 900, (31, 32)
"""Pages of the project's own prose, and of real articles."""
STEP = 12
"""One article in so many; the gate scores others too."""
_LEAST_LINES = 2


class LabelledPage(msgspec.Struct, frozen=True, kw_only=True):
    """An event and what its records are worth. Pages of one `source` are held out together."""

    set: str
    source: str
    event: dict[str, Any]
    worth: Worth
    whole: bool = False


def labelled_pages() -> Iterator[LabelledPage]:
    """Every page to fit on. Needs the real data beside the checkout."""
    with texts.halved(1):
        with own_prose():
            own = list(compose("tune", COMPOSED, SEEDS[0]))
        real = list(compose("tune", COMPOSED, SEEDS[1]))
    yield from _composed("own", own)
    yield from _composed("real", real)
    yield from _composed("shared", lines_of(shared_pages.PAGES))
    yield from gold_pages_labelled()
    for path in (*offsets.COMPOSED, *offsets.DIGESTS):
        for page in lines_of(path):
            yield LabelledPage(set="offsets", source=page["source"], event=offsets.page_event(page), worth=_by_offsets(page))
    for source, row in articles.articles(STEP):
        yield LabelledPage(set="articles", source=source, event=articles.article_event(row), worth=_is_one, whole=True)
    yield from _sites()


def gold_pages_labelled() -> Iterator[LabelledPage]:
    """The project's own labelled pages."""
    for gold in gold_pages():
        items = [(each.kind, words(" ".join(each.paragraphs))) for each in gold.items]
        yield LabelledPage(set="fixtures", source=gold.page, event=json.loads(encode(gold.raw())), worth=_by_items(items))


def _composed(name: str, rows: Iterable[dict[str, Any]]) -> Iterator[LabelledPage]:
    for row in rows:
        items = [(each["kind"], words(" ".join(each["paragraphs"]))) for each in row["gold"]["items"]]
        yield LabelledPage(set=name, source=row["gold"].get("agency") or row["event"]["source"], event=row["event"], worth=_by_items(items))


def _sites() -> Iterator[LabelledPage]:
    """Articles of many sites, as their publishers' own markup gives them."""
    for path in sorted((DATA / "html_extraction" / "fundus").glob("*/*.json")):
        for name, told in json.loads(path.read_text(encoding="utf-8")).items():
            body = told.get("body") or {}
            paragraphs = list(body.get("summary") or [])
            for section in body.get("sections") or []:
                paragraphs += [*(section.get("headline") or []), *(section.get("paragraphs") or [])]
            paragraphs = [" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip()]
            if len(paragraphs) >= _LEAST_LINES:
                yield _site(path.parent.name, name[-40:], [told.get("title") or "", *paragraphs])
    truth = json.loads((DATA / "html_extraction" / "aeb" / "ground-truth.json").read_text(encoding="utf-8"))
    for name, told in truth.items():
        paragraphs = [line for line in told["articleBody"].split("\n") if line.strip()]
        if len(paragraphs) > _LEAST_LINES:
            yield _site("benchmark", name[:20], paragraphs)


def _site(source: str, name: str, paragraphs: list[str]) -> LabelledPage:
    return LabelledPage(set="sites", source=source, event=text_event("\n".join(paragraphs), name=name), worth=_is_one, whole=True)


def _is_one(records: tuple[Record, ...]) -> float:
    return float(len(records) == 1)


def _by_offsets(page: dict[str, Any]) -> Worth:
    return lambda records: offsets.page_f1(page, records)


def _by_items(items: list[tuple[str, list[str]]]) -> Worth:
    """The page's F1: an item is found where a record of its kind has a token F1 of 0.9 with it."""

    def worth(records: tuple[Record, ...]) -> float:
        left = [("story" if isinstance(record, Story) else "brief", variants(record)) for record in records]
        found = 0
        for kind, want in items:
            scored = [(max(token_f1(want, got) for got in gots), n) for n, (told, gots) in enumerate(left) if told == kind]
            best, at = max(scored, default=(0.0, -1))
            if best >= MATCH:
                del left[at]
                found += 1
        return 2 * found / (len(items) + len(records))

    return worth
