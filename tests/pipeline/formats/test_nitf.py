from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas import Dateline, Link, Media, Subject
from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats.nitf import FORMAT
from streams.pipeline.errors import Malformed, Rejected, UnsupportedItem

from .wires import VENDORS, check, items, read_or_reject

STORY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf xml:lang="tr-TR" version="-//IPTC//DTD NITF 3.6//EN">
  <head>
    <title>Barajlarda doluluk</title>
    <meta name="anpa-keyword" content="BARAJ-DOLULUK"/>
    <tobject tobject.type="news">
      <tobject.subject tobject.subject.refnum="06000000" tobject.subject.type="Çevre" tobject.subject.matter="Su"/>
      <tobject.subject tobject.subject.ipr="KRZ" tobject.subject.refnum="K12" tobject.subject.type="Barajlar"/>
    </tobject>
    <docdata management-status="usable" management-doc-idref="krz.4710">
      <doc-id regsrc="Karaz" id-string="krz.4711"/>
      <del-list><from-src src-name="Karaz Haber" level-number="1"/></del-list>
      <urgency ed-urg="4"/>
      <fixture fix-id="gunun-tablosu"/>
      <correction info="Üçüncü paragraftaki oran düzeltildi." id-string="krz.4709"/>
      <date.issue norm="20261124T094000+0300"/>
      <date.release norm="20261124T120000+0300"/>
      <du-key key="krz-baraj" version="3"/>
      <ed-msg info="Öğleden sonra güncellenecek."/>
      <doc.copyright year="2026" holder="Karaz Haber Ajansı"/>
      <key-list><keyword key="su"/><keyword key="baraj"/></key-list>
      <identified-content>
        <org idsrc="iso" value="ISKI">İSKİ</org>
        <location location-code="34" code-source="plaka">İstanbul</location>
      </identified-content>
    </docdata>
    <revision-history name="A. Yılmaz" function="writer-author" norm="20261124T081500+0300"/>
    <revision-history name="B. Kaya" function="editor" norm="20261124T090000+0300"/>
  </head>
  <body>
    <body.head>
      <hedline>
        <hl1>Barajlarda doluluk<br/> yüzde 41'e çıktı</hl1>
        <hl2>Yağışlar kuraklık endişesini azalttı</hl2>
      </hedline>
      <note noteclass="editorsnote"><body.content><p>Grafik 14.00'te.</p></body.content></note>
      <byline>Haber: <person>Ayşe Yılmaz</person><byttl>Karaz, İstanbul</byttl></byline>
      <distributor>Karaz</distributor>
      <dateline><location><city>İstanbul</city>, <country>Türkiye</country></location>
        <story.date norm="20261124T094000+0300">24 Kasım 2026</story.date></dateline>
      <abstract><p>Kente su veren on barajda ortalama doluluk geçen haftaya göre altı puan arttı.</p></abstract>
    </body.head>
    <body.content>
      <media media-type="image">
        <media-reference mime-type="image/jpeg" source="omerli.jpg"/>
        <media-object encoding="base64">AAAABBBBCCCC</media-object>
        <media-caption><p>Ömerli Barajı, salı günü.</p></media-caption>
        <media-producer>C. Demir</media-producer>
      </media>
      <p>İstanbul'a su veren barajlarda doluluk, <chron>salı günü</chron> <num>yüzde 41</num>'e çıktı. <org>İSKİ</org>,
         son yağışların <em>etkili</em> olduğunu bildirdi.</p>
      <hl2>Barajlara göre</hl2>
      <block>
        <p>En yüksek oran <a href="https://karaz.example/omerli">Ömerli Barajı</a>'nda ölçüldü:</p>
        <ul><li>Ömerli: 58</li><li>Terkos: 47</li></ul>
        <table><tr><th>Baraj</th><th>Oran</th></tr><tr><td>Alibey</td><td>22</td></tr></table>
      </block>
      <bq><block><p>“Tasarrufa devam edelim.”</p></block></bq>
    </body.content>
    <body.end><tagline>İzmir'den Deniz Ak katkıda bulundu.</tagline><copyrite>© 2026 Karaz</copyrite></body.end>
  </body>
