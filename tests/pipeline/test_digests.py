"""Digests: pages of briefs alone, headed or not, bulleted, numbered, under a title; and what only looks like one."""

from __future__ import annotations

import pytest

from tests.pipeline.pages import HTML, paragraphs, records, set_aside

ENGLISH = [
    ("Eel catch doubles on the Wash", "Fishermen on the Wash landed twice as many eels this autumn as last, the fishery board said."),
    ("Oslo keeps its trams", "Oslo will keep its trams until 2050, the city's transport committee decided by one vote."),
    ("Lithium exports of Chile grow", "Exports of lithium from Chile grew by a half within a year, the customs office in Santiago said."),
    (
        "Bridge of ropes rebuilt in Peru",
        "Villagers in the south of Peru rebuilt a bridge of grass ropes over the Apurimac river in three days.",
    ),
]
ARABIC = [
    ("تضاعف صيد الأنقليس في خليج الواش", "تضاعف صيد الأنقليس في خليج الواش هذا الخريف مقارنة بالعام الماضي، بحسب مجلس المصايد."),
    ("أوسلو تبقي على خطوط الترام", "قررت بلدية أوسلو الإبقاء على خطوط الترام حتى عام 2050 بفارق صوت واحد في اللجنة."),
    ("نمو صادرات الليثيوم في تشيلي", "نمت صادرات الليثيوم في تشيلي بمقدار النصف خلال عام، وفق دائرة الجمارك في سانتياغو."),
    ("إعادة بناء جسر الحبال في بيرو", "أعاد قرويون في جنوب بيرو بناء جسر من حبال العشب فوق نهر أبوريماك في ثلاثة أيام."),
]
PERSIAN = [
    ("صید مارماهی در خلیج واش دو برابر شد", "صید مارماهی در خلیج واش پاییز امسال نسبت به سال گذشته دو برابر شد."),
    ("اسلو ترامواهای خود را نگه می‌دارد", "شهرداری اسلو تصمیم گرفت ترامواهای شهر را تا سال ۲۰۵۰ نگه دارد."),
    ("رشد صادرات لیتیوم شیلی", "صادرات لیتیوم شیلی در یک سال گذشته پنجاه درصد رشد کرده است."),
    ("پل طنابی پرو بازسازی شد", "روستاییان جنوب پرو پل طنابی روی رود آپوریماک را در سه روز بازسازی کردند."),
]
URDU = [
    ("خلیج واش میں بام مچھلی کا شکار دگنا", "خلیج واش میں اس خزاں بام مچھلی کا شکار گزشتہ سال کے مقابلے میں دگنا ہو گیا۔"),
    ("اوسلو نے ٹرام برقرار رکھی", "اوسلو کی بلدیہ نے شہر کی ٹرام سروس 2050 تک برقرار رکھنے کا فیصلہ کیا۔"),
    ("چلی کی لیتھیم برآمدات میں اضافہ", "چلی کی لیتھیم برآمدات میں ایک سال کے دوران پچاس فیصد اضافہ ہوا۔"),
    ("پیرو میں رسیوں کا پل دوبارہ تعمیر", "پیرو کے جنوب میں دیہاتیوں نے رسیوں کا پل تین دن میں دوبارہ تعمیر کر لیا۔"),
]
TURKISH = [
    ("Wash Körfezi'nde yılan balığı avı arttı", "Wash Körfezi'nde bu sonbahar yılan balığı avı geçen yıla göre iki katına çıktı."),
    ("Oslo tramvaylarını koruyor", "Oslo belediyesi, tramvaylarını 2050 yılına kadar koruma kararını tek oyla aldı."),
    ("Şili'nin lityum ihracatı büyüdü", "Şili'nin lityum ihracatı bir yıl içinde yarı yarıya büyüdü, gümrük idaresi duyurdu."),
    ("Peru'da halat köprü yenilendi", "Peru'nun güneyinde köylüler, Apurimac nehri üzerindeki halat köprüyü üç günde yeniledi."),
]
GERMAN = [
    ("Aalfang in der Wash verdoppelt", "Fischer in der Wash haben in diesem Herbst doppelt so viele Aale gefangen wie im Vorjahr."),
    ("Oslo behält seine Straßenbahn", "Oslo behält seine Straßenbahn bis 2050, beschloss der Verkehrsausschuss mit einer Stimme Mehrheit."),
    ("Chiles Lithium-Ausfuhr wächst", "Die Ausfuhr von Lithium aus Chile ist binnen eines Jahres um die Hälfte gewachsen."),
    ("Seilbrücke in Peru erneuert", "Dorfbewohner im Süden Perus haben eine Brücke aus Grasseilen in drei Tagen erneuert."),
]
FRENCH = [
    ("La pêche à l'anguille double dans le Wash", "Les pêcheurs du Wash ont pris cet automne deux fois plus d'anguilles que l'an dernier."),
    ("Oslo garde ses tramways", "Oslo gardera ses tramways jusqu'en 2050, a décidé à une voix près la commission des transports."),
    ("Le lithium chilien s'exporte mieux", "Les exportations chiliennes de lithium ont progressé de moitié en un an, selon les douanes."),
    ("Un pont de cordes refait au Pérou", "Des villageois du sud du Pérou ont refait en trois jours un pont de cordes d'herbe."),
]
KURMANJI = [
    ("Nêçîra marmasiyan li Washê du qat bû", "Nêçîra marmasiyan li kendava Washê vê payîzê li gorî sala borî du qat bû."),
    ("Oslo tramvayên xwe diparêze", "Şaredariya Osloyê biryar da ku tramvayên bajêr heta sala 2050an biparêze."),
    ("Hinardekirina lîtyûma Şîliyê zêde bû", "Hinardekirina lîtyûma Şîliyê di salekê de ji sedî pêncî zêde bû, gumrikê ragihand."),
    ("Pira werîsan li Perûyê hate nûkirin", "Gundiyên başûrê Perûyê pira werîsan a li ser çemê Apurimac di sê rojan de nû kirin."),
]
SORANI = [
    ("ڕاوی مارماسی لە کەنداوی واش دوو هێندە بوو", "ڕاوی مارماسی لە کەنداوی واش ئەم پایزە بەراورد بە ساڵی ڕابردوو دوو هێندە بوو."),
    ("ئۆسلۆ ترامەکانی دەهێڵێتەوە", "شارەوانی ئۆسلۆ بڕیاری دا ترامەکانی شار تا ساڵی ٢٠٥٠ بهێڵێتەوە."),
    ("هەناردەی لیتیۆمی چیلی زیادی کرد", "هەناردەی لیتیۆمی چیلی لە ماوەی ساڵێکدا بە ڕێژەی پەنجا لە سەد زیادی کرد."),
    ("پردی گوریس لە پیرۆ نوێ کرایەوە", "گوندنشینانی باشووری پیرۆ پردی گوریسی سەر ڕووباری ئاپۆریماکیان لە سێ ڕۆژدا نوێ کردەوە."),
]
DIGESTS = {
    "ar": ARABIC, "ckb": SORANI, "de": GERMAN, "en": ENGLISH, "fa": PERSIAN, "fr": FRENCH, "kmr": KURMANJI, "tr": TURKISH, "ur": URDU,
}  # fmt: skip
EVERY_LANGUAGE = pytest.mark.parametrize("language", sorted(DIGESTS))
TITLE = {"en": "The water this week", "ar": "الماء في أسبوع", "tr": "Suyun haftası", "de": "Die Woche am Wasser"}


