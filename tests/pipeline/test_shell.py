"""The shell around a page's prose: menus above, share bars and lists of other headlines below, and what only looks like one."""

from __future__ import annotations

import pytest

from schemas import Story
from tests.pipeline.pages import HTML, paragraphs, records, set_aside

ENGLISH = [
    "Fenland council reopens the drowned lane at Wicken",
    "Fenland council reopened the lane between Wicken and Upware on Monday, nine months after the river broke through its bank.",
    "The lane was raised by half a metre and now stands on a bed of chalk, the council's engineer said.",
    "Farmers along the lane had driven eleven miles around the fen to reach their own fields since February.",
]
ARABIC = [
    "بلدية الرستن تعيد افتتاح المكتبة العامة بعد ترميمها",
    "أعادت بلدية الرستن، صباح الثلاثاء، افتتاح المكتبة العامة بعد أعمال ترميم استمرت عامين كاملين.",
    "وقال أمين المكتبة إن الترميم شمل القاعة الكبرى والسقف الخشبي وخزائن المخطوطات.",
    "وأضاف أن المكتبة ستفتح أبوابها للطلاب حتى العاشرة مساءً طوال أيام الامتحانات.",
]
PERSIAN = [
    "پل چوبی تالاب انزلی پس از مرمت بازگشایی شد",
    "پل چوبی تالاب انزلی که دو سال پیش بر اثر توفان آسیب دیده بود، صبح دوشنبه پس از مرمت بازگشایی شد.",
    "مدیر کل میراث فرهنگی گیلان گفت برای مرمت این پل از چوب درختان همان منطقه استفاده شده است.",
    "وی افزود گردشگران می‌توانند از این هفته هر روز تا غروب آفتاب از پل چوبی تالاب بازدید کنند.",
]
URDU = [
    "گلگت میں پرانا ریلوے پل پیدل چلنے والوں کے لیے کھول دیا گیا",
    "گلگت کی ضلعی انتظامیہ نے پیر کے روز دریا پر بنا پرانا پل مرمت کے بعد پیدل چلنے والوں کے لیے کھول دیا۔",
    "ڈپٹی کمشنر نے بتایا کہ پل کی مرمت پر دو سال لگے اور اس میں مقامی لکڑی استعمال کی گئی۔",
    "انہوں نے کہا کہ پل کھلنے سے دریا کے دونوں کناروں کے طلبہ کا سفر آدھا رہ جائے گا۔",
]
TURKISH = [
    "Foça'da eski balıkhane müze olarak açıldı",
    "Foça Belediyesi, yirmi yıldır boş duran eski balıkhaneyi onararak pazartesi günü müze olarak ziyarete açtı.",
    "Belediye başkanı, balıkhanenin onarımında özgün taşların ve ahşap kapıların korunduğunu söyledi.",
    "Müzede kentin balıkçılarından derlenen üç yüz fotoğraf ve iki eski kayık sergileniyor.",
]
GERMAN = [
    "Fähre bei Friedrichskoog fährt nach zwei Jahren wieder",
    "Die Fähre bei Friedrichskoog hat am Montag nach zwei Jahren Pause wieder Fahrgäste über die Elbe gebracht.",
    "Der Landkreis hatte das Schiff für drei Millionen Euro umbauen lassen, sagte der Landrat zur Eröffnung.",
    "Die Fähre fährt nun stündlich und nimmt auch Fahrräder und kleine Lastwagen mit.",
]
FRENCH = [
    "Le bac de Guérande reprend son service après deux ans",
    "Le bac de Guérande a repris lundi son service entre les deux rives de l'estuaire, après deux ans d'arrêt.",
    "Le département a financé la remise en état du bateau pour trois millions d'euros, a précisé son président.",
    "Le bac assurera une traversée toutes les heures et embarquera aussi les vélos.",
]
KURMANJI = [
    "Pira kevirî ya Hesenkêfê ji nû ve hate vekirin",
    "Şaredariya Hesenkêfê pira kevirî ya li ser çemê Dîcleyê roja duşemê piştî du salan ji nû ve vekir.",
    "Şaredar got ku ji bo nûkirina pirê kevirên heman çiyayî hatine bikaranîn.",
    "Her wiha diyar kir ku pir ê tenê ji bo peyayan vekirî be.",
]
SORANI = [
    "پردە بەردینەکەی زاخۆ دوای دوو ساڵ کرایەوە",
    "شارەوانی زاخۆ ڕۆژی دووشەممە پردە بەردینەکەی سەر ڕووباری خابووری دوای دوو ساڵ نۆژەنکردنەوە کردەوە.",
    "سەرۆکی شارەوانی گوتی بۆ نۆژەنکردنەوەی پردەکە بەردی هەمان چیا بەکارهاتووە.",
    "هەروەها ئاماژەی بەوە کرد کە پردەکە تەنیا بۆ پیادە کراوە دەبێت.",
]
STORIES = {
    "ckb": SORANI,
    "kmr": KURMANJI,
    "en": ENGLISH,
    "ar": ARABIC,
    "fa": PERSIAN,
    "ur": URDU,
    "tr": TURKISH,
    "de": GERMAN,
    "fr": FRENCH,
}
MENUS = {
    "ckb": ["زاگرۆس‌نێت", "سەرەتا", "سیاسەت", "ئابووری", "وەرزش", "کولتوور"],
    "kmr": ["Dengê Botanê", "Destpêk", "Siyaset", "Aborî", "Werziş", "Çand û Huner"],
    "en": ["Fenland Wire", "Home", "Politics", "Business", "Sport", "Culture"],
    "ar": ["الواحة للأنباء", "الرئيسية", "محليات", "اقتصاد", "رياضة", "ثقافة وفن"],
    "fa": ["تالاب نیوز", "صفحه نخست", "سیاسی", "اقتصادی", "ورزشی", "فرهنگی"],
    "ur": ["ہمالہ وائر", "صفحہ اول", "پاکستان", "کاروبار", "کھیل", "صحت"],
    "tr": ["Ege Postası", "Ana Sayfa", "Gündem", "Ekonomi", "Spor", "Kültür Sanat"],
    "de": ["Nordkreis-Dienst", "Startseite", "Politik", "Wirtschaft", "Sport", "Kultur"],
    "fr": ["Agence Océane", "Accueil", "Politique", "Économie", "Sport", "Culture"],
}
FEET = {
    "ckb": [
        "هاوبەشکردن",
        "فەیسبووک",
        "کۆپیکردنی لینک",
        "زۆرترین خوێندراو",
        "نرخی پەتاتە لە دهۆک بوو بە نیوە",
        "یانەی نەورۆز جامی گەنجانی بردەوە",
    ],
    "kmr": [
        "Parve bike",
        "Facebook",
        "Girêdanê kopî bike",
        "Yên herî zêde hatine xwendin",
        "Bihayê kartolê li Amedê ket nîvî",
        "Koroya Mêrdînê xelat wergirt",
    ],
    "en": ["Share", "Facebook", "Copy link", "Most read", "Potato prices halve at Boston market", "Ely choir wins prize in Ghent"],
    "ar": ["مشاركة", "فيسبوك", "نسخ الرابط", "الأكثر قراءة", "انخفاض أسعار البطاطا في سوق الهال", "فريق الكرامة يفوز بكأس الناشئين"],
    "fa": ["اشتراک‌گذاری", "تلگرام", "کپی لینک", "پربازدیدها", "کاهش بهای سیب‌زمینی در بازار رشت", "قهرمانی تیم والیبال ساری در آسیا"],
    "ur": ["شیئر کریں", "فیس بک", "لنک کاپی کریں", "مقبول ترین", "منڈی میں آلو کی قیمت آدھی ہو گئی", "ہنزہ کی ٹیم نے پولو کپ جیت لیا"],
    "tr": [
        "Paylaş",
        "Facebook",
        "Bağlantıyı kopyala",
        "Çok okunanlar",
        "Patates fiyatı halde yarıya indi",
        "İzmir korosu Gent'te ödül aldı",
    ],
    "de": ["Teilen", "Facebook", "Link kopieren", "Meistgelesen", "Kartoffelpreis in Husum halbiert", "Chor aus Heide gewinnt in Gent"],
    "fr": ["Partager", "Facebook", "Copier le lien", "Les plus lus", "Le prix de la pomme de terre chute", "Un chœur nantais primé à Gand"],
}
EVERY_LANGUAGE = pytest.mark.parametrize("language", sorted(STORIES))


