"""Datelines as desks write them, and sentences that only look as if they began with one."""

from __future__ import annotations

import pytest

from streams.pipeline.segment.dateline import find_dateline
from streams.text.match_key import fold

ARABIC = "أعلنت وزارة الصحة افتتاح ثلاثة مستشفيات جديدة في العاصمة."
PERSIAN = "وزیر بهداشت از گشایش سه بیمارستان تازه خبر داد."
TURKISH = "Sağlık Bakanlığı üç yeni hastanenin açıldığını duyurdu."
ENGLISH = "The health ministry opened three new hospitals on Monday."
URDU = "وزارت صحت نے دارالحکومت میں تین نئے ہسپتال کھول دیے ہیں۔"
KURMANJI = "Wezareta Tenduristiyê sê nexweşxaneyên nû vekirin."
SORANI = "وەزارەتی تەندروستی سێ نەخۆشخانەی نوێی لە پایتەخت کردەوە."
GERMAN = "Der Landkreis hat am Montag drei neue Schulen eröffnet, teilte er mit."
FRENCH = "Le département a ouvert lundi trois écoles, a-t-il indiqué."


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
    ("written", "place", "date", "agency", "sentence"),
    [
        pytest.param("(خليج واير) المحرق -", "المحرق", None, "خليج واير", ARABIC, id="arabic-agency-first"),
        pytest.param(
            "اللاذقية، الأربعاء 18 نوفمبر 2026 (الميناء) -",
            "اللاذقية",
            "الأربعاء 18 نوفمبر 2026",
            "الميناء",
            ARABIC,
            id="arabic-day-of-the-week",
        ),
        pytest.param("نواكشوط / نداء الأطلس /", "نواكشوط", None, "نداء الأطلس", ARABIC, id="arabic-between-slashes"),
        pytest.param(
            "دمشق في 9 تشرين الثاني/نوفمبر /بردى/", "دمشق", "9 تشرين الثاني/نوفمبر", "بردى", ARABIC, id="arabic-month-of-two-calendars"
        ),
        pytest.param("البصرة/ الساحل برس/", "البصرة", None, "الساحل برس", ARABIC, id="arabic-slashes-right-behind"),
        pytest.param("أم درمان (ملاعب 24):", "أم درمان", None, "ملاعب 24", ARABIC, id="arabic-agency-with-a-number"),
        pytest.param("نقده/تالاب نیوز:", "نقده", None, "تالاب نیوز", PERSIAN, id="persian-slash-and-colon"),
        pytest.param("گوادر (سرحد آن لائن)", "گوادر", None, "سرحد آن لائن", URDU, id="urdu-in-brackets"),
        pytest.param("سرینگر / بدھ 18 نومبر / ہمالہ وائر /", "سرینگر", "بدھ 18 نومبر", "ہمالہ وائر", URDU, id="urdu-day-of-the-week"),
        pytest.param("Aydın / Ege Postası -", "Aydın", None, "Ege Postası", TURKISH, id="turkish-slash"),
        pytest.param("Amed (WK) /", "Amed", None, "WK", KURMANJI, id="kurmanji-bracket-and-slash"),
        pytest.param("Mêrdîn, 18ê Mijdarê (AND) –", "Mêrdîn", "18ê Mijdarê", "AND", KURMANJI, id="kurmanji-date"),
        pytest.param("Hamburg (ndk).", "Hamburg", None, "ndk", GERMAN, id="german-bracket-and-stop"),
        pytest.param("Friedrichskoog (nkd) -", "Friedrichskoog", None, "nkd", GERMAN, id="german-bracket-and-dash"),
        pytest.param("STENDAL/ALD.", "STENDAL", None, "ALD", GERMAN, id="german-slash-and-stop"),
        pytest.param("GUÉRANDE (Loire-Atlantique), 12 nov (AO) –", "GUÉRANDE", "12 nov", "AO", FRENCH, id="french-department-and-date"),
        pytest.param("/NNS/ REYKJAVIK, 18 November:", "REYKJAVIK", "18 November", "NNS", ENGLISH, id="english-agency-between-slashes"),
    ],
)
def test_a_dateline_of_an_agency_that_nobody_listed(written: str, place: str, date: str | None, agency: str, sentence: str) -> None:
    for sure in (False, True):
        found = find_dateline(f"{written} {sentence}", sure=sure)
        assert found is not None
        dateline, end = found
        assert (dateline.text, dateline.place, dateline.date, dateline.agency) == (written, place, date, agency)
        assert f"{written} {sentence}"[end:] == sentence