@EVERY_LANGUAGE
def test_items_with_headlines_of_their_own(language: str) -> None:
    pairs = DIGESTS[language]
    found = records("\n".join(line for pair in pairs for line in pair))
    assert [(record.form, record.headline, record.lead, record.body) for record in found] == [("item", *pair, ()) for pair in pairs]


@pytest.mark.parametrize("language", sorted(TITLE))
def test_items_with_headlines_of_their_own_under_a_title(language: str) -> None:
    pairs = DIGESTS[language]
    found = records("\n".join([TITLE[language], *(line for pair in pairs for line in pair)]))
    assert [(record.form, record.headline, record.lead) for record in found] == [("item", *pair) for pair in pairs]
    assert TITLE[language] in [text for _, text in set_aside(found)]


@EVERY_LANGUAGE
def test_items_with_headings_in_markup(language: str) -> None:
    pairs = DIGESTS[language]
    markup = "".join(f"<h3>{headline}</h3><p>{text}</p>" for headline, text in pairs)
    found = records(f'<html lang="{language}"><body>{markup}</body></html>', HTML)
    assert [(record.form, record.headline, record.lead) for record in found] == [("item", *pair) for pair in pairs]


@pytest.mark.parametrize("bullet", ["• ", "- ", "* ", "▪ ", "{}. ", "{}) ", ""])
@pytest.mark.parametrize("label", [("en", "News in brief"), ("ar", "أخبار موجزة"), ("tr", "KISA KISA"), ("fa", "کوتاه از جهان")])
def test_items_without_headlines_under_a_label(label: tuple[str, str], bullet: str) -> None:
    language, title = label
    texts = [text for _, text in DIGESTS[language]]
    found = records("\n".join([title, *(bullet.format(n) + text for n, text in enumerate(texts, 1))]))
    assert [(record.form, record.headline, record.lead, record.body) for record in found] == [("item", None, text, ()) for text in texts]


@EVERY_LANGUAGE
def test_items_of_a_list_in_markup(language: str) -> None:
    texts = [text for _, text in DIGESTS[language]]
    found = records(f'<html lang="{language}"><body><ul>{"".join(f"<li>{text}</li>" for text in texts)}</ul></body></html>', HTML)
    assert [(record.form, record.lead) for record in found] == [("item", text) for text in texts]


