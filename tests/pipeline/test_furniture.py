"""Furniture: which lines of a page are no news, told by marks, markup, structure and words, and which only look like it."""

from __future__ import annotations

import pytest

from streams.intake.samples import sample_messages
from streams.lexicon import everywhere
from streams.pipeline import process_message
from streams.pipeline.segment import set_aside
from streams.pipeline.segment.content import Content, read_content
from tests.pipeline.pages import HTML, TEXT, lines, records

HEAD = "مجلس المدينة يقر خطة السوق القديم\nأقر مجلس المدينة، مساء الاثنين، خطة تأهيل السوق القديم.\n"
TAIL = "\nوقال رئيس المجلس إن العمل يبدأ في آذار المقبل."


def content(text: str, content_type: str = TEXT, agencies: frozenset[str] = frozenset()) -> Content:
    return read_content(lines(text, content_type), (), agencies, everywhere(), set_apart=False)


def aside(found: Content) -> list[tuple[str, str]]:
    return [(each.mark.role, each.line.text[each.mark.start : each.mark.end]) for each in found.furniture]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("جميع الحقوق محفوظة © مدار 2026", "notice"),
        ("© 2026 Harbour Wire", "notice"),
        ("All rights reserved.", "notice"),
        ("Copyright Harbour Wire 2026", "notice"),
        ("Yasal uyarı: Haberlerin telif hakları saklıdır, izinsiz kullanılamaz.", "notice"),
        ("Hemû mafên weşanê yên ajansê parastî ne.", "notice"),
        ("تمامی حقوق این سایت محفوظ است و نقل مطالب با ذکر منبع بلامانع است.", "notice"),
        ("هەموو مافەکان پارێزراون.", "notice"),
        ("أخبار موجزة", "section"),
        ("KISA KISA", "section"),
        ("News in brief:", "section"),
        ("کورتە هەواڵ", "section"),
        ("اقرأ أيضًا: خطة الجسر الجديد تعرض على المجلس", "related"),
        ("Read also: Bridge plan goes to the council", "related"),
        ("İlgili haber: Köprü planı mecliste", "related"),
        ("انتهى", "terminator"),
        ("-30-", "terminator"),
        ("ENDS", "terminator"),
        ("* * *", "terminator"),
        ("_______", "terminator"),
        ("بقلم: ليلى حداد", "byline"),
        ("By Layla Haddad", "byline"),
        ("الخميس 12 نوفمبر 2026", "timestamp"),
        ("12.11.2026 - 14:30", "timestamp"),
        ("Son güncelleme: 12 Kasım 2026", "timestamp"),
        ("صورة: السوق القديم قبل التأهيل", "caption"),
        ("Foto: Arşiv", "caption"),
        ("(مدار)", "credit"),
        ("Kaynak: KHA", "credit"),
        ("تابعونا على فيسبوك وتلغرام وواتساب واشتركوا في النشرة البريدية", "navigation"),
    ],
)
def test_a_line_that_is_no_news(line: str, role: str) -> None:
    found = content(HEAD + line + TAIL)
    assert aside(found) == [(role, line)]
    assert [each.text for each in found.lines] == [*HEAD.strip().split("\n"), TAIL.strip()]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("المزيد من الأسواق ينتظر التأهيل هذا العام كله.", id="a-sentence-that-opens-like-a-label"),
        pytest.param("نُشرت القائمة اليوم على باب المجلس.", id="a-sentence-about-publishing"),
        pytest.param("يبدأ العمل في 12 آذار 2027.", id="a-sentence-with-a-date"),
        pytest.param(
            "The court ruled that copyright in the photographs of the market belongs to the city, not to the agency.",
            id="news-about-copyright",
        ),
        pytest.param("More than 300 stalls", id="a-subhead-that-opens-like-a-label"),
        pytest.param("End of an era", id="a-subhead-that-opens-like-an-end-mark"),
        pytest.param("Growers wait", id="a-subhead"),
        pytest.param("أخبار السوق تصل إلى المزارعين عبر تطبيق جديد أطلقته البلدية.", id="a-sentence-about-news"),
        pytest.param("The year 2026 in numbers", id="a-subhead-with-a-year"),
    ],
)
def test_a_line_that_only_looks_like_it(line: str) -> None:
    found = content(HEAD + line + TAIL)
    assert aside(found) == []
    assert line in [each.text for each in found.lines]


