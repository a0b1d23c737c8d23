from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Link, Media
from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats.feeds import FORMAT
from streams.pipeline.errors import Malformed, TooComplex, UnknownCharset, UnknownFormat, UnsupportedItem

from .wires import VENDORS, check, items, read_or_reject

Blocks = list[tuple[str | None, str]]

NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/"'
)


def rss(*entries: str, channel: str = "<title>أخبار</title><language>ar</language>") -> str:
    written = "".join(f"<item>{entry}</item>" for entry in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {NAMES}><channel>{channel}{written}</channel></rss>'


def atom(*entries: str, feed: str = "", version: str = "http://www.w3.org/2005/Atom") -> str:
    written = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="{version}" xml:lang="tr">{feed}{written}</feed>'


def read(feed: str | bytes, charset: str | None = None) -> Document:
    payload = feed if isinstance(feed, bytes) else feed.encode()
    assert FORMAT.recognises(payload[:4096])
    document = FORMAT.read(payload, charset)
    check(document)
    return document


def only(feed: str | bytes) -> tuple[Metadata, Blocks]:
    ((metadata, blocks),) = items(read(feed))
    return metadata, blocks


def test_rss_entry() -> None:
    metadata, blocks = only(
        rss(
            "<title>فتح معبر القائم أمام الشاحنات</title>"
            "<link>https://rafid.example/ar/551</link>"
            '<guid isPermaLink="false">rafid-551</guid>'
            "<pubDate>Tue, 24 Nov 2026 13:00:00 +0300</pubDate>"
            "<dcterms:created>2026-11-24T08:00:00Z</dcterms:created>"
            "<dc:creator>سارة الجبوري</dc:creator>"
            "<category>اقتصاد</category><category>حدود</category><category>اقتصاد</category>"
            "<description>أعيد فتح المعبر بعد أسبوعين من الإغلاق.</description>"
            "<content:encoded><![CDATA[<p>القائم - عبرت أولى الشاحنات المعبر&nbsp;صباح الثلاثاء.</p>"
            "<p>وقال مدير المعبر إن مئة شاحنة تنتظر.</p>]]></content:encoded>"
            '<enclosure url="https://rafid.example/551.jpg" type="image/jpeg" length="1"/>'
            '<media:content url="https://rafid.example/551.mp4" type="video/mp4" medium="video">'
            "<media:description>شاحنات عند المعبر</media:description><media:credit>علي حسن</media:credit></media:content>"
            '<source url="https://border.example/rss">وكالة الحدود</source>'
            "<dc:rights>وكالة رافد</dc:rights>"
        )
    )
    assert blocks == [
        ("headline", "فتح معبر القائم أمام الشاحنات"),
        ("standfirst", "أعيد فتح المعبر بعد أسبوعين من الإغلاق."),
        (None, "القائم - عبرت أولى الشاحنات المعبر صباح الثلاثاء."),
        (None, "وقال مدير المعبر إن مئة شاحنة تنتظر."),
    ]
    assert metadata == Metadata(
        guid="rafid-551",
        created_at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        published_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
        language="ar",
        byline="سارة الجبوري",
        copyright="وكالة رافد",
        keywords=("اقتصاد", "حدود"),
        links=(
            Link(href="https://rafid.example/ar/551", rel="canonical"),
            Link(href="https://border.example/rss", rel="source", title="وكالة الحدود"),
        ),
        media=(
            Media(
                kind="video", href="https://rafid.example/551.mp4", media_type="video/mp4", caption="شاحنات عند المعبر", credit="علي حسن"
            ),
            Media(kind="picture", href="https://rafid.example/551.jpg", media_type="image/jpeg"),
        ),
        agencies=("وكالة الحدود",),
    )


def test_atom_entry() -> None:
    metadata, blocks = only(
        atom(
            '<title type="html">Köprü &amp;amp; tünel kapatıldı</title><id>tag:ege.example,2026:17</id>'
            '<link rel="self" href="/api/17"/><link rel="alternate" type="text/html" href="/haber/17"/>'
            '<link rel="enclosure" type="audio/mpeg" href="/ses/17.mp3" title="Vali konuştu"/>'
            "<published>2026-11-24T10:00:00+03:00</published><updated>2026-11-24T12:00:00+03:00</updated>"
            "<author><name>Leyla Demir</name></author><author><name>Can Ak</name></author>"
            '<category term="ulasim" label="Ulaşım"/><rights>Ege Haber</rights>'
            "<summary>İki yol da bakımda.</summary>"
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>İzmir - Köprü <em>kapatıldı</em>.</p>'
            "<p>Tünel de kapalı.</p></div></content>",
            feed='<link rel="self" href="https://ege.example/atom" />',
        ).replace("<entry>", '<entry xml:base="https://ege.example/">')
    )
    assert blocks == [
        ("headline", "Köprü & tünel kapatıldı"),
        ("standfirst", "İki yol da bakımda."),
        (None, "İzmir - Köprü kapatıldı."),
        (None, "Tünel de kapalı."),
    ]
    assert metadata == Metadata(
        guid="tag:ege.example,2026:17",
        published_at=datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
        language="tr",
        byline="Leyla Demir, Can Ak",
        copyright="Ege Haber",
        keywords=("Ulaşım",),
        links=(Link(href="https://ege.example/haber/17", rel="canonical"), Link(href="https://ege.example/api/17", rel="self")),
        media=(Media(kind="audio", href="https://ege.example/ses/17.mp3", media_type="audio/mpeg", caption="Vali konuştu"),),
    )


def test_rdf() -> None:
    metadata, blocks = only(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://n.example/"><title>N</title><dc:language>de</dc:language>'
        '</channel><item rdf:about="https://n.example/9"><title>Regen in Kiel</title><link>https://n.example/9</link>'
        "<description>Es regnet seit Tagen.</description><dc:date>2026-11-24T11:00+01:00</dc:date>"
        "<dc:subject>Wetter</dc:subject></item></rdf:RDF>"
    )
    assert blocks == [("headline", "Regen in Kiel"), (None, "Es regnet seit Tagen.")]
    assert (metadata.guid, metadata.language, metadata.keywords) == ("https://n.example/9", "de", ("Wetter",))
    assert metadata.published_at == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_each_entry_is_a_part() -> None:
    found = items(
        read(rss("<title>أولا</title>", "<title>ثانيا</title><description>تفاصيل.</description>", "<link>https://a.example</link>"))
    )
    assert [blocks for _, blocks in found] == [[("headline", "أولا")], [("headline", "ثانيا"), (None, "تفاصيل.")]]


def test_one_atom_entry_alone() -> None:
    _, blocks = only('<entry xmlns="http://www.w3.org/2005/Atom"><title>Kar</title><content>Kar yağıyor.</content></entry>')
    assert blocks == [("headline", "Kar"), (None, "Kar yağıyor.")]


@pytest.mark.parametrize(
    ("description", "paragraphs"),
    [
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", ["One.", "Two."]),
        ("<![CDATA[One.<br/>Two.]]>", ["One.", "Two."]),
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("Profit &amp;amp; loss", ["Profit & loss"]),
        ("5 &lt; 6", ["5 < 6"]),
        ("&lt;img src='a.jpg'/&gt;One.&lt;script&gt;x()&lt;/script&gt;", ["One."]),
    ],
)
def test_forms_of_a_description(description: str, paragraphs: list[str]) -> None:
    _, blocks = only(rss(f"<title>Zahlen</title><description>{description}</description>"))
    assert blocks == [("headline", "Zahlen"), *((None, each) for each in paragraphs)]


@pytest.mark.parametrize(
    ("written", "byline"),
    [
        ("<author>desk@ege.example (Leyla Demir)</author>", "Leyla Demir"),
        ("<author>Leyla Demir &lt;desk@ege.example&gt;</author>", "Leyla Demir"),
        ("<author>Leyla Demir</author>", "Leyla Demir"),
        ("<author>desk@ege.example</author>", "desk@ege.example"),
        ("<dc:creator>Can Ak</dc:creator><dc:creator>Leyla Demir</dc:creator>", "Can Ak, Leyla Demir"),
        ("<dc:creator> </dc:creator><author>Can Ak</author>", "Can Ak"),
        ("<atom:author><atom:name>Can Ak</atom:name></atom:author>", "Can Ak"),
        ("", None),
    ],
)
def test_byline(written: str, byline: str | None) -> None:
    assert only(rss(f"<title>Kar</title>{written}"))[0].byline == byline


@pytest.mark.parametrize(
    ("written", "links"),
    [
        ("<link>https://a.example/1</link>", ["https://a.example/1"]),
        ("<guid>https://a.example/1</guid>", ["https://a.example/1"]),
        ('<guid isPermaLink="false">https://a.example/1</guid>', []),
        ("<guid>a-1</guid>", []),
        ("<guid>https://a.example/guid</guid><link>https://a.example/1</link>", ["https://a.example/1"]),
        (
            '<link>https://proxy.example/1</link><f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://a.example/1</f:origLink>',
            ["https://a.example/1", "https://proxy.example/1"],
        ),
    ],
)
def test_canonical_link_comes_first(written: str, links: list[str]) -> None:
    metadata, _ = only(rss(f"<title>Kar</title>{written}"))
    assert [link.href for link in metadata.links] == links
    assert [link.rel for link in metadata.links[:1]] == ["canonical"] * bool(links)


def test_author_of_an_atom_feed_is_that_of_its_entries() -> None:
    feed = "<author><name>Masa</name></author><rights>Ege Haber</rights>"
    found = items(read(atom("<title>Bir</title>", "<title>İki</title><author><name>Can Ak</name></author>", feed=feed)))
    assert [(metadata.byline, metadata.copyright) for metadata, _ in found] == [("Masa", "Ege Haber"), ("Can Ak", "Ege Haber")]


def test_media_in_groups_and_thumbnails() -> None:
    group = (
        '<media:group><media:content url="https://a.example/1.jpg" medium="image"/>'
        '<media:content url="https://a.example/2.jpg" type="image/jpeg"/><media:title>Der Hafen</media:title></media:group>'
    )
    thumbnail = '<media:thumbnail url="https://a.example/t.jpg"/>'
    grouped, thumb = items(read(rss(f"<title>Hafen</title>{group}", f"<title>Hafen</title>{thumbnail}")))
    assert grouped[0].media == (
        Media(kind="picture", href="https://a.example/1.jpg", caption="Der Hafen"),
        Media(kind="picture", href="https://a.example/2.jpg", media_type="image/jpeg", caption="Der Hafen"),
    )
    assert thumb[0].media == (Media(kind="picture", href="https://a.example/t.jpg"),)


def test_base64_of_atom_0_3() -> None:
    text = base64.b64encode("<p>Kar yağıyor.</p>".encode()).decode()
    entry = f'<title>Kar</title><content type="text/html" mode="base64">{text}</content>'
    assert only(atom(entry, version="http://purl.org/atom/ns#"))[1] == [("headline", "Kar"), (None, "Kar yağıyor.")]


def test_old_feeds() -> None:
    """RSS 0.9x without a version or a channel, and the format before it, with names in capitals."""
    assert only("<rss><item><title>Rain</title></item></rss>")[1] == [("headline", "Rain")]
    metadata, blocks = only(
        '<CHANNEL><ITEM HREF="https://a.example/1" LASTMOD="2026-11-24T10:00:00Z"><TITLE>Rain</TITLE>'
        "<ABSTRACT>It rains.</ABSTRACT></ITEM></CHANNEL>"
    )
    assert blocks == [("headline", "Rain"), (None, "It rains.")]
    assert metadata.published_at == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert metadata.links == (Link(href="https://a.example/1", rel="canonical"),)


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1256", "أعلنت وزارة النقل العراقية فتح المعبر أمام الشاحنات صباح اليوم"),
        ("iso-8859-6", "أعلنت وزارة النقل العراقية فتح المعبر أمام الشاحنات صباح اليوم"),
        ("windows-1254", "İzmir'de köprü bakım için trafiğe kapatıldı, çevre yolu açık"),
        ("utf-16", "أعلنت وزارة النقل العراقية فتح المعبر"),
    ],
)
def test_charsets_as_the_declaration_says(charset: str, text: str) -> None:
    payload = f'<?xml version="1.0" encoding="{charset}"?><rss><channel><item><title>{text}</title></item></channel></rss>'.encode(charset)
    assert only(payload)[1] == [("headline", text)]


