from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas import Dateline, Link, Media, Subject
from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats.newsml_g2 import FORMAT
from streams.pipeline.errors import Malformed, Rejected, TooComplex, UnsupportedItem

from .wires import VENDORS, check, items, read_or_reject

NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
PARAGRAPHS = (
    "قال متحدث باسم وزارة النقل في بيروت إن مرفأ طرابلس استأنف العمل صباح الثلاثاء بعد توقف دام ثلاثة أيام.",
    "وأضاف أن خمس سفن كانت تنتظر خارج الميناء دخلت تباعا، وأن التفريغ يستغرق يومين.",
)
STORY = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem {NS} guid="urn:newsml:sanad.example:20261124:9001" version="4" standard="NewsML-G2" standardversion="2.34" xml:lang="ar">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>
  <rightsInfo>
    <copyrightHolder qcode="org:sanad"><name>وكالة سند</name></copyrightHolder>
    <copyrightNotice>حقوق النشر 2026 وكالة سند</copyrightNotice>
    <usageTerms>للمشتركين فقط</usageTerms>
  </rightsInfo>
  <itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider qcode="nprov:SANAD"><name>سند</name></provider>
    <versionCreated>2026-11-24T11:30:00+02:00</versionCreated>
    <firstCreated>2026-11-24T08:05:00Z</firstCreated>
    <embargoed>2026-11-24T13:00:00+02:00</embargoed>
    <pubStatus qcode="stat:usable"/>
    <service qcode="svc:eco"><name>خدمة الاقتصاد</name></service>
    <edNote>تضيف الفقرة الثانية</edNote>
    <edNote role="note:contact"><p {XHTML}>المكتب: بيروت</p><p {XHTML}>هاتف 4711</p></edNote>
    <link rel="irel:seeAlso" href="https://sanad.example/9000"><title>توقف المرفأ</title></link>
    <link rel="irel:derivedFrom" residref="urn:newsml:sanad.example:20261123:8800"/>
  </itemMeta>
  <contentMeta>
    <urgency>3</urgency>
    <contentCreated>2026-11-24T07:00:00Z</contentCreated>
    <located qcode="city:bey"><name>بيروت</name></located>
    <infoSource literal="اتحاد الوكالات"/>
    <language tag="ar-LB"/>
    <subject qcode="medtop:20000225"><name xml:lang="ar">نقل بحري</name></subject>
    <subject qcode="geo:tripoli" type="cpnat:geoArea"><name role="nrol:short">طر</name><name role="nrol:display">طرابلس</name></subject>
    <subject literal="مرافئ"/>
    <slugline separator="-">لبنان-مرفأ</slugline>
    <headline role="hld:subHeadline">خمس سفن تدخل تباعا</headline>
    <headline>مرفأ طرابلس يستأنف العمل</headline>
    <dateline>بيروت 24 تشرين الثاني (سند) -</dateline>
    <by>رنا خوري</by>
    <creditline>سند</creditline>
    <keyword>مرفأ</keyword><keyword>ملاحة</keyword>
    <description role="drol:summary">عاد المرفأ إلى العمل بعد إضراب عماله.</description>
    <description role="drol:caption">سفن أمام المرفأ</description>
  </contentMeta>
  <contentSet>
    <inlineXML contenttype="application/xhtml+xml">
      <html {XHTML}><head><title>لا يظهر</title></head><body>
        <h1>مرفأ طرابلس يستأنف العمل</h1>
        <p>{PARAGRAPHS[0]}</p>
        <p>{PARAGRAPHS[1].replace("خمس", "<b>خمس</b>").replace("التفريغ", '<a href="https://sanad.example/t">التفريغ</a>')}</p>
      </body></html>
    </inlineXML>
    <remoteContent href="https://sanad.example/p.jpg" contenttype="image/jpeg"/>
  </contentSet>
