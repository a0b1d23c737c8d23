"""Items against what came of them: when everything is through, and when it is not."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import msgspec
import pytest

from schemas import Brief, Reason, Reject, Related, Story
from streams.cli.ledger import Ledger
from streams.intake.event import binary_event, structured_event
from streams.intake.publish import Delivery

SOURCE = "https://sahab.example/ar"
STORY = Story(
    id="a" * 32,
    uri="urn:barqiya:item:a",
    source=SOURCE,
    source_event="page",
    ordinal=0,
    headline="عنوان",
    lead="نص",
    language="ar-Arab",
    direction="rtl",
    word_count=2,
    match_key="a" * 32,
    related=(Related(id="b" * 32, kind="brief", ordinal=1),),
    ruleset="test",
)
TEASER = Brief(
    id="b" * 32,
    uri="urn:barqiya:item:b",
    source=SOURCE,
    source_event="page",
    ordinal=1,
    form="teaser",
    lead="نص",
    language="ar-Arab",
    direction="rtl",
    word_count=1,
    match_key="b" * 32,
    related=(Related(id="a" * 32, kind="story", ordinal=0),),
    ruleset="test",
)


def page(offset: int = 0, name: str = "page") -> Delivery:
    return Delivery(
        binary_event(b"...", id=name, source=SOURCE, content_type="text/plain", place=f"{name}.txt"), partition=0, offset=offset
    )


def reject(offset: int) -> Reject:
    return Reject(reason=Reason.EMPTY, message="empty", stage="decode", topic="wire.raw", partition=0, offset=offset, version="test")


def test_a_page_is_through_when_the_last_of_its_records_is_there() -> None:
    ledger = Ledger()
    ledger.sent(page())
    ledger.arrived(TEASER, None)
    assert not ledger.through
    assert list(ledger.missing()) == ["page.txt"]
    ledger.arrived(TEASER, None)
    assert not ledger.through, "a repeated record does not stand for another"
    ledger.arrived(STORY, None)
    assert ledger.through
    assert list(ledger.missing()) == []
    assert ledger.summary()[0] == "items: 1, stories: 1, briefs: 1, rejects: 0"


def test_records_may_be_faster_than_the_acknowledgement_of_their_page() -> None:
    ledger = Ledger()
    ledger.arrived(STORY, None)
    ledger.arrived(TEASER, None)
    ledger.arrived(reject(1), None)
    ledger.sent(page(0))
    ledger.sent(page(1, "bad"))
    assert ledger.through


def test_the_same_page_twice_is_through_with_its_records() -> None:
    ledger = Ledger()
    ledger.sent(page(0))
    ledger.sent(page(7))
    ledger.arrived(STORY, None)
    ledger.arrived(TEASER, None)
    assert ledger.through


def test_a_rejected_item_is_through_and_known_by_its_place() -> None:
    ledger = Ledger()
    ledger.sent(Delivery(structured_event(b"{", key=None, place="feed.jsonl", line=3), 0, 5))
    ledger.arrived(reject(4), None)
    assert list(ledger.missing()) == ["feed.jsonl, line 4"]
    ledger.arrived(reject(5), None)
    assert ledger.through
    assert set(ledger.rejects) == {(0, 4), (0, 5)}


def test_waiting_ends_with_the_last_arrival() -> None:
    async def wait() -> None:
        ledger = Ledger()
        ledger.sent(page())
        asyncio.get_running_loop().call_later(0.01, ledger.arrived, TEASER, None)
        asyncio.get_running_loop().call_later(0.02, ledger.arrived, STORY, None)
        await ledger.all_through(5)

    asyncio.run(wait())


def test_waiting_ends_when_nothing_more_arrives() -> None:
    ledger = Ledger()
    ledger.sent(page())
    ledger.arrived(TEASER, None)
    with pytest.raises(TimeoutError):
        asyncio.run(ledger.all_through(0.01))


def test_the_summary_counts_by_language_and_gives_the_delays() -> None:
    ledger = Ledger()
    ledger.sent(page())
    ledger.arrived(STORY, None)
    for number in range(100):
        ledger.sent(page(number + 1, f"haber-{number}"))
        turkish = msgspec.structs.replace(TEASER, id=f"{number:032}", source_event=f"haber-{number}", language="tr-Latn", related=())
        ledger.arrived(turkish, timedelta(milliseconds=number + 1))
    assert ledger.summary() == [
        "items: 101, stories: 1, briefs: 100, rejects: 0",
        "  ar-Arab   stories:   1  briefs:   0",
        "  tr-Latn   stories:   0  briefs: 100",
        "from a page's arrival to its records: p50 50 ms, p99 99 ms",
    ]


def test_what_others_feed_on_the_same_topics_is_not_counted_and_is_no_sign_of_life() -> None:
    async def others(ledger: Ledger) -> None:
        while True:
            ledger.arrived(msgspec.structs.replace(STORY, source_event="another", related=()), None)
            ledger.arrived(reject(99), None)
            await asyncio.sleep(0.01)

    async def wait() -> None:
        ledger = Ledger()
        ledger.sent(page())
        feed = asyncio.create_task(others(ledger))
        async with asyncio.timeout(10) as limit:
            with pytest.raises(TimeoutError):
                await ledger.all_through(0.1)
        feed.cancel()
        assert not limit.expired()
        assert ledger.summary() == ["items: 1, stories: 0, briefs: 0, rejects: 0"]

    asyncio.run(wait())


@pytest.mark.parametrize("delays", [[], [timedelta(milliseconds=3)]])
def test_percentiles_need_more_than_one_delay(delays: list[timedelta]) -> None:
    ledger = Ledger()
    ledger.sent(page())
    for delay in delays:
        ledger.arrived(TEASER, delay)
    assert not any("p99" in line for line in ledger.summary())
