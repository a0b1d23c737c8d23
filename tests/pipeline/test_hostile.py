"""Items made to hold up a desk end in time: with records or with a reject, whatever they are, and in bounded memory."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection

import msgspec
import pytest

from schemas import RawItem
from schemas.codec import encode
from streams.allowance import allowance
from streams.pipeline import Published, process
from streams.pipeline.budget import EVERY
from streams.pipeline.process import MAX_RECORDS
from streams.settings import Settings
from tests.pipeline.hostile import HTML, TEXT, Hostile, all_items

SECONDS = 2.0
SLOWER = 3.0
"""How much slower than a desk's machine one may be that runs the tests, with other work beside them."""
MEMORY = 3 << 30
"""Bytes of memory that a process may have in which the largest of the items, 64 MiB, is read; a sixth of it is the program itself."""
ITEMS = {item.name: item for item in all_items()}


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an item: the reason of a reject, else None; and seconds of processor time, the encoding of the records included."""

    reason: str | None
    message: str
    seconds: float
    records: int


def _work(item: Hostile) -> Done:
    """Take the item apart as a desk does."""
    payload = item.payload()
    raw = raw_item(payload if isinstance(payload, bytes) else payload.encode("utf-8", "surrogatepass"), item.content_type)
    del payload
    began = time.process_time()
    budget = allowance(Settings().max_item_seconds * SLOWER)
    outcome = process(raw, max_item_bytes=item.max_item_bytes, within_budget=budget)
    for record in outcome.records if isinstance(outcome, Published) else ():
        encode(record)
    seconds = time.process_time() - began
    if isinstance(outcome, Published):
        return Done(reason=None, message="", seconds=seconds, records=len(outcome.records))
    return Done(reason=outcome.reason.value, message=outcome.message, seconds=seconds, records=0)


def raw_item(payload: bytes, content_type: str = TEXT) -> RawItem:
    return RawItem(
        specversion="1.0", id="1", source="https://madar.example/en", type="wire.raw", datacontenttype=content_type, data_base64=payload
    )


def _work_apart(pipe: Connection) -> None:
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # What a desk reads once, its word lists and its model of languages, is none of an item's time.
    process(raw_item(b"A bridge opens\nLONDON (Madar) - A bridge opened over the river.\nThe minister said so.\nIt was closed."))
    for name in iter(pipe.recv, None):
        pipe.send(_work(ITEMS[name]))


@pytest.fixture(scope="module")
def worker() -> Iterator[Connection]:
    """A process with little memory, which takes apart the items that are named to it."""
    ours, theirs = multiprocessing.Pipe()
    process_apart = multiprocessing.get_context("spawn").Process(target=_work_apart, args=(theirs,), daemon=True)
    process_apart.start()
    theirs.close()
    yield ours
    ours.send(None)
    process_apart.join()


@pytest.mark.parametrize("name", ITEMS)
def test_a_hostile_item_ends_in_time(name: str, worker: Connection) -> None:
    worker.send(name)
    done = worker.recv()
    assert done.reason != "internal_error", done.message
    assert done.records or done.reason
    assert done.seconds < SECONDS * SLOWER, done


def test_an_item_over_its_budget_is_too_complex_at_the_stage_it_is_in() -> None:
    page = "\n".join(f"Bridge {i} opened over the river today, the minister said." for i in range(2_000)).encode()
    stages = set()
    for allowed in range(60):
        left = iter(range(allowed))
        outcome = process(raw_item(page), within_budget=lambda left=left: next(left, None) is not None)
        if isinstance(outcome, Published):
            break
        assert outcome.reason == "too_complex"
        stages.add(outcome.stage)
    assert isinstance(outcome, Published)
    assert stages == {"decode", "clean", "segment", "classify", "enrich"}


@pytest.mark.parametrize("content_type", [TEXT, HTML])
def test_the_budget_is_asked_again_and_again_while_an_item_grows(content_type: str) -> None:
    def asked(lines: int) -> int:
        times = 0

        def within_budget() -> bool:
            nonlocal times
            times += 1
            return True

        line = "A bridge opened over the river.\n\n" if content_type == TEXT else "<p>A bridge opened over the river.</p>"
        process(raw_item((line * lines).encode(), content_type), within_budget=within_budget)
        return times

    assert asked(9_000) >= asked(900) + 8_000 // EVERY


def test_within_its_budget_an_item_is_what_it_is_without_one() -> None:
    page = raw_item(b"A bridge opens\nLONDON (Madar) - A bridge opened over the river.\nThe minister said so.")
    assert process(page, within_budget=lambda: True) == process(page)


def test_an_allowance_is_of_processor_time() -> None:
    within_budget = allowance(0.05)
    time.sleep(0.1)
    assert within_budget()
    while time.thread_time() < time.thread_time() + 1 and within_budget():
        sum(range(1_000))
    assert not within_budget()


def test_no_item_becomes_more_records_than_it_may() -> None:
    pair = "<h2>Bridge {0} opens {1}</h2><p>Bridge {0} opened {1} over river {2}, said minister {0}.</p>"
    page = "".join(pair.format(i, i * 7, i * 13) for i in range(3_000))
    outcome = process(raw_item(page.encode(), HTML))
    if isinstance(outcome, Published):
        assert len(outcome.records) <= MAX_RECORDS
    else:
        assert (outcome.reason, outcome.stage) == ("too_complex", "segment")