@EVERY_LANGUAGE
def test_a_menu_above_the_story_and_a_foot_below_it(language: str) -> None:
    headline, *text = STORIES[language]
    (story,) = found = records("\n".join([*MENUS[language], headline, *text, *FEET[language]]))
    assert story.headline == headline
    assert paragraphs(story) == text
    assert [each for _, each in set_aside(found)] == [*MENUS[language], *FEET[language]]


@EVERY_LANGUAGE
def test_the_same_shell_in_markup_without_any_name_for_its_parts(language: str) -> None:
    headline, *text = STORIES[language]
    boxes = "".join(f'<div><a href="/{n}">{part}</a></div>' for n, part in enumerate(MENUS[language]))
    foot = "".join(f'<div><a href="/f{n}">{part}</a></div>' for n, part in enumerate(FEET[language]))
    story_text = "".join(f"<div>{each}</div>" for each in text)
    (story,) = records(f'<html lang="{language}"><body>{boxes}<div>{headline}</div>{story_text}{foot}</body></html>', HTML)
    assert (story.headline, paragraphs(story)) == (headline, text)


@EVERY_LANGUAGE
def test_a_story_without_any_shell_keeps_all_of_its_lines(language: str) -> None:
    headline, *text = STORIES[language]
    (story,) = found = records("\n".join([headline, *text]))
    assert (story.headline, paragraphs(story)) == (headline, text)
    assert set_aside(found) == []


