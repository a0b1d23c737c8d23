"""Legal notices of agencies that nobody listed: by the agency's name, behind its signature, at the foot; and news that reads like one."""

from __future__ import annotations

import pytest

from tests.pipeline.pages import paragraphs, records, set_aside

ENGLISH = [
    "Ferry fares fall on the Marsh coast",
    "Fares on the Marsh coast ferries will fall by a third from April, the harbour board said on Monday.",
    "The board will pay for the cut from the sale of its old dock to the county.",
    "Islanders had asked for lower fares since the bridge at Hallam closed to lorries.",
]
ARABIC = [
    "خفض أجور العبّارات على الساحل الشرقي",
    "أعلنت إدارة الموانئ، صباح الاثنين، خفض أجور العبّارات على الساحل الشرقي بمقدار الثلث ابتداءً من نيسان.",
    "وقال مدير الموانئ إن كلفة الخفض ستُغطى من بيع الرصيف القديم.",
    "وكان سكان الجزر قد طالبوا بخفض الأجور منذ إغلاق الجسر أمام الشاحنات.",
]
PERSIAN = [
    "کرایهٔ شناورهای ساحل شرقی کاهش یافت",
    "ادارهٔ بنادر روز دوشنبه اعلام کرد کرایهٔ شناورهای ساحل شرقی از فروردین یک‌سوم کاهش می‌یابد.",
    "مدیر بنادر گفت هزینهٔ این کاهش از فروش اسکلهٔ قدیمی تأمین خواهد شد.",
    "ساکنان جزیره‌ها پس از بسته شدن پل خواستار کاهش کرایه‌ها شده بودند.",
]
TURKISH = [
    "Doğu kıyısında vapur ücretleri düştü",
    "Liman idaresi, doğu kıyısındaki vapur ücretlerinin nisandan itibaren üçte bir oranında düşeceğini pazartesi günü açıkladı.",
    "Liman müdürü, indirimin eski rıhtımın satışından karşılanacağını söyledi.",
    "Adalılar, köprünün kamyonlara kapatılmasından bu yana ücretlerin düşürülmesini istiyordu.",
]
GERMAN = [
    "Fährpreise an der Ostküste sinken",
    "Die Fährpreise an der Ostküste sinken ab April um ein Drittel, teilte das Hafenamt am Montag mit.",
    "Das Amt bezahlt den Nachlass aus dem Verkauf des alten Kais an den Landkreis.",
    "Die Inselbewohner hatten seit der Sperrung der Brücke niedrigere Preise verlangt.",
]
FRENCH = [
    "Le prix des bacs baisse sur la côte est",
    "Le prix des bacs de la côte est baissera d'un tiers en avril, a annoncé lundi la régie des ports.",
    "La régie financera cette baisse par la vente de l'ancien quai au département.",
    "Les habitants des îles réclamaient cette baisse depuis la fermeture du pont aux camions.",
]
URDU = [
    "مشرقی ساحل پر کشتیوں کے کرائے کم کر دیے گئے",
    "محکمہ بندرگاہ نے پیر کے روز اعلان کیا کہ مشرقی ساحل پر کشتیوں کے کرائے اپریل سے ایک تہائی کم ہو جائیں گے۔",
    "بندرگاہ کے ناظم نے کہا کہ یہ رقم پرانی گودی کی فروخت سے پوری کی جائے گی۔",
    "جزیروں کے رہائشی پل بند ہونے کے بعد سے کرائے کم کرنے کا مطالبہ کر رہے تھے۔",
]
BRIEFS = {
    "en": [
        "Two trains ran into each other near Guilin in China on Sunday; nobody was killed.",
        "Chile's lithium exports doubled in a year.",
    ],
    "ar": ["تصادم قطارين قرب مدينة غويلين الصينية دون وقوع ضحايا.", "تضاعفت صادرات تشيلي من الليثيوم خلال عام واحد."],
    "tr": ["Çin'in Guilin kenti yakınlarında iki tren çarpıştı, can kaybı olmadı.", "Şili'nin lityum ihracatı bir yılda iki katına çıktı."],
}


@pytest.mark.parametrize(
    ("story", "notice"),
    [
        pytest.param(ENGLISH, "Reuse of Marsh Wire copy needs the written consent of its editors.", id="english"),
        pytest.param(ENGLISH, "© Marsh Wire. No part of this may be republished without permission.", id="english-sign"),
        pytest.param(ARABIC, "يُمنع نسخ هذه المادة أو إعادة نشرها دون موافقة خطية من الوكالة.", id="arabic"),
        pytest.param(ARABIC, "المواد المنشورة ملك لوكالة الساحل، ويشترط ذكر المصدر عند النقل.", id="arabic-by-the-name"),
        pytest.param(PERSIAN, "بازنشر مطالب این خبرگزاری تنها با ذکر منبع مجاز است.", id="persian"),
        pytest.param(TURKISH, "Bu haberin izinsiz kopyalanması ve yayınlanması yasaktır.", id="turkish"),
        pytest.param(GERMAN, "Nachdruck und Weiterverbreitung nur mit schriftlicher Genehmigung der Agentur.", id="german"),
        pytest.param(FRENCH, "Toute reproduction, même partielle, est interdite sans l'autorisation de l'agence.", id="french"),
        pytest.param(URDU, "اس خبر کے جملہ حقوق محفوظ ہیں، اجازت کے بغیر اشاعت ممنوع ہے۔", id="urdu"),
    ],
)
def test_a_notice_at_the_foot(story: list[str], notice: str) -> None:
    (record,) = found = records("\n".join([*story, notice]))
    assert (record.headline, paragraphs(record)) == (story[0], story[1:])
    assert set_aside(found) == [("notice", notice)]
    assert record.notice == notice


