from __future__ import annotations

import pytest

from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats.xml_other import FORMAT, unknown_xml
from streams.pipeline.errors import Malformed, Rejected, TooComplex, UnknownFormat, UnsupportedItem

from .wires import VENDORS, check, items, read_or_reject

NITF = "<nitf><body><body.content><p>رفعت إدارة السد منسوب التصريف صباح الثلاثاء.</p></body.content></body></nitf>"
G2 = '<newsItem guid="g"><itemMeta/><contentSet><inlineXML><p>فتح المعبر أمام الشاحنات.</p></inlineXML></contentSet></newsItem>'


@pytest.mark.parametrize(
    ("payload", "texts"),
    [
        (f'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>{NITF}</s:Body></s:Envelope>', [NITF]),
        (f"<feed-batch><entry>{G2}</entry><entry>{G2}</entry></feed-batch>", [G2, G2]),
        (f"<contentSet><inlineXML>{NITF}</inlineXML></contentSet>", [NITF]),
        (NITF, [NITF]),
    ],
)
def test_a_known_format_in_an_envelope_is_read(payload: str, texts: list[str]) -> None:
    document = unknown_xml(payload.encode(), None)
    check(document)
    found = [text for _, blocks in items(document) for _, text in blocks]
    assert len(found) == len(texts)
    assert all(text in source for text, source in zip(found, texts, strict=True))


def test_a_page_in_xhtml_is_read_as_one() -> None:
    payload = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Feribot seferleri başladı.</p></body></html>'
    document = unknown_xml(payload.encode(), None)
    assert [document.text[block.start : block.end] for block in document.blocks] == ["Feribot seferleri başladı."]


def test_sound_xml_of_no_format_is_unknown() -> None:
    with pytest.raises(UnknownFormat, match="<results>"):
        unknown_xml(b"<?xml version='1.0'?><results><result/></results>", None)


def test_broken_xml_is_malformed() -> None:
    with pytest.raises(Malformed):
        unknown_xml(b"<?xml version='1.0'?><results><result>", None)


def test_too_many_items_in_an_envelope() -> None:
    with pytest.raises(TooComplex):
        unknown_xml(f"<batch>{NITF * 1_001}</batch>".encode(), None)


def test_an_envelope_around_an_item_without_text() -> None:
    with pytest.raises(UnsupportedItem):
        unknown_xml(b"<batch><planningItem/></batch>", None)


@pytest.mark.parametrize(
    ("head", "xml"),
    [
        (b"<?xml version='1.0'?><RBNews>", True),
        ("<?xml version='1.0'?><results>".encode("utf-16"), True),
        (b"<results><result>1</result>", True),
        (b"<?xml version='1.0'?><rss version='2.0'>", False),
        (b"<?xml version='1.0'?><html>", False),
        (b"<!doctype html><html></html>", False),
        (b"<p>Ein Absatz</p>", False),
        (b"<my-card>Custom</my-card>", False),
        (b"<Karaz> ANKARA (Karaz) - Haber metni", False),
        (b"plain", False),
    ],
)
def test_what_is_taken_for_xml(head: bytes, xml: bool) -> None:
    assert FORMAT.recognises(head) is xml


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
def test_vendor_files() -> None:
    paths = [path for path in sorted((VENDORS / "other-xml").rglob("*")) if path.is_file()]
    outcomes = [read_or_reject(FORMAT, path.read_bytes()) for path in paths]
    assert all(FORMAT.recognises(path.read_bytes()[:4096]) for path in paths)
    # The NITF article of the standard's listing 25, from two collections, is a story; the others are lists and other systems' own XML.
    assert sum(isinstance(each, Document) for each in outcomes) == 2
    assert {type(each) for each in outcomes if isinstance(each, Rejected)} == {UnknownFormat}
