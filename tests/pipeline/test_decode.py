"""Decode: what becomes text, and what goes to the rejects with which reason, its bytes untouched."""

from __future__ import annotations

import gzip
import time

import pytest

from schemas import RawItem, Reason
from streams.pipeline import Published, Refused, process
from streams.pipeline.decode import MAX_ITEM_BYTES, decode
from streams.pipeline.decode.limits import MAX_ATTRIBUTES, MAX_DEPTH
from tests.pipeline.pages import HTML, TEXT, item

PAGE = "أعلنت وزارة الصحة، اليوم الاثنين، افتتاح ثلاثة مستشفيات جديدة في العاصمة."
MARKUP = f"<!DOCTYPE html><html><head><title>خبر</title></head><body><p>{PAGE}</p></body></html>"


def blocks(raw: RawItem) -> list[str]:
    document = decode(raw)
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize(
    ("payload", "content_type", "reason"),
    [
        pytest.param(b"", TEXT, Reason.EMPTY, id="empty"),
        pytest.param(b" \n\t\r\n", TEXT, Reason.EMPTY, id="white-space"),
        pytest.param("\u00a0\u2003\n\u3000".encode(), TEXT, Reason.EMPTY, id="unicode-white-space"),
        pytest.param(b"\xef\xbb\xbf", TEXT, Reason.EMPTY, id="byte-order-mark-alone"),
        pytest.param(b"%PDF-1.7\n1 0 obj", TEXT, Reason.BINARY, id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", None, Reason.BINARY, id="png"),
        pytest.param(b"\xff\xd8\xff\xe0JFIF", HTML, Reason.BINARY, id="jpeg-called-html"),
        pytest.param(gzip.compress(PAGE.encode(), mtime=0), TEXT, Reason.BINARY, id="gzip"),
        pytest.param(b"PK\x03\x04\x14\x00", "application/octet-stream", Reason.BINARY, id="office-document"),
        pytest.param(b"head line\x00body", TEXT, Reason.BINARY, id="nul-bytes"),
        pytest.param(bytes(range(32)) * 4 + b"text", TEXT, Reason.BINARY, id="mostly-controls"),
        pytest.param(bytes(range(128, 256)) * 4, TEXT, Reason.UNKNOWN_CHARSET, id="no-charset-fits"),
        pytest.param(b"{}", "application/json", Reason.UNKNOWN_FORMAT, id="json-of-no-news-format"),
        pytest.param(b"<gpx/>", "application/gpx+xml", Reason.UNKNOWN_FORMAT, id="xml-of-no-news-format"),
        pytest.param(b"\x89PNG", "image/png", Reason.UNKNOWN_CONTENT_TYPE, id="picture-that-says-so"),
        pytest.param(b"<html><head><title>t</title></head><body><img src=a></body></html>", HTML, Reason.NO_TEXT, id="markup-without-text"),
        pytest.param(b"<script>track()</script><p hidden>x</p>", HTML, Reason.NO_TEXT, id="hidden-text-alone"),
        pytest.param(b"<nav><a href=/>Home</a> <a href=/w>World</a></nav>", HTML, Reason.NO_TEXT, id="navigation-alone"),
        pytest.param("\u200b\u200f".encode(), TEXT, Reason.NO_TEXT, id="invisible-text-alone"),
        pytest.param(b"a" * (MAX_ITEM_BYTES + 1), TEXT, Reason.TOO_LARGE, id="too-large"),
    ],
)
def test_rejects(payload: bytes, content_type: str | None, reason: Reason) -> None:
    outcome = process(item(payload, content_type))
    assert isinstance(outcome, Refused)
    assert outcome.reason == reason
    assert outcome.message
    assert outcome.raw is not None
    assert outcome.raw.payload() == payload


def test_the_size_limit_is_a_setting_and_the_limit_itself_is_allowed() -> None:
    size = len(PAGE.encode())
    assert isinstance(process(item(PAGE), max_item_bytes=size), Published)
    outcome = process(item(PAGE), max_item_bytes=size - 1)
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.stage) == (Reason.TOO_LARGE, "decode")
    assert f"{size - 1:,}" in outcome.message