def test_a_headline_about_copyright_is_no_notice() -> None:
    headline = "Copyright ruling delays harbour film release"
    text = "A court ruling on copyright has delayed the release of a film about the harbour."
    assert records(f"{headline}\n{text}\nThe studio will appeal.")[0].headline == headline


def test_a_headline_may_open_with_the_word_of_a_related_label() -> None:
    found = content("شاهد: لحظة افتتاح السوق القديم\nافتتح السوق القديم صباح الاثنين.\nوقال رئيس المجلس إن الزوار بالآلاف.")
    assert aside(found) == []


def test_titles_under_a_label_of_their_own_are_related() -> None:
    found = content(HEAD + "اقرأ أيضًا:\n• خطة الجسر الجديد تعرض على المجلس\n• افتتاح مكتبة الحي الغربي" + TAIL)
    assert [role for role, _ in aside(found)] == ["related"] * 3
    assert found.lines[-1].text == TAIL.strip()


def test_the_name_of_the_agency_on_a_line_of_its_own_is_its_credit() -> None:
    assert aside(content(HEAD + "برق الشمال" + TAIL)) == []
    assert aside(content(HEAD + "برق الشمال" + TAIL, agencies=frozenset({"برق الشمال"}))) == [("credit", "برق الشمال")]


PAGE = """
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<p class="breadcrumb"><a href="/">Home</a> / Culture</p>
<h1>Council opens the old hall again</h1>
<p class="byline">By Layla Haddad</p><p class="date">12 November 2026</p>
<p>The council opened the old market hall on Monday after two years of work.</p>
<figure><img src="hall.jpg"><figcaption>The hall on Monday</figcaption></figure>
<p><a href="/bridge">Bridge plan goes to the council</a></p>
<aside><h3>Most read</h3><ul><li><a href="/ferry">Ferry towed to Oban</a></li></ul></aside>
<p>It will open to growers in March.</p>
<div class="related-articles"><a href="/stalls">Growers want more stalls</a></div>
<div class="share-buttons"><a href="#f">Facebook</a> <a href="#x">X</a></div>
<footer><p>Copyright 2026 Harbour. All rights reserved.</p><p>Contact</p></footer>
"""


def test_what_the_markup_says() -> None:
    found = content(PAGE, HTML)
    assert aside(found) == [
        ("navigation", "Home World"),
        ("navigation", "Home / Culture"),
        ("byline", "By Layla Haddad"),
        ("timestamp", "12 November 2026"),
        ("caption", "The hall on Monday"),
        ("related", "Bridge plan goes to the council"),
        ("section", "Most read"),
        ("related", "Ferry towed to Oban"),
        ("related", "Growers want more stalls"),
        ("navigation", "Facebook X"),
        ("notice", "Copyright 2026 Harbour. All rights reserved."),
        ("navigation", "Contact"),
    ]
    assert [each.text for each in found.lines] == [
        "Council opens the old hall again",
        "The council opened the old market hall on Monday after two years of work.",
        "It will open to growers in March.",
    ]


def test_every_rule_has_a_name() -> None:
    for each in content(PAGE, HTML).furniture:
        assert each.mark.rule.split(".")[0] in ("furniture", "attribution", "mark")


def test_a_plain_sentence_is_one_of_which_no_rule_tells_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = list(sample_messages())
    found = list(map(process_message, messages))
    monkeypatch.setattr(set_aside, "is_plain", lambda *_: False)
    assert list(map(process_message, messages)) == found


def test_links_inside_a_sentence_are_part_of_it() -> None:
    sentence = '<p>See <a href="/plan">the plan for the hall and all that the council has published about it since March</a>, it said.</p>'
    assert aside(content(f"<h1>Council opens hall</h1>{sentence}", HTML)) == []


def test_gaps_say_what_stood_between_two_lines() -> None:
    text = HEAD + "(مدار)\nجميع الحقوق محفوظة © مدار 2026\nأخبار موجزة\n• ارتفعت أسعار القمح يوم الخميس.\n• فاز المنتخب على نظيره."
    found = content(text)
    assert [set(gap.marks) for gap in found.gaps] == [set(), set(), {"credit", "notice", "section", "bullets"}, set()]
    assert [bullet.value if bullet else None for bullet in found.bullets] == [None, None, "•", "•"]
    assert found.gaps[2].ends_item
    assert not found.gaps[1].ends_item
