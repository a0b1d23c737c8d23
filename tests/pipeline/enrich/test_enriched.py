"""A record and its enrichments: where their offsets count, and which are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import RawItem, Record, display_text
from streams.intake.samples import sample_messages
from streams.pipeline import Message, Published, process, process_message
from streams.pipeline.enrich import ENRICHMENTS, RecordText, enrichments
from streams.text.match_key import words

PAGE = """زلزال بقوة 5.8 درجات يضرب شمال تركيا
أنقرة (الراصد) - قُتل 12 شخصا في زلزال ضرب ولاية سامسون التركية أمس الثلاثاء، بحسب هيئة الكوارث.
وقال وزير الصحة سالم الكاتب إن "الفرق وصلت إلى القرى كلها قبل منتصف الليل".
وأضافت الهيئة أن 40 جريحا نُقلوا إلى مستشفيات أنقرة بعد الزلزال. (الراصد)
أخبار موجزة
Ankara'da bakanlık, 12 Mart 2026'da yeni bir merkez açacağını ve merkezde üç yüz kişinin çalışacağını açıkladı.
ارتفعت أسعار الذهب في المعاملات الفورية اليوم مع تراجع الدولار أمام سلة من العملات الرئيسية.
"""


def records(page: str, *wanted: str) -> tuple[Record, ...]:
    raw = RawItem(
        specversion="1.0",
        id="1",
        source="https://rasid.example/ar",
        type="wire.raw",
        datacontenttype="text/plain; charset=utf-8",
        time=datetime(2026, 3, 11, 6, 0, tzinfo=UTC),
        data=page,
    )
    outcome = process(raw, enrichments=enrichments(",".join(wanted))) if wanted else process(raw)
    assert isinstance(outcome, Published)
    return outcome.records


def spans(record: Record) -> Iterator[tuple[str | None, int, int]]:
    """What is said to stand where in the record's display text; None where only the place is said."""
    for place in record.places:
        yield from ((None, mention.start, mention.end) for mention in place.mentions)
    for found in (*record.days, *record.figures, *record.quotes):
        yield found.text, found.start, found.end
    for quote in record.quotes:
        if quote.speaker_at is not None:
            yield quote.speaker, quote.speaker_at.start, quote.speaker_at.end


def test_a_record_says_what_it_is_about_where_when_and_who_says_so() -> None:
    story, brief, *_ = records(PAGE)
    assert story.topics[0].code == "medtop:03000000"
    assert {place.name for place in story.places} >= {"Ankara", "Samsun", "Turkey"} or {place.country for place in story.places} == {"TR"}
    assert [figure.value for figure in story.figures if figure.counts == "dead"] == [12]
    assert [figure.value for figure in story.figures if figure.unit == "magnitude"] == [5.8]
    assert story.quotes[0].speaker is not None
    assert "سالم الكاتب" in story.quotes[0].speaker
    assert [day.day for day in story.days] == ["2026-03-10"]
    assert (story.published_at, story.published_from) == (datetime(2026, 3, 11, 6, 0, tzinfo=UTC), "event")
    assert brief.language == "tr-Latn"
    assert [day.day for day in brief.days] == ["2026-03-12"]
    assert [place.name for place in brief.places] == ["Ankara"]


def test_offsets_count_in_the_display_text_of_the_record() -> None:
    story, *_ = records(PAGE)
    text = display_text(story)
    assert text.startswith(story.headline or "")
    capital = next(place for place in story.places if place.name == "Ankara")
    assert [text[mention.start : mention.end] for mention in capital.mentions] == ["أنقرة"]
    assert all(said == text[start:end] for said, start, end in spans(story) if said is not None)


@pytest.mark.parametrize("message", list(sample_messages()), ids=lambda message: message.topic)
def test_offsets_hold_on_every_sample_page(message: Message) -> None:
    outcome = process_message(message)
    assert isinstance(outcome, Published)
    for record in outcome.records:
        text = display_text(record)
        for said, start, end in spans(record):
            assert text[start:end] == said if said is not None else text[start:end].strip()


@pytest.mark.parametrize("name", sorted(ENRICHMENTS))
def test_an_enrichment_that_is_not_wanted_is_not_there(name: str) -> None:
    story, brief, *_ = records(PAGE, *sorted(ENRICHMENTS - {name}))
    whole, other, *_ = records(PAGE)
    field = {"reading": "reading_seconds", "language": "language", "urgency": "urgency"}.get(name, name)
    if name == "language":
        assert (brief.language, other.language) == (story.language, "tr-Latn")
    else:
        assert not getattr(story, field)
        assert getattr(whole, field) or name == "urgency"


def test_none_of_them() -> None:
    for record in records(PAGE, "none"):
        assert not any((record.topics, record.places, record.days, record.figures, record.quotes, record.reading_seconds))


@pytest.mark.parametrize("setting", ["", "places,weather", "none,places", "all,places,"])
def test_a_setting_that_names_no_enrichment(setting: str) -> None:
    with pytest.raises(ValueError, match="neither all, none nor some of days, figures"):
        enrichments(setting)


@given(st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=30), min_size=1, max_size=4))
def test_each_word_of_a_part_has_its_place_in_the_whole(texts: list[str]) -> None:
    whole = RecordText.of([("paragraph", text, words(text)) for text in texts], "en")
    for part in whole.parts:
        assert whole.text[part.start : part.start + len(part.text)] == part.text
        for at, word in enumerate(part.words):
            start, end = part.place(at, at)
            assert word in words(whole.text[start:end])


def test_what_comes_of_a_page_does_not_depend_on_those_before_it() -> None:
    """A repeat after a crash meets other pages before it, and has to say the same."""
    messages = list(sample_messages())
    first = {message.topic: process_message(message) for message in messages}
    again = {message.topic: process_message(message) for message in reversed(messages)}
    assert again == first