def test_charset_of_the_payload_goes_before_a_wrong_declaration() -> None:
    text = "İzmir'de köprü bakım için trafiğe kapatıldı, çevre yolu açık"
    payload = f'<?xml version="1.0" encoding="utf-8"?><rss><channel><item><title>{text}</title></item></channel></rss>'.encode(
        "windows-1254"
    )
    assert items(read(payload, "windows-1254"))[0][1] == [("headline", text)]


def test_names_of_html_and_bare_ampersands_are_mended() -> None:
    document = read(rss("<title>Profit & Verlust&nbsp;2026 &ndash; Bilanz</title>"))
    assert items(document)[0][1] == [("headline", "Profit & Verlust 2026 – Bilanz")]
    assert {decision.rule for decision in document.decisions} >= {"xml.recovered"}


def test_prefix_that_the_feed_does_not_declare() -> None:
    entry = "<title>Kar</title><dc:creator>Can Ak</dc:creator><content:encoded>Kar yağıyor.</content:encoded>"
    feed = f"<rss><channel><item>{entry}</item></channel></rss>"
    metadata, blocks = only(feed)
    assert (metadata.byline, blocks) == ("Can Ak", [("headline", "Kar"), (None, "Kar yağıyor.")])


@pytest.mark.parametrize(
    "feed",
    [
        rss(),
        rss("<link>https://a.example/1</link>"),
        rss("<title> </title><description>&lt;img src='a.jpg'/&gt;</description>"),
        rss('<title>photo.jpg</title><wp:post_type xmlns:wp="http://wordpress.org/export/1.2/">attachment</wp:post_type>'),
        atom("<id>1</id>"),
        atom(),
    ],
)
def test_feed_without_news_text(feed: str) -> None:
    with pytest.raises(UnsupportedItem, match="feed: "):
        read(feed)


