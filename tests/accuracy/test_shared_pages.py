"""1,000 pages composed of real articles, where their data stands beside the checkout. Scored as `barqiya process -` prints them."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
PAGES = SHARED / "data" / "pages" / "pages.jsonl.gz"
SCORER = SHARED / "eval" / "score_pages.py"
SEED = SHARED / "data" / "seed"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["shared_pages"]


@pytest.mark.skipif(not (PAGES.is_file() and SCORER.is_file()), reason="the composed pages (../shared/data/pages) are not on this machine")
def test_composed_pages() -> None:
    command = [sys.executable, str(SCORER), str(PAGES), "--", sys.executable, "-m", "streams", "process", "-"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=280)
    print(done.stdout)
    figures = json.loads(done.stdout.splitlines()[-1])
    low = {name: (figures[name], floor) for name, floor in FLOORS.items() if name != "leak" and figures[name] < floor}
    assert not low
    assert figures["leak"] <= FLOORS["leak"]


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed page (../shared/data/seed) is not on this machine")
def test_seed_page() -> None:
    page = next(SEED.glob("*.txt"))
    command = [sys.executable, "-m", "streams", "process", "--strict", "--source", "https://ilkha.com/arabic", str(page)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=60)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    lines = page.read_text(encoding="utf-8").splitlines()
    story, *briefs = records
    assert (story["kind"], story["headline"], story["standfirst"], story["credit"], story["notice"]) == (
        "story",
        lines[0],
        lines[1],
        "İLKHA",
        lines[8],
    )
    assert [story["lead"], *story["body"]] == [*lines[2:7], lines[7].removesuffix(" (İLKHA)")]
    assert [(brief["kind"], brief["form"], brief["lead"]) for brief in briefs] == [("brief", "teaser", line) for line in lines[9:]]
