"""Language, script and direction of short news texts."""

from __future__ import annotations

import pytest

from streams.pipeline.enrich import by_letters, declared, identify
from streams.text.match_key import words

SAMPLES = {
    "ar-Arab": "أعلنت وزارة الصحة افتتاح ثلاثة مستشفيات جديدة في العاصمة، وقال الوزير إن العمل يبدأ غدا.",
    "fa-Arab": "وزیر بهداشت از گشایش سه بیمارستان تازه در تهران خبر داد و گفت کار از فردا آغاز می‌شود.",
    "ur-Arab": "وزیر صحت نے دارالحکومت میں تین نئے ہسپتالوں کے افتتاح کا اعلان کیا اور کہا کہ کام کل سے شروع ہوگا۔",
    "ckb-Arab": "وەزیری تەندروستی ڕایگەیاند کە سێ نەخۆشخانەی نوێ لە پایتەخت دەکرێنەوە و کارەکان لە سبەینێوە دەست پێدەکەن.",
    "kmr-Latn": "Wezîrê Tenduristiyê ragihand ku sê nexweşxaneyên nû li paytextê tên vekirin û kar sibê dest pê dike.",
    "tr-Latn": "Sağlık Bakanı, başkentte üç yeni hastanenin açıldığını duyurdu ve çalışmaların yarın başlayacağını söyledi.",
    "en-Latn": "The health minister announced that three new hospitals have opened in the capital, and said work begins tomorrow.",
}


@pytest.mark.parametrize("tag", SAMPLES)
def test_the_languages_of_the_wire(tag: str) -> None:
    language = identify(SAMPLES[tag])
    assert (language.tag, language.code) == (tag, tag.split("-")[0])
    assert language.direction == ("rtl" if tag.endswith("Arab") else "ltr")
    assert (language.decision.what, language.decision.value, language.decision.rule) == ("language", tag, "language.fasttext")
    assert language.decision.score > 0.5


@pytest.mark.parametrize(
    ("tag", "text"),
    [
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
