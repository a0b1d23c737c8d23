from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas import Dateline, Link, Media, Subject
from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats.newsml_1 import FORMAT
from streams.pipeline.errors import Malformed, Rejected, TooComplex, UnsupportedItem

from .wires import VENDORS, check, items, read_or_reject

FIRST = "Le conseil régional a voté mardi un budget de 3,2 milliards d'euros, en hausse de 4 % sur un an."
SECOND = "L'opposition s'est abstenue, jugeant l'effort insuffisant pour les lycées."
STORY = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<NewsML Version="1.2">
  <TopicSet><Topic Duid="t1"><TopicType FormalName="Subject"/><FormalName Scheme="IptcSubjectCodes">11006007</FormalName>
    <Description xml:lang="fr" Variant="Name">Budgets</Description></Topic>
    <Topic Duid="t2"><FormalName Scheme="Lieux">lille</FormalName><Description Variant="Name">Lille</Description></Topic></TopicSet>
  <NewsEnvelope>
    <SentFrom><Party FormalName="Agence Estran"/></SentFrom>
    <DateAndTime>20261124T101500+0100</DateAndTime>
    <NewsService FormalName="Régions"/><Priority FormalName="2"/>
  </NewsEnvelope>
  <NewsItem xml:lang="fr">
    <Identification>
      <NewsIdentifier>
        <ProviderId>estran.example</ProviderId><DateId>20261124</DateId><NewsItemId>EST77</NewsItemId>
        <RevisionId PreviousRevision="2" Update="N">3</RevisionId>
        <PublicIdentifier>urn:newsml:estran.example:20261124:EST77:3</PublicIdentifier>
      </NewsIdentifier>
      <NameLabel>region-budget</NameLabel>
    </Identification>
    <NewsManagement>
      <NewsItemType FormalName="News"/>
      <FirstCreated>20261124T084000+0100</FirstCreated>
      <ThisRevisionCreated>20261124T101200+0100</ThisRevisionCreated>
      <Status FormalName="Embargoed"/>
      <StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20261124T120000+0100</DateAndTime></StatusWillChange>
      <Urgency FormalName="4"/>
      <DerivedFrom NewsItem="urn:newsml:estran.example:20261123:EST70"/>
    </NewsManagement>
    <NewsComponent>
      <NewsLines>
        <HeadLine>La région adopte un budget en hausse</HeadLine>
        <SubHeadLine>Les lycées au cœur du débat</SubHeadLine>
        <ByLine>Par Claire Noël</ByLine>
        <DateLine>Lille, 24 nov 2026 (Estran) -</DateLine>
        <CreditLine>Estran</CreditLine>
        <CopyrightLine>© Agence Estran 2026</CopyrightLine>
        <RightsLine>Reproduction interdite</RightsLine>
        <SlugLine>région-budget-vote</SlugLine>
        <KeywordLine>budget</KeywordLine>
        <NewsLine><NewsLineType FormalName="AdvisoryLine"/><NewsLineText>Actualise avec le vote</NewsLineText></NewsLine>
        <NewsLine><NewsLineType FormalName="Gallery URL"/><NewsLineText>https://estran.example/g</NewsLineText></NewsLine>
      </NewsLines>
      <AdministrativeMetadata><Provider><Party FormalName="Estran"/></Provider></AdministrativeMetadata>
      <DescriptiveMetadata>
        <Language FormalName="fr-FR"/>
        <SubjectCode><SubjectMatter FormalName="11006007" Scheme="IptcSubjectCodes"/><Subject FormalName="11000000"/></SubjectCode>
        <TopicOccurrence Topic="#t2"/>
        <Location HowPresent="Origin"><Property FormalName="City" Value="Lille"/></Location>
        <Property FormalName="Keyword" Value="lycées"/>
      </DescriptiveMetadata>
      <NewsComponent>
        <Role FormalName="Main"/>
        <ContentItem><MediaType FormalName="Text"/><Format FormalName="NITF3.1"/><DataContent>
          <nitf><body><body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>
        </DataContent></ContentItem>
      </NewsComponent>
      <NewsComponent>
        <NewsComponent><Role FormalName="Caption"/>
          <ContentItem><MediaType FormalName="Text"/><DataContent>L'hémicycle, mardi.</DataContent></ContentItem></NewsComponent>
        <NewsComponent><Role FormalName="Photo"/>
          <ContentItem Href="hemicycle.jpg"><MediaType FormalName="Photo"/><Format FormalName="image/jpeg"/></ContentItem></NewsComponent>
      </NewsComponent>
    </NewsComponent>
  </NewsItem>
