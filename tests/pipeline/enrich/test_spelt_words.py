"""Where a word stands, by the way in which it was written when it was last met: the same as by telling all words apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streams.pipeline.enrich.record_text import Part
from streams.pipeline.enrich.spelt_words import span, span_behind, trimmed
from streams.text.match_key import words

_WRITTEN = ("بيروت", "بَيروت", "وبيروت", "بيروت\u200f", "Kuwait", "KUWAIT", "Kuwaiti", "Côte", "cote", "يونيو", "12", "١٢", "—", "ۀ")
_BETWEEN = (" ", "، ", "/", "-", " (", ") ", "’", "\n", "\u200c", "\u200f ", "")


def part_of(text: str) -> Part:
    return Part("paragraph", text, words(text), 7)


def found(text: str, index: int) -> str:
    start, end = span(part_of(text), index)
    return text[start:end]


def test_a_word_is_found_as_it_was_written_before() -> None:
    for text in ("وصل الوفد إلى بيروت، ثم عاد.", "غادر (بيروت) مساء أمس.", "بيروت"):
        assert found(text, words(text).index("بیروت")) == "بيروت"


def test_a_word_that_holds_it_is_another_one() -> None:
    assert found("Kuwait", 0) == "Kuwait"
    assert span(part_of("Kuwaiti envoys left Kuwait."), 3) == (20, 26)


def test_a_second_one_written_otherwise_is_told_from_the_first() -> None:
    assert found("Oman", 0) == "Oman"
    assert found("OMAN: talks in Oman", 0) == "OMAN"
    assert found("OMAN: talks in Oman", 3) == "Oman"


@given(st.lists(st.tuples(st.sampled_from(_WRITTEN), st.sampled_from(_BETWEEN)), min_size=1, max_size=8))
def test_it_is_where_all_words_together_have_it(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + between for word, between in pieces)
    part, whole = part_of(text), part_of(text)
    for index in range(len(part.words)):
        start, end = whole.place(index, index)
        expected = trimmed(text, start - whole.start, end - whole.start)
        assert span(part, index) == expected
        if index:
            assert span_behind(part, index, span(part, index - 1)[1]) == expected