@pytest.mark.parametrize(
    ("head", "recognised"),
    [
        (b"<rss", True),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a feed -->\n<rss version="2.0">', True),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', True),
        (b'<atom:entry xmlns:atom="http://www.w3.org/2005/Atom">', True),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', True),
        ('<?xml version="1.0"?><rss>'.encode("utf-16"), True),
        (b'<rdf:RDF xmlns="http://xmlns.com/foaf/0.1/">', False),
        (b"<entry>", False),
        (b"<html><body><rss>", False),
        (b"<nitf>", False),
        (b"rss", False),
        (b"", False),
    ],
)
def test_recognised_by_its_root(head: bytes, recognised: bool) -> None:
    assert FORMAT.recognises(head) is recognised


def test_other_xml_declared_as_a_feed() -> None:
    with pytest.raises(UnknownFormat, match="invoice"):
        FORMAT.read(b"<invoice><title>x</title></invoice>", None)


@pytest.mark.parametrize("cut", [20, 60, 120])
def test_feed_that_was_cut_off(cut: int) -> None:
    """What is left of the last entry would read as if it were all of it."""
    with pytest.raises(Malformed):
        FORMAT.read(rss("<title>Kar</title><description>Kar yağıyor.</description>").encode()[:-cut], None)


def test_entities_of_the_feeds_own_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(10))
    for entities, name in ((laughs, "l9"), ('<!ENTITY host SYSTEM "file:///etc/hostname">', "host")):
        feed = f"<!DOCTYPE rss [{entities}]><rss><channel><item><title>Kar &{name}; !</title></item></channel></rss>"
        with pytest.raises(Malformed):
            FORMAT.read(feed.encode(), None)


