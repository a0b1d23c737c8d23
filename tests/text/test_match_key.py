"""The match key: what reads the same is the same, however the desk, its keyboard or its charset wrote it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.display import display
from streams.text.match_key import digest, fold, stem, words

# Letters of the wire's scripts, marks and digits on them, and what stands between words.
_OF_THE_WIRE = st.text(
    alphabet=st.characters(categories=["Lu", "Ll"], min_codepoint=0x41, max_codepoint=0x24F, exclude_characters="µŉſǰ")
    | st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةىکگچپژیەێۆڵڕٱـ\u064b\u064e\u064f\u0650\u0651\u0652٠١٢۳۴\u200c،؟۔ .-«»'19"),
    max_size=40,
)


@pytest.mark.parametrize(
    "spellings",
    [
        pytest.param(["أحمد", "احمد", "إحمد", "ٱحمد"], id="alef-and-its-hamzas"),
        pytest.param(["آلاف", "الاف"], id="madda"),
        pytest.param(["مصطفى", "مصطفي", "مصطفی"], id="yeh-and-alef-maksura"),
        pytest.param(["مدرسة", "مدرسه"], id="teh-marbuta"),
        pytest.param(["مؤتمر", "موتمر"], id="hamza-on-waw"),
        pytest.param(["شيء", "شئ", "شي"], id="hamza-on-the-line"),
        pytest.param(["كتاب", "کتاب", "ڪتاب"], id="kaf"),
        pytest.param(["مُحَمَّدٌ", "محمد"], id="harakat"),
        pytest.param(["الســـلام", "السلام"], id="tatweel"),
        pytest.param(["ﺍﻟﺴﻼﻡ", "السلام"], id="presentation-forms"),
        pytest.param(["می\u200cشود", "میشود"], id="zwnj"),
        pytest.param(["١٢ نوفمبر", "۱۲ نوفمبر", "12 نوفمبر"], id="digits"),
        pytest.param(["هەڵەبجە", "ههلهبجه"], id="sorani-letters"),
        pytest.param(["مجموعۂ", "مجموعہ", "مجموعه"], id="urdu-heh-with-hamza"),
        pytest.param(["پاکستانی خبریں", "پاكستاني خبرين"], id="urdu-letters"),
        pytest.param(["İSTANBUL", "istanbul", "İstanbul", "ıstanbul", "Istanbul"], id="turkish-dotted-and-dotless-i"),
        pytest.param(["Şırnak'ta", "SIRNAK'TA", "şırnak’ta"], id="turkish-with-diacritics"),
        pytest.param(["Kurdistanê", "KURDISTANE", "kurdistane"], id="kurmanji-circumflex"),
        pytest.param(["café", "cafe\u0301", "CAFE"], id="accents-composed-or-not"),
        pytest.param(["Straße", "STRASSE"], id="sharp-s"),
        pytest.param(["  «قال»، الوزير:  ", "قال الوزير", 'قال "الوزير".'], id="punctuation-and-space"),
        pytest.param(["ＡＢＣ １２", "abc 12"], id="full-width"),
        pytest.param(["𝗕𝗿𝗲𝗮𝗸𝗶𝗻𝗴", "breaking"], id="styled-letters"),
        pytest.param(["محمد ﷺ", "محمد صلى الله عليه وسلم"], id="word-ligatures"),
        pytest.param(["ﻻ إله", "لا إله"], id="lam-alef-form"),
        pytest.param(["co\xadoperation", "cooperation", "co\u200boperation"], id="soft-hyphen-and-zero-width-space"),
        pytest.param(["\u202bالوزير\u202c", "الوزير", "\u2067الوزير\u2069", "الوزير\u200f"], id="bidi-characters"),
        pytest.param(["Wezîrê Çandê", "wezire cande", "WEZÎRÊ ÇANDÊ"], id="kurmanji"),
        pytest.param(["Größe", "GROSSE", "grosse", "GRÖSSE"], id="german-capitals"),
        pytest.param(["œuvre", "ŒUVRE"], id="french-ligature-in-capitals"),
        pytest.param(["😀 خبر 🔴", "خبر"], id="emoji"),
        pytest.param(["هـ", "ه\u200d"], id="heh-of-the-hijri-year"),
    ],
)
def test_spellings_with_one_key(spellings: list[str]) -> None:
    assert {fold(spelling) for spelling in spellings} == {fold(spellings[0])}
    assert len({digest(words(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("قلب", "كلب", id="qaf-is-not-kaf"),
        pytest.param("سور", "صور", id="seen-is-not-sad"),
        pytest.param("hal", "hall", id="a-letter-doubled"),
        pytest.param("5.8", "58", id="a-decimal"),
        pytest.param("بغداد اليوم", "بغداداليوم", id="two-words"),
        pytest.param("پل", "بل", id="peh-is-not-beh"),
    ],
)
def test_different_words_have_different_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert digest(words(one)) != digest(words(other))


def test_a_key_in_full() -> None:
    assert fold("وقال رئيسُ الوزراءِ: «نلتقي في ١٢ أيّار».") == "وقال رییس الوزرا نلتقی فی 12 ایار"
    assert words("Bakan: İstanbul'da 3,5 milyar") == ("bakan", "istanbul", "da", "3", "5", "milyar")


@given(_OF_THE_WIRE)
def test_a_letter_of_another_script_changes_no_other_word(text: str) -> None:
    """It takes the folding off its short way."""
    assert words(text + " 漢") == (*words(text), "漢")


def test_digest_is_of_the_words_and_of_their_order() -> None:
    assert digest(["a", "b"]) == digest(iter(["a", "b"]))
    assert digest(["a", "b"]) != digest(["b", "a"])
    assert digest(["a", "b"]) != digest(["ab"])
    assert len(digest([])) == 32
    assert int(digest(["خبر"]), 16) >= 0


@given(_OF_THE_WIRE)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(_OF_THE_WIRE)
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@given(_OF_THE_WIRE)
def test_composed_or_not_does_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(_OF_THE_WIRE)
def test_the_key_of_display_text_is_that_of_the_text(text: str) -> None:
    assert fold(display(text)) == fold(text)


@pytest.mark.parametrize(
    "inflections",
    [
        pytest.param("حكومة الحكومة بالحكومة للحكومة والحكومة كالحكومة", id="arabic-proclitics"),
        pytest.param("فلسطين الفلسطينيين وفلسطين والفلسطينية", id="arabic-word-that-begins-like-a-proclitic"),
        pytest.param("وزارة الوزارة والوزارة ووزارة", id="arabic-word-that-begins-with-waw"),
        pytest.param("مستشفى المستشفيات مستشفيات والمستشفى", id="arabic-plural"),
        pytest.param("بيمارستان بيمارستانها بيمارستاني", id="persian-suffixes"),
        pytest.param("hastane hastanenin hastaneler hastanelerde", id="turkish-suffixes"),
        pytest.param("nexweşxane nexweşxaneyên nexweşxaneyê", id="kurmanji-suffixes"),
        pytest.param("election elections elected", id="english-suffixes"),
    ],
)
def test_inflections_share_a_stem(inflections: str) -> None:
    assert len({stem(word) for word in words(inflections)}) == 1


@pytest.mark.parametrize("word", ["ولد", "وزير", "الى", "فرق", "وفد", "it", "18"])
def test_short_words_are_their_own_stem(word: str) -> None:
    (folded,) = words(word)
    assert stem(folded) == folded
