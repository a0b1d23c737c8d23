"""Datelines as desks write them, and sentences that only look as if they began with one."""

from __future__ import annotations

import pytest

from streams.pipeline.segment.dateline import find_dateline

ARABIC = "أعلنت وزارة الصحة افتتاح ثلاثة مستشفيات جديدة في العاصمة."
PERSIAN = "وزیر بهداشت از گشایش سه بیمارستان تازه خبر داد."
TURKISH = "Sağlık Bakanlığı üç yeni hastanenin açıldığını duyurdu."
ENGLISH = "The health ministry opened three new hospitals on Monday."


@pytest.mark.parametrize(
    ("written", "place", "date", "agency", "sentence"),
    [
        # An agency in brackets behind the place.
        pytest.param("DİYARBAKIR (Kuzey Haber) -", "DİYARBAKIR", None, "Kuzey Haber", TURKISH, id="turkish-agency-in-brackets"),
        pytest.param("بغداد (مدار) -", "بغداد", None, "مدار", ARABIC, id="arabic-agency-in-brackets"),
        pytest.param("القاهرة (أ ف ب) -", "القاهرة", None, "أ ف ب", ARABIC, id="arabic-initials-of-an-agency"),
        pytest.param("Hewlêr (Rûname) -", "Hewlêr", None, "Rûname", TURKISH, id="kurmanji"),
        pytest.param("هەولێر (ڕووناکی) –", "هەولێر", None, "ڕووناکی", ARABIC, id="sorani"),
        pytest.param("دبي، الإمارات العربية المتحدة (CNN)--", "دبي، الإمارات العربية المتحدة", None, "CNN", ARABIC, id="place-and-country"),
        pytest.param("LONDON, Nov 12 (Harbour Wire) —", "LONDON", "Nov 12", "Harbour Wire", ENGLISH, id="with-a-date"),
        pytest.param("HULL, England, Nov 12 (Harbour Wire) -", "HULL, England", "Nov 12", "Harbour Wire", ENGLISH, id="country-and-date"),
        pytest.param("Ankara, 12 Kasım (KHA) –", "Ankara", "12 Kasım", "KHA", TURKISH, id="turkish-with-a-date"),
        pytest.param("TEL AVIV/GAZA (Harbour) -", "TEL AVIV/GAZA", None, "Harbour", ENGLISH, id="two-places"),
        pytest.param("نئی دہلی، 12 نومبر (نیوز ڈیسک)", "نئی دہلی", "12 نومبر", "نیوز ڈیسک", PERSIAN, id="urdu-with-a-date"),
        pytest.param("اسلام آباد (نیوز ڈیسک)", "اسلام آباد", None, "نیوز ڈیسک", PERSIAN, id="urdu-without-a-mark"),
        pytest.param("(مدار) بغداد -", "بغداد", None, "مدار", ARABIC, id="agency-first"),
        # Parted by slashes.
        pytest.param("إسطنبول/ الأناضول،", "إسطنبول", None, "الأناضول", ARABIC, id="slash-and-comma"),
        pytest.param("دمشق / 12 تشرين الثاني / مدار -", "دمشق", "12 تشرين الثاني", "مدار", ARABIC, id="place-date-and-agency"),
        pytest.param("AMED / Rojname -", "AMED", None, "Rojname", TURKISH, id="kurmanji-slash"),
        # An agency before a colon.
        pytest.param("خبرگزاری فارس:", None, None, "خبرگزاری فارس", PERSIAN, id="persian-agency"),
    ],
)
def test_a_dateline_wherever_it_stands(written: str, place: str | None, date: str | None, agency: str, sentence: str) -> None:
    for sure in (True, False):
        found = find_dateline(f"{written} {sentence}", sure=sure)
        assert found is not None
        dateline, end = found
        assert (dateline.place, dateline.date, dateline.agency) == (place, date, agency)
        assert dateline.text == written
        assert f"{written} {sentence}"[end:] == sentence