@pytest.mark.parametrize(
    "feed",
    [
        rss(*["<title>a</title>"] * 1_001),
        rss("<b>" * 5_000 + "</b>" * 5_000),
        rss("<description>" + "a\n" * 60_000 + "</description>"),
        rss("<title>x</title>" * 500_000),
    ],
)
def test_limits(feed: str) -> None:
    with pytest.raises(TooComplex):
        FORMAT.read(feed.encode(), None)


@given(payload=st.binary(max_size=80).map(lambda tail: b"<rss><channel><item><title>" + tail))
def test_any_bytes_are_read_or_rejected(payload: bytes) -> None:
    read_or_reject(FORMAT, payload)


NAMES_OF_ELEMENTS = (
    "title link guid description pubDate author category dc:creator content:encoded media:content enclosure source atom:link"
)


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES_OF_ELEMENTS.split()), st.sampled_from(["url", "href", "type", "xml:base"]), st.text(max_size=30)),
        max_size=8,
    )
)
def test_any_entry_is_read_or_rejected(elements: list[tuple[str, str, str]]) -> None:
    def quoted(text: str) -> str:
        return "".join(f"&#{ord(char)};" for char in text)

    entry = "".join(f'<{name} {attribute}="{quoted(text)}">{quoted(text)}</{name}>' for name, attribute, text in elements)
    read_or_reject(FORMAT, rss(entry).encode())


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
@pytest.mark.parametrize("folder", ["rss", "atom", "feed-other"])
def test_vendor_files(folder: str) -> None:
    paths = [path for path in sorted((VENDORS / folder).rglob("*.xml")) if FORMAT.recognises(path.read_bytes()[:4096])]
    assert len(paths) == len(list((VENDORS / folder).rglob("*.xml")))
    outcomes = {path.name: read_or_reject(FORMAT, path.read_bytes()) for path in paths}
    rejects = [each for each in outcomes.values() if not isinstance(each, Document)]
    assert all(isinstance(each, UnsupportedItem | Malformed | UnknownCharset) for each in rejects)
    assert sum(isinstance(each, Malformed | UnknownCharset) for each in rejects) < 20
