"""Pages with more than one story, and with briefs that have headlines of their own; labels that nobody listed between the two."""

from __future__ import annotations

import pytest

from schemas import Brief, Story
from tests.pipeline.pages import HTML, paragraphs, records, set_aside

FERRY = [
    "Island ferry runs again after two winters",
    "PORT HALLAM (Marsh Wire) - The ferry to the Hallam islands sailed on Monday for the first time in two winters.",
    "The ferry was rebuilt in Leith for three million pounds, half of it lent by the islands' council.",
    "Islanders had crossed on fishing boats since a storm broke the ferry's ramp in 2024.",
]
MUSEUM = [
    "Whaling museum in Tromholm opens its cellar",
    "TROMHOLM (Marsh Wire) - A whaling museum in the north of Norway opened the cellar in which it kept 4,000 harpoons.",
    "The museum's curator said that school classes would be let into the cellar free of charge until June.",
    "The harpoons were collected by a priest of the town, who died in 1931.",
]
SIGN = " (Marsh Wire)"
NOTICE = "Copyright 2026 Marsh Wire. All rights reserved."


@pytest.mark.parametrize(
    "between",
    [
        pytest.param([], id="nothing-but-headline-and-dateline"),
        pytest.param(["***"], id="a-rule-across-the-page"),
        pytest.param([NOTICE], id="a-notice"),
        pytest.param(["-30-"], id="an-end-mark"),
    ],
)
@pytest.mark.parametrize("signed", ["", SIGN])
def test_two_stories_on_one_page(between: list[str], signed: str) -> None:
    first, second = records("\n".join([*FERRY[:-1], FERRY[-1] + signed, *between, *MUSEUM[:-1], MUSEUM[-1] + signed]))
    for record, written in ((first, FERRY), (second, MUSEUM)):
        assert isinstance(record, Story)
        assert record.headline == written[0]
        assert paragraphs(record) == [written[1].split(" - ")[1], *written[2:]]
        assert record.dateline is not None
        assert (record.dateline.place, record.dateline.agency) == (written[1].split(" (")[0], "Marsh Wire")
        assert record.credit == ("Marsh Wire" if signed else None)


def test_two_stories_in_arabic() -> None:
    first = [
        "عودة العبّارة إلى جزر الرأس بعد شتاءين",
        "المرفأ (الساحل برس) - أبحرت العبّارة إلى جزر الرأس، صباح الاثنين، للمرة الأولى منذ شتاءين بعد إصلاح رصيفها.",
        "وقال ربان العبّارة إن كلفة الإصلاح بلغت ثلاثة ملايين دينار دفع المجلس المحلي نصفها.",
        "وأضاف أن سكان الجزر كانوا يعبرون على قوارب الصيادين طوال هذه المدة. (الساحل برس)",
    ]
    second = [
        "متحف صيد الحيتان في ترومهولم يفتح قبوه للزوار",
        "ترومهولم (الساحل برس) - فتح متحف صيد الحيتان شمال النرويج قبوه الذي يضم أربعة آلاف رمح قديم.",
        "وقالت أمينة المتحف إن تلاميذ المدارس سيدخلون القبو مجانًا حتى حزيران.",
        "وكان كاهن البلدة قد جمع الرماح قبل وفاته عام 1931. (الساحل برس)",
    ]
    found = records("\n".join([*first, *second]))
    assert [record.headline for record in found] == [first[0], second[0]]
    assert [record.form for record in found] == ["article", "article"]
    assert [paragraphs(record) for record in found] == [
        [written[1].split(" - ")[1], written[2], written[3].removesuffix(" (الساحل برس)")] for written in (first, second)
    ]
    assert {record.credit for record in found} == {"الساحل برس"}


def test_two_stories_in_markup() -> None:
    def article(written: list[str]) -> str:
        return f"<h2>{written[0]}</h2>" + "".join(f"<p>{each}</p>" for each in written[1:])

    first, second = records(f"<html lang=en><body>{article(FERRY)}{article(MUSEUM)}</body></html>", HTML)
    assert (first.headline, second.headline) == (FERRY[0], MUSEUM[0])
    assert (len(paragraphs(first)), len(paragraphs(second))) == (3, 3)


def test_stories_know_each_other() -> None:
    first, second = records("\n".join([*FERRY, NOTICE, *MUSEUM]))
    assert [(each.id, each.kind) for each in first.related] == [(second.id, "story")]
    assert [(each.id, each.kind) for each in second.related] == [(first.id, "story")]


