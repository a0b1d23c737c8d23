from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Link, Media
from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats.json_formats import FORMATS, JSON
from streams.pipeline.errors import Malformed, TooComplex, UnknownFormat, UnsupportedItem

from .wires import VENDORS, check, items, read_or_reject

Blocks = list[tuple[str | None, str]]


def read(value: Any) -> Document:
    document = JSON.read(json.dumps(value, ensure_ascii=False).encode(), None)
    check(document)
    return document


def only(value: Any) -> tuple[Metadata, Blocks]:
    ((metadata, blocks),) = items(read(value))
    return metadata, blocks


def test_item_of_a_content_system() -> None:
    metadata, blocks = only(
        {
            "id": 90417,
            "title": "Le port de Tripoli rouvre après la tempête",
            "subtitle": "Trois navires attendaient au large.",
            "content": "<p>TRIPOLI - Le port a rouvert mardi matin.</p><p>Les grues fonctionnent, a dit la capitainerie.</p>",
            "author": {"id": 7, "name": "Nadia Haddad"},
            "published_at": "2026-11-24T10:15:00+02:00",
            "created_at": "2026-11-24T07:00:00Z",
            "updated_at": "2026-11-24T11:00:00Z",
            "url": "https://levant.example/fr/90417",
            "lang": "fr",
            "category": {"name": "Économie"},
            "tags": [{"id": 1, "name": "port"}, "tempête", 12],
            "image": {"url": "https://levant.example/p.jpg", "caption": "Le port", "credit": "R. Saad"},
            "source": "Levant Presse",
            "copyright": "© Levant Presse",
            "credit": "LP",
            "urgency": 3,
            "version": 2,
            "status": "withheld",
            "embargo": "2026-11-24T09:00:00Z",
            "editor_note": "ignored",
            "editorial_note": "Corrige le nombre de navires",
            "slugline": "liban-port",
            "dateline": "TRIPOLI, 24 nov.",
            "related": [{"url": "https://levant.example/fr/1", "title": "La tempête"}],
            "attachments": [{"url": "https://levant.example/a.mp3", "mime_type": "audio/mpeg"}],
        }
    )
    assert blocks == [
        ("headline", "Le port de Tripoli rouvre après la tempête"),
        ("standfirst", "Trois navires attendaient au large."),
        (None, "TRIPOLI - Le port a rouvert mardi matin."),
        (None, "Les grues fonctionnent, a dit la capitainerie."),
    ]
    assert metadata.dateline is not None
    assert metadata.dateline.text == "TRIPOLI, 24 nov."
    assert metadata == Metadata(
        guid="90417",
        version=2,
        urgency=3,
        status="withheld",
        embargoed_until=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        created_at=datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
        published_at=datetime(2026, 11, 24, 8, 15, tzinfo=UTC),
        slugline="liban-port",
        editorial_note="Corrige le nombre de navires",
        language="fr",
        byline="Nadia Haddad",
        dateline=metadata.dateline,
        credit="LP",
        copyright="© Levant Presse",
        section="Économie",
        keywords=("port", "tempête"),
        links=(
            Link(href="https://levant.example/fr/90417", rel="canonical"),
            Link(href="https://levant.example/fr/1", rel="related", title="La tempête"),
        ),
        media=(
            Media(kind="picture", href="https://levant.example/p.jpg", caption="Le port", credit="R. Saad"),
            Media(kind="audio", href="https://levant.example/a.mp3", media_type="audio/mpeg"),
        ),
        agencies=("Levant Presse",),
    )


