"""Language, script and direction of short news texts."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import RawItem
from streams.pipeline import Published, process
from streams.pipeline.enrich import by_letters, declared, identify, reads_as
from streams.pipeline.enrich.language.model import OTHER, codes, shares
from streams.text.match_key import words

SAMPLES = {
    "ar-Arab": "أعلنت وزارة الصحة افتتاح ثلاثة مستشفيات جديدة في العاصمة، وقال الوزير إن العمل يبدأ غدا.",
    "fa-Arab": "وزیر بهداشت از گشایش سه بیمارستان تازه در تهران خبر داد و گفت کار از فردا آغاز می‌شود.",
    "ur-Arab": "وزیر صحت نے دارالحکومت میں تین نئے ہسپتالوں کے افتتاح کا اعلان کیا اور کہا کہ کام کل سے شروع ہوگا۔",
    "ckb-Arab": "وەزیری تەندروستی ڕایگەیاند کە سێ نەخۆشخانەی نوێ لە پایتەخت دەکرێنەوە و کارەکان لە سبەینێوە دەست پێدەکەن.",
    "kmr-Latn": "Wezîrê Tenduristiyê ragihand ku sê nexweşxaneyên nû li paytextê tên vekirin û kar sibê dest pê dike.",
    "tr-Latn": "Sağlık Bakanı, başkentte üç yeni hastanenin açıldığını duyurdu ve çalışmaların yarın başlayacağını söyledi.",
    "en-Latn": "The health minister announced that three new hospitals have opened in the capital, and said work begins tomorrow.",
    "kmr-Arab": "وەزیرێ ساخلەمیێ گۆت کو سێ نەخۆشخانەیێن نوو ل پایتەختی هاتنە ڤەکرن و کار دێ ژ سوبەهی دەست پێ کەت.",
    "ckb-Latn": "Wezîrî tendrustî rayegeyand ke sê nexoşxaney nwê le paytext dekrênewe û karekan le sibeynêwe dest pê dekat.",
    "az-Latn": "Səhiyyə naziri paytaxtda üç yeni xəstəxananın açıldığını bildirib və işin sabah başlayacağını deyib.",
    "de-Latn": "Der Gesundheitsminister kündigte an, dass in der Hauptstadt drei neue Krankenhäuser eröffnet wurden.",
    "fr-Latn": "Le ministre de la Santé a annoncé que trois nouveaux hôpitaux ont ouvert dans la capitale.",
    "es-Latn": "El ministro de Sanidad anunció que tres hospitales nuevos han abierto en la capital y que mañana empiezan a trabajar.",
}


@pytest.mark.parametrize("tag", SAMPLES)
def test_the_languages_of_the_wire(tag: str) -> None:
    language = identify(SAMPLES[tag])
    assert (language.tag, language.code) == (tag, tag.split("-")[0])
    assert language.direction == ("rtl" if tag.endswith("Arab") else "ltr")
    assert (language.decision.what, language.decision.value, language.decision.rule) == ("language", tag, "language.weights")
    assert language.decision.score > 0.5


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("kk-Cyrl", "Өрт сөндірілді, зардап шеккендер жоқ, деп хабарлады облыстық төтенше жағдайлар департаменті."),
        ("hy-Armn", "Առողջապահության նախարարը հայտարարեց մայրաքաղաքում երեք նոր հիվանդանոցի բացման մասին։"),
        ("fa-Arab", "مدير كل هواشناسي گفت كه بارش باران در استان هاي شمالي كشور از فردا آغاز مي شود"),
        ("ur-Arab", "وزیر خارجہ نے کہا کہ Foreign Office Islamabad کا بیان www.example.pk پر جاری کر دیا گیا ہے۔"),
        ("he-Hebr", "שר הבריאות הודיע על פתיחת שלושה בתי חולים חדשים בבירה."),
        ("ru-Cyrl", "Министр здравоохранения сообщил об открытии трёх новых больниц в столице."),
        ("en-Latn", "PRESIDENT SAYS TALKS WILL GO ON IN GENEVA"),
        ("tr-Latn", "İSTANBUL'DA TRAFİK KAZASI: ÜÇ KİŞİ YARALANDI, YOL KAPATILDI"),
        ("ar-Arab", "وَأَعْلَنَتِ الوِزَارَةُ افْتِتَاحَ ثَلَاثَةِ مُسْتَشْفَيَاتٍ جَدِيدَةٍ"),
        ("ar-Arab", "أعلنت شركة Apple إطلاق هاتف iPhone الجديد في الأسواق العربية"),
    ],
)
def test_other_scripts_capitals_and_foreign_words(tag: str, text: str) -> None:
    language = identify(text)
    assert language.tag == tag
    assert language.direction == ("rtl" if tag.split("-")[1] in ("Arab", "Hebr") else "ltr")


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (
            "it-Latn",
            "Il ministro della Salute ha annunciato l'apertura di tre nuovi ospedali nella capitale e ha detto che si comincia domani.",
        ),
        ("nl-Latn", "De minister van Volksgezondheid heeft gezegd dat er drie nieuwe ziekenhuizen in de hoofdstad zijn geopend."),
        ("pt-Latn", "O ministro da Saúde anunciou que três novos hospitais foram abertos na capital e que não haverá filas."),
        ("id-Latn", "Menteri Kesehatan mengumumkan bahwa tiga rumah sakit baru telah dibuka di ibu kota dan mulai bekerja besok."),
        ("pl-Latn", "Minister zdrowia ogłosił, że w stolicy otwarto trzy nowe szpitale, a praca zacznie się jutro."),
        ("sv-Latn", "Hälsoministern meddelade att tre nya sjukhus har öppnats i huvudstaden och att arbetet börjar i morgon."),
        ("ps-Arab", "د روغتیا وزیر په پلازمېنه کې د دریو نویو روغتونونو د پرانیستلو خبر ورکړ او ویې ویل چې کار به سبا پیل شي."),
        ("sd-Arab", "صحت واري وزير چيو ته گاديءَ جي هنڌ ۾ ٽي نيون اسپتالون کوليون ويون آهن ۽ ڪم سڀاڻي کان شروع ٿيندو."),
        ("ug-Arab", "سەھىيە مىنىستىرى پايتەختتە ئۈچ يېڭى دوختۇرخانا ئېچىلغانلىقىنى ئېلان قىلدى."),
    ],
)
def test_other_languages_are_not_taken_for_those_of_the_wire(tag: str, text: str) -> None:
    assert identify(text).tag == tag


@pytest.mark.parametrize("tag", ["ar-Arab", "fa-Arab", "ur-Arab"])
def test_letters_and_function_words_leave_no_doubt(tag: str) -> None:
    language = by_letters(SAMPLES[tag], words(SAMPLES[tag]))
    assert language is not None
    assert (language.tag, language.direction, language.decision.rule) == (tag, "rtl", "language.letters_and_words")


@pytest.mark.parametrize(
    "text",
    [
        SAMPLES["ckb-Arab"],
        SAMPLES["tr-Latn"],
        "د روغتیا وزیر په پلازمېنه کې د دریو نویو روغتونونو د پرانیستلو خبر ورکړ او ویې ویل چې کار به سبا پیل شي.",
        "تهران",
        "افتتاح مستشفى",
    ],
)
def test_where_they_leave_doubt_the_model_tells(text: str) -> None:
    assert by_letters(text, words(text)) is None


@pytest.mark.parametrize("text", ["بغداد", "عاجل", "2026", "", "12:30 – 14:00", "..."])
def test_too_short_to_tell(text: str) -> None:
    language = identify(text)
    assert (language.tag, language.code, language.decision.rule) == ("und", "und", "language.unsure")


def test_the_direction_is_told_where_the_language_is_not() -> None:
    assert identify("بغداد").direction == "rtl"
    assert identify("Hull").direction == "ltr"


def test_a_short_text_takes_the_language_of_its_page() -> None:
    page = identify(SAMPLES["ar-Arab"])
    taken = identify("بغداد", page)
    assert (taken.tag, taken.direction, taken.decision.rule) == ("ar-Arab", "rtl", "language.fallback")
    assert taken.decision.score < page.decision.score


def test_a_short_text_in_another_script_does_not() -> None:
    assert identify("BBC", identify(SAMPLES["ar-Arab"])).tag == "und"


def test_a_text_that_tells_its_language_keeps_it_on_any_page() -> None:
    assert identify(SAMPLES["en-Latn"], identify(SAMPLES["ar-Arab"])).tag == "en-Latn"


@pytest.mark.parametrize(
    ("attribute", "code", "direction"),
    [
        ("ar-IQ", "ar", "rtl"),
        ("AR", "ar", "rtl"),
        ("ku", "kmr", "ltr"),
        ("ckb", "ckb", "rtl"),
        ("en_US", "en", "ltr"),
        ("fa", "fa", "rtl"),
        ("tr", "tr", "ltr"),
    ],
)
def test_the_language_that_a_page_declares(attribute: str, code: str, direction: str) -> None:
    language = declared(attribute)
    assert language is not None
    assert (language.code, language.direction, language.decision.rule) == (code, direction, "language.declared")


@pytest.mark.parametrize("attribute", [None, "", "x", "arabic", "12", "-"])
def test_a_declaration_that_says_nothing(attribute: str | None) -> None:
    assert declared(attribute) is None


def test_a_flash_takes_the_language_that_its_page_declares() -> None:
    assert identify("عاجل", declared("ar")).tag == "ar-Arab"


@pytest.mark.parametrize(
    ("page", "brief"),
    [
        ("ar-Arab", SAMPLES["fa-Arab"]),
        ("ar-Arab", SAMPLES["ur-Arab"]),
        ("ar-Arab", SAMPLES["tr-Latn"]),
        ("fa-Arab", SAMPLES["ar-Arab"]),
        ("ckb-Arab", SAMPLES["kmr-Arab"]),
        ("kmr-Latn", SAMPLES["ckb-Latn"]),
        ("tr-Latn", SAMPLES["az-Latn"]),
        ("fr-Latn", SAMPLES["es-Latn"]),
        ("fr-Latn", "El Congreso de la República debate la reforma de las pensiones y el Gobierno espera que se apruebe."),
        ("tr-Latn", "La policía de la ciudad detuvo en el puerto a tres hombres que viajaban en un camión de la empresa."),
        ("en-Latn", SAMPLES["de-Latn"]),
        ("de-Latn", "De politie heeft twee verdachten in de stad aangehouden en zoekt nog naar een man die in het park was."),
    ],
)
def test_words_shared_with_a_neighbour_show_no_text_to_be_in_the_language_of_its_page(page: str, brief: str) -> None:
    assert not reads_as([words(brief)], identify(SAMPLES[page]))


@pytest.mark.parametrize(
    ("page", "brief"),
    [
        ("ar-Arab", "قالت الشرطة إن رجلين أصيبا في حادث سير على الطريق السريع، وإن التحقيق لا يزال مستمرا منذ صباح اليوم."),
        ("fa-Arab", "پلیس گفت که دو نفر در این حادثه زخمی شدند و تحقیقات برای روشن شدن علت آن از صبح امروز آغاز شده است."),
        ("de-Latn", "Die Polizei teilte mit, dass bei dem Unfall auf der Autobahn zwei Männer verletzt worden sind."),
        ("fr-Latn", "La police a indiqué que deux hommes ont été blessés dans cet accident, qui s'est produit sur l'autoroute."),
    ],
)
def test_a_brief_in_the_language_of_its_page_is_seen_by_its_words(page: str, brief: str) -> None:
    assert reads_as([words(brief)], identify(SAMPLES[page]))


PAGE = """<html lang="ar"><body>
<article><h2>افتتاح جسر جديد للمشاة فوق نهر دجلة</h2>
<p>بغداد (مدار) - افتتحت أمانة بغداد، اليوم الخميس، جسرا جديدا للمشاة يربط ضفتي نهر دجلة قرب شارع المتنبي.</p></article>
<article><h2>Demiryolu çalışmaları gelecek ay başlıyor</h2>
<p>Türkiye'den Irak'a giden demiryolu hattının ilk bölümünde çalışmalar gelecek ay başlayacak, bakanlık takvimin değişmediğini söyledi.</p>
</article>
<article><h2>پل تازه در مرز مهران</h2>
<p>وزیر راه ایران گفت که مذاکرات برای ساخت پل تازه در مرز مهران از هفته آینده آغاز می‌شود و دو کشور به توافق رسیده‌اند.</p></article>
<article><h2>پرا نوو ل زاخۆ هاتە ڤەکرن</h2>
<p>پارێزگارێ دهۆکێ گۆت کو پرا نوو ل سەر رووبارێ خابیر ئەڤرۆ ل زاخۆ هاتە ڤەکرن و هاتنوچوون ژ سپێدێ دەست پێ کریە.</p></article>
</body></html>"""


def test_each_record_of_a_page_is_in_its_own_language() -> None:
    raw = RawItem(
        specversion="1.0", id="1", source="https://madar.example", type="wire.raw", datacontenttype="text/html; charset=utf-8", data=PAGE
    )
    outcome = process(raw)
    assert isinstance(outcome, Published)
    assert [record.language for record in outcome.records] == ["ar-Arab", "tr-Latn", "fa-Arab", "kmr-Arab"]


@given(st.text() | st.text(alphabet="ابتەێۆپچژکگیىيك \u200c\u064b") | st.text(alphabet="aeiİıêîûşçəñ '’\u0302"))
@settings(max_examples=300, deadline=None)
def test_any_text_has_a_language_or_none(text: str) -> None:
    language = identify(text)
    assert 0.0 <= language.decision.score <= 1.0
    assert language.tag == language.decision.value
    assert language.tag.split("-")[0] == language.code
    assert reads_as([words(text)], language) in (True, False)
    # What stands behind the first 240 characters is not read.
    assert identify(text[:240] + "x" * 10).code == language.code or len(text) < 240


@given(st.text(alphabet="ابتەێۆپچژکگی ") | st.text(alphabet="aeiıêîûşçə "), st.sampled_from(["Arab", "Latn"]))
@settings(max_examples=200, deadline=None)
def test_the_weights_of_a_text_are_added_without_loss(text: str, script: str) -> None:
    assert math.isclose(sum(shares(text, script)), 1.0)
    assert codes(script)[-1] == OTHER


def test_a_text_of_megabytes_takes_no_longer_than_its_beginning() -> None:
    assert identify("گزارش تازه از پایتخت ایران " * 150_000).code == "fa"
    assert identify("1 " * 1_000_000 + "گزارش تازه از پایتخت ایران ").code == "und"


@pytest.mark.parametrize("text", ["привет \ud800 как дела сегодня у вас", "hello \udfff there you are again", "\ud800" * 40])
def test_broken_characters_are_no_obstacle(text: str) -> None:
    assert identify(text).tag == identify(text.encode("utf-8", "ignore").decode()).tag
