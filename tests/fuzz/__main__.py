"""Fuzz the pipeline: `python -m tests.fuzz --seconds 60`, or `make fuzz FUZZ_SECONDS=3600`.

The corpus grows in build/fuzz/corpus and is used again the next time; what was found is in build/fuzz/findings. `--show` runs a finding
again. Status 1 where anything was found. Where the machine has no atheris, which has wheels for Linux on x86-64 only, it says so and is
done.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.fuzz import seeds
from tests.fuzz.item import Item
from tests.pipeline.invariants import hold_for_message

_HERE = Path(__file__).parent
_WORK = _HERE.parent.parent / "build" / "fuzz"
_FINDINGS = "BARQIYA_TEST_FUZZ_FINDINGS"  # also in target.py, which can be imported only where atheris is


def main() -> int:
    """Run the command; gives its status."""
    parser = argparse.ArgumentParser(prog="fuzz", description="Fuzz the pipeline.")
    parser.add_argument("--seconds", type=int, default=60, help="how long (default: %(default)s)")
    parser.add_argument("--max-bytes", type=int, default=8_192, help="the longest item that is made (default: %(default)s)")
    parser.add_argument("--work", type=Path, default=_WORK, help="where corpus and findings are kept (default: build/fuzz)")
    parser.add_argument("--fresh", action="store_true", help="begin with the seeds alone")
    parser.add_argument("--show", type=Path, metavar="FINDING", help="run one finding again, and show what it does")
    options, libfuzzer = parser.parse_known_args()
    if options.show is not None:
        print(hold_for_message(Item.unpack(options.show.read_bytes()).message()))
        return 0
    if importlib.util.find_spec("atheris") is None:
        print("fuzz: skipped, since atheris is not installed: it has wheels for Linux on x86-64 only")
        return 0
    return _fuzz(options.work, options.seconds, options.max_bytes, libfuzzer, fresh=options.fresh)


def _fuzz(work: Path, seconds: int, max_bytes: int, libfuzzer: list[str], *, fresh: bool) -> int:
    if fresh:
        shutil.rmtree(work, ignore_errors=True)
    corpus, findings = work / "corpus", work / "findings"
    # What was found before may have been mended.
    shutil.rmtree(findings, ignore_errors=True)
    findings.mkdir(parents=True)
    number = seeds.write(work / "seeds")
    corpus.mkdir(exist_ok=True)
    command = [
        *(sys.executable, "-m", "tests.fuzz.target"),
        *(str(corpus), str(work / "seeds")),
        *(f"-max_total_time={seconds}", f"-max_len={max_bytes}", f"-dict={_HERE / 'dictionary.txt'}", f"-artifact_prefix={findings}/"),
        *("-timeout=30", "-rss_limit_mb=2048", "-print_final_stats=1", *libfuzzer),
    ]
    print(f"fuzz: {number} seeds, {seconds} s", flush=True)
    ended = subprocess.run(command, env={**os.environ, _FINDINGS: str(findings)}, check=False)
    found = sorted(findings.glob("*"))
    for each in found:
        print(f"fuzz: found {each}")
        if each.suffix == ".txt":
            print(each.read_text(encoding="utf-8").splitlines()[-1])
    # libFuzzer ends with a status of its own at its time and memory limits, and writes down what it was at.
    return 1 if found or ended.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