@pytest.mark.parametrize(
    ("content_type", "payload", "markup"),
    [
        (TEXT, PAGE, False),
        ("TEXT/PLAIN;Charset=UTF-8", PAGE, False),
        ("text/plain", MARKUP, False),
        (HTML, PAGE, True),
        ("text/HTML", MARKUP, True),
        ("application/xhtml+xml", MARKUP, True),
        (None, PAGE, False),
        (None, MARKUP, True),
        ("", MARKUP, True),
        ("application/octet-stream", PAGE, False),
        ("application/octet-stream", MARKUP, True),
        (None, "<!-- page 3 -->\n<div class=news><p>" + PAGE, True),
        (None, "Prices < 5 dinars and > 3", False),
    ],
)
def test_which_reader(content_type: str | None, payload: str, markup: bool) -> None:
    assert decode(item(payload, content_type)).markup is markup


def test_text_is_a_block_a_line() -> None:
    text = "\r\nعنوان الخبر\r\n\r\n  فقرة أولى.  \r\nفقرة ثانية.\r\n"
    document = decode(item(text))
    assert document.text == text
    assert [text[block.start : block.end].strip() for block in document.blocks] == ["عنوان الخبر", "فقرة أولى.", "فقرة ثانية."]
    assert {block.kind for block in document.blocks} == {"line"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x0c", "\x85"], ids=ascii)
def test_line_ends_of_all_systems(end: str) -> None:
    assert blocks(item(end.join(["عاجل: زلزال", "في جنوب البلاد"]))) == ["عاجل: زلزال", "في جنوب البلاد"]


def test_hard_wrapped_text_is_a_block_a_paragraph() -> None:
    wire = (
        "Harbour town opens tidal power station\n"
        "\n"
        "A tidal power station opened in Port Hallam on Thursday, four\n"
        "years after work on it began, and will supply nine thousand\n"
        "homes.\n"
        "\n"
        "The station's six turbines stand on the sea bed under the old\n"
        "ferry pier, the company that runs it said.\n"
    )
    headline, first, second = blocks(item(wire))
    assert headline == "Harbour town opens tidal power station"
    assert first.split() == wire.split("\n\n")[1].split()
    assert second.endswith("runs it said.")


def test_a_column_as_narrow_as_a_newspapers_is_a_block_a_paragraph() -> None:
    column = (
        "Kıyı kasabasında fırtına\n"
        "\n"
        "Selimiye'de dün gece başlayan\n"
        "fırtına iki balıkçı teknesini\n"
        "karaya sürükledi, iskelenin\n"
        "ucundaki fener söndü.\n"
        "\n"
        "Liman başkanı Hüseyin Erdal,\n"
        "teknelerin boş olduğunu ve can\n"
        "kaybı bulunmadığını söyledi.\n"
        "Onarımın bir hafta sürmesi\n"
        "bekleniyor.\n"
    )
    headline, first, second = blocks(item(column))
    assert headline == "Kıyı kasabasında fırtına"
    assert first.split() == column.split("\n\n")[1].split()
    assert second.endswith("bekleniyor.")


def test_paragraphs_whose_lines_are_set_in_but_the_first_are_one_block_each() -> None:
    hanging = (
        "Ferry service resumes after three weeks\n"
        "The ferry between Port Hallam and the outer islands sailed again\n"
        "    on Monday, three weeks after a storm had torn its landing\n"
        "    stage loose.\n"
        "The first boat carried two hundred passengers and a hearse, the\n"
        "    harbour office said. It was an hour late.\n"
        "Tickets bought for the cancelled sailings are good until the end\n"
        "    of the year.\n"
    )
    assert [" ".join(block.split())[:12] for block in blocks(item(hanging))] == [
        "Ferry servic",
        "The ferry be",
        "The first bo",
        "Tickets boug",
    ]


def test_a_menu_of_short_lines_is_no_column() -> None:
    menu = [
        "سياسة",
        "اقتصاد ومال وأعمال",
        "رياضة عربية وعالمية",
        "ثقافة وفنون ومسرح",
        "منوعات وصحة وأسرة",
        "علوم وتكنولوجيا وفضاء",
        "آراء وتحليلات وكتاب",
    ]
    assert blocks(item("\n".join(menu))) == menu


def test_lines_of_uneven_length_are_paragraphs_of_their_own() -> None:
    text = "First short line.\nA second line that is a good deal longer than the first one was.\nThird.\n\nFourth, after a blank line."
    assert blocks(item(text)) == [line for line in text.split("\n") if line]


def test_short_paragraphs_one_a_line_are_not_taken_for_wrapped_lines() -> None:
    story = [
        "أول قطار ركاب يصل إلى الموصل بعد سنوات من التوقف",
        "استقبلت محطة قطار الموصل أول رحلة ركاب قادمة من بغداد منذ توقف الخط.",
        "وقال مدير الشركة إن الفرق الهندسية استبدلت عشرات الكيلومترات من القضبان.",
        "وأضاف أن سعر التذكرة حُدد بعشرة آلاف دينار للدرجة العادية.",
    ]
    assert blocks(item("\n".join(story))) == story
    flashes = [
        "Central bank raises its key rate to 4.5 percent in a surprise move",
        "Prime minister resigns after the vote on the budget for next year",
    ]
    assert blocks(item("\n".join(flashes))) == flashes


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * (MAX_DEPTH + 1) + PAGE, id="nested-deep"),
        pytest.param("<b><i>" * MAX_DEPTH + PAGE, id="inline-nested-deep"),
        pytest.param("<div>" * 200_000 + PAGE, id="nested-very-deep"),
        pytest.param("<div></p>" * 20_000 + PAGE, id="nested-deep-with-end-tags-of-others"),
        pytest.param("<div/>" * 20_000 + PAGE, id="nested-deep-with-slashes-that-close-nothing"),
        pytest.param("<p " + " ".join(f"a{n}=1" for n in range(MAX_ATTRIBUTES + 1)) + f">{PAGE}", id="many-attributes"),
        pytest.param("<p " + " ".join(f"a{n}" for n in range(100_000)) + f">{PAGE}", id="very-many-attributes"),
        pytest.param("<p " + "".join(f'a{n}="1"' for n in range(20_000)) + f">{PAGE}", id="many-attributes-without-a-space"),
        pytest.param("<p " + "/".join(f"a{n}" for n in range(20_000)) + f">{PAGE}", id="many-attributes-parted-by-slashes"),
        pytest.param('<p title=">" ' + " ".join(f"a{n}" for n in range(20_000)) + f">{PAGE}", id="many-attributes-behind-a-quoted-mark"),
    ],
)
def test_markup_that_would_stall_the_parser_is_turned_away_at_once(markup: str) -> None:
    began = time.perf_counter()
    outcome = process(item(markup, HTML))
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.stage) == (Reason.TOO_COMPLEX, "decode")
    assert time.perf_counter() - began < 2.0


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 300 + f"<p>{PAGE}</p>" + "</div>" * 300, id="as-deep-as-a-bad-page"),
        pytest.param("<div><p>x</p></div>" * 3_000 + f"<p>{PAGE}</p>", id="long-but-flat"),
        pytest.param(f"<p>{PAGE}<br>" * 1_500, id="paragraphs-never-closed"),
        pytest.param("<ul>" + f"<li>{PAGE}" * 1_500 + "</ul>", id="items-never-closed"),
        pytest.param("<table>" + f"<tr><td>{PAGE}" * 1_500 + "</table>", id="rows-never-closed"),
        pytest.param(f'<div data-json="{"x " * 5_000}"></div><p>{PAGE}</p>', id="one-long-attribute"),
        pytest.param(f"<p>{PAGE}</p><p>" + "long<wbr>word " * 1_500 + "</p>", id="places-to-break-a-word"),
        pytest.param("<svg>" + '<path d="M0 0"/>' * 3_000 + f"</svg><p>{PAGE}</p>", id="a-drawing-of-many-parts"),
    ],
)
def test_large_pages_are_read(markup: str) -> None:
    assert PAGE in blocks(item(markup, HTML))


def test_an_item_of_too_many_lines() -> None:
    outcome = process(item("سطر قصير\n" * 10_001))
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.stage) == (Reason.TOO_COMPLEX, "clean")
