"""Signatures on pages: whoever signs and however the signature is set off, the story keeps its last words and the record its credit."""

from __future__ import annotations

import pytest

from tests.pipeline.pages import paragraphs, records
from tests.pipeline.test_shell import STORIES

AGENCIES = {
    "ar": "الساحل برس",
    "ckb": "زاگرۆس نێت",
    "de": "ndk",
    "en": "Fenland Wire",
    "fa": "تالاب نیوز",
    "fr": "Agence Océane",
    "kmr": "Dengê Botanê",
    "tr": "Ege Postası",
    "ur": "ہمالہ وائر",
}
EVERY_LANGUAGE = pytest.mark.parametrize("language", sorted(AGENCIES))
BRIEFS = {
    "ar": ["تصادم قطاران قرب مدينة غويلين جنوبي الصين دون وقوع ضحايا.", "قررت بلدية أوسلو الإبقاء على خطوط الترام حتى عام 2050."],
    "de": [
        "Bei Guilin in China sind zwei Züge zusammengestoßen, niemand kam ums Leben.",
        "Oslo behält seine Straßenbahn bis zum Jahr 2050.",
    ],
    "en": [
        "Two trains collided near Guilin in the south of China; nobody was killed.",
        "Oslo will keep its trams until 2050, the city decided.",
    ],
    "fa": ["دو قطار نزدیک شهر گوئیلین در جنوب چین با هم برخورد کردند.", "شهرداری اسلو ترامواهای شهر را تا سال ۲۰۵۰ نگه می‌دارد."],
    "tr": [
        "Çin'in Guilin kenti yakınlarında iki tren çarpıştı, can kaybı olmadı.",
        "Oslo belediyesi tramvaylarını 2050 yılına kadar koruyacak.",
    ],
}


@EVERY_LANGUAGE
@pytest.mark.parametrize("form", [" ({})", " [{}]", " /{}/", " | {}", " — {}", "\n({})", "\n— {}"])
def test_behind_the_last_sentence(language: str, form: str) -> None:
    headline, *text = STORIES[language]
    (story,) = records("\n".join([headline, *text]) + form.format(AGENCIES[language]))
    assert (story.headline, paragraphs(story)) == (headline, text)
    assert story.credit == AGENCIES[language]


@EVERY_LANGUAGE
def test_of_the_agency_that_the_source_names(language: str) -> None:
    """Its name stands behind the last sentence without any mark, or alone on a line."""
    headline, *text = STORIES[language]
    name = AGENCIES[language]
    for between in (" ", "\n"):
        (story,) = records("\n".join([name, headline, *text]) + between + f"({name})")
        assert (story.headline, paragraphs(story), story.credit) == (headline, text, name)


@pytest.mark.parametrize("language", sorted(BRIEFS))
@pytest.mark.parametrize("form", [" ({})", " /{}/", "\n({})"])
def test_it_parts_the_story_from_the_briefs_below(language: str, form: str) -> None:
    headline, *text = STORIES[language]
    story, *briefs = records("\n".join([headline, *text]) + form.format(AGENCIES[language]) + "\n" + "\n".join(BRIEFS[language]))
    assert paragraphs(story) == text
    assert story.credit == AGENCIES[language]
    assert [(brief.lead, brief.credit) for brief in briefs] == [(brief, None) for brief in BRIEFS[language]]


@pytest.mark.parametrize(
    ("last", "initials"),
    [
        ("وأضاف أن المكتبة ستفتح أبوابها للطلاب حتى العاشرة مساءً. ن.ق", "ن.ق"),
        ("وأضاف أن المكتبة ستفتح أبوابها للطلاب حتى العاشرة مساءً.\nن.ق", "ن.ق"),
        ("وأضاف أن المكتبة ستفتح أبوابها للطلاب حتى العاشرة مساءً. م.ع/ر.ح", "م.ع/ر.ح"),
    ],
)
def test_initials_of_the_desk(last: str, initials: str) -> None:
    headline, *text = STORIES["ar"]
    (story,) = records("\n".join([headline, *text[:2], last]))
    assert paragraphs(story) == [*text[:2], "وأضاف أن المكتبة ستفتح أبوابها للطلاب حتى العاشرة مساءً."]
    assert story.credit == initials


@pytest.mark.parametrize(
    "last",
    [
        pytest.param("The lane is closed to lorries of more than 7.5 tonnes (except buses).", id="an-exception-in-brackets"),
        pytest.param("She was born in Hull (Yorkshire).", id="a-county-in-brackets"),
        pytest.param("The fund is run by the Fenland Drainage Trust (FDT).", id="an-acronym-in-brackets"),
        pytest.param("Farmers say the lane should be called “The Long Way Home”.", id="a-title-in-quotation-marks"),
    ],
)
def test_what_only_looks_like_one(last: str) -> None:
    headline, *text = STORIES["en"]
    (story,) = records("\n".join([headline, *text, last]))
    assert paragraphs(story) == [*text, last]
    assert story.credit is None


@pytest.mark.parametrize(
    ("signature", "source"),
    [
        ("Elif Sezer – Ege Postası", "https://egepostasi.example/tr"),
        ("– Elif Sezer, Ege Postası", "https://egepostasi.example/tr"),
        ("Ege Postası / 552 / e.s", "https://egepostasi.example/tr"),
    ],
)
def test_a_name_beside_the_agency(signature: str, source: str) -> None:
    headline, *text = STORIES["tr"]
    (story,) = records("\n".join([headline, *text, signature]), source=source)
    assert paragraphs(story) == text
    assert story.credit == signature.strip("– ")
