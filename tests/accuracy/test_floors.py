"""Accuracy is a test: no language and no shape may fall below its floor. `make accuracy` prints the table.

The floors are in `floors.toml`, with the digest of the labelled pages that they were measured on. A floor is raised when the figure rises.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from streams.pipeline import Published, process
from tests.accuracy.scoring import PageScore, mean, score
from tests.fixtures import GOLD, GoldPage, gold_pages

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores() -> list[tuple[GoldPage, PageScore]]:
    scored = []
    for page in gold_pages():
        outcome = process(page.raw())
        assert isinstance(outcome, Published), f"{page.page}: {outcome}"
        scored.append((page, score(page, outcome.records)))
    return scored


def corpus_digest() -> str:
    hashed = blake2b(digest_size=16)
    for page in gold_pages():
        hashed.update(page.payload())
        hashed.update((GOLD / page.page).with_suffix(".json").read_bytes())
    return hashed.hexdigest()


def test_the_floors_were_measured_on_these_pages() -> None:
    assert corpus_digest() == FLOORS["corpus"], "the labelled pages changed: measure again, then pin the new digest in floors.toml"


@pytest.mark.parametrize("language", FLOORS["language"])
def test_language(language: str, scores: list[tuple[GoldPage, PageScore]]) -> None:
    _hold(f"language {language}", FLOORS["language"][language], scores, lambda page: page.lang == language)


@pytest.mark.parametrize("shape", FLOORS["shape"])
def test_shape(shape: str, scores: list[tuple[GoldPage, PageScore]]) -> None:
    _hold(f"shape {shape}", FLOORS["shape"][shape], scores, lambda page: page.shape == shape)


@pytest.mark.parametrize("figure", FLOORS["all"])
def test_all_pages(figure: str, scores: list[tuple[GoldPage, PageScore]]) -> None:
    _hold(f"all {figure}", FLOORS["all"][figure], scores, lambda page: True, figure)


def test_every_language_and_shape_has_a_floor(scores: list[tuple[GoldPage, PageScore]]) -> None:
    assert {page.lang for page, _ in scores} == set(FLOORS["language"])
    assert {page.shape for page, _ in scores} == set(FLOORS["shape"])


def test_nothing_leaks(scores: list[tuple[GoldPage, PageScore]]) -> None:
    leaked = mean([each.leaked for _, each in scores])
    assert leaked is not None
    assert leaked <= FLOORS["ceiling"]["leaked"]


def _hold(name: str, floor: float, scores: list[tuple[GoldPage, PageScore]], of: Callable[[GoldPage], bool], figure: str = "f1") -> None:
    chosen = [(page.page, value) for page, each in scores if of(page) and (value := getattr(each, figure)) is not None]
    reached = mean([value for _, value in chosen])
    assert reached is not None
    print(f"{name:28} {len(chosen):3} pages  {reached:.3f}  floor {floor:.3f}")
    low = [f"{page} {value:.2f}" for page, value in chosen if value < 1]
    assert reached >= floor, f"{name}: {reached:.3f} is under the floor {floor}; {', '.join(low)}"
