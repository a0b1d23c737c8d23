"""XML as all XML formats read it: shown on NITF, whose frame is the smallest."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats.nitf import FORMAT
from streams.pipeline.decode.formats.xml import MAX_DEPTH, MAX_TAGS, root_name
from streams.pipeline.errors import Malformed, Rejected, TooComplex, UnknownCharset

from .wires import check, items, read_or_reject

LEAD = "أعلنت وزارة الري في عمان، الثلاثاء، بدء ضخ المياه من سد الوحدة إلى محطات التنقية في إربد والمفرق."


def nitf(body: str, *, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>', doctype: str = "") -> str:
    return f"{declaration}\n{doctype}<nitf><body><body.content>{body}</body.content></body></nitf>"


def texts(payload: bytes, charset: str | None = None) -> list[str]:
    document = FORMAT.read(payload, charset)
    check(document)
    return [text for _, blocks in items(document) for _, text in blocks]


def rules(payload: bytes, charset: str | None = None) -> dict[str, str]:
    return {decision.rule: decision.value for decision in FORMAT.read(payload, charset).decisions}


@pytest.mark.parametrize(
    ("encoding", "declared_inside", "declared"),
    [
        ("utf-8", "UTF-8", None),
        ("utf-8-sig", "UTF-8", None),
        ("utf-16", "UTF-16", None),
        ("utf-16-le", "UTF-16", None),
        ("utf-16-be", "UTF-16", "utf-16-be"),
        ("windows-1256", "windows-1256", None),
        ("iso-8859-6", "ISO-8859-6", None),
        ("windows-1256", "windows-1256", "windows-1256"),
        # A server that calls all XML UTF-8 does not know better than the writer.
        ("windows-1256", "windows-1256", "utf-8"),
        ("utf-8", "windows-1256", None),
        ("windows-1256", "UTF-8", None),
        ("windows-1256", "no-such-charset", None),
    ],
)
def test_the_charset_is_the_one_that_the_bytes_bear_out(encoding: str, declared_inside: str, declared: str | None) -> None:
    payload = nitf(f"<p>{LEAD}</p>", declaration=f'<?xml version="1.0" encoding="{declared_inside}"?>').encode(encoding)
    assert texts(payload, declared) == [LEAD]
    charset = next(each for each in FORMAT.read(payload, declared).decisions if each.what == "charset")
    assert charset.value in (encoding, "utf-16")
    assert FORMAT.recognises(payload[:4096])


def test_bytes_in_no_charset_are_unknown() -> None:
    payload = nitf("<p>%s</p>").encode().replace(b"%s", bytes(range(0x80, 0xA0)) * 20)
    with pytest.raises(UnknownCharset):
        FORMAT.read(payload, None)


@pytest.mark.parametrize(
    ("written", "shown", "repairs"),
    [
        ("Preise&nbsp;&uuml;ber 5&euro;", "Preise über 5€", {"HTML entity"}),
        ("AT&T & Sons", "AT&T & Sons", {"bare ampersand"}),
        ("Smith &amp; Wesson &lt;b&gt;", "Smith & Wesson <b>", set()),
        ("down < 5 % and > 3", "down < 5 % and > 3", {"bare less-than sign"}),
        ("a\x0bb\x1fc\x00", "abc", {"control characters"}),
        ("It&#146;s &#x201C;on&#x201D;&#11;", "It’s “on”", {"reference to no character"}),
        ("&LT;b&GT; stays text", "<b> stays text", {"HTML entity"}),
        ("<![CDATA[R&D; stays]]> as <![CDATA[it <is>]]>", "R&D; stays as it <is>", set()),
        ("one<!-- a -- b & c --> two<?page break?>", "one two", set()),
    ],
)
def test_what_wires_get_wrong_is_mended(written: str, shown: str, repairs: set[str]) -> None:
    payload = nitf(f"<p>{written}</p>").encode()
    assert texts(payload) == [shown]
    found = {each.value for each in FORMAT.read(payload, None).decisions if each.rule == "xml.recovered"}
    assert found == repairs


@pytest.mark.parametrize("body", ["<p id='a' id='b'>Kısa haber</p>", "<p><x:b>Kısa</x:b> haber</p>", "<p>Kısa haber]]></p>"])
def test_harmless_faults_are_passed_over_and_recorded(body: str) -> None:
    payload = nitf(body).encode()
    assert texts(payload)[0].startswith("Kısa haber")
    assert "xml.recovered" in rules(payload)


def test_white_space_before_the_declaration_is_no_fault() -> None:
    assert texts(b"\r\n\r\n" + nitf(f"<p>{LEAD}</p>").encode() + b"\x1a\n") == [LEAD]


@pytest.mark.parametrize(
    "payload",
    [
        nitf(f"<p>{LEAD}</p><p>{LEAD}</p>")[:-40],
        nitf("<p>a</p>")[:-1],
        nitf("<p>a <b>bold</p></b>"),
        nitf("<p>a</p>") * 2,
        nitf("<p>a</p><!-- never closed"),
        nitf("<p><![CDATA[never closed"),
        "<!DOCTYPE nitf [ <!ELEMENT p (#PCDATA)>",
        "<nitf",
        "no XML",
    ],
)
def test_what_would_lose_text_is_malformed(payload: str) -> None:
    with pytest.raises(Malformed):
        FORMAT.read(payload.encode(), None)


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))


@pytest.mark.parametrize(
    ("doctype", "text"),
    [
        (f'<!DOCTYPE nitf [<!ENTITY l0 "ha">{LAUGHS}]>', "&l11;"),
        ('<!DOCTYPE nitf [<!ENTITY file SYSTEM "file:///etc/hostname">]>', "&file;"),
        ('<!DOCTYPE nitf [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>', "&x;"),
        ('<!DOCTYPE nitf [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>', "&of.it;"),
    ],
)
def test_own_entities_are_not_expanded(doctype: str, text: str) -> None:
    with pytest.raises(Malformed, match="not expanded"):
        FORMAT.read(nitf(f"<p>{text}</p>", doctype=doctype).encode(), None)


def test_a_document_type_is_passed_over() -> None:
    doctype = """<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd" [ <!ENTITY nbsp "&#60;p&#62;"> <!-- ]> '> --> ]>"""
    assert texts(nitf("<p>Ein&nbsp;Satz.</p>", doctype=doctype).encode()) == ["Ein Satz."]


