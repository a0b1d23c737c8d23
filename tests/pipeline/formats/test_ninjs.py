from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas import Dateline, Link, Media, Subject
from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats.json_formats import NINJS
from streams.pipeline.errors import DecodeError, Malformed, TooComplex, UnsupportedItem

from .wires import VENDORS, check, items, read_or_reject

BODY_AR = (
    "<p>بغداد - أعلنت وزارة الموارد المائية، اليوم الثلاثاء، إطلاق دفعة مائية من سد الموصل نحو الأهوار.</p>"
    "<p>وقال المتحدث باسم الوزارة إن الدفعة تستمر عشرة أيام، وإن مناسيب الأهوار ارتفعت <b>12</b> سنتيمترا.</p>"
)
ITEM: dict[str, Any] = {
    "uri": "urn:newsml:rafid.example:20261124:4711",
    "type": "text",
    "version": "3",
    "versioncreated": "2026-11-24T09:40:00+03:00",
    "firstcreated": "2026-11-24T05:10:00Z",
    "embargoed": "2026-11-24T12:00:00+03:00",
    "pubstatus": "usable",
    "urgency": 2,
    "language": "ar",
    "headline": "إطلاق دفعة مائية من سد الموصل نحو الأهوار",
    "description_text": "الدفعة تستمر عشرة أيام وترفع مناسيب الأهوار.",
    "body_html": BODY_AR,
    "slugline": "العراق-مياه",
    "ednote": "تضيف تصريح المتحدث في الفقرة الثانية",
    "byline": "سارة الجبوري",
    "located": "بغداد",
    "copyrightholder": "وكالة رافد",
    "copyrightnotice": "حقوق النشر 2026 وكالة رافد",
    "usageterms": "للمشتركين فقط",
    "keywords": ["مياه", "الأهوار"],
    "subject": [
        {"name": "water", "rel": "about", "scheme": "http://cv.iptc.org/newscodes/mediatopic/", "code": "20000507"},
        {"name": "environment", "code": "medtop:06000000"},
        {"name": "river", "qcode": "rivers", "scheme": "topics"},
    ],
    "place": [{"name": "الموصل"}],
    "infosource": [{"name": "RFD"}],
}


def read(value: Any) -> Document:
    document = NINJS.read(json.dumps(value, ensure_ascii=False).encode(), None)
    check(document)
    return document


def only(value: Any) -> tuple[Metadata, list[tuple[str | None, str]]]:
    ((metadata, blocks),) = items(read(value))
    return metadata, blocks


def test_text_item() -> None:
    metadata, blocks = only(ITEM)
    assert blocks == [
        ("headline", "إطلاق دفعة مائية من سد الموصل نحو الأهوار"),
        ("standfirst", "الدفعة تستمر عشرة أيام وترفع مناسيب الأهوار."),
        (None, "بغداد - أعلنت وزارة الموارد المائية، اليوم الثلاثاء، إطلاق دفعة مائية من سد الموصل نحو الأهوار."),
        (None, "وقال المتحدث باسم الوزارة إن الدفعة تستمر عشرة أيام، وإن مناسيب الأهوار ارتفعت 12 سنتيمترا."),
    ]
    assert metadata == Metadata(
        guid="urn:newsml:rafid.example:20261124:4711",
        version=3,
        urgency=2,
        status="usable",
        embargoed_until=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        created_at=datetime(2026, 11, 24, 5, 10, tzinfo=UTC),
        published_at=datetime(2026, 11, 24, 6, 40, tzinfo=UTC),
        slugline="العراق-مياه",
        editorial_note="تضيف تصريح المتحدث في الفقرة الثانية",
        language="ar",
        byline="سارة الجبوري",
        dateline=Dateline(text="بغداد", place="بغداد"),
        notice="للمشتركين فقط",
        copyright="حقوق النشر 2026 وكالة رافد",
        keywords=("مياه", "الأهوار"),
        subjects=(
            Subject(code="http://cv.iptc.org/newscodes/mediatopic/20000507", name="water"),
            Subject(code="medtop:06000000", name="environment"),
            Subject(code="topics:rivers", name="river"),
            Subject(name="الموصل"),
        ),
        agencies=("RFD", "وكالة رافد"),
    )


