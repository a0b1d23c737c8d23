"""Urgency on IPTC's scale, from the label that the desk put on the item, or a marker that still opens it; never guessed from its words."""

from __future__ import annotations

import pytest

from streams.pipeline.enrich import urgency_of
from streams.text.match_key import words
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
        ("ALERTE", 2),
        ("هام", 4),
        ("Önemli", 4),
        ("KILL", None),
        ("للنشر الفوري", None),
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
        ("Urgent talks open in Geneva on the future of the lake. They are to last for a week.", None),
    ],
)
def test_records(text: str, urgency: int | None) -> None:
    (record,) = records(text)
    assert record.urgency == urgency
    labels = [each for each in record.removed if each.role == "label"]
    assert len(labels) == (urgency is not None)


@pytest.mark.parametrize(
    ("opening", "urgency"),
    [
        ("عاجل زلزال يضرب جنوب البلاد", 3),
        ("خبر فوری رئیس سازمان استعفا کرد", 3),
        ("بریکنگ نیوز کراچی میں زلزلہ", 3),
        ("هەواڵی بەپەلە ئاگر لە بازاڕ کەوتەوە", 3),
        ("Nûçeya lezgîn Li Wanê erdhej çêbû", 3),
        ("FLAŞ HABER Köprü kapatıldı", 1),
        ("Breaking news bridge closed", 3),
        ("Eilmeldung Brücke gesperrt", 3),
        ("Alerte info un pont fermé", 2),
        # Words of a sentence, not of a desk.
        ("عاجلا أم آجلا سيعود العمال", None),
        ("فوری طور پر امداد روانہ کی گئی", None),
        ("Son dakika golüyle kazandılar", None),
        ("Breaking ranks, the minister voted no", None),
        ("Dringend gesucht werden Pflegekräfte", None),
    ],
)
def test_a_marker_that_still_opens_the_text(opening: str, urgency: int | None) -> None:
    assert urgency_of(None, "short", words(opening)) == urgency


def test_a_snap_is_urgent_where_its_label_says_nothing_else() -> None:
    assert urgency_of(None, "snap", words("زلزال يضرب جنوب البلاد")) == 3
    assert urgency_of("FLASH", "snap") == 1
    assert urgency_of(None, "teaser", words("زلزال يضرب جنوب البلاد")) is None
    assert urgency_of(None, None) is None


def test_the_label_of_a_story_stands_before_its_headline() -> None:
    page = [
        "عاجل: قطار يصل إلى الموصل",
        "وصل إلى الموصل أول قطار ركاب من بغداد.",
        "وقال مدير المحطة إن القطار قطع المسافة في خمس ساعات.",
        "وأضاف أن الرحلات يومية.",
    ]
    (story,) = records("\n".join(page))
    assert (story.headline, story.urgency) == ("قطار يصل إلى الموصل", 3)
