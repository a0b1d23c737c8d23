"""Pages of the trade go in, records come out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas import Brief, Reason, Record, Related, Story
from streams.pipeline import Message, Published, Refused, process, process_message
from tests.pipeline.pages import HTML, item, paragraphs, records

HEADLINE = "جسر جديد يصل ضفتي النهر في بلدة وادي الرمان"
STANDFIRST = "افتتحت بلدية وادي الرمان جسرًا جديدًا يختصر الطريق إلى المستشفى نصف ساعة."
DATELINE = "وادي الرمان (برق) -"
LEAD = "افتتحت بلدية وادي الرمان، صباح الأحد، جسرًا جديدًا فوق النهر يختصر الطريق بين ضفتي البلدة والمستشفى نصف ساعة."
BODY = [
    "وقال رئيس البلدية إن بناء الجسر استغرق سنتين وكلف 12 مليون دينار دفعت البلدية نصفها.",
    "وأضاف أن الجسر القديم سيبقى مفتوحًا أمام المشاة.",
    "وكان الجسر القديم قد أغلق أمام السيارات بعد فيضان الشتاء الماضي.",
]
NOTICE = "تنبيه: جميع حقوق النشر محفوظة لوكالة برق، ولا يجوز إعادة نشر المادة كليًا أو جزئيًا دون إذن خطي."
BRIEFS = [
    "تراجعت أسعار القمح في بورصة شيكاغو لليوم الثالث مع تحسن توقعات المحصول.",
    "أعلنت شركة طيران إندونيسية إلغاء عشرين رحلة بسبب رماد بركاني.",
    "فاز فريق السلة النرويجي بلقب البطولة الأوروبية للمرة الأولى.",
    "حذرت دراسة برازيلية من أثر قلة النوم في ذاكرة المراهقين.",
]
STORY = [HEADLINE, STANDFIRST, f"{DATELINE} {LEAD}", *BODY[:-1], f"{BODY[-1]} (برق)"]
PAGE = "\n".join([*STORY, NOTICE, *BRIEFS])
SOURCE = "https://barq.example/ar"

TURKISH = """Elmadağ'da köy okulu yeniden açıldı
ELMADAĞ (Kuzey Haber) - Elmadağ'ın Yeşildere köyünde beş yıl önce kapanan ilkokul, velilerin başvurusu üzerine yeniden açıldı.
Okulda 24 öğrencinin ders göreceğini belirten okul müdürü, iki öğretmenin daha atanacağını söyledi.
Müdür, okulun çatısının köylüler tarafından onarıldığını ifade etti.
Veliler ise çocukların artık her gün 40 kilometre yol gitmeyeceğini dile getirdi. (Kuzey Haber)
Yasal Uyarı: Yayınlanan haberlerin tüm hakları Kuzey Haber Ajansına aittir, izinsiz kopyalanamaz ve kullanılamaz.
Çin'de iki yolcu treni çarpıştı, 14 kişi yaralandı.
Altının gramı güne yükselişle başladı.
Norveçli satranç ustası dünya şampiyonasından çekildi.
Avustralya'da orman yangını nedeniyle üç kasaba boşaltıldı."""

SORANI = """پردێکی نوێ لە شارۆچکەی هەنارێ کرایەوە
هەنارێ (بروسکە) - پردێکی نوێ لەسەر ڕووباری هەنارێ ڕۆژی یەکشەممە کرایەوە و ڕێگای نەخۆشخانە نیو کاتژمێر کورت دەکاتەوە.
سەرۆکی شارەوانی گوتی دروستکردنی پردەکە دوو ساڵی خایاند.
هەروەها ئاماژەی بەوە کرد کە پردە کۆنەکە بۆ پیادە دەمێنێتەوە.
ناوبراو گوتی نیوەی پارەکە شارەوانی داویەتی. (بروسکە)
هەموو مافەکان پارێزراون بۆ ئاژانسی بروسکە.
نرخی گەنم لە شیکاگۆ بۆ ڕۆژی سێیەم دابەزی.
دوو شەمەندەفەر لە چین بەریەک کەوتن."""


def kinds(found: tuple[Record, ...]) -> list[str]:
    return [record.form for record in found]


