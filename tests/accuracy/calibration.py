"""`python -m tests.accuracy.calibration`: whether scores mean what they say, and how they would have to be mapped to.

    python -m tests.accuracy.calibration                 reliability of the scores on pages that nothing was fitted on
    python -m tests.accuracy.calibration --fit FILE      fit the mapping on the pages for tuning, write it, and show what it does

Of the decisions scored 0.9, about nine in ten should be right. Fitted on composed pages of the split for tuning and on the pages of real
articles where they are there; shown on composed pages of the held split, other seeds, and on real pages in the seed's layout.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tests.accuracy import raw_scores
from tests.accuracy.composer.compose import compose
from tests.accuracy.composer.furniture import Split
from tests.accuracy.curves import Curve, curves_of, text_of
from tests.accuracy.judging import WHAT, Judged, Labelled, judge
from tests.accuracy.lexicons import standing_in, without_language
from tests.accuracy.running import lines_of, records_of
from tests.accuracy.sets import offsets, shared_pages

TUNE_SEEDS, HELD_SEEDS, PAGES = (31, 32, 33), (41, 42, 43), 600
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
_NAMES = ("under 0.5", "0.5–0.6", "0.6–0.7", "0.7–0.8", "0.8–0.9", "0.9–0.95", "0.95–0.99", "0.99–1")


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """How well the scores of one kind of decision tell how often it is right.

    `bins` holds for each bin its name, how many decisions are in it, their mean score and the share that was right. `brier` is the mean
    squared distance of score and outcome, `ece` the mean distance of score and share right over the bins, by their size.
    """

    decisions: int
    right: float
    bins: tuple[tuple[str, int, float, float], ...]
    brier: float
    ece: float


def reliability(scored: Sequence[tuple[float, bool]]) -> Reliability:
    """The reliability of scores, each with whether its decision was right; there must be one at least."""
    bins = []
    for name, low, high in zip(_NAMES, _EDGES[:-1], _EDGES[1:], strict=True):
        within = [(score, right) for score, right in scored if low <= score < high]
        if within:
            bins.append(
                (name, len(within), sum(score for score, _ in within) / len(within), sum(right for _, right in within) / len(within))
            )
    return Reliability(
        decisions=len(scored),
        right=sum(right for _, right in scored) / len(scored),
        bins=tuple(bins),
        brier=sum((score - right) ** 2 for score, right in scored) / len(scored),
        ece=sum(count * abs(said - was) for _, count, said, was in bins) / len(scored),
    )


def tune_decisions() -> Iterator[Judged]:
    """Decisions on the pages that rules are tuned on: as the program knows them, and as if it had never heard of their language.

    Rules do better on the pages that they were tuned on than on those of agencies that nobody knew. Without the lexicon of its language a
    page is a stranger, too: the two together show a rule as it is met in the trade, half way between.
    """
    rows = [row for seed in TUNE_SEEDS for row in compose("tune", PAGES, seed)]
    yield from _of_rows(rows)
    for lang in sorted({row["gold"]["lang"] for row in rows}):
        with standing_in(without_language(lang)):
            yield from list(_of_rows([row for row in rows if row["gold"]["lang"] == lang]))
    if shared_pages.PAGES.is_file():
        yield from _of_rows(lines_of(shared_pages.PAGES))


def held_decisions(split: Split = "held") -> Iterator[Judged]:
    """Decisions on composed pages that nothing was tuned or fitted on."""
    for seed in HELD_SEEDS:
        yield from _of_rows(compose(split, PAGES, seed))


def real_decisions() -> Iterator[Judged]:
    """Decisions on real articles in the seed's layout; none where they are not on this machine."""
    for page in (page for path in offsets.COMPOSED if path.is_file() for page in lines_of(path)):
        items = [Labelled(kind=kind, headline=None, paragraphs=tuple(paragraphs)) for kind, paragraphs in offsets.items_of(page)]
        titles = [page["text"][segment["start"] : segment["end"]] for segment in page["segments"] if segment["role"] == "title"]
        items = [msgspec.structs.replace(item, headline=titles[0]) if item.kind == "story" and titles else item for item in items]
        yield from judge(items, records_of(offsets.page_event(page)))


def scores(judged: Iterable[Judged], curves: Mapping[str, Curve] | None = None) -> dict[str, list[tuple[float, bool]]]:
    """Scores and outcomes by kind of decision, mapped by `curves` where they are given."""
    out: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for each in judged:
        curve = (curves or {}).get(each.decision.rule)
        out[each.decision.what].append((curve.of(each.evidence) if curve else each.decision.score, each.right))
    return out


def table(name: str, scored: Mapping[str, Sequence[tuple[float, bool]]]) -> str:
    """The reliability of each kind of decision, for people."""
    lines = [name]
    for what in WHAT:
        if not scored.get(what):
            continue
        told = reliability(scored[what])
        lines.append(f"  {what}: {told.decisions} decisions, {told.right:.3f} right, Brier {told.brier:.4f}, ECE {told.ece:.4f}")
        lines += [f"    {bin_:10} {count:6}  mean score {said:.3f}  right {was:.3f}" for bin_, count, said, was in told.bins]
    return "\n".join(lines)


def rules(judged: Iterable[Judged]) -> str:
    """By rule: how many decisions, their mean score, and the share that was right."""
    by_rule: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for each in judged:
        by_rule[each.decision.rule].append((each.decision.score, each.right))
    return "\n".join(
        f"    {rule:28} {len(of):6}  mean score {sum(s for s, _ in of) / len(of):.3f}  right {sum(r for _, r in of) / len(of):.3f}"
        for rule, of in sorted(by_rule.items())
    )


def _of_rows(rows: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    for row in rows:
        items = [
            Labelled(kind=item["kind"], headline=item["headline"], paragraphs=tuple(item["paragraphs"])) for item in row["gold"]["items"]
        ]
        yield from judge(items, records_of(row["event"]))


def main(arguments: list[str]) -> None:
    """Print reliability tables; fit the mapping where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.calibration", description="Show how reliable scores are, or fit them.")
    parser.add_argument("--fit", type=Path, metavar="FILE", help="fit the mapping of evidence to scores, and write it to FILE")
    parser.add_argument("--rules", action="store_true", help="figures by rule too")
    told = parser.parse_args(arguments)
    if told.fit is None:
        held, real = list(held_decisions()), list(real_decisions())
        print(table("composed pages, held split", scores(held)))
        print(table("real articles in the seed's layout", scores(real)))
        if told.rules:
            print(rules([*held, *real]))
        return
    with raw_scores.uncalibrated():
        tune, held, real = list(tune_decisions()), list(held_decisions()), list(real_decisions())
    curves = curves_of(tune)
    told.fit.write_text(text_of(curves), encoding="utf-8")
    for name, judged in (("tune split (fitted on)", tune), ("held split", held), ("real articles in the seed's layout", real)):
        print(table(f"{name}, evidence as it is", scores(judged)))
        print(table(f"{name}, mapped", scores(judged, curves)))
    if told.rules:
        print(rules(held))


if __name__ == "__main__":
    main(sys.argv[1:])
