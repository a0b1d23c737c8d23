"""`python -m bench.peers`: measures, prints, and keeps the result. See the package."""

from __future__ import annotations

import argparse
import logging
import os
import platform
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

import bench.peers
from bench.peers import report
from bench.peers.catalogue import PEERS, Peer, Work
from bench.peers.measure import Figures, PeerFailed, cores, kafka_run, run_alone
from bench.peers.packages import BUILD, installed, missing, versions
from bench.peers.pages import html_pages, wire_pages
from bench.peers.report import RESULTS, Result, Results, table
from deploy.kafka import ApacheKafka, KafkaUnavailable
from streams.pipeline import Published, process_message

COPIES_A_PAGE = 8
"""A copy is so much quicker than a page's records that its run has so many times more pages."""


def main(arguments: list[str] | None = None) -> None:
    """Measure the peers in rounds, each once in each, so that whatever else the machine does meets them all."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=bench.peers.__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=5_000, help="pages of a run that takes them apart; copies are eight times as many")
    parser.add_argument("--only", nargs="+", default=[], metavar="WORD", help="peers with one of these words in their module's name")
    parser.add_argument("--out", type=Path, help="where the results go instead; those of some peers alone go to build/")
    asked = parser.parse_args(arguments or [])
    peers = [peer for peer in PEERS if not asked.only or any(word in peer.module for word in asked.only)]
    try:
        results = measured(peers, asked.rounds, asked.pages, " ".join(["python -m bench.peers", *(arguments or [])]))
    except KafkaUnavailable as unavailable:
        raise SystemExit(f"peers are not measured: {unavailable}") from None
    out = asked.out or (BUILD / "results.json" if asked.only else RESULTS)
    out.parent.mkdir(exist_ok=True)
    out.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n")
    print(table(results))
    if out == RESULTS:
        report.main()


def measured(peers: list[Peer], rounds: int, count: int, command: str) -> Results:
    """The results of all rounds."""
    packages, why_not = installed()
    absent = {peer.module: why for peer in peers if (why := missing(peer, packages, why_not)) is not None}
    pages, (html, html_found) = wire_pages(), html_pages()
    per_page = _records_a_page(pages)
    figures: dict[str, list[Figures]] = {peer.module: [] for peer in peers}
    load, began = os.getloadavg()[0], time.time()
    # A topic that was just made has no leader for a moment, which aiokafka tells as a warning.
    logging.getLogger("aiokafka").setLevel(logging.ERROR)
    broker_core, peer_core = cores()
    if broker_core is not None:
        # The broker inherits it, with all its threads.
        os.sched_setaffinity(0, {broker_core})
    with ApacheKafka() as kafka:
        for number in range(rounds):
            for peer in peers:
                if peer.module in absent:
                    continue
                try:
                    if peer.work is Work.ALONE:
                        run = run_alone(peer, 10.0, packages)
                    elif peer.work is Work.COPY:
                        run = kafka_run(peer, kafka.bootstrap_servers, number, pages, count * COPIES_A_PAGE, 1, packages)
                    else:
                        run = kafka_run(peer, kafka.bootstrap_servers, number, pages, count, per_page, packages)
                except PeerFailed as failed:
                    print(f"{peer.module}: {failed}", file=sys.stderr, flush=True)
                    continue
                figures[peer.module].append(run)
                print(f"round {number + 1}: {peer.module:28} {run.cpu_us:7.1f} µs  {run.pages_a_second:9,.0f} pages/s", flush=True)
    return Results(
        command=command,
        at=time.strftime("%Y-%m-%d", time.gmtime(began)),
        python=platform.python_version(),
        versions=versions(packages),
        cores=os.cpu_count() or 1,
        pinned=peer_core is not None,
        load_before=round(load, 1),
        rounds=rounds,
        pages=count,
        copied_pages=count * COPIES_A_PAGE,
        page_bytes=round(statistics.mean(page.size for page in pages)),
        html=f"{len(html_found)} {html}",
        peers=[_result(peer, figures[peer.module], absent.get(peer.module)) for peer in peers],
    )


def _result(peer: Peer, runs: list[Figures], absent: str | None) -> Result:
    if not runs:
        return Result(module=peer.module, absent=absent or "no run of it came to an end")

    def middle(values: list[Any]) -> float:
        return round(statistics.median(values), 1)

    parts = [run.process_us for run in runs if run.process_us is not None]
    cpu = [run.cpu_us for run in runs]
    return Result(
        module=peer.module,
        cpu_us=middle(cpu),
        cpu_us_least=round(min(cpu), 1),
        cpu_us_most=round(max(cpu), 1),
        pages_a_second=middle([run.pages_a_second for run in runs]),
        process_us=middle(parts) if parts else None,
        kafka_us=middle([run.cpu_us - run.process_us for run in runs if run.process_us is not None]) if parts else None,
        runs=len(runs),
    )


def _records_a_page(pages: list[Any]) -> int:
    numbers = {len(outcome.records) for page in pages if isinstance(outcome := process_message(page), Published)}
    (number,) = numbers
    return number


if __name__ == "__main__":
    main(sys.argv[1:])
