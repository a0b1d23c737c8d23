"""Figures of a command on composed pages, by language, shape, layout, agency and split.

The measures are those of the pages that the program is judged on: page F1 (an item matches at a token F1 of 0.9), the share of pages with
every item right, paragraph recall, headlines, leaks of furniture into records, credits found. `stray` adds to the leaks the furniture that
is not judged there: menus, captions, bylines, promotions of three words and more.
Pages in languages that the lexicon does not know are counted by language, and together as `beyond`, and in no other figure.
"""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.accuracy.composer.furniture import BEYOND

TOKEN = re.compile(r"\w+")
MATCH = 0.9
FOUND = 0.9
"""Share of a paragraph's different words that its record must hold."""


class HeldError(Exception):
    """What went wrong on held pages was asked for: whoever reads it tunes on them."""


def report(path: Path, command: list[str], misses: Path | None = None) -> str:
    """A table of figures; `misses`, where given, gets the ids of pages that are not wholly right, with what was found.

    Raises:
        HeldError: misses of held pages were asked for.
    """
    pages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if misses and any(page["gold"]["split"] == "held" for page in pages):
        raise HeldError("held pages are an exam: figures only")
    feed = "".join(json.dumps(page["event"], ensure_ascii=False) + "\n" for page in pages)
    done = subprocess.run(command, input=feed.encode(), stdout=subprocess.PIPE, check=True)
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in done.stdout.splitlines():
        record = json.loads(line)
        found[record["source_event"]].append(record)
    counted = [(page, score(page["gold"], found.get(page["event"]["id"], []))) for page in pages]
    if misses:
        wrong = [
            {"id": page["event"]["id"], **counts, "gold": page["gold"], "records": found.get(page["event"]["id"], [])}
            for page, counts in counted
            if not counts["pages_right"] or counts["leaked"] or counts["strayed"]
        ]
        misses.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in wrong), encoding="utf-8")
    return table(counted)


def table(counted: Iterable[tuple[dict[str, Any], Counter[str]]]) -> str:
    """Figures by group of pages, each page with its counts, a line a group. Held pages have no lines by layout and agency."""
    groups: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for page, counts in counted:
        gold, kind = page["gold"], page["event"]["datacontenttype"].split(";")[0]
        pairs = [("lang", gold["lang"]), ("lang+format", f"{gold['lang']} {kind[5:]}")]
        if gold["lang"] in BEYOND:
            pairs += [("beyond", "all")]
        else:
            pairs += [("all", "all"), ("shape", gold["shape"]), ("format", kind), ("split", gold["split"])]
        if gold["split"] != "held":
            pairs += [("layout", gold["layout"]), ("agency", gold["agency"])]
        for pair in pairs:
            groups[pair] += counts
    return "\n".join(f"{group:12} {name:26} {_row(counts)}" for (group, name), counts in sorted(groups.items()))


def score(gold: dict[str, Any], records: list[dict[str, Any]]) -> Counter[str]:
    """Counts for one page; the rates of a group are quotients of their sums."""
    counts = Counter(pages=1, gold=len(gold["items"]), predicted=len(records))
    left = [(record, _variants(record)) for record in records]
    for item in gold["items"]:
        want = tokens(" ".join(item["paragraphs"]))
        scored = [(max(_f1(want, got) for got in gots), n) for n, (record, gots) in enumerate(left) if record["kind"] == item["kind"]]
        best, at = max(scored, default=(0.0, -1))
        counts["paragraphs"] += len(item["paragraphs"])
        if best < MATCH:
            continue
        record, gots = left.pop(at)
        got = {token for variant in gots for token in variant}
        counts["matched"] += 1
        counts["paragraphs_found"] += sum(len(set(tokens(p)) - got) <= (1 - FOUND) * len(set(tokens(p))) for p in item["paragraphs"])
        if item["headline"]:
            counts["headlines"] += 1
            counts["headlines_right"] += tokens(record.get("headline")) == tokens(item["headline"])
    counts["f1"] = 2_000_000 * counts["matched"] // max(1, counts["gold"] + counts["predicted"])
    counts["pages_right"] = int(counts["matched"] == counts["gold"] == counts["predicted"])
    texts = [tokens(" ".join([record.get("headline") or "", _text(record)])) for record in records]
    joined = " \n ".join(f" {' '.join(text)} " for text in texts)
    for span in gold["removed"]:
        if span["role"] not in ("credit", "dateline"):
            counts["spans"] += 1
            counts["leaked"] += _holds(joined, span["text"])
    for span in gold["furniture"]:
        if len(tokens(span["text"])) >= 3:
            counts["strays"] += 1
            counts["strayed"] += _holds(joined, span["text"])
    signed = [tokens(span["text"]) for span in gold["removed"] if span["role"] == "credit"]
    if signed:
        counts["credits"] += 1
        lifted = [set(tokens(json.dumps([record.get("credit"), record.get("removed")], ensure_ascii=False))) for record in records]
        counts["credits_found"] += any(set(signed[0]) <= words for words in lifted)
    return counts


def tokens(text: str | None) -> list[str]:
    """Words, folded as the judging script folds them."""
    return TOKEN.findall(unicodedata.normalize("NFKC", text or "").casefold())


def _holds(joined: str, text: str) -> bool:
    return f" {' '.join(tokens(text))} " in joined


def _f1(one: list[str], other: list[str]) -> float:
    return 2 * sum((Counter(one) & Counter(other)).values()) / (len(one) + len(other)) if one or other else 1.0


def _text(record: dict[str, Any]) -> str:
    return " ".join([record.get("lead") or "", *(record.get("body") or [])])


def _variants(record: dict[str, Any]) -> list[list[str]]:
    """The text, and the text with what was lifted out of it: real articles have datelines and credits of their own."""
    text, dateline = _text(record), (record.get("dateline") or {}).get("text") or ""
    credit, summary = record.get("credit") or "", record.get("standfirst") or ""
    told = {
        text,
        f"{dateline} {text}",
        f"{credit} {text}",
        f"{dateline} {text} {credit}",
        f"{summary} {text}",
        f"{summary} {dateline} {text}",
    }
    return [tokens(variant) for variant in told]


def _row(counts: Counter[str]) -> str:
    def rate(part: str, whole: str) -> str:
        return f"{counts[part] / counts[whole]:.3f}" if counts[whole] else "    -"

    told = {
        "pages": f"{counts['pages']:4}",
        "F1_page": f"{counts['f1'] / 1_000_000 / counts['pages']:.3f}",
        "right": rate("pages_right", "pages"),
        "P": rate("matched", "predicted"),
        "R": rate("matched", "gold"),
        "paragraphs": rate("paragraphs_found", "paragraphs"),
        "headline": rate("headlines_right", "headlines"),
        "leak": rate("leaked", "spans"),
        "stray": rate("strayed", "strays"),
        "credit": rate("credits_found", "credits"),
    }
    return " ".join(f"{name} {figure}" for name, figure in told.items())