HEADED = [
    ("Trains collide near Guilin", "Two trains collided near Guilin in the south of China on Sunday; nobody was killed."),
    ("Lithium exports of Chile double", "Exports of lithium from Chile doubled within a year, the customs office in Santiago said."),
    ("Oslo keeps its trams", "Oslo will keep its trams until 2050, the city's transport committee decided by one vote."),
]


@pytest.mark.parametrize("label", [[], ["News in brief"], [NOTICE]], ids=["bare", "label", "notice"])
def test_briefs_with_headlines_of_their_own(label: list[str]) -> None:
    story, *briefs = records("\n".join([*FERRY, *label, *(line for pair in HEADED for line in pair)]))
    assert isinstance(story, Story)
    assert paragraphs(story)[-1] == FERRY[-1]
    assert [(brief.headline, brief.lead, brief.body) for brief in briefs] == [(headline, text, ()) for headline, text in HEADED]
    assert all(isinstance(brief, Brief) and brief.form == "teaser" for brief in briefs)


def test_headed_briefs_in_turkish() -> None:
    story = [
        "Ada vapuru iki kış sonra yeniden seferde",
        "FOÇA (Ege Postası) - Foça adalarına giden vapur, iki kış aradan sonra pazartesi günü yeniden sefere başladı.",
        "Vapurun onarımı için belediye üç milyon lira harcadı, paranın yarısını adalılar topladı.",
        "Adalılar iki yıldır karşıya balıkçı tekneleriyle geçiyordu.",
    ]
    headed = [
        ("Guilin'de trenler çarpıştı", "Çin'in Guilin kenti yakınlarında iki tren çarpıştı, can kaybı yaşanmadı."),
        ("Şili'nin lityum ihracatı arttı", "Şili'nin lityum ihracatı bir yıl içinde iki katına çıktı, gümrük idaresi duyurdu."),
        ("Oslo tramvaylarını koruyor", "Oslo belediyesi, tramvaylarını 2050 yılına kadar koruma kararını tek oyla aldı."),
    ]
    first, *briefs = records("\n".join([*story, *(line for pair in headed for line in pair)]))
    assert paragraphs(first) == [story[1].split(" - ")[1], *story[2:]]
    assert [(brief.headline, brief.lead) for brief in briefs] == headed


@pytest.mark.parametrize("label", ["Around the quay", "Elsewhere tonight", "The wider water"])
def test_a_label_that_nobody_listed_between_story_and_briefs(label: str) -> None:
    briefs = [text for _, text in HEADED]
    story, *found = everything = records("\n".join([*FERRY, label, *briefs]))
    assert paragraphs(story) == [FERRY[1].split(" - ")[1], *FERRY[2:]]
    assert [brief.lead for brief in found] == briefs
    assert [brief.headline for brief in found] == [None] * 3
    assert label in [text for _, text in set_aside(everything)]


def test_an_arabic_label_that_nobody_listed() -> None:
    story = [
        "عودة العبّارة إلى جزر الرأس بعد شتاءين",
        "أبحرت العبّارة إلى جزر الرأس، صباح الاثنين، للمرة الأولى منذ شتاءين بعد إصلاح رصيفها.",
        "وقال ربان العبّارة إن كلفة الإصلاح بلغت ثلاثة ملايين دينار دفع المجلس المحلي نصفها.",
        "وأضاف أن سكان الجزر كانوا يعبرون على قوارب الصيادين طوال هذه المدة.",
    ]
    briefs = [
        "تصادم قطاران قرب مدينة غويلين جنوبي الصين دون وقوع ضحايا.",
        "تضاعفت صادرات تشيلي من الليثيوم خلال عام بحسب دائرة الجمارك.",
        "قررت بلدية أوسلو الإبقاء على خطوط الترام حتى عام 2050.",
    ]
    record, *found = records("\n".join([*story, "نوافذ على الضفاف", *briefs]))
    assert paragraphs(record) == story[1:]
    assert [brief.lead for brief in found] == briefs


def test_an_item_beside_the_story_that_develops_its_news_is_a_story() -> None:
    _, second = records("\n".join([*FERRY, NOTICE, *MUSEUM]))
    (decision,) = [each for each in second.decisions if each.what == "kind"]
    assert decision.rule == "classify.develops_beside"
    assert 0.5 <= decision.score <= 1.0
