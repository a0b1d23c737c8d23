"""Single items of the project's own pages: each alone, and what it must come to."""

from __future__ import annotations

import pytest

from tests.accuracy.running import records_of, text_event
from tests.accuracy.single_items import answer_of, own_items

ITEMS = {name: (wanted, items) for name, wanted, items in own_items()}
LEAST = {"article": 0.9, "teaser": 0.98, "item": 0.98, "short": 0.85, "snap": 0.9}


@pytest.mark.parametrize("form", sorted(LEAST))
def test_an_item_alone_is_what_it_is_on_its_page(form: str) -> None:
    wanted, items = ITEMS[form]
    answers = [answer_of(records_of(text_event(item))) for item in items]
    right = sum(answer.split("/")[: wanted.count("/") + 1] == wanted.split("/") for answer in answers)
    assert len(items) >= 9
    assert right / len(items) >= LEAST[form], [
        item[:60] for item, answer in zip(items, answers, strict=True) if not answer.startswith(wanted)
    ]


def test_every_answer_has_a_score_and_a_rule() -> None:
    for _, items in ITEMS.values():
        for record in records_of(text_event(items[0])):
            (decision,) = (decision for decision in record.decisions if decision.what == "kind")
            assert 0 < decision.score <= 1
            assert decision.rule.startswith("classify.")
