"""Text that a program encoded twice is put right and the repair is told; sound text is left alone, however strange its neighbours are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Decision
from streams.pipeline import Published, process
from streams.pipeline.decode import decode
from streams.pipeline.decode.charset import to_text
from tests.pipeline.pages import TEXT, item

SENTENCES = {
    "ar": "أعلنت وزارة الصحة، اليوم الاثنين، افتتاح ثلاثة مستشفيات جديدة في العاصمة.",
    "ar-flash": "عاجل: زلزال",
    "fa": "وزیر بهداشت از تهران بازدید کرد و گفت پروژه آغاز می‌شود.",
    "ur": "وزیر نے ہسپتال کا افتتاح کیا۔ ’’بھرتی جاری ہے۔‘‘",
    "ckb": "وەزیر سەردانی نەخۆشخانەکەی کرد.",
    "kmr": "Wezîrê Tenduristiyê nexweşxane vekir.",
    "tr": "Sağlık Bakanlığı, İstanbul'da üç yeni hastanenin açıldığını duyurdu.",
    "en": "It’s “fine” — 5 € today.",
    "fr": "« L’été à Paris », voilà l’œuvre – 5 €",
    "de": "Größe: „Übermut“ für 5 €",
    "emoji": "خبر 😀 عاجل",
}
SOUND = [
    *SENTENCES.values(),
    "GENÇLERBİRLİĞİ’NDE YENİ DÖNEM… BAKANLIĞI “TBMM BAŞKANVEKİLİ” DEDİ",
    "الهمزة: أ، إ، ؤ، ئ – ط؟ ظ؛ ع؟",
    "أ، إ، ؤ",
    "قال «نعم»، عن الموضوع» فقط… بلغ ٪ 25° © ®",
    "MAÇÃ, «MANHÃ» e “IRMÃ” – São Tomé",
    "Úžice a Úštěk, Île-de-France, ÎLE, CHÂTEAU, ÂGE",
    "An area of 20 Å² and a pipe of Ø 50, Ø½ inch; 5 µm ± 2 §3",
    "Þingvellir, Ísafjörður; Ægir – Ångström, SMÅ… BLÅ”",
    "شروع‌کننده، گفت‌وگو، موضوع‌ها؛ باغ‌ها",
    "كلفة المشروع 5£ أو 6€ – §12 من القانون",
    "Ein „Ä“ und ein „Ü“, ‚Ö‘: GRÖẞE.",
]


def misread(text: str, charset: str, times: int = 1) -> str:
    """`text` as a program has it that reads its UTF-8 as `charset`; undefined bytes become the control characters that they are."""
    for _ in range(times):
        text = "".join(bytes((octet,)).decode(charset, "ignore") or chr(octet) for octet in text.encode())
    return text


def read(text: str) -> tuple[str, Decision]:
    document = decode(item(text, TEXT))
    (decision,) = document.decisions
    return document.text, decision


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("charset", ["latin-1", "windows-1252", "windows-1254", "iso-8859-9", "windows-1256"])
@pytest.mark.parametrize("language", SENTENCES)
def test_the_whole_text_is_put_right_and_the_decision_says_so(language: str, charset: str, times: int) -> None:
    text = SENTENCES[language]
    shown, decision = read(misread(text, charset, times))
    assert shown == text
    assert decision.rule == "charset.double_encoded"
    assert decision.what == "charset"
    family = "windows-1256" if charset == "windows-1256" else "windows-1252"
    # Signs alone look the same in both families.
    assert decision.value.startswith("utf-8 read as ")
    assert language in ("en", "emoji") or decision.value == f"utf-8 read as {' and '.join([family] * times)}"
    assert 0.0 < decision.score < 1.0


@pytest.mark.parametrize("charset", ["windows-1252", "windows-1256"])
@pytest.mark.parametrize("language", ["ar", "fa", "ckb", "tr", "fr"])
def test_single_lines_are_put_right_among_sound_ones(language: str, charset: str) -> None:
    sound = "حسنا، الخبر «الآخر» سليم تماما.\nUne façade en été : très sûre.\nGENÇLERBİRLİĞİ’NDE"
    text = f"{sound}\n{misread(SENTENCES[language], charset)}\n{sound}"
    shown, decision = read(text)
    assert shown == f"{sound}\n{SENTENCES[language]}\n{sound}"
    assert decision.rule == "charset.double_encoded"


def test_quotation_marks_alone_in_a_line_that_is_sound_but_for_them() -> None:
    shown, _ = read(f"قال الوزير إن {misread('“اليوم”', 'windows-1252')} قريب".replace(misread("اليوم", "windows-1252"), "اليوم"))
    assert shown == "قال الوزير إن “اليوم” قريب"
    shown, _ = read("L’été et l" + misread("’", "windows-1252") + "hiver à Sète")
    assert shown == "L’été et l’hiver à Sète"


def test_what_was_lost_on_the_way_is_not_guessed() -> None:
    """The second byte of ف is undefined in windows-1252; a program that puts a sign in its place has lost the letter."""
    lossy = "".join(bytes((octet,)).decode("windows-1252", "replace") for octet in SENTENCES["ar"].encode())
    shown, decision = read(lossy)
    assert shown == SENTENCES["ar"].replace("ف", "\ufffd")
    assert decision.score < 0.9


def test_a_space_that_was_half_a_letter() -> None:
    shown, _ = read(misread("voilà, il va à la mer, déjà très loin", "windows-1252").replace("\xa0", " "))
    assert shown == "voilà, il va à la mer, déjà très loin"


@pytest.mark.parametrize("text", SOUND)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_sound_text_is_left_alone(text: str, charset: str) -> None:
    found = to_text(text.encode(charset), charset, markup=False)
    assert found.text == text
    assert found.decision.rule in ("charset.declared", "charset.bom")


@given(st.text(alphabet=" ابتجحدرسشصطظعغفقكلمنهويىةءأإؤئآپچژگکیەێۆ‌،؛؟«».123", max_size=60))
def test_no_arabic_text_is_ever_repaired(text: str) -> None:
    assert to_text(text.encode(), "utf-8", markup=False).text == text


@given(st.sampled_from(sorted(SENTENCES)), st.sampled_from(["windows-1252", "windows-1256"]), st.integers(1, 2))
def test_what_was_put_right_is_sound(language: str, charset: str, times: int) -> None:
    once, _ = read(misread(SENTENCES[language], charset, times))
    assert read(once)[1].rule != "charset.double_encoded"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("noise", ["Ã© ", "Ø§Ù", "ط§ظ„", "â€", "Ã ", "ðŸ", "Ã\ufffd", "É Ã©"])
def test_a_large_text_takes_no_longer_than_its_length_asks(noise: str) -> None:
    text = f"{noise * 100_000}\n" + "é"
    assert to_text(text.encode(), "utf-8", markup=False).text


def test_records_of_a_repaired_page_carry_the_decision() -> None:
    page = f"{SENTENCES['ar']} وقال الوزير إن العمل يبدأ غدا.\nوأضاف أن المستشفيات تضم مئات الأسرة."
    outcome = process(item(misread(page, "windows-1256")))
    assert isinstance(outcome, Published)
    for record in outcome.records:
        (decision,) = [each for each in record.decisions if each.what == "charset"]
        assert decision.rule == "charset.double_encoded"
