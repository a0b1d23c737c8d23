"""NFC with its places: the same text that Unicode's own gives, in time that grows with the text, and every character's place known."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.text.compose import compose

# Letters with and without marks, marks of several classes, those that decompose, syllables of Hangul and Tibetan vowels.
_SIGNS = st.sampled_from(
    [
        *map(chr, range(0x300, 0x370)),
        *"aeoAبكي]",
        *"\u064e\u0651\u0655\u0654\u0653",
        *"\u1e69é\u0344ǖ",
        *"가\u1161\u11a8",
        *"\u0f71\u0f72\u0f73\u0f81",
    ]
)


@given(st.lists(_SIGNS, max_size=80).map("".join))
@settings(deadline=None)
def test_it_is_what_unicode_says(text: str) -> None:
    composed, places = compose(text)
    assert composed == unicodedata.normalize("NFC", text)
    if places is not None:
        for run in places.runs:
            if run.exact:
                assert composed[run.at : run.until] == text[run.start : run.end]


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0651\u064e\u0655", "\u064e\u0651"], ids=["latin", "arabic", "harakat"])
def test_marks_out_of_order_take_time_that_grows_with_their_number(marks: str) -> None:
    began = time.process_time()
    composed, _ = compose("a" + marks * 200_000)
    assert len(composed) > 200_000
    # Python's own takes minutes for as many.
    assert time.process_time() - began < 6


def test_a_sign_keeps_its_own_place_under_marks_that_are_put_in_order() -> None:
    composed, places = compose("a]\u0651\u064e")
    assert composed == "a]\u064e\u0651"
    assert places is not None
    assert places.span(1, 2) == (1, 2)
    assert places.span(2, 4) == (2, 4)
