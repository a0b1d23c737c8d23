"""The process that fuzzes: libFuzzer's loop over the pipeline, which it sees into (atheris). Arguments are libFuzzer's.

A finding is written down and the loop goes on; each kind of finding once, with the bytes that show it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sys
import time
import traceback
from pathlib import Path

import atheris

FINDINGS = "BARQIYA_TEST_FUZZ_FINDINGS"
"""Environment variable that names the directory of findings."""
_MOST_FINDINGS = 50
_TWICE = 8
"""Of so many items one is worked on a second time, to see that the same comes of it."""
_MOST_SECONDS = 5.0
"""Processor time for an item of the size that is fuzzed, instrumented and checked several times over; a sound one takes a hundredth."""

# What compares words and looks them up is half of the work and has few branches: seen into, it would make all of it slower by half.
with atheris.instrument_imports(include=["streams"], exclude=["streams.text.match_key", "streams.lexicon"]):
    from tests.fuzz.item import Item
    from tests.fuzz.mutate import mutate
    from tests.pipeline.invariants import hold_for_message


def run(arguments: list[str]) -> None:
    """Fuzz until libFuzzer ends. Does not return."""
    findings = Path(os.environ[FINDINGS])
    faults = _LastFault()
    logging.getLogger().addHandler(faults)

    def one(data: bytes) -> None:
        began = time.process_time()
        faults.trace = ""
        try:
            hold_for_message(Item.unpack(data).message(), twice=len(data) % _TWICE == 0)
            seconds = time.process_time() - began
            assert seconds < _MOST_SECONDS, f"{seconds:.1f} seconds for {len(data)} bytes"
        except Exception as fault:
            _write_down(findings, data, fault, faults.trace)

    def custom(data: bytes, longest: int, seed: int) -> bytes:
        # One in four is left to libFuzzer's own changes, which know what was compared with what.
        return atheris.Mutate(data, longest) if seed % 4 == 0 else mutate(data, longest, seed)

    atheris.Setup([sys.argv[0], *arguments], one, custom_mutator=custom)
    atheris.Fuzz()


class _LastFault(logging.Handler):
    """Keeps the trace of a fault that the pipeline has logged, which its reject names in a word only."""

    trace = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the trace."""
        if record.exc_info:
            self.trace = "".join(traceback.format_exception(*record.exc_info))


def _write_down(findings: Path, data: bytes, fault: Exception, trace: str) -> None:
    message = (str(fault).splitlines() or [""])[0]
    kind = f"{type(fault).__name__}: {re.sub(r'[0-9]+', '0', message)[:120]}"
    name = hashlib.blake2b(kind.encode("utf-8", "replace"), digest_size=6).hexdigest()
    item = findings / f"{name}.item"
    known = item.exists()
    if (known and item.stat().st_size <= len(data)) or (not known and len(list(findings.glob("*.item"))) >= _MOST_FINDINGS):
        return
    item.write_bytes(data)
    shown = trace + "".join(traceback.format_exception(fault))
    (findings / f"{name}.txt").write_text(shown[-8_000:], encoding="utf-8", errors="replace")


if __name__ == "__main__":
    run(sys.argv[1:])