@pytest.mark.parametrize(
    ("written", "place", "date", "agency", "sentence"),
    [
        pytest.param(
            "صحار، 12 تشرين الثاني، خليج واير —", "صحار", "12 تشرين الثاني", "خليج واير", ARABIC, id="arabic-agency-behind-the-date"
        ),
        pytest.param("القاهرة، 13 ديسمبر، ثبات -", "القاهرة", "13 ديسمبر", "ثبات", ARABIC, id="arabic-agency-of-one-word-behind-the-date"),
        pytest.param("درنة - الواحة للأنباء -", "درنة", None, "الواحة للأنباء", ARABIC, id="arabic-two-dashes"),
        pytest.param("قزوین - البرزان -", "قزوین", None, "البرزان", PERSIAN, id="persian-two-spaced-dashes"),
        pytest.param("بلخ، ۲۷ آبان ۱۴۰۵:", "بلخ", "۲۷ آبان ۱۴۰۵", None, PERSIAN, id="persian-date-and-colon"),
        pytest.param("شیراز/", "شیراز", None, None, PERSIAN, id="persian-place-and-slash"),
        pytest.param("فیصل آباد (راوی نیوز، بدھ 18 نومبر)", "فیصل آباد", "بدھ 18 نومبر", "راوی نیوز", URDU, id="urdu-date-in-the-bracket"),
        pytest.param("سنە:", "سنە", None, None, SORANI, id="sorani-place-and-colon"),
        pytest.param("هەولێر، ٨ی کانوونی یەکەم:", "هەولێر", "٨ی کانوونی یەکەم", None, SORANI, id="sorani-date-and-colon"),
        pytest.param("18.11.2026 | Qamişlo:", "Qamişlo", "18.11.2026", None, KURMANJI, id="kurmanji-date-first"),
        pytest.param("Bregenz.", "Bregenz", None, None, GERMAN, id="german-place-and-stop"),
        pytest.param("Chennai, Nov. 18:", "Chennai", "Nov. 18", None, ENGLISH, id="english-date-and-colon"),
        pytest.param("BRISTOL —", "BRISTOL", None, None, ENGLISH, id="english-long-dash"),
    ],
)
def test_a_dateline_without_a_set_off_agency(written: str, place: str, date: str | None, agency: str | None, sentence: str) -> None:
    found = find_dateline(f"{written} {sentence}", stop=True)
    assert found is not None
    dateline, end = found
    assert (dateline.text, dateline.place, dateline.date, dateline.agency) == (written, place, date, agency)
    assert f"{written} {sentence}"[end:] == sentence
    # Place, date and name together prove a dateline anywhere; without one of them the form proves nothing in the middle of a page.
    assert (find_dateline(f"{written} {sentence}", sure=True) is None) is (date is None or agency is None)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        # Whether the second name is a district or an agency only a reader who knows either can tell.
        pytest.param("[کابل، هریرود]", PERSIAN, id="persian-two-names-in-brackets"),
        pytest.param("ہمالہ وائر، گلگت:", URDU, id="urdu-two-names"),
        pytest.param("١٨-١١-٢٠٢٦، بانە، زاگرۆس‌نێت —", SORANI, id="sorani-two-names-behind-a-date"),
        pytest.param("چوارشەممە ١٨ی ١١ی ٢٠٢٦، سنە، زاگرۆس‌نێت —", SORANI, id="sorani-day-of-the-week-and-date-in-figures"),
        pytest.param("NASBINALS (Lozère)/", FRENCH, id="french-department"),
    ],
)
def test_a_dateline_goes_as_a_whole_even_where_its_parts_are_open(written: str, sentence: str) -> None:
    found = find_dateline(f"{written} {sentence}")
    assert found is not None
    dateline, end = found
    assert dateline.text == written
    assert f"{written} {sentence}"[end:] == sentence


