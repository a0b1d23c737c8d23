"""Leads: the line that opens a piece of news sounds unlike one that goes on with it."""

from __future__ import annotations

import pytest

from streams.lexicon import lexicon
from streams.pipeline.segment.lead import lead_of
from tests.pipeline.pages import line

PAIRS = {
    "ar": (
        "أعلنت وزارة النقل اليوم الاثنين افتتاح جسر جديد فوق نهر السنديان.",
        "وأضاف المتحدث أن هذا المشروع يأتي ضمن خطة كان قد أعلنها من قبل.",
    ),
    "fa": (
        "وزارت راه روز دوشنبه از گشایش پل تازه‌ای بر رود سندیان خبر داد.",
        "وی همچنین افزود که این طرح بخشی از همان برنامه‌ای است که پیش‌تر گفته بود.",
    ),
    "tr": (
        "Ulaştırma bakanlığı pazartesi günü Meşe Irmağı üzerinde yeni bir köprü açtı.",
        "Ancak o, bunun daha önce söylediği planın bir parçası olduğunu da belirtti.",
    ),
    "en": (
        "The transport ministry opened a new bridge over the Oak river on Monday.",
        "He also said that they had already done so before, but not as they did now.",
    ),
    "de": (
        "Das Verkehrsministerium hat am Montag eine neue Brücke über die Eiche eröffnet.",
        "Er sagte aber auch, dass sie das schon vorher so geplant hätten.",
    ),
    "fr": (
        "Le ministère des Transports a inauguré lundi un nouveau pont sur le Chêne.",
        "Mais elle a aussi ajouté que cela faisait partie de ce qu'ils avaient prévu.",
    ),
}


@pytest.mark.parametrize("language", sorted(PAIRS))
def test_a_lead_says_what_is_new_and_the_next_paragraph_refers_back(language: str) -> None:
    lead, later = PAIRS[language]
    assert lead_of(line(lead), lexicon(language)) > lead_of(line(later), lexicon(language)) + 1.0


def test_nothing_is_known_of_a_language_without_weights() -> None:
    assert lead_of(line("Il ministero ha aperto lunedì un ponte nuovo."), lexicon("it")) == 0.0