</newsItem>"""


def test_a_news_item_with_all_that_a_desk_fills_in() -> None:
    document = FORMAT.read(STORY.encode(), None)
    check(document)
    ((metadata, blocks),) = items(document)
    assert blocks == [
        ("headline", "مرفأ طرابلس يستأنف العمل"),
        ("standfirst", "خمس سفن تدخل تباعا"),
        ("standfirst", "عاد المرفأ إلى العمل بعد إضراب عماله."),
        (None, PARAGRAPHS[0]),
        (None, PARAGRAPHS[1]),
    ]
    assert (metadata.guid, metadata.version) == ("urn:newsml:sanad.example:20261124:9001", 4)
    assert (metadata.urgency, metadata.status) == (3, "usable")
    assert metadata.created_at == datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
    assert metadata.published_at == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert metadata.embargoed_until == datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
    assert (metadata.slugline, metadata.language, metadata.section) == ("لبنان-مرفأ", "ar-LB", "خدمة الاقتصاد")
    assert metadata.editorial_note == "تضيف الفقرة الثانية\nالمكتب: بيروت\nهاتف 4711"
    assert (metadata.byline, metadata.credit) == ("رنا خوري", "سند")
    assert metadata.dateline == Dateline(text="بيروت 24 تشرين الثاني (سند) -", place="بيروت")
    assert metadata.notice == "حقوق النشر 2026 وكالة سند\nللمشتركين فقط"
    assert metadata.copyright == "وكالة سند"
    assert metadata.keywords == ("مرفأ", "ملاحة")
    assert metadata.subjects == (
        Subject(code="medtop:20000225", name="نقل بحري"),
        Subject(code="geo:tripoli", name="طرابلس"),
        Subject(code="مرافئ"),
    )
    assert metadata.links == (
        Link(href="https://sanad.example/9000", rel="irel:seeAlso", title="توقف المرفأ"),
        Link(href="urn:newsml:sanad.example:20261123:8800", rel="irel:derivedFrom"),
    )
    assert metadata.media == (
        Media(kind="picture", href="https://sanad.example/p.jpg", media_type="image/jpeg", caption="سفن أمام المرفأ", credit="سند"),
    )
    assert set(metadata.agencies) == {"سند", "اتحاد الوكالات"}


def item(
    content: str = "", *, meta: str = "", content_meta: str = "<headline>Hafen wieder offen</headline>", kind: str = "ninat:text"
) -> str:
    return (
        f'<newsItem {NS} guid="tag:kuestenwind.example:1" version="2"><itemMeta><itemClass qcode="{kind}"/>{meta}</itemMeta>'
        f"<contentMeta>{content_meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def blocks_of(payload: str) -> list[tuple[str | None, str]]:
    document = FORMAT.read(payload.encode(), None)
    check(document)
    return [block for _, blocks in items(document) for block in blocks]


NITF_BODY = "<nitf><body><body.head><byline>Von Jan Petersen</byline></body.head><body.content>%s</body.content></body></nitf>"


@pytest.mark.parametrize(
    ("content", "paragraphs"),
    [
        (f'<inlineXML contenttype="application/nitf+xml">{NITF_BODY % "<p>Der <org>Hafen</org> ist offen.</p>"}</inlineXML>', 1),
        ("<inlineXML><p>Der Hafen ist offen.</p><p>Schiffe laufen ein.</p></inlineXML>", 2),
        ('<inlineXML xmlns:x="http://www.w3.org/1999/xhtml"><x:html><x:body>Der Hafen ist offen.</x:body></x:html></inlineXML>', 1),
        ('<inlineData contenttype="text/plain">Der Hafen ist offen.\n\nSchiffe laufen ein.</inlineData>', 2),
        ('<inlineData contenttype="text/plain">&lt;p&gt;Der Hafen ist offen.&lt;/p&gt;</inlineData>', 1),
        ('<inlineData contenttype="text/html"><![CDATA[<p>Der <b>Hafen</b> ist offen.<p>Schiffe laufen ein.]]></inlineData>', 2),
    ],
)
def test_the_body_in_any_form(content: str, paragraphs: int) -> None:
    blocks = blocks_of(item(content))
    assert blocks[0] == ("headline", "Hafen wieder offen")
    assert [text for told, text in blocks if told is None] == ["Der Hafen ist offen.", "Schiffe laufen ein."][:paragraphs]


def test_a_wire_inside_escaped_markup_is_taken_apart() -> None:
    wire = (
        "<p>\n   HAMBURG (KW) - Der Hafen ist nach dem Sturm\nwieder offen.\n"
        "   Drei Schiffe laufen am Dienstag ein, teilte die\nBehörde mit.\n</p>"
    )
    blocks = blocks_of(item(f'<inlineData contenttype="text/plain"><![CDATA[{wire}]]></inlineData>'))
    assert [text for told, text in blocks if told is None] == [
        "HAMBURG (KW) - Der Hafen ist nach dem Sturm wieder offen.",
        "Drei Schiffe laufen am Dienstag ein, teilte die Behörde mit.",
    ]


def test_what_the_item_leaves_open_its_nitf_fills_in() -> None:
    document = FORMAT.read(item(f"<inlineXML>{NITF_BODY % '<p>Der Hafen ist offen.</p>'}</inlineXML>").encode(), None)
    assert items(document)[0][0].byline == "Von Jan Petersen"


def test_a_page_head_in_the_body_is_a_note() -> None:
    body = (
        f"<html {XHTML}><body><header><ul><li>Hamburg</li><li>Schifffahrt</li></ul><time>24.11.2026 09:12</time><h1>Hafen wieder offen</h1>"
        "</header><section><p>Der Hafen ist offen.</p></section></body></html>"
    )
    assert blocks_of(item(f"<inlineXML>{body}</inlineXML>")) == [
        ("headline", "Hafen wieder offen"),
        ("note", "Hamburg"),
        ("note", "Schifffahrt"),
        ("note", "24.11.2026 09:12"),
        (None, "Der Hafen ist offen."),
    ]


@pytest.mark.parametrize("status", ["usable", "withheld", "canceled"])
@pytest.mark.parametrize("written", ["stat:{}", "http://cv.iptc.org/newscodes/pubstatusg2/{}", "{}"])
def test_status(status: str, written: str) -> None:
    payload = item(meta=f'<pubStatus qcode="{written.format(status)}"/>')
    assert items(FORMAT.read(payload.encode(), None))[0][0].status == status


def test_a_headline_alone_is_a_flash_also_of_an_item_taken_back() -> None:
    assert blocks_of(item(meta='<pubStatus qcode="stat:canceled"/>')) == [("headline", "Hafen wieder offen")]


@pytest.mark.parametrize(
    ("dateline", "located", "expected"),
    [
        ("Hamburg", "", Dateline(text="Hamburg", place="Hamburg")),
        ("HAMBURG, 24 Nov (KW) -", "", Dateline(text="HAMBURG, 24 Nov (KW) -")),
        ("HAMBURG, 24 Nov (KW) -", "Hamburg", Dateline(text="HAMBURG, 24 Nov (KW) -", place="Hamburg")),
        # The writer's desk is not where the news is from.
        ("KIEL, 24 Nov (KW) -", "Hamburg", Dateline(text="KIEL, 24 Nov (KW) -")),
        ("", "Hamburg", Dateline(text="Hamburg", place="Hamburg")),
        ("2026-11-24 09:12:00 GMT", "", None),
        ("", "", None),
    ],
)
def test_dateline(dateline: str, located: str, expected: Dateline | None) -> None:
    meta = f"<headline>x</headline><dateline>{dateline}</dateline><located><name>{located}</name></located>"
    assert items(FORMAT.read(item(content_meta=meta).encode(), None))[0][0].dateline == expected


def message(*item_set: str) -> str:
    return f"<newsMessage {NS}><header><sent>2026-11-24T09:00:00Z</sent></header><itemSet>{''.join(item_set)}</itemSet></newsMessage>"


TEXT = item("<inlineXML><p>Der Hafen ist offen.</p></inlineXML>")
PICTURE = item('<remoteContent href="hafen.jpg" contenttype="image/jpeg"/><remoteContent href="klein.jpg"/>', kind="ninat:picture")
PACKAGE = f'<packageItem {NS} guid="p"><itemMeta/><groupSet><group><itemRef residref="x"/></group></groupSet></packageItem>'


def test_a_message_has_an_item_for_each_text_and_says_what_it_leaves_out() -> None:
    document = FORMAT.read(message(PACKAGE, TEXT, TEXT.replace("offen.", "wieder offen."), PICTURE).encode(), None)
    check(document)
    assert [blocks[-1][1] for _, blocks in items(document)] == ["Der Hafen ist offen.", "Der Hafen ist wieder offen."]
    left_out = next(each for each in document.decisions if each.rule == "newsml-g2.no_text")
    assert "package" in left_out.value
    assert "picture" in left_out.value


def test_the_pictures_of_a_message_go_with_its_one_text() -> None:
    ((metadata, _),) = items(FORMAT.read(message(PACKAGE, TEXT, PICTURE).encode(), None))
    # The second file is another rendition of the same picture.
    assert [each.href for each in metadata.media] == ["hafen.jpg"]


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (PICTURE, "picture"),
        (item(content_meta="<headline>a</headline><description role='drol:caption'>b</description>", kind="ninat:video"), "video"),
        (item(kind="ninat:graphic"), "graphic"),
        (item(kind="ninat:audio"), "recording"),
        (item("<inlineXML><p>Caption</p></inlineXML>", kind="icls:picture"), "picture"),
        (item('<inlineXML><sports-content xmlns="s"><event>2:1</event></sports-content></inlineXML>'), "sports-content"),
        (item('<remoteContent href="a.pdf" contenttype="application/pdf"/>'), "application/pdf"),
        (item(content_meta=""), "without headline and text"),
        (PACKAGE, "package"),
        (f"<conceptItem {NS}/>", "concept"),
        (f"<knowledgeItem {NS}/>", "knowledge"),
        (f"<planningItem {NS}/>", "planning"),
        (f"<catalogItem {NS}/>", "catalog"),
        (item(kind="plinat:newscoverage"), "planning"),
        (message(), "without items"),
        (message(PACKAGE, PICTURE), "a package, which lists items, a picture without news text"),
    ],
)
def test_without_news_text_it_is_unsupported_and_says_what_it_is(payload: str, says: str) -> None:
    with pytest.raises(UnsupportedItem, match=says):
        FORMAT.read(payload.encode(), None)


def test_the_script_of_a_film_is_text() -> None:
    payload = item("<inlineXML><p>Off-Text: Der Hafen ist offen.</p></inlineXML><remoteContent href='a.mp4'/>", kind="ninat:video")
    ((metadata, blocks),) = items(FORMAT.read(payload.encode(), None))
    assert blocks[-1][1] == "Off-Text: Der Hafen ist offen."
    assert [each.kind for each in metadata.media] == ["video"]


@pytest.mark.parametrize(
    "payload",
    [
        message(*[TEXT] * 1_001),
        item("<inlineXML><p>x</p></inlineXML>" * 101),
        item(content_meta=f"<headline>{'x ' * 60_000}</headline>"),
    ],
)
def test_too_much_is_too_complex(payload: str) -> None:
    with pytest.raises(TooComplex):
        FORMAT.read(payload.encode(), None)


def test_truncated_is_malformed() -> None:
    for end in (len(STORY) // 2, len(STORY) - 3):
        with pytest.raises(Malformed):
            FORMAT.read(STORY[:end].encode(), None)


def test_recognised_by_its_root() -> None:
    assert FORMAT.recognises(STORY.encode()[:4096])
    assert FORMAT.recognises(message().encode("utf-16"))
    assert FORMAT.recognises(b'<nar:newsItem xmlns:nar="http://iptc.org/std/nar/2006-10-01/">')
    assert not FORMAT.recognises(b"<catalog><book/></catalog>")
    assert not FORMAT.recognises(b"<NewsItem>")


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
def test_vendor_files() -> None:
    paths = [path for path in sorted((VENDORS / "newsml-g2").rglob("*")) if path.is_file()]
    outcomes = {path.name: read_or_reject(FORMAT, path.read_bytes()) for path in paths}
    assert {type(each) for each in outcomes.values() if isinstance(each, Rejected)} == {UnsupportedItem}
    # The agencies' own files are stories, but for two pictures and two lists of links; most of the standard's examples hold no text.
    texts = [name for name, each in outcomes.items() if isinstance(each, Document)]
    assert len(texts) >= 40
    assert all(FORMAT.recognises(path.read_bytes()[:4096]) for path in paths)
