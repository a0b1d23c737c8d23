"""Charsets as agencies of the region really send them: declared, marked, in the markup, not said at all, and said wrongly."""

from __future__ import annotations

import pytest

from schemas import Decision, Reason
from streams.pipeline import Published, Refused, process
from streams.pipeline.decode import decode
from streams.pipeline.decode.charset import to_text, wide_charset
from tests.pipeline.pages import item

ARABIC = "أعلنت وزارة الصحة، اليوم الاثنين، افتتاح ثلاثة مستشفيات جديدة في العاصمة. وقال الوزير إن العمل يبدأ غدا."
TURKISH = "Sağlık Bakanlığı, İstanbul'da üç yeni hastanenin açıldığını duyurdu. Bakan, çalışmaların yarın başlayacağını söyledi."
WESTERN = "The café owners’ union said on Monday that “façades” in the old town – all of them – would be cleaned."
PAGE = "<html><head>{}<title>t</title></head><body><p>{}</p></body></html>"
HTTP_EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


def read(payload: bytes, content_type: str | None = "text/plain") -> tuple[str, Decision]:
    """The first line of the payload, and what was decided about its charset."""
    document = decode(item(payload, content_type))
    block = document.blocks[0]
    (decision,) = document.decisions
    assert decision.what == "charset"
    return document.text[block.start : block.end], decision


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-8", ARABIC),
        ("windows-1256", ARABIC),
        ("ISO-8859-6", ARABIC),
        ("windows-1254", TURKISH),
        ("ISO-8859-9", TURKISH),
        ("windows-1252", WESTERN),
        ("utf-16", ARABIC),
        ("utf-16le", TURKISH),
        ('"utf-8"', TURKISH),
    ],
)
def test_declared(charset: str, text: str) -> None:
    shown, decision = read(text.encode(charset.strip('"')), f"text/plain; charset={charset}")
    assert shown == text
    assert decision.value in (charset.strip('"').lower(), "utf-16")
    assert decision.rule in ("charset.declared", "charset.bom")
    assert decision.score == 1.0


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("content_type", ["text/plain", "text/plain; charset=iso-8859-1", "text/plain; charset=utf-8"])
def test_a_byte_order_mark_outweighs_the_declaration(charset: str, content_type: str) -> None:
    shown, decision = read(ARABIC.encode(charset), content_type)
    assert shown == ARABIC
    assert (decision.value, decision.rule) == (charset, "charset.bom")


@pytest.mark.parametrize(
    ("charset", "text", "meta"),
    [
        pytest.param("windows-1256", ARABIC, '<meta charset="windows-1256">', id="html5"),
        pytest.param("windows-1256", ARABIC, HTTP_EQUIV.format("windows-1256"), id="html4"),
        pytest.param("windows-1254", TURKISH, "<META CHARSET=Windows-1254 />", id="without-quotes"),
        pytest.param("iso-8859-6", ARABIC, HTTP_EQUIV.format("iso-8859-6"), id="iso"),
    ],
)
def test_what_the_markup_says(charset: str, text: str, meta: str) -> None:
    page = PAGE.format(meta, text).encode(charset)
    shown, decision = read(page, "text/html")
    assert shown == text
    assert (decision.value, decision.rule) == (charset, "charset.meta")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        pytest.param("utf-8", ARABIC, id="utf-8"),
        pytest.param("windows-1256", ARABIC, id="windows-1256"),
        pytest.param("iso-8859-6", ARABIC, id="iso-8859-6"),
        pytest.param("windows-1254", TURKISH, id="windows-1254"),
        pytest.param("iso-8859-9", TURKISH, id="iso-8859-9"),
        pytest.param("windows-1252", WESTERN, id="windows-1252"),
        pytest.param("windows-1256", "عاجل: زلزال", id="an-arabic-flash"),
        pytest.param("iso-8859-6", "عاجل: انفجار في بغداد", id="an-arabic-flash-in-iso-8859-6"),
        pytest.param("windows-1254", "SON DAKİKA: Şırnak'ta deprem", id="a-turkish-flash"),
        pytest.param("windows-1254", "Müjde!", id="a-turkish-word"),
        pytest.param("windows-1252", "café", id="one-french-word"),
        pytest.param("windows-1256", "خبر!", id="one-arabic-word"),
    ],
)
@pytest.mark.parametrize("content_type", [None, "text/plain", "text/plain; charset=utf-8", "text/plain; charset=x-desk"])
def test_detected_where_nothing_true_is_said(charset: str, text: str, content_type: str | None) -> None:
    shown, decision = read(text.encode(charset), content_type)
    assert shown == text
    assert decision.rule in ("charset.detected", "charset.utf8", "charset.declared" if charset == "utf-8" else "charset.detected")
    assert 0.0 <= decision.score <= 1.0


