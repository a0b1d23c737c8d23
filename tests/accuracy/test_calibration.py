"""Scores are judged by what the labels say, and mapped to how often they were right."""

from __future__ import annotations

import math

import pytest

from schemas import Decision
from streams.pipeline import Published, process
from tests.accuracy.calibration import reliability, scores, table
from tests.accuracy.curves import Curve, curves_of, text_of
from tests.accuracy.judging import Judged, Labelled, judge
from tests.fixtures import GoldPage, gold_pages


def labelled(page: GoldPage) -> list[Labelled]:
    return [Labelled(kind=item.kind, headline=item.headline, paragraphs=item.paragraphs) for item in page.items]


def judged(page: GoldPage, items: list[Labelled] | None = None) -> list[Judged]:
    outcome = process(page.raw())
    assert isinstance(outcome, Published)
    return list(judge(items or labelled(page), outcome.records))


def wrong(decisions: list[Judged]) -> set[str]:
    return {each.decision.what for each in decisions if not each.right}


@pytest.fixture
def page() -> GoldPage:
    """A story above four briefs, one of those that come out exactly as labelled."""
    return next(page for page in gold_pages() if page.page == "ar-story-briefs.txt")


def test_what_came_out_as_labelled_was_decided_rightly(page: GoldPage) -> None:
    decisions = judged(page)
    assert {each.decision.what for each in decisions} == {"kind", "boundary", "headline"}
    assert wrong(decisions) == set()


def test_a_boundary_within_an_item_is_wrong(page: GoldPage) -> None:
    story, *briefs = labelled(page)
    longer = Labelled(kind="story", headline=story.headline, paragraphs=(*story.paragraphs, *briefs[0].paragraphs))
    assert wrong(judged(page, [longer, *briefs[1:]])) == {"boundary", "kind"}


def test_a_boundary_behind_the_end_of_an_item_is_wrong(page: GoldPage) -> None:
    story, *briefs = labelled(page)
    shorter = Labelled(kind="story", headline=story.headline, paragraphs=story.paragraphs[:-1])
    last = Labelled(kind="brief", headline=None, paragraphs=story.paragraphs[-1:])
    assert wrong(judged(page, [shorter, last, *briefs])) == {"boundary"}


def test_another_headline_and_another_kind_are_wrong(page: GoldPage) -> None:
    story, *briefs = labelled(page)
    assert wrong(judged(page, [Labelled(kind="story", headline="غيره", paragraphs=story.paragraphs), *briefs])) == {"headline"}
    assert wrong(judged(page, [Labelled(kind="brief", headline=story.headline, paragraphs=story.paragraphs), *briefs])) == {"kind"}


def test_scores_that_say_how_often_they_are_right_are_reliable() -> None:
    honest = reliability([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    boastful = reliability([(0.99, True), (0.99, True), (0.99, True), (0.99, False)])
    assert (honest.ece, honest.right) == (0.0, 0.75)
    assert boastful.ece == pytest.approx(0.24)
    assert honest.brier < boastful.brier


def decided(rule: str, evidence: float, right: bool) -> Judged:
    return Judged(decision=Decision(what="boundary", value="", score=evidence, rule=rule), right=right, evidence=evidence)


def test_a_rule_of_one_evidence_gets_the_share_that_was_right() -> None:
    curve = curves_of([decided("a", 0.99, n % 10 != 0) for n in range(1000)])["a"]
    assert curve.slope == 0
    assert curve.of(0.5) == curve.of(0.99) == pytest.approx(0.9, abs=0.001)


def test_a_rule_of_many_evidences_gets_a_curve_that_tells_them_apart() -> None:
    # Right exactly as often as half of the log-odds say.
    facts = []
    for evidence in (0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99):
        share = 1 / (1 + math.exp(-0.5 * math.log(evidence / (1 - evidence))))
        facts += [decided("a", evidence, n < share * 400) for n in range(400)]
    curve = curves_of(facts)["a"]
    assert curve.slope == pytest.approx(0.5, abs=0.03)
    assert curve.offset == pytest.approx(0, abs=0.03)
    assert curve.of(0.5) < curve.of(0.9) < curve.of(0.99)


def test_few_decisions_promise_no_more_than_their_kind_has_shown() -> None:
    curves = curves_of([*(decided("often", 0.9, n % 2 == 0) for n in range(200)), decided("once", 0.9, True)])
    assert 0.5 < curves["once"].of(0.9) < 0.7


def test_the_mapping_is_written_and_applied_by_rule() -> None:
    curves = {"a": Curve(slope=0.0, offset=0.0)}
    assert '"a" = [0.0000, 0.0000]' in text_of(curves)
    assert scores([decided("a", 0.9, True), decided("b", 0.9, False)], curves) == {"boundary": [(0.5, True), (0.9, False)]}
    assert "ECE" in table("x", scores([decided("a", 0.9, True)]))
