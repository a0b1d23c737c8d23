"""`python -m tests.accuracy.single_items`: what a single item comes to that is sent alone.

An article is one story, however short its paragraphs; a teaser is a brief; a flash is a brief of form `snap`. What stands between brief and
story gets an answer, a score and a rule: its answers are printed by length. The project's own items come first, real ones where they are on
this machine.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from schemas import Record
from streams.text.sentences import sentences
from tests.accuracy.composer import texts
from tests.accuracy.running import lines_of, records_of, text_event
from tests.accuracy.sets import articles
from tests.fixtures import gold_pages

STEP = 10
LONG_ENOUGH = 90
"""Words from which an article is none of the grey zone."""
LABELS = {"ar": "عاجل: ", "fa": "فوری: ", "en": "URGENT: "}
_LANG = {"multisource": "ar", "jawhara": "ar", "fars": "fa", "wikinews": "en"}
_BANDS = (30, 60, 90, 120, 200, 10_000)


def main() -> None:
    """Print a table of single items, and one of the grey zone."""
    print("own items, by form: share that comes out as one record of the kind")
    for name, wanted, items in own_items():
        print(row(name, wanted, items))
    if not all(path.is_file() for path in articles.FILES.values()):
        return
    print("real items")
    for name, wanted, items in real_items():
        print(row(name, wanted, items))
    print(grey_zone())


def own_items() -> Iterator[tuple[str, str, list[str]]]:
    """The items of the labelled pages, each alone: a name, the answer that they should have, and their texts."""
    by_form: defaultdict[str, list[str]] = defaultdict(list)
    for page in gold_pages():
        for item in page.items:
            if page.shape == "grey_zone":
                continue
            by_form[item.form].append("\n".join(filter(None, (item.headline, item.standfirst, *item.paragraphs))))
    for form, wanted in (("article", "story"), ("teaser", "brief"), ("item", "brief"), ("short", "brief"), ("snap", "brief/snap")):
        yield form, wanted, by_form[form]


def real_items() -> Iterator[tuple[str, str, list[str]]]:
    """Real articles whole and with a sentence a line, their teasers, and their headlines as flashes."""
    whole: list[str] = []
    cut: list[str] = []
    teasers: list[str] = []
    flashes: list[str] = []
    for source, article in articles.articles(STEP):
        body, title = article["body"], article["title"] or ""
        lang = _LANG[source]
        if len(body.split()) >= LONG_ENOUGH and title:
            paragraphs = [line for line in body.split("\n") if line.strip()]
            whole.append("\n".join((title, *paragraphs)))
            cut.append("\n".join((title, *(line for paragraph in paragraphs for line in sentences(paragraph, lang)))))
        summary = article.get("abstract") or ""
        if 10 <= len(summary.split()) <= 45 and len(sentences(summary, lang)) <= 2:
            teasers.append(texts.tidy(summary))
        if 4 <= len(title.split()) <= 14 and title[-1] not in ".؟?!":
            flashes.append(LABELS[lang] + title)
    yield "article", "story", whole
    yield "article, a sentence a line", "story", cut
    yield "teaser", "brief", teasers
    yield "flash, with its label", "brief/snap", flashes
    yield "flash, without", "brief/snap", [flash.split(": ", 1)[1] for flash in flashes]


def row(name: str, wanted: str, items: Iterable[str]) -> str:
    """One line: how many items, the share that comes out as wanted, and what else came."""
    answers = Counter(answer_of(records_of(text_event(item))) for item in items)
    right = sum(count for answer, count in answers.items() if answer == wanted or answer.startswith(wanted + "/"))
    other = ", ".join(
        f"{answer} {count}" for answer, count in answers.most_common() if answer != wanted and not answer.startswith(wanted + "/")
    )
    return f"  {name:28} {answers.total():5}  {wanted:10} {right / max(1, answers.total()):.4f}   {other}"


def answer_of(records: tuple[Record, ...]) -> str:
    """`story`, `brief/` and its form, or how many records there are."""
    if len(records) != 1:
        return f"{len(records)} records"
    return next(decision.value for decision in records[0].decisions if decision.what == "kind")


def grey_zone() -> str:
    """The short items of one radio station, by length: how they were answered, with what scores, by which rules."""
    bands: defaultdict[int, list[tuple[str, float, str]]] = defaultdict(list)
    for n, item in enumerate(lines_of(articles.FILES["jawhara"])):
        if n % STEP or articles.excepted(item):
            continue
        records = records_of(articles.article_event(item))
        size = len(item["body"].split())
        band = next(top for top in _BANDS if size < top)
        told = next((decision for record in records for decision in record.decisions if decision.what == "kind"), None)
        bands[band].append((answer_of(records), told.score if told else 0.0, told.rule if told else "refused"))
    lines = ["the grey zone (ar_ant_jawhara): answers by words of running text"]
    for low, top in zip((0, *_BANDS), _BANDS, strict=False):
        if not bands[top]:
            continue
        answers = Counter(answer for answer, _, _ in bands[top])
        rules = Counter(rule for _, _, rule in bands[top])
        score = statistics.mean(score for _, score, _ in bands[top])
        span = f"{low}–{top - 1}" if top < _BANDS[-1] else f"{low} and more"
        lines.append(f"  {span:12} {len(bands[top]):4} items  {_told(answers)}; mean score {score:.2f}; {_told(rules)}")
    return "\n".join(lines)


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


if __name__ == "__main__":
    main()