</nitf>"""


def test_a_story_with_all_that_a_desk_fills_in() -> None:
    document = FORMAT.read(STORY.encode(), None)
    check(document)
    ((metadata, blocks),) = items(document)
    assert blocks == [
        ("headline", "Barajlarda doluluk yüzde 41'e çıktı"),
        ("standfirst", "Yağışlar kuraklık endişesini azalttı"),
        ("standfirst", "Kente su veren on barajda ortalama doluluk geçen haftaya göre altı puan arttı."),
        ("caption", "Ömerli Barajı, salı günü."),
        (None, "İstanbul'a su veren barajlarda doluluk, salı günü yüzde 41'e çıktı. İSKİ, son yağışların etkili olduğunu bildirdi."),
        (None, "Barajlara göre"),
        (None, "En yüksek oran Ömerli Barajı'nda ölçüldü:"),
        (None, "Ömerli: 58"),
        (None, "Terkos: 47"),
        (None, "Baraj Oran"),
        (None, "Alibey 22"),
        (None, "“Tasarrufa devam edelim.”"),
        ("note", "İzmir'den Deniz Ak katkıda bulundu."),
        ("notice", "© 2026 Karaz"),
    ]
    kinds = {document.text[block.start : block.end]: block.kind for block in document.blocks}
    assert (kinds["Barajlara göre"], kinds["Terkos: 47"], kinds["Alibey 22"]) == ("heading", "item", "cell")
    assert (metadata.guid, metadata.version, metadata.urgency, metadata.status) == ("krz.4711", 3, 4, "usable")
    assert metadata.created_at == datetime(2026, 11, 24, 5, 15, tzinfo=UTC)
    assert metadata.published_at == datetime(2026, 11, 24, 6, 40, tzinfo=UTC)
    assert metadata.embargoed_until == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert (metadata.slugline, metadata.language, metadata.section) == ("BARAJ-DOLULUK", "tr-TR", "gunun-tablosu")
    assert metadata.editorial_note is not None
    assert set(metadata.editorial_note.split("\n")) == {
        "Üçüncü paragraftaki oran düzeltildi.",
        "Öğleden sonra güncellenecek.",
        "Grafik 14.00'te.",
    }
    assert (metadata.byline, metadata.credit) == ("Haber: Ayşe Yılmaz Karaz, İstanbul", "Karaz")
    assert metadata.dateline == Dateline(text="İstanbul, Türkiye 24 Kasım 2026", place="İstanbul", date="24 Kasım 2026")
    assert (metadata.copyright, metadata.notice) == ("Karaz Haber Ajansı", "© 2026 Karaz")
    assert metadata.keywords == ("su", "baraj")
    assert metadata.subjects == (
        Subject(code="06000000", name="Su"),
        Subject(code="KRZ:K12", name="Barajlar"),
        Subject(code="iso:ISKI", name="İSKİ"),
        Subject(code="plaka:34", name="İstanbul"),
    )
    assert set(metadata.links) == {Link(href="krz.4710", rel="management-doc-idref"), Link(href="krz.4709", rel="correction")}
    assert metadata.media == (
        Media(kind="picture", href="omerli.jpg", media_type="image/jpeg", caption="Ömerli Barajı, salı günü.", credit="C. Demir"),
    )
    assert set(metadata.agencies) == {"Karaz", "Karaz Haber", "Karaz Haber Ajansı"}


def nitf(content: str, *, head: str = "", body_head: str = "") -> bytes:
    return f"<nitf><head>{head}</head><body><body.head>{body_head}</body.head><body.content>{content}</body.content></body></nitf>".encode()


def blocks_of(payload: bytes) -> list[tuple[str | None, str]]:
    document = FORMAT.read(payload, None)
    check(document)
    return [block for _, blocks in items(document) for block in blocks]


@pytest.mark.parametrize(
    ("status", "release", "expected", "until"),
    [
        ("usable", "", "usable", False),
        ("canceled", "", "canceled", False),
        ("withheld", "", "withheld", False),
        ("embargoed", "20261124T120000Z", "usable", True),
        ("embargoed", "", "withheld", False),
        ("usable", "20261124T094000Z", "usable", False),
        ("urgent", "", None, False),
    ],
)
def test_status_and_embargo(status: str, release: str, expected: str | None, until: bool) -> None:
    head = f'<docdata management-status="{status}"><date.issue norm="20261124T094000Z"/><date.release norm="{release}"/></docdata>'
    ((metadata, _),) = items(FORMAT.read(nitf("<p>Nachricht.</p>", head=head), None))
    assert metadata.status == expected
    assert metadata.embargoed_until == (datetime(2026, 11, 24, 12, tzinfo=UTC) if until else None)


def test_a_time_without_zone_is_utc() -> None:
    ((metadata, _),) = items(FORMAT.read(nitf("<p>x</p>", head='<docdata><date.issue norm="20261124T152703"/></docdata>'), None))
    assert metadata.published_at == datetime(2026, 11, 24, 15, 27, 3, tzinfo=UTC)


@pytest.mark.parametrize("urgency", ["0", "10", "R", "", "٣"])
def test_an_urgency_that_is_none_stays_open(urgency: str) -> None:
    head = f'<docdata><urgency ed-urg="{urgency}"/></docdata>'
    assert items(FORMAT.read(nitf("<p>x</p>", head=head), None))[0][0].urgency is None


def test_a_second_headline_that_is_the_keyword_is_none() -> None:
    body_head = "<hedline><hl1>أسعار النفط تتراجع</hl1><hl2>نفط أسعار</hl2></hedline>"
    payload = nitf(
        "<p>تراجعت أسعار النفط.</p>", head='<docdata><key-list><keyword key="نفط أسعار"/></key-list></docdata>', body_head=body_head
    )
    assert blocks_of(payload) == [("headline", "أسعار النفط تتراجع"), (None, "تراجعت أسعار النفط.")]


def test_an_abstract_that_the_text_begins_with_is_told_once() -> None:
    body_head = "<hedline><hl1>Les cours reculent</hl1></hedline><abstract><p>Les cours du blé ont reculé mardi.</p></abstract>"
    payload = nitf("<p>Les cours du blé ont reculé mardi.</p><p>La baisse atteint 2 %.</p>", body_head=body_head)
    assert blocks_of(payload)[1:] == [(None, "Les cours du blé ont reculé mardi."), (None, "La baisse atteint 2 %.")]


def test_where_there_is_no_headline_the_title_is_it() -> None:
    assert blocks_of(nitf("<p>Der Pegel steigt.</p>", head="<title>Hochwasser am Rhein</title>"))[0] == ("headline", "Hochwasser am Rhein")


def test_a_headline_alone_is_a_flash() -> None:
    assert blocks_of(nitf("", body_head="<hedline><hl1>عاجل: زلزال يضرب شرق إيران</hl1></hedline>")) == [
        ("headline", "عاجل: زلزال يضرب شرق إيران"),
    ]


def test_a_byline_in_the_text_that_the_head_gives_too_is_told() -> None:
    payload = nitf(
        "<p>By Nora Field</p><p>HULL (Tideway) - The ferry sailed.</p><p>It was late.</p>", body_head="<byline>By Nora Field</byline>"
    )
    assert blocks_of(payload)[0] == ("byline", "By Nora Field")


def test_a_tagline_is_the_byline_where_the_head_has_none() -> None:
    end = "<body.end><tagline>Jan Petersen</tagline></body.end>"
    payload = f"<nitf><body><body.content><p>Der Pegel steigt.</p></body.content>{end}</body></nitf>".encode()
    assert blocks_of(payload)[-1] == ("byline", "Jan Petersen")


WRAPPED = (
    "The harbour board approved a plan on Tuesday to dredge the main <br/>channel before the autumn storms, saying that the larger ferries "
    "<br/>now touch the bottom at low tide."
)


def test_breaks_at_the_end_of_a_column_are_spaces_and_others_are_lines() -> None:
    assert len(blocks_of(nitf(f"<p>{WRAPPED}</p>"))) == 1
    assert [text for _, text in blocks_of(nitf("<p>Final scores:<br/>Hull 2, Leeds 1<br/>York 0, Hove 0</p>"))] == [
        "Final scores:",
        "Hull 2, Leeds 1",
        "York 0, Hove 0",
    ]


def test_a_wire_put_into_one_paragraph_is_taken_apart() -> None:
    wire = """(Adds comment)
    * Wheat down 2 percent
    By Nora Field
    HULL, Nov 24 (Tideway) - Wheat fell on Tuesday as rain eased fears