@pytest.mark.parametrize(
    "payload",
    [
        nitf("<block>" * 50_000 + "x" + "</block>" * 50_000),
        nitf("<block>" * (MAX_DEPTH + 10) + "x" + "</block>" * (MAX_DEPTH + 10)),
        nitf("<p>a</p>" * (MAX_TAGS // 2)),
        nitf("<p>" + "& " * 500_000 + "</p>"),
        nitf("<p>" + "<!---->" * MAX_TAGS + "</p>"),
        nitf("<p>" + "word " * 3_000_000 + "</p>"),
        nitf("<p>" + "word " * 10_000_000 + "</p>"),
        '<!DOCTYPE nitf [ "' + "<" * MAX_TAGS,
        '<!DOCTYPE nitf [ "' + "' \"" * 1_000_000,
        nitf("<p>x</p>", doctype="<!--" + "-" * 3_000_000),
        nitf("<media><media-caption>" * 80 + "word " * 100_000 + "</media-caption></media>" * 80),
        nitf("<em>x<br/>" * 150 + "word " * 400_000 + "</em>" * 150),
        nitf("<p>" + "a\n" * 1_000_000 + "</p>"),
        nitf("<p>" + "&lt;/b&gt;</p><p>" * 20_000 + "</p>"),
        "<nitf " + " ".join(f'a{i}="1"' for i in range(200_000)) + "/>",
    ],
)
def test_hostile_xml_ends_soon(payload: str) -> None:
    begin = time.process_time()
    outcome = read_or_reject(FORMAT, payload.encode())
    assert time.process_time() - begin < 2
    assert isinstance(outcome, Document | Rejected)


def test_deep_nesting_is_too_complex_and_what_is_common_is_not() -> None:
    with pytest.raises(TooComplex):
        FORMAT.read(nitf("<block>" * MAX_DEPTH + "x" + "</block>" * MAX_DEPTH).encode(), None)
    assert texts(nitf("<block>" * 150 + "x" + "</block>" * 150).encode()) == ["x"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<nitf>", "nitf"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> -->\n<n:newsItem xmlns:n='x'>", "newsItem"),
        ('<?xml version="1.0"?><nitf>'.encode("utf-16"), "nitf"),
        (b"<!DOCTYPE NewsML SYSTEM 'x.dtd' [" + b"<!ENTITY a 'b'>" * 300, "NewsML"),
        (b"<html><body>", "html"),
        (b"plain text", None),
        (b"", None),
        (b"<", None),
        (b"<!-- a comment that goes on and on", None),
    ],
)
def test_root_name(head: bytes, name: str | None) -> None:
    assert root_name(head[:4096]) == name


@given(st.text(alphabet=st.sampled_from("<>/!?-[]&;#x1ab \"'=\nnitfp.ع"), max_size=120))
def test_any_text_becomes_a_document_or_is_rejected(body: str) -> None:
    for payload in (body, nitf(body), nitf(f"<p>{body}</p>"), nitf("<p>x</p>", doctype=body)):
        assert isinstance(read_or_reject(FORMAT, payload.encode()), Document | Rejected)


@given(st.binary(max_size=200))
def test_any_bytes_become_a_document_or_are_rejected(payload: bytes) -> None:
    for each in (payload, b"<?xml version='1.0'?><nitf>" + payload, nitf("<p>").encode() + payload):
        assert isinstance(read_or_reject(FORMAT, each), Document | Rejected)
