"""A record as one line: what is in it, what is cut, and what never reaches the terminal."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from schemas import Brief, Reason, Record, Reject, Story
from streams.cli import display
from streams.cli.bidi import Order

STORY = Story(
    id="0" * 32,
    uri="urn:barqiya:item:1",
    source="https://www.sahab.example/ar/",
    source_event="1",
    ordinal=0,
    headline="هزة أرضية بقوة 4.2 درجات تضرب ولاية دنيزلي غربي تركيا دون أنباء عن إصابات أو أضرار",
    lead="ضربت هزة أرضية ولاية دنيزلي.",
    language="ar-Arab",
    direction="rtl",
    word_count=5,
    match_key="0" * 32,
    ruleset="test",
)
BRIEF = Brief(
    id="1" * 32,
    uri="urn:barqiya:item:2",
    source="https://ege.example",
    source_event="2",
    ordinal=0,
    form="teaser",
    lead="İzmir'de vapur seferleri yeniden başladı.",
    language="tr-Latn",
    direction="ltr",
    word_count=5,
    match_key="1" * 32,
    ruleset="test",
)


def line(record: Record, width: int = 110, order: Order = "visual", delay: timedelta | None = timedelta(milliseconds=41)) -> str:
    return display.line(display.of_record(record, delay), width=width, order=order).plain


def test_a_brief_is_shown_by_its_text_where_it_has_no_headline() -> None:
    assert line(BRIEF) == "brief teaser tr-Latn  ege.example                 41 ms  İzmir'de vapur seferleri yeniden başladı."


def test_a_story_says_what_it_is_and_begins_at_the_right_edge_where_it_reads_from_there() -> None:
    shown = line(STORY, order="logical")
    assert shown.startswith("story        ar-Arab  sahab.example/ar  ")
    assert shown.endswith("\u2069")
    assert cell_len(line(STORY)) == 110
    short = line(msgspec.structs.replace(STORY, headline="هزة"), order="logical")
    assert short.endswith("  \u2067هزة\u2069")
    assert cell_len(short) == 110


@pytest.mark.parametrize("order", ["logical", "visual"])
@pytest.mark.parametrize("width", [60, 89, 90, 120, 200])
def test_no_line_is_wider_than_the_terminal(order: Order, width: int) -> None:
    for record in (STORY, BRIEF, msgspec.structs.replace(STORY, headline="中文 " * 100), msgspec.structs.replace(BRIEF, source="s" * 300)):
        assert cell_len(line(record, width, order)) <= width


def test_a_narrow_terminal_keeps_the_headline_rather_than_the_source() -> None:
    assert "ege.example" not in line(BRIEF, width=70)
    assert "vapur" in line(BRIEF, width=70)


def test_what_is_cut_is_the_end_of_the_text_also_where_that_is_on_the_left() -> None:
    shown = line(STORY, width=100, order="logical")
    assert "\u2067هزة أرضية" in shown
    assert shown.endswith("…\u2069")
    # Seen from the left, the ellipsis comes first.
    assert line(STORY, width=100).split("ms")[1].strip().startswith("…")


@pytest.mark.parametrize(
    "text", ["كَتَبَ الْمُرَاسِلُ", "e\u0301e\u0301e\u0301e\u0301", "👩\u200d🚒👩\u200d🚒👩\u200d🚒", "می\u200cخواهد", "ه\u200dه\u200d"]
)
def test_a_cut_takes_no_mark_from_its_letter_and_nothing_joined_apart(text: str) -> None:
    for width in range(1, len(text) + 1):
        shown = display.cut(text, width)
        assert display.cells(shown) <= width
        kept = shown.removesuffix("…")
        assert text.startswith(kept)
        rest = text[len(kept) :]
        if rest:
            assert not kept.endswith("\u200d")
            assert rest[0] != "\u200d"
            assert not unicodedata.combining(rest[0])


ESCAPES = [
    "\x1b]0;owned\x07",
    "\x1b[2J\x1b[31m",
    "\x9b31m",
    "\x90q\x9c",
    "a\rb",
    "a\nb",
    "a\x08b",
    "\x7f",
    "\u202egnp.exe",
    "\u2066\u2066\u2066",
    "a\u2028b",
    "\ud800",
]


@pytest.mark.parametrize("escape", ESCAPES)
def test_an_agency_can_not_reach_the_terminal(escape: str) -> None:
    record = msgspec.structs.replace(BRIEF, lead=f"before {escape} after", source=f"https://a.example/{escape}", language=escape)
    for order in ("logical", "visual"):
        shown = line(record, order=order)
        inside = shown.replace("\u2066", "", 1).replace("\u2069", "", 1) if order == "logical" else shown
        assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in inside)
        assert not set(inside) & set("\u202e\u2066\u2067\u2068\u2028\u2069")
        inside.encode()
        assert "before" in inside
        assert "after" in inside


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://www.sahab.example/ar/", "sahab.example/ar"),
        ("http://ege.example", "ege.example"),
        ("urn:agency:42", "urn:agency:42"),
        ("file:///home/desk/my%20pages", "my pages/"),
    ],
)
def test_a_source_is_known_by_its_end(source: str, shown: str) -> None:
    assert display.short_source(source) == shown


def test_an_escape_sequence_is_seen() -> None:
    assert display.neutral("\x1b[31mred") == "␛[31mred"


@given(
    st.text(alphabet=st.characters(codec=None), max_size=80),
    st.integers(min_value=40, max_value=160),
    st.sampled_from(["logical", "visual"]),
)
def test_whatever_is_in_a_record_its_line_fits_and_can_be_written(text: str, width: int, order: Order) -> None:
    record = msgspec.structs.replace(STORY, headline=text, source=text, language=text[:3])
    shown = line(record, width, order)
    shown.encode()
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert cell_len(shown) <= max(width, 50), "columns of 33 cells, and 10 at least for the headline"


def test_a_reject_says_why_and_where() -> None:
    reject = Reject(
        reason=Reason.EMPTY,
        message="the item is empty",
        stage="decode",
        source="https://sahab.example",
        topic="wire.raw",
        partition=2,
        offset=17,
        version="0.1.0",
    )
    shown = display.line(display.of_reject(reject), width=110, order="visual").plain
    assert shown.startswith("reject                sahab.example")
    assert shown.endswith("empty: the item is empty (wire.raw/2/17)")


@pytest.mark.parametrize(
    ("delay", "text"),
    [
        (None, ""),
        (timedelta(milliseconds=41), "41 ms"),
        (timedelta(seconds=12.3456), "12,346 ms"),
        (timedelta(minutes=3), "180 s"),
        (timedelta(milliseconds=-2), "-2 ms"),
    ],
)
def test_delays_are_in_milliseconds_until_they_are_long(delay: timedelta | None, text: str) -> None:
    assert display.delay_text(delay) == text