def test_lists_of_values_of_2_and_3() -> None:
    """From 2.0 on a headline, a description and a body are lists of values with roles; from 3.0 on names have capitals."""
    metadata, blocks = only(
        {
            "standard": {"name": "ninjs", "version": "3.0"},
            "uri": "http://kurier-nord.example/artikel/7",
            "type": "text",
            "versionCreated": "2026-11-24T08:00:00+01:00",
            "pubStatus": "withheld",
            "by": "Von Jette Hansen, KN",
            "headlines": [
                {"role": "short", "value": "Deich gebrochen"},
                {"role": "main", "value": "Deich bei Husum hält der Sturmflut nicht stand"},
            ],
            "descriptions": [{"role": "creditline", "value": "kn"}, {"role": "text", "value": "Die Feuerwehr räumt zwei Straßen."}],
            "bodies": [
                {"role": "text", "contentType": "text/plain", "value": "Husum (kn) - Der Deich ist gebrochen. Verletzt wurde niemand."},
                {
                    "role": "html",
                    "contentType": "text/html",
                    "value": "<p>Husum (kn) - Der Deich ist gebrochen.</p><p>Verletzt wurde niemand.</p>",
                },
            ],
            "subjects": [{"literal": "03000000", "name": "Katastrophe", "uri": "http://kn.example/ressort/03"}],
            "trustIndicators": [{"title": "Unsere Regeln", "href": "https://kn.example/regeln"}],
        }
    )
    assert blocks == [
        ("headline", "Deich bei Husum hält der Sturmflut nicht stand"),
        ("standfirst", "Die Feuerwehr räumt zwei Straßen."),
        (None, "Husum (kn) - Der Deich ist gebrochen."),
        (None, "Verletzt wurde niemand."),
    ]
    assert metadata == Metadata(
        guid="http://kurier-nord.example/artikel/7",
        status="withheld",
        published_at=datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
        byline="Von Jette Hansen, KN",
        credit="kn",
        subjects=(Subject(code="03000000", name="Katastrophe"),),
        links=(Link(href="https://kn.example/regeln", rel="trustIndicator", title="Unsere Regeln"),),
    )


def test_body_in_nitf() -> None:
    text = "<p>Ankara'da kar yağışı sürüyor.</p><p>Okullar tatil.</p>"
    nitf = f"<?xml version='1.0'?><nitf><head><title>x</title></head><body><body.content>{text}</body.content></body></nitf>"
    _, blocks = only({"uri": "u", "type": "text", "bodies": [{"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": nitf}]})
    assert blocks == [(None, "Ankara'da kar yağışı sürüyor."), (None, "Okullar tatil.")]


def test_plain_body_keeps_its_paragraphs() -> None:
    _, blocks = only(
        {"uri": "u", "headline": "Métro fermé", "body_text": "Le métro de Lyon est fermé.\n\nIl rouvrira mardi, a dit la régie."}
    )
    assert blocks == [("headline", "Métro fermé"), (None, "Le métro de Lyon est fermé."), (None, "Il rouvrira mardi, a dit la régie.")]


def test_what_stands_twice_stands_once() -> None:
    """Systems repeat the headline in the body, and give the beginning of the body, cut off, for a summary."""
    _, blocks = only(
        ITEM
        | {
            "headline": "Köprü trafiğe kapatıldı",
            "description_text": "İzmir'deki köprü bakım için trafiğe kapatıldı, araçlar çevre yo…",
            "body_html": "<h1>Köprü trafiğe kapatıldı</h1>"
            "<p>İzmir'deki köprü bakım için trafiğe kapatıldı, araçlar çevre yoluna yönlendiriliyor.</p>"
            "<p>Bakım iki hafta sürecek.</p>",
        }
    )
    assert blocks == [
        ("headline", "Köprü trafiğe kapatıldı"),
        (None, "İzmir'deki köprü bakım için trafiğe kapatıldı, araçlar çevre yoluna yönlendiriliyor."),
        (None, "Bakım iki hafta sürecek."),
    ]


def test_description_is_the_text_of_an_item_without_body() -> None:
    _, blocks = only(
        {"uri": "u", "type": "text", "headline": "زلزله در کرمان", "description_text": "زلزله‌ای به بزرگی ۴٫۲ کرمان را لرزاند."}
    )
    assert blocks == [("headline", "زلزله در کرمان"), (None, "زلزله‌ای به بزرگی ۴٫۲ کرمان را لرزاند.")]