@pytest.mark.parametrize(
    ("written", "place", "date", "agency", "sentence"),
    [
        pytest.param("بغداد - مدار:", "بغداد", None, "مدار", ARABIC, id="dash-and-colon"),
        pytest.param("القاهرة ـ رويترز -", "القاهرة", None, "رويترز", ARABIC, id="tatweel-as-a-dash"),
        pytest.param("تهران- ایرنا-", "تهران", None, "ایرنا", PERSIAN, id="persian-two-dashes"),
        pytest.param("بغداد، 5 آذار -", "بغداد", "5 آذار", None, ARABIC, id="place-and-date"),
        pytest.param("BAGHDAD, Nov 12 -", "BAGHDAD", "Nov 12", None, ENGLISH, id="capitals-and-date"),
        pytest.param("BEIRUT, Lebanon —", "BEIRUT, Lebanon", None, None, ENGLISH, id="capitals-and-country"),
        pytest.param("LONDON —", "LONDON", None, None, ENGLISH, id="capitals-and-a-long-dash"),
        pytest.param("ANKARA -", "ANKARA", None, None, TURKISH, id="capitals-and-a-hyphen"),
        pytest.param("PARIS --", "PARIS", None, None, ENGLISH, id="two-hyphens"),
        pytest.param("مسقط –", "مسقط", None, None, ARABIC, id="arabic-place-and-a-long-dash"),
        pytest.param("بغداد -", "بغداد", None, None, ARABIC, id="arabic-place-and-a-hyphen"),
        pytest.param("Berlin -", "Berlin", None, None, ENGLISH, id="place-and-a-hyphen"),
        pytest.param("گوادر:", "گوادر", None, None, "پاکستان کے ساحلی شہر میں تیز بارش سے سڑکیں بند ہو گئیں۔", id="urdu-place-and-a-colon"),
        pytest.param("بغداد -- مدار:", "بغداد", None, "مدار", ARABIC, id="two-hyphens-and-agency"),
    ],
)
def test_a_dateline_only_where_a_story_begins(written: str, place: str, date: str | None, agency: str | None, sentence: str) -> None:
    found = find_dateline(f"{written} {sentence}")
    assert found is not None
    dateline, end = found
    assert (dateline.text, dateline.place, dateline.date, dateline.agency) == (written, place, date, agency)
    assert f"{written} {sentence}"[end:] == sentence
    assert find_dateline(f"{written} {sentence}", sure=True) is None, "the form proves nothing in the middle of a page"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The United Nations (UN), which has its seat in New York, said that aid would resume.", id="acronym-in-mid-sentence"),
        pytest.param("The World Health Organization (WHO) said on Monday that cases had fallen.", id="acronym-before-the-verb"),
        pytest.param("قالت منظمة الصحة العالمية (WHO) إن عدد الإصابات تراجع بمقدار الثلث.", id="arabic-acronym"),
        pytest.param("في كانون الثاني/يناير الماضي، أعلنت الحكومة خطة جديدة للمياه.", id="a-month-in-two-calendars"),
        pytest.param("كانون الثاني/يناير: موعد الانتخابات المحلية في البلاد كلها.", id="a-month-opens-the-line"),
        pytest.param("تشرين الأول/أكتوبر، وهو شهر القطاف، شهد هطولاً غزيراً هذا العام.", id="a-month-before-a-comma"),
        pytest.param('"We are ready" - the minister said on Monday in the capital.', id="a-quotation"),
        pytest.param("«نحن مستعدون» - قال الوزير في العاصمة يوم الاثنين الماضي.", id="an-arabic-quotation"),
        pytest.param("- a new roof over the eastern hall of the old market", id="a-list"),
        pytest.param("1) the first measure - a higher tax on sugar for all", id="a-numbered-list"),
        pytest.param("The Lakers beat the Celtics 109-98 on Sunday night in Boston.", id="a-score"),
        pytest.param("109-98: the Lakers beat the Celtics on Sunday night in Boston.", id="a-score-opens-the-line"),
        pytest.param("The minister - who is ill - did not attend the meeting on Monday.", id="an-aside-between-hyphens"),
        pytest.param("وقال الوزير - الذي يزور بغداد - إن العمل سيبدأ غدا في الموقع.", id="an-arabic-aside"),
        pytest.param("Monday - the council will meet to discuss the plan for roads.", id="a-day-before-a-hyphen"),
        pytest.param("النتائج: ثلاثة فائزين من المدارس الحكومية في المدينة.", id="a-word-before-a-colon"),
        pytest.param("به گزارش خبرگزاری فارس، وزیر بهداشت از گشایش بیمارستان خبر داد.", id="a-clause-that-names-the-agency"),
        pytest.param("24/7, the clinic is open to all who need it in the town.", id="a-fraction"),
        pytest.param("NATO — the alliance of many states — met on Monday in the capital.", id="a-clause-goes-on-in-small-letters"),
        pytest.param("EU/UK, both sides agreed to new talks on fishing rights.", id="two-sides-before-a-comma"),
        pytest.param("News conference: the minister speaks at noon in the capital.", id="an-english-label"),
        pytest.param("وزیر: ہم تیار ہیں اور کام کل سے شروع ہو جائے گا، یہ وعدہ ہے۔ سوال: کب؟"[6:], id="urdu-without-a-place"),
        pytest.param("COVID-19 - the ministry reported 300 new cases on Monday.", id="a-name-with-a-number"),
        pytest.param("(مدار)", id="a-credit-alone"),
        pytest.param("LONDON —", id="nothing-behind-it"),
        pytest.param("بغداد (مدار) - عاجل", id="one-word-behind-it"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text) is None
    assert find_dateline(text, sure=True) is None
