"""Structs to bytes and back: every value validates against its JSON Schema and comes back equal; what may not be is not decoded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import jsonschema_rs
import msgspec
import orjson
import pytest
from hypothesis import given

from schemas import Brief, Decision, RawItem, Record, Reject, Removed, Story
from schemas.codec import decode_raw_item, decode_record, encode
from schemas.json_schema import schemas_by_name
from tests.schemas.values import BRIEFS, RAW_ITEMS, REJECTS, STORIES

VALIDATORS = {name: jsonschema_rs.Draft202012Validator(schema, validate_formats=True) for name, schema in schemas_by_name().items()}

BRIEF = Brief(
    id="0123456789abcdef0123456789abcdef",
    uri="urn:barqiya:item:1",
    source="https://madar.example/ar",
    source_event="7",
    ordinal=0,
    lead="زلزال بقوة 5.8 درجات يضرب جنوب البلاد",
    form="snap",
    language="ar-Arab",
    direction="rtl",
    urgency=3,
    published_at=datetime(2026, 11, 12, 8, 30, tzinfo=UTC),
    word_count=8,
    match_key="0123456789abcdef0123456789abcdef",
    decisions=(Decision(what="kind", value="brief/snap", score=0.95, rule="classify.snap"),),
    removed=(Removed(role="label", text="عاجل:", start=0, end=5, rule="mark.urgent"),),
    ruleset="1+x",
)


def plain(**changes: Any) -> dict[str, Any]:
    """The brief above as it stands on the topic, with some of its fields changed."""
    return orjson.loads(encode(BRIEF)) | changes


@given(STORIES)
def test_stories(story: Story) -> None:
    assert decode_record(encode(story)) == story
    VALIDATORS["story"].validate(orjson.loads(encode(story)))
    assert not VALIDATORS["brief"].is_valid(orjson.loads(encode(story)))


@given(BRIEFS)
def test_briefs(brief: Brief) -> None:
    assert decode_record(encode(brief)) == brief
    VALIDATORS["brief"].validate(orjson.loads(encode(brief)))
    assert not VALIDATORS["story"].is_valid(orjson.loads(encode(brief)))


@given(REJECTS)
def test_rejects(reject: Reject) -> None:
    assert msgspec.json.decode(encode(reject), type=Reject) == reject
    VALIDATORS["reject"].validate(orjson.loads(encode(reject)))


@given(RAW_ITEMS)
def test_raw_items(raw: RawItem) -> None:
    assert decode_raw_item(encode(raw)) == raw
    VALIDATORS["raw-item"].validate(orjson.loads(encode(raw)))


def test_a_record_as_it_stands_on_the_topic() -> None:
    on_topic = orjson.loads(encode(BRIEF))
    assert list(on_topic)[:3] == ["kind", "id", "uri"]
    assert (on_topic["kind"], on_topic["form"]) == ("brief", "snap")
    assert on_topic["published_at"] == "2026-11-12T08:30:00Z"
    assert on_topic["headline"] is None, "a field that the item does not have is null, not left out"
    assert on_topic["removed"] == [{"role": "label", "text": "عاجل:", "start": 0, "end": 5, "rule": "mark.urgent"}]
    assert "زلزال".encode() in encode(BRIEF), "UTF-8 as it is, no escapes"


@pytest.mark.parametrize(
    ("record", "kind"), [(BRIEF, Brief), (Story(**{n: getattr(BRIEF, n) for n in BRIEF.__struct_fields__ if n != "form"}), Story)]
)
def test_the_tag_chooses_the_struct(record: Record, kind: type[Record]) -> None:
    assert type(decode_record(encode(record))) is kind


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"kind": "snap"}, id="a-third-kind"),
        pytest.param({"kind": "story"}, id="a-story-in-the-form-of-a-brief"),
        pytest.param({"form": "article"}, id="a-brief-in-the-form-of-a-story"),
        pytest.param({"form": None}, id="no-form"),
        pytest.param({"id": "7"}, id="an-id-too-short"),
        pytest.param({"lead": ""}, id="an-empty-lead"),
        pytest.param({"lead": None}, id="no-lead"),
        pytest.param({"body": "one paragraph"}, id="a-body-that-is-no-list"),
        pytest.param({"urgency": 0}, id="urgency-0"),
        pytest.param({"urgency": 10}, id="urgency-10"),
        pytest.param({"version": 0}, id="version-0"),
        pytest.param({"ordinal": -1}, id="a-place-before-the-page"),
        pytest.param({"word_count": -1}, id="fewer-than-no-words"),
        pytest.param({"direction": "up"}, id="a-third-direction"),
        pytest.param({"status": "deleted"}, id="a-status-that-iptc-does-not-know"),
        pytest.param({"decisions": [{"what": "kind", "value": "brief", "score": 1.2, "rule": "r"}]}, id="a-score-over-1"),
        pytest.param({"removed": [{"role": "advert", "text": "", "start": 0, "end": 0, "rule": "r"}]}, id="a-role-that-is-not-listed"),
        pytest.param({"removed": [{"role": "label", "text": "x", "start": -1, "end": 0, "rule": "r"}]}, id="a-span-before-the-text"),
        pytest.param({"related": [{"id": "x", "kind": "page", "ordinal": 0}]}, id="related-to-no-record"),
    ],
)
def test_what_may_not_be_is_neither_decoded_nor_valid(changes: dict[str, Any]) -> None:
    wrong = plain(**changes)
    with pytest.raises(msgspec.ValidationError):
        decode_record(orjson.dumps(wrong))
    assert not any(VALIDATORS[name].is_valid(wrong) for name in ("story", "brief"))


def test_a_time_in_words_is_not_decoded() -> None:
    with pytest.raises(msgspec.ValidationError, match="published_at"):
        decode_record(orjson.dumps(plain(published_at="yesterday")))


@pytest.mark.parametrize("field", ["kind", "id", "lead", "language", "form", "match_key"])
def test_a_field_that_every_record_has_can_not_be_left_out(field: str) -> None:
    wrong = plain()
    del wrong[field]
    with pytest.raises(msgspec.ValidationError):
        decode_record(orjson.dumps(wrong))


def test_records_are_frozen() -> None:
    with pytest.raises(AttributeError):
        BRIEF.lead = "edited"  # type: ignore[misc]
