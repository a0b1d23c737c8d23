"""What the lines of a page show, read at once, is what each shows by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.display import clean
from streams.text.match_key import words
from streams.text.page import is_plain, show

_OF_THE_WIRE = st.text(alphabet="اأىةکپ ءـَُّ٣۵،.«»-abçİß 7,&;\u200c\u200d\xa0\t²ﻻ漢\n", max_size=24)
_PAGE = ["وقال رئيسُ الوزراءِ:", "", "  3,5 milyar ", "ﻻ إله", "  «…»  ", "50 %", "قال&nbsp;نعم", "می\u200cشود", "مدرّسَة"]


def _assert_as_alone(page: list[str]) -> None:
    shown = show(page)
    assert [each[0] for each in shown] == [clean(line) for line in page]
    assert [each[1] for each in shown] == [words(each[0].text) for each in shown]
    assert [each[2] for each in shown if each[0].text] == [is_plain(each[0].text) for each in shown if each[0].text]


@pytest.mark.parametrize("page", [_PAGE, _PAGE[:1], _PAGE[1:3], _PAGE[4:6], [*_PAGE[:3], "漢"], ["one line\nthat is two", "x"], [""], []])
def test_lines_of_a_page(page: list[str]) -> None:
    _assert_as_alone(page)


@given(st.lists(_OF_THE_WIRE, max_size=4))
def test_lines_of_anything(page: list[str]) -> None:
    _assert_as_alone(page)


@given(st.lists(_OF_THE_WIRE, max_size=4))
def test_a_lettered_line_has_no_figure(page: list[str]) -> None:
    assert not any(lettered and any(map(str.isnumeric, cleaned.text)) for cleaned, _, _, lettered in show(page))


@pytest.mark.parametrize("line", ["وقال الوزير، أمس، إن 12 وزيرًا وصلوا.", "Nothing parts it, it is plain!", "x", "So it goes…", "(", "a,"])
def test_a_plain_line(line: str) -> None:
    assert is_plain(line)
    assert show([line])[0][2]


@pytest.mark.parametrize(
    "line",
    ["بغداد (مدار)", "One. Two.", "half-time", "Paris,, AFP", "Paris, , AFP", "، مدار", "x ـ y", "84/71", '"Yes" he said', "Who? he"],
)
def test_a_line_with_signs(line: str) -> None:
    assert not is_plain(line)
    assert not show([f" {line}"])[0][2]
