"""Accuracy is a test: no language, shape or measure of any set may fall below its floor. The floors are in `floors.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy import floorfile
from tests.accuracy.figures import Figure, Measured
from tests.accuracy.floorfile import FloorFile, Floors, Lowered
from tests.accuracy.floors import faults, raised, table
from tests.accuracy.sets import SETS
from tests.fixtures import gold_pages

SHORT = [name for name, each in SETS.items() if not each.long]


@pytest.mark.parametrize("name", SHORT)
def test_every_figure_holds_its_floor(name: str) -> None:
    if not SETS[name].there:
        pytest.skip(f"the pages of {name} (../shared/data) are not on this machine")
    measured, floors = SETS[name].measure(), floorfile.read().sets.get(name)
    print(table(name, measured, floors))
    assert faults(name, measured, floors) == [], f"not wholly right: {', '.join(measured.misses[:40])}"


def test_every_set_and_every_language_and_shape_of_the_corpus_has_floors() -> None:
    floors = floorfile.read()
    assert set(floors.sets) == set(SETS)
    corpus = floors.sets["corpus"].groups
    assert set(corpus["language"]) == {page.lang for page in gold_pages()}
    assert set(corpus["shape"]) == {page.shape for page in gold_pages()}


def test_the_file_of_floors_is_as_it_would_be_written(tmp_path: Path) -> None:
    floorfile.write(floorfile.read(), tmp_path / "floors.toml")
    assert (tmp_path / "floors.toml").read_text(encoding="utf-8") == floorfile.FLOORS.read_text(encoding="utf-8")


def measured(f1: float, leak: float = 0.01, pages: str = "a") -> Measured:
    return Measured(digest=pages, figures=(Figure("all", "F1_page", f1, 10), Figure("all", "leak", leak, 10)))


def floors(f1: float, leak: float = 0.01, pages: str = "a") -> Floors:
    return Floors(pages=pages, groups={"all": {"F1_page": f1, "leak": leak}})


def test_a_figure_under_its_floor_and_a_leak_over_its_ceiling_are_faults() -> None:
    assert faults("x", measured(0.9), floors(0.9)) == []
    assert faults("x", measured(0.8999), floors(0.9)) == ["x.all.F1_page: 0.8999 is under its floor 0.9"]
    assert faults("x", measured(0.9, leak=0.0101), floors(0.9)) == ["x.all.leak: 0.0101 is over its ceiling 0.01"]


def test_other_pages_and_missing_floors_are_faults() -> None:
    assert len(faults("x", measured(1.0, pages="b"), floors(0.9))) == 1
    assert len(faults("x", measured(1.0), None)) == 1
    assert len(faults("x", measured(1.0), Floors(pages="a", groups={"all": {"F1_page": 0.9, "credits": 1.0}}))) == 2


def test_a_floor_is_rounded_down_and_a_ceiling_up() -> None:
    assert Floors.of(measured(0.98599, leak=0.00101)).groups == {"all": {"F1_page": 0.985, "leak": 0.002}}


def test_raising_raises_and_never_lowers() -> None:
    assert raised(floors(0.9), measured(0.95, leak=0.005)) == (floors(0.95, leak=0.005), [])
    assert raised(floors(0.9), measured(0.85, leak=0.005)) == (floors(0.9, leak=0.005), ["all.F1_page 0.9 → 0.85"])


def test_new_pages_are_pinned_only_while_no_figure_falls() -> None:
    assert raised(floors(0.9), measured(0.95, pages="b"))[0].pages == "b"
    assert raised(floors(0.9), measured(0.85, pages="b"))[0].pages == "a"


def test_what_was_lowered_is_written_down(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    lowered = Lowered(date="2026-11-24", reason='labels of "ديلم" were wrong', figures=("x.all.F1_page 0.9 → 0.85",))
    told = FloorFile(sets={"x": floors(0.85)}, lowered=(lowered,))
    floorfile.write(told, path)
    assert floorfile.read(path) == told
