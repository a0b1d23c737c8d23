"""The project's own labelled pages: every language, every shape, on any machine."""

from __future__ import annotations

from collections import defaultdict

from streams.pipeline import Published, process
from tests.accuracy.figures import Figure, Measured, digest, mean_by
from tests.accuracy.scoring import PageScore, mean, score
from tests.fixtures import GOLD, GoldPage, gold_pages

MEASURES = ("f1", "headlines", "credits", "forms", "languages", "leaked")


def measure() -> Measured:
    """Page F1 by language, shape and format; over all pages the other measures too. A refused page scores 0."""
    scored = [(page, _score(page)) for page in gold_pages()]
    groups: dict[str, defaultdict[str, list[float]]] = {name: defaultdict(list) for name in ("language", "shape", "format")}
    for page, each in scored:
        kind = page.content_type.split(";")[0].removeprefix("text/")
        for group, name in (("language", page.lang), ("shape", page.shape), ("format", kind)):
            groups[group][name].append(each.f1)
    over_all = []
    for name in MEASURES:
        values = [value for _, each in scored if (value := getattr(each, name)) is not None]
        over_all.append(Figure("all", name, mean(values) or 0.0, len(values)))
    return Measured(
        digest=digest(part for page, _ in scored for part in (page.payload(), (GOLD / page.page).with_suffix(".json").read_bytes())),
        figures=(*over_all, *(figure for group, values in groups.items() for figure in mean_by(group, values))),
        misses=tuple(f"{page.page} {each.f1:.2f}" for page, each in scored if each.f1 < 1),
    )


def _score(page: GoldPage) -> PageScore:
    outcome = process(page.raw())
    return score(page, outcome.records if isinstance(outcome, Published) else ())
