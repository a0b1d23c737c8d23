"""Urgency on IPTC's scale, from the label that the desk put on the item; never guessed from its words."""

from __future__ import annotations

import pytest

from streams.pipeline.enrich import urgency_of
from tests.pipeline.pages import records


@pytest.mark.parametrize(
    ("label", "urgency"),
    [
        ("FLASH", 1),
        ("Flaş", 1),
        ("FLAŞ HABER", 1),
        ("NEWSALERT", 1),
        ("News Alert", 1),
        ("BULLETIN", 2),
        ("Alert", 2),
        ("URGENT", 3),
        ("عاجل", 3),
        ("عَاجِل", 3),
        ("SON DAKİKA", 3),
        ("son dakika", 3),
        ("Lezgîn", 3),
        ("بەپەلە", 3),
        ("فوری", 3),
        (None, None),
    ],
)
def test_labels(label: str | None, urgency: int | None) -> None:
    assert urgency_of(label) == urgency


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("عاجل: زلزال يضرب جنوب البلاد", 3),
        ("FLASH - Prime minister resigns", 1),
        ("BULLETIN: Bridge closed after ship strikes pillar", 2),
        ("SON DAKİKA | Marmara'da deprem", 3),
        ("زلزال يضرب جنوب البلاد", None),
        ("Urgent talks open in Geneva on the future of the lake", None),
    ],
)
def test_records(text: str, urgency: int | None) -> None:
    (record,) = records(text)
    assert record.urgency == urgency
    labels = [each for each in record.removed if each.role == "label"]
    assert len(labels) == (urgency is not None)


def test_the_label_of_a_story_stands_before_its_headline() -> None:
    page = [
        "عاجل: قطار يصل إلى الموصل",
        "وصل إلى الموصل أول قطار ركاب من بغداد.",
        "وقال مدير المحطة إن القطار قطع المسافة في خمس ساعات.",
        "وأضاف أن الرحلات يومية.",
    ]
    (story,) = records("\n".join(page))
    assert (story.headline, story.urgency) == ("قطار يصل إلى الموصل", 3)