@pytest.mark.parametrize(
    "item",
    [
        {"headline": "عنوان الخبر", "body": "نص الخبر كاملا."},
        {"Title": "عنوان الخبر", "Text": "نص الخبر كاملا."},
        {"NewsTitle": "عنوان الخبر", "NewsDetails": "<p>نص الخبر كاملا.</p>", "NewsID": 4},
        {"title_ar": "عنوان الخبر", "details_ar": "نص الخبر كاملا.", "title_en": "The headline"},
        {"العنوان": "عنوان الخبر", "النص": "نص الخبر كاملا."},
        {"عنوان_الخبر": "عنوان الخبر", "نص_الخبر": "نص الخبر كاملا."},
        {"title": {"rendered": "عنوان الخبر"}, "content": {"rendered": "<p>نص الخبر كاملا.</p>", "protected": False}},
        {"title": "عنوان الخبر", "body": [{"value": "<p>نص الخبر كاملا.</p>", "format": "full_html"}]},
        {"title": "عنوان الخبر", "blocks": [{"type": "paragraph", "data": {"text": "نص الخبر كاملا."}}]},
        {"title": "عنوان الخبر", "paragraphs": ["نص الخبر كاملا."]},
        {"title": "عنوان الخبر", "content_html": "", "content_text": "نص الخبر كاملا."},
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "عنوان الخبر", "articleBody": "نص الخبر كاملا."},
        {"title": "<b>عنوان</b> الخبر", "description": "نص الخبر كاملا."},
        {"başlık": "عنوان الخبر", "içerik": "نص الخبر كاملا."},
        {"titr": "عنوان الخبر", "matn": "نص الخبر كاملا."},
    ],
)
def test_names_that_systems_use(item: dict[str, Any]) -> None:
    assert only(item)[1] == [("headline", "عنوان الخبر"), (None, "نص الخبر كاملا.")]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda found: found,
        lambda found: {"data": found},
        lambda found: {"status": "ok", "totalResults": 2, "articles": found},
        lambda found: {"title": "My feed", "description": "All news", "items": found},
        lambda found: {"response": {"docs": found}},
        lambda found: {"hits": {"hits": [{"_id": "1", "_source": each} for each in found]}},
        lambda found: {"data": [{"type": "articles", "id": "1", "attributes": each} for each in found]},
        lambda found: {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, *found]},
        lambda found: {"rss": {"channel": {"title": "x", "item": found}}},
    ],
)
def test_lists_and_what_wraps_them(wrapped: Any) -> None:
    found = [{"headline": "Birinci haber", "body": "Birinci metin."}, {"headline": "İkinci haber", "body": "İkinci metin."}]
    assert [blocks for _, blocks in items(read(wrapped(found)))] == [
        [("headline", "Birinci haber"), (None, "Birinci metin.")],
        [("headline", "İkinci haber"), (None, "İkinci metin.")],
    ]


def test_json_feed() -> None:
    document = read(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Nachrichten",
            "language": "de",
            "items": [
                {
                    "id": "n1",
                    "url": "https://n.example/1",
                    "title": "Regen",
                    "content_text": "Es regnet in Kiel.",
                    "date_published": "2026-11-24T08:00:00Z",
                    "authors": [{"name": "Ada Krug"}, {"name": "Ben Voss"}],
                    "tags": ["wetter"],
                },
                {"id": "n2", "content_html": "<p>Es schneit in Ulm.</p><script>x()</script>", "language": "de-AT"},
            ],
        }
    )
    (first, blocks), (second, others) = items(document)
    assert blocks == [("headline", "Regen"), (None, "Es regnet in Kiel.")]
    assert others == [(None, "Es schneit in Ulm.")]
    assert (first.guid, first.byline, first.language, first.keywords) == ("n1", "Ada Krug, Ben Voss", "de", ("wetter",))
    assert first.published_at == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert (second.guid, second.language) == ("n2", "de-AT")
    assert "script" in {element.text for element in document.elements}


def test_paragraphs_in_a_list() -> None:
    assert only({"title": "Snow", "content": ["It snows in Van.", {"type": "p", "text": "Roads are closed."}, ""]})[1] == [
        ("headline", "Snow"),
        (None, "It snows in Van."),
        (None, "Roads are closed."),
    ]


@pytest.mark.parametrize("signs", ["Shares of <AAPL.O> fell, R&D; costs rose", "5 < 6 and 7 > 3", "x <name withheld> said"])
def test_angle_brackets_of_a_wire_are_text(signs: str) -> None:
    assert only({"title": "Shares", "text": signs.replace("&D;", "&D ")})[1][1] == (None, signs.replace("&D;", "&D "))


def test_hard_wrapped_text_is_paragraphs() -> None:
    text = (
        "The municipality of Basra said on Tuesday that it would close the two\n"
        "bridges over the canal for repairs that are due since spring.\n\n"
        "Traffic will be led over the northern bypass until the end of January\nthe statement said, and buses will run every ten minutes."
    )
    assert len(only({"title": "Bridges", "body": text})[1]) == 3