@pytest.mark.parametrize(
    ("language", "story", "signed", "notice"),
    [
        pytest.param("en", ENGLISH, " (Marsh Wire)", "Reuse of Marsh Wire copy needs the written consent of its editors.", id="english"),
        pytest.param("ar", ARABIC, " (الساحل برس)", "لا يجوز نسخ مواد الساحل برس أو اقتباسها دون إذن مسبق.", id="arabic"),
        pytest.param("tr", TURKISH, " (KYA)", "KYA haberleri abonelik sözleşmesi olmadan kullanılamaz.", id="turkish"),
    ],
)
def test_a_notice_behind_a_signature_parts_story_and_briefs(language: str, story: list[str], signed: str, notice: str) -> None:
    page = [*story[:-1], story[-1] + signed, notice, *BRIEFS[language]]
    record, *briefs = records("\n".join(page))
    assert paragraphs(record) == story[1:]
    assert (record.credit, record.notice) == (signed.strip(" ()"), notice)
    assert [brief.lead for brief in briefs] == BRIEFS[language]
    assert [brief.form for brief in briefs] == ["teaser"] * len(briefs)


def test_a_notice_that_names_the_agency_of_the_source() -> None:
    notice = "Marsh Wire reserves all rights to its pictures and text."
    (record,) = records("\n".join([*ENGLISH, notice]), source="https://marshwire.example/en")
    assert (paragraphs(record), record.notice) == (ENGLISH[1:], notice)


@pytest.mark.parametrize(
    ("story", "last"),
    [
        pytest.param(ENGLISH, "The board keeps the right to raise the fares again next year.", id="a-right-to-raise-fares"),
        pytest.param(ENGLISH, "Islanders may not take cars on board without a permit of the county.", id="a-permit"),
        pytest.param(ENGLISH, "The timetable will be published in the Marsh Gazette on Friday.", id="publishing"),
        pytest.param(ARABIC, "وأكد المدير أن حقوق الصيادين محفوظة ولن تمس رخصهم الحالية.", id="arabic-rights-of-fishermen"),
        pytest.param(PERSIAN, "به گفتهٔ وی حقوق ماهیگیران در این طرح محفوظ مانده است.", id="persian-rights-of-fishermen"),
        pytest.param(TURKISH, "Müdür, balıkçıların haklarının korunduğunu ve ruhsatların geçerli olduğunu söyledi.", id="turkish-rights"),
        pytest.param(GERMAN, "Die Rechte der Fischer bleiben unberührt, sagte der Leiter des Amtes.", id="german-rights"),
        pytest.param(FRENCH, "La pêche reste interdite dans le port sans autorisation de la régie.", id="french-ban"),
    ],
)
def test_news_about_rights_and_permits_is_no_notice(story: list[str], last: str) -> None:
    (record,) = found = records("\n".join([*story, last]))
    assert paragraphs(record) == [*story[1:], last]
    assert set_aside(found) == []


@pytest.mark.parametrize("place", [2, 3])
def test_a_notice_in_the_middle_of_a_story(place: int) -> None:
    notice = "جميع الحقوق محفوظة لوكالة الساحل برس، ولا يجوز إعادة نشر هذه المادة دون إذن خطي."
    (record,) = found = records("\n".join([*ARABIC[:place], notice, *ARABIC[place:]]))
    assert paragraphs(record) == ARABIC[1:]
    assert set_aside(found) == [("notice", notice)]


def test_a_notice_over_several_lines() -> None:
    notices = ["Copyright 2026 Marsh Wire.", "All rights reserved.", "No part of this report may be republished without permission."]
    (record,) = found = records("\n".join([*ENGLISH, *notices]))
    assert paragraphs(record) == ENGLISH[1:]
    assert [role for role, _ in set_aside(found)] == ["notice"] * 3


@pytest.mark.parametrize(
    "brief",
    [
        pytest.param("Ankara'da bakanlık, yeni bir merkez açacağını ve merkezde üç yüz kişinin çalışacağını açıkladı.", id="turkish"),
        pytest.param("The ministry in Ankara said it would open a new centre on Monday with three hundred staff.", id="english"),
    ],
)
def test_a_brief_in_another_language_at_the_foot_of_a_page_is_news(brief: str) -> None:
    *story, last = ARABIC
    found = records("\n".join([*story, f"{last} (الساحل برس)", brief]))
    assert [paragraphs(record) for record in found] == [ARABIC[1:], [brief]]


def test_a_notice_in_another_language_at_the_foot_of_a_page_is_one() -> None:
    notice = "This material may not be published, broadcast or redistributed without our permission."
    (record,) = found = records("\n".join([*ARABIC, notice]))
    assert paragraphs(record) == ARABIC[1:]
    assert set_aside(found) == [("notice", notice)]
