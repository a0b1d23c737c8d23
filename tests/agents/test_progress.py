"""Whether a worker gets any further, from its offsets and the broker's."""

from __future__ import annotations

from aiokafka import TopicPartition

from streams.agents.progress import Place, Standstill

RAW = TopicPartition("wire.raw", 0)
OTHER = TopicPartition("wire.raw", 1)


def place(fetched: int | None, received: int | None = None, committed: int | None = None) -> Place:
    return Place(fetched=fetched, received=received, taken=committed, committed=committed)


def test_lag_is_what_is_not_committed() -> None:
    assert place(500, 400, 350).behind(1_000) == 650
    assert place(1_000, 1_000, 1_000).behind(1_000) == 0
    assert place(7).behind(9) == 2, "a group that has committed nothing yet"
    assert place(1_000, 1_000, 1_000).behind(980) == 0, "a broker whose end is too small"


def test_items_that_nobody_takes_are_a_standstill_after_the_patience() -> None:
    standstill = Standstill(90, batch=500)
    for now in range(0, 91, 2):
        assert standstill.at({RAW: place(500, 400, 400)}, {RAW: 1_000}, now) is None
    told = standstill.at({RAW: place(500, 400, 400)}, {RAW: 1_200}, 92)
    assert told is not None
    assert told.startswith(
        "nothing was taken from wire.raw/0 for 92 seconds, though it has items: fetched to 500, received to 400, taken to 400"
    )


def test_one_partition_that_stays_paused_is_noticed_though_the_others_go_on() -> None:
    standstill = Standstill(90, batch=500)
    told = [
        standstill.at({RAW: place(500, 500, 500), OTHER: place(now, now, now)}, {RAW: 501, OTHER: now + 100}, now)
        for now in range(0, 100, 2)
    ]
    assert told.index(next(line for line in told if line)) == 46


def test_a_partition_that_waits_for_its_turn_in_a_backlog_is_no_standstill_until_the_others_are_through() -> None:
    standstill = Standstill(90, batch=500)
    ends = {RAW: 10_000, OTHER: 100_000}
    told = [standstill.at({RAW: place(0), OTHER: place(100 * now, 100 * now, 100 * now)}, ends, now) for now in range(0, 1_000, 2)]
    assert not any(told)
    through = {RAW: place(0), OTHER: place(100_000, 100_000, 100_000)}
    assert [bool(standstill.at(through, ends, now)) for now in (1_000, 1_080, 1_100)] == [False, False, True]


def test_any_progress_is_progress() -> None:
    standstill = Standstill(90, batch=500)
    for now in range(0, 1_000, 50):
        fetched, taken, committed = (
            (500 + now, 400, 400) if now < 300 else (800, 400 + now, 400) if now < 600 else (2_000, 1_200, 400 + now)
        )
        assert standstill.at({RAW: place(fetched, taken, committed)}, {RAW: 5_000}, now) is None


def test_an_idle_partition_is_none_however_long_and_the_patience_begins_with_the_first_item() -> None:
    standstill = Standstill(90, batch=500)
    idle = {RAW: place(500, 500, 500)}
    assert [standstill.at(idle, {RAW: 500}, now) for now in (0, 5_000, 10_000)] == [None, None, None]
    assert standstill.at(idle, {RAW: 501}, 10_050) is None
    assert standstill.at(idle, {RAW: 501}, 10_100) is not None


def test_the_end_of_a_transaction_is_no_item_that_waits() -> None:
    standstill = Standstill(90, batch=500)
    assert [standstill.at({RAW: place(1_001, 1_000, 1_000)}, {RAW: 1_001}, now) for now in (0, 5_000)] == [None, None]


def test_items_that_were_received_and_dropped_are_a_standstill() -> None:
    standstill = Standstill(90, batch=500)
    dropped = {RAW: place(1_000, 1_000)}
    assert standstill.at(dropped, {RAW: 1_000}, 0) is None
    assert standstill.at(dropped, {RAW: 1_000}, 91) is not None


def test_commits_that_have_ended_are_a_standstill() -> None:
    standstill = Standstill(90, batch=500)
    done = {RAW: place(1_000, 1_000, 600)}
    assert standstill.at(done, {RAW: 1_000}, 0) is None
    assert standstill.at(done, {RAW: 1_000}, 91) is not None
    never = {OTHER: place(1_000, 1_000, None)}
    assert standstill.at(never, {OTHER: 1_000}, 100) is None
    assert standstill.at(never, {OTHER: 1_000}, 191) is not None


def test_a_partition_that_went_and_came_back_begins_anew() -> None:
    standstill = Standstill(90, batch=500)
    waiting = {RAW: place(None)}
    assert standstill.at(waiting, {RAW: 10}, 0) is None
    assert standstill.at({}, {}, 80) is None
    assert standstill.at(waiting, {RAW: 10}, 100) is None
    assert standstill.at(waiting, {RAW: 10}, 191) is not None
