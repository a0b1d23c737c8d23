from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas import Dateline, Link, Media, Subject
from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats.json_formats import AP_JSON
from streams.pipeline.errors import UnknownFormat, UnsupportedItem

from .wires import VENDORS, check, items, read_or_reject

ITEM: dict[str, Any] = {
    "uri": "https://api.example/content/0f1e?qt=abc&et=1",
    "altids": {"itemid": "0f1e2d3c", "etag": "0f1e2d3c_1", "friendlykey": "26328", "transref": "s0042"},
    "version": 2,
    "type": "text",
    "urgency": 4,
    "language": "en",
    "versioncreated": "2026-11-24T04:05:12Z",
    "firstcreated": "2026-11-24T03:01:00Z",
    "pubstatus": "usable",
    "ednote": "Eds: Adds quote from mayor.",
    "headline": "Ferry service resumes across the Bosporus",
    "slugline": "BC-TUR--Ferries",
    "bylines": [{"by": "By ELIF SAHIN", "title": "Wire Writer"}],
    "datelinelocation": {"city": "Istanbul", "countryname": "Turkey"},
    "copyrightnotice": "Copyright 2026 Example Wire.",
    "usageterms": ["Editorial use only.", "No archives."],
    "keywords": ["ferries"],
    "provider": "EW",
    "subject": [
        {"rels": ["category"], "code": "i", "name": "International News"},
        {"rels": ["direct"], "code": "94aa", "name": "Shipping", "scheme": "http://cv.example/id/"},
    ],
    "description_summary": "Boats run again after a three-day storm.",
    "renditions": {
        "nitf": {"title": "NITF Story Download", "type": "text", "mimetype": "text/xml", "href": "https://api.example/download?f=nitf"}
    },
}
LISTED = {name: value for name, value in ITEM.items() if name != "description_summary"}
PICTURE = LISTED | {
    "type": "picture",
    "description_caption": "A ferry leaves Eminonu.",
    "renditions": {"main": {"href": "https://api.example/1.jpg", "mimetype": "image/jpeg", "type": "picture"}},
}


def answer(**data: Any) -> bytes:
    return json.dumps({"api_version": "1.1", "id": "x", "method": "/content.GET", "data": data}).encode()


def test_one_item() -> None:
    payload = answer(meta={"products": []}, item=ITEM)
    assert AP_JSON.recognises(payload[:4096])
    document = AP_JSON.read(payload, None)
    check(document)
    ((metadata, blocks),) = items(document)
    assert blocks == [("headline", "Ferry service resumes across the Bosporus"), (None, "Boats run again after a three-day storm.")]
    assert metadata == Metadata(
        guid="0f1e2d3c",
        version=2,
        urgency=4,
        status="usable",
        created_at=datetime(2026, 11, 24, 3, 1, tzinfo=UTC),
        published_at=datetime(2026, 11, 24, 4, 5, 12, tzinfo=UTC),
        slugline="BC-TUR--Ferries",
        editorial_note="Eds: Adds quote from mayor.",
        language="en",
        byline="By ELIF SAHIN",
        dateline=Dateline(text="Istanbul", place="Istanbul"),
        notice="Editorial use only. No archives.",
        copyright="Copyright 2026 Example Wire.",
        section="International News",
        keywords=("ferries",),
        subjects=(Subject(code="i", name="International News"), Subject(code="http://cv.example/id/94aa", name="Shipping")),
        links=(Link(href="https://api.example/download?f=nitf", rel="nitf", title="NITF Story Download"),),
        agencies=("EW",),
    )


def test_listing_gives_the_items_that_have_text() -> None:
    payload = answer(items=[{"meta": {}, "item": PICTURE}, {"meta": {}, "item": ITEM}, {"meta": {}, "item": LISTED}])
    document = AP_JSON.read(payload, None)
    assert [metadata.guid for metadata, _ in items(document)] == ["0f1e2d3c"]
    assert [decision.value for decision in document.decisions if decision.what == "items"] == [
        "left out: a picture without news text, an item that only points at its text"
    ]


def test_picture_with_a_text_item() -> None:
    ((metadata, _),) = items(AP_JSON.read(answer(item=ITEM | {"associations": {"1": PICTURE}}), None))
    assert metadata.media == (
        Media(kind="picture", href="https://api.example/1.jpg", media_type="image/jpeg", caption="A ferry leaves Eminonu."),
    )


def test_headline_with_its_text_elsewhere() -> None:
    with pytest.raises(UnsupportedItem, match="only points at its text"):
        AP_JSON.read(answer(item=LISTED), None)


def test_picture() -> None:
    with pytest.raises(UnsupportedItem, match="a picture without news text"):
        AP_JSON.read(answer(item=PICTURE), None)


@pytest.mark.parametrize("data", [{}, {"items": []}, {"item": {"headline": "no id"}}])
def test_answer_without_an_item(data: dict[str, Any]) -> None:
    with pytest.raises(UnknownFormat):
        AP_JSON.read(answer(**data), None)


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
def test_vendor_files() -> None:
    outcomes = [read_or_reject(AP_JSON, path.read_bytes()) for path in sorted((VENDORS / "ap-media-json").rglob("*.json"))]
    assert outcomes
    assert all(isinstance(each, Document | UnsupportedItem) for each in outcomes)
