"""The shipped pages: the index, the files and the answers of the tests belong together."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from importlib import resources
from pathlib import Path

from streams.intake.samples import index, sample_messages
from streams.pipeline.envelope import open_envelope

GOLD = Path(__file__).parent.parent / "fixtures" / "gold"
PAGES = resources.files("streams") / "samples"


def test_the_index_names_every_page_once_and_no_other() -> None:
    on_disk = {page.name for page in PAGES.iterdir() if page.name.endswith((".txt", ".html"))}
    named = [sample.name for sample in index()]
    assert sorted(named) == sorted(on_disk)


def test_the_index_says_what_the_answers_say() -> None:
    answers = {gold["page"]: gold for gold in (json.loads(path.read_text(encoding="utf-8")) for path in GOLD.glob("*.json"))}
    assert set(answers) == {sample.name for sample in index()}
    for sample in index():
        gold = answers[sample.name]
        assert (sample.source, sample.content_type) == (gold["source"], gold["content_type"]), sample.name
        assert sample.time == datetime.fromisoformat(gold["time"]), sample.name


def test_every_language_of_the_trade_is_there_in_text_and_in_html() -> None:
    languages = Counter(sample.name.split("-")[0] for sample in index())
    assert set(languages) == {"ar", "fa", "ur", "ckb", "tr", "kmr", "en"}
    assert languages["ar"] == max(languages.values())
    for language in languages:
        assert {sample.content_type.split(";")[0] for sample in index() if sample.name.startswith(language + "-")} == {
            "text/plain",
            "text/html",
        }


def test_a_sample_is_sent_as_its_agency_would_send_it() -> None:
    messages = list(sample_messages())
    assert len(messages) == len(index())
    for sample, message in zip(index(), messages, strict=True):
        item = open_envelope(message)
        assert (item.id, item.source, item.time, item.datacontenttype) == (sample.name, sample.source, sample.time, sample.content_type)
        assert item.payload() == (PAGES / sample.name).read_bytes()
        assert message.key == sample.source.encode()