def test_headline_alone_is_an_item() -> None:
    metadata, blocks = only({"uri": "u", "type": "text", "pubstatus": "usable", "urgency": 1, "headline": "عاجل: استقالة الحكومة"})
    assert blocks == [("headline", "عاجل: استقالة الحكومة")]
    assert metadata.urgency == 1


@pytest.mark.parametrize("associations", ["named", "listed"])
def test_associations_are_media_and_links(associations: str) -> None:
    picture = {
        "uri": "http://pix.example/9",
        "type": "picture",
        "headline": "Dam",
        "description_text": "سد الموصل صباح الثلاثاء.",
        "byline": "علي حسن",
        "renditions": {
            "small": {"href": "http://pix.example/9s.jpg", "mimetype": "image/jpeg", "width": 200},
            "main": {"href": "http://pix.example/9.jpg", "mimetype": "image/jpeg", "width": 3000},
        },
    }
    sidebar = {"uri": "urn:rafid:sidebar", "type": "text", "headline": "الأهوار في أرقام", "body_text": "مساحة الأهوار."}
    film = {"type": "video", "renditions": [{"name": "main", "href": "http://film.example/a.mp4", "contentType": "video/mp4"}]}
    named = {"picture1": picture, "sidebar": sidebar, "film": film, "empty": None}
    listed = [{"name": name} | each for name, each in named.items() if each]
    metadata, _ = only(ITEM | {"associations": named if associations == "named" else listed})
    assert metadata.media == (
        Media(
            kind="picture", href="http://pix.example/9.jpg", media_type="image/jpeg", caption="سد الموصل صباح الثلاثاء.", credit="علي حسن"
        ),
        Media(kind="video", href="http://film.example/a.mp4", media_type="video/mp4"),
    )
    assert metadata.links == (Link(href="urn:rafid:sidebar", rel="sidebar", title="الأهوار في أرقام"),)


def test_package_of_texts_is_their_items() -> None:
    first, second = ITEM | {"uri": "a"}, ITEM | {"uri": "b"}
    found = items(read({"uri": "p", "type": "composite", "headline": "نشرة", "associations": {"one": first, "two": second}}))
    assert [metadata.guid for metadata, _ in found] == ["a", "b"]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda found: found,
        lambda found: {"items": found},
        lambda found: {"total": 2, "item": found},
        lambda found: {"data": {"results": found}},
    ],
)
def test_several_items_in_one_payload(wrapped: Any) -> None:
    found = items(
        read(wrapped([ITEM | {"uri": "a"}, {"uri": "x", "type": "picture", "headline": "Dam"}, ITEM | {"uri": "b", "version": 7}]))
    )
    assert [(metadata.guid, metadata.version, len(blocks)) for metadata, blocks in found] == [("a", 3, 4), ("b", 7, 4)]


def test_items_without_text_are_counted() -> None:
    document = read([ITEM, {"uri": "x", "type": "picture", "headline": "Dam"}, {"uri": "y", "type": "picture", "headline": "Dam"}])
    assert [decision.value for decision in document.decisions if decision.what == "items"] == ["left out: 2 × a picture without news text"]


@pytest.mark.parametrize(
    ("field", "value", "name", "expected"),
    [
        ("version", "1.2", "version", None),
        ("version", 0, "version", None),
        ("version", 12, "version", 12),
        ("urgency", 0, "urgency", None),
        ("urgency", "4", "urgency", 4),
        ("urgency", True, "urgency", None),
        ("pubstatus", "canceled", "status", "canceled"),
        ("pubstatus", "cancelled", "status", "canceled"),
        ("pubstatus", "commissioned", "status", None),
        ("versioncreated", "Last Tuesday", "published_at", None),
        ("versioncreated", "2026-11-24T09:40:00", "published_at", datetime(2026, 11, 24, 9, 40, tzinfo=UTC)),
        ("embargoed", None, "embargoed_until", None),
        ("byline", {"name": "x"}, "byline", None),
        ("copyrightnotice", "", "copyright", "وكالة رافد"),
        ("subject", "water", "subjects", (Subject(name="الموصل"),)),
    ],
)
def test_what_an_item_does_not_say_is_left_open(field: str, value: Any, name: str, expected: Any) -> None:
    metadata, _ = only(ITEM | {field: value})
    assert getattr(metadata, name) == expected