</NewsML>""".replace("œ", "&#339;")


def test_a_story_with_all_that_a_desk_fills_in() -> None:
    document = FORMAT.read(STORY.encode("iso-8859-1"), None)
    check(document)
    ((metadata, blocks),) = items(document)
    assert blocks == [
        ("headline", "La région adopte un budget en hausse"),
        ("standfirst", "Les lycées au cœur du débat"),
        (None, FIRST),
        (None, SECOND),
    ]
    assert (metadata.guid, metadata.version, metadata.urgency) == ("urn:newsml:estran.example:20261124:EST77", 3, 4)
    assert (metadata.status, metadata.embargoed_until) == ("usable", datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
    assert metadata.created_at == datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
    assert metadata.published_at == datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
    assert (metadata.slugline, metadata.language, metadata.section) == ("région-budget-vote", "fr-FR", "Régions")
    assert metadata.editorial_note == "Actualise avec le vote"
    assert (metadata.byline, metadata.credit) == ("Par Claire Noël", "Estran")
    assert metadata.dateline == Dateline(text="Lille, 24 nov 2026 (Estran) -", place="Lille")
    assert metadata.notice == "© Agence Estran 2026\nReproduction interdite"
    assert metadata.copyright == "© Agence Estran 2026"
    assert metadata.keywords == ("budget",)
    assert metadata.subjects == (
        Subject(code="IptcSubjectCodes:11006007", name="Budgets"),
        Subject(code="11000000"),
        Subject(code="Lieux:lille", name="Lille"),
    )
    assert metadata.links == (Link(href="urn:newsml:estran.example:20261123:EST70", rel="derivedFrom"),)
    assert metadata.media == (
        Media(kind="picture", href="hemicycle.jpg", media_type="image/jpeg", caption="L'hémicycle, mardi.", credit="Estran"),
    )
    assert set(metadata.agencies) == {"Estran"}


def newsml(*components: str, status: str = "Usable") -> bytes:
    items_of = "".join(
        f'<NewsItem><NewsManagement><Status FormalName="{status}"/></NewsManagement>{each}</NewsItem>' for each in components
    )
    return f"<NewsML>{items_of}</NewsML>".encode()


def component(content: str, *, role: str = "", headline: str = "", attributes: str = "", language: str = "") -> str:
    lines = f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>" if headline else ""
    said = f'<DescriptiveMetadata><Language FormalName="{language}"/></DescriptiveMetadata>' if language else ""
    return f'<NewsComponent {attributes}><Role FormalName="{role}"/>{lines}{said}{content}</NewsComponent>'


def content(data: str, format_name: str = "XHTML") -> str:
    return f'<ContentItem><Format FormalName="{format_name}"/><DataContent>{data}</DataContent></ContentItem>'


def blocks_of(payload: bytes) -> list[list[tuple[str | None, str]]]:
    document = FORMAT.read(payload, None)
    check(document)
    return [blocks for _, blocks in items(document)]


@pytest.mark.parametrize(
    "data",
    [
        "<nitf><body><body.content><p>Liman <org>bugün</org> açıldı.</p></body.content></body></nitf>",
        "<p>Liman <org>bugün</org> açıldı.</p>",
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>Liman <b>bugün</b> açıldı.</p></body></html>',
        "<![CDATA[<P>Liman <B>bugün</B> açıldı.]]>",
        "&lt;p&gt;Liman bugün açıldı.&lt;/p&gt;",
        "Liman bugün açıldı.",
        "<body><body.content><block><p>Liman bugün açıldı.</p></block></body.content></body>",
    ],
)
def test_the_body_in_any_form(data: str) -> None:
    assert blocks_of(newsml(component(content(data), headline="Liman açıldı"))) == [
        [("headline", "Liman açıldı"), (None, "Liman bugün açıldı.")],
    ]


def test_parts_in_roles_are_what_their_role_says() -> None:
    release = component(
        component(content("p {color: red}", "CSS"), role="StyleSheet")
        + component(content("<p>Limanda ikinci rıhtım</p>"), role="SubHeadLine")
        + component(content("<p>Liman açıldı</p>"), role="HeadLine")
        + component(content("<p>Basın: 0212 000 00 00</p>"), role="Contact")
        + component('<ContentItem Href="rihtim.jpg"><MediaType FormalName="Photo"/></ContentItem>', role="Photo", headline="Yeni rıhtım")
        + component('<ContentItem Href="logo.png"><MimeType FormalName="image/png"/></ContentItem>', role="Logo")
        + component(content("<p>Liman bugün açıldı.</p>"), role="Body")
    )
    payload = newsml(release)
    assert blocks_of(payload) == [
        [
            ("headline", "Liman açıldı"),
            ("standfirst", "Limanda ikinci rıhtım"),
            (None, "Liman bugün açıldı."),
            ("note", "Basın: 0212 000 00 00"),
        ],
    ]
    media = items(FORMAT.read(payload, None))[0][0].media
    assert [(each.kind, each.href, each.caption) for each in media] == [
        ("picture", "rihtim.jpg", "Yeni rıhtım"),
        ("picture", "logo.png", None),
    ]


def test_several_items_and_several_stories_in_one() -> None:
    stories = component(
        component(content("Birinci haber."), headline="Bir") + component(content("İkinci haber."), headline="İki"),
        headline="",
    )
    payload = newsml(stories, component(content("Üçüncü haber."), headline="Üç"))
    assert [blocks[-1][1] for blocks in blocks_of(payload)] == ["Birinci haber.", "İkinci haber.", "Üçüncü haber."]
    assert [blocks[0][1] for blocks in blocks_of(payload)] == ["Bir", "İki", "Üç"]


def test_of_equivalents_one_is_taken_in_each_language() -> None:
    equivalents = component(
        component(content("Haber, düz."), language="tr", headline="Haber")
        + component(content("<p>Haber, biçimli.</p>"), language="tr", headline="Haber")
        + component(content("The news."), language="en", headline="News"),
        attributes='EquivalentsList="yes"',
    )
    assert [blocks[-1][1] for blocks in blocks_of(newsml(equivalents))] == ["Haber, düz.", "The news."]
    two_forms = component(content("<p>Haber.</p>") + content("Haber.", "Plain"), headline="Haber metni")
    assert blocks_of(newsml(two_forms)) == [[("headline", "Haber metni"), (None, "Haber.")]]


@pytest.mark.parametrize(
    ("written", "status"),
    [("Usable", "usable"), ("Canceled", "canceled"), ("Withheld", "withheld"), ("Embargoed", "withheld"), ("Other", None)],
)
def test_status(written: str, status: str | None) -> None:
    payload = newsml(component(content("Haber."), headline="Haber metni"), status=written)
    assert items(FORMAT.read(payload, None))[0][0].status == status


PHOTO = '<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>'


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (newsml(component(component(content("Rıhtım."), role="Caption") + component(PHOTO, role="main"), headline="Rıhtım")), "picture"),
        (newsml(component("")), "without headline and text"),
        (newsml("<Update/>"), "update"),
        (newsml(""), "without content"),
        (b"<NewsML><NewsEnvelope/></NewsML>", "without items"),
    ],
)
def test_without_news_text_it_is_unsupported_and_says_what_it_is(payload: bytes, says: str) -> None:
    with pytest.raises(UnsupportedItem, match=says):
        FORMAT.read(payload, None)


@pytest.mark.parametrize(
    "payload",
    [
        newsml(*[component(content("x"), headline="y")] * 1_001),
        newsml(component(content("x") * 1_001)),
        newsml("<NewsComponent>" * 220 + content("x") + "</NewsComponent>" * 220),
    ],
)
def test_too_much_is_too_complex(payload: bytes) -> None:
    with pytest.raises(TooComplex):
        FORMAT.read(payload, None)


def test_truncated_or_of_another_root_is_malformed() -> None:
    for payload in (STORY.encode("iso-8859-1")[:-20], b"<nitf/>"):
        with pytest.raises(Malformed):
            FORMAT.read(payload, None)


def test_recognised_by_its_root() -> None:
    assert FORMAT.recognises(STORY.encode("iso-8859-1")[:4096])
    assert FORMAT.recognises(b"\n\n<NewsML Version='1.2'>")
    assert not FORMAT.recognises(b"<newsItem>")


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
def test_vendor_files() -> None:
    paths = [path for path in sorted((VENDORS / "newsml-1.2").rglob("*")) if path.is_file()]
    outcomes = {path.name: read_or_reject(FORMAT, path.read_bytes()) for path in paths}
    rejects = [each for each in outcomes.values() if isinstance(each, Rejected)]
    # Two are a picture and its caption.
    assert [(type(each), "picture" in str(each)) for each in rejects] == [(UnsupportedItem, True)] * 2
    for each in outcomes.values():
        if isinstance(each, Document):
            assert all(blocks[0][0] == "headline" and any(told is None for told, _ in blocks) for _, blocks in items(each))
