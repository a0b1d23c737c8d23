"""Items of every format through the whole of the pipeline: the text and all that the desk says about it arrive in the records."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import jsonschema_rs
import pytest

from schemas import Dateline, Link, Media, Reason, Record, Subject
from schemas.codec import encode
from schemas.json_schema import schemas_by_name
from streams.intake.files import read_messages
from streams.pipeline import Published, process, process_message
from streams.pipeline.decode import decode
from streams.pipeline.decode.formats import FORMATS
from tests.pipeline.accounting import kept, overlapping, removed, told
from tests.pipeline.formats.test_ap_json import ITEM as AP_ITEM
from tests.pipeline.formats.test_ap_json import answer as ap_answer
from tests.pipeline.formats.test_feeds import NAMES as FEED_NAMES
from tests.pipeline.formats.test_newsml_1 import STORY as NEWSML_1
from tests.pipeline.formats.test_newsml_g2 import STORY as NEWSML_G2
from tests.pipeline.formats.test_ninjs import ITEM as NINJS_ITEM
from tests.pipeline.formats.test_nitf import STORY as NITF
from tests.pipeline.formats.wires import VENDORS
from tests.pipeline.pages import item, records

VALIDATORS = {name: jsonschema_rs.Draft202012Validator(schema, validate_formats=True) for name, schema in schemas_by_name().items()}

EXPECTED_REASONS = {Reason.UNSUPPORTED_ITEM, Reason.UNKNOWN_FORMAT, Reason.MALFORMED, Reason.UNKNOWN_CHARSET, Reason.NO_TEXT}
LEFT_OVER = re.compile(r"</\w|<(?:p|br|div|span|b|i|a)\b|&(?:lt|gt|amp|nbsp|quot);")


def at(hour: int, minute: int = 0, *, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def rss(*entries: str) -> bytes:
    channel = "<title>الرافدين</title><language>ar-IQ</language><copyright>وكالة رافد</copyright>"
    written = "".join(f"<item>{entry}</item>" for entry in entries)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {FEED_NAMES}><channel>{channel}{written}</channel></rss>'.encode()


RSS_ENTRY = """<title>جسر جديد يربط ضفتي الكوت قبل نهاية العام</title>
<link>https://rafid.example/ar/552</link><guid isPermaLink="false">rafid-552</guid>
<pubDate>Tue, 24 Nov 2026 13:00:00 +0300</pubDate><dcterms:created>2026-11-24T08:00:00Z</dcterms:created>
<dc:creator>مهند الساعدي</dc:creator><category>خدمات</category><category>واسط</category>
<description>الجسر يختصر الطريق إلى المستشفى عشرين دقيقة.</description>
<content:encoded><![CDATA[<p>الكوت (رافد) - تفتح محافظة واسط في كانون الأول جسرا جديدا على نهر دجلة، بعد عامين من بدء العمل فيه.</p>
<p>وقال مدير الطرق إن الجسر يحمل أربعة مسارات، وإن تجربته بدأت الأسبوع الماضي بشاحنات محملة بالرمل.</p>
<p>وأضاف أن الجسر القديم سيبقى للمشاة والدراجات.</p>]]></content:encoded>
<enclosure url="https://rafid.example/552.jpg" type="image/jpeg" length="1"/>"""

MAIL = EmailMessage()
MAIL["From"] = "Nordküste Presse <redaktion@nordkueste-presse.example>"
MAIL["To"] = "eingang@kunde.example"
MAIL["Date"] = "Tue, 24 Nov 2026 10:20:00 +0100"
MAIL["Message-ID"] = "<20261124.77@nordkueste-presse.example>"
MAIL["Subject"] = "Fähre nach Föhr fällt bis Freitag aus"
MAIL["Keywords"] = "Verkehr, Nordsee"
MAIL["Content-Language"] = "de-DE"
MAIL.set_content(
    "Wyk (nkp) - Die Fähre zwischen Dagebüll und Föhr fällt bis Freitag aus. "
    "Grund ist ein Schaden am Ruder, wie die Reederei mitteilte.\n\n"
    "Ein Ersatzschiff aus Büsum soll am Mittwoch eintreffen und zweimal am Tag fahren, zunächst ohne Autos.\n\n"
    "Die Inselbäckerei backt in dieser Woche mit Mehl aus dem Notvorrat.\n"
)
MAIL.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="faehre.jpg")

WIRE_TEXT = """Karameh (lvw) - Farmers in the southern Jordan Valley received the
first water from a new dam on Tuesday, two years after work on it was
due to end.

   "We have waited for three summers," said Salma Haddad, who grows
