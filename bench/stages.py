"""Where the time goes in taking a page apart: microseconds a page, by stage, over the sample pages.

    python bench/stages.py [ROUNDS]

CPU time of this process, so that a busy machine slows it less; the median of the rounds. Compare two states of the code in one run each,
side by side, as ratios: the figures themselves are this machine's.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict

from schemas import Stage
from schemas.codec import encode
from streams.intake.samples import sample_messages
from streams.pipeline import Published, process_message

ORDER: tuple[Stage, ...] = ("envelope", "decode", "clean", "segment", "classify", "enrich", "publish")


def main(rounds: int = 20) -> None:
    """Print the table."""
    messages = list(sample_messages())
    by_stage: dict[Stage, list[float]] = defaultdict(list)
    for turn in range(rounds + 1):
        spent: dict[Stage, float] = dict.fromkeys(ORDER, 0.0)
        last = time.process_time()

        def lap(stage: Stage, spent: dict[Stage, float] = spent) -> None:
            nonlocal last
            now = time.process_time()
            spent[stage] += now - last
            last = now

        for message in messages:
            last = time.process_time()
            outcome = process_message(message, on_stage=lap)
            if not isinstance(outcome, Published):
                raise SystemExit(f"{message.topic}: {outcome}")
            for record in outcome.records:
                encode(record)
            lap("publish")
        if turn:  # the first round loads lexicons, patterns and the language model
            for stage, seconds in spent.items():
                by_stage[stage].append(seconds / len(messages) * 1e6)
    medians = {stage: statistics.median(by_stage[stage]) for stage in ORDER}
    total = sum(medians.values())
    size = sum(message.size for message in messages) / len(messages)
    print(f"{len(messages)} pages of {size:,.0f} bytes (mean), {rounds} rounds, Python {sys.version.split()[0]}")
    for stage, micros in medians.items():
        name = "encode" if stage == "publish" else stage
        print(f"{name:10} {micros:8.0f} µs  {micros / total:5.0%}")
    print(f"{'all':10} {total:8.0f} µs")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
