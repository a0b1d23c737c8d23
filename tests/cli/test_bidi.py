"""Right-to-left text in the order in which a terminal wants it."""

from __future__ import annotations

import unicodedata

import pytest

from streams.cli.bidi import arrange, order_of_terminal


@pytest.mark.parametrize(
    ("environ", "order"),
    [
        ({"VTE_VERSION": "7600"}, "logical"),
        ({"VTE_VERSION": "5800"}, "logical"),
        ({"VTE_VERSION": "5602"}, "visual"),
        ({"KONSOLE_VERSION": "230804"}, "logical"),
        ({"MLTERM": "3.9.3"}, "logical"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "logical"),
        ({"TERM_PROGRAM": "vscode"}, "visual"),
        ({"WT_SESSION": "1"}, "visual"),
        ({"TERM": "xterm-256color"}, "visual"),
        ({"VTE_VERSION": "nonsense"}, "visual"),
    ],
)
def test_what_a_terminal_says_of_itself_gives_the_order(environ: dict[str, str], order: str) -> None:
    assert order_of_terminal(environ) == order


def test_a_terminal_that_orders_text_itself_gets_it_as_written_in_an_isolate() -> None:
    assert arrange("هزة أرضية تضرب Denizli", "logical", rtl=True) == "\u2067هزة أرضية تضرب Denizli\u2069"
    assert arrange("Basra (البصرة)", "logical", rtl=False) == "\u2066Basra (البصرة)\u2069"


def test_any_other_gets_it_from_the_left_with_its_letters_joined() -> None:
    # خبر: khah initial, beh medial, reh final, seen from the left.
    assert arrange("خبر", "visual", rtl=True) == "\N{ARABIC LETTER REH FINAL FORM}\N{ARABIC LETTER BEH MEDIAL FORM}" + (
        "\N{ARABIC LETTER KHAH INITIAL FORM}"
    )


def test_numbers_and_latin_names_keep_their_own_order_and_brackets_face_the_right_way() -> None:
    seen = arrange("ارتفاع 12.5 نقطة (Reuters)", "visual", rtl=True)
    assert seen.startswith("(Reuters) ")
    assert "12.5" in seen
    assert arrange("ما يلي: (لا)", "visual", rtl=True).startswith("(\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM})")


def test_a_line_from_left_to_right_may_hold_words_from_right_to_left() -> None:
    seen = arrange("Basra (البصرة) reopens", "visual", rtl=False)
    assert seen.startswith("Basra (")
    assert seen.endswith(") reopens")
    assert "\N{ARABIC LETTER TEH MARBUTA ISOLATED FORM}" in seen


def test_turkish_and_english_are_left_alone() -> None:
    for text in ("Ankara'da İŞKUR duyurusu: 12 ığüşöç", "Ferry service resumes - 3 routes"):
        assert arrange(text, "visual", rtl=False) == text


def test_persian_halves_of_a_word_stay_apart_without_the_character_that_keeps_them_so() -> None:
    seen = arrange("می\u200cخواهد", "visual", rtl=True)
    assert "\u200c" not in seen
    assert seen.endswith("\N{ARABIC LETTER FARSI YEH FINAL FORM}\N{ARABIC LETTER MEEM INITIAL FORM}")


def test_sorani_letters_join_and_none_comes_out_as_a_private_character() -> None:
    seen = arrange("هەولێر و ڕۆژنامەوانەکان بەڵێ گوێ ێ ڵ ڕ", "visual", rtl=True, language="ckb-Arab")
    assert not any(unicodedata.category(character) == "Co" for character in seen)
    # لە: lam joins the ae after it, which ends the word as heh does.
    assert arrange("لە", "visual", rtl=True, language="ckb-Arab") == ("\N{ARABIC LETTER HEH FINAL FORM}\N{ARABIC LETTER LAM INITIAL FORM}")


def test_vowel_marks_are_left_out_where_they_would_land_on_the_wrong_letter() -> None:
    assert arrange("كَتَبَ", "visual", rtl=True) == arrange("كتب", "visual", rtl=True)
    assert "كَتَبَ" in arrange("كَتَبَ", "logical", rtl=True)
