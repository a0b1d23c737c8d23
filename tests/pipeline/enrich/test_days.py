"""The days that a text names: dates, years, and days relative to the item's own, in the nine languages of the wire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.pipeline.enrich.days.named import MOST, day_of, days_of
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import words

ISSUED = datetime(2026, 3, 12, 10, tzinfo=timezone(timedelta(hours=3)))
"""A Thursday; 21 Esfand 1404, and 23 Ramadan 1447."""


def named(text: str, language: str, issued: datetime | None = ISSUED) -> list[tuple[str, str]]:
    record = RecordText.of([("paragraph", line, words(line)) for line in text.split("\n")], language)
    found = days_of(record, issued)
    for each in found:
        assert record.text[each.start : each.end] == each.text
    return [(each.text, each.day) for each in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "افتتح الجسر في 12 مارس 2026.", [("12 مارس 2026", "2026-03-12")]),
        ("ar", "افتتح الجسر في ١٢ آذار/مارس ٢٠٢٦.", [("١٢ آذار/مارس ٢٠٢٦", "2026-03-12")]),
        ("ar", "بدأت الأشغال في 3 كانون الثاني (يناير) 2025.", [("3 كانون الثاني (يناير) 2025", "2025-01-03")]),
        (
            "ar",
            "انتهت الحملة في 4 أوت 2025، وتنطلق أخرى في 2 جويلية 2026.",
            [("4 أوت 2025", "2025-08-04"), ("2 جويلية 2026", "2026-07-02")],
        ),
        ("ar", "عقد الاجتماع في السابع عشر من فبراير 2026.", [("السابع عشر من فبراير 2026", "2026-02-17")]),
        ("fa", "این پل در ۲۱ اسفند ۱۴۰۴ گشوده شد.", [("۲۱ اسفند ۱۴۰۴", "2026-03-12")]),
        ("fa", "نشست در ۱۲ مارس ۲۰۲۶ برگزار شد.", [("۱۲ مارس ۲۰۲۶", "2026-03-12")]),
        ("ur", "پل کا افتتاح 12 مارچ 2026ء کو ہوا۔", [("12 مارچ 2026ء", "2026-03-12")]),
        ("ckb", "پردەکە لە ١٢ی ئازاری ٢٠٢٦ کرایەوە.", [("١٢ی ئازاری ٢٠٢٦", "2026-03-12")]),
        ("ckb", "ئاهەنگەکە لە ٢ی خاکەلێوەی ٢٧٢٦ دەبێت.", [("٢ی خاکەلێوەی ٢٧٢٦", "2026-03-22")]),
        ("kmr", "Pir di 12'ê Adara 2026'an de vebû.", [("12'ê Adara 2026", "2026-03-12")]),
        ("tr", "Köprü 12 Mart 2026'da açıldı.", [("12 Mart 2026", "2026-03-12")]),
        ("en", "The bridge opened on March 12, 2026.", [("March 12, 2026", "2026-03-12")]),
        ("en", "The bridge opened on the 12th of March 2026.", [("12th of March 2026", "2026-03-12")]),
        ("de", "Die Brücke wurde am 12. März 2026 eröffnet.", [("12. März 2026", "2026-03-12")]),
        ("fr", "Le pont a ouvert le 1er mars 2026.", [("1er mars 2026", "2026-03-01")]),
    ],
)
def test_dates_by_the_name_of_their_month(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, language) == expected
    assert named(text, language, None) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "صدر القرار في 15 شوال 1436 هـ.", [("15 شوال 1436", "2015-07-31")]),
        ("tr", "15 Ramazan 1447 günü iftar 18.41'de.", [("15 Ramazan 1447", "2026-03-04")]),
        # The moon was sighted a day later there.
        ("ar", "حل الشهر في 1 رمضان 1447 الموافق 19 فبراير 2026.", [("1 رمضان 1447", "2026-02-19"), ("19 فبراير 2026", "2026-02-19")]),
        # By whose sighting, without a year, nobody says; a month is no whole one of another calendar.
        ("ar", "يبدأ الموسم في 10 شوال ويمتد طوال رمضان 1447.", []),
        ("fa", "در اسفند ۱۴۰۴ بارش کم بود.", []),
        # No year of Umm al-Qura's tables.
        ("ar", "توفي في 3 صفر 1120 هـ.", []),
    ],
)
def test_hijri_and_persian_days(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le texte du 05/03/2026 est retiré.", [("05/03/2026", "2026-03-05")]),
        ("de", "Stichtag war der 05.03.2026.", [("05.03.2026", "2026-03-05")]),
        ("en", "The form is dated 2026-03-05.", [("2026-03-05", "2026-03-05")]),
        ("en", "The form is dated 25/03/2026 and 03/26/2026.", [("25/03/2026", "2026-03-25"), ("03/26/2026", "2026-03-26")]),
        ("en", "The form is dated 05/03/2026.", []),
        ("fa", "نامه به تاریخ ۱۴۰۴/۱۲/۲۱ است.", [("۱۴۰۴/۱۲/۲۱", "2026-03-12")]),
        ("ar", "القرار المؤرخ 15/9/1447هـ.", [("15/9/1447هـ", "2026-03-04")]),
        ("en", "Call 020-12-03-2026 or see version 1.12.03.2026.", []),
        ("ar", "سجل 45/13/2026 نقطة.", []),
        # In a language without lists only ISO 8601 is plain.
        ("es", "Abierto desde 2026-03-05 y cerrado el 06/03/2026.", [("2026-03-05", "2026-03-05")]),
    ],
)
def test_dates_in_figures(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "توقف الخط عام 2014 وعاد في مارس 2019.", [("2014", "2014"), ("مارس 2019", "2019-03")]),
        ("ar", "بين عامي 2014 و2016 أغلق المصنع.", [("2014", "2014"), ("2016", "2016")]),
        ("tr", "Hat 2014 yılında kapandı.", [("2014", "2014")]),
        ("en", "It closed in 2014 and 2000 people left.", [("2014", "2014")]),
        ("de", "Im Jahr 2014 und im September 2019.", [("2014", "2014"), ("September 2019", "2019-09")]),
        ("tr", "Expo 2020'de yer aldı.", []),
        ("en", "Some 2014 jobs went in 2000 villages.", []),
    ],
)
def test_years_and_months(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "من 12 إلى 15 أبريل 2026", [("12", "2026-04-12"), ("15 أبريل 2026", "2026-04-15")]),
        ("en", "from 12 March to 3 April 2027", [("12 March", "2027-03-12"), ("3 April 2027", "2027-04-03")]),
        ("en", "on March 12-15, 2025", [("March 12", "2025-03-12"), ("15, 2025", "2025-03-15")]),
        ("fr", "les 3, 4 et 5 avril 2026", [("3", "2026-04-03"), ("4", "2026-04-04"), ("5 avril 2026", "2026-04-05")]),
    ],
)
def test_both_ends_of_a_range(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The bridge opened on 5 January.", [("5 January", "2026-01-05")]),
        ("en", "The bridge opened on 5 December.", [("5 December", "2025-12-05")]),
        ("fr", "Le pont a ouvert le 18 mars dernier.", [("18 mars", "2025-03-18")]),
        ("fr", "Du 14 au 18 mars derniers.", [("14", "2025-03-14"), ("18 mars", "2025-03-18")]),
        ("ar", "افتتح في 5 مارس من العام الماضي.", []),
        ("en", "On Thursday 5 March the bridge opened.", [("Thursday 5 March", "2026-03-05")]),
        # A Thursday in another year.
        ("en", "On Thursday 6 March the bridge opened.", []),
        ("ar", "بعد ثورة 25 يناير.", []),
        ("de", "Auf der Straße des 17. Juni.", []),
        ("fa", "با شلیک ۵ تیر گریخت.", []),
        ("fa", "انقلاب در ۲۲ بهمن ۵۷ پیروز شد.", []),
        ("en", "He may 12 times march 30 miles.", []),
    ],
)
def test_a_day_without_its_year_is_the_nearest_where_that_is_plain(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, language) == expected
    assert named(text, language, None) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "وصل صباح اليوم الخميس أول قطار.", [("اليوم الخميس", "2026-03-12")]),
        ("ar", "اجتمعوا أمس، ويجتمعون غدا وبعد غد.", [("أمس", "2026-03-11"), ("غدا", "2026-03-13"), ("بعد غد", "2026-03-14")]),
        ("fa", "دیروز باران بارید.", [("دیروز", "2026-03-11")]),
        ("ur", "آج بارش ہوئی۔", [("آج", "2026-03-12")]),
        ("ckb", "دوێنێ باران باری.", [("دوێنێ", "2026-03-11")]),
        ("kmr", "Îro baran bariya.", [("Îro", "2026-03-12")]),
        ("tr", "Dün yağmur yağdı.", [("Dün", "2026-03-11")]),
        ("en", "It rained yesterday.", [("yesterday", "2026-03-11")]),
        ("de", "Übermorgen regnet es.", [("Übermorgen", "2026-03-14")]),
        ("fr", "Il a plu avant-hier.", [("avant-hier", "2026-03-10")]),
        ("ar", "وقع الحادث الاثنين.", [("الاثنين", "2026-03-09")]),
        ("ar", "وقع الحادث الخميس.", [("الخميس", "2026-03-12")]),
        ("ar", "وقع الحادث الخميس الماضي.", [("الخميس", "2026-03-05")]),
        ("kmr", "Di civînê de roja Duşemê biryar hat dayîn.", [("Duşemê", "2026-03-09")]),
        ("tr", "Maç gelecek Pazartesi oynanacak.", [("Pazartesi", "2026-03-16")]),
        ("de", "Am Mittwochabend brannte es.", [("Mittwochabend", "2026-03-11")]),
        # Issued a day late.
        ("ar", "أعلن أمس الثلاثاء عن الاتفاق.", [("أمس الثلاثاء", "2026-03-10")]),
        ("ar", "أعلن أمس السبت عن الاتفاق.", []),
    ],
)
def test_days_relative_to_the_item_s_own(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, language) == expected
    assert named(text, language, None) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "وفي اليوم التالي عادوا."),
        ("ar", "نقلت صحيفة اليوم السابع وقناة روسيا اليوم الخبر."),
        ("ar", "في هذا اليوم من كل عام."),
        ("ar", "بعد صلاة الجمعة."),
        ("ar", "تقام السوق كل خميس وأيام الأحد والاثنين."),
        ("ar", "ومن المقرر أن يلتقيا الاثنين."),
        ("en", "USA Today said so."),
        ("en", "The court will rule on Monday."),
        ("en", "Shops close every Friday and on Black Friday."),
        ("en", "This Sunday is a holiday."),
        ("tr", "Takım Pazartesi günü yola çıkacak."),
        ("tr", "Cuma namazı kılındı, pazar kuruldu."),
        ("ur", "آج کل بارش ہے اور کل چھٹی ہے۔"),
        ("ur", "نماز جمعہ ادا کی گئی اور پیر صاحب آئے۔"),
        ("fa", "در جهان امروز هر جمعه."),
        ("de", "Am Morgen fuhr der Zug, jeden Montag fährt er."),
        ("kmr", "Dadgeh dê Duşemê biryarê bide."),
        ("fr", "Elle doit parler mardi, comme chaque lundi."),
    ],
)
def test_what_is_no_day_or_can_be_two(language: str, text: str) -> None:
    assert named(text, language) == []


def test_the_day_is_that_of_the_zone_in_which_the_item_was_issued() -> None:
    late = datetime(2026, 3, 12, 1, tzinfo=timezone(timedelta(hours=3)))
    assert named("وصل القطار اليوم.", "ar", late) == [("اليوم", "2026-03-12")]
    assert named("وصل القطار اليوم.", "ar", late.astimezone(UTC)) == [("اليوم", "2026-03-11")]


def test_places_count_in_the_whole_display_text() -> None:
    headline, lead = "Bridge opens after repairs", "It opened on 12 March 2026, after it had closed in 2019."
    record = RecordText.of([("headline", headline, words(headline)), ("paragraph", lead, words(lead))], "en")
    assert [record.text[each.start : each.end] for each in days_of(record, None)] == ["12 March 2026", "2019"]


@pytest.mark.parametrize(
    ("date", "language", "expected"),
    [
        ("12 مارس", "ar", "2026-03-12"),
        ("١٢/٣", "ar", "2026-03-12"),
        ("12 آذار/مارس 2025", "ar", "2025-03-12"),
        ("15 رمضان 1447 هـ - 5 مارس 2026", "ar", "2026-03-05"),
        ("March 12", "en", "2026-03-12"),
        ("12 MARCH", "en", "2026-03-12"),
        ("3/12", "en", None),
        ("3/13", "en", "2026-03-13"),
        ("12 Mart", "tr", "2026-03-12"),
        ("12. März", "de", "2026-03-12"),
        ("12 mars", "fr", "2026-03-12"),
        ("۲۱ اسفند", "fa", "2026-03-12"),
        ("12ê Adarê", "kmr", "2026-03-12"),
        ("١٢ی ئازار", "ckb", "2026-03-12"),
        ("12 مارچ", "ur", "2026-03-12"),
        ("Monday", "en", "2026-03-09"),
        ("March 12", "tr", "2026-03-12"),
        ("Spring", "en", None),
        ("", "en", None),
    ],
)
def test_the_day_of_a_dateline(date: str, language: str, expected: str | None) -> None:
    assert day_of(date, language, ISSUED) == expected


def test_a_dateline_without_a_year_has_no_day_where_the_item_has_no_time() -> None:
    assert day_of("12 مارس", "ar", None) is None
    assert day_of("12/3", "ar", None) is None
    assert day_of("12 مارس 2026", "ar", None) == "2026-03-12"


LANGUAGES = ("ar", "fa", "ur", "ckb", "kmr", "tr", "en", "de", "fr", "es", "und")
PIECES = st.sampled_from(
    "12 13 و14 31 ٣١ ۲۹ 2026 ٢٠٢٦ 1447هـ ۱۴۰۴ 2726 مارس آذار كانون الثاني رمضان اسفند ئازاری Adarê Mart March Mai mars أمس اليوم "
    "Monday, today yesterday bugün Pazartesi دیروز سه شنبه شەممە کل آج heute morgen hier 12/03/2026 2026-03-12 29.02.2025 - – ( ) . "
    "الخميس أول من ، عام in of "
    "last next الماضي \u200f \u200c ﷲ ｍarch ² ١٢مارس й 0 00 99999".split(" ")
)


@given(
    st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40),
    st.sampled_from(LANGUAGES),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)
def test_every_day_is_where_it_says_and_they_are_in_order(pieces: list[str], language: str, issued: datetime | None) -> None:
    lines = " ".join(pieces).split("\n")
    record = RecordText.of([("paragraph", line, words(line)) for line in lines], language)
    done = 0
    for each in days_of(record, issued):
        assert done <= each.start < each.end
        assert record.text[each.start : each.end] == each.text
        assert datetime.fromisoformat((each.day + "-01-01")[:10])
        done = each.end
    day_of(" ".join(pieces), language, issued)


@pytest.mark.parametrize(
    "text", ["اليوم ", "12 مارس ", "2026 ", "12/03/2026 ", "5 و", "الاثنين والثلاثاء ", "مارس ", "كل خميس ", "1 2 3 مارس 2026 - "]
)
def test_a_text_that_names_nothing_else_ends_soon(text: str) -> None:
    line = text * 20_000
    assert len(days_of(RecordText.of([("paragraph", line, words(line))], "ar"), ISSUED)) <= MOST


def test_turkish_weekdays_without_a_capital_are_days_beside_a_word_that_makes_them_so() -> None:
    assert named("Kuyruk pazartesi günü uzadı, çarşamba sabahı eridi.", "tr") == [("pazartesi", "2026-03-09"), ("çarşamba", "2026-03-11")]
    assert named("Esnaf salı pazarında tezgâh açtı.", "tr") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Scotland named their squad for Saturday's test."),
        ("de", "Die Gewerkschaft rief für Montag zum Streik auf."),
        ("fr", "Une réunion est prévue pour lundi."),
    ],
)
def test_a_day_for_which_something_is_planned_is_not_the_last_one(language: str, text: str) -> None:
    assert named(text, language) == []
