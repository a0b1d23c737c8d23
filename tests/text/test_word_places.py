"""Where folded words stand in the text that they were folded from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.match_key import fold, words
from streams.text.word_places import WordPlaces, word_places

_WIRE = "ابتثجحخدرسعفقكلمنهويةىأإآپچگ\u0640\u064b\u064f\u0651٠١۳\u200c،؛؟«».,:-'’\"()/_ \nabcçğışöüİIßéWX019😀ﷺﻻＡ"


def stand(text: str) -> list[str]:
    return [text[start:end] for start, end in word_places(text)]


@pytest.mark.parametrize(
    ("text", "as_written"),
    [
        ("وقال الوزير، أمس: «لا».", ["وقال", "الوزير", "أمس", "لا"]),
        ("Sındırgı'da 6,1 büyüklüğünde", ["Sındırgı", "da", "6", "1", "büyüklüğünde"]),
        ("مُحَمَّدٌ ـــ السـلام", ["مُحَمَّدٌ", "السـلام"]),
        ("می\u200cشود", ["می\u200cشود"]),
        ("ＡＢＣ and Ünlü—x", ["ＡＢＣ", "and", "Ünlü", "x"]),
        ("محمد ﷺ.", ["محمد", "ﷺ", "ﷺ", "ﷺ", "ﷺ"]),
        ("", []),
        ("... —", []),
    ],
)
def test_words_as_they_are_written(text: str, as_written: list[str]) -> None:
    assert stand(text) == as_written


@given(st.text(alphabet=st.sampled_from(_WIRE) | st.characters(), max_size=60))
def test_each_word_has_a_place_in_order(text: str) -> None:
    folded, places = words(text), word_places(text)
    assert len(places) == len(folded)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert list(places) == sorted(places)


@given(st.text(alphabet=st.sampled_from("ابتجدكةيىأء\u064b\u0640\u200f٠١،«».abcçğİßəﷺﻻＡ ,-'\n"), max_size=60))
def test_what_stands_there_folds_to_the_word(text: str) -> None:
    for word, (start, end) in zip(words(text), word_places(text), strict=True):
        assert word in fold(text[start:end]) if "ﷺ" in text else word == fold(text[start:end])


@given(st.text(alphabet=st.sampled_from(_WIRE) | st.characters(), max_size=60), st.data())
def test_word_by_word_they_are_the_same(text: str, data: st.DataObject) -> None:
    places, one_by_one = word_places(text), WordPlaces(text)
    indexes = data.draw(st.lists(st.integers(0, len(places) - 1), max_size=12)) if places else []
    assert [one_by_one.of(index) for index in indexes] == [places[index] for index in indexes]
