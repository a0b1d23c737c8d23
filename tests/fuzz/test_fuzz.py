"""The fuzzer itself: its items are read back as they were written, its changes can be made again, and it runs where atheris is."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from streams.pipeline import Published
from tests.fuzz.item import CONTENT_TYPES, Item
from tests.fuzz.mutate import mutate
from tests.fuzz.seeds import packed_seeds, write
from tests.pipeline.invariants import hold_for_message

HAS_ATHERIS = importlib.util.find_spec("atheris") is not None


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
def test_an_item_is_unpacked_as_it_was_packed(content_type: str) -> None:
    item = Item(content_type=content_type, payload="جسر\n".encode())
    assert Item.unpack(item.pack()) == item


def test_any_bytes_are_an_item() -> None:
    assert Item.unpack(b"") == Item(content_type="", payload=b"")
    assert Item.unpack(b"\xff<p>a").content_type in CONTENT_TYPES


def test_a_change_can_be_made_again_and_keeps_to_its_length() -> None:
    seeds = packed_seeds()
    changed = 0
    for number in range(400):
        seed = seeds[number % len(seeds)]
        again = mutate(seed, 4_096, number)
        assert again == mutate(seed, 4_096, number)
        assert len(again) <= 4_096
        changed += again != seed[:4_096]
    assert changed > 350


def test_the_seeds_reach_every_format_and_most_are_published(tmp_path: Path) -> None:
    number = write(tmp_path)
    items = [Item.unpack(path.read_bytes()) for path in sorted(tmp_path.iterdir())]
    assert len(items) == number > 100
    outcomes = [hold_for_message(item.message(), twice=False) for item in items]
    published = [outcome for outcome in outcomes if isinstance(outcome, Published)]
    assert len(published) > 0.95 * number
    formats = {decision.value for outcome in published for decision in outcome.records[0].decisions if decision.what == "format"}
    assert formats >= {"newsml-g2", "newsml-1", "nitf", "feed", "ninjs", "json", "email", "iptc7901", "anpa1312"}


@pytest.mark.skipif(not HAS_ATHERIS, reason="atheris is not installed: it has wheels for Linux on x86-64 only")
def test_it_runs_for_a_second(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz", "--work", str(tmp_path), "--seconds", "1"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=250, check=False)
    assert ended.returncode in (0, 1), ended.stderr[-2_000:]
    assert "stat::number_of_executed_units" in ended.stderr
