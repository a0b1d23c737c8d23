"""Quotes and their speakers, as desks write them in nine languages."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.enrichment import Quote
from streams.pipeline.enrich.quotes.named import MOST, quotes_of
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import words

LANGUAGES = ("ar", "fa", "ur", "ckb", "kmr", "tr", "en", "de", "fr", "und")


def quotes(language: str, *paragraphs: str) -> tuple[Quote, ...]:
    return quotes_of(RecordText.of([("paragraph", text, words(text)) for text in paragraphs], language))


def said(language: str, *paragraphs: str) -> list[tuple[str, str | None]]:
    return [(each.text, each.speaker) for each in quotes(language, *paragraphs)]


@pytest.mark.parametrize(
    ("language", "text", "words_said", "speaker"),
    [
        ("ar", "قال الوزير أحمد سالم إن «الجسر سيفتح أمام الناس غدا».", "الجسر سيفتح أمام الناس غدا", "الوزير أحمد سالم"),
        ("ar", 'وقالت وزيرة الصحة ليلى حسن في بيان: "اللقاح متوفر للجميع".', "اللقاح متوفر للجميع", "وزيرة الصحة ليلى حسن"),
        ("ar", "“الجسر سيفتح أمام الناس غدا”، يقول مدير المشروع سامر حداد.", "الجسر سيفتح أمام الناس غدا", "مدير المشروع سامر حداد"),
        (
            "ar",
            'وقال مدير الصحة في نينوى سعد كريم إن "المشفى يعمل بكامل طاقته".',
            "المشفى يعمل بكامل طاقته",
            "مدير الصحة في نينوى سعد كريم",
        ),
        ("fa", "وزیر راه رضا کریمی در نشست خبری گفت: «پل فردا باز می‌شود».", "پل فردا باز می‌شود", "وزیر راه رضا کریمی"),
        ("fa", "به گفته شهردار تبریز، «پل تازه فردا باز می‌شود».", "پل تازه فردا باز می‌شود", "شهردار تبریز"),
        ("ur", "وزیر صحت احمد خان نے کہا کہ ”پل کل کھول دیا جائے گا“۔", "پل کل کھول دیا جائے گا", "وزیر صحت احمد خان"),
        ("ur", "میئر عائشہ ملک کا کہنا تھا کہ ’’پل کل کھول دیا جائے گا‘‘۔", "پل کل کھول دیا جائے گا", "میئر عائشہ ملک"),
        ("ckb", "پارێزگاری هەولێر وتی: «پردەکە سبەینێ دەکرێتەوە».", "پردەکە سبەینێ دەکرێتەوە", "پارێزگاری هەولێر"),
        ("kmr", "Şaredara Wanê Zeynep Demir got: «Pir wê sibê vebe.»", "Pir wê sibê vebe.", "Şaredara Wanê Zeynep Demir"),
        ("tr", 'Belediye Başkanı Ayşe Demir, "Köprü yarın açılacak" dedi.', "Köprü yarın açılacak", "Belediye Başkanı Ayşe Demir"),
        ("tr", "“Köprü yarın halka açılacak” diyen Ali Kaya, herkesi davet etti.", "Köprü yarın halka açılacak", "Ali Kaya"),
        ("tr", 'Vali Can Ak yaptığı açıklamada, "Köprü yarın açılacak" diye konuştu.', "Köprü yarın açılacak", "Vali Can Ak"),
        ("en", "“The bridge will open tomorrow,” said Mayor Ayşe Demir on Tuesday.", "The bridge will open tomorrow,", "Mayor Ayşe Demir"),
        ("en", 'On Tuesday, Mayor Ayşe Demir told reporters: "It opens tomorrow."', "It opens tomorrow.", "Mayor Ayşe Demir"),
        ("en", '"The bridge will open tomorrow," the mayor said.', "The bridge will open tomorrow,", "the mayor"),
        ("en", 'Dr. Maya Stone said: "It opens tomorrow."', "It opens tomorrow.", "Dr. Maya Stone"),
        (
            "de",
            "„Die Brücke öffnet schon morgen“, sagte Bürgermeisterin Anna Weber am Dienstag.",
            "Die Brücke öffnet schon morgen",
            "Bürgermeisterin Anna Weber",
        ),
        ("de", "Am Abend erklärte die Ministerin: „Die Brücke öffnet morgen.“", "Die Brücke öffnet morgen.", "die Ministerin"),
        (
            "fr",
            "« Le pont ouvrira demain matin », a déclaré la maire Anne Morel mardi.",
            "Le pont ouvrira demain matin",
            "la maire Anne Morel",
        ),
        ("fr", "Selon le préfet Marc Dubois, « le pont ouvrira demain matin ».", "le pont ouvrira demain matin", "le préfet Marc Dubois"),
    ],
)
def test_who_says_so(language: str, text: str, words_said: str, speaker: str) -> None:
    assert said(language, text) == [(words_said, speaker)]


@pytest.mark.parametrize(
    ("language", "text", "words_said"),
    [
        ("ar", "وأضاف: «لن نقبل بأي تأخير بعد اليوم».", "لن نقبل بأي تأخير بعد اليوم"),
        ("fa", "وی افزود: «هیچ کمبودی در انبارها نداریم».", "هیچ کمبودی در انبارها نداریم"),
        ("fa", "سخنگو گزارش را رد کرد و افزود: «هیچ کمبودی در انبارها نداریم».", "هیچ کمبودی در انبارها نداریم"),
        ("ur", 'انہوں نے کہا: "ہم کسی دباؤ میں نہیں آئیں گے"۔', "ہم کسی دباؤ میں نہیں آئیں گے"),
        ("kmr", "Wî got: «Em ti derengiyê qebûl nakin.»", "Em ti derengiyê qebûl nakin."),
        ("tr", 'Açıklamada, "Görüşmeler yarın yeniden başlayacak" denildi.', "Görüşmeler yarın yeniden başlayacak"),
        ("en", "“We will not stop here,” he said.", "We will not stop here,"),
        ("de", "Er fügte hinzu: „Niemand wird ohne Wohnung sein.“", "Niemand wird ohne Wohnung sein."),
        ("fr", "« Personne ne sera oublié », a-t-il ajouté.", "Personne ne sera oublié"),
        ("und", "“We will not stop here,” said Mayor Demir.", "We will not stop here,"),
    ],
)
def test_a_pronoun_or_no_subject_names_nobody(language: str, text: str, words_said: str) -> None:
    assert said(language, text) == [(words_said, None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", 'أطلقت البلدية حملة "مدينتي أجمل"، ووزعت جمعية «الأمل» السلال.'),
        ("ar", "عرض المهرجان فيلم «ليلة طويلة في شوارع المدينة»."),
        ("fa", "کتاب «راه‌های دور و دراز خراسان بزرگ» به چاپ سوم رسید."),
        ("tr", 'Yönetmenin "Uzun Bir Gecenin Sonunda Kalanlar" adlı filmi ödül aldı.'),
        ("en", 'Her novel "A Long Night on the River Road" won, and the "Green Road" group cheered.'),
        ("en", 'The "National Union of Harbour Workers" met on Monday.'),
        ("de", "Die „Bewegung Einheit und Reform“ (BER) tagte am Montag."),
        ("fr", "L'association « Route verte » a présenté le projet « Une ville propre pour tous »."),
        ("en", 'A 5" pipe and a 7" pipe burst near the old mill on Monday.'),
    ],
)
def test_names_titles_and_distance_are_no_quotes(language: str, text: str) -> None:
    assert said(language, text) == []


def test_marks_inside_marks_belong_to_the_quote() -> None:
    assert said("fr", "« Il m'a dit « pars » et je suis partie », raconte Sophie Martin.") == [
        ("Il m'a dit « pars » et je suis partie", "Sophie Martin")
    ]


def test_a_quote_that_the_speaker_interrupts() -> None:
    text = "“This,” said Mayor Ayşe Demir, “is the last winter in a tent for anyone here.”"
    assert said("en", text) == [("This,", "Mayor Ayşe Demir"), ("is the last winter in a tent for anyone here.", "Mayor Ayşe Demir")]


def test_a_quote_of_two_paragraphs_is_opened_in_each() -> None:
    assert said("en", "“I came home and the roof was gone.", "“Everything was in that house,” said Sara Haddad.") == [
        ("I came home and the roof was gone.", None),
        ("Everything was in that house,", "Sara Haddad"),
    ]
    assert said("en", "“I came home and the roof was gone.", "Nobody was hurt in the storm.") == []


def test_offsets_count_in_the_display_text_of_the_record() -> None:
    text = "Ayşe Demir said: “The bridge opens tomorrow.”"
    record = RecordText.of([("headline", "Bridge opens", words("Bridge opens")), ("paragraph", text, words(text))], "en")
    (quote,) = quotes_of(record)
    assert record.text[quote.start : quote.end] == "The bridge opens tomorrow."
    assert quote.speaker_at is not None
    assert record.text[quote.speaker_at.start : quote.speaker_at.end] == quote.speaker == "Ayşe Demir"


_PIECES = st.sampled_from(
    [
        *"said Mayor Demir he told قال وقال الوزير أحمد إن أضاف في گفت وی وزیر نے کہا کہ وتی got dedi diyen sagte er selon".split(),
        *"a déclaré il film the of we will not stop here and go on إلى المدينة غدا لن نقبل ’’ ‘‘".split(),
        *'"«»“”„‘’,.:;?()\n',
    ]
)


@given(
    st.sampled_from(LANGUAGES),
    st.lists(
        st.one_of(st.lists(_PIECES, max_size=40).map(" ".join), st.lists(_PIECES, max_size=12).map("".join), st.text(max_size=60)),
        max_size=4,
    ),
)
@settings(max_examples=300, deadline=None)
def test_whatever_the_text_offsets_hold_and_are_in_order(language: str, paragraphs: list[str]) -> None:
    record = RecordText.of([("paragraph", text, words(text)) for text in paragraphs], language)
    found = quotes_of(record)
    for quote in found:
        assert record.text[quote.start : quote.end] == quote.text
        assert quote.text.strip() == quote.text != ""
        assert (quote.speaker is None) == (quote.speaker_at is None)
        if quote.speaker_at is not None:
            assert record.text[quote.speaker_at.start : quote.speaker_at.end] == quote.speaker != ""
    assert all(one.end < other.start for one, other in pairwise(found))


@pytest.mark.parametrize("piece", ["«", "“", '"', "‘ ", "» «", '"a b c d" ', "said: “we go on and on” ", '« " „ ', "a. "])
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    for language in ("en", "ar", "tr"):
        text = piece * (400_000 // len(piece))
        started = time.process_time()
        assert len(quotes(language, text)) <= MOST
        assert time.process_time() - started < 5