dates on four hectares and sells them in Amman.

   The ministry said a second pumping station would follow in spring.
"""
IPTC_7901 = (
    "\x01lvw062 3 i 120 xxxxb   lvw 061\n\nJordan-water/dams/\n\x022ND LEAD\nJordan Valley farmers get first water from new dam\n"
    f"By Huda Qasim, lvw =\n\n   {WIRE_TEXT}\n\x03241137 GMT Nov 26\n\x04"
).replace("\n", "\r\n")
ANPA_1312 = (
    "\x16\x16\x01W2870\x1fmideast\nu i\x13\x11 BC-ML--Jordan-WaterDam     11-24 1049\n"
    "\x02^BC-ML--Jordan-Water Dam, 1st Ld-Writethru,118<\n^Jordan Valley farmers get first water from new dam<\n"
    "^LW Photo JOR101, JOR102<\n^(Eds: Adds quotes. With LW Photos.)<\n^A dam that was due two years ago fills at last.<\n"
    "^By HUDA QASIM=\n"
    "\t   KARAMEH, Jordan (LW) _ Farmers in the southern Jordan Valley received the first water from a new dam on Tuesday.\n"
    "\t   ``We have waited for three summers,'' said Salma Haddad _ she grows dates on four hectares.\n"
    "\t   The ministry said a second pumping station would follow in spring.\n\n"
    "\t   \x03LW-WF-11-24-26 1509GMT<\n\n\x0c\n\x04"
).replace("\n", "\r\n")
JSON = {
    "id": 90417,
    "title": "Le port de Tripoli rouvre après la tempête",
    "subtitle": "Trois navires attendaient au large depuis samedi.",
    "content": "<p>Le port a rouvert mardi matin, après trois jours de vent du nord et de vagues de cinq mètres.</p>"
    "<p>Les grues fonctionnent, a indiqué la capitainerie, et le premier navire a accosté à sept heures.</p>"
    "<p>La réparation de la digue prendra un mois.</p>",
    "author": {"name": "Nadia Haddad"},
    "published_at": "2026-11-24T10:15:00+02:00",
    "created_at": "2026-11-24T07:00:00",
    "url": "https://levant.example/fr/90417",
    "lang": "fr",
    "category": {"name": "Économie"},
    "tags": ["port", "tempête"],
    "image": {"url": "https://levant.example/p.jpg", "caption": "Le port", "credit": "R. Saad"},
    "copyright": "© Levant Presse",
    "credit": "LP",
    "urgency": 3,
    "version": 2,
    "embargo": "2026-11-24T09:00:00Z",
    "editorial_note": "Corrige le nombre de navires",
    "slugline": "liban-port",
}

ITEMS: dict[str, tuple[bytes | str, str | None]] = {
    "newsml-g2": (NEWSML_G2, "application/vnd.iptc.g2.newsitem+xml"),
    "newsml-1": (NEWSML_1.encode("latin-1"), "text/xml"),
    "nitf": (NITF, "application/nitf+xml"),
    "feed": (rss(RSS_ENTRY), "application/rss+xml"),
    "ap-json": (ap_answer(item=AP_ITEM), "application/json"),
    "ninjs": (json.dumps(NINJS_ITEM, ensure_ascii=False), "application/json"),
    "json": (json.dumps(JSON, ensure_ascii=False), "application/json; charset=utf-8"),
    "iptc7901": (IPTC_7901, "text/plain"),
    "anpa1312": (ANPA_1312, None),
    "xml": (f"<delivery><stamp>7</stamp>{NITF[NITF.index('<nitf') :]}</delivery>", "application/xml"),
    "email": (MAIL.as_bytes(), "message/rfc822"),
}
"""An item of each format, and the content type that it comes with."""

EXPECTED: dict[str, dict[str, Any]] = {
    "newsml-g2": {
        "guid": "urn:newsml:sanad.example:20261124:9001",
        "version": 4,
        "urgency": 3,
        "status": "usable",
        "headline": "مرفأ طرابلس يستأنف العمل",
        "standfirst": "خمس سفن تدخل تباعا\nعاد المرفأ إلى العمل بعد إضراب عماله.",
        "byline": "رنا خوري",
        "dateline": Dateline(text="بيروت 24 تشرين الثاني (سند) -", place="بيروت"),
        "credit": "سند",
        "notice": "حقوق النشر 2026 وكالة سند\nللمشتركين فقط",
        "copyright": "وكالة سند",
        "language": "ar-Arab",
        "published_at": at(9, 30),
        "created_at": at(8, 5),
        "embargoed_until": at(11),
        "slugline": "لبنان-مرفأ",
        "editorial_note": "تضيف الفقرة الثانية\nالمكتب: بيروت\nهاتف 4711",
        "section": "خدمة الاقتصاد",
        "keywords": ("مرفأ", "ملاحة"),
        "subjects": (
            Subject(code="medtop:20000225", name="نقل بحري"),
            Subject(code="geo:tripoli", name="طرابلس"),
            Subject(code="مرافئ"),
        ),
        "links": (
            Link(href="https://sanad.example/9000", rel="irel:seeAlso", title="توقف المرفأ"),
            Link(href="urn:newsml:sanad.example:20261123:8800", rel="irel:derivedFrom"),
        ),
        "media": (
            Media(kind="picture", href="https://sanad.example/p.jpg", media_type="image/jpeg", caption="سفن أمام المرفأ", credit="سند"),
        ),
    },
    "newsml-1": {
        "guid": "urn:newsml:estran.example:20261124:EST77",
        "version": 3,
        "urgency": 4,
        "status": "usable",
        "headline": "La région adopte un budget en hausse",
        "standfirst": "Les lycées au cœur du débat",
        "byline": "Par Claire Noël",
        "dateline": Dateline(text="Lille, 24 nov 2026 (Estran) -", place="Lille"),
        "credit": "Estran",
        "notice": "© Agence Estran 2026\nReproduction interdite",
        "copyright": "© Agence Estran 2026",
        "language": "fr-Latn",
        "published_at": at(9, 12),
        "created_at": at(7, 40),
        "embargoed_until": at(11),
        "slugline": "région-budget-vote",
        "editorial_note": "Actualise avec le vote",
        "section": "Régions",
        "subjects": (
            Subject(code="IptcSubjectCodes:11006007", name="Budgets"),
            Subject(code="11000000"),
            Subject(code="Lieux:lille", name="Lille"),
        ),
        "links": (Link(href="urn:newsml:estran.example:20261123:EST70", rel="derivedFrom"),),
        "media": (Media(kind="picture", href="hemicycle.jpg", media_type="image/jpeg", caption="L'hémicycle, mardi.", credit="Estran"),),
    },
    "nitf": {
        "guid": "krz.4711",
        "version": 3,
        "urgency": 4,
        "status": "usable",
        "headline": "Barajlarda doluluk yüzde 41'e çıktı",
        "standfirst": "Yağışlar kuraklık endişesini azalttı\n"
        "Kente su veren on barajda ortalama doluluk geçen haftaya göre altı puan arttı.",
        "byline": "Haber: Ayşe Yılmaz Karaz, İstanbul",
        "dateline": Dateline(text="İstanbul, Türkiye 24 Kasım 2026", place="İstanbul", date="24 Kasım 2026", day="2026-11-24"),
        "credit": "Karaz",
        "notice": "© 2026 Karaz",
        "copyright": "Karaz Haber Ajansı",
        "language": "tr-Latn",
        "published_at": at(6, 40),
        "created_at": at(5, 15),
        "embargoed_until": at(9),
        "slugline": "BARAJ-DOLULUK",
        "section": "gunun-tablosu",
        "keywords": ("su", "baraj"),
        "links": (Link(href="krz.4710", rel="management-doc-idref"), Link(href="krz.4709", rel="correction")),
        "media": (
            Media(kind="picture", href="omerli.jpg", media_type="image/jpeg", caption="Ömerli Barajı, salı günü.", credit="C. Demir"),
        ),
    },
    "feed": {
        "guid": "rafid-552",
        "version": 1,
        "urgency": None,
        "status": "usable",
        "headline": "جسر جديد يربط ضفتي الكوت قبل نهاية العام",
        "standfirst": "الجسر يختصر الطريق إلى المستشفى عشرين دقيقة.",
        "lead": "تفتح محافظة واسط في كانون الأول جسرا جديدا على نهر دجلة، بعد عامين من بدء العمل فيه.",
        "byline": "مهند الساعدي",
        "dateline": Dateline(text="الكوت (رافد) -", place="الكوت", agency="رافد"),
        "copyright": "وكالة رافد",
        "language": "ar-Arab",
        "published_at": at(10),
        "created_at": at(8),
        "embargoed_until": None,
        "keywords": ("خدمات", "واسط"),
        "links": (Link(href="https://rafid.example/ar/552", rel="canonical"),),
        "media": (Media(kind="picture", href="https://rafid.example/552.jpg", media_type="image/jpeg"),),
    },
    "ap-json": {
        "guid": "0f1e2d3c",
        "version": 2,
        "urgency": 4,
        "status": "usable",
        "headline": "Ferry service resumes across the Bosporus",
        "lead": "Boats run again after a three-day storm.",
        "byline": "By ELIF SAHIN",
        "dateline": Dateline(text="Istanbul", place="Istanbul"),
        "notice": "Editorial use only. No archives.",
        "copyright": "Copyright 2026 Example Wire.",
        "language": "en-Latn",
        "published_at": datetime(2026, 11, 24, 4, 5, 12, tzinfo=UTC),
        "created_at": at(3, 1),
        "slugline": "BC-TUR--Ferries",
        "editorial_note": "Eds: Adds quote from mayor.",
        "section": "International News",
        "keywords": ("ferries",),
        "subjects": (Subject(code="i", name="International News"), Subject(code="http://cv.example/id/94aa", name="Shipping")),
        "links": (Link(href="https://api.example/download?f=nitf", rel="nitf", title="NITF Story Download"),),
    },
    "ninjs": {
        "guid": "urn:newsml:rafid.example:20261124:4711",
        "version": 3,
        "urgency": 2,
        "status": "usable",
        "headline": "إطلاق دفعة مائية من سد الموصل نحو الأهوار",
        "standfirst": "الدفعة تستمر عشرة أيام وترفع مناسيب الأهوار.",
        "lead": "أعلنت وزارة الموارد المائية، اليوم الثلاثاء، إطلاق دفعة مائية من سد الموصل نحو الأهوار.",
        "byline": "سارة الجبوري",
        "dateline": Dateline(text="بغداد -", place="بغداد"),
        "notice": "للمشتركين فقط",
        "copyright": "حقوق النشر 2026 وكالة رافد",
        "language": "ar-Arab",
        "published_at": at(6, 40),
        "created_at": at(5, 10),
        "embargoed_until": at(9),
        "slugline": "العراق-مياه",
        "editorial_note": "تضيف تصريح المتحدث في الفقرة الثانية",
        "keywords": ("مياه", "الأهوار"),
        "subjects": (
            Subject(code="http://cv.iptc.org/newscodes/mediatopic/20000507", name="water"),
            Subject(code="medtop:06000000", name="environment"),
            Subject(code="topics:rivers", name="river"),
            Subject(name="الموصل"),
        ),
    },
    "json": {
        "guid": "90417",
        "version": 2,
        "urgency": 3,
        "status": "usable",
        "headline": "Le port de Tripoli rouvre après la tempête",
        "standfirst": "Trois navires attendaient au large depuis samedi.",
        "lead": "Le port a rouvert mardi matin, après trois jours de vent du nord et de vagues de cinq mètres.",
        "byline": "Nadia Haddad",
        "credit": "LP",
        "copyright": "© Levant Presse",
        "language": "fr-Latn",
        "published_at": at(8, 15),
        "created_at": at(7),
        "embargoed_until": at(9),
        "slugline": "liban-port",
        "editorial_note": "Corrige le nombre de navires",
        "section": "Économie",
        "keywords": ("port", "tempête"),
        "links": (Link(href="https://levant.example/fr/90417", rel="canonical"),),
        "media": (Media(kind="picture", href="https://levant.example/p.jpg", caption="Le port", credit="R. Saad"),),
    },
    "iptc7901": {
        "guid": "lvw062-20261124",
        "version": 3,
        "urgency": 3,
        "status": "usable",
        "headline": "Jordan Valley farmers get first water from new dam",
        "lead": "Farmers in the southern Jordan Valley received the first water from a new dam on Tuesday, two years after work on it "
        "was due to end.",
        "byline": "By Huda Qasim, lvw",
        "dateline": Dateline(text="Karameh (lvw) -", place="Karameh", agency="lvw"),
        "language": "en-Latn",
        "published_at": at(11, 37),
        "slugline": "Jordan-water/dams",
        "editorial_note": "2ND LEAD",
        "section": "i",
        "keywords": ("Jordan-water", "dams"),
    },
    "anpa1312": {
        "guid": "W2870-20261124",
        "version": 2,
        "urgency": 3,
        "status": "usable",
        "headline": "Jordan Valley farmers get first water from new dam",
        "standfirst": "A dam that was due two years ago fills at last.",
        "lead": "Farmers in the southern Jordan Valley received the first water from a new dam on Tuesday.",
        "byline": "By HUDA QASIM",
        "dateline": Dateline(text="KARAMEH, Jordan (LW) —", place="KARAMEH, Jordan", agency="LW"),
        "language": "en-Latn",
        "published_at": at(15, 9),
        "slugline": "BC-ML--Jordan-Water Dam",
        "editorial_note": "(Eds: Adds quotes. With LW Photos.)",
        "section": "i",
        "media": (Media(kind="picture", href="JOR101"), Media(kind="picture", href="JOR102")),
    },
    "email": {
        "guid": "20261124.77@nordkueste-presse.example",
        "version": 1,
        "urgency": None,
        "status": "usable",
        "headline": "Fähre nach Föhr fällt bis Freitag aus",
        "lead": "Die Fähre zwischen Dagebüll und Föhr fällt bis Freitag aus. Grund ist ein Schaden am Ruder, wie die Reederei mitteilte.",
        "dateline": Dateline(text="Wyk (nkp) -", place="Wyk", agency="nkp"),
        "language": "de-Latn",
        "published_at": at(9, 20),
        "keywords": ("Verkehr", "Nordsee"),
        "media": (Media(kind="picture", href="faehre.jpg", media_type="image/jpeg"),),
    },
}
# The envelope of another system adds nothing to the item that it carries.
EXPECTED["xml"] = EXPECTED["nitf"]


def the_records(name: str) -> tuple[Record, ...]:
    payload, content_type = ITEMS[name]
    return records(payload, content_type)


def test_there_is_an_item_of_each_format() -> None:
    assert set(ITEMS) == set(EXPECTED) == {each.name for each in FORMATS}


@pytest.mark.parametrize("name", ITEMS)
def test_what_the_desk_says_about_its_item_stands_in_the_record(name: str) -> None:
    first = the_records(name)[0]
    assert {field: getattr(first, field) for field in EXPECTED[name]} == EXPECTED[name]


@pytest.mark.parametrize("name", ITEMS)
def test_the_record_says_which_format_it_came_in(name: str) -> None:
    formats = [decision.value for decision in the_records(name)[0].decisions if decision.what == "format"]
    assert formats[-1] == name


@pytest.mark.parametrize("name", ITEMS)
def test_nothing_is_lost_of_the_items_text(name: str) -> None:
    raw = item(*ITEMS[name])
    outcome = process(raw)
    assert isinstance(outcome, Published)
    assert kept(raw, outcome.records) == told(outcome.records)
    assert not overlapping(outcome.records)
    text = decode(raw).text
    assert [span.text for span in removed(outcome.records) if span.text not in text] == []


@pytest.mark.parametrize("name", ITEMS)
def test_records_are_what_the_schemas_say(name: str) -> None:
    for record in the_records(name):
        written = json.loads(encode(record))
        VALIDATORS[written["kind"]].validate(written)


@pytest.mark.parametrize("name", ITEMS)
def test_no_markup_and_no_control_character_is_left_in_the_text(name: str) -> None:
    for record in the_records(name):
        for text in filter(None, (record.headline, record.standfirst, record.lead, *record.body)):
            assert not set(text) & set("<>\x02\x03\x08\t"), text


SECOND_ENTRY = """<title>تأجيل امتحانات الثانوية في البصرة يومين</title><guid>rafid-553</guid>
<pubDate>Tue, 24 Nov 2026 13:20:00 +0300</pubDate>
<description>أجلت مديرية التربية في البصرة امتحانات الثانوية يومين بسبب السيول التي قطعت ثلاثة طرق.</description>"""
THIRD_ENTRY = """<title>عاجل: هزة أرضية خفيفة في السليمانية</title><guid>rafid-554</guid>"""


def test_several_items_in_one_payload_are_records_in_its_order() -> None:
    found = records(rss(RSS_ENTRY, SECOND_ENTRY, THIRD_ENTRY), "application/rss+xml")
    assert [record.guid for record in found] == ["rafid-552", "rafid-553", "rafid-554"]
    assert [record.ordinal for record in found] == [0, 1, 2]
    assert [(record.headline, record.lead[:12]) for record in found] == [
        ("جسر جديد يربط ضفتي الكوت قبل نهاية العام", "تفتح محافظة "),
        ("تأجيل امتحانات الثانوية في البصرة يومين", "أجلت مديرية "),
        (None, "هزة أرضية خف"),
    ]
    for record in found:
        assert [(other.id, other.ordinal) for other in record.related] == [
            (other.id, other.ordinal) for other in found if other is not record
        ]
    assert len({record.uri for record in found}) == len({record.id for record in found}) == 3
    assert (found[1].keywords, found[1].media) == ((), ()), "what an entry says is about that entry alone"


def test_an_item_keeps_its_uri_across_its_versions_and_whatever_stands_beside_it() -> None:
    alone = records(rss(RSS_ENTRY), "application/rss+xml")[0]
    later = records(rss(SECOND_ENTRY, RSS_ENTRY.replace("عشرين", "ثلاثين")), "application/rss+xml", id="2")[1]
    assert later.guid == alone.guid
    assert later.uri == alone.uri
    assert later.id != alone.id


def test_items_of_another_format_in_an_e_mail_are_records_of_that_format() -> None:
    mail = EmailMessage()
    mail["From"] = "Karaz <haber@karaz.example>"
    mail["Date"] = "Tue, 24 Nov 2026 09:45:00 +0300"
    mail["Message-ID"] = "<7@karaz.example>"
    mail["Subject"] = "Günün haberleri"
    mail.set_content("Ekte.\n")
    mail.add_attachment(NITF.encode(), maintype="application", subtype="nitf+xml", filename="4711.xml")
    by_guid = {record.guid: record for record in records(mail.as_bytes(), "message/rfc822")}
    carried = by_guid["krz.4711"]
    assert {field: getattr(carried, field) for field in EXPECTED["nitf"]} == EXPECTED["nitf"]


@pytest.mark.parametrize(
    ("name", "change", "status"),
    [
        ("newsml-g2", ("stat:usable", "stat:canceled"), "canceled"),
        ("newsml-g2", ("stat:usable", "stat:withheld"), "withheld"),
        ("newsml-1", ('<Status FormalName="Embargoed"/>', '<Status FormalName="Canceled"/>'), "canceled"),
        ("nitf", ('management-status="usable"', 'management-status="withheld"'), "withheld"),
        ("nitf", ('management-status="usable"', 'management-status="canceled"'), "canceled"),
        ("ninjs", ('"pubstatus": "usable"', '"pubstatus": "withheld"'), "withheld"),
        ("ap-json", ('"pubstatus": "usable"', '"pubstatus": "canceled"'), "canceled"),
        ("json", ('"urgency": 3', '"status": "killed"'), "canceled"),
        ("iptc7901", ("2ND LEAD", "WITHDRAWN"), "canceled"),
        ("anpa1312", ("1st Ld-Writethru", "Kill"), "canceled"),
    ],
)
def test_a_killed_or_withheld_item_keeps_its_status(name: str, change: tuple[str, str], status: str) -> None:
    payload, content_type = ITEMS[name]
    text = payload if isinstance(payload, str) else payload.decode("latin-1" if name == "newsml-1" else "utf-8")
    assert change[0] in text
    changed = text.replace(*change).encode("latin-1" if name == "newsml-1" else "utf-8")
    found = records(changed, content_type)
    assert [record.status for record in found] == [status] * len(found)


def test_what_the_event_says_fills_in_for_what_the_item_does_not() -> None:
    entry = "<title>افتتاح معرض الكتاب في أربيل</title><description>افتتح معرض الكتاب في أربيل بمشاركة مئتي دار نشر.</description>"
    (record,) = records(rss(entry), "application/rss+xml", time=at(5).isoformat())
    assert record.published_at == at(5)
    (record,) = records(rss(entry + "<pubDate>Tue, 24 Nov 2026 04:00:00 GMT</pubDate>"), "application/rss+xml", time=at(5).isoformat())
    assert record.published_at == at(4), "the item knows better than the event around it"


def test_a_flash_that_is_only_a_headline_is_a_snap() -> None:
    (record,) = records(json.dumps({"uri": "urn:x:1", "type": "text", "urgency": 1, "headline": "Erdbeben erschüttert Ostanatolien"}))
    assert (record.headline, record.lead, record.urgency) == (None, "Erdbeben erschüttert Ostanatolien", 1)


@pytest.mark.parametrize(
    ("charset", "rule"),
    [("utf-8-sig", "charset.bom"), ("utf-16", "charset.bom"), ("windows-1256", "charset.declared")],
)
def test_the_charset_of_an_item_is_among_its_decisions(charset: str, rule: str) -> None:
    payload = json.dumps(NINJS_ITEM, ensure_ascii=False).encode(charset)
    (record,) = records(payload, f"application/json; charset={charset.removesuffix('-sig')}")
    assert record.headline == NINJS_ITEM["headline"]
    assert [decision.rule for decision in record.decisions if decision.what == "charset"] == [rule]


def test_text_that_was_encoded_twice_is_repaired_and_the_decision_says_so() -> None:
    twice = NITF.encode().decode("windows-1254", "replace").encode()
    record = records(twice, "application/nitf+xml")[0]
    assert record.headline == "Barajlarda doluluk yüzde 41'e çıktı"
    (decision,) = [decision for decision in record.decisions if decision.what == "charset"]
    assert decision.rule == "charset.double_encoded"
    assert decision.value.startswith("utf-8 read as ")


@pytest.mark.skipif(not VENDORS.is_dir(), reason="needs vendors' files beside the checkout")
def test_vendors_files_are_records_without_loss_or_rejects_with_a_reason_of_decoding() -> None:
    folders = sorted(path for path in VENDORS.iterdir() if path.is_dir())
    assert folders
    for message in read_messages(folders):
        outcome = process_message(message)
        if not isinstance(outcome, Published):
            assert outcome.reason in EXPECTED_REASONS, (message.topic, outcome)
            continue
        assert kept(outcome.raw, outcome.records) == told(outcome.records), message.topic
        assert not overlapping(outcome.records), message.topic
        for record in outcome.records:
            written = json.loads(encode(record))
            VALIDATORS[written["kind"]].validate(written)
            for text in filter(None, (record.headline, record.standfirst, record.lead, *record.body)):
                assert not LEFT_OVER.search(text), (message.topic, text)