@pytest.mark.parametrize(
    ("notice", "language"),
    [
        pytest.param("We use cookies to make this site work better for you and to count its readers.", "en", id="english"),
        pytest.param("نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا.", "ar", id="arabic"),
        pytest.param("Sitemizde size daha iyi hizmet verebilmek için çerezler kullanıyoruz.", "tr", id="turkish"),
        pytest.param("Wir verwenden Cookies, um Ihnen unsere Seiten besser zeigen zu können.", "de", id="german"),
    ],
)
def test_a_line_about_cookies_above_the_menu(notice: str, language: str) -> None:
    headline, *text = STORIES[language]
    (story,) = records("\n".join([notice, *MENUS[language], headline, *text]))
    assert (story.headline, paragraphs(story)) == (headline, text)


def test_titles_of_other_stories_amid_the_prose() -> None:
    links = ["Ely choir wins a prize in Ghent", "Potato prices halve at Boston market", "Lorry loses its load of eels near March"]
    (story,) = found = records("\n".join([*ENGLISH[:2], *links, *ENGLISH[2:]]))
    assert paragraphs(story) == ENGLISH[1:]
    assert set_aside(found) == [("related", link) for link in links]


@pytest.mark.parametrize("arrow", ["→ {}", "» {}", "{} »", "In pictures: {}"])
def test_one_link_amid_the_prose_points_at_another_story(arrow: str) -> None:
    link = arrow.format("Ely choir wins a prize in Ghent")
    (story,) = found = records("\n".join([*ENGLISH[:3], link, ENGLISH[3]]))
    assert paragraphs(story) == ENGLISH[1:]
    assert set_aside(found) == [("related", link)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            ["Wheat 214 pounds a tonne", "Barley 181 pounds a tonne", "Oats 175 pounds a tonne", "Rape 402 pounds a tonne"], id="text"
        ),
        pytest.param(["Wheat\t214\t+3", "Barley\t181\t-1", "Oats\t175\t0"], id="tabs"),
    ],
)
def test_a_table_of_prices_is_of_its_story(rows: list[str]) -> None:
    page = [
        "Grain prices rise at the Fenland market",
        "Grain prices rose at the Fenland market on Monday for the fourth week in a row as stocks ran low.",
        "Wheat gained most of all grain, said the clerk of the market, who has kept its prices since 1988.",
    ]
    (story,) = records("\n".join([*page, *rows]))
    assert story.headline == page[0]
    assert " ".join(paragraphs(story)[2:]).split() == " ".join(rows).split()


