"""`barqiya up`: one command, from pages to records, with a broker and workers of its own."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from streams.intake.samples import index

pytestmark = pytest.mark.broker

UP = [sys.executable, "-m", "streams", "up", "--metrics-port", "0"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("BARQIYA_", "VTE_", "KONSOLE_"))}
# The embedded broker forms a group in half of it; Apache Kafka would take no less than 6.
ENVIRONMENT["BARQIYA_SESSION_TIMEOUT_SECONDS"] = "2"


def up(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*UP, *arguments], env=ENVIRONMENT, capture_output=True, text=True, timeout=120)


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    # What is read by lines and then to its end may be cut inside of a letter at the seam, hence `errors`.
    with subprocess.Popen(
        [*UP, *arguments], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def until(process: subprocess.Popen[str], pattern: str) -> str:
    """The first line on standard error in which `pattern` is found."""
    assert process.stderr is not None
    for line in process.stderr:
        if re.search(pattern, line):
            return line
    raise AssertionError(f"ended without {pattern!r}")


def descendants(pid: int) -> set[int]:
    """Process ids of what `pid` has started, and what that has started."""
    return {process.pid for process in psutil.Process(pid).children(recursive=True)}


def command_of(pid: int) -> str:
    """The command line of `pid`; empty where it has ended, also when nobody has asked for its status yet."""
    try:
        process = psutil.Process(pid)
        return "" if process.status() == psutil.STATUS_ZOMBIE else " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def all_gone(pids: set[int], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(command_of(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def test_every_sample_page_becomes_records_and_the_status_says_so() -> None:
    result = up("--sample", "--once", "--workers", "2")
    assert result.returncode == 0, result.stderr
    records = [json.loads(line) for line in result.stdout.splitlines()]
    by_page = defaultdict(list)
    for record in records:
        by_page[record["source_event"]].append(record)
    assert set(by_page) == {sample.name for sample in index()}
    sources = {sample.name: sample.source for sample in index()}
    for name, page in by_page.items():
        assert len(page) == 1 + len(page[0]["related"])
        assert {record["source"] for record in page} == {sources[name]}
        assert all(record["received_at"] and record["processed_at"] for record in page)
    kinds = Counter(record["kind"] for record in records)
    assert f"items: {len(by_page)}, stories: {kinds['story']}, briefs: {kinds['brief']}, rejects: 0\n" in result.stderr
    assert "2 workers ready" in result.stderr
    assert re.search(r"broker on 127\.0\.0\.1:\d+, memory only", result.stderr)


def test_once_fails_when_an_item_is_rejected_and_names_it(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("İzmir'de vapur seferleri yeniden başladı. Seferler sabah saatlerinde yapılıyor.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("  \n")
    (tmp_path / "feed.jsonl").write_text('{"specversion": "1.0", "id"\n')
    result = up("--once", str(tmp_path), "--source", "https://ege.example")
    assert result.returncode == 1
    assert {json.loads(line)["source_event"].split("@")[0] for line in result.stdout.splitlines()} == {"good.txt"}
    rejects = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
    assert {(reject["reason"], reject["source"]) for reject in rejects} == {("empty", "https://ege.example"), ("invalid_event", None)}
    assert result.stderr.splitlines()[-1] == "Error: 2 items of 3 rejected: empty.txt (empty), feed.jsonl, line 1 (invalid_event)"


def test_once_gives_up_when_nothing_arrives_and_names_what_is_missing() -> None:
    result = up("--sample", "--once", "--timeout", "0.05")
    assert result.returncode == 1
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Error: nothing arrived for 0.05 seconds, and ")
    assert index()[-1].name in last or "more" in last


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    result = up("--once", str(tmp_path))
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == f"Error: nothing to feed in {tmp_path}"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_in_order(number: signal.Signals) -> None:
    with running("--sample") as process:
        until(process, "items sent")
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["id"]
        started = descendants(process.pid)
        assert any("tansu" in command_of(pid) for pid in started)
        process.send_signal(number)
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert "Traceback" not in err
        assert "worker" not in err, "workers end without a word, before the broker does"
        assert all_gone(started)


def test_an_interrupted_once_is_no_success() -> None:
    with running("--sample", "--once") as process:
        until(process, "worker 1 started")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
        assert process.returncode == 130
        assert err.splitlines()[-1] == "Error: interrupted before all was through"


def test_nothing_outlives_a_killed_up() -> None:
    with running("--sample") as process:
        until(process, "items sent")
        started = descendants(process.pid)
        process.kill()
        assert all_gone(started)


def test_a_worker_that_dies_ends_it_and_says_why() -> None:
    with running() as process:
        until(process, "1 worker ready")
        (worker,) = (
            pid
            for pid in descendants(process.pid)
            if re.search(r"-m streams worker$", command_of(pid)) and "lifeline" not in command_of(pid)
        )
        os.kill(worker, signal.SIGKILL)
        _, err = process.communicate(timeout=120)
        assert process.returncode == 1
        assert err.splitlines()[-1].startswith("Error: worker 1 was ended by SIGKILL")


def test_a_broker_that_dies_ends_it() -> None:
    with running() as process:
        until(process, "1 worker ready")
        (broker,) = (pid for pid in descendants(process.pid) if "tansu" in command_of(pid) and "lifeline" not in command_of(pid))
        os.kill(broker, signal.SIGKILL)
        _, err = process.communicate(timeout=120)
        assert process.returncode == 1
        assert "the embedded broker ended" in err.splitlines()[-1]


def test_pages_come_from_another_terminal_to_the_address_it_gives(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Ankara'da kar yağışı sürüyor. Yetkililer sürücüleri uyardı.", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken, running("--metrics-port", str(taken.getsockname()[1])) as process:
        # Another program has the port, as a second `barqiya up` would: the metrics are on a free one, and it says which.
        url = until(process, "worker 1 started").split("metrics on ")[1].strip()
        assert f":{taken.getsockname()[1]}/" not in url
        with urllib.request.urlopen(url, timeout=60) as answer:
            assert b"barqiya_build_info" in answer.read()
        hint = until(process, "BARQIYA_BOOTSTRAP_SERVERS=")
        servers = hint.split("BARQIYA_BOOTSTRAP_SERVERS=")[1].split()[0]
        subprocess.run(
            [sys.executable, "-m", "streams", "ingest", str(page), "--bootstrap-servers", servers],
            env=ENVIRONMENT,
            check=True,
            capture_output=True,
            timeout=120,
        )
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["source_event"].startswith("page.txt@")


def test_on_a_terminal_records_are_lines_for_people() -> None:
    out, err, status = on_a_terminal(*UP, "--sample", "--once")
    assert status == 0, err
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in out.splitlines() if line.strip()]
    assert all(re.match(r"(story|brief (teaser|snap|item|short)) ", line) for line in lines)
    assert any("ar-Arab" in line and re.search(r"[\ufe70-\ufefc]", line) for line in lines), "Arabic with its letters joined"
    assert re.search(r"p50 [\d,]+ ms, p99 [\d,]+ ms", err)
    assert not any(line.startswith("{") for line in lines)


def on_a_terminal(*command: str) -> tuple[str, str, int]:
    """Run a command with a terminal of 120 columns as its standard output."""
    controller, terminal = pty.openpty()
    subprocess.run(["stty", "cols", "120"], stdin=terminal, check=True)
    with subprocess.Popen(command, env=ENVIRONMENT | {"TERM": "xterm-256color"}, stdout=terminal, stderr=subprocess.PIPE) as process:
        os.close(terminal)
        shown = b""
        while select.select([controller], [], [], 90)[0]:
            try:
                part = os.read(controller, 65_536)
            except OSError:  # Linux's way of saying that nobody holds the other end any more
                break
            if not part:
                break
            shown += part
        assert process.stderr is not None
        err = process.stderr.read().decode()
    os.close(controller)
    return shown.decode(), err, process.returncode
