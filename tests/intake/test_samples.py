"""The shipped pages: the index, the files and the answers of the tests belong together."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from importlib import resources
from pathlib import Path

from streams.intake.samples import index, sample_messages
from streams.pipeline import Published, process_message
from streams.pipeline.envelope import open_envelope

GOLD = Path(__file__).parent.parent / "fixtures" / "gold"
DIRECTORY = resources.files("streams") / "samples"
PAGES = [sample for sample in index() if sample.content_type.split(";")[0] in ("text/plain", "text/html")]
ITEMS = [sample for sample in index() if sample not in PAGES]

LANGUAGES = {"ar": "ar-Arab", "tr": "tr-Latn", "en": "en-Latn", "fr": "fr-Latn", "de": "de-Latn"}


def test_the_index_names_every_sample_once_and_no_other() -> None:
    on_disk = {sample.name for sample in DIRECTORY.iterdir()} - {"index.toml", "__pycache__"}
    named = [sample.name for sample in index()]
    assert sorted(named) == sorted(on_disk)


def test_the_index_says_what_the_answers_say() -> None:
    answers = {gold["page"]: gold for gold in (json.loads(path.read_text(encoding="utf-8")) for path in GOLD.glob("*.json"))}
    assert {sample.name for sample in PAGES} <= set(answers)
    for sample in PAGES:
        gold = answers[sample.name]
        assert (sample.source, sample.content_type) == (gold["source"], gold["content_type"]), sample.name
        assert sample.time == datetime.fromisoformat(gold["time"]), sample.name


def test_every_language_of_the_trade_is_there_in_text_and_in_html() -> None:
    languages = Counter(sample.name.split("-")[0] for sample in PAGES)
    assert set(languages) == {"ar", "fa", "ur", "ckb", "tr", "kmr", "en"}
    assert languages["ar"] == max(languages.values())
    for language in languages:
        assert {sample.content_type.split(";")[0] for sample in PAGES if sample.name.startswith(language + "-")} == {
            "text/plain",
            "text/html",
        }


def test_items_in_news_formats_become_records_of_their_language_that_say_their_format() -> None:
    formats = {}
    for message in sample_messages():
        outcome = process_message(message)
        assert isinstance(outcome, Published), (message.topic, outcome)
        found = [decision.value for decision in outcome.records[0].decisions if decision.what == "format"]
        if found:
            formats[message.topic] = found[-1]
            assert {record.language for record in outcome.records} == {LANGUAGES[message.topic.split("-")[0]]}
            assert all(record.guid and record.published_at for record in outcome.records)
    assert formats == {
        "ar-newsml-g2.xml": "newsml-g2",
        "tr-nitf.xml": "nitf",
        "en-ninjs.json": "ninjs",
        "fr-feed.rss": "feed",
        "de-mail.eml": "email",
    }
    assert set(formats) == {sample.name for sample in ITEMS}


def test_a_sample_is_sent_as_its_agency_would_send_it() -> None:
    messages = list(sample_messages())
    assert len(messages) == len(index())
    for sample, message in zip(index(), messages, strict=True):
        item = open_envelope(message)
        assert (item.id, item.source, item.time, item.datacontenttype) == (sample.name, sample.source, sample.time, sample.content_type)
        assert item.payload() == (DIRECTORY / sample.name).read_bytes()
        assert message.key == sample.source.encode()
