"""What holds of every item: it is published or refused for a reason, nothing of its text is lost, its records are sound."""

from __future__ import annotations

from functools import cache

import jsonschema_rs
import orjson

from schemas import Brief, RawItem, Reason, Record, Story
from schemas.codec import decode_record, encode
from schemas.json_schema import path_of
from streams.pipeline import Message, Outcome, Published, Refused, process, process_message
from streams.pipeline.decode import decode
from tests.pipeline.accounting import kept, overlapping, removed, told


def hold_for_message(message: Message, *, twice: bool = True) -> Outcome:
    """Checks all of it for a message, and gives what came of it. `twice`: that the same comes of it again too."""
    outcome = process_message(message)
    _hold(outcome)
    if twice:
        assert process_message(message) == outcome, "the same message gave something else the second time"
    return outcome


def hold(raw: RawItem) -> Outcome:
    """Checks all of it for an item, and gives what came of it."""
    outcome = process(raw)
    _hold(outcome)
    assert process(raw) == outcome, "the same item gave something else the second time"
    return outcome


def _hold(outcome: Outcome) -> None:
    if isinstance(outcome, Refused):
        assert outcome.reason is not Reason.INTERNAL_ERROR, outcome.message
        assert outcome.message
        return
    assert isinstance(outcome, Published)
    assert outcome.records, "published as no record at all"
    _text_is_accounted_for(outcome.raw, outcome.records)
    for ordinal, record in enumerate(outcome.records):
        assert record.ordinal == ordinal
        _is_sound(record)
    assert len({record.id for record in outcome.records}) == len(outcome.records), "two records have one id"


def _text_is_accounted_for(raw: RawItem, records: tuple[Record, ...]) -> None:
    rules = sorted({span.rule for span in removed(records)})
    assert kept(raw, records) == told(records), f"text is lost or made up, beside what went by {', '.join(rules)}"
    assert not overlapping(records), "two removed spans share text"
    text = decode(raw).text
    for span in removed(records):
        assert 0 <= span.start < span.end <= len(text), "a removed span is outside of the text"


def _is_sound(record: Record) -> None:
    assert isinstance(record, Story | Brief)
    assert record.lead.strip(), "a record without a lead"
    assert all(paragraph.strip() for paragraph in record.body), "an empty paragraph"
    encoded = encode(record)
    assert decode_record(encoded) == record, "a record is another one when it is read back"
    _validator(str(record.__struct_config__.tag)).validate(orjson.loads(encoded))


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(orjson.loads(path_of(name).read_bytes()))
