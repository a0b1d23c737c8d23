"""The page that the project was created from comes out whole, where its data stands beside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.accuracy.running import DATA

SEED = DATA / "seed"


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
    assert [{place["name"] for place in record["places"]} for record in records] == [
        {"Russia", "North Korea", "Moscow", "Pyongyang", "Minsk", "Kursk"},
        {"Sındırgı", "Balıkesir"},
        {"Russia", "United States"},
        {"Venezuela"},
        {"Ankara", "Gaza"},
    ]
    (quake,) = briefs[0]["figures"]
    assert (quake["value"], quake["unit"]) == (6.1, "magnitude")