def test_a_story_its_credit_its_notice_and_four_teasers() -> None:
    story, *teasers = records(PAGE, source=SOURCE)
    assert isinstance(story, Story)
    assert (story.headline, story.standfirst) == (HEADLINE, STANDFIRST)
    assert paragraphs(story) == [LEAD, *BODY]
    assert (story.credit, story.notice, story.byline) == ("برق", NOTICE, None)
    assert story.dateline is not None
    assert (story.dateline.text, story.dateline.place, story.dateline.agency) == (DATELINE, "وادي الرمان", "برق")
    assert [(each.role, each.text) for each in story.removed] == [("dateline", DATELINE), ("credit", "(برق)"), ("notice", NOTICE)]
    assert [teaser.lead for teaser in teasers] == BRIEFS
    for ordinal, teaser in enumerate(teasers, 1):
        assert isinstance(teaser, Brief)
        assert (teaser.form, teaser.ordinal, teaser.body) == ("teaser", ordinal, ())
        assert (teaser.headline, teaser.credit, teaser.notice, teaser.dateline, teaser.removed) == (None, None, None, None, ())
    assert {record.language for record in (story, *teasers)} == {"ar-Arab"}
    assert {record.direction for record in (story, *teasers)} == {"rtl"}


@pytest.mark.parametrize(
    ("page", "source", "credit", "language", "briefs"),
    [
        pytest.param(TURKISH, "https://kuzeyhaber.example", "Kuzey Haber", "tr-Latn", 4, id="turkish"),
        pytest.param(SORANI, "https://brusk.example", "بروسکە", "ckb-Arab", 2, id="sorani"),
    ],
)
def test_the_same_layout_in_other_languages(page: str, source: str, credit: str, language: str, briefs: int) -> None:
    written = page.split("\n")
    story, *teasers = records(page, source=source)
    assert (story.headline, story.credit, story.notice, story.language) == (written[0], credit, written[5], language)
    assert story.dateline is not None
    assert story.dateline.agency == credit
    assert paragraphs(story) == [written[1].split(" - ", 1)[1], *written[2:4], written[4].removesuffix(f" ({credit})")]
    assert [teaser.lead for teaser in teasers] == written[6:]
    assert kinds((story, *teasers)) == ["article", *["teaser"] * briefs]


def test_a_story_alone() -> None:
    (story,) = records("\n".join(STORY), source=SOURCE)
    assert paragraphs(story) == [LEAD, *BODY]
    assert (story.credit, story.notice, story.related) == ("برق", None, ())


def test_briefs_above_the_story() -> None:
    *teasers, story = records("\n".join([*BRIEFS[:2], *STORY]), source=SOURCE)
    assert kinds((*teasers, story)) == ["teaser", "teaser", "article"]
    assert (story.headline, story.ordinal) == (HEADLINE, 2)
    assert paragraphs(story) == [LEAD, *BODY]
    assert [teaser.lead for teaser in teasers] == BRIEFS[:2]


@pytest.mark.parametrize("bullet", ["• ", "- ", "1. "])
def test_a_digest(bullet: str) -> None:
    written = [bullet.replace("1", str(n)) + brief for n, brief in enumerate(BRIEFS, 1)]
    found = records("\n".join(["أخبار موجزة", *written]), source=SOURCE)
    assert kinds(found) == ["item"] * 4
    assert [record.lead for record in found] == BRIEFS
    assert [each.text for record in found for each in record.removed if each.role == "bullet"] == [
        bullet.replace("1", str(n)).strip() for n in range(1, 5)
    ]
    assert [each.text for each in found[0].removed if each.role == "section"] == ["أخبار موجزة"]


@pytest.mark.parametrize(
    ("text", "lead", "credit", "urgency"),
    [
        ("عاجل: زلزال بقوة 5.8 درجات يضرب جنوب البلاد (برق)", "زلزال بقوة 5.8 درجات يضرب جنوب البلاد", "برق", 3),
        ("SON DAKİKA - Marmara Denizi'nde 4,6 büyüklüğünde deprem", "Marmara Denizi'nde 4,6 büyüklüğünde deprem", None, 3),
        ("FLASH: Central bank raises key rate to 4.5 percent", "Central bank raises key rate to 4.5 percent", None, 1),
    ],
)
def test_a_flash(text: str, lead: str, credit: str | None, urgency: int) -> None:
    (flash,) = records(text, source=SOURCE)
    assert (flash.form, flash.lead, flash.credit, flash.urgency) == ("snap", lead, credit, urgency)


def test_a_notice_in_the_middle_of_a_story() -> None:
    (story,) = records("\n".join([*STORY[:5], NOTICE, STORY[5]]), source=SOURCE)
    assert paragraphs(story) == [LEAD, *BODY]
    assert story.notice == NOTICE


