"""Where the time goes in taking a page apart: microseconds a page by stage, by function, and as the page grows.

    python -m bench.stages [--rounds N] [--functions N] [--count N]

Three tables. The page that the project's speed is judged by: plain text, a story with its notice and the briefs below it, of a good 2,000
characters. All sample pages, in every format. And that first page 1, 10 and 100 times over in one item: work is linear where a kilobyte
takes about as long in each. `--functions` adds the N functions in which most time is spent, under the profiler, which makes calls dearer.

`--count` prints no times but how many instructions of Python's a page takes, in all and in the N functions that take most: the same on any
machine, however busy, so that it tells a step of a few per cent where times do not. It says nothing of what C does, which is most of the
time.

It is CPU time of this process, so that a busy machine slows it less; the median of the rounds, of which the first, in which lexicons,
patterns and the language model are loaded, does not count. Compare two states of the code side by side, as ratios: the figures themselves
are this machine's. Where the pipeline is compiled (`make compile`), `python -X plain -m bench.stages` measures it in plain Python.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType, FrameType

import msgspec

from schemas import Stage
from schemas.codec import encode
from streams import FORM
from streams.compiled import SAYS
from streams.intake.samples import sample_messages
from streams.pipeline import Message, Published, process_message

ORDER: tuple[Stage, ...] = ("envelope", "decode", "clean", "segment", "classify", "enrich", "publish")
PAGE = "ar-story-briefs.txt"
_TIMES = (1, 10, 100)


def main(arguments: list[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.stages")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--functions", type=int, default=0, metavar="N", help="the N functions that take most time by themselves")
    parser.add_argument(
        "--count", type=int, default=0, metavar="N", help="instructions instead of times, with the N functions that take most"
    )
    options = parser.parse_args(arguments or [])
    messages = list(sample_messages())
    page = next(message for message in messages if message.topic == PAGE)
    if options.count:
        if FORM == "compiled":
            raise SystemExit("compiled code executes none of Python's instructions: python -X plain -m bench.stages --count N")
        _print_counts(PAGE, [page], options.count)
        _print_counts(f"{len(messages)} sample pages", messages, options.count)
        return
    print(f"Python {sys.version.split()[0]}, pipeline: {SAYS[FORM]}, {options.rounds} rounds")
    _print_stages(f"{PAGE}, {page.size:,} bytes", [page], options.rounds)
    size = sum(message.size for message in messages) / len(messages)
    _print_stages(f"{len(messages)} sample pages of {size:,.0f} bytes (mean)", messages, options.rounds)
    _print_growth(page)
    if options.functions:
        _print_functions(page, options.functions)
        _print_functions(None, options.functions, messages)


def _print_stages(title: str, messages: Sequence[Message], rounds: int) -> None:
    medians = by_stage(messages, rounds)
    total = sum(medians.values())
    print(f"\n{title}")
    for stage, micros in medians.items():
        name = "encode" if stage == "publish" else stage
        print(f"{name:10} {micros:8.0f} µs  {micros / total:5.0%}")
    print(f"{'all':10} {total:8.0f} µs")


def by_stage(messages: Sequence[Message], rounds: int) -> dict[Stage, float]:
    """Microseconds a page in each stage, from the message to the bytes of its records; the median of `rounds`."""
    spent_in: dict[Stage, list[float]] = defaultdict(list)
    # One page is taken so often in a round that the clock's own step does not show.
    repeats = max(1, 40 // len(messages))
    for turn in range(rounds + 1):
        spent: dict[Stage, float] = dict.fromkeys(ORDER, 0.0)
        last = 0.0

        def lap(stage: Stage, spent: dict[Stage, float] = spent) -> None:
            nonlocal last
            now = time.process_time()
            spent[stage] += now - last
            last = now

        for message in messages:
            for _ in range(repeats):
                last = time.process_time()
                outcome = process_message(message, on_stage=lap)
                for record in _published(message, outcome).records:
                    encode(record)
                lap("publish")
        if turn:
            for stage, seconds in spent.items():
                spent_in[stage].append(seconds / len(messages) / repeats * 1e6)
    return {stage: statistics.median(spent_in[stage]) for stage in ORDER}


def _print_growth(page: Message) -> None:
    print(f"\n{PAGE}, several times over in one item")
    first = 0.0
    for times in _TIMES:
        longer = _times_over(page, times)
        micros = sum(by_stage([longer], max(3, 20 // times)).values())
        kilobyte = micros / len(longer.value or b"") * 1000
        first = first or kilobyte
        print(f"{times:4} ×  {micros:10,.0f} µs  {kilobyte:6.0f} µs a kilobyte, {kilobyte / first:.2f} of that of the first")


def _times_over(page: Message, times: int) -> Message:
    """The page with its text so many times over, each line of the copies told from those of the others by a number."""
    text = (page.value or b"").decode("utf-8")
    copies = (text, *("\n".join(f"{line} {copy}" for line in text.splitlines() if line.strip()) for copy in range(2, times + 1)))
    return msgspec.structs.replace(page, value="\n".join(copies).encode("utf-8"))


def _print_functions(page: Message | None, count: int, messages: Sequence[Message] = ()) -> None:
    taken = [page] * 100 if page is not None else list(messages) * 4
    print(f"\nby function, {PAGE if page is not None else 'all sample pages'}")
    profile = cProfile.Profile()
    profile.enable()
    _take(taken)
    profile.disable()
    stats = pstats.Stats(profile)
    rows = sorted(stats.stats.items(), key=lambda row: -row[1][2])  # type: ignore[attr-defined]
    total = sum(values[2] for _, values in rows)
    print(f"{'by itself':>10} {'with callees':>12} {'calls':>8}  a page")
    for (file, line, name), (_, calls, itself, with_callees, _) in rows[:count]:
        place = f"{Path(file).name}:{line} {name}" if line else name
        print(f"{itself / total:10.1%} {with_callees / total:12.1%} {calls / len(taken):8.1f}  {place}")


def _print_counts(title: str, messages: Sequence[Message], count: int) -> None:
    counts = instructions(messages)
    print(f"\n{title}: {counts.total() / len(messages):,.0f} instructions a page")
    for code, executed in counts.most_common(count):
        print(f"{executed / len(messages):10,.0f}  {Path(code.co_filename).name}:{code.co_firstlineno} {code.co_name}")


def instructions(messages: Sequence[Message]) -> Counter[CodeType]:
    """How many instructions of Python's each function executes for the messages, once their words and patterns are known."""
    counts: Counter[CodeType] = Counter()

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object]:
        if event == "call":
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        elif event == "opcode":
            counts[frame.f_code] += 1
        return trace

    _take(messages)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        _take(messages)
    finally:
        sys.settrace(before)
    return counts


def _take(messages: Sequence[Message]) -> None:
    for message in messages:
        for record in _published(message, process_message(message)).records:
            encode(record)


def _published(message: Message, outcome: object) -> Published:
    if not isinstance(outcome, Published):
        raise SystemExit(f"{message.topic}: {outcome}")
    return outcome


if __name__ == "__main__":
    main(sys.argv[1:])
