"""The results as a table in docs/engine.md and a chart beside it: `python -m bench.peers.report` writes both."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

import msgspec

from bench.peers.catalogue import PEERS, Peer, Work

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "bench" / "results" / "peers.json"
PAGE = ROOT / "docs" / "engine.md"
CHART = ROOT / "docs" / "peers.svg"
_MARKED = re.compile(r"(<!-- peers:[^>]*-->\n).*?(<!-- /peers -->)", re.DOTALL)
_PEERS = {peer.module: peer for peer in PEERS}


class Result(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Of one peer over all rounds: medians, and the least and most of its processor time. `absent` says why it was not run."""

    module: str
    cpu_us: float | None = None
    cpu_us_least: float | None = None
    cpu_us_most: float | None = None
    pages_a_second: float | None = None
    process_us: float | None = None
    kafka_us: float | None = None
    runs: int = 0
    absent: str | None = None


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a measurement."""

    command: str
    at: str
    python: str
    versions: dict[str, str]
    cores: int
    pinned: bool
    load_before: float
    rounds: int
    pages: int
    copied_pages: int
    page_bytes: int
    html: str
    peers: list[Result]


def main() -> None:
    """Write the table and the chart."""
    results = read()
    PAGE.write_text(with_table(PAGE.read_text("utf-8"), results), "utf-8")
    CHART.write_text(chart(results), "utf-8")


def read() -> Results:
    """The results that are kept."""
    return msgspec.json.decode(RESULTS.read_bytes(), type=Results)


def with_table(page: str, results: Results) -> str:
    """The page with the table of these results between its marks."""
    return _MARKED.sub(lambda marks: f"{marks[1]}\n{table(results)}\n{marks[2]}", page, count=1)


def table(results: Results) -> str:
    """The results in Markdown, one table for each kind of work, and how they came about."""
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    held = "the peer held to one core, broker and bench to another" if results.pinned else "no process held to a core"
    rounds = f"{results.rounds} rounds" if results.rounds > 1 else "one round"
    lines = [
        f"`{results.command}` on {results.at}: medians of {rounds}, in each of which every peer had its turn; {held} of"
        f" {results.cores}, load before {results.load_before:g}. Python {results.python}, {versions}. Pages of {results.page_bytes:,} bytes"
        f" (mean), {results.pages:,} a run, {results.copied_pages:,} where they are copied.",
    ]
    if results.load_before > results.cores / 2 or results.rounds < 3:
        lines += ["", "The machine had much else to do, or the rounds were few: these figures show that all of it runs, and little more."]
    for work in Work:
        of_work = [(result, peer) for result in results.peers if (peer := _PEERS[result.module]).work is work]
        if of_work:
            lines += ["", *_rows(work, of_work, results)]
    return "\n".join(lines) + "\n"


def _rows(work: Work, of_work: list[tuple[Result, Peer]], results: Results) -> list[str]:
    kafka = work is not Work.ALONE
    what = str(work) if kafka else f"{work} ({results.html})"
    heads = [what, "CPU µs a page", "least – most", "pages/s", *(["deliveries"] if kafka else [])]
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for result, peer in of_work:
        if result.cpu_us is None:
            cells = [peer.name, "–", "–", "–", *([f"not run: {result.absent}"] if kafka else [])]
            rows.append(f"| {' | '.join(cells)} |")
            continue
        cpu = f"{result.cpu_us:,.0f}"
        if result.process_us is not None:
            cpu += f" = {result.process_us:,.0f} `process` + {result.kafka_us:,.0f} Kafka's share"
        cells = [peer.name, cpu, f"{result.cpu_us_least:,.0f} – {result.cpu_us_most:,.0f}", f"{result.pages_a_second:,.0f}"]
        rows.append(f"| {' | '.join([*cells, *([peer.deliveries] if kafka else [])])} |")
    return rows


_LABELS, _BARS, _ROW, _BAR = 350, 400, 26, 16
_COLOURS = {Work.COPY: "#7a8ca3", Work.RECORDS: "#1f6f8b", Work.ALONE: "#b08968"}


def chart(results: Results) -> str:
    """Processor time a page as bars, one scale for each kind of work."""
    body, y = [], 30
    for work in Work:
        of_work = [(result, peer) for result in results.peers if (peer := _PEERS[result.module]).work is work and result.cpu_us]
        if not of_work:
            continue
        body.append(f'<text x="0" y="{y}" class="head">{escape(f"{work}: processor time a page, µs")}</text>')
        longest = max(result.cpu_us or 0 for result, _ in of_work)
        for result, peer in of_work:
            y += _ROW
            body += _bar(result, peer, y, _BARS / longest)
        y += 2 * _ROW
    height, width = y - _ROW, _LABELS + _BARS + 70
    style = ".head{font-weight:600}text{font:13px system-ui,sans-serif;fill:#333}.label{text-anchor:end}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
            "<title>Processor time a page: Barqiya beside its peers</title>",
            f'<style>{style}</style><rect width="100%" height="100%" fill="#fff"/>',
            *body,
            "</svg>\n",
        ]
    )


def _bar(result: Result, peer: Peer, y: int, scale: float) -> list[str]:
    width = (result.cpu_us or 0) * scale
    colour = _COLOURS[peer.work]
    bars = [f'<rect x="{_LABELS}" y="{y - _BAR + 4}" width="{width:.1f}" height="{_BAR}" fill="{colour}"/>']
    if result.process_us is not None:
        # What is not Kafka's share is drawn paler.
        part = result.process_us * scale
        bars.append(f'<rect x="{_LABELS}" y="{y - _BAR + 4}" width="{part:.1f}" height="{_BAR}" fill="#fff" opacity="0.55"/>')
    return [
        f'<text x="{_LABELS - 8}" y="{y + 2}" class="label">{escape(peer.name.replace("`", ""))}</text>',
        *bars,
        f'<text x="{_LABELS + width + 6:.1f}" y="{y + 2}">{result.cpu_us:,.0f}</text>',
    ]


if __name__ == "__main__":
    main()
