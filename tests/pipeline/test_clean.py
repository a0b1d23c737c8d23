"""Clean: from blocks to lines of display text that know their places in the decoded text."""

from __future__ import annotations

import sys

import pytest

from streams.pipeline.clean import MAX_DROPPED, MAX_LINES, read_lines
from streams.pipeline.decode import decode
from streams.pipeline.errors import TooComplex
from tests.pipeline.pages import HTML, TEXT, item, lines

RLM, ZWSP, BOM = "\u200f", "\u200b", "\ufeff"


def test_lines_are_display_text_with_their_folded_words() -> None:
    first, second = lines(f"{BOM}  عاجل:{RLM}  زلزالٌ قوي \n\n\tSON DAKİKA\u00a0- Deprem")
    assert (first.index, first.text, first.words) == (0, "عاجل: زلزالٌ قوي", ("عاجل", "زلزال", "قوی"))
    assert (second.index, second.text, second.words) == (1, "SON DAKİKA - Deprem", ("son", "dakika", "deprem"))


def test_a_line_of_letters_alone_has_no_figure() -> None:
    digits = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isdigit()]
    assert not any(line.lettered for line in lines("\n".join(f"ab{digit}" for digit in digits)))
    assert [line.lettered for line in lines("Deprem oldu.\n12 ölü")] == [True, False]


@pytest.mark.parametrize("content_type", [TEXT, HTML])
@pytest.mark.parametrize("shown", ["زلزال", "لا أحد", "café", "خبر"])
def test_spans_lead_back_to_the_decoded_text(content_type: str, shown: str) -> None:
    document = decode(item(f"{ZWSP} أول\n{RLM}ضرب  زلزال\u00ad، ﻻ أحد في cafe\u0301 خبر\n", content_type))
    line = next(line for line in read_lines(document).parts[0].lines if shown in line.text)
    start, end = line.span(line.text.index(shown), line.text.index(shown) + len(shown))
    assert document.text[start:end] == {"لا أحد": "ﻻ أحد", "café": "cafe\u0301"}.get(shown, shown)


def test_what_was_dropped_is_told_with_its_place() -> None:
    document = decode(item(f"أول{ZWSP}{ZWSP} سطر\nثانٍ {RLM}"))
    dropped = read_lines(document).dropped
    assert [(each.role, each.text, each.start, each.end) for each in dropped] == [("control", ZWSP * 2, 3, 5), ("control", RLM, 15, 16)]
    assert {each.rule for each in dropped} == {"display.invisible"}


def test_lines_of_nothing_but_invisible_characters_are_no_lines() -> None:
    document = decode(item(f"أول\n{ZWSP}{RLM}\nثانٍ"))
    cleaned = read_lines(document)
    assert [(line.index, line.text) for line in cleaned.parts[0].lines] == [(0, "أول"), (1, "ثانٍ")]
    assert [each.text for each in cleaned.dropped] == [ZWSP + RLM]


def test_limits_keep_one_item_from_holding_up_all_others() -> None:
    assert len(lines("سطر\n" * MAX_LINES)) == MAX_LINES
    with pytest.raises(TooComplex, match="lines"):
        lines("سطر\n" * (MAX_LINES + 1))
    with pytest.raises(TooComplex, match="invisible"):
        lines(f"a{ZWSP}" * (MAX_DROPPED + 1))
