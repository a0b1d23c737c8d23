"""Nothing is lost in the text: whatever comes in, every visible character is in a record or in a removed span."""

from __future__ import annotations

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import RawItem
from streams.intake.samples import sample_messages
from streams.pipeline import Message, Published, process, process_message
from streams.pipeline.decode import decode
from tests.pipeline.accounting import kept, overlapping, removed, told

# What wire pages are made of, and what breaks them: several scripts, marks, signatures, notices, invisible characters.
_WORDS = st.sampled_from(
    [
        *"قال الوزير أعلنت الحكومة في بغداد اليوم وأضاف أن المشروع (مدار) عاجل: انتهى اقرأ أيضا: جميع الحقوق محفوظة".split(),
        *"Bakan açıkladı (KHA) SON DAKİKA: İstanbul'da yeni proje Kaynak: tüm hakları saklıdır".split(),
        *"LONDON (Harbour) - said the minister. Read also: Copyright 2026 reserved -30- *** • 12:30".split(),
        *"به گزارش خبرگزاری می‌شود وی افزود. بیشتر بخوانید:".split(),
        "ﻻ",
        "ﷺ",
        "e\u0301",
        "\u200f",
        "\u202e",
        "\u200b",
        "\u2068",
        "\xad",
        "👩\u200d👧",
        "،",
        ".",
        "؟",
        "»",
        "«",
        '"',
    ]
)
_LINES = st.lists(_WORDS, min_size=0, max_size=14).map(" ".join)
_PAGES = st.lists(_LINES, min_size=1, max_size=12).map("\n".join)
_TAGS = st.sampled_from("p div h1 h2 li blockquote figcaption nav footer aside span a b td script".split())
_CONTENT_TYPES = st.sampled_from([None, "text/plain", "text/html", "text/plain; charset=windows-1256", "application/octet-stream"])
_HEADERS = st.tuples(st.sampled_from("ce_id ce_source ce_type ce_specversion ce_time content-type X".split()), st.binary(max_size=30))
_MARKUP = st.lists(st.tuples(_TAGS, _LINES, st.booleans()), min_size=1, max_size=12).map(
    lambda parts: "".join(f"<{tag}>{text}" + (f"</{tag}>" if closed else "") for tag, text, closed in parts)
)


def _item(text: str, content_type: str) -> RawItem:
    return RawItem(specversion="1.0", id="1", source="https://madar.example/ar", type="wire.raw", datacontenttype=content_type, data=text)


def _check(raw: RawItem) -> None:
    outcome = process(raw)
    if not isinstance(outcome, Published):
        assert outcome.reason != "internal_error", outcome.message
        return
    assert kept(raw, outcome.records) == told(outcome.records)
    assert not overlapping(outcome.records)
    text = decode(raw).text
    for span in removed(outcome.records):
        assert 0 <= span.start < span.end <= len(text)


@given(_PAGES)
def test_pages_of_the_trade(page: str) -> None:
    _check(_item(page, "text/plain; charset=utf-8"))


@given(_MARKUP)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_markup_of_the_trade(markup: str) -> None:
    _check(_item(markup, "text/html; charset=utf-8"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text(text: str) -> None:
    _check(_item(text, "text/plain; charset=utf-8"))


@given(st.text(alphabet=string.printable + "<>/&;\"'=ابتث", max_size=400))
def test_any_markup(text: str) -> None:
    _check(_item(text, "text/html; charset=utf-8"))


@given(st.binary(max_size=400), _CONTENT_TYPES)
def test_any_bytes_under_any_name(payload: bytes, content_type: str | None) -> None:
    _check(RawItem(specversion="1.0", id="1", source="s", type="wire.raw", datacontenttype=content_type, data_base64=payload))


@given(st.binary(max_size=200), st.lists(_HEADERS))
def test_any_message_is_published_or_refused(value: bytes, headers: list[tuple[str, bytes]]) -> None:
    outcome = process_message(Message(value=value, headers=tuple(headers), topic="wire.raw"))
    assert isinstance(outcome, Published) or outcome.reason != "internal_error"


@pytest.mark.parametrize("message", list(sample_messages()), ids=lambda message: message.topic)
def test_sample_pages(message: Message) -> None:
    outcome = process_message(message)
    assert isinstance(outcome, Published)
    assert kept(outcome.raw, outcome.records) == told(outcome.records)
    assert not overlapping(outcome.records)
