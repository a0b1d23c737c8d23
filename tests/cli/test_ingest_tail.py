"""`barqiya ingest` and `barqiya tail` on a broker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from streams.intake.publish import PublishError, publish
from streams.pipeline import Message
from streams.settings import Settings

pytestmark = pytest.mark.broker

BARQIYA = [sys.executable, "-m", "streams"]


@pytest.fixture
def environment(bootstrap_servers: str) -> dict[str, str]:
    """Topics of this test's own on the shared broker."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BARQIYA_")}
    return own | {"BARQIYA_BOOTSTRAP_SERVERS": bootstrap_servers, "BARQIYA_TOPIC_PREFIX": f"t{uuid.uuid4().hex[:8]}"}


def barqiya(environment: dict[str, str], *arguments: str, stdin: str = "", timeout: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*BARQIYA, *arguments], env=environment, input=stdin, capture_output=True, text=True, timeout=timeout)


@contextmanager
def following(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A running `barqiya tail` that has settled where it reads from."""
    command = [*BARQIYA, "tail", *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert process.stderr.readline().startswith("following ")
            yield process
        finally:
            process.kill()


def event(number: int) -> str:
    source = f"https://agency-{number % 3}.example"
    return json.dumps({"specversion": "1.0", "id": str(number), "source": source, "type": "wire.raw", "data": f"Item {number}."})


def settings_of(environment: dict[str, str]) -> Settings:
    return Settings(bootstrap_servers=environment["BARQIYA_BOOTSTRAP_SERVERS"], topic_prefix=environment["BARQIYA_TOPIC_PREFIX"])


def put(environment: dict[str, str], topic: str, *messages: Message) -> None:
    """Stand in for a worker: put messages on one of the outgoing topics."""
    settings = settings_of(environment)
    publish(
        messages, bootstrap_servers=settings.bootstrap_servers, topic=f"{environment['BARQIYA_TOPIC_PREFIX']}.{topic}", settings=settings
    )


def record(number: int) -> Message:
    value = {
        "kind": "brief",
        "id": f"{number:032}",
        "uri": f"urn:barqiya:item:{number}",
        "source": "https://ege.example",
        "source_event": str(number),
        "ordinal": 0,
        "form": "short",
        "lead": f"Kısa haber {number}.",
        "language": "tr-Latn",
        "direction": "ltr",
        "word_count": 3,
        "match_key": "0" * 32,
        "ruleset": "test",
    }
    return Message(value=json.dumps(value).encode(), key=b"https://ege.example")


def test_pages_and_events_go_onto_the_raw_topic_with_the_events_of_a_source_in_order(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Sayfa.")
    (tmp_path / "feed.jsonl").write_text("".join(event(number) + "\n" for number in range(3_000)) + "{broken\n")
    result = barqiya(environment, "ingest", str(tmp_path))
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == f"3,002 items on {environment['BARQIYA_TOPIC_PREFIX']}.raw\n"
    raw = [json.loads(message.value) for message in read(environment, "raw") if message.value and message.value.startswith(b'{"')]
    for agency in range(3):
        assert [int(item["id"]) for item in raw if item["source"] == f"https://agency-{agency}.example"] == list(range(agency, 3_000, 3))
    assert [message.headers for message in read(environment, "raw") if message.value == b"{broken"] == [
        (("content-type", b"application/cloudevents+json"),)
    ]
    (page,) = (message for message in read(environment, "raw") if message.value == b"Sayfa.")
    assert dict(page.headers)["ce_source"] == page.key == tmp_path.resolve().as_uri().encode()


def test_events_come_down_a_pipe_one_by_one(environment: dict[str, str]) -> None:
    create_topics(environment)
    command = [*BARQIYA, "ingest", "-"]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        process.stdin.write(event(1) + "\n")
        process.stdin.flush()
        # The pipe stays open: what came down it is on the topic all the same.
        while not (arrived := read(environment, "raw")):
            assert process.poll() is None
        assert json.loads(arrived[0].value or b"")["id"] == "1"
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert f"interrupted; 1 item on {environment['BARQIYA_TOPIC_PREFIX']}.raw" in process.stderr.read()
        assert process.wait(20) == 130


def test_an_item_that_is_too_large_is_told_with_what_was_put_before(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("small")
    (tmp_path / "b.txt").write_text("x" * 9_000_000)
    (tmp_path / "c.txt").write_text("never read")
    result = barqiya(environment, "ingest", str(tmp_path))
    assert result.returncode == 1
    topic = f"{environment['BARQIYA_TOPIC_PREFIX']}.raw"
    assert result.stderr == f"Error: b.txt: 9,000,000 bytes are more than {topic} takes; items put before it: 1\n"
    assert [message.value for message in read(environment, "raw")] == [b"small"]


def test_nothing_to_put_is_an_error(environment: dict[str, str], tmp_path: Path) -> None:
    result = barqiya(environment, "ingest", str(tmp_path))
    assert result.returncode == 1
    assert "nothing to put" in result.stderr


def test_tail_of_topics_that_are_not_there_says_so_and_creates_none(environment: dict[str, str]) -> None:
    for _ in range(2):
        result = barqiya(environment, "tail", "stories")
        assert result.returncode == 1
        assert f"no topic {environment['BARQIYA_TOPIC_PREFIX']}.stories" in result.stderr


def test_tail_reads_from_now_on(environment: dict[str, str], tmp_path: Path) -> None:
    create_topics(environment)
    # One batch of several: the end of a partition is after the last of them, not after the first.
    put(environment, "briefs", *(record(number) for number in range(20)))
    with following(environment, "briefs", "--json", "--limit", "1") as tail:
        put(environment, "briefs", record(100))
        assert tail.stdout is not None
        assert tail.stdout.readline().encode() == (record(100).value or b"") + b"\n"
        assert tail.wait(20) == 0


def test_tail_reads_from_the_beginning_when_asked(environment: dict[str, str]) -> None:
    create_topics(environment)
    put(environment, "briefs", *(record(number) for number in range(20)))
    result = barqiya(environment, "tail", "--from-beginning", "--limit", "20")
    assert result.returncode == 0
    assert [json.loads(line)["source_event"] for line in result.stdout.splitlines()] == [str(number) for number in range(20)]


def test_tail_of_rejects_gives_reason_and_place(environment: dict[str, str]) -> None:
    create_topics(environment)
    headers = {"reason": "empty", "message": "the item is empty", "stage": "decode", "topic": "wire.raw", "partition": "0", "offset": "3"}
    put(
        environment,
        "rejects",
        Message(value=b" ", headers=(("barqiya_version", b"1"), *((f"barqiya_{name}", text.encode()) for name, text in headers.items()))),
    )
    result = barqiya(environment, "tail", "rejects", "--from-beginning", "--limit", "1", "--json")
    reject = json.loads(result.stdout)
    assert (reject["reason"], reject["offset"], reject["size"]) == ("empty", 3, 1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_tail_without_a_word(environment: dict[str, str], number: signal.Signals) -> None:
    create_topics(environment)
    with following(environment) as tail:
        tail.send_signal(number)
        out, err = tail.communicate(timeout=120)
        assert (tail.returncode, out, err) == (0, "", "")


def test_tail_ends_quietly_when_nobody_reads_any_more(environment: dict[str, str]) -> None:
    create_topics(environment)
    put(environment, "briefs", *(record(number) for number in range(3_000)))
    with following(environment, "--from-beginning") as tail:
        assert tail.stdout is not None
        assert tail.stdout.readline()
        tail.stdout.close()
        assert tail.stderr is not None
        assert tail.stderr.read() == ""
        assert tail.wait(20) == 0


def test_a_broker_that_does_not_take_an_item_is_an_error_with_the_number_put(environment: dict[str, str]) -> None:
    create_topics(environment)
    settings = settings_of(environment)
    with pytest.raises(PublishError) as caught:
        publish(
            [Message(value=b"a", topic="a.txt"), Message(value=b"b" * 9_000_000, topic="b.txt")],
            bootstrap_servers=settings.bootstrap_servers,
            topic=f"{settings.topic_prefix}.raw",
            settings=settings,
        )
    assert caught.value.put == 1


def create_topics(environment: dict[str, str]) -> None:
    import asyncio

    from streams.topics import create_topics as create

    settings = settings_of(environment)
    asyncio.run(create(settings.bootstrap_servers, settings))


def read(environment: dict[str, str], topic: str) -> list[Message]:
    """What is on a topic now."""
    import asyncio

    from streams.cli.follow import follow

    async def all_of_it() -> list[Message]:
        settings = settings_of(environment)
        found: list[Message] = []
        async with follow(settings.bootstrap_servers, [f"{settings.topic_prefix}.{topic}"], settings, from_beginning=True) as messages:
            try:
                while True:
                    found.append(await asyncio.wait_for(anext(messages), 1.0))
            except TimeoutError:
                return found

    return asyncio.run(all_of_it())