def test_headline_with_a_date_is_an_item() -> None:
    assert only({"title": "عاجل: هزة أرضية في أربيل", "date": 1795600800})[1] == [("headline", "عاجل: هزة أرضية في أربيل")]


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"status": "ok"},
        {"title": "an object of some API", "id": 3},
        {"error": {"code": 404, "message": "not found"}},
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Item", "description": "A news item."},
        [{"_id": "1", "media": "2"}],
        {"content": [], "body": " ", "title": ""},
        {"requests": {"http://a.example/": {"get": {"binary": "x.jpg"}}}},
    ],
)
def test_sound_json_that_is_no_news(value: Any) -> None:
    with pytest.raises(UnknownFormat):
        read(value)


def test_film_with_a_caption_only() -> None:
    with pytest.raises(UnsupportedItem, match="a video without news text"):
        read({"type": "video", "title": "Storm", "description": "Waves at the pier.", "url": "https://v.example/1"})


def test_ninjs_and_ap_show_in_the_whole() -> None:
    """What is declared as JSON, or shows late that it is ninjs, is read as what it is."""
    late = {"x" * 5_000: 1, "uri": "u", "type": "text", "pubstatus": "usable", "headline": "Rain", "body_text": "It rains."}
    document = read(late)
    assert [(decision.value, decision.rule) for decision in document.decisions if decision.what == "format"] == [("ninjs", "format.fields")]
    assert items(document)[0][0].status == "usable"
    plain = {"pubstatus": "usable", "title": "Rain", "content": "It rains."}
    assert items(FORMATS[1].read(json.dumps(plain).encode(), None))[0][1] == [("headline", "Rain"), (None, "It rains.")]


@pytest.mark.parametrize(
    ("head", "recognised"),
    [
        (b'{"title": "x"', True),
        (b' \r\n[ {"title"', True),
        (b"\xef\xbb\xbf{}", True),
        ('{"title"'.encode("utf-16"), True),
        ('{"title"'.encode("utf-32-le"), True),
        ("[الرياض] أعلنت الوزارة".encode(), False),
        (b"[1, 2]", False),
        (b"{ braces } in a text", False),
        (b"<html>", False),
        (b"", False),
    ],
)
def test_recognised_by_its_first_bytes(head: bytes, recognised: bool) -> None:
    assert JSON.recognises(head) is recognised


@pytest.mark.parametrize(
    "value",
    [
        [{"title": "a", "content": "b"}] * 1_001,
        [{}] * 30_000,
        {"title": "a", "content": "b\n" * 60_000},
        {"title": "a", "content": "b", **{f"f{i}": i for i in range(6_000)}},
    ],
)
def test_limits(value: Any) -> None:
    with pytest.raises(TooComplex):
        read(value)


@pytest.mark.parametrize("payload", [b'{"title": "a"', b'{"title": "a"}}', b'{"title": "a" "body": "b"}'])
def test_broken(payload: bytes) -> None:
    with pytest.raises(Malformed):
        JSON.read(payload, None)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("title content items data uri type body_html headlines associations date image author value name tags".split()),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(value=JSON_VALUES)
def test_any_json_is_read_or_rejected(value: Any) -> None:
    payload = json.dumps(value).encode()
    for form in FORMATS:
        read_or_reject(form, payload)


@given(payload=st.binary(max_size=60).map(lambda tail: b'{"title":"a","content":"' + tail))
def test_any_bytes_are_read_or_rejected(payload: bytes) -> None:
    read_or_reject(JSON, payload)


@pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' files (../shared/data/formats) are not on this machine")
def test_vendor_files() -> None:
    paths = [*(VENDORS / "other-json").rglob("*.json"), *(VENDORS / "feed-other").rglob("*.json")]
    outcomes = {path.name: read_or_reject(JSON, path.read_bytes()) for path in paths}
    assert outcomes
    assert sum(isinstance(each, Document) for each in outcomes.values()) >= 3
    assert all(isinstance(each, Document | UnknownFormat | UnsupportedItem) for each in outcomes.values())
