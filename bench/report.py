"""The results of latency, scaling and memory as tables in docs/engine.md: `python -m bench.report` writes them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from bench.results import FOLDER

PAGE = Path(__file__).parents[1] / "docs" / "engine.md"
_MARKED = re.compile(r"(<!-- (latency|scaling|memory): [^>]*-->\n).*?(<!-- /\2 -->)", re.DOTALL)


def main() -> None:
    """Write the tables."""
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")


def with_tables(page: str) -> str:
    """The page with the tables of the results between their marks."""
    return _MARKED.sub(lambda marks: f"{marks[1]}\n{TABLES[marks[2]](_results(marks[2]))}\n{marks[3]}", page)


def _results(bench: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{bench}.json").read_text("utf-8"))
    return found


def _latency(results: dict[str, Any]) -> str:
    rows = ["| pages | pages a second | p50 ms | p90 ms | p99 ms | most | cores that the workers took |", "|---|---|---|---|---|---|---|"]
    told = {
        "pages": "all sample pages",
        "pages_compiled": "all sample pages, the pipeline compiled",
        "short_pages": "flashes and briefs",
        "short_pages_compiled": "flashes and briefs, the pipeline compiled",
    }
    for part, what in told.items():
        for run in results.get(part, {}).get("runs", ()):
            times = [f"{run[name]:,.0f}" for name in ("p50_ms", "p90_ms", "p99_ms", "max_ms")]
            rows.append(f"| {what} | {run['pages_a_second']:g} | {' | '.join(times)} | {run['cpu']:.2f} |")
    lines = [*_how(results), "", *rows]
    if knobs := results.get("knobs"):
        rate = knobs["runs"][0]["pages_a_second"]
        lines += ["", f"What a setting costs and gains, at {rate:g} pages a second, one changed at a time:", ""]
        lines += ["| setting | p50 ms | p99 ms | cores that the workers took |", "|---|---|---|---|"]
        for run in knobs["runs"]:
            changed = [
                f"`BARQIYA_{name.upper()}={run[name]:g}`" for name in ("batch_seconds", "fetch_wait_seconds", "batch_items") if name in run
            ]
            setting = ", ".join(changed) or "as they are"
            lines.append(f"| {setting} | {run['p50_ms']:,.0f} | {run['p99_ms']:,.0f} | {run['cpu']:.2f} |")
    return "\n".join(lines) + "\n"


def _scaling(results: dict[str, Any]) -> str:
    rows = [
        "| workers | partitions | CPU µs a page | pages/s, all workers |",
        "|---|---|---|---|",
        *(
            f"| {run['workers']} | {run['partitions']} | {run['cpu_us_a_page']:,} | {run['pages_a_second']:,} |"
            for run in results["busy"]["runs"]
        ),
    ]
    idle = [
        "| one worker, idle: partitions | share of a core | resident MiB |",
        "|---|---|---|",
        *(f"| {run['partitions']} | {run['core_share']:.1%} | {run['resident_mib']} |" for run in results["idle"]["runs"]),
    ]
    return "\n".join([*_how(results), "", *rows, "", *idle]) + "\n"


def _memory(results: dict[str, Any]) -> str:
    lines = [*_how(results), ""]
    if (silent := results.get("silent_broker")) is not None:
        lines.append(
            f"- While its broker was silent for {silent['seconds']} seconds, in the middle of {silent['backlog_pages']:,} pages:"
            f" {silent['mib_first']:.0f} MiB at first, {silent['mib_last']:.0f} at last, {silent['mib_max']:.0f} at most."
        )
    for part in ("pages", "short_pages"):
        if (many := results.get(part)) is not None:
            tenths = ", ".join(f"{mean:.0f}" for mean in many["mib_by_tenth"])
            lines.append(
                f"- Over {many['pages']:,} pages ({many['of']}), MiB in each tenth of the {many['seconds']:,} seconds: {tenths};"
                f" {many['mib_max']:.0f} at most."
            )
    return "\n".join(lines) + "\n"


def _how(results: dict[str, Any]) -> list[str]:
    commands = list(dict.fromkeys(f"`{part['command']}`" for part in results.values()))
    loads = ", ".join(f"{part['load_before']:.1f}" for part in results.values())
    some = next(iter(results.values()))
    where = f"{some['cores']} cores, which broker, workers and bench share"
    return [f"{'; '.join(commands)}: on {where}, load before {loads}, Python {some['python']}."]


TABLES = {"latency": _latency, "scaling": _scaling, "memory": _memory}


if __name__ == "__main__":
    main()
