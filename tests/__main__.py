"""All tests: `python -m tests`, or `make test`. For some of them, ask pytest itself: `python -m pytest tests/pipeline -k arabic`.

Tests on brokers wait most of their time: for processes to start, for a group to notice that one was killed. So they run beside the others,
as parts that are a pytest each, with its own brokers, ports and scratch folders; property tests are all in the last. What the parts write
comes one after the other, and pytest's own summary line of the last is the end.
"""

from __future__ import annotations

import contextlib
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

KILLS = "tests/broker/test_conservation.py"
PARTS = (
    ("-m", "cluster", KILLS),
    ("-m", "cluster", f"--ignore={KILLS}"),
    ("-m", "broker and not cluster"),
    ("-m", "not broker"),
)
"""What pytest is told for each. Each test is in one of them; most are in the last."""

_POLL_SECONDS = 0.2
_FAILED = 1


def main() -> int:
    """Run all parts. The exit status is 0 where all of them passed."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.ExitStack() as stack:
        running = [(part, *stack.enter_context(_started(part))) for part in PARTS]
        failed = [part for part, process, output in running if _shown(process, output) != 0]
    for part in failed:
        print(f"tests: failed in the part: pytest {shlex.join(part)}", file=sys.stderr)
    return _FAILED if failed else 0


@contextmanager
def _started(part: Sequence[str]) -> Iterator[tuple[subprocess.Popen[bytes], BinaryIO]]:
    """A part, and what it writes, from the beginning. It does not outlive the block."""
    # Without the cache of what failed last, which the parts would take from each other.
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *part]
    with (
        tempfile.NamedTemporaryFile(prefix="barqiya-tests-") as writes,
        Path(writes.name).open("rb") as output,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=writes, stderr=writes) as process,
    ):
        try:
            yield process, output
        finally:
            if process.poll() is None:
                process.terminate()


def _shown(process: subprocess.Popen[bytes], output: BinaryIO) -> int:
    """Show what a part writes until it ends, and give its exit status."""
    status = None
    while status is None:
        status = process.poll()  # before the last look at what it wrote
        sys.stdout.buffer.write(output.read())
        sys.stdout.flush()
        if status is None:
            time.sleep(_POLL_SECONDS)
    return status


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