@pytest.mark.parametrize("language", ["ar", "en", "fa", "tr"])
def test_bulleted_headlines(language: str) -> None:
    """A list of headlines without any full stop, such as the ones of a morning's press review."""
    lines = [headline for headline, _ in (*DIGESTS[language], *reversed(MORE[language]))]
    found = records("\n".join(f"• {line}" for line in lines))
    assert [(record.form, record.lead) for record in found] == [("item", line) for line in lines]


MORE = {
    "en": [("Choir of Ely wins in Ghent", ""), ("Storm cuts power in Galway", ""), ("Two whales counted off Tromso", "")],
    "ar": [("فوز جوقة إيلي في غنت", ""), ("عاصفة تقطع الكهرباء عن غالواي", ""), ("إحصاء حوتين قبالة ترومسو", "")],
    "fa": [("پیروزی گروه کر ایلی در گنت", ""), ("توفان برق گالوی را قطع کرد", ""), ("شمارش دو نهنگ در آب‌های ترومسو", "")],
    "tr": [("Ely korosu Gent'te kazandı", ""), ("Fırtına Galway'de elektriği kesti", ""), ("Tromso açıklarında iki balina sayıldı", "")],
}


def test_a_list_in_a_story_is_no_digest() -> None:
    story = [
        "Council publishes plan for the old market hall",
        "The council published its plan for the old market hall on Monday, two years after a storm took the hall's roof.",
        "The plan for the hall names four works that the council will pay for:",
    ]
    works = [
        "- a new roof of slate over the eastern hall, for 900,000 pounds.",
        "- forty stalls for growers in the hall, for 120,000 pounds.",
        "- a drain under the hall's floor, for 300,000 pounds.",
        "- a car park for the hall's visitors, for 200,000 pounds.",
    ]
    (record,) = records("\n".join([*story, *works, "Work on the hall will begin in March, the council said."]))
    assert record.form == "article"
    assert [text.lstrip("- ") for text in paragraphs(record)[2:-1]] == [work.lstrip("- ") for work in works]


def test_a_digest_with_datelines() -> None:
    pairs = [
        ("BOSTON", "Fishermen on the Wash landed twice as many eels this autumn as last, the fishery board said."),
        ("OSLO", "The city will keep its trams until 2050, its transport committee decided by one vote."),
        ("SANTIAGO", "Exports of lithium grew by a half within a year, the customs office said on Monday."),
        ("LIMA", "Villagers rebuilt a bridge of grass ropes over the Apurimac river in three days."),
    ]
    found = records("\n".join(["News in brief", *(f"{place} (Marsh Wire) - {text}" for place, text in pairs)]))
    assert [(record.form, record.lead) for record in found] == [("item", text) for _, text in pairs]
    assert [record.dateline and (record.dateline.place, record.dateline.agency) for record in found] == [
        (place, "Marsh Wire") for place, _ in pairs
    ]


def test_two_labels_in_a_digest() -> None:
    texts = [text for _, text in ENGLISH]
    found = records("\n".join(["News in brief", *texts[:2], "Sport in brief", *texts[2:]]))
    assert [record.lead for record in found] == texts
    assert [text for role, text in set_aside(found) if role == "section"] == ["News in brief", "Sport in brief"]


def test_the_headlines_of_the_mornings_papers_are_a_digest_whatever_words_they_share() -> None:
    papers = {
        "Harbour Gazette": ["Minister: bread to cost more", "Ferry strike enters its third day", "Minister denies talks with ferry owners"],
        "The Hallam Post": [
            "Bread: bakers threaten strike",
            "Ferry owners: no talks before Monday",
            "New minister of trade expected today",
        ],
        "Morning Tide": ["Trade minister: no shortage of bread", "Islanders wait for the ferry", "Bakers to meet the minister"],
    }
    page = ["Headlines of this morning's papers", "The papers of Hallam lead with these stories today."]
    for paper, headlines in papers.items():
        page += [f"* {paper}", *(f"- {headline}" for headline in headlines)]
    found = records("\n".join(page))
    assert [record.lead for record in found] == [headline for headlines in papers.values() for headline in headlines]


def test_a_price_list_under_a_lead_is_a_story() -> None:
    prices = [
        f"- A kilo of {what} costs {cost} crowns, {less} less than last week"
        for what, cost, less in zip(
            ("live chicken", "chicken meat", "turkey", "duck", "goose", "quail", "rabbit"), range(80, 150, 10), range(2, 9), strict=True
        )
    ]
    page = ["Poultry prices go on falling", "The prices of poultry in the markets of Hallam on Saturday were the following:", *prices]
    (story,) = records("\n".join(page))
    assert len(paragraphs(story)) == 8


@pytest.mark.parametrize("sign", ["★", "✱", "◦", "»", "◂", "--", "+++", "="])
def test_any_sign_that_a_space_sets_off_is_a_bullet(sign: str) -> None:
    found = records("\n".join(f"{sign} {text}" for _, text in ENGLISH))
    assert [record.lead for record in found] == [text for _, text in ENGLISH]
    assert [value for role, value in set_aside(found) if role == "bullet"] == [sign] * 4
