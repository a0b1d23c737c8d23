"""Ids: the same input always gives the same id, whatever else changes; two records never share one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from schemas import Record
from schemas.codec import encode
from streams.pipeline import Published, process
from tests.pipeline.pages import HTML, item, records

ROOT = Path(__file__).parents[2]
PAGE = "أخبار موجزة\n• تراجعت أسعار القمح في بورصة شيكاغو.\n• ألغت شركة طيران إندونيسية عشرين رحلة.\n• فاز فريق السلة النرويجي باللقب."
NEWER = PAGE.replace("عشرين", "ثلاثين")


def ids(text: str = PAGE, **attributes: Any) -> list[str]:
    return [record.id for record in records(text, **attributes)]


def uris(text: str = PAGE, **attributes: Any) -> list[str]:
    return [record.uri for record in records(text, **attributes)]


def test_the_same_item_gives_the_same_ids() -> None:
    assert ids() == ids()
    assert uris() == uris()


def test_their_form() -> None:
    for record in records(PAGE):
        assert re.fullmatch("[0-9a-f]{32}", record.id)
        assert re.fullmatch("urn:barqiya:item:[0-9a-f]{32}", record.uri)
        assert record.version == 1


def test_the_records_of_a_page_have_ids_of_their_own() -> None:
    assert len(set(ids())) == len(set(uris())) == 3


def test_a_repeat_differs_in_nothing_but_the_time_of_processing() -> None:
    def once(minute: int) -> list[bytes]:
        outcome = process(item(PAGE), processed_at=datetime(2026, 11, 15, 8, minute, tzinfo=UTC))
        assert isinstance(outcome, Published)
        return [encode(record).replace(f"08:{minute}".encode(), b"08:00") for record in outcome.records]

    assert once(30) == once(45)


def test_times_and_headers_are_no_part_of_an_id() -> None:
    assert ids(time="2026-11-15T11:30:00Z", subject="القمح", traceparent="00-4bf92f-00f067-01") == ids()


def test_another_payload_under_the_same_event_id_changes_ids_and_keeps_uris() -> None:
    assert not set(ids(NEWER)) & set(ids())
    assert uris(NEWER) == uris()


def test_another_event_or_another_source_is_another_item() -> None:
    for other in ({"id": "2"}, {"source": "https://sanabel.example/ar"}):
        assert not set(ids(**other)) & set(ids())
        assert not set(uris(**other)) & set(uris())


def test_where_source_ends_and_id_begins_matters() -> None:
    assert ids(source="agency", id="1/2") != ids(source="agency1/", id="2")
    assert uris(source="ab", id="c") != uris(source="a", id="bc")


def test_bytes_and_text_of_one_payload_are_one_item() -> None:
    def of(data: str | bytes) -> list[str]:
        outcome = process(item(data))
        assert isinstance(outcome, Published)
        return [record.id for record in outcome.records]

    assert of(PAGE) == of(PAGE.encode())


def test_related_records_are_named_by_their_ids() -> None:
    found = records(PAGE)
    for record in found:
        assert [each.id for each in record.related] == [each.id for each in found if each is not record]


@given(st.lists(st.tuples(st.text(min_size=1, max_size=6), st.text(min_size=1, max_size=6)), min_size=2, max_size=6, unique=True))
def test_different_events_never_share_an_id(events: list[tuple[str, str]]) -> None:
    found: list[Record] = []
    for source, name in events:
        found += records("تراجعت أسعار القمح في شيكاغو.", source=source, id=name)
    assert len({record.id for record in found}) == len({record.uri for record in found}) == len(events)


def test_what_reads_the_same_has_the_same_match_key() -> None:
    plain, marked, markup = (
        records("أعلن أحمد افتتاح المدرسة.")[0],
        records("أعلَنَ احمد   افتتاحَ المدرســة")[0],
        records("<p>أعلن أحمد <b>افتتاح</b> المدرسة.</p>", HTML, id="9")[0],
    )
    assert plain.match_key == marked.match_key == markup.match_key
    assert records("أعلن أحمد إغلاق المدرسة.")[0].match_key != plain.match_key


def test_another_process_makes_the_same_records_of_the_same_item() -> None:
    """A set has another order in each process, and what is read again after a crash is read by another one."""
    # A credit and an end mark weigh the same: which of them is named as the boundary's rule must not depend on the process.
    page = (
        "أول قطار يصل إلى الموصل\nوصل أول قطار إلى الموصل صباح الخميس قادما من بغداد.\nوقال مدير المحطة إن القطار وصل في موعده.\n"
        "وأضاف أن القطار يعود مساء إلى بغداد. (مدار)\nانتهى\n"
        "ارتفعت أسعار الذهب في المعاملات الفورية.\nألغت شركة طيران إندونيسية عشرين رحلة."
    )
    script = (
        "import sys\n"
        "from schemas import RawItem\n"
        "from schemas.codec import encode\n"
        "from streams.pipeline import process\n"
        "item = RawItem(specversion='1.0', id='1', source='https://madar.example/ar', type='wire.raw', data=sys.argv[1])\n"
        "for record in process(item).records:\n"
        "    sys.stdout.buffer.write(encode(record) + b'\\n')\n"
    )
    seen = set()
    for seed in map(str, range(1, 7)):
        command = [sys.executable, "-c", script, page]
        done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, check=True, cwd=ROOT)
        seen.add(done.stdout)
    assert len(seen) == 1
    assert len(seen.pop().splitlines()) == 3
