"""Numbers in digits of all scripts and in words of nine languages."""

from __future__ import annotations

import pytest

from streams.pipeline.enrich.figures.numbers import in_digits, in_words
from streams.pipeline.enrich.figures.words import figure_words
from streams.text.match_key import words


@pytest.mark.parametrize(
    ("language", "written", "value"),
    [
        ("ar", "٦٫١", 6.1),
        ("ar", "١٢٬٤٠٠", 12_400),
        ("ar", "1,200", 1_200),
        ("fa", "۶٫۱", 6.1),
        ("fa", "۳۲/۵", 32.5),
        ("ur", "12,50,000", 1_250_000),
        ("tr", "22.104", 22_104),
        ("tr", "6,1", 6.1),
        ("tr", "1.234.567,89", 1_234_567.89),
        ("de", "1.200", 1_200),
        ("de", "38,5", 38.5),
        ("fr", "20\u202f000", 20_000),
        ("en", "1,234.5", 1_234.5),
        ("en", "1.234", 1.234),
        ("kmr", "300.000", 300_000),
        ("de", "1’000", 1_000),
    ],
)
def test_separators_are_those_of_the_language(language: str, written: str, value: float) -> None:
    assert in_digits(written, figure_words(language).numerals) == value


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ar", "1.234"),  # thousands or a decimal: desks write both
        ("kmr", "1,234"),
        ("fa", "6/12"),  # in ASCII digits, which of the two stands before the mark depends on the system
        ("en", "12/5"),
        ("en", "10.12.2024"),
        ("en", "1.2.3"),
        ("en", "9" * 25),
    ],
)
def test_what_is_left_open_is_no_number(language: str, written: str) -> None:
    assert in_digits(written, figure_words(language).numerals) is None


@pytest.mark.parametrize(
    ("language", "spelt", "value"),
    [
        ("ar", "ثلاثة ملايين", 3e6),
        ("ar", "خمسة عشر", 15),
        ("ar", "خمسة وعشرون ألفا", 25_000),
        ("ar", "مليونا", 2e6),
        ("ar", "ثلاثمئة وخمسون", 350),
        ("fa", "سه میلیون", 3e6),
        ("fa", "بیست و پنج هزار", 25_000),
        ("fa", "هزار و ۱۰۰", 1_100),
        ("ur", "تین لاکھ", 300_000),
        ("ur", "دو کروڑ", 2e7),
        ("ckb", "سێ ملیۆن", 3e6),
        ("ckb", "دوو سەد", 200),
        ("kmr", "sê milyon", 3e6),
        ("kmr", "bîst û pênc", 25),
        ("tr", "üç milyon", 3e6),
        ("tr", "yüz elli bin", 150_000),
        ("tr", "iki buçuk milyon", 2.5e6),
        ("en", "twenty-five", 25),
        ("en", "three hundred and twelve", 312),
        ("en", "two hundred thousand", 200_000),
        ("de", "fünf Millionen", 5e6),
        ("de", "fünfundzwanzig", 25),
        ("fr", "trois millions", 3e6),
        ("fr", "dix-sept", 17),
        ("fr", "quatre-vingt-dix", 90),
        ("fr", "soixante-douze", 72),
    ],
)
def test_words_add_up(language: str, spelt: str, value: float) -> None:
    folded = words(spelt)
    assert in_words(folded, figure_words(language).numerals) == (value, len(folded))


def test_digits_go_on_with_words() -> None:
    assert in_words(words("مليون و500 ألف دولار"), figure_words("ar").numerals, 3) == (3_500_000, 3)
    assert in_words(words("billion dollars"), figure_words("en").numerals, 1.2) == (1.2e9, 1)


def test_a_number_ends_where_the_next_begins() -> None:
    assert in_words(words("three five"), figure_words("en").numerals) == (3, 1)
    assert in_words(words("ملايين و50 مليون"), figure_words("ar").numerals, 3) == (3_000_000, 1)
    assert in_words(words("people"), figure_words("en").numerals) == (0, 0)
