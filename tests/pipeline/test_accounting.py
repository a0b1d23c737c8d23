"""Nothing is lost in the text: whatever comes in, every visible character is in a record or in a removed span."""

from __future__ import annotations

import string
from xml.sax.saxutils import escape

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import RawItem
from streams.intake.samples import sample_messages
from streams.pipeline import Message, Published
from tests.fuzz.item import CONTENT_TYPES, Item
from tests.fuzz.mutate import mutate
from tests.fuzz.seeds import packed_seeds
from tests.pipeline.invariants import hold, hold_for_message

SEEDS = packed_seeds()
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How long a page takes is tested with those that are made to take long; here others may run beside."""

# What wire pages are made of, and what breaks them: several scripts, marks, signatures, notices, invisible characters.
_WORDS = st.sampled_from(
    [
        *"قال الوزير أعلنت الحكومة في بغداد اليوم وأضاف أن المشروع (مدار) عاجل: انتهى اقرأ أيضا: جميع الحقوق محفوظة".split(),
        *"Bakan açıkladı (KHA) SON DAKİKA: İstanbul'da yeni proje Kaynak: tüm hakları saklıdır".split(),
        *"LONDON (Harbour) - said the minister. Read also: Copyright 2026 reserved -30- *** • 12:30".split(),
        *"به گزارش خبرگزاری می‌شود وی افزود. بیشتر بخوانید:".split(),
        "ﻻ",
        "ﷺ",
        "e\u0301",
        "\u200f",
        "\u202e",
        "\u200b",
        "\u2068",
        "\xad",
        "👩\u200d👧",
        "،",
        ".",
        "؟",
        "»",
        "«",
        '"',
    ]
)
_LINES = st.lists(_WORDS, min_size=0, max_size=14).map(" ".join)
_PAGES = st.lists(_LINES, min_size=1, max_size=12).map("\n".join)
_TAGS = st.sampled_from("p div h1 h2 li blockquote figcaption nav footer aside span a b td script".split())
_CONTENT_TYPES = st.sampled_from([None, "text/plain", "text/html", "text/plain; charset=windows-1256", "application/octet-stream"])
_MEDIA_TYPES = st.sampled_from(CONTENT_TYPES)
_HEADERS = st.tuples(st.sampled_from("ce_id ce_source ce_type ce_specversion ce_time content-type X".split()), st.binary(max_size=30))
_MARKUP = st.lists(st.tuples(_TAGS, _LINES, st.booleans()), min_size=1, max_size=12).map(
    lambda parts: "".join(f"<{tag}>{text}" + (f"</{tag}>" if closed else "") for tag, text, closed in parts)
)

# Fields and values of a news item in JSON, deep and wide, right and wrong.
_NAMES = st.sampled_from(
    "uri headline title body body_text body_xhtml body_html content description_text byline language versioncreated published urgency "
    "keywords subject associations altids items data renditions pubstatus usageterms ednote slugline href name code value".split()
)
_SCALARS = st.one_of(
    _LINES, _MARKUP, st.none(), st.booleans(), st.integers(-(2**63), 2**64 - 1), st.floats(allow_nan=False), st.just("2026-03-01T09:30:00Z")
)
_JSON = st.recursive(_SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=6), max_leaves=20)
# Elements of the XML formats, in any order and in each other.
_ELEMENTS = st.sampled_from(
    "nitf head docdata body body.head hedline hl1 byline dateline location body.content block p hl2 table tr td media media-caption "
    "rss channel item title description content:encoded guid category dc:creator feed entry summary content link "
    "NewsML NewsItem NewsComponent NewsLines HeadLine ByLine ContentItem DataContent Role newsItem itemMeta contentMeta contentSet "
    "inlineXML headline subject html body div em".split()
)
_XML = st.recursive(
    _LINES.map(escape),
    lambda inner: st.tuples(_ELEMENTS, st.lists(inner, max_size=5)).map(lambda each: f"<{each[0]}>{''.join(each[1])}</{each[0]}>"),
    max_leaves=25,
)
_ROOTS = st.sampled_from(
    [
        ("application/nitf+xml", "<nitf><body><body.content>{}</body.content></body></nitf>"),
        ("application/rss+xml", "<rss><channel><item>{}</item><item><title>a</title></item></channel></rss>"),
        ("application/atom+xml", '<feed xmlns="http://www.w3.org/2005/Atom"><entry>{}</entry></feed>'),
        ("text/vnd.iptc.newsml", "<NewsML><NewsItem><NewsComponent>{}</NewsComponent></NewsItem></NewsML>"),
        (
            "application/vnd.iptc.g2.newsitem+xml",
            '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet><inlineXML>{}</inlineXML></contentSet></newsItem>',
        ),
        ("application/xml", "<a>{}</a>"),
    ]
)
_MAIL_FIELDS = st.sampled_from(
    [
        "From: Madar <desk@madar.example>",
        "Subject: =?utf-8?b?2KzYs9ix?=",
        "Subject: A bridge opens",
        "Date: Sun, 1 Mar 2026 09:30:00 +0300",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/plain; format=flowed; delsp=yes",
        "Content-Type: text/html",
        "Content-Type: multipart/mixed; boundary=b",
        "Content-Type: multipart/alternative; boundary=b",
        "Content-Type: message/rfc822",
        "Content-Type: application/json; name=a.json",
        "Content-Disposition: attachment; filename=a.txt",
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "--b",
        "--b--",
    ]
)
_MAILS = st.tuples(st.lists(_MAIL_FIELDS, max_size=5), st.lists(st.one_of(_MAIL_FIELDS, _LINES, _MARKUP), max_size=14)).map(
    lambda parts: "\n".join(["From: desk@madar.example", *parts[0], "", *parts[1]])
)
_TELETYPE = st.lists(
    st.one_of(_LINES, st.sampled_from("\x01 \x02 \x03 \x04 \x16\x16\x01bc-mdr0123 \r\n \x17 \x1e \x1f".split(" "))), max_size=14
)
_CHARSETS = st.sampled_from("utf-8 utf-8-sig utf-16 utf-16-le windows-1256 iso-8859-6 windows-1254 iso-8859-9 latin-1".split())


def _item(text: str, content_type: str) -> RawItem:
    return RawItem(specversion="1.0", id="1", source="https://madar.example/ar", type="wire.raw", datacontenttype=content_type, data=text)


def _bytes(payload: bytes, content_type: str | None) -> RawItem:
    return RawItem(specversion="1.0", id="1", source="s", type="wire.raw", datacontenttype=content_type, data_base64=payload)


@given(_PAGES)
@UNHURRIED
def test_pages_of_the_trade(page: str) -> None:
    hold(_item(page, "text/plain; charset=utf-8"))


@given(_MARKUP)
@UNHURRIED
def test_markup_of_the_trade(markup: str) -> None:
    hold(_item(markup, "text/html; charset=utf-8"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
@UNHURRIED
def test_any_text(text: str) -> None:
    hold(_item(text, "text/plain; charset=utf-8"))


@given(st.text(alphabet=string.printable + "<>/&;\"'=ابتث", max_size=400))
@UNHURRIED
def test_any_markup(text: str) -> None:
    hold(_item(text, "text/html; charset=utf-8"))


@given(st.binary(max_size=400), _CONTENT_TYPES)
@UNHURRIED
def test_any_bytes_under_any_name(payload: bytes, content_type: str | None) -> None:
    hold(_bytes(payload, content_type))


@given(st.binary(max_size=200), st.lists(_HEADERS))
@UNHURRIED
def test_any_message_is_published_or_refused(value: bytes, headers: list[tuple[str, bytes]]) -> None:
    hold_for_message(Message(value=value, headers=tuple(headers), topic="wire.raw"))


@pytest.mark.parametrize("message", list(sample_messages()), ids=lambda message: message.topic)
def test_sample_pages(message: Message) -> None:
    assert isinstance(hold_for_message(message), Published)


@given(_JSON, st.sampled_from(["application/json", "application/ninjs+json", "text/plain"]))
@UNHURRIED
def test_news_in_json(value: object, media_type: str) -> None:
    hold(_bytes(orjson.dumps({"headline": "A bridge opens", "item": value} if not isinstance(value, dict) else value), media_type))


@given(st.lists(_XML, max_size=6), _ROOTS)
@UNHURRIED
def test_news_in_xml(elements: list[str], root: tuple[str, str]) -> None:
    media_type, around = root
    hold(_bytes(around.format("".join(elements)).encode(), media_type))


@given(_MAILS)
@UNHURRIED
def test_news_in_e_mail(mail: str) -> None:
    hold(_bytes(mail.encode(), "message/rfc822"))


@given(_TELETYPE.map("\r\n".join))
@UNHURRIED
def test_news_as_teleprinters_send_it(wire: str) -> None:
    hold(_bytes(wire.encode(), "text/plain"))


@given(_PAGES, _CHARSETS, st.sampled_from(["text/plain", "text/plain; charset=utf-8", "text/plain; charset=windows-1256", "text/html"]))
@UNHURRIED
def test_pages_in_any_charset_under_any_name(page: str, charset: str, content_type: str) -> None:
    hold(_bytes(page.encode(charset, "replace"), content_type))


@given(st.integers(min_value=0, max_value=2**32), st.sampled_from(SEEDS))
@UNHURRIED
def test_items_that_are_torn_on_their_way(seed: int, packed: bytes) -> None:
    hold_for_message(Item.unpack(mutate(packed, 8_192, seed)).message())


@given(_PAGES, _MEDIA_TYPES)
@UNHURRIED
def test_a_page_under_the_name_of_any_format(page: str, content_type: str) -> None:
    hold_for_message(Item(content_type=content_type, payload=page.encode()).message())