@pytest.mark.parametrize("content_type", ["text/plain; charset=windows-1256", "text/plain"])
def test_a_table_of_prices_is_text_though_most_of_it_is_figures(content_type: str) -> None:
    table = "أسعار العملات\nدولار 1450.25 – 1452.75\nيورو 1570.10 – 1575.40\nدينار كويتي 4720.10 – 4730.85"
    document = decode(item(table.encode("windows-1256"), content_type))
    assert document.text == table


@pytest.mark.parametrize(
    ("text", "really", "declared"),
    [
        pytest.param(ARABIC, "windows-1256", "utf-8", id="arabic-called-utf-8"),
        pytest.param(TURKISH, "windows-1254", "utf-8", id="turkish-called-utf-8"),
        pytest.param(ARABIC, "utf-8", "us-ascii", id="utf-8-called-ascii"),
        pytest.param(ARABIC, "utf-8", "windows-1256", id="utf-8-arabic-called-windows-1256"),
        pytest.param(TURKISH, "utf-8", "windows-1254", id="utf-8-turkish-called-windows-1254"),
        pytest.param(ARABIC, "utf-8", "iso-8859-1", id="utf-8-called-latin-1"),
        pytest.param(ARABIC, "utf-8", "utf-16", id="utf-8-called-utf-16"),
        pytest.param(ARABIC, "windows-1256", "iso-8859-1", id="arabic-called-latin-1"),
        pytest.param(ARABIC, "utf-8", "unicode_escape", id="a-codec-of-python-that-is-no-charset"),
        pytest.param(ARABIC, "utf-8", '"a\x00b"', id="a-name-that-no-charset-can-have"),
        pytest.param("Work begins on Monday.", "ascii", "x-desk", id="ascii-called-what-nobody-knows"),
    ],
)
def test_a_wrong_declaration_is_overruled_and_the_decision_says_so(text: str, really: str, declared: str) -> None:
    shown, decision = read(text.encode(really), f"text/plain; charset={declared}")
    assert shown == text
    assert decision.rule != "charset.declared"
    assert decision.value != declared


def test_text_inside_a_json_event_is_read_as_it_is_whatever_the_page_was_in() -> None:
    """A program that made JSON of a page has decoded it; the content type it copied along still names the page's own charset."""
    document = decode(item(ARABIC, "text/html; charset=windows-1256"))
    assert document.text.strip() == ARABIC


def test_a_wrong_charset_in_the_markup_is_overruled() -> None:
    shown, decision = read(PAGE.format('<meta charset="utf-8">', ARABIC).encode("windows-1256"), "text/html")
    assert shown == ARABIC
    assert decision.rule == "charset.detected"


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(bytes(range(0x80, 0x100)) * 2, id="every-high-byte"),
        pytest.param(ARABIC.encode()[:40] + TURKISH.encode("windows-1254"), id="two-charsets-in-one-item"),
        pytest.param("Кремль объявил о новом решении".encode("windows-1251"), id="a-charset-of-elsewhere"),
    ],
)
def test_not_utf_8_and_undetectable(payload: bytes) -> None:
    outcome = process(item(payload, "text/plain; charset=utf-8"))
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.stage) == (Reason.UNKNOWN_CHARSET, "decode")
    assert "declared as utf-8" in outcome.message
    assert outcome.raw is not None
    assert outcome.raw.payload() == payload


@pytest.mark.parametrize("content_type", ["text/plain", "text/plain; charset=utf-8", "text/plain; charset=windows-1256"])
@pytest.mark.parametrize("cut", [1, 2])
def test_utf_8_that_was_cut_in_a_letter_is_read_as_far_as_it_is_whole(content_type: str, cut: int) -> None:
    text = f"{ARABIC}☎"
    shown, decision = read(text.encode()[:-cut], content_type)
    assert shown == ARABIC
    assert (decision.value, decision.rule) == ("utf-8", "charset.cut")
    assert decision.score < 1.0
    shown, decision = read("☎".encode()[cut:] + ARABIC.encode(), content_type)
    assert (shown, decision.rule) == (ARABIC, "charset.cut")