def test_a_table_in_markup_is_of_its_story() -> None:
    text = ["أعلن اتحاد الواحة لكرة القدم، مساء الجمعة، ترتيب فرق الدوري بعد الجولة العاشرة من المباريات."]
    rows = [("النخيل", "24"), ("الرافد", "21"), ("السنابل", "19")]
    table = "".join(f"<tr><td>{team}</td><td>{points}</td></tr>" for team, points in rows)
    (story,) = records(f"<h1>النخيل يتصدر ترتيب دوري الواحة لكرة القدم</h1><p>{text[0]}</p><table>{table}</table>", HTML)
    shown = " ".join(paragraphs(story)[1:]).split()
    assert shown == [word for row in rows for word in row]


@pytest.mark.parametrize(
    ("page", "announced"),
    [
        pytest.param([*ENGLISH[:2], "The lane now serves three places:", "Wicken", "Upware", "Padney"], 2, id="english"),
        pytest.param([*ARABIC[:2], "وشمل الترميم الأقسام الآتية:", "القاعة الكبرى", "السقف الخشبي", "خزائن المخطوطات"], 2, id="arabic"),
        pytest.param([*TURKISH[:2], "Müzede şu bölümler yer alıyor:", "Kayıklar", "Ağlar", "Fotoğraflar"], 2, id="turkish"),
    ],
)
def test_a_list_that_a_colon_announces_stays_in_its_story(page: list[str], announced: int) -> None:
    (story,) = found = records("\n".join(page))
    assert paragraphs(story) == page[1:]
    assert page[announced] in paragraphs(story)
    assert set_aside(found) == []


def test_sentences_of_a_few_words_are_prose() -> None:
    short = ['"It is dry," he said.', '"At last."', "Nobody disagreed."]
    (story,) = found = records("\n".join([*ENGLISH[:3], *short, ENGLISH[3]]))
    assert paragraphs(story) == [*ENGLISH[1:3], *short, ENGLISH[3]]
    assert set_aside(found) == []


def test_a_sentence_of_a_few_words_ends_a_story() -> None:
    (story,) = found = records("\n".join([*ENGLISH, "The fen is quiet again."]))
    assert paragraphs(story) == [*ENGLISH[1:], "The fen is quiet again."]
    assert set_aside(found) == []


@pytest.mark.parametrize(
    ("language", "subhead"),
    [
        ("en", "Eleven miles around the fen"),
        ("ar", "قاعة كبرى وسقف خشبي"),
        ("fa", "چوب درختان همان منطقه"),
        ("tr", "Özgün taşlar korundu"),
        ("de", "Drei Millionen Euro"),
        ("fr", "Une traversée par heure"),
    ],
)
def test_a_subhead_is_of_its_story(language: str, subhead: str) -> None:
    headline, *text = STORIES[language]
    (story,) = records("\n".join([headline, *text[:2], subhead, text[2]]))
    assert paragraphs(story) == [*text[:2], subhead, text[2]]


def test_where_a_desk_sets_no_full_stops_its_paragraphs_are_still_prose() -> None:
    headline, *text = ARABIC
    (story,) = records("\n".join([headline, *(each.rstrip(".") for each in text)]))
    assert isinstance(story, Story)
    assert (story.headline, paragraphs(story)) == (headline, [each.rstrip(".") for each in text])


def test_a_page_of_headlines_alone_keeps_them() -> None:
    page = ["Ely choir wins a prize in Ghent", "Potato prices halve at Boston market", "Lorry loses its load of eels near March"]
    found = records("\n".join(page))
    assert sorted(text for record in found for text in (record.headline, *paragraphs(record)) if text) == sorted(page)


def test_what_a_format_set_apart_has_no_shell() -> None:
    body = ["<p>Fenland Wire</p>", *(f"<p>{each}</p>" for each in ENGLISH[1:]), "<p>Lane open to all</p>"]
    markup = (
        "<nitf><body><body.head><hedline><hl1>Fenland council reopens the drowned lane</hl1></hedline></body.head>"
        f"<body.content>{''.join(body)}</body.content></body></nitf>"
    )
    (story,) = records(markup, "application/nitf+xml")
    assert paragraphs(story)[-1] == "Lane open to all"