of a drought across the northern plains, traders said.
    The contract lost 2 percent.

 (Editing by Tom Marsh)"""
    assert [text for _, text in blocks_of(nitf(f"<p>{wire}</p>"))] == [
        "(Adds comment)",
        "* Wheat down 2 percent",
        "By Nora Field",
        "HULL, Nov 24 (Tideway) - Wheat fell on Tuesday as rain eased fears of a drought across the northern plains, traders said.",
        "The contract lost 2 percent.",
        "(Editing by Tom Marsh)",
    ]


def test_indented_markup_is_one_paragraph() -> None:
    body = "<p>Le port a rouvert\n          après trois jours de grève,\n          selon la <org>préfecture</org>\n          du Nord.</p>"
    assert blocks_of(nitf(body)) == [(None, "Le port a rouvert après trois jours de grève, selon la préfecture du Nord.")]


def test_a_table_set_with_spaces_keeps_its_lines() -> None:
    table = "Results on Monday\nHull        2 Leeds       1\nYork        0 Hove        0\nDover       3 Bath        3\n"
    assert [text for _, text in blocks_of(nitf(f"<p>{table}</p>"))] == [
        "Results on Monday",
        "Hull 2 Leeds 1",
        "York 0 Hove 0",
        "Dover 3 Bath 3",
    ]


def test_markup_that_was_escaped_is_read() -> None:
    payload = nitf(
        "<p>&lt;b&gt;Pegel&lt;/b&gt; bei &lt;i&gt;Köln&lt;/i&gt;&lt;br&gt;8,31 Meter</p><p>Kontakt &lt;info@hafen.example&gt;</p>"
    )
    assert [text for _, text in blocks_of(payload)] == ["Pegel bei Köln", "8,31 Meter", "Kontakt <info@hafen.example>"]


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (
            nitf("<media media-type='image'><media-reference source='a.jpg'/><media-caption>Der Hafen.</media-caption></media>"),
            "media item",
        ),
        (nitf(""), "without headline and text"),
        (b"<nitf/>", "without headline and text"),
    ],
)
def test_without_news_text_it_is_unsupported(payload: bytes, says: str) -> None:
    with pytest.raises(UnsupportedItem, match=says):
        FORMAT.read(payload, None)


def test_another_root_is_malformed() -> None:
    with pytest.raises(Malformed, match="<newsItem>"):
        FORMAT.read(b"<newsItem/>", None)


def test_recognised_by_its_root_whatever_the_namespace() -> None:
    assert FORMAT.recognises(b'<?xml version="1.0"?><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">')
    assert not FORMAT.recognises(b"<p>about nitf</p>")
    assert not FORMAT.recognises(b"<nitfish>")


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
def test_vendor_files() -> None:
    outcomes = {path.name: read_or_reject(FORMAT, path.read_bytes()) for path in sorted((VENDORS / "nitf").rglob("*")) if path.is_file()}
    rejects = {name: each for name, each in outcomes.items() if isinstance(each, Rejected)}
    # One has empty elements only.
    assert [type(each) for each in rejects.values()] == [UnsupportedItem]
    for each in outcomes.values():
        if isinstance(each, Document):
            ((_, blocks),) = items(each)
            assert blocks[0][0] == "headline"
            assert any(told is None for told, _ in blocks)