@pytest.mark.parametrize(("charset", "cut"), [("utf-8-sig", 1), ("utf-16", 1), ("utf-16", 3), ("utf-32", 2)])
def test_text_behind_a_byte_order_mark_that_was_cut(charset: str, cut: int) -> None:
    shown, decision = read(ARABIC.replace(".", "…").encode(charset)[:-cut])
    assert ARABIC.replace(".", "…").startswith(shown)
    assert len(shown) >= len(ARABIC) - 2
    assert decision.rule == "charset.cut"
    assert decision.score < 1.0


def test_stray_bytes_in_utf_8() -> None:
    pasted = TURKISH.replace("'", "\x92").encode().replace(b"\xc2\x92", b"\x92") + " İkinci açıklama \x94öğle\x94 sürdü.".encode().replace(
        b"\xc2\x94", b"\x94"
    )
    shown, decision = read(pasted, "text/plain; charset=utf-8")
    assert shown == TURKISH.replace("'", "’") + " İkinci açıklama ”öğle” sürdü."
    assert (decision.value, decision.rule) == ("utf-8", "charset.stray_bytes")
    assert 0.5 < decision.score < 0.95
    shown, decision = read(ARABIC.encode() + b"\xff")
    assert shown == f"{ARABIC}\ufffd"
    assert decision.rule == "charset.stray_bytes"


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ARABIC, TURKISH, WESTERN])
def test_utf_16_without_a_mark_is_known_by_where_its_zero_bytes_stand(charset: str, text: str) -> None:
    assert wide_charset(text.encode(charset)) == charset
    found = to_text(text.encode(charset), None, markup=False)
    assert found.text == text
    assert (found.decision.value, found.decision.rule) == (charset, "charset.utf16")
    cut = to_text(text.encode(charset)[:-1], None, markup=False)
    assert text.startswith(cut.text)
    assert cut.decision.rule == "charset.cut"
    assert to_text(text.encode(charset), charset, markup=False).decision.rule == "charset.declared"


@pytest.mark.parametrize("text", [ARABIC, TURKISH, WESTERN])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_other_text_is_not_taken_for_utf_16(charset: str, text: str) -> None:
    assert wide_charset(text.encode("utf-8")) is None


@pytest.mark.parametrize(("charset", "text"), [("windows-1256", ARABIC), ("iso-8859-6", ARABIC), ("windows-1254", TURKISH)])
def test_what_an_xml_declaration_says(charset: str, text: str) -> None:
    payload = f'<?xml version="1.0" encoding="{charset}"?>\n<item>{text}</item>'.encode(charset)
    found = to_text(payload, None, markup=False)
    assert text in found.text
    assert (found.decision.value, found.decision.rule) == (charset, "charset.xml")
    wrong = to_text(payload.replace(charset.encode(), b"utf-8"), None, markup=False)
    assert text in wrong.text
    assert wrong.decision.rule == "charset.detected"


@pytest.mark.parametrize(
    ("text", "really", "declared", "rule"),
    [
        pytest.param(WESTERN, "windows-1252", "iso-8859-1", "charset.superset", id="windows-1252-called-latin-1"),
        pytest.param(TURKISH.replace("'", "’"), "windows-1254", "iso-8859-9", "charset.superset", id="windows-1254-called-iso-8859-9"),
        pytest.param(ARABIC, "iso-8859-6", "windows-1256", "charset.detected", id="iso-8859-6-called-windows-1256"),
        pytest.param(f"{TURKISH} Bu bir ilk ve son.", "iso-8859-9", "iso-8859-1", "charset.detected", id="turkish-called-latin-1"),
        pytest.param(f"{TURKISH} Bu bir ilk ve son.", "windows-1254", "windows-1252", "charset.detected", id="turkish-called-windows-1252"),
        pytest.param(
            "L’été à Þingvellir, près de Reykjavík, la façade.", "windows-1252", "windows-1252", "charset.declared", id="icelandic-name"
        ),
    ],
)
def test_charsets_that_are_taken_for_one_another(text: str, really: str, declared: str, rule: str) -> None:
    shown, decision = read(text.encode(really), f"text/plain; charset={declared}")
    assert (shown, decision.rule) == (text, rule)


def test_every_record_of_the_page_carries_the_decision() -> None:
    outcome = process(item(ARABIC.encode("windows-1256"), "text/plain; charset=windows-1256"))
    assert isinstance(outcome, Published)
    for record in outcome.records:
        (decision,) = [each for each in record.decisions if each.what == "charset"]
        assert (decision.value, decision.rule) == ("windows-1256", "charset.declared")