@pytest.mark.parametrize(
    ("item", "what"),
    [
        ({"uri": "u", "type": "picture", "headline": "Dam", "description_text": "The dam.", "body_text": "The dam."}, "a picture"),
        ({"uri": "u", "type": "video", "headline": "Dam", "body_text": "dam"}, "a video"),
        ({"uri": "u", "type": "audio", "headlines": [{"role": "main", "value": "Dam"}]}, "a recording"),
        ({"uri": "u", "description_text": "The dam.", "renditions": {"a": {"href": "x", "mimetype": "image/png"}}}, "a picture"),
        ({"uri": "u", "type": "event", "title": "Konferenz", "bodies": [{"value": "um 9 Uhr"}]}, "type event"),
        ({"uri": "u", "title": "Konferenz", "eventDetails": {"dates": {}}}, "type event"),
        ({"uri": "u", "type": "planning", "plannedCoverage": [{"title": "x"}]}, "type planning"),
        ({"uri": "u", "type": "composite", "headline": "Bilder", "associations": {"a": {"type": "picture"}}}, "a package"),
        ({"uri": "u", "type": "text", "pubstatus": "usable"}, "without headline"),
        ({"uri": "u", "type": "text", "headline": "x", "renditions": {"n": {"href": "h", "mimetype": "text/xml"}}}, "points at its text"),
    ],
)
def test_item_without_news_text(item: dict[str, Any], what: str) -> None:
    with pytest.raises(UnsupportedItem, match=what):
        read(item)


def test_film_with_a_script_is_text() -> None:
    _, blocks = only({"uri": "u", "type": "video", "headline": "Dam", "body_text": "SHOTLIST: the dam. STORYLINE: Water was released."})
    assert blocks == [("headline", "Dam"), (None, "SHOTLIST: the dam. STORYLINE: Water was released.")]


@pytest.mark.parametrize(
    "payload",
    [
        b'{"uri": "u", "body_text": "cut of',
        b'{"uri": "u", "body_text": "a\nb"}',
        b'{"uri": "u",}',
        b'{"uri": NaN, "body_text": "a"}',
        b'{"a',
    ],
)
def test_broken_json(payload: bytes) -> None:
    with pytest.raises(Malformed, match="not JSON"):
        NINJS.read(payload, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "windows-1256"])
def test_charsets(encoding: str) -> None:
    payload = json.dumps(ITEM, ensure_ascii=False).encode(encoding)
    assert NINJS.recognises(payload[:4096])
    document = NINJS.read(payload, encoding if encoding != "utf-8-sig" else None)
    assert items(document)[0][1][0] == ("headline", ITEM["headline"])


def test_headline_cut_in_the_middle_of_an_emoji() -> None:
    document = NINJS.read(b'{"uri": "u", "headline": "Sturm \\ud83c", "body_text": "Der Sturm \\ud83c\\udf2a zieht \\\\ud83c ab."}', None)
    assert items(document)[0][1] == [("headline", "Sturm �"), (None, "Der Sturm 🌪 zieht \\ud83c ab.")]


def test_too_many_items() -> None:
    with pytest.raises(TooComplex):
        read([ITEM] * 1_001)
    with pytest.raises(TooComplex):
        read({"uri": "p", "type": "composite", "associations": {str(i): ITEM for i in range(1_200)}})


@pytest.mark.parametrize("head", [b"[" * 5_000, b'{"associations":' * 5_000])
def test_depth(head: bytes) -> None:
    with pytest.raises(TooComplex):
        NINJS.read(head, None)


def test_packages_in_packages_end() -> None:
    item: dict[str, Any] = ITEM
    for i in range(200):
        item = {"uri": str(i), "type": "composite", "associations": {"a": item}}
    with pytest.raises(UnsupportedItem):
        read(item)


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
@pytest.mark.parametrize("folder", ["ninjs", "json-broken"])
def test_vendor_files(folder: str) -> None:
    outcomes = {path.name: read_or_reject(NINJS, path.read_bytes()) for path in sorted((VENDORS / folder).rglob("*.json"))}
    assert outcomes
    documents = [each for each in outcomes.values() if isinstance(each, Document)]
    rejects = {name: each for name, each in outcomes.items() if isinstance(each, DecodeError | TooComplex)}
    assert all(document.parts for document in documents)
    if folder == "json-broken":
        assert {type(each) for each in rejects.values()} == {Malformed}
        assert len(rejects) == len(outcomes)
    else:
        assert len(documents) > 80
        assert not any(isinstance(each, Malformed | TooComplex) for each in rejects.values())
