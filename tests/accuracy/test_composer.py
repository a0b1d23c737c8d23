"""Composed pages are the same for the same seed, and their answers account for what is on them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from streams import lexicon
from tests.accuracy.composer import texts
from tests.accuracy.composer.compose import compose
from tests.accuracy.composer.furniture import BEYOND, Split, pack
from tests.accuracy.composer.report import HeldError, report, score, tokens
from tests.accuracy.composer.shapes import SHAPES
from tests.accuracy.sets.composed import own_prose

SCORER = Path(__file__).parents[3] / "shared" / "eval" / "score_pages.py"
SPLITS: tuple[Split, ...] = ("tune", "held") if pack("held").agencies else ("tune",)
"""A split that was opened is tune's, and until the next is written none is held."""
held_only = pytest.mark.skipif("held" not in SPLITS, reason="no split is held")
PAGES = 240


@pytest.fixture(scope="module", params=SPLITS)
def rows(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return list(compose(request.param, PAGES, seed=7, beyond=True))


def visible(event: dict[str, Any]) -> str:
    if event["datacontenttype"].startswith("text/plain"):
        return str(event["data"])
    tree = LexborHTMLParser(event["data"])
    tree.strip_tags(["script", "style", "title"])
    return tree.root.text(separator=" ") if tree.root else ""


def oracle(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The records of a program that makes no mistake."""
    gold = row["gold"]
    removed = [span for span in gold["removed"] if span["role"] == "credit"]
    return [
        {
            "source_event": row["event"]["id"],
            "kind": item["kind"],
            "headline": item["headline"],
            "lead": item["paragraphs"][0],
            "body": item["paragraphs"][1:],
            "removed": removed,
        }
        for item in gold["items"]
    ]


@pytest.mark.parametrize("split", SPLITS)
def test_the_same_seed_gives_the_same_pages(split: Split) -> None:
    assert list(compose(split, 30, seed=3)) == list(compose(split, 30, seed=3))
    assert list(compose(split, 30, seed=3)) != list(compose(split, 30, seed=4))


def test_every_page_has_items_and_every_item_text(rows: list[dict[str, Any]]) -> None:
    assert all(row["gold"]["items"] for row in rows)
    assert all(item["paragraphs"] and all(item["paragraphs"]) for row in rows for item in row["gold"]["items"])


def test_what_the_answers_name_stands_on_the_page(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        gold, page = row["gold"], f" {' '.join(tokens(visible(row['event'])))} "
        named = [text for item in gold["items"] for text in (item["headline"] or "", item["standfirst"] or "", *item["paragraphs"])]
        named += [span["text"] for span in [*gold["removed"], *gold["furniture"]]]
        assert not [text for text in named if f" {' '.join(tokens(text))} " not in page and tokens(text)], row["event"]["id"]


def test_items_stand_in_reading_order(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        page, at = f" {' '.join(tokens(visible(row['event'])))} ", 0
        for paragraph in (p for item in row["gold"]["items"] for p in item["paragraphs"]):
            at = page.index(f" {' '.join(tokens(paragraph))} ", at) + 1


def test_the_answers_account_for_every_word_of_a_text_page(rows: list[dict[str, Any]]) -> None:
    for row in (row for row in rows if row["event"]["datacontenttype"].startswith("text/plain")):
        gold = row["gold"]
        told = [text for item in gold["items"] for text in (item["headline"], item["standfirst"], *item["paragraphs"])]
        told += [span["text"] for span in [*gold["removed"], *gold["furniture"]]]
        assert Counter(tokens(row["event"]["data"])) == sum((Counter(tokens(text)) for text in told), Counter()), row["event"]["id"]


def test_offsets_point_at_the_paragraphs(rows: list[dict[str, Any]]) -> None:
    for row in (row for row in rows if row["event"]["datacontenttype"].startswith("text/plain")):
        for item in row["gold"]["items"]:
            found = [re.sub(r"\s+", " ", row["event"]["data"][start:end]) for start, end in item["spans"]]
            assert found == item["paragraphs"]


def test_the_splits_share_no_agency_shell_or_prose() -> None:
    tune, held = pack("tune"), pack("held")
    assert not {agency.name for agency in tune.agencies} & {agency.name for agency in held.agencies}
    assert not {shell.name for shell in tune.shells} & {shell.name for shell in held.shells}
    for lang in {*tune.langs, *held.langs}:
        ours, theirs = texts.library(lang, "tune"), texts.library(lang, "held")
        assert not {story.headline for story in ours.stories} & {story.headline for story in theirs.stories}
        assert not {short.text for short in ours.briefs} & {short.text for short in theirs.briefs}


@held_only
def test_held_are_agencies_of_every_language_and_languages_that_the_lexicon_does_not_know() -> None:
    known = set(lexicon.languages())
    assert not known & BEYOND
    for split in SPLITS:
        assert known <= set(pack(split).langs) <= known | BEYOND
    assert len(BEYOND & set(pack("held").langs)) == 2
    # One of them at least was on no page before.
    assert BEYOND & set(pack("held").langs) - set(pack("tune").langs)
    agencies = Counter(agency.lang for agency in pack("held").agencies)
    assert min(agencies.values()) >= 2
    assert sum(count for lang, count in agencies.items() if lang in known) >= 18


@held_only
def test_languages_beyond_the_lexicon_are_not_in_the_figure_of_all_pages(tmp_path: Path) -> None:
    rows = list(compose("held", 44, seed=4, beyond=True))
    pages, command = tmp_path / "pages.jsonl", tmp_path / "silent.py"
    pages.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command.write_text("import sys; sys.stdin.read()", encoding="utf-8")
    lines = report(pages, [sys.executable, str(command)]).splitlines()
    beyond = sum(row["gold"]["lang"] in BEYOND for row in rows)
    told = {line.split()[0]: int(line.split()[3]) for line in lines if line.split()[0] in ("all", "beyond")}
    assert told == {"all": len(rows) - beyond, "beyond": beyond}


@held_only
def test_what_went_wrong_on_held_pages_is_not_told(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    pages.write_text("".join(json.dumps(row) + "\n" for row in compose("held", 3, seed=4)), encoding="utf-8")
    with pytest.raises(HeldError, match="figures only"):
        report(pages, [sys.executable, "-c", "pass"], misses=tmp_path / "misses.jsonl")
    assert not (tmp_path / "misses.jsonl").exists()


@pytest.mark.parametrize("split", SPLITS)
def test_every_agency_and_shell_of_a_split_is_met(split: Split) -> None:
    rows = [row["gold"] for row in compose(split, 1_800, seed=6, beyond=True)]
    furniture = pack(split)
    assert {row["agency"] for row in rows} == {agency.name for agency in furniture.agencies}
    assert {row["layout"] for row in rows} == {*(shell.name for shell in furniture.shells), *furniture.layouts}


@held_only
def test_every_known_language_has_held_prose_of_its_own() -> None:
    with own_prose():
        shelves = [texts.library(lang, "held") for lang in pack("held").langs if lang not in BEYOND]
        assert all(len(shelf.stories) >= 10 and len(shelf.briefs) >= 16 for shelf in shelves)
        lengths = {len(story.paragraphs) for shelf in shelves for story in shelf.stories}
    assert min(lengths) <= 4
    assert max(lengths) >= 12


def test_there_are_enough_agencies_shells_and_shapes() -> None:
    packs = [pack(split) for split in SPLITS]
    assert sum(len(furniture.agencies) for furniture in packs) >= 60
    assert sum(len(furniture.shells) for furniture in packs) >= 25
    assert all(len(furniture.shells) >= 8 for furniture in packs)
    assert {row["gold"]["shape"] for row in compose("tune", 500, seed=5)} == set(SHAPES)


@pytest.mark.parametrize("split", SPLITS)
def test_pages_are_composed_of_the_projects_own_texts_where_no_others_are(split: Split) -> None:
    with own_prose():
        rows = list(compose(split, 60, seed=2, beyond=True))
    assert {row["gold"]["lang"] for row in rows} == set(pack(split).langs)
    assert all(row["gold"]["items"] for row in rows)


def test_a_program_without_mistakes_scores_full_marks(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        counts = score(row["gold"], oracle(row))
        assert counts["pages_right"] == 1
        assert counts["leaked"] == 0, row["event"]["id"]
        assert counts["paragraphs_found"] == counts["paragraphs"]
        assert counts["headlines_right"] == counts["headlines"]
        assert counts["credits_found"] == counts["credits"]


def test_a_program_that_takes_nothing_apart_does_not() -> None:
    row = next(row for row in compose("tune", 200, seed=7) if row["gold"]["shape"] == "story_marks_briefs")
    lump: dict[str, Any] = {"kind": "story", "headline": None, "lead": visible(row["event"]), "body": [], "removed": []}
    counts = score(row["gold"], [lump])
    assert counts["pages_right"] == 0
    assert counts["leaked"] > 0


@pytest.mark.skipif(not SCORER.is_file(), reason="the judging script (../shared/eval) is not on this machine")
def test_the_judging_script_reads_the_pages_as_we_do(tmp_path: Path) -> None:
    rows = list(compose("tune", 60, seed=9))
    pages, answers, command = tmp_path / "pages.jsonl", tmp_path / "records.jsonl", tmp_path / "oracle.py"
    pages.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    records = [record for row in rows for record in oracle(row)]
    records = [record for n, record in enumerate(records) if n % 5]  # a program that misses every fifth item
    answers.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    command.write_text(
        f"import pathlib, sys; sys.stdin.read(); print(pathlib.Path({str(answers)!r}).read_text(), end='')", encoding="utf-8"
    )
    run = [sys.executable, str(command)]
    judged = subprocess.run([sys.executable, str(SCORER), str(pages), "--", *run], stdout=subprocess.PIPE, text=True, check=True)
    figures = json.loads(judged.stdout.splitlines()[-1])
    ours = next(line for line in report(pages, run).splitlines() if line.startswith("all "))
    for name in ("F1_page", "P", "R", "paragraphs", "headline", "leak", "credit"):
        told = re.search(rf" {name} ([0-9.]+)", ours)
        assert told
        assert float(told[1]) == pytest.approx(figures[name], abs=0.002)