@pytest.mark.parametrize(
    ("written", "place", "agency", "sentence"),
    [
        pytest.param("ÇORUM-KHA", "ÇORUM", "KHA", TURKISH, id="a-hyphen-between"),
        pytest.param("Aydın / Ege Postası", "Aydın", "Ege Postası", TURKISH, id="a-slash-between"),
        pytest.param("نقده/تالاب نیوز", "نقده", "تالاب نیوز", PERSIAN, id="persian"),
        pytest.param("سرینگر / ہمالہ وائر", "سرینگر", "ہمالہ وائر", URDU, id="urdu"),
    ],
)
def test_the_name_of_the_page_s_own_agency_closes_a_dateline_without_any_mark(written: str, place: str, agency: str, sentence: str) -> None:
    found = find_dateline(f"{written} {sentence}", agencies=frozenset({fold(agency)}))
    assert found is not None
    dateline, end = found
    assert (dateline.text, dateline.place, dateline.agency) == (written, place, agency)
    assert f"{written} {sentence}"[end:] == sentence


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
        pytest.param("AKP-MHP ittifakı pazartesi günü ortak adayını açıkladı.", id="two-parties-with-a-hyphen"),
        pytest.param("ABD-ÇİN görüşmeleri pazartesi günü Cenevre'de yeniden başladı.", id="two-countries-with-a-hyphen"),
        pytest.param("İzmir-Ankara treni pazartesi günü yeniden sefere başladı.", id="two-towns-with-a-hyphen"),
        pytest.param("Hamburg-Altona bekommt am Montag einen neuen Bahnhof mit acht Gleisen.", id="a-district-with-a-hyphen"),
        pytest.param("(BM) Genel Kurulu pazartesi günü New York'ta toplandı.", id="a-bracket-that-opens-the-line"),
        pytest.param("[Video] The hall opens in March after two years of work.", id="a-medium-in-brackets"),
        pytest.param("(فيديو) افتتاح القاعة الكبرى بعد عامين من أعمال الترميم.", id="an-arabic-medium-in-brackets"),
        pytest.param("رأي | القاعة تحتاج إلى أكثر من سقف جديد وشريط أحمر.", id="a-rubric-before-a-bar"),
        pytest.param("12:30 - The mayor opens the hall and cuts the ribbon.", id="an-entry-of-a-live-blog"),
        pytest.param("Q: When does the hall open to the growers of the valley?", id="a-question"),
        pytest.param("س: متى تفتح القاعة أبوابها أمام المزارعين في الوادي؟", id="an-arabic-question"),
        pytest.param("Marwan Haddad: We waited two years for this roof to be done.", id="a-speaker"),
        pytest.param("مروان حداد: انتظرنا عامين كاملين حتى اكتمل هذا السقف.", id="an-arabic-speaker"),
        pytest.param("رئيس الوزراء: العمل في الميناء يبدأ مطلع الشهر المقبل.", id="an-arabic-office"),
        pytest.param("Landrat: Die Schule bleibt offen, und das Geld dafür ist da.", id="a-german-office"),
        pytest.param("Le 14 juillet - jour de fête - la ville fermera ses rues aux voitures.", id="a-french-aside"),
        pytest.param("St. Gallen hat am Montag ein neues Stadion eröffnet, das 40 Millionen kostet.", id="a-town-with-an-abbreviation"),
        pytest.param("Dr. Müller hat am Montag die neue Klinik in Heide eröffnet.", id="a-title"),
        pytest.param("U.S. President Jane Roe opened the hall on Monday after two years of work.", id="initials"),
        pytest.param("1. Bundesliga: Der FC Heide gewinnt am Samstag vor 900 Zuschauern.", id="a-number-and-a-colon"),
        pytest.param("(مدار)", id="a-credit-alone"),
        pytest.param("LONDON —", id="nothing-behind-it"),
        pytest.param("بغداد (مدار) - عاجل", id="one-word-behind-it"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text) is None
    assert find_dateline(text, sure=True) is None