def test_a_link_in_the_middle_of_a_story() -> None:
    link = "اقرأ أيضًا: فيضان الشتاء يغلق الجسر القديم"
    (story,) = records("\n".join([*STORY[:5], link, STORY[5]]), source=SOURCE)
    assert paragraphs(story) == [LEAD, *BODY]
    assert ("related", link) in [(each.role, each.text) for each in story.removed]


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "with-briefs-beside"])
def test_a_list_after_a_colon_is_of_its_story_and_keeps_its_bullets(beside: bool) -> None:
    page = [
        "Council publishes plan for the old market hall",
        "The council published its plan for the market hall on Monday. The plan has three parts:",
        "- a new roof over the eastern hall",
        "- forty stalls for growers from the valley",
        "- a car park under the square",
        "Work on the hall will begin in March, the council said.",
    ]
    briefs = [
        "News in brief",
        "Oslo will keep its trams until 2050, the city decided.",
        "Chile doubled its exports of lithium within a year.",
    ]
    story, *found = records("\n".join([*page, *(briefs if beside else [])]))
    assert paragraphs(story) == page[1:]
    assert [brief.lead for brief in found] == (briefs[1:] if beside else [])
    assert "bullet" not in [each.role for each in story.removed]


def test_a_page_of_markup() -> None:
    page = f"""<!doctype html><html lang="ar"><head><title>{HEADLINE} - وكالة برق</title><style>p {{}}</style></head><body>
    <nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav>
    <h1>{HEADLINE}</h1><p class="byline">بقلم: ليلى حداد</p><time>15 نوفمبر 2026</time>
    <p>{LEAD}</p><p>{BODY[0]}</p><h2>المشاة على الجسر القديم</h2><p>{BODY[1]}</p>
    <p>اقرأ أيضًا: <a href="/1">فيضان الشتاء يغلق الجسر القديم</a></p><blockquote>«انتظرنا هذا اليوم»، قالت ممرضة.</blockquote>
    <footer>جميع الحقوق محفوظة © برق</footer></body></html>"""
    (story,) = records(page, HTML, source=SOURCE)
    assert (story.headline, story.byline, story.credit, story.notice) == (HEADLINE, "بقلم: ليلى حداد", None, None)
    assert paragraphs(story) == [LEAD, BODY[0], "المشاة على الجسر القديم", BODY[1], "«انتظرنا هذا اليوم»، قالت ممرضة."]
    roles = [each.role for each in story.removed if each.role != "element"]
    assert roles == ["navigation", "byline", "timestamp", "related", "notice"]
    assert [each.text for each in story.removed if each.role == "element"] == ["head"]


def test_records_of_a_page_know_one_another() -> None:
    found = records(PAGE, source=SOURCE)
    for record in found:
        others = [each for each in found if each is not record]
        assert record.related == tuple(
            Related(id=each.id, kind="story" if isinstance(each, Story) else "brief", ordinal=each.ordinal) for each in others
        )


def test_times_are_stamped_as_they_are_given_and_in_utc() -> None:
    raw = item(PAGE, time="2026-11-15T11:30:00+03:00")
    outcome = process(raw, received_at=datetime(2026, 11, 15, 8, 31), processed_at=datetime(2026, 11, 15, 8, 32, tzinfo=UTC))
    assert isinstance(outcome, Published)
    for record in outcome.records:
        assert record.published_at == datetime(2026, 11, 15, 8, 30, tzinfo=UTC)
        assert record.received_at == datetime(2026, 11, 15, 8, 31, tzinfo=UTC), "a time without a zone is UTC"
        assert record.processed_at == datetime(2026, 11, 15, 8, 32, tzinfo=UTC)


def test_no_time_is_made_up() -> None:
    (record,) = records(BRIEFS[0])
    assert (record.published_at, record.received_at, record.processed_at) == (None, None, None)


def test_of_a_message_the_arrival_is_its_time_stamp() -> None:
    arrived = datetime(2026, 11, 15, 8, 31, tzinfo=UTC)
    outcome = process_message(Message(value=PAGE.encode(), topic="wire.raw", timestamp=arrived))
    assert isinstance(outcome, Published)
    assert {record.received_at for record in outcome.records} == {arrived}


def test_every_decision_carries_its_score_and_rule() -> None:
    for record in records(PAGE, source=SOURCE):
        assert {"charset", "boundary", "kind", "language"} <= {each.what for each in record.decisions}
        for each in record.decisions:
            assert 0.0 <= each.score <= 1.0
            assert "." in each.rule
        for span in record.removed:
            assert "." in span.rule


def test_words_are_counted_in_all_running_text() -> None:
    (record,) = records("Old market hall opens again\nThe hall opened on Monday.")
    assert record.word_count == 10


def test_a_page_of_furniture_alone_holds_no_news() -> None:
    outcome = process(item(f"{NOTICE}\n***\n"))
    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.NO_TEXT


def test_stages_are_told_as_they_are_done() -> None:
    done: list[str] = []
    process_message(Message(value=PAGE.encode(), topic="wire.raw"), on_stage=done.append)
    assert done == ["envelope", "decode", "clean", "segment", "classify", "enrich"]
    done.clear()
    process(item(b"%PDF-1.7"), on_stage=done.append)
    assert done == []
