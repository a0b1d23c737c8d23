"""Key figures, as desks write them in nine languages."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.enrichment import Figure
from streams.pipeline.enrich.figures.named import MOST, figures_of
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import words

LANGUAGES = ("ar", "fa", "ur", "ckb", "kmr", "tr", "en", "de", "fr", "und")


def figures(language: str, *paragraphs: str) -> tuple[Figure, ...]:
    return figures_of(RecordText.of([("paragraph", text, words(text)) for text in paragraphs], language))


def told(language: str, *paragraphs: str) -> list[tuple[str, float, str | None]]:
    """Text, value, and unit or what is counted."""
    return [(each.text, each.value, each.unit or each.counts) for each in figures(language, *paragraphs)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "أسفر الانفجار عن مقتل 14 شخصا وإصابة 40 آخرين.", [("14 شخصا", 14, "dead"), ("40 آخرين", 40, "injured")]),
        ("ar", "عثر المنقذون على قتيلين تحت الأنقاض.", [("قتيلين", 2, "dead")]),
        ("fa", "در این انفجار ۱۴ نفر کشته و ۴۰ نفر زخمی شدند.", [("۱۴ نفر", 14, "dead"), ("۴۰ نفر", 40, "injured")]),
        ("ur", "دھماکے میں 14 افراد ہلاک اور 40 زخمی ہوئے۔", [("14 افراد", 14, "dead"), ("40 زخمی", 40, "injured")]),
        ("ckb", "لە تەقینەوەکەدا ١٤ کەس کوژران و ٤٠ کەس بریندار بوون.", [("١٤ کەس", 14, "dead"), ("٤٠ کەس", 40, "injured")]),
        ("kmr", "Di teqînê de 14 kes hatin kuştin û 40 kes birîndar bûn.", [("14 kes", 14, "dead"), ("40 kes", 40, "injured")]),
        ("tr", "Patlamada 14 kişi hayatını kaybetti, 40 kişi yaralandı.", [("14 kişi", 14, "dead"), ("40 kişi", 40, "injured")]),
        ("en", "The blast killed 14 people and wounded 40 others.", [("14 people", 14, "dead"), ("40 others", 40, "injured")]),
        (
            "de",
            "Bei der Explosion wurden 14 Menschen getötet und 40 verletzt.",
            [("14 Menschen", 14, "dead"), ("40 verletzt", 40, "injured")],
        ),
        ("fr", "L'explosion a fait 14 morts et 40 blessés.", [("14 morts", 14, "dead"), ("40 blessés", 40, "injured")]),
    ],
)
def test_the_toll(language: str, text: str, expected: list[tuple[str, float, str]]) -> None:
    assert told(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "بلغت كلفة المحطة مليوني دولار.", [("مليوني دولار", 2e6, "USD")]),
        ("ar", "منحت المدينة قرضا بقيمة 90 مليار دينار عراقي.", [("90 مليار دينار عراقي", 90e9, "IQD")]),
        ("fa", "دولت سه میلیون دلار به مدرسه‌ها داد.", [("سه میلیون دلار", 3e6, "USD")]),
        ("ur", "منصوبے پر 80 ارب پاکستانی روپے خرچ ہوں گے۔", [("80 ارب پاکستانی روپے", 80e9, "PKR")]),
        ("ckb", "حکومەت پێنج ملیۆن دۆلاری خەرج کرد.", [("پێنج ملیۆن دۆلاری", 5e6, "USD")]),
        ("kmr", "Hikûmetê sê milyon euro da dibistanan.", [("sê milyon euro", 3e6, "EUR")]),
        ("tr", "Belediye köprü için 1,5 milyar lira ayırdı.", [("1,5 milyar lira", 1.5e9, "TRY")]),
        ("en", "The port cost $1.2 billion, or A$1.9bn.", [("$1.2 billion", 1.2e9, "USD"), ("A$1.9bn", 1.9e9, "AUD")]),
        ("de", "Der Hafen kostete fünf Millionen Euro.", [("fünf Millionen Euro", 5e6, "EUR")]),
        ("fr", "Le port a coûté trois millions de dollars canadiens.", [("trois millions de dollars canadiens", 3e6, "CAD")]),
    ],
)
def test_money(language: str, text: str, expected: list[tuple[str, float, str]]) -> None:
    assert told(language, text) == expected


def test_a_currency_that_several_countries_have_is_told_by_the_record_or_not_at_all() -> None:
    assert told("ar", "بلغت الكلفة 186 مليار دينار.") == []
    assert [each[2] for each in told("ar", "دفعت الشركة 5 ملايين دينار كويتي.", "وستدفع 3 ملايين دينار أخرى.")] == ["KWD", "KWD"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "ضرب زلزال بقوة ٦٫١ درجات الساحل.", [("بقوة ٦٫١ درجات", 6.1)]),
        ("fa", "زلزله‌ای به بزرگی ۵٫۴ ریشتر کرمان را لرزاند.", [("بزرگی ۵٫۴ ریشتر", 5.4)]),
        ("ur", "زلزلے کی شدت 5.8 تھی۔", [("شدت 5.8", 5.8)]),
        ("ckb", "بومەلەرزەیەک بە گوڕی ٥.٢ پلە ڕووی دا.", [("گوڕی ٥.٢ پلە", 5.2)]),
        ("kmr", "Erdhejek bi mezinahiya 5,2 çêbû.", [("mezinahiya 5,2", 5.2)]),
        ("tr", "Malatya'da 5,2 büyüklüğünde deprem oldu.", [("5,2 büyüklüğünde", 5.2)]),
        ("en", "A 5.8-magnitude quake shook the port.", [("5.8-magnitude", 5.8)]),
        ("de", "Ein Erdbeben der Stärke 5,2 erschütterte die Stadt.", [("Stärke 5,2", 5.2)]),
        ("fr", "Un séisme de magnitude 5,2 a secoué la ville.", [("magnitude 5,2", 5.2)]),
    ],
)
def test_earthquakes(language: str, text: str, expected: list[tuple[str, float]]) -> None:
    assert told(language, text) == [(*each, "magnitude") for each in expected]


def test_words_of_one_match_key_are_told_by_their_letters() -> None:
    assert told("tr", "Kazada 12 kişi öldü, 30 kişi mağdur oldu.") == [("12 kişi", 12, "dead"), ("30 kişi", 30, "people")]
    assert told("ckb", "سێ کەس کوژران.") == [("سێ کەس", 3, "dead")]
    assert told("ckb", "سی کەس کوژران.") == []


def test_strength_of_something_else_is_no_magnitude() -> None:
    assert told("de", "Windböen der Stärke 9 fegten über die Küste.") == []
    assert told("ar", "هبت رياح بقوة 7 درجات.") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "سرعة القطار 140 كيلومترًا في الساعة.", [("140 كيلومترًا في الساعة", 140, "km/h")]),
        ("fa", "دما به ۴۹ درجه سانتی‌گراد رسید.", [("۴۹ درجه سانتی‌گراد", 49, "Cel")]),
        ("tr", "Katılım yüzde 45'e, enflasyon %38,2'ye çıktı.", [("yüzde 45", 45, "%"), ("%38,2", 38.2, "%")]),
        ("kmr", "Ji sedî 45ê dengan hatin hejmartin.", [("Ji sedî 45", 45, "%")]),
        ("ckb", "لە سەدا ٣٠ی کارەبا لە بەنداوەکەوە دێت.", [("لە سەدا ٣٠", 30, "%")]),
        ("en", "The fire burned 3,000 hectares and winds hit 90 km/h.", [("3,000 hectares", 3000, "ha"), ("90 km/h", 90, "km/h")]),
        ("de", "Die Anlage liefert 500 Megawatt.", [("500 Megawatt", 500, "MW")]),
        ("fr", "La participation a atteint 45 %, le CAC 40 a fini en baisse (-0,40 %).", [("45 %", 45, "%"), ("-0,40 %", -0.4, "%")]),
        ("und", "45% 120 km", [("45%", 45, "%"), ("120 km", 120, "km")]),
    ],
)
def test_units(language: str, text: str, expected: list[tuple[str, float, str]]) -> None:
    assert told(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister, 54, arrived at 10:30 on 12 March 2024; the match ended 2-1, and Article 15 stands."),
        ("en", "He flew an F-16 over Route 66 for two hours."),
        ("ar", "الوزير البالغ 54 عاما وصل في 12 آذار 2024 عند الساعة 10:30 ووقع المادة 15 خلال ساعتين."),
        ("fa", "وزیر ۵۲ ساله ساعت ۱۰ صبح سوم مهر ۱۴۰۳ در سالن ۴ سخن گفت."),
        ("tr", "54 yaşındaki bakan 12 Mart 2024'te saat 10.30'da geldi, maç 2-1 bitti."),
        ("tr", "2009'da yaşamını yitiren sanatçı anıldı."),
        ("en", "The singer of the Grateful Dead was 78."),
        ("de", "Der 54-jährige Minister kam am 12. März um 10.30 Uhr; das Spiel endete 2:1."),
        ("fr", "Le ministre, âgé de 54 ans, est arrivé à 10h30 le 12 mars 2024."),
        ("kmr", "Wezîr 54 salî ye û saet 10:30 hat."),
        ("ur", "وزیر کی عمر 54 سال ہے اور وہ 12 مارچ کو صبح 10 بجے آئے۔"),
        ("ckb", "وەزیرەکە تەمەنی ٥٤ ساڵە."),
        ("ar", "قتلت ملايين الطيور، وشارك عشرات آلاف الأشخاص."),
        ("en", "Wounding 30 sheep, the dogs ran off."),
    ],
)
def test_other_numbers_stay_out(language: str, text: str) -> None:
    assert told(language, text) == []


def test_a_range_is_two_figures() -> None:
    assert told("en", "The line is 10 to 15 km long.") == [("10", 10, "km"), ("15 km", 15, "km")]
    assert told("ar", "ما بين 10 و15 مليون دولار.") == [("10", 1e7, "USD"), ("15 مليون دولار", 1.5e7, "USD")]


def test_millions_are_a_figure_by_themselves() -> None:
    assert told("en", "Some 3 million saw it.") == [("3 million", 3e6, None)]
    assert told("en", "Some 3 thousand saw it.") == []


def test_offsets_count_in_the_display_text_of_the_record() -> None:
    record = RecordText.of(
        [("headline", "Quake", words("Quake")), ("paragraph", "It killed 12 people.", words("It killed 12 people."))], "en"
    )
    (figure,) = figures_of(record)
    assert record.text[figure.start : figure.end] == figure.text == "12 people"


_PIECES = st.sampled_from(
    [
        *"12 1.234 6,1 ٣٠ ۵٫۴ 2024 10:30 2-1 % ٪ $ € million ملايين شخصا مقتل قتيلان دولار وإصابة آخرين people killed to km".split(),
        *"kişi öldü yüzde saatte Stärke Erdbeben magnitude quake zwölf ثلاثة وعشرون مليون ونصف sê سێ نفر کشته افراد ہلاک - 45ê".split(),
        *",.:()«»\n\u200f",
    ]
)


@given(
    st.sampled_from(LANGUAGES),
    st.lists(
        st.one_of(st.lists(_PIECES, max_size=30).map(" ".join), st.lists(_PIECES, max_size=12).map("".join), st.text(max_size=60)),
        max_size=4,
    ),
)
@settings(max_examples=300, deadline=None)
def test_whatever_the_text_offsets_hold_and_are_in_order(language: str, paragraphs: list[str]) -> None:
    record = RecordText.of([("paragraph", text, words(text)) for text in paragraphs], language)
    found = figures_of(record)
    for figure in found:
        assert record.text[figure.start : figure.end] == figure.text
        assert figure.text.strip()
        assert figure.value == figure.value < float("inf")
        assert figure.unit is None or figure.counts is None
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1,",
        "1.1.",
        "12 people killed ",
        "مليون ",
        "ثلاثة ",
        "yüzde ",
        "10 to ",
        "$",
        "3 million and ",
        "1. ",
        "Stärke 5 ",
        "killed 5. ",
        "magnitude 5 ",
    ],
)
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    for language in ("en", "ar", "tr", "de"):
        text = piece * (400_000 // len(piece))
        started = time.process_time()
        assert len(figures(language, text)) <= MOST
        assert time.process_time() - started < 5
